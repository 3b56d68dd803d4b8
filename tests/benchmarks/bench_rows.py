"""What a row of a large file costs, form by form: by the engine, and row by row in Python. Run by hand.

    python tests/benchmarks/bench_rows.py
    python tests/benchmarks/bench_rows.py --count 50000 --only km,denied --formats parquet

Each file has rows of one form; "1 % …" has that in every hundredth row of a file that is plain otherwise.
Of each the processor's time for a row is shown, in microseconds: for the table that screens ask, for the same
table made row by row in Python, and for a whole check. "alone" is how many rows were read in full because a
rule about one fact may have something to say of them. Each file has a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

VOCABULARY = """
[source.census]
title = "Census"
[entity.all]
name = "All"
named = false
[predicate.size]
value = "quantity"
unit = "person"
functional = true
[predicate.length]
value = "quantity"
unit = "metre"
functional = true
[predicate.speed]
value = "quantity"
unit = "metre per second"
functional = true
[predicate.share]
value = "quantity"
unit = "percent"
functional = true
[predicate.open-length]
value = "quantity"
functional = true
[predicate.held]
value = "boolean"
functional = true
[predicate.motto]
value = "text"
functional = true
[predicate.place]
value = "entity"
functional = true
[predicate.begun]
value = "date"
functional = true
[fact.count]
subject = "all"
predicate = "size"
value = "1"
implied = "counted"
"""
Row = dict[str, Any]
#: Further keys of every hundredth row, in "1 % …".
RARE = 100


def _bounds(number: int, **keys: object) -> Row:
    low = number // 2 % 9_000 + 1
    return {"predicate": "size", "value": str(low), "min": low, "max": low + number % 2, **keys}


def _words(number: int, **keys: object) -> Row:
    return {"predicate": "size", "value": str(number // 2 % 9_000 + 1), **keys}


def _rarely(usual: Callable[[int], Row], rare: Callable[[int], Row]) -> Callable[[int], Row]:
    """Every hundredth row is of another form."""
    return lambda number: (usual if number % RARE else rare)(number)


def _one(usual: Callable[[int], Row], rare: Callable[[int], Row]) -> Callable[[int], Row]:
    """One row of all is of another form."""
    return lambda number: (usual if number != RARE else rare)(number)


NAN = float("nan")
#: Forms of rows: what stands in the row of a number, beside its id, its subject and what it rests on.
FORMS: dict[str, Callable[[int], Row]] = {
    "bounds": _bounds,
    "words": _words,
    "number": lambda number: {"predicate": "size", "value": number // 2 % 9_000 + 1},
    "words, km": lambda number: _words(number, predicate="length", unit="km"),
    "bounds, people": lambda number: _bounds(number, unit="people"),
    "bounds, km": lambda number: _bounds(number, predicate="length", unit="km"),
    "bounds, km, many": lambda number: _bounds(
        number, predicate="length", unit="km", min=number / 4, max=number / 4 + 1
    ),
    "bounds, km, no unit declared": lambda number: _bounds(number, predicate="open-length", unit="km"),
    "bounds, km/h": lambda number: _bounds(number, predicate="speed", unit="km/h"),
    "bounds, %": lambda number: _bounds(number, predicate="share", unit="%"),
    "bounds, as text": lambda number: {**_bounds(number), "min": str(number // 2), "max": str(number)},
    "one bound": lambda number: _bounds(number, max=None),
    "open bounds": lambda number: _bounds(number, **{"max": number + 1, "max-open": True}),
    "spread": lambda number: _bounds(number, kind="spread"),
    "truth": lambda number: {"predicate": "held", "value": None, "truth": number % 4 < 2},
    "one of": lambda number: {
        "predicate": "motto",
        "value": "so",
        "one-of": [f"a {number // 2 % 90}", f"b {number // 2 % 90}"],
    },
    "unknown": lambda _: {"predicate": "size", "value": "unknown", "unknown": True},
    "dates": lambda number: {"predicate": "begun", "value": f"{1900 + number // 2 % 100}-05-04"},
    "texts": lambda number: {"predicate": "motto", "value": f"ab {number // 2 % 9_000}"},
    "things": lambda number: {"predicate": "place", "value": f"t{number // 2 % 9_000}"},
    "denied": lambda number: _bounds(number, polarity="denied"),
    "1 % denied": _rarely(_bounds, lambda number: _bounds(number, polarity="denied")),
    "a year": lambda number: _bounds(number, during=str(1990 + number % 30)),
    "a speaker": lambda number: _bounds(number, **{"said-by": "Ilse Berg, mayor"}),
    "one is no number": _one(
        lambda number: _bounds(number, min=float(number // 2), max=float(number // 2)),
        lambda number: _bounds(number, min=NAN, max=NAN),
    ),
    "1 % no number": _rarely(
        lambda number: _bounds(number, min=float(number // 2), max=float(number // 2)),
        lambda number: _bounds(number, min=NAN, max=NAN),
    ),
    "1 % km": _rarely(_bounds, lambda number: _bounds(number, predicate="length", unit="km")),
    "1 % an unknown unit": _rarely(_bounds, lambda number: _bounds(number, unit="pods")),
    "1 % unknown keys": _rarely(_bounds, lambda number: _bounds(number, colour="red")),
    "1 % of a day with the year elsewhere": _rarely(
        _bounds, lambda _: {"predicate": "begun", "value": "4 May", "year-from": "count"}
    ),
    "1 % relayed": _rarely(_bounds, lambda number: _bounds(number, **{"said-by": "Ilse", "via": ["Ada"]})),
    "1 % bounds upside down": _rarely(_bounds, lambda number: _bounds(number, min=5, max=4)),
}


def rows_of(form: str, count: int) -> Iterator[Row]:
    """So many rows of a form, two of each thing."""
    make = FORMS[form]
    for number in range(count):
        row = {"id": f"f{number:08}", "subject": f"s{number // 2}", **make(number)}
        yield {**row, "source": "census", "derived-from": "count"}


def write(path: Path, rows: Iterator[Row]) -> None:
    """Rows as a file of the format that its name says."""
    some = list(rows)
    names = list(dict.fromkeys(key for row in some for key in row))
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.table({name: [row.get(name) for row in some] for name in names}), path)
    elif path.suffix == ".ndjson":
        lines = (json.dumps({key: item for key, item in row.items() if item is not None}) for row in some)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    else:
        import csv

        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(names)
            out.writerows([_cell(row.get(name)) for name in names] for row in some)


def _cell(item: object) -> str:
    if isinstance(item, list):
        return json.dumps(item)
    return "" if item is None else str(item).lower() if isinstance(item, bool) else str(item)


def measure(path: Path, count: int) -> None:
    """The figures of one file as JSON."""
    from contextlib import closing

    from averred.config import Settings
    from averred.engine import sql
    from averred.engine.duck import DuckEngine
    from averred.scale import embedded, filling
    from averred.scale.large import open_large

    settings = Settings(today="2031-06-01")
    start = time.process_time()
    embedded.check_path(path, settings)
    figures = {"check": time.process_time() - start}
    large = open_large(path, settings)
    with closing(DuckEngine()) as engine:
        start = time.process_time()
        filling.fill(engine, large, [0])
        engine.make("all_facts", "SELECT * FROM facts")
        figures["engine"] = time.process_time() - start
        ((alone,),) = engine.rows(f"SELECT COUNT(*) FROM ({sql.LOOKED_AT})")
    with closing(DuckEngine()) as engine:
        start = time.process_time()
        engine.add(filling.records(large))
        figures["python"] = time.process_time() - start
    print(
        json.dumps(
            {name: round(found / count * 1e6, 1) for name, found in figures.items()} | {"alone": alone}
        )
    )


def main() -> None:
    """Every form in every format, each in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--only", default="", help="forms that begin so, with commas")
    parser.add_argument("--formats", default="parquet,ndjson,csv")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        measure(chosen.measure, chosen.count)
        return
    starts = tuple(chosen.only.split(","))
    for kind in chosen.formats.split(","):
        for form in (form for form in FORMS if form.startswith(starts)):
            with tempfile.TemporaryDirectory() as name:
                (Path(name) / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
                path = Path(name) / f"rows.{kind}"
                write(path, rows_of(form, chosen.count))
                own = [sys.executable, __file__, "--measure", str(path), "--count", str(chosen.count)]
                print(f"{kind:8} {form:40}", end=" ", flush=True)
                subprocess.run(own, check=True)


if __name__ == "__main__":
    main()
