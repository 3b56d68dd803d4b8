"""Two texts of one source."""

from __future__ import annotations

from averred.drift import drift
from averred.source import make_source
from tests.lock_samples import PAGE, QUOTES, facts_of


def test_drift_says_of_each_fact_what_became_of_its_passage() -> None:
    """Exact, moved, changed, gone; and missing where the quote was in neither text."""
    new = "New first line.\n\n" + PAGE.replace("at two crowns", "at nine crowns").replace(
        "Nobody was hurt when the stage fell on the second evening.", ""
    )
    facts = facts_of({**QUOTES, "never": "no such words"}, left_out="= The Oxbow fair =")

    found = drift(facts, "fair", make_source(PAGE), make_source(new))

    assert {
        "visitors": "moved",
        "loaves": "drift-critical",
        "mayor": "moved",
        "prices": "moved",
        "stage": "orphan",
        "never": "missing",
    } == {key: result.verdict for key, result in found.items() if not key.startswith("leave-out")}
    assert "moved" == next(result.verdict for key, result in found.items() if key.startswith("leave-out"))
    assert "“two” became “nine”" == found["loaves"].message


def test_passages_that_are_shown_have_no_soft_hyphens() -> None:
    """Neither what is proposed nor the passages beside which one stood."""
    old = "The fair drew some 2,000 visitors to the town. The end came soon.\n\nNobody stayed."
    facts = facts_of({"a": "some 2,000 visitors to the town", "b": "The end came soon", "c": "Nobody stayed"})
    new = old.replace("2,000 visitors", "3,000 visi\u00adtors").replace("end", "e\u00adnd")
    gone = new.replace("Nobody stayed.", "")

    found = drift(facts, "fair", make_source(old), make_source(gone))

    assert "“some 3,000 visitors to the town”" in (found["a"].suggestion or "")
    assert "it stood after “The end came soon”" == found["c"].suggestion


def test_other_sources_are_not_looked_at() -> None:
    """Only citations of the source whose texts are given."""
    assert {} == drift(facts_of(QUOTES), "elsewhere", make_source(PAGE), make_source(PAGE))


def test_of_what_is_gone_the_nearest_passage_is_shown() -> None:
    """Where the lock alone leads nowhere, the words of the quote may: shown, with where the passage stood."""
    text = "The fair drew around 2,000 visitors.\n\nThe end."
    facts = facts_of({"a": "2,000 visitors", "b": "The end"})

    found = drift(facts, "fair", make_source(text), make_source(text.replace("2,000", "3,000")))["a"]

    assert "orphan" == found.verdict
    assert "the nearest passage is “3,000 visitors”; it stood before “The end”" == found.suggestion
