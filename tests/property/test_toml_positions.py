"""The scanner of positions agrees with `tomli`, on generated texts in every style that TOML allows."""

from __future__ import annotations

from typing import Any

import tomli
from hypothesis import assume, example, given
from hypothesis import strategies as st

from averred.reader.positions import positions

Path = tuple[str | int, ...]

space = st.sampled_from(["", " ", "\t", "  "])
gap = st.sampled_from(["", " ", "\n", "\n # a remark ] } \" '\n", " \t\n\n"])
comment = st.sampled_from(["", " # remark", "# [not.a.table]", "\t# key = 1"])
key_part = st.one_of(
    st.sampled_from(["a", "b", "c-d", "1", "_", '"a b"', "'c.d'", '"\\u0041\\""', '""', "'#'"]),
    st.from_regex(r"[A-Za-z0-9_-]{1,3}", fullmatch=True),
)


@st.composite
def keys(draw: st.DrawFn) -> str:
    """A dotted key, with spaces around its dots."""
    parts = draw(st.lists(key_part, min_size=1, max_size=3))
    return "".join(draw(space) + "." * (i > 0) + draw(space) + part for i, part in enumerate(parts)).strip(
        " \t"
    )


scalars = st.sampled_from(
    ["1", "0x1F", "+1_000", "3.5e-2", "inf", "-nan", "true", "2031-05-04", "2031-05-04 19:30:00",
     "2031-05-04T19:30:00Z", "19:30:00", '"words"', '"]"', '"\\"}"', "'a\\'", '""', "''", '"""a\nb"""',
     '"""q""""', '"""""""', "'''\n'x''''", "'''''''", '"""\\\n  x"""', '"# no remark"', '"é…ı"'],
)  # fmt: skip


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Lists over several lines with remarks, and tables in braces."""

    @st.composite
    def arrays(draw: st.DrawFn) -> str:
        items = draw(st.lists(inner, max_size=3))
        inside = ",".join(draw(gap) + item + draw(gap) for item in items)
        last = "," if items and draw(st.sampled_from([True, False])) else ""
        return f"[{draw(gap)}{inside}{last}{draw(gap)}]"

    @st.composite
    def braces(draw: st.DrawFn) -> str:
        pairs = [
            f"{draw(gap)}{draw(keys())}{draw(space)}={draw(space)}{draw(inner)}{draw(gap)}"
            for _ in range(draw(st.integers(0, 2)))
        ]
        last = "," if pairs and draw(st.sampled_from([True, False])) else ""
        return "{" + ",".join(pairs) + last + draw(gap) + "}"

    return st.one_of(arrays(), braces())


values = st.recursive(scalars, containers, max_leaves=5)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Some lines of TOML; not every one of them is valid."""
    lines = []
    for _ in range(draw(st.integers(0, 6))):
        form = draw(st.sampled_from(["pair", "pair", "pair", "table", "tables", "blank"]))
        line = draw(space)
        if form == "pair":
            line += f"{draw(keys())}{draw(space)}={draw(space)}{draw(values)}"
        elif form != "blank":
            opening, closing = ("[", "]") if form == "table" else ("[[", "]]")
            line += f"{opening}{draw(space)}{draw(keys())}{draw(space)}{closing}"
        lines.append(line + draw(space) + draw(comment))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


def load(text: str) -> dict[str, Any]:
    """What `tomli` makes of a text, floats as they are written so that NaN equals itself."""
    return tomli.loads(text, parse_float=str)


def walk(value: Any, path: Path = ()) -> dict[Path, Any]:
    """Every path of some data, with what stands there."""
    found = {path: value} if path else {}
    items: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, item in items:
        found |= walk(item, (*path, key))
    return found


@given(texts())
@example("[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\n[[a]]\n[[a.b]]\n[a.b.d]\ne.f = [{g = 1}, {}]\n")
@example('x = """""" \ny = 1 # """')
@example("[a]\n[ a . 'b' ]\n\"c\".d = 2031-05-04 19:30:00#x\n")
def test_scanner_agrees_with_tomli(text: str) -> None:
    """It finds exactly the paths that `tomli` finds, and the text of a value reads back as that value."""
    try:
        expected = walk(load(text))
    except tomli.TOMLDecodeError:
        assume(False)
    found = positions(text)

    assert sorted(map(repr, expected)) == sorted(map(repr, found))
    for path, (key, start, end) in found.items():
        assert 0 <= key <= start < end <= len(text)
        if is_one_piece(expected[path], text, key, start):
            assert expected[path] == load("value = " + text[start:end])["value"]


def is_one_piece(value: Any, text: str, key: int, start: int) -> bool:
    """Whether a value is written in one place: no table below a header, no list of such tables."""
    if isinstance(value, dict):
        return text[start] == "{"
    return key < start if isinstance(value, list) else True


@given(texts())
def test_keys_stand_where_they_are_found(text: str) -> None:
    """What stands from a key to the end of its value is, alone, a pair with that value."""
    try:
        expected = walk(load(text))
    except tomli.TOMLDecodeError:
        assume(False)
    for path, (key, start, end) in positions(text).items():
        if key < start and is_one_piece(expected[path], text, key, start):
            pair = walk(load(text[key:end]))
            found = [pair[place] for place in pair if place == path[-len(place) :]]

            assert expected[path] in found
