"""The program: `averred`, and `python -m averred`."""

from __future__ import annotations

import gc
import sys

_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> None:
    """Run the command line and exit.

    What a command loads lives until it ends. To look through it for garbage again and again, and once
    more at the exit, was a fifth of a small check.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from averred.commands import run

    code = run(sys.argv[1:])
    if "duckdb" not in sys.modules:  # which says on stderr what it finds left over
        gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    if not sys.flags.safe_path:  # `python -m` looks for modules in the working folder, where the facts may be
        del sys.path[0]
    main()
