"""The program: `averred`, and `python -m averred`."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
#: What has threads and processes of its own, which end only with the interpreter.
ENGINES = frozenset({"duckdb", "pyspark"})


def main() -> None:
    """Run the command line and exit.

    What a command loads lives until it ends: it is not looked through for garbage again and again, and not
    taken apart piece by piece at the exit.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from averred.commands import run

    if isinstance(sys.stdout, TextIOWrapper):  # --help and questions, which are not written as bytes
        utf8 = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=utf8, errors="backslashreplace")
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # the interpreter says what could not be written
        sys.exit(code)
    if ENGINES & sys.modules.keys() or sys.getprofile() or sys.gettrace():  # who watches writes at the end
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    if not sys.flags.safe_path:  # `python -m` looks for modules in the working folder, where the facts may be
        del sys.path[0]
    main()
