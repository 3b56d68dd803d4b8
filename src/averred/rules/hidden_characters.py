"""The rule `hidden-characters`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.display.cells import fillers_in
from averred.findings import Finding, Label, Level
from averred.rules.base import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from averred.facts import Origin

_NAME = "hidden-characters"
#: Marks that turn or join text unseen: bidirectional controls, zero-width space, word joiner, BOM.
_MARKS = frozenset(
    map(chr, (0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF))
)
_USUAL = frozenset("\t\n\r")
_TAGS = range(0xE0000, 0xE0080)


@rule(_NAME, Level.WARNING)
def hidden_characters(context: Context) -> Iterable[Finding]:
    """A text of the fact base holds characters that nobody sees.

    What it reports:
        Control characters, bidirectional controls, zero-width spaces, tag characters, letters that show
        nothing, and joiners that join nothing, in values, quotes, names and notes.

    Why it matters:
        They make a text look other than it is: two names that look alike differ, and a number can be
        shown backwards.

    Example:
        A name with a zero-width space, copied from a web page.

    What to do:
        Type the text again, or escape the character where it is meant.

    Options:
        None.

    Where the idea comes from:
        Trojan Source (CVE-2021-42574), Unicode Technical Standard 39.
    """
    for about, key, text, origin, fact in _texts(context):
        if not text:
            continue
        found = sorted(fillers_in(text) | set(filter(_is_hidden, "" if text.isprintable() else text)))
        if found:
            names = ", ".join(f"U+{ord(character):04X}" for character in found)
            place = context.place(origin, key)
            yield Finding(
                _NAME,
                Level.WARNING,
                f"{key} of “{about}” holds characters that nobody sees: {names}",
                about=f"{about} · {key}",
                facts=(fact,) if fact else (),
                labels=(Label(names, fact=fact, place=place),),
                help=("type the text again",),
                place=place,
            )


def _is_hidden(character: str) -> bool:
    is_control = (character < " " and character not in _USUAL) or "\x7f" <= character <= "\x9f"
    return is_control or character in _MARKS or ord(character) in _TAGS


def _texts(context: Context) -> Iterator[tuple[str, str, str | None, Origin | None, str | None]]:
    """Every text that an author wrote: what it belongs to, its key, itself, where, and of which fact."""
    base = context.fact_base
    for fact in base.facts:
        cited = fact.citation
        texts = {"value": fact.written, "note": fact.note, "implied": fact.implied}
        if cited:
            texts |= {"quote": cited.quote, "said-in": cited.said_in, "prefix": cited.prefix}
            texts |= {"suffix": cited.suffix, "section": cited.section}
        texts |= {"said-by": fact.attribution.speaker, "via": " ".join(fact.attribution.via)}
        for key, text in texts.items():
            yield fact.id, key, text, fact.origin, fact.id
    for entity in base.entities.values():
        aliases = " ".join((*entity.aliases, *entity.misspellings))
        texts = {"name": entity.name, "short": entity.short, "aliases": aliases, "note": entity.note}
        for key, text in texts.items():
            yield entity.id, key, text, entity.origin, None
    for predicate in base.predicates.values():
        for key, text in (("label", predicate.label), ("note", predicate.note)):
            yield predicate.id, key, text, predicate.origin, None
    for source in base.sources.values():
        for key, text in (("title", source.title), ("url", source.url), ("note", source.note)):
            yield source.id, key, text, source.origin, None
