"""The cases of citations that must come out so, on the article and on texts in other scripts."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from averred.anchor import anchor
from averred.directives import anchor_directive
from averred.errors import SourceError
from averred.loaders import load_source
from averred.source import SourceText, make_source
from tests.lock_samples import facts_of, locked, verdicts

QUOTES = {
    "lede": "with around 200,000 participants",
    "estimates": "Attendance estimates ranged … by the organizers",
    "arrests": "arrested nine people",
}
FACTS = facts_of(QUOTES)


@pytest.fixture(scope="module")
def article(article_text: str) -> SourceText:
    """The article."""
    return make_source(article_text)


@pytest.mark.parametrize(
    "quote, verdict",
    [
        ("with around 200", "missing"),
        ("000 participants for the", "missing"),
        ("participants", "ambiguous"),
        ("“We are all Armenian”", "missing"),
        ("‘an end to racism’", "exact"),
        ("with around\u00a0200,000 par\u00adticipants", "exact"),
        (unicodedata.normalize("NFD", "Hüseyin Avni Mutlu"), "exact"),
        ("more than 200,000 people", "missing"),
        ("Arrests == On 18 April", "missing"),
        ("r\u0430lly commemorating", "missing"),
        ("Infobox … Anti-Armenian sentiment", "missing"),
        ("Atsiz Youth", "folded"),
    ],
)
def test_quote_of_the_article(article: SourceText, quote: str, verdict: str) -> None:
    """Typography passes; numbers, blocks, scripts and length do not."""
    assert verdict == anchor(quote, article).verdict


def test_reasons_that_must_be_said(article: SourceText) -> None:
    """The other way to write a number, the mixed scripts, the raw comma, the raw hyphen."""
    spaced = anchor("more than 200,000 people of other", article)
    mixed = anchor("r\u0430lly commemorating", article)
    comma = anchor_directive("text=around 200,000 participants in", article)
    comma_that_stands = anchor_directive("text=with around 200,000 participants", article)
    hyphen = anchor_directive("text=displayed anti-Armenian slogans", article)

    assert "“more than 200 000 people of other”" in (spaced.suggestion or "")
    assert "mixes Cyrillic and Latin letters" in mixed.message
    assert ("missing", "missing") == (comma.verdict, comma_that_stands.verdict)
    assert "a raw comma makes a range" in (comma_that_stands.suggestion or "")
    assert "invalid" == hyphen.verdict


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("= 2012 Istanbul", "Some words before.\n\n= 2012 Istanbul", "moved moved moved"),
        ("\n", "\r\n", "moved moved moved"),
        ("ranged from 20,000", "ranged from 30,000", "exact drift-critical exact"),
        ("estimates ranged from", "estimates ranged reportedly from", "exact drift-critical moved"),
        (" arrested nine people in connection with the protests", " acted", "exact exact orphan"),
        ("== See also", "They arrested nine people.\n\n== See also", "exact exact ambiguous"),
    ],
)
def test_change_of_the_article(article_text: str, old: str, new: str, expected: str) -> None:
    """Moved or exact where the passage is the same; otherwise what happened to it."""
    found = verdicts(FACTS, locked(FACTS, article_text), article_text.replace(old, new))

    assert expected.split() == [found[key] for key in QUOTES]


def test_other_encoding_is_the_same_text(article_text: str, tmp_path: Path) -> None:
    """With a byte order mark every passage is where it was; other bytes than UTF-8 are an error."""
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xef\xbb\xbf" + article_text.encode())

    assert {"exact"} == set(verdicts(FACTS, locked(FACTS, article_text), load_source(path).text).values())
    path.write_bytes(article_text.encode("utf-16"))
    with pytest.raises(SourceError, match="is not UTF-8"):
        load_source(path)


def test_scripts_without_spaces_resolve() -> None:
    """A quote in Chinese is found within its sentence."""
    assert "exact" == anchor("约二十万人", make_source("据报道，约二十万人参加了集会。")).verdict
