"""Large fact bases: time and memory of a check by size. Run by hand.

    python tests/benchmarks/bench_scale.py 10000 100000 1000000 10000000
    python tests/benchmarks/bench_scale.py --ndjson 1000000
    python tests/benchmarks/bench_scale.py --hot 10000000        one subject has a tenth of all facts
    python tests/benchmarks/bench_scale.py --timed 10000000      values change from year to year; one quantity
                                                                 has a tenth of all facts, one a day
    python tests/benchmarks/bench_scale.py --in-memory 1000000   facts that are objects already
    python tests/benchmarks/bench_scale.py --table 3000000       rows of a table of which eight columns depend
                                                                 on a key: eight facts a row
    python tests/benchmarks/bench_scale.py --rules "" --declared 10000000
                                                                 the whole catalogue, with something declared
                                                                 for each rule that has to be

Facts are generated: five of each quantity, 50 predicates, one group in a hundred in conflict. Each size runs
in a process of its own, with the whole catalogue or, with --rules, some of it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

PREDICATES = 50
PER_GROUP = 5
COLUMNS = 8
CONFLICTING = 100
VALUE_RULES = "contradictory,sources-conflict,disputed,part-exceeds-whole,wrong-order,impossible-anniversary"


def write_vocabulary(folder: Path) -> None:
    """Fifty functional predicates, one source and the fact from which all others are derived."""
    lines = ['[source.census]\ntitle = "Census"\n[entity.all]\nname = "All"\nnamed = false\n']
    lines += [
        f'[predicate.p{n}]\nvalue = "quantity"\nunit = "person"\nfunctional = true\n'
        for n in range(PREDICATES)
    ]
    lines.append('[fact.count]\nsubject = "all"\npredicate = "p0"\nvalue = "1"\nimplied = "counted"\n')
    (folder / "vocabulary.toml").write_text("".join(lines), encoding="utf-8")


#: What is declared of the predicates with --declared, and of further ones between two things.
DECLARED = """
[entity.s1]
name = "Orvale"
kind = "town"
[predicate.twin]
value = "entity"
missing-symmetric = true
wrong-value-type = "town"
[predicate.leads]
value = "entity"
missing-inverse = "led-by"
missing-object-statement = "p12"
not-unique = true
[predicate.led-by]
value = "entity"
too-few = 1
[predicate.begun]
value = "date"
[predicate.ended]
value = "date"
difference-out-of-range = { from = "begun", min = 0 }
[predicate.closed]
value = "date"
difference-out-of-range = { from = "ended", min = 0 }
[[constraint]]
rule = "part-elsewhere"
place = "twin"
[[constraint]]
rule = "no-overlap"
predicate = "leads"
start = "begun"
end = "ended"
"""
OF_PREDICATES = {
    0: "too-many = 2", 1: "several-preferred = true", 2: "too-few = 1", 3: 'missing-statement = "p4"',
    5: 'mutually-exclusive = { with = "twin", values = "s1" }',
    6: 'difference-out-of-range = { from = "p7", max = 13980 }',
    8: "out-of-range = { max = 14995 }", 9: 'wrong-subject-type = "person"', 10: "min = 0",
}  # fmt: skip


def generate_declared(folder: Path, count: int) -> None:
    """Declarations, and one fact between things or of a day for each hundred others; some are wrong."""
    import duckdb

    path = folder / "vocabulary.toml"
    text = path.read_text(encoding="utf-8")
    for number, words in OF_PREDICATES.items():
        text = text.replace(f"[predicate.p{number}]\n", f"[predicate.p{number}]\n{words}\n")
    path.write_text(text + DECLARED, encoding="utf-8")
    subjects = count // (PREDICATES * PER_GROUP)
    wrong = f"i % {CONFLICTING} = 0"
    query = f"""
        SELECT 'twin-' || i AS id, 's' || i AS subject, 'twin' AS predicate, 's' || xor(i, 1) AS value
        FROM range({subjects}) t(i) WHERE NOT {wrong}
        UNION ALL SELECT 'leads-' || i, 's' || i, 'leads', 's' || (i + CASE WHEN {wrong} THEN 2 ELSE 1 END)
        FROM range({subjects - 2}) t(i) WHERE i % 4 = 0
        UNION ALL SELECT 'led-' || i, 's' || (i + 1), 'led-by', 's' || i
        FROM range({subjects - 2}) t(i) WHERE i % 4 = 0 AND NOT {wrong}
        UNION ALL SELECT 'begun-' || i, 's' || i, 'begun', CAST(1900 + i % 100 AS VARCHAR)
        FROM range({subjects}) t(i)
        UNION ALL SELECT 'closed-' || i, 's' || i, 'closed',
               CAST(1900 + i % 100 + CASE WHEN {wrong} THEN -1 ELSE 1 END AS VARCHAR)
        FROM range({subjects}) t(i)"""
    rows = f"SELECT *, 'census' AS source, 'count' AS \"derived-from\" FROM ({query})"
    duckdb.connect().execute(f"COPY ({rows}) TO '{folder / 'relations.parquet'}' (FORMAT parquet)")


def generate(folder: Path, count: int, kind: str, *, hot: bool) -> None:
    """Facts as one file: whole numbers as bounds (Parquet), or words (NDJSON)."""
    import duckdb

    write_vocabulary(folder)
    one_in = 10 if hot else 1_000_000_000
    rows = f"""
        SELECT 'f' || i AS id,
               CASE WHEN i % {one_in} = 1 THEN 'hot'
                    ELSE 's' || (i // {PREDICATES * PER_GROUP}) END AS subject,
               'p' || ((i // {PER_GROUP}) % {PREDICATES}) AS predicate,
               1000 + (hash(i // {PER_GROUP}) % 9000)::BIGINT
                 + CASE WHEN (i // {PER_GROUP}) % {CONFLICTING} = 0 AND i % {PER_GROUP} = 0
                        THEN 5000 ELSE 0 END AS low,
               low + CASE WHEN i % {PER_GROUP} = 0 THEN 0 ELSE (i % 7) END AS high
        FROM range({count}) t(i)"""
    columns = "id, subject, predicate, low::VARCHAR AS value, low AS min, high AS max, 'census' AS source, "
    connection = duckdb.connect()
    if kind == "parquet":
        query = f"SELECT {columns} 'count' AS \"derived-from\" FROM ({rows})"
        connection.execute(f"COPY ({query}) TO '{folder / 'facts.parquet'}' (FORMAT parquet)")
    else:
        words = "id, subject, predicate, low::VARCHAR AS value, 'census' AS source"
        query = f"SELECT {words}, 'count' AS \"derived-from\" FROM ({rows})"
        connection.execute(f"COPY ({query}) TO '{folder / 'facts.ndjson'}' (FORMAT json)")


def generate_timed(folder: Path, count: int) -> None:
    """Facts of a year each, five a quantity, of which one in a hundred has two in one year that differ.

    One quantity has a tenth of all facts, of one day each, and one in a thousand of its days twice.
    """
    import duckdb

    write_vocabulary(folder)
    hot = count // 10
    group = f"(i // {PER_GROUP})"
    query = f"""
        SELECT 'f' || i AS id, 's' || ({group} // {PREDICATES}) AS subject,
               'p' || ({group} % {PREDICATES}) AS predicate,
               (1000 + hash(i) % 9000)::BIGINT AS low,
               CAST(1990 + i % {PER_GROUP} - CASE WHEN {group} % {CONFLICTING} = 0 AND i % {PER_GROUP} = 1
                    THEN 1 ELSE 0 END AS VARCHAR) AS during
        FROM range({count - hot}) t(i)
        UNION ALL
        SELECT 'h' || i, 'hot', 'p0', (1000 + hash(i) % 9000)::BIGINT,
               CAST(DATE '0100-01-01' + CAST(i - CASE WHEN i % 1000 = 1 THEN 1 ELSE 0 END AS INTEGER)
                    AS VARCHAR)
        FROM range({hot}) t(i)"""
    columns = "id, subject, predicate, low::VARCHAR AS value, low AS min, low AS max, during"
    duckdb.connect().execute(
        f"COPY (SELECT {columns}, 'census' AS source, 'count' AS \"derived-from\" FROM ({query})) "
        f"TO '{folder / 'facts.parquet'}' (FORMAT parquet)"
    )


def generate_table(folder: Path, count: int) -> None:
    """Rows of a table with ten rows a key; one in a thousand of the pairs of key and column disagrees."""
    import duckdb

    write_vocabulary(folder)
    keys = count // 10
    query = f"""
        SELECT 'f' || c || '-' || i AS id, 's' || (i % {keys}) AS subject, 'p' || c AS predicate,
               (hash(i % {keys}, c) % 9000)::BIGINT
                 + CASE WHEN hash(i % {keys}, c, 1) % 1000 = 0 AND i < {keys} THEN 1 ELSE 0 END AS low
        FROM range({count}) t(i), range({COLUMNS}) u(c)"""
    columns = "id, subject, predicate, low::VARCHAR AS value, low AS min, low AS max, 'census' AS source"
    duckdb.connect().execute(
        f"COPY (SELECT {columns}, 'count' AS \"derived-from\" FROM ({query})) "
        f"TO '{folder / 'facts.parquet'}' (FORMAT parquet)"
    )


def in_memory(count: int, rules: str) -> None:
    """One check of facts that are objects already."""
    from fractions import Fraction

    from averred import checker
    from averred.config import Settings
    from averred.entities import Source
    from averred.factbase import FactBase
    from averred.facts import Attribution, Citation, Confidence, Fact
    from averred.values import Interval, Quantity
    from averred.vocabulary import Predicate

    cited, own, weight = Citation("census"), Attribution(), Confidence(Fraction(4, 5), None, "counted")
    facts = []
    for number in range(count):
        group, place = divmod(number, PER_GROUP)
        low = 1000 + group * 7919 % 9000 + (5000 if group % CONFLICTING == 0 and place == 0 else 0)
        value = Quantity(Interval(low, low + (number % 7 if place else 0)), "person", str(low))
        subject, predicate = f"s{group // PREDICATES}", f"p{group % PREDICATES}"
        facts.append(Fact(f"f{number}", subject, predicate, value, str(low), cited, own, weight))
    predicates = {
        f"p{n}": Predicate(f"p{n}", "quantity", unit="person", functional=True) for n in range(PREDICATES)
    }
    base = FactBase(facts=tuple(facts), predicates=predicates, sources={"census": Source("census", "Census")})
    select = frozenset(rules.split(",")) if rules else frozenset()
    cpu = time.process_time()
    report = checker.check(base, settings=Settings(select=select, today="2026-11-22"))
    print(json.dumps({"cpu": round(time.process_time() - cpu, 1), "findings": len(report.findings)}))


def measure(folder: Path, rules: str, memory: str) -> None:
    """One check in this process; figures as JSON."""
    from averred.config import Settings
    from averred.scale import embedded

    select = frozenset(rules.split(",")) if rules else frozenset()
    start, cpu, load = time.perf_counter(), time.process_time(), os.getloadavg()[0]
    report = embedded.check_path(folder, Settings(select=select, today="2026-11-22"), memory=memory)
    figures = {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu": round(time.process_time() - cpu, 1),
        "load": round(load, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "findings": len(report.findings),
        "read_in_full": report.read_in_full,
        "rules": dict(Counter(finding.rule for finding in report.findings)),
    }
    print(json.dumps(figures))


def main() -> None:
    """Generate, then run each size in its own process."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--ndjson", action="store_true")
    parser.add_argument("--hot", action="store_true")
    parser.add_argument("--timed", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--declared", action="store_true")
    parser.add_argument("--in-memory", action="store_true")
    parser.add_argument(
        "--rules", default=VALUE_RULES, help="names with commas; empty for the whole catalogue"
    )
    parser.add_argument("--memory", default="1GB")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        measure(chosen.measure, chosen.rules, chosen.memory)
        return
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if chosen.in_memory:
                in_memory(size, chosen.rules)
                continue
            if chosen.table:
                generate_table(folder, size)
            elif chosen.timed:
                generate_timed(folder, size)
            else:
                generate(folder, size, "ndjson" if chosen.ndjson else "parquet", hot=chosen.hot)
            if chosen.declared:
                generate_declared(folder, size)
            print(f"{size:,} facts", end=" ", flush=True)
            own = [
                sys.executable,
                __file__,
                "--measure",
                name,
                "--rules",
                chosen.rules,
                "--memory",
                chosen.memory,
            ]
            subprocess.run(own, check=True)


if __name__ == "__main__":
    main()
