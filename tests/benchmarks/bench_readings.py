"""How well and how fast quantities and dates are found in running text; run by hand.

    python tests/benchmarks/bench_readings.py [--errors] [--speed] [--second]

Precision and recall on the project's own 300 labelled sentences (tests/data), or on the second set
of 110, beside quantulum3 if it is installed; time for 1 KB, 1 MB and 10 MB of the same text.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from averred.errors import ReadingError
from averred.values import DEFAULT_CONVENTIONS, Date, Ordinal, Quantity, find_readings, read_date

#: Sentences without numbers, to make prose in which one sentence in four has some.
PLAIN = (
    "The town council met in the old hall, as it always does, and nobody had much to say about the weather. "
    "A spokeswoman for the harbour declined to comment on the plans, which had been drawn up in private. "
    "Residents who live near the river said that they had been told nothing at all by the authorities. "
)
DATA = Path(__file__).parent.parent / "data"
SECOND = "--second" in sys.argv
SENTENCES = DATA / ("labelled_sentences_second.jsonl" if SECOND else "labelled_sentences.jsonl")
#: So many characters of a label must be in what was found.
_OVERLAP = 0.3


class Item(NamedTuple):
    """Something labelled or found: where, what number or days, which hedge."""

    start: int
    end: int
    kind: str
    value: object
    hedge: str
    unit: str


def sentences() -> list[dict[str, Any]]:
    """The labelled sentences."""
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


def labelled(sentence: dict[str, Any]) -> list[Item]:
    """What should be found in a sentence."""
    return [_label(reading) for reading in sentence["readings"]]


def _label(reading: dict[str, Any]) -> Item:
    """One label."""
    value: object
    if reading["kind"] == "date":
        value = _days_of_label(reading["date"])
    elif "from" in reading:
        high = reading.get("to")
        value = (Fraction(reading["from"]), None if high is None else Fraction(high))
    else:
        value = Fraction(reading["number"])
    hedge = "~" if str(reading.get("date", "")).endswith("~") else reading.get("hedge", "")
    return Item(reading["start"], reading["end"], reading["kind"], value, hedge, reading.get("unit", ""))


def _days_of_label(written: str) -> object:
    """The days of a date's label: EDTF, or month and day without a year."""
    yearless = re.findall(r"--(\d\d)-(\d\d)", written)
    if yearless:
        return tuple((int(month), int(day)) for month, day in yearless)
    low, dots, high = written.partition("..")
    if dots and low and high and "/" not in written:
        return read_date(low).interval.lo, read_date(high).interval.hi
    return _ends(read_date(written, conventions=attrs.evolve(DEFAULT_CONVENTIONS, seasons="meteorological")))


def _ends(date: Date) -> object:
    """What is compared of a date."""
    if date.month_day is not None:
        return tuple(part for part in (date.month_day, date.last_month_day) if part is not None)
    return date.interval.lo, date.interval.hi


def found_by_averred(text: str) -> list[Item]:
    """What averred finds."""
    items = []
    for entry in find_readings(text):
        if entry.restates is not None and not isinstance(entry.value, Quantity):
            continue
        value, hedge, unit = _of_value(entry.value)
        kind = {Quantity: "quantity", Date: "date", Ordinal: "ordinal"}[type(entry.value)]
        items.append(Item(entry.span.start, entry.span.end, kind, value, hedge, unit))
    return items


def _of_value(value: Quantity | Date | Ordinal) -> tuple[object, str, str]:
    """Number or days, hedge, unit."""
    if isinstance(value, Ordinal):
        return Fraction(value.number), "", ""
    if isinstance(value, Date):
        return _ends(value), "", ""
    if value.centre is not None:
        return Fraction(value.centre), value.hedge or "", value.unit or ""
    low, high = value.interval.lo, value.interval.hi
    ends = (None if low is None else Fraction(low), None if high is None else Fraction(high))
    return ends, value.hedge or "", value.unit or ""


def found_by_quantulum(parse: Callable[[str], list[Any]], text: str) -> list[Item]:
    """What quantulum3 finds; it has no hedges and no dates."""
    items = []
    for quantity in parse(text):
        start, end = quantity.span
        value: object = Fraction(str(quantity.value)).limit_denominator(1_000_000)
        if quantity.uncertainty:
            reach = Fraction(str(quantity.uncertainty))
            value = (Fraction(str(quantity.value)) - reach, Fraction(str(quantity.value)) + reach)
        items.append(Item(start, end, "quantity", value, "", quantity.unit.name))
    return items


