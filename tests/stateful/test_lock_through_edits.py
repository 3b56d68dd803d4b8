"""A source that is edited, locked, accepted and locked again, against a model of what a person has seen."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from averred.lock import claims_of, format_lock, parse_lock, verify_offline
from averred.normalise import normalise_words
from averred.source import make_source
from tests.effort import times
from tests.lock_samples import PAGE, QUOTES, facts_of, found_in, judged, locked

FACTS = facts_of(QUOTES)
CLAIMS = claims_of(FACTS)
RANGES = sorted(key for key, quote in QUOTES.items() if " … " in quote)
WORDS = st.sampled_from(["two", "three", "not", "1 500", "2,000", "bakers", "evening", "reportedly", "high"])


class LockThroughEdits(RuleBasedStateMachine):
    """The model knows, for each citation, the words that were last verified or accepted."""

    def __init__(self) -> None:
        super().__init__()
        self.text = PAGE
        self.lock = locked(FACTS)
        self.seen = self._passages()

    def _passages(self) -> dict[str, str]:
        found = found_in(make_source(self.text), CLAIMS)
        return {
            key: normalise_words(self.text[result.span.start : result.span.end])
            for key, result in found.items()
            if result.verdict == "exact" and result.span
        }

    @rule(before=WORDS, after=WORDS)
    def replace_a_word(self, before: str, after: str) -> None:
        """Somebody rewrites the source."""
        self.text = self.text.replace(before, after, 1)

    @rule(at=st.integers(0, len(PAGE)), words=st.sampled_from(["\n\nNew words.\n\n", " and ", "\r\n"]))
    def insert(self, at: int, words: str) -> None:
        """Somebody adds to it."""
        self.text = self.text[:at] + words + self.text[at:]

    @rule(at=st.integers(0, len(PAGE)), length=st.integers(1, 80))
    def delete(self, at: int, length: int) -> None:
        """Somebody cuts from it."""
        self.text = self.text[:at] + self.text[at + length :]

    @rule(key=st.sampled_from(RANGES), words=st.sampled_from(["nine ", "not ", "old "]))
    def insert_inside(self, key: str, words: str) -> None:
        """Somebody adds to a passage between its first and last words."""
        span = found_in(make_source(self.text), CLAIMS)[key].span
        if span is not None:
            at = self.text.find(" ", span.start + len(QUOTES[key].partition(" … ")[0])) + 1
            self.text = self.text[:at] + words + self.text[at:]

    @rule()
    def revert(self) -> None:
        """The old text comes back."""
        self.text = PAGE

    @rule(accept=st.sets(st.sampled_from(sorted(QUOTES))))
    def lock_again(self, accept: set[str]) -> None:
        """`averred lock`, with some changes accepted."""
        old = self.lock
        self.lock = parse_lock(format_lock(locked(FACTS, self.text, old, tuple(accept))))
        for key, passage in self._passages().items():
            if key not in self.seen or key in accept or key not in old.citations:
                self.seen[key] = passage
        for key in set(self.seen) - set(self.lock.citations):
            del self.seen[key]

    @invariant()
    def verdicts_follow_what_a_person_has_seen(self) -> None:
        """Exact and moved iff the words are those that were seen; drift iff they are others."""
        now = self._passages()
        for key, result in judged(FACTS, self.lock, self.text).items():
            if key in self.lock.citations and key in now:
                same = now[key] == self.seen[key]
                assert (result.verdict in {"exact", "moved"}) == same
            if key not in now:
                assert result.verdict not in {"exact", "moved", "drift", "drift-critical"}

    @invariant()
    def offline_vouches_only_for_what_was_seen(self) -> None:
        """Locked iff the line is of the text that the lock's source line names."""
        for key, result in verify_offline(self.lock, CLAIMS).items():
            line = self.lock.citations.get(key)
            assert (result.verdict == "locked") == (line is not None and line.text is None)

    @invariant()
    def lock_is_stable(self) -> None:
        """Locking twice changes nothing more."""
        once = locked(FACTS, self.text, self.lock)

        assert format_lock(once) == format_lock(locked(FACTS, self.text, once))


TestLockThroughEdits = LockThroughEdits.TestCase
TestLockThroughEdits.settings = settings(times(Fraction(2, 5)), stateful_step_count=12)
