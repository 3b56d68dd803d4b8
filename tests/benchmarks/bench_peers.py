"""Peers beside averred: pySHACL and rudof on the functional rule, citations on quotes. Run by hand.

    python tests/benchmarks/bench_peers.py                              with the newest peers
    python tests/benchmarks/bench_peers.py --python peers/bin/python    with those that are there
    python tests/benchmarks/bench_peers.py --only shacl rudof quotes

The environment of the peers is made in a temporary folder. Five statements of each quantity, one quantity in
a hundred in conflict. The same shape in two ways: with the bounds on the subject, which SHACL Core can say
(`sh:lessThanOrEquals`: no least value above a greatest one), and with a node for each statement, which needs
SPARQL and names the statements as a finding does. Times are of the processor, the best of several runs, each
program in a process of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEERS = ("pyshacl", "pyrudof", "citations", "claims-cli")
PREFIXES = "@prefix : <urn:x:> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
CORE = (
    PREFIXES
    + ":s a sh:NodeShape ; sh:targetClass :Thing ; "
    + "sh:property [ sh:path :min ; sh:lessThanOrEquals :max ] .\n"
)
SPARQL = (
    PREFIXES
    + ':s a sh:NodeShape ; sh:targetClass :Statement ; sh:sparql [ sh:message "apart" ; sh:select """'
    + "SELECT $this ?value WHERE { $this <urn:x:of> ?s ; <urn:x:min> ?a . "
    + "?value <urn:x:of> ?s ; <urn:x:max> ?b . "
    + 'FILTER (?a > ?b) }""" ] .\n'
)
VOCABULARY = """
[source.census]
title = "Census"
[entity.all]
name = "All"
named = false
[predicate.size]
value = "quantity"
functional = true
[fact.count]
subject = "all"
predicate = "size"
value = "1"
implied = "counted"
"""


