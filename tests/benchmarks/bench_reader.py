"""What reading fact files costs: the article's, and files of 8 MB made to hurt. By hand.

Prints CPU milliseconds, the least of some runs. All must grow with the size of a file, not with its square.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import tomli

from averred.reader import read

ARTICLE = Path(__file__).parents[2] / "facts" / "istanbul-rally-2012"
SIZE = 8 * 1024 * 1024 - 1_000
SHAPES: dict[str, Callable[[int], str]] = {
    "entities": lambda i: f'[entity.e{i}]\nname = "x"\n',
    "a chain of parts": lambda i: f'[entity.e{i}]\nname = "x"\npart-of = "e{i + 1}"\n',
    "unknown names": lambda i: f'[entity.e{i}]\nname = "x"\npart-of = "q{i}"\n',
    "faulty facts": lambda i: f"[fact.f{i}]\n",
    "stray keys": lambda i: f"k{i} = 1\n",
    "keys of 100 parts": lambda i: "a." * 99 + f"b{i} = 1\n",
    "blank lines": lambda _: "\n",
    "quotation marks": lambda _: '"',
    "open lists": lambda _: "[",
}


def cpu(work: Callable[[], object], runs: int) -> float:
    """The least CPU milliseconds of some runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1_000


def text_of(shape: Callable[[int], str]) -> str:
    """Whole items of a shape, up to the largest size."""
    items: list[str] = []
    size = 0
    while size < SIZE:
        items.append(shape(len(items)))
        size += len(items[-1])
    return "".join(items)


def main() -> None:
    """Prints the table."""
    texts = [path.read_text(encoding="utf-8") for path in ARTICLE.glob("*.toml")]
    print(f"{len(read(ARTICLE))} facts of the article: {cpu(lambda: read(ARTICLE), 20):.1f} ms")
    print(f"  of these tomli alone: {cpu(lambda: [tomli.loads(text) for text in texts], 20):.1f} ms")
    for name, shape in SHAPES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.toml"
            path.write_text(text_of(shape), encoding="utf-8")
            print(f"8 MB of {name}: {cpu(partial(read, path), 1):,.0f} ms")


if __name__ == "__main__":
    main()
