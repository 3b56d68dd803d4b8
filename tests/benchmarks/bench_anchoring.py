"""What anchoring costs: run by hand, `python tests/benchmarks/bench_anchoring.py [megabytes …]`.

The text is made of invented words; citations are ranges of it, half as they stand, half by first and last
words. Figures are seconds of processor time of one process; str.find, and rapidfuzz where it is installed,
are measured in the same run.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from averred.anchor import Anchor
from averred.anchor.many import Asked, anchor_many
from averred.lock import Claim, Lock, format_lock, parse_lock
from averred.lock.auditing import disagreements
from averred.lock.comparing import verify_full
from averred.lock.making import lock_line
from averred.lock.records import LockedSource
from averred.lock.units import units_of
from averred.reanchor import Reanchoring
from averred.report import CitationResult
from averred.source import SourceText, make_source
from averred.spans import Span

T = TypeVar("T")
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]


def timed(name: str, work: Callable[[], T]) -> T:
    """Do it and print what it cost."""
    start = time.process_time()
    result = work()
    print(f"  {name:58} {time.process_time() - start:8.2f} s")
    return result


def text_of(megabytes: int, seed: int = 7) -> str:
    """A text of invented words with numbers, paragraphs, curly quotes and accents."""
    draw = random.Random(seed)  # noqa: S311 - the same text each time
    vocabulary = ["".join(draw.choices(SYLLABLES, k=draw.randint(1, 4))) for _ in range(30_000)]
    vocabulary += [f"{number:,}" for number in range(1000, 9000, 7)] + ["“so”", "Ünlü", "naïve", "co-op"]
    parts, size = [], 0
    while size < megabytes * 1_000_000:
        sentence = " ".join(draw.choices(vocabulary, k=draw.randint(8, 24))).capitalize() + "."
        sentence += "\n\n" if draw.random() < 0.2 else " "
        parts.append(sentence)
        size += len(sentence)
    return "".join(parts)


def citations(text: str, count: int, seed: int = 11) -> list[Asked]:
    """Quotes of sentences, no two alike: six to eight words, or three first and three last words."""
    draw = random.Random(seed)  # noqa: S311 - the same text each time
    asked: dict[Asked, None] = {}
    for _ in range(10 * count):  # a short text may not have as many
        if len(asked) == count:
            break
        at = text.find(". ", draw.randrange(len(text) - 400)) + 2
        words = (
            text[at : at + 300].split("\n", maxsplit=1)[0].split(". ", maxsplit=1)[0].rstrip(".").split(" ")
        )
        if len(words) >= 8:
            number = draw.randint(6, 8)
            by_ends = draw.random() < 0.5
            quote = f"{' '.join(words[:3])} … {' '.join(words[-3:])}" if by_ends else " ".join(words[:number])
            asked[Asked(quote)] = None
    return list(asked)


def many(megabytes: int, count: int = 100_000) -> None:
    """Citations in bulk, from nothing and from a lock on an unchanged source."""
    text = text_of(megabytes)
    asked = citations(text, count)
    raw = text.encode()
    print(f"{len(asked):,} citations over {megabytes} MB")
    whole = time.process_time()
    source = timed("decode, digest, blocks", lambda: make_source(raw.decode(), raw))
    timed("normalise", source.normalised)
    found = timed("anchor_many (after normalising)", lambda: anchor_many(asked, source))
    print(f"  from nothing, all of these: {time.process_time() - whole:.2f} s")
    exact = sum(one.verdict == "exact" for one in found)
    print(f"  exact: {exact:,}; others: {sorted({one.verdict for one in found} - {'exact'})}")
    some = list(islice(asked, 100))
    starts = [one.quote.split(" … ")[0] for one in some]
    timed("str.find of 100 of them, start only", lambda: [text.find(words) for words in starts])
    beside_rapidfuzz(starts[:10], text)
    claims = {str(number): Claim(str(number), "s", one.quote) for number, one in enumerate(asked)}
    lock = timed("lock lines", lambda: locked(source, claims, results_of(found)))
    from_lock(raw, asked, claims, format_lock(lock))


def results_of(found: list[Anchor]) -> dict[str, CitationResult]:
    """What a check would make of these anchors."""
    return {
        str(number): CitationResult(str(number), one.verdict, one.span) for number, one in enumerate(found)
    }


def from_lock(raw: bytes, asked: list[Asked], claims: dict[str, Claim], written: str) -> None:
    """What a run costs that has bytes and a lock: every citation is looked for, then compared."""
    whole = time.process_time()
    source = make_source(raw.decode(), raw)
    found = anchor_many(asked, source)
    lock = timed("parse the lock", lambda: parse_lock(written))
    verified = timed("compare with it", lambda: verify_full(lock, claims, {"s": source}, results_of(found)))
    corrupt = timed("audit it", lambda: list(disagreements(lock, {"s": source})))
    print(f"  from a lock on an unchanged source, in all: {time.process_time() - whole:.2f} s")
    print(f"  verdicts: {sorted({one.verdict for one in verified.values()})}, {len(corrupt)} disagree")


def beside_rapidfuzz(quotes: list[str], text: str) -> None:
    """The same by rapidfuzz, where it is installed; it answers with a likeness."""
    try:
        from rapidfuzz import fuzz
    except ImportError:
        return
    timed(
        f"rapidfuzz partial_ratio_alignment of {len(quotes)} of them",
        lambda: [fuzz.partial_ratio_alignment(quote, text) for quote in quotes],
    )


def locked(source: SourceText, claims: dict[str, Claim], results: dict[str, CitationResult]) -> Lock:
    """A lock of these results, without units."""
    record = LockedSource("s", source.digest, source.text_digest, len(source.text), "text/1")
    lines = (lock_line(claim, source, record, results[key]) for key, claim in claims.items())
    return Lock({"s": record}, {line.key: line for line in lines if line})


def sentences_of(source: SourceText) -> list[Span]:
    """The sentences of a text, as a check takes them."""
    return [unit.span for unit in units_of(source)]


def reanchoring(count: int = 1000) -> None:
    """Lost citations of 1 MB: proposals from the lock alone, beside rapidfuzz with the old words."""
    text = text_of(1)
    asked = [one for one in citations(text, 3 * count) if "…" not in one.quote][:count]
    source = make_source(text)
    claims = {str(number): Claim(str(number), "s", one.quote) for number, one in enumerate(asked)}
    found = anchor_many(asked, source)
    lost = list(locked(source, claims, results_of(found)).citations.values())
    draw = random.Random(3)  # noqa: S311 - likewise
    words = text.split(" ")
    changed = make_source(" ".join(word for word in words if draw.random() > 0.08))
    print(f"{len(lost):,} lost citations of 1 MB, every twelfth word gone")
    search = timed("index", lambda: Reanchoring(changed, (), lambda: sentences_of(changed)))
    timed("index of sentences", lambda: search.propose(lost[0]._replace(skeleton="AAAA")))
    proposals = timed("proposals", lambda: [search.propose(line) for line in lost])
    print(f"  proposed: {sum(one is not None for one in proposals):,}")
    elsewhere = make_source(text_of(1, seed=5))
    away = Reanchoring(elsewhere, (), lambda: sentences_of(elsewhere))
    away.propose(lost[0]._replace(skeleton="AAAA"))  # the index
    proposals = timed("proposals in another text", lambda: [away.propose(line) for line in lost])
    print(f"  proposed: {sum(one is not None for one in proposals):,}")
    beside_rapidfuzz([one.quote for one in asked[:10]], changed.text)


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["10", "100"]):
        many(size)
    reanchoring()
