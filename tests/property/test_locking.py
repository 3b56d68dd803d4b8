"""Laws of the lock."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from averred.lock import claims_of, format_lock, verify_offline
from tests.lock_samples import PAGE, QUOTES, facts_of, locked, verdicts

FACTS = facts_of(QUOTES)
LOCK = locked(FACTS)
places = st.integers(0, len(PAGE) - 1)
insertions = st.sampled_from(
    ["x", "7", " ", "\n\n", " not ", "é", "\u200b", "around 2,000 visitors ", "== A ==\n", "-", "%"]
)


def _inside(key: str, start: int, end: int) -> bool:
    """Whether an edit touches a passage, or what stands right beside it (a number may begin there)."""
    span = LOCK.citations[key].span
    return start <= span.end + 5 and end >= span.start - 5


@given(st.permutations(list(QUOTES)))
def test_order_of_facts_does_not_change_the_lock(names: list[str]) -> None:
    """Facts in any order give the same bytes."""
    assert format_lock(LOCK) == format_lock(locked(facts_of({name: QUOTES[name] for name in names})))


@given(places, insertions, st.integers(0, 30))
def test_edit_outside_of_a_passage_leaves_it_exact_or_moved(start: int, put: str, length: int) -> None:
    """An edit that touches neither a passage nor its neighbours does not change its verdict."""
    end = min(len(PAGE), start + length)
    text = PAGE[:start] + put + PAGE[end:]

    found = verdicts(FACTS, LOCK, text)

    for key in QUOTES:
        if not _inside(key, start, end):
            duplicated = put.startswith("around") and key == "visitors"
            assert found[key] in {"exact", "moved"} | ({"ambiguous"} if duplicated else set())


@given(st.sampled_from(sorted(QUOTES)), st.data())
def test_edited_digit_is_never_exact_moved_or_plain_drift(key: str, data: st.DataObject) -> None:
    """Numbers do not change unnoticed, whatever becomes of the words around them."""
    span = LOCK.citations[key].span
    digits = [at for at in range(span.start, span.end) if PAGE[at].isdigit()]
    assume(digits)
    at = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from(sorted({"", *"0123456789"} - {PAGE[at]})))

    found = verdicts(FACTS, LOCK, PAGE[:at] + digit + PAGE[at + 1 :])[key]

    assert found not in {"exact", "moved", "drift", "reanchor"}


@given(st.sampled_from(sorted(QUOTES)), st.sampled_from(["", " ", "gone"]))
def test_deleted_passage_is_never_exact(key: str, put: str) -> None:
    """A passage that is not there any more is an orphan, or proposed elsewhere for a person to judge."""
    span = LOCK.citations[key].span

    found = verdicts(FACTS, LOCK, PAGE[: span.start] + put + PAGE[span.end :])[key]

    assert found in {"orphan", "reanchor", "reanchor-critical"}


@given(places, insertions)
def test_lock_then_verify_is_exact_for_every_line(start: int, put: str) -> None:
    """Whatever the text, a fresh lock of it vouches for the same citations as the text does."""
    text = PAGE[:start] + put + PAGE[start:]
    lock = locked(FACTS, text)

    found = verdicts(FACTS, lock, text)

    assert {key for key, verdict in found.items() if verdict == "exact"} == set(lock.citations)


@given(places, insertions)
def test_offline_check_never_says_that_a_quote_was_found(start: int, put: str) -> None:
    """Its verdicts are three: locked, stale, unlocked."""
    lock = locked(FACTS, PAGE[:start] + put + PAGE[start:], LOCK)

    results = verify_offline(lock, claims_of(FACTS))

    assert {result.verdict for result in results.values()} <= {"locked", "stale-lock", "unlocked"}
