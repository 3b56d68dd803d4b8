"""Running rules: which of them, one after the other, until somebody interrupts or one fails.

A rule that fails stops the check. Without its findings what is left would look like an answer; with
`--ignore` it is left out by name, and everybody sees that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.failures import named
from averred.findings import Finding, Judgement
from averred.rules import RULES_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from averred.context import Context
    from averred.rules.base import Rule
    from averred.settings import Settings

#: The rules that say of a citation that it was neither verified nor locked (citations.md, "Verdicts").
UNVERIFIED: Final = frozenset(
    {
        "lock-corrupt",
        "malformed-quote",
        "passage-changed",
        "quote-ambiguous",
        "quote-folded",
        "quote-not-found",
        "source-drift",
        "source-missing",
        "stale-lock",
        "unlocked",
    }
)
#: What `Rule.raised_by` says of findings about entries that cannot be read.
READER: Final = "the reader"


def chosen(rules: Sequence[Rule], settings: Settings) -> list[Rule]:
    """The rules that have to run so that every selected name can be raised."""
    wanted = {rule.name for rule in rules if is_on(rule, settings)}
    wanted |= {rule.raised_by for rule in rules if rule.name in wanted and rule.raised_by}
    return [rule for rule in rules if rule.name in wanted]


def is_on(rule: Rule, settings: Settings) -> bool:
    """Whether settings select a rule, or leave it as it is by default."""
    # an entry that could not be read is judged by no rule, so it is never left out by choosing rules; nor is
    # what `locked` asks for, which would else pass wherever nothing looked
    always = rule.raised_by == READER or (settings.locked and rule.name in UNVERIFIED)
    selected = always or (rule.name in settings.select if settings.select else rule.default)
    selected = selected or rule.name in settings.extend_select
    return selected and rule.name not in settings.ignore


def asks_for_support(settings: Settings) -> bool:
    """Whether a rule has something to say of a fact that rests on nothing."""
    return is_on(RULES_BY_NAME["citation-needed"], settings)


def run(context: Context, rules: Iterable[Rule]) -> tuple[list[Finding], list[Judgement]]:
    """Everything that some rules yield.

    Raises:
        RuleError: for the first rule that fails.
    """
    findings: list[Finding] = []
    judgements: list[Judgement] = []
    for rule in rules:
        if not rule.applies(context):
            continue
        with watched(rule):
            for result in rule.check(context):
                if isinstance(result, Finding):
                    findings.append(result)
                elif isinstance(result, Judgement):
                    judgements.append(result)
                else:
                    raise TypeError(f"a rule yields findings and judgements, not {result!r:.50}")
    return findings, judgements


def watched(rule: Rule) -> AbstractContextManager[None]:
    """Whatever goes wrong in a rule is said to have gone wrong there."""
    is_ours = RULES_BY_NAME.get(rule.name) is rule
    first = "please report it" if is_ours else "mend the rule"
    module = "" if is_ours else f" of {getattr(rule.check, '__module__', 'a plug-in')}"
    return named(f"rule “{rule.name}”{module}", rule.check, f"{first}; --ignore {rule.name} leaves it out")


def run_until_stopped(
    context: Context,
    rules: Sequence[Rule],
    tell: Callable[[str, int, int], None] | None,
    *,
    interruptible: bool,
) -> tuple[list[Finding], list[Judgement], int]:
    """As `run`, rule by rule; and how many had run when somebody interrupted it."""
    findings: list[Finding] = []
    judgements: list[Judgement] = []
    for number, rule in enumerate(rules):
        if tell:
            # rules cost too unlike each other for their number to tell how long the rest takes
            tell(f"rule {number + 1} of {len(rules)}, {rule.name}", 0, 0)
        try:
            found, judged = run(context, [rule])
        except KeyboardInterrupt:
            if not interruptible:
                raise
            return findings, judgements, number
        findings += found
        judgements += judged
    return findings, judgements, len(rules)
