"""A local Spark beside DuckDB: the same findings, and what it costs. Run by hand; needs Java.

    python tests/benchmarks/bench_spark.py 1000000 10000000
    python tests/benchmarks/bench_spark.py 10000000 --files 16 --memory 4GB

The facts of bench_scale.py in several Parquet files, since one file is one task. Each check runs in a
process of its own. Times of the processor and memory are those of all its processes together (the JVM, the
Python workers), looked at twice a second.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PREDICATES = 50
PER_GROUP = 5
VALUE_RULES = "contradictory,sources-conflict,disputed,part-exceeds-whole,wrong-order,impossible-anniversary"
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def generate(folder: Path, count: int, files: int) -> None:
    """Facts in several files: five of each quantity, one group in a hundred in conflict."""
    import duckdb

    lines = ['[source.census]\ntitle = "Census"\n[entity.all]\nname = "All"\nnamed = false\n']
    lines += [
        f'[predicate.p{n}]\nvalue = "quantity"\nunit = "person"\nfunctional = true\n'
        for n in range(PREDICATES)
    ]
    lines.append('[fact.count]\nsubject = "all"\npredicate = "p0"\nvalue = "1"\nimplied = "counted"\n')
    (folder / "vocabulary.toml").write_text("".join(lines), encoding="utf-8")
    connection = duckdb.connect()
    for number in range(files):
        first, last = count * number // files, count * (number + 1) // files
        place = folder / f"facts-{number:03}.parquet"
        connection.execute(
            f"""COPY (SELECT 'f' || i AS id, 's' || (i // {PREDICATES * PER_GROUP}) AS subject,
                   'p' || ((i // {PER_GROUP}) % {PREDICATES}) AS predicate,
                   1000 + (hash(i // {PER_GROUP}) % 9000)::BIGINT
                     + CASE WHEN (i // {PER_GROUP}) % 100 = 0 AND i % {PER_GROUP} = 0 THEN 5000 ELSE 0 END
                     AS min,
                   min + CASE WHEN i % {PER_GROUP} = 0 THEN 0 ELSE (i % 7) END AS max,
                   min::VARCHAR AS value, 'census' AS source, 'count' AS "derived-from"
                FROM range({first}, {last}) t(i)) TO '{place}' (FORMAT parquet)"""
        )


def measure(folder: Path, engine: str, rules: str, memory: str) -> None:
    """One check in this process; what it found as JSON."""
    from averred.config import Settings
    from averred.scale import distributed, embedded

    check_path = distributed.check_path if engine == "spark" else embedded.check_path
    settings = Settings(select=frozenset(rules.split(",")) if rules else frozenset(), today="2026-11-22")
    report = check_path(folder, settings, memory=memory)
    ids = "\n".join(sorted(finding.id for finding in report.findings))
    digest = hashlib.sha256(ids.encode()).hexdigest()[:16]
    print(json.dumps({"findings": len(report.findings), "digest": digest, "read": report.read_in_full}))


def watched(command: list[str]) -> dict[str, object]:
    """Runs a command; its wall time, and processor time and most memory of its whole session."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    used: dict[int, int] = {}
    peak = 0
    while process.poll() is None:
        peak = max(peak, look(process.pid, used))
        time.sleep(0.5)
    output = process.stdout.read() if process.stdout else ""
    figures: dict[str, object] = {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu": round(sum(used.values()) / TICKS, 1),
        "peak_mb": peak // 2**20,
    }
    found: dict[str, object] = json.loads(output.splitlines()[-1])
    return figures | found


def look(session: int, used: dict[int, int]) -> int:
    """The memory of all processes of a session now; notes the processor time of each."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended
            continue
        if int(fields[3]) == session:
            used[int(entry.name)] = int(fields[11]) + int(fields[12])
            total += int(fields[21]) * PAGE
    return total


def main() -> None:
    """Generate, then each engine in its own process."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--files", type=int, default=16)
    parser.add_argument("--rules", default=VALUE_RULES, help="names with commas; empty for the catalogue")
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        measure(Path(chosen.measure[0]), chosen.measure[1], chosen.rules, chosen.memory)
        return
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as name:
            generate(Path(name), size, chosen.files)
            options = ["--rules", chosen.rules, "--memory", chosen.memory]
            for engine in ("duckdb", "spark"):
                figures = watched([sys.executable, __file__, *options, "--measure", name, engine])
                print(
                    f"{size:,} facts",
                    engine,
                    f"load {os.getloadavg()[0]:.1f}",
                    json.dumps(figures),
                    flush=True,
                )


if __name__ == "__main__":
    main()
