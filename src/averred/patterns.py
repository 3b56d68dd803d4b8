r"""Patterns of texts, matched in linear time.

The language is the common core of regular expressions: literals, `.`, `\d \w \s` and their opposites,
`[a-z]` and `[^a-z]`, groups, `|`, and `* + ? {m} {m,} {m,n}`. A pattern always means the whole text.
Look-around and back references are refused. All states are followed at once, so that no pattern can make a
text take longer than (length of the text) × (length of the pattern).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NoReturn, TypeAlias

from averred.errors import ConfigurationError

MOST_STATES: Final = 10_000
MOST_DEPTH: Final = 50
_SPECIAL: Final = frozenset("\\^$.|?*+()[]{}")

Test: TypeAlias = Callable[[str], bool]
#: ("char", test) · ("all", parts) · ("any", parts) · ("times", part, least, most or None)
Node: TypeAlias = "tuple[str, Test] | tuple[str, list[Node]] | tuple[str, Node, int, int | None]"


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


_CLASSES: Final[dict[str, Test]] = {
    "d": str.isdecimal,
    "w": _is_word,
    "s": str.isspace,
    "D": lambda character: not character.isdecimal(),
    "W": lambda character: not _is_word(character),
    "S": lambda character: not character.isspace(),
}
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r"}


class Pattern:
    """A compiled pattern."""

    def __init__(self, text: str) -> None:
        """Compile a pattern.

        Raises:
            ConfigurationError: for what is not in the language, with the place in the pattern.
        """
        self.text = text
        #: For each state the states that it leads to without a character, and its test with the next state.
        self._jumps: list[list[int]] = [[]]
        self._steps: list[tuple[Test, int] | None] = [None]
        self._start = self._build(_Parser(text).whole(), 0)

    def matches(self, text: str) -> bool:
        """Whether the pattern describes the whole text."""
        states = self._closure({self._start})
        for character in text:
            moves = (self._steps[state] for state in states)
            states = self._closure({move[1] for move in moves if move is not None and move[0](character)})
        return 0 in states

    def _closure(self, states: set[int]) -> set[int]:
        """The states and all that they lead to without a character."""
        waiting = list(states)
        while waiting:
            for state in self._jumps[waiting.pop()]:
                if state not in states:
                    states.add(state)
                    waiting.append(state)
        return states

    def _state(self, jumps: list[int], step: tuple[Test, int] | None = None) -> int:
        if len(self._jumps) >= MOST_STATES:
            raise ConfigurationError(
                f"cannot be read: “{self.text[:40]}” repeats too much", suggestion="repeat less often"
            )
        self._jumps.append(jumps)
        self._steps.append(step)
        return len(self._jumps) - 1

    def _build(self, node: Node, after: int) -> int:
        """The first state of a node, of which the last leads to `after`."""
        match node:
            case ("char", test):
                return self._state([], (test, after))  # type: ignore[arg-type]  # the word says which node it is
            case ("all", parts):
                for part in reversed(parts):  # type: ignore[arg-type]  # the word says which node it is
                    after = self._build(part, after)
                return after
            case ("any", parts):
                return self._state([self._build(part, after) for part in parts])  # type: ignore[union-attr]  # the word says which node it is
            case (_, part, least, most):
                return self._repeat(part, least, most, after)
        raise AssertionError(node)  # pragma: no cover - there is no other node

    def _repeat(self, part: Node, least: int, most: int | None, after: int) -> int:
        if most is None:
            loop = self._state([after])
            self._jumps[loop].append(self._build(part, loop))
            after = loop
        else:
            last = after
            for _ in range(most - least):
                after = self._state([self._build(part, after), last])
        for _ in range(least):
            after = self._build(part, after)
        return after


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        if self.text.startswith("^"):
            self.at = 1
        node = self.alternatives()
        if self.text[self.at :] == "$":
            return node
        if self.at < len(self.text):
            self.refuse("nothing to close here" if self.text[self.at] == ")" else "this does not stand here")
        return node

    def refuse(self, why: str) -> NoReturn:
        raise ConfigurationError(
            f"cannot be read: “{self.text[:80]}” at character {self.at + 1}: {why}",
            suggestion="see the rule pattern-mismatch for what a pattern may hold",
        )

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        character = self.peek()
        if not character:
            self.refuse("it ends too early")
        self.at += 1
        return character

    def alternatives(self) -> Node:
        options = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            options.append(self.sequence())
        return options[0] if len(options) == 1 else ("any", options)

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.peek() not in {"", "|", ")"} and self.text[self.at :] != "$":
            parts.append(self.quantified(self.atom()))
        return ("all", parts)

    def quantified(self, node: Node) -> Node:
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(self.peek(), (-1, None))
        if least >= 0:
            self.at += 1
        elif self.peek() == "{":
            least, most = self.counted()
        else:
            return node
        if self.peek() == "?":  # "as few as possible" changes nothing where the whole text is meant
            self.at += 1
        if self.peek() in {"*", "+", "{"}:
            self.refuse("a repetition of a repetition")
        return ("times", node, least, most)

    def counted(self) -> tuple[int, int | None]:
        inside, closed, _ = self.text[self.at + 1 :].partition("}")
        low, comma, high = inside.partition(",")
        if not closed or not low.isdecimal() or not (high.isdecimal() or not high):
            self.refuse("write {2}, {2,} or {2,5}, or \\{ for the brace itself")
        least = int(low[:6])
        most = int(high[:6]) if high else None if comma else least
        if most is not None and most < least:
            self.refuse("the numbers stand the wrong way round")
        self.at += len(inside) + 2
        return least, most

    def atom(self) -> Node:
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return ("char", self.bracket())
        if character == "\\":
            return ("char", self.escape())
        if character == ".":
            return ("char", lambda other: other != "\n")
        if character in _SPECIAL:
            self.at -= 1
            self.refuse(f"“{character}” does not stand here; write \\{character} for the character itself")
        return ("char", character.__eq__)

    def group(self) -> Node:
        if self.peek() == "?":
            if not self.text.startswith("?:", self.at):
                self.refuse("of the groups with “?” there is only (?:…)")
            self.at += 2
        self.depth += 1
        if self.depth > MOST_DEPTH:
            self.refuse("too many groups inside each other")
        node = self.alternatives()
        if self.peek() != ")":
            self.refuse("a group is not closed")
        self.at += 1
        self.depth -= 1
        return node

    def escape(self) -> Test:
        character = self.take()
        if character in _CLASSES:
            return _CLASSES[character]
        if character.isalnum() and character not in _CONTROLS:
            self.refuse(f"\\{character} has no meaning in these patterns")
        return _CONTROLS.get(character, character).__eq__

    def bracket(self) -> Test:
        """`[a-z_]`: the characters and ranges between the brackets."""
        negated = self.peek() == "^"
        self.at += negated
        tests: list[Test] = []
        while self.peek() != "]" or not tests:
            tests.append(self.member())
        self.at += 1
        return lambda character: any(test(character) for test in tests) != negated

    def member(self) -> Test:
        first = self.take()
        if first == "\\":
            if self.peek() in _CLASSES:
                return self.escape()
            first = self.literal()
        if self.peek() != "-" or self.text[self.at + 1 : self.at + 2] in {"]", ""}:
            return first.__eq__
        self.at += 1
        last = self.take()
        if last == "\\":
            last = self.literal()
        if last < first:
            self.refuse(f"the range {first}-{last} holds nothing")
        return lambda character: first <= character <= last

    def literal(self) -> str:
        """The character that an escape inside brackets stands for."""
        character = self.take()
        if character.isalnum() and character not in _CONTROLS:
            self.refuse(f"\\{character} has no meaning here")
        return _CONTROLS.get(character, character)