def bounds(count: int) -> list[tuple[str, int, int]]:
    """Subject, least and greatest value of each statement."""
    made = []
    for number in range(count):
        base = 1000 + (number // 5) * 37 % 9000
        far = 5000 if (number // 5) % 100 == 0 and number % 5 == 0 else 0
        made.append((f"s{number // 5}", base + number % 5 + far, base + 10 + number % 5 + far))
    return made


def write(folder: Path, count: int) -> None:
    """The same statements as Turtle in two ways, as NDJSON and as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = bounds(count)
    (folder / "core.ttl").write_text(
        PREFIXES + "".join(f":{s} a :Thing ; :min {low} ; :max {high} .\n" for s, low, high in made)
    )
    (folder / "sparql.ttl").write_text(
        PREFIXES
        + "".join(
            f":f{n} a :Statement ; :of :{s} ; :min {low} ; :max {high} .\n"
            for n, (s, low, high) in enumerate(made)
        )
    )
    same = {"predicate": "size", "source": "census", "derived-from": "count"}
    rows = [
        {"id": f"f{n}", "subject": s, "value": f"{low} to {high}", "min": low, "max": high, **same}
        for n, (s, low, high) in enumerate(made)
    ]
    for name in ("ndjson", "parquet"):
        (folder / name).mkdir()
        (folder / name / "vocabulary.toml").write_text(VOCABULARY)
    (folder / "ndjson" / "rows.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pq.write_table(pa.Table.from_pylist(rows), folder / "parquet" / "rows.parquet")


def best(runs: int, work: object) -> dict[str, object]:
    """The least processor time of some runs, and what the last one gave."""
    times = []
    found: object = None
    for _ in range(runs):
        start = time.process_time()
        found = work()  # type: ignore[operator]  # a callable without arguments
        times.append(time.process_time() - start)
    return {"seconds": min(times), "found": found}


def pyshacl_rule(folder: Path, shape: str, runs: int) -> dict[str, object]:
    """The shape in pySHACL, on loaded graphs."""
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(folder / f"{shape}.ttl")
    shapes = rdflib.Graph().parse(data=CORE if shape == "core" else SPARQL, format="turtle")
    result = rdflib.URIRef("http://www.w3.org/ns/shacl#ValidationResult")

    def run() -> int:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
        return sum(1 for _ in report.subjects(rdflib.RDF.type, result))

    return best(runs, run)


def rudof_all(folder: Path, shape: str, runs: int) -> dict[str, object]:
    """Rudof, loading and rule."""
    import pyrudof

    mode = pyrudof.ShaclValidationMode.Native if shape == "core" else pyrudof.ShaclValidationMode.Sparql

    def run() -> int:
        rudof = pyrudof.Rudof(pyrudof.RudofConfig())
        rudof.read_data(str(folder / f"{shape}.ttl"))
        rudof.read_shacl(CORE if shape == "core" else SPARQL)
        return len(list(rudof.validate_shacl(mode).violations))

    return best(runs, run)


def averred_rule(folder: Path, _: str, runs: int) -> dict[str, object]:
    """The rule `contradictory` on a loaded fact base."""
    from averred import api, running
    from averred.config import Settings
    from averred.findings import Finding
    from averred.rules import RULES_BY_NAME
    from averred.rules.base import Context

    base = api.load(folder / "ndjson", settings=Settings())
    rule = RULES_BY_NAME["contradictory"]
    context = Context(base, today="2026-11-22")  # with its indexes, as a graph that is loaded has them

    def run() -> int:
        found, _ = running.run(context, [rule])
        return sum(isinstance(one, Finding) for one in found)

    return best(runs, run)


def averred_all(folder: Path, form: str, runs: int) -> dict[str, object]:
    """Loading and rule, with DuckDB."""
    from averred.config import Settings
    from averred.scale import embedded

    chosen = Settings(select=frozenset({"contradictory"}), today="2026-11-22")
    return best(runs, lambda: len(embedded.check_path(folder / form, chosen).findings))


WORK = {
    "pyshacl": pyshacl_rule,
    "rudof": rudof_all,
    "averred-rule": averred_rule,
    "averred-all": averred_all,
}


def run(python: str, work: str, folder: Path, what: str, runs: int) -> dict[str, object]:
    """One program in a process of its own."""
    command = [python, __file__, "--work", work, str(folder), what, str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def show(name: str, figures: dict[str, object], own: dict[str, object] | None = None) -> None:
    """One line; the ratio to our own time."""
    if "failed" in figures:
        print(f"  {name}: {figures}", flush=True)
        return
    ratio = f", {float(str(figures['seconds'])) / float(str(own['seconds'])):,.0f} times ours" if own else ""
    print(f"  {name}: {float(str(figures['seconds'])):.4f} s, {figures['found']} found{ratio}", flush=True)


def shacl(python: str, folder: Path) -> None:
    """The rule alone, on 1,000 statements in memory."""
    write(folder, 1_000)
    print("1,000 statements, both loaded, the rule alone", flush=True)
    own = run(sys.executable, "averred-rule", folder, "", 50)
    show("averred", own)
    for shape in ("core", "sparql"):
        show(f"pySHACL, {shape}", run(python, "pyshacl", folder, shape, 3), own)


def rudof(python: str, folder: Path) -> None:
    """Loading and rule, on 100,000 statements."""
    write(folder, 100_000)
    print("100,000 statements, loading and rule", flush=True)
    own = run(sys.executable, "averred-all", folder, "parquet", 5)
    show("averred, Parquet", own)
    text = run(sys.executable, "averred-all", folder, "ndjson", 3)
    show("averred, NDJSON", text, own)
    for shape in ("core", "sparql"):
        figures = run(python, "rudof", folder, shape, 1)
        show(f"rudof, {shape}", figures, own)
        show(f"rudof, {shape}, against NDJSON", figures, text)


def quotes(python: str, folder: Path, count: int = 1_000) -> None:
    """Whole commands: quotes of thirty words in one text."""
    chosen = random.Random(7)  # noqa: S311 - the same text each time
    syllables = ["ba", "ru", "ti", "mo", "len", "sar", "ko", "vin", "de", "pal"]
    words = ["".join(chosen.choices(syllables, k=3)) for _ in range(80_000)]
    text = " ".join(f"{word}." if n % 15 == 14 else word for n, word in enumerate(words)) + "\n"
    cited = [" ".join(text.split()[n * 70 : n * 70 + 30]) for n in range(count)]
    for name in ("ours/texts", "theirs/sources", "theirs/claims"):
        (folder / name).mkdir(parents=True)
    (folder / "ours/texts/t.txt").write_text(text)
    (folder / "theirs/sources/t.txt").write_text(text)
    facts = "".join(
        f'[fact.f{n}]\nsubject = "all"\npredicate = "p"\nvalue = "v{n}"\nsource = "t"\nquote = "{quote}"\n'
        for n, quote in enumerate(cited)
    )
    declared = '[source.t]\npath = "texts/t.txt"\n[entity.all]\nname = "All"\n[predicate.p]\nvalue = "text"\n'
    (folder / "ours/facts.toml").write_text(declared + facts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    head = f"source:\n  citation: t\n  local: sources/t.txt\n  sha256: {digest}\nclaims:\n"
    claims = "".join(f"  f{n}:\n    quotes:\n    - exact: {quote}\n" for n, quote in enumerate(cited))
    (folder / "theirs/claims/t.yaml").write_text(head + claims)
    print(
        f"{count:,} quotes of 30 words in a text of {len(text) // 1000:,} kB, the whole command", flush=True
    )
    select = ["--select", "quote-not-found", "--output-format", "json"]
    own = command([sys.executable, "-m", "averred", "check", str(folder / "ours"), *select])
    citations = str(Path(python).parent / "citations")
    own["found"] = json.loads(str(own["found"]))["summary"]["citations"]
    verify = [citations, "verify", "--claims", "claims", "--no-cache", "--json", "found.json"]
    theirs = command(verify, folder / "theirs")
    theirs["found"] = json.loads((folder / "theirs/found.json").read_text())["counts"]["found"]
    show("averred check", own)
    show("citations verify", theirs, own)


def command(words: list[str], folder: Path | None = None, runs: int = 5) -> dict[str, object]:
    """The least processor time of a command, and what it printed."""
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"seconds": min(times), "found": done.stdout}


def peers(folder: Path) -> str:
    """An environment with the peers; its Python."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return python


def main() -> None:
    """Make the peers' environment, then compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", help="of an environment with the peers")
    parser.add_argument("--only", nargs="*", default=["shacl", "rudof", "quotes"])
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        name, folder, what, runs = chosen.work
        print(json.dumps(WORK[name](Path(folder), what, int(runs))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        python = chosen.python or peers(Path(temporary) / "peers")
        names = subprocess.run(
            [python, "-m", "pip", "list", "--format", "freeze"], capture_output=True, text=True, check=True
        ).stdout.split()
        print(", ".join(one for one in names if one.partition("==")[0] in PEERS), flush=True)
        for compare in (shacl, rudof, quotes):
            if compare.__name__ in chosen.only:
                folder = Path(temporary) / compare.__name__
                folder.mkdir()
                compare(python, folder)
                print(f"  load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
