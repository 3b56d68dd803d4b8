"""`averred add`: from words of a source to a fact that cites them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from averred.commands import completing, shared
from averred.commands.placing import Target, write_fact
from averred.display import cells
from averred.errors import ConfigurationError, did_you_mean
from averred.spans import line_and_column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from averred.anchor import Anchor
    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.source import SourceText
    from averred.suggesting import Suggestion

_MOST_SHOWN = 8
_EXAMPLES = """\b
Examples:
  averred add "spoke of 2,000 to 3,000" facts/lantern-march --sources texts
  averred add "Fourteen bands" --subject march --predicate bands --yes
"""


class _Given(NamedTuple):
    """What the command line says of the new fact; None for what is to be found out."""

    source: str | None
    subject: str | None
    part: str | None
    predicate: str | None
    value: str | None
    status: str | None
    said_by: str | None
    said_in: str | None
    fact_id: str | None


@click.command(epilog=_EXAMPLES)
@click.argument("words")
@shared.paths_argument
@click.option("--source", metavar="ID", shell_complete=completing.sources, help="Look in this source alone.")
@click.option("--subject", metavar="ID", shell_complete=completing.entities, help="What the fact is about.")
@click.option(
    "--part",
    metavar="ID",
    shell_complete=completing.entities,
    help="Which part of it, where it is not about the whole.",
)
@click.option(
    "--predicate", metavar="ID", shell_complete=completing.predicates, help="Which property it gives."
)
@click.option("--value", metavar="WORDS", help="The words of the value, where the ones read are not meant.")
@click.option("--status", metavar="STATUS", help="Such as expected or planned; without it, actual.")
@click.option("--said-by", metavar="WHO", help="The speaker; without it, the source itself says so.")
@click.option("--said-in", metavar="WORDS", help="The words of the source that name the speaker.")
@click.option("--id", "fact_id", metavar="ID", help="The id of the fact; else made from the predicate.")
@click.option("--yes", is_flag=True, help="Ask nothing; stop where something cannot be known.")
@shared.sources_option
def command(
    words: str, paths: tuple[Path, ...], sources: Path | None, *, yes: bool, **given: str | None
) -> int:
    """Find WORDS in a source and write the fact that cites them, in the order of the text.

    The quote is the shortest that stands nowhere else; value and predicate are proposed; what cannot be
    known is asked. Nothing else in the file changes.
    """
    try:
        return _add(words, paths, sources, _Given(**given), yes=yes)
    except click.Abort as stopped:
        if not isinstance(stopped.__context__, EOFError):
            raise
        raise ConfigurationError(
            "nobody answers what has to be asked",
            suggestion="say it with --subject and --predicate, and give --yes, which asks nothing",
        ) from None


def _add(words: str, paths: Sequence[Path], sources: Path | None, said: _Given, *, yes: bool) -> int:
    """Find the words, ask for what is missing, write the fact; the exit code."""
    fact_base, settings, texts = _loaded(paths, sources)
    found = _passages(words, fact_base, texts, said.source)
    if not found:
        return 1
    suggestion = _chosen(found, texts, yes=yes)
    _check_said_in(said.said_in, texts[suggestion.source])
    name, pairs = _fact(suggestion, said, fact_base, yes=yes)
    return write_fact(
        name, pairs, suggestion, Target(paths[0] if paths else None, fact_base, settings), yes=yes
    )


def _loaded(
    paths: Sequence[Path], sources: Path | None
) -> tuple[FactBase, Settings, Mapping[str, SourceText]]:
    """The one fact base that is meant, and the texts of its sources.

    Raises:
        ConfigurationError: where several are meant, or no text is at hand.
    """
    from averred.texts import load_sources

    bases = shared.fact_base_paths(paths)
    if len(bases) > 1:
        raise ConfigurationError(
            f"{len(bases)} fact bases are here", suggestion=f"name one, such as {bases[0]}"
        )
    fact_base, settings = shared.load(bases[0], shared.Overrides(sources=sources))
    texts, _ = load_sources(fact_base, settings.sources)
    if not texts:
        raise shared.no_text_at_hand(bases[0], fact_base, settings)
    return fact_base, settings, texts


def _passages(
    words: str, fact_base: FactBase, texts: Mapping[str, SourceText], source: str | None
) -> list[Suggestion]:
    """The passages with these words; where there is none, what is near is said on stderr.

    Raises:
        ConfigurationError: for a source that is not there.
    """
    from averred.suggesting import Suggestion, suggest

    if source is not None and source not in texts:
        raise ConfigurationError(
            f"the text of no source “{source}” is at hand", suggestion=did_you_mean(source, texts) or None
        )
    looked_in = {name: text for name, text in texts.items() if source in {None, name}}
    found = suggest(words, fact_base, looked_in)
    passages = [one for one in found if isinstance(one, Suggestion)]
    if not passages:
        for name, missed in zip(sorted(looked_in), found, strict=True):
            _tell_missed(name, missed)
    return passages


def _tell_missed(source: str, missed: Suggestion | Anchor) -> None:
    message, suggestion = getattr(missed, "message", ""), getattr(missed, "suggestion", None)
    more = f" ({suggestion})" if suggestion else ""
    click.echo(cells.visible(f"{source}: {message}{more}"), err=True)


def _chosen(found: Sequence[Suggestion], texts: Mapping[str, SourceText], *, yes: bool) -> Suggestion:
    """The only passage, or the one that somebody picks.

    Raises:
        ConfigurationError: where there are several and nobody may be asked.
    """
    if len(found) == 1:
        return found[0]
    if yes:
        raise ConfigurationError(
            f"the words stand in {len(found)} places",
            suggestion=f"give more, such as “{found[0].cited.quote}”",
        )
    for number, one in enumerate(found[:_MOST_SHOWN], 1):
        line, _ = line_and_column(texts[one.source].text, one.span.start)
        context = " ".join(part for part in (one.cited.prefix, one.cited.quote, one.cited.suffix) if part)
        shared.say(cells.visible(f"{number}  {one.source}:{line}  {context}") + "\n")
    number = click.prompt("which", type=click.IntRange(1, min(len(found), _MOST_SHOWN)))
    return found[number - 1]


def _check_said_in(words: str | None, source: SourceText) -> None:
    """The words that name a speaker are cited like the quote, so they have to stand in one place.

    Raises:
        ConfigurationError: where they do not.
    """
    from averred.anchor import anchor

    found = anchor(words, source) if words is not None else None
    if found is not None and found.verdict != "exact":
        advice = "write more words" if found.verdict == "ambiguous" else found.suggestion
        raise ConfigurationError(f"--said-in “{words}”: {found.message}", suggestion=advice)


def _fact(
    suggestion: Suggestion, given: _Given, fact_base: FactBase, *, yes: bool
) -> tuple[str, dict[str, object]]:
    """The id and the keys of the new fact, asking for what is neither given nor sure."""
    used = {fact.subject for fact in fact_base.facts}
    subjects = suggestion.subjects or tuple(sorted(used)) or tuple(fact_base.entities)
    subject = _asked("subject", given.subject, subjects, fact_base.entities, yes=yes)
    part = _part(subject, given.part, fact_base, yes=yes)
    fitting = suggestion.predicates or tuple(fact_base.predicates)
    predicate = _asked("predicate", given.predicate, fitting, fact_base.predicates, yes=yes)
    value, said_by = given.value or suggestion.value, given.said_by
    if not yes:
        value = given.value or click.prompt("value", default=cells.visible(value))
        said_by = said_by or click.prompt(
            "said by (empty: the source itself)", default="", show_default=False
        )
    cited = suggestion.cited
    pairs: dict[str, object] = {
        "subject": subject,
        "part": part,
        "predicate": predicate,
        "value": value,
        "status": given.status,
        "source": suggestion.source,
    }
    pairs |= {
        "said-by": said_by or None,
        "quote": cited.quote,
        "prefix": cited.prefix,
        "suffix": cited.suffix,
    }
    return _free_id(given, suggestion, fact_base, predicate), {**pairs, "said-in": given.said_in}


def _part(subject: str, given: str | None, fact_base: FactBase, *, yes: bool) -> str | None:
    """The part of the subject that the fact is about; asked where the subject has parts."""
    parts = [name for name, entity in fact_base.entities.items() if subject in entity.part_of]
    if given is None and parts and not yes:
        some = ", ".join(parts[:_MOST_SHOWN])
        known = _known("part", {"": None, **fact_base.entities})
        ask = f"part ({some}; empty: the whole)"
        given = click.prompt(ask, default="", show_default=False, value_proc=known) or None
    return _asked("part", given, (), fact_base.entities, yes=yes) if given else None


def _free_id(given: _Given, suggestion: Suggestion, fact_base: FactBase, predicate: str) -> str:
    """The id that was given, or one made from the predicate.

    Raises:
        ConfigurationError: for one that is taken, or is no id.
    """
    from averred.reader.ids import is_id

    name = given.fact_id or suggestion.fact_id(predicate, fact_base)
    if name in fact_base.by_id:
        raise ConfigurationError(f"there is a fact “{name}” already", suggestion="give another --id")
    if not is_id(name):
        raise ConfigurationError(f"“{name}” is no id", suggestion="lower-case letters, digits and hyphens")
    return name


def _asked(
    what: str, given: str | None, proposed: Sequence[str], known: Mapping[str, object], *, yes: bool
) -> str:
    """An id: the one given, the only one that fits, or the answer of somebody.

    Raises:
        ConfigurationError: for an id that is not there, or where several fit and nobody may be asked.
    """
    if given is None and yes:
        if len(proposed) == 1:
            return proposed[0]
        some = ", ".join(proposed[:_MOST_SHOWN]) or "declare it in the fact file first"
        raise ConfigurationError(f"which {what} is meant cannot be known", suggestion=f"--{what}: {some}")
    if given is None:
        some = f" ({', '.join(proposed[:_MOST_SHOWN])})" if len(proposed) > 1 else ""
        default = proposed[0] if proposed else None
        return str(click.prompt(f"{what}{some}", default=default, value_proc=_known(what, known)))
    try:
        return _known(what, known)(given)
    except click.UsageError as error:
        raise ConfigurationError(error.message) from None


def _known(what: str, known: Mapping[str, object]) -> Callable[[str], str]:
    """Takes an id that is there; of another one click says why not, and asks again."""

    def known_id(given: str) -> str:
        if given in known:
            return given
        advice = did_you_mean(given, known) or "declare it first"
        raise click.UsageError(cells.visible(f"there is no {what} “{given}” ({advice})"))

    return known_id
