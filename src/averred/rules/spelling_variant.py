"""The rule `spelling-variant`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from averred.describe import listing
from averred.exclusion import normal_form
from averred.findings import Finding, Label, Level
from averred.rules.base import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.entities import Entity
    from averred.facts import Fact

_NAME = "spelling-variant"
_WORD = re.compile(r"[^\W\d_]+")
_LISTED = re.compile("“([^”]*)”")
_SHORTEST = 5
_PIECE = 1 << 20  # characters of a text that are parted into words at once
#: Signs of print, which are in no word.
_SIGNS = str.maketrans("", "", "“”‘’„…–—")


#: What stands between a name and its variants.
_ALSO = " is also written "


def _joined(findings: Sequence[Finding]) -> Finding:
    """The finding about a name, of those that say so of some facts of its source."""
    first, *_ = findings
    as_declared = _as_declared(first.about.rpartition(" · ")[2])
    variants = dict.fromkeys(
        word for one in findings for word in _LISTED.findall(one.headline.rpartition(_ALSO)[2])
    )
    found = sorted({label.fact or "": label for one in findings for label in one.labels}.items())
    declared = [name for name, label in found if label.message == as_declared][1:]
    labels = {name: label for name, label in found if name not in declared}
    listed = listing(f"“{word}”" for word in (variants if len(findings) == 1 else sorted(variants)))
    return attrs.evolve(
        first,
        headline=f"{first.headline.rpartition(_ALSO)[0]}{_ALSO}{listed}",
        facts=tuple(name for name in labels if name),
        labels=tuple(labels.values()),
    )


@rule(_NAME, Level.WARNING, joined=_joined)
def spelling_variant(context: Context) -> Iterable[Finding]:
    """A source writes a declared name in two ways.

    What it reports:
        Words of a source (where its text is not at hand: of its quotes) that are a word of a declared
        name written otherwise: without its accents (Hüseyin, Huseyin), or with one letter changed in a
        capitalised word of at least five letters. Declared `misspellings` as well, whatever they differ in.
        Never an added ending, never capitals alone, never a form that is a declared name or alias.

    Why it matters:
        A search for one form misses the other, and readers may take them for two people or places.

    Example:
        "Görsel bridge" in one paragraph, "Gorsel bridge" in another.

    What to do:
        Use one form in the text; declare a form that is right in another language as an alias. A form in
        `misspellings` is found by quotes and still reported.

    Options:
        `named = false` on an entity that no source names.

    Where the idea comes from:
        Wikipedia's {{sic}}, and name matching across transliterations.
    """
    named = _named(context)
    known = {word for entity in context.fact_base.entities.values() for word in _name_words(entity)}
    for source, text in sorted(_texts(context).items()):
        words = _distinct(normal_form(text)) - known
        variants = _variants(named, words)
        for name, word in _misspelt(context, words - {word for group in variants.values() for word in group}):
            variants.setdefault(name, []).append(word)
        for name, found in variants.items():
            yield _card(context, source, name, named[name], found)


def _variants(names: Iterable[str], words: set[str]) -> dict[str, list[str]]:
    """The words that are a name written otherwise, by name, in the order of the names.

    Looked up in two indexes (folded words; capitalised words with one letter masked), since a text has
    many words and few of them are near any name.
    """
    folded = _folded({*names, *words})
    alike: dict[str, list[str]] = {}
    for word in sorted(words):
        for key in (folded[word], *_masked(word)):
            alike.setdefault(key, []).append(word)
    found = {
        name: sorted({word for key in (folded[name], *_masked(name)) for word in alike.get(key, ())})
        for name in names
    }
    differing = {
        name: [word for word in near if word.casefold() != name.casefold()] for name, near in found.items()
    }
    return {name: near for name, near in differing.items() if near}


def _misspelt(context: Context, words: set[str]) -> Iterator[tuple[str, str]]:
    """The words of declared misspellings that stand in a text, each with the word of the name that it means.

    Words are paired from the last one on, since names lose what comes first ("the", a first name).
    """
    for entity in context.fact_base.entities.values():
        for form in entity.misspellings if entity.named else ():
            name = _words(normal_form(entity.name))
            for word, meant in zip(reversed(_words(normal_form(form))), reversed(name), strict=False):
                if word in words:
                    yield meant, word


def _named(context: Context) -> dict[str, list[Entity]]:
    """The words of all declared names, each with the entities that bear it."""
    named: dict[str, list[Entity]] = {}
    for entity in context.fact_base.entities.values():
        for word in dict.fromkeys(_name_words(entity)):
            named.setdefault(word, []).append(entity)
    return named


def _texts(context: Context) -> Mapping[str, str]:
    """The text of each source, or, where it is not at hand, the words that facts quote from it."""
    texts = dict(context.texts)
    for source in context.fact_base.sources:
        if source not in texts:
            cited = [
                fact.citation for fact in context.fact_base.facts if fact.citation and fact.source == source
            ]
            words = [text for citation in cited for text in (citation.quote, citation.said_in) if text]
            texts[source] = "\n".join(words)
    return texts


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _distinct(text: str) -> set[str]:
    """The distinct words of a text, piece by piece: a list of all words would take ten times its memory."""
    found: set[str] = set()
    done = 0
    while done < len(text):
        end = text.find(" ", done + _PIECE)
        piece = text[done:] if end < 0 else text[done:end]
        found.update(_words(piece))
        done += len(piece)
    return found


@lru_cache(1_024)
def _words_of(quote: str) -> frozenset[str]:
    """The words of a quote, which every name that is written in two ways asks for again."""
    letters = quote.translate(_SIGNS)
    # below U+0300 every letter is its own normal form, and all that is printable shows
    is_plain = letters.isprintable() and max(letters, default="") < "\u0300"
    return frozenset(_words(quote if is_plain else normal_form(quote)))


def _name_words(entity: Entity) -> list[str]:
    """The words of the names that an entity may rightly be called by."""
    return _words(normal_form(" ".join((entity.name, *entity.aliases)))) if entity.named else []


def _folded(words: set[str]) -> dict[str, str]:
    """Words as they are compared with their marks and capitals left aside; those with marks in one go."""
    marked = sorted(word for word in words if not word.isascii())
    folded = {word: word.casefold() for word in words if word.isascii()}
    if marked:
        from averred.normalise import normalised

        plain = normalised("\n".join(marked), "n2").split(" ")
        folded |= dict(zip(marked, plain, strict=True))
    return folded


def _masked(word: str) -> list[str]:
    """A long capitalised word with each of its letters masked in turn: two that share one differ there."""
    if len(word) < _SHORTEST or not word[0].isupper():
        return []
    return [f"{word[:place]}*{word[place + 1 :]}" for place in range(len(word))]


def _card(
    context: Context, source: str, name: str, entities: Sequence[Entity], variants: Sequence[str]
) -> Finding:
    facts = _showing(context, source, name, variants)
    place = context.place(entities[0].origin, "name")
    return Finding(
        _NAME,
        Level.WARNING,
        f"“{name}” in “{entities[0].name}”{_ALSO}{listing(f'“{word}”' for word in variants)}",
        about=f"{source} · {name}",
        facts=tuple(sorted(fact.id for fact in facts)),
        labels=(
            Label(f"declared as “{name}”", place=place),
            *(context.label(fact, message) for fact, message in facts.items()),
        ),
        derivation=("the forms differ in marks alone, or in one letter",),
        help=("use one form in the text", "declare a form that is right elsewhere as an alias"),
        place=place,
    )


def _as_declared(name: str) -> str:
    return f"written “{name}”"


def _showing(context: Context, source: str, name: str, variants: Sequence[str]) -> dict[Fact, str]:
    """The facts that quote a variant, and the first that quotes the declared form."""
    shown: dict[Fact, str] = {}
    as_declared = _as_declared(name)
    for fact in context.fact_base.facts:
        if fact.source != source:
            continue
        words = _words_of(fact.citation.quote or "") if fact.citation else frozenset()
        found = sorted(words & set(variants))
        if found:
            shown[fact] = f"written {listing(f'“{word}”' for word in found)}"
        elif name in words and as_declared not in shown.values():
            shown[fact] = as_declared
    return shown
