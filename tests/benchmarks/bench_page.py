"""What the HTML report costs a browser. Run by hand: `python tests/benchmarks/bench_page.py [facts …]`.

The facts are generated, one in ten in conflict, and cited from a text of their own. The browser is a headless
Chromium; its figure is the work of the page's main thread until the layout is known, so that other programs
on the machine do not count.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))  # a benchmark is run as a file, not as a module

import averred
from averred.reports import render
from averred.reports.base import Options
from tests.browser import Browser, browser

VOCABULARY = """
[source.log]
title = "Log"
path = "log.txt"
[predicate.visitors]
value = "quantity"
unit = "person"
functional = true
"""


def write_base(folder: Path, count: int) -> None:
    """Facts about places, each with a sentence of the text that says so."""
    blocks, lines = [VOCABULARY], []
    for number in range(count):
        place, visitors = f"place-{number // 10 * 10 + max(number % 10, 1)}", 1000 + 7 * number
        lines.append(f"On day {number} there were {visitors} people at {place}.")
        blocks.append(
            f'[fact.count-{number}]\nsubject = "{place}"\npredicate = "visitors"\n'
            f'value = "{visitors} people"\nsource = "log"\nquote = "were {visitors} people at"\n'
        )
    places = sorted({f"place-{number // 10 * 10 + max(number % 10, 1)}" for number in range(count)})
    blocks += [f'[entity.{place}]\nname = "{place}"\nnamed = false\n' for place in places]
    (folder / "log.txt").write_text("\n\n".join(lines), encoding="utf-8")
    (folder / "facts.toml").write_text("\n".join(blocks), encoding="utf-8")


def work(chromium: Browser) -> float:
    """How many seconds of work the page's main thread has had."""
    metrics = chromium.tell("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def main(counts: list[int]) -> None:
    """Print, for each size, the page's size, the time to write it and the browser's work."""
    with tempfile.TemporaryDirectory() as name, browser() as chromium:
        chromium.tell("Performance.enable", timeDomain="threadTicks")
        for count in counts:
            folder = Path(name) / str(count)
            folder.mkdir()
            write_base(folder, count)
            report = averred.check(averred.load(folder))
            start = time.process_time()
            page = folder / "page.html"
            page.write_text(render([report], "html", Options()), encoding="utf-8")
            written = time.process_time() - start
            before = work(chromium)
            chromium.open(page.as_uri())
            chromium.run("return document.documentElement.scrollHeight")  # which needs the whole layout
            print(
                f"{count:,} facts, {len(report.findings)} findings: {page.stat().st_size / 1e6:.2f} MB, "
                f"written in {written:.2f} s, laid out in {work(chromium) - before:.2f} s"
            )


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100, 1000])
