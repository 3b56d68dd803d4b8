"""Sentences that editors rewrote: WikiContradict has passages as they stand and rewritten to stand alone.

The old text has all passages as they stand; in the new one every sentence that was rewritten is replaced by
its rewritten form. The facts cite each such sentence of the old text that is not, word by word, still
somewhere in the new one.
"""

from __future__ import annotations

import json
from binascii import b2a_base64
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from types import MappingProxyType

import pytest

from averred.anchor import cite
from averred.anchor.tokens import token_range, tokens
from averred.drift import drift
from averred.entities import Source
from averred.factbase import FactBase
from averred.lock.passages import read_passage
from averred.lock.units import units_of
from averred.normalise import normalise_words
from averred.reanchor import Reanchoring
from averred.report import CitationResult
from averred.source import SourceText, make_source
from averred.spans import Span
from tests.lock_samples import a_fact

RATIO = 0.5  # of words in common, from which two sentences are the same one rewritten
Pairs = list[tuple[str, str]]
Drifted = list[tuple[str, CitationResult]]


def sentences(text: str) -> list[str]:
    """The sentences of a passage."""
    source = make_source(text, blocks=((0, "paragraph"),))
    return [text[unit.span.start : unit.span.end] for unit in units_of(source)]


def rewritten(passage: str, alone: str) -> Iterator[tuple[str, str]]:
    """Every sentence of a passage with its rewritten form, where it has one that differs in its words."""
    for sentence in sentences(passage):
        scored = [
            (SequenceMatcher(None, tokens(sentence), tokens(other), autojunk=False).ratio(), other)
            for other in sentences(alone)
        ]
        best, other = max(scored, default=(0.0, ""))
        if best >= RATIO and tokens(normalise_words(sentence)) != tokens(normalise_words(other)):
            yield sentence, other


def texts(folder: Path) -> tuple[SourceText, SourceText, Pairs]:
    """The old text, the new one, and the pairs of sentences."""
    rows = json.loads((folder / "wikicontradict-dev.json").read_text(encoding="utf-8"))
    old, new, pairs = [], [], []
    for row in rows:
        for side in "AB":
            passage = row["annotationResult"].get(f"paragraph{side}_information", "")
            alone = row["annotationResult"].get(f"paragraph{side}_information_standalone", "")
            found = list(rewritten(passage, alone))
            edited = passage
            for sentence, other in found:
                edited = edited.replace(sentence, other)
            old.append(passage)
            new.append(edited)
            pairs += found
    return make_source("\n\n".join(old)), make_source("\n\n".join(new)), pairs


@pytest.fixture(scope="module")
def drifted(thirdparty_dir: Path) -> Drifted:
    """For each citation the rewritten sentence and what was said of it."""
    old, new, pairs = texts(thirdparty_dir)
    facts, wanted = [], {}
    for number, (sentence, other) in enumerate(pairs):
        at = old.text.find(sentence)
        cited = cite(old, Span(at, at + len(sentence)))
        gone = normalise_words(sentence) not in new.normalised().text
        if gone and cited is not None and cited.prefix is None and cited.suffix is None:
            facts.append(a_fact(f"fact-{number}", cited.quote))
            wanted[f"fact-{number}"] = other
    base = FactBase(tuple(facts), sources=MappingProxyType({"fair": Source("fair")}))
    return [(wanted[key], result) for key, result in drift(base, "fair", old, new).items()]


def test_no_rewritten_sentence_is_called_exact(drifted: Drifted) -> None:
    """Every citation of a rewritten sentence is lost, or proposed for a person to judge, or a warning."""
    assert len(drifted) > 30
    assert {"reanchor", "reanchor-critical", "orphan", "folded"} >= {result.verdict for _, result in drifted}


def test_right_place_is_proposed_first(drifted: Drifted) -> None:
    """Of at least 98 % of them the rewritten sentence is what is shown."""
    right = [result for other, result in drifted if _resembles(result.suggestion or "", other)]

    assert len(right) >= 0.98 * len(drifted)


def test_of_sentences_that_are_gone_few_are_proposed_a_place(thirdparty_dir: Path) -> None:
    """A sentence is taken out of the text: a proposal is wrong, whatever else is like it (1 of 33)."""
    old, _, _ = texts(thirdparty_dir)
    asked = [unit.span for unit in units_of(old)][::5]
    proposed = 0
    for span in asked:
        lost = PassageOnly(old, span)
        rest = make_source(old.text.replace(old.text[span.start : span.end], ""))
        proposed += _search(rest).propose(lost) is not None

    assert len(asked) > 30
    assert proposed <= 0.1 * len(asked)


def test_in_the_text_of_others_nothing_is_proposed(thirdparty_dir: Path) -> None:
    """The first half of the passages, looked for in the second half, which is about other things."""
    old, _, _ = texts(thirdparty_dir)
    middle = old.text.index("\n\n", len(old.text) // 2)
    search = _search(make_source(old.text[middle:]))
    here = make_source(old.text[:middle])
    lost = [PassageOnly(here, unit.span) for unit in units_of(here) if unit.span.end - unit.span.start > 40]

    assert len(lost) > 30
    assert not [one for one in lost if search.propose(one)]


class PassageOnly:
    """What a lock knows of a passage."""

    def __init__(self, source: SourceText, span: Span) -> None:
        read = read_passage(source, span)
        self.tokens = token_range(source, span)
        self.skeleton = b2a_base64(read.skeleton, newline=False).decode()
        self.critical = read.critical


def _search(source: SourceText) -> Reanchoring:
    return Reanchoring(source, (), lambda: [unit.span for unit in units_of(source)])


def _resembles(suggestion: str, sentence: str) -> bool:
    """Whether the proposed words are most of the sentence."""
    proposed = tokens(normalise_words(suggestion.partition("“")[2].rpartition("”")[0]))
    wanted = tokens(normalise_words(sentence))
    return SequenceMatcher(None, proposed, wanted, autojunk=False).ratio() > RATIO