def _touches(a: Item, b: Item) -> bool:
    """Whether two items overlap enough to be compared."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0 and shared >= _OVERLAP * min(a.end - a.start, b.end - b.start)


def _agrees(label: Item, item: Item, *, hedges: bool) -> bool:
    """Whether an item is what the label says."""
    same = label.kind == item.kind and label.value == item.value
    if label.hedge == "~" and isinstance(label.value, tuple) and isinstance(item.value, tuple):
        # EDTF gives "~" no width, words such as "around" have one.
        same = item.value[0] <= label.value[0] and label.value[1] <= item.value[1]
    if label.kind == "quantity" and isinstance(label.value, tuple) and isinstance(item.value, tuple):
        same = (label.hedge != "about" and label.value == item.value) or label.hedge == item.hedge == "about"
    return same and _touches(label, item) and (not hedges or _hedge(label) == _hedge(item))


def _hedge(item: Item) -> str:
    """The hedge that is compared; "a total of 5" and "5" say the same."""
    return "" if item.hedge in ("exactly", "~") else item.hedge


def score(
    find: Callable[[str], list[Item]], *, kinds: set[str], hedges: bool, show: bool = False
) -> Counter[str]:
    """Right, wrong and missed items over all sentences."""
    counts: Counter[str] = Counter()
    for sentence in sentences():
        text = sentence["text"]
        labels = [label for label in labelled(sentence) if label.kind in kinds]
        ignored = [Item(start, end, "", None, "", "") for start, end in sentence.get("ignore", [])]
        others = [label for label in labelled(sentence) if label.kind not in kinds]
        items = [
            item
            for item in find(text)
            if item.kind in kinds and not any(_touches(i, item) for i in ignored + others)
        ]
        for label in labels:
            match = next((item for item in items if _agrees(label, item, hedges=hedges)), None)
            counts["right" if match else "missed"] += 1
            if match:
                items.remove(match)
            elif show:
                print("missed", repr(text[label.start : label.end]), label.value, label.hedge, "in", text)
        counts["wrong"] += len(items)
        if show and items:
            print("wrong ", [(text[i.start : i.end], str(i.value), i.hedge) for i in items], "in", text)
    return counts


def figures(counts: Counter[str]) -> str:
    """Precision, recall and F1 in per cent."""
    precision = 100 * counts["right"] / max(1, counts["right"] + counts["wrong"])
    recall = 100 * counts["right"] / max(1, counts["right"] + counts["missed"])
    both = 2 * precision * recall / max(1, precision + recall)
    return f"precision {precision:5.1f}  recall {recall:5.1f}  F1 {both:5.1f}  {dict(counts)}"


def _speed(name: str, find: Callable[[str], list[Any]], text: str, sizes: tuple[int, ...]) -> None:
    """Prints how long texts of some sizes take."""
    find(text[:2000])
    for size in sizes:
        long = (text * (size // len(text) + 1))[:size]
        start = time.process_time()
        count = len(find(long))
        took = time.process_time() - start
        speed = f"{took:8.3f} s of CPU, {size / took / 1e6:7.3f} MB/s"
        print(f"{name} {size:>10,} characters, {count:,} found: {speed}")


def _quantulum() -> Callable[[str], list[Any]] | None:
    """quantulum3, if it is installed."""
    try:
        from quantulum3 import parser
    except ImportError:
        return None
    return parser.parse  # type: ignore[no-any-return]  # the package has no types


def main(arguments: list[str]) -> None:
    """Print the figures."""
    show = "--errors" in arguments
    for kinds in ({"quantity"}, {"date"}, {"ordinal"}):
        print(
            "averred   ",
            *kinds,
            "with hedge:",
            figures(score(found_by_averred, kinds=kinds, hedges=True, show=show)),
        )
    print(
        "averred    quantity, number alone:",
        figures(score(found_by_averred, kinds={"quantity"}, hedges=False)),
    )
    parse = _quantulum()
    if parse is not None:
        for hedges in (True, False):
            counts = score(lambda text: found_by_quantulum(parse, text), kinds={"quantity"}, hedges=hedges)
            print("quantulum3 quantity", "with hedge:" if hedges else "number alone:", figures(counts))
    if "--speed" in arguments:
        dense = "\n".join(sentence["text"] for sentence in sentences()) + "\n"
        prose = "\n".join(f"{sentence['text']} {PLAIN}" for sentence in sentences()) + "\n"
        for kind, text in (("every sentence with numbers", dense), ("one sentence in four", prose)):
            _speed(f"averred, {kind},", find_readings, text, (1_000, 1_000_000, 10_000_000))
        if parse is not None:
            _speed("quantulum3, one sentence in four,", parse, prose, (1_000, 20_000))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ReadingError as error:
        sys.exit(str(error))
