"""A Spark session on this machine, where the user gives none."""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MEMORY: Final = re.compile(r"([1-9][0-9]{0,9}) ?([KMGT])i?B", re.ASCII | re.IGNORECASE)
_UNITS: Final = {"K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
#: Spark starts with no less than 450 MB that Java lets it have: half as much again as it keeps for itself.
_LEAST: Final = 512 * 2**20
_LOCAL: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",  # what it warns of here is how our own queries are planned
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
}


def local_session(memory: str = "1GB", spill: Path | None = None) -> Any:  # noqa: ANN401 - pyspark is not a dependency
    """A session on this machine, on all cores; the one that runs already, if there is one.

    Args:
        memory: for the whole of it, such as "2GB".
        spill: the folder for what does not fit there; None for the system's place for temporary files.

    Raises:
        ConfigurationError: if `memory` is no amount or too little, and where Spark or Java is missing.
    """
    found = _MEMORY.fullmatch(memory)
    if not found:
        raise ConfigurationError(f"“{memory}” is no amount of memory", suggestion="write 2GB")
    if int(found[1]) * _UNITS[found[2].upper()] < _LEAST:
        raise ConfigurationError(
            f"{memory} of memory is too little for Spark", suggestion="give 512MB or more with --memory"
        )
    try:
        import pyspark.sql  # noqa: F401 - whether it is there
        from pyspark.errors import PySparkException
    except ImportError:
        raise ConfigurationError(
            "Spark needs another package, and Java", suggestion='pip install "averred[spark]"'
        ) from None
    # the executors are this Python, where averred is installed, and not the first one on the path
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    asked = {"spark.master": "local[*]", "spark.app.name": "averred", **_LOCAL}
    asked |= {"spark.local.dir": str(spill)} if spill else {}
    try:
        return _started({**asked, "spark.driver.memory": "".join(found.groups()).lower()})
    except PySparkException as error:
        raise ConfigurationError(
            f"Spark did not start: {' '.join(str(error).split())[:200]}",
            suggestion="install Java 17 or later, or give a session",
        ) from None


def _started(settings: dict[str, str]) -> Any:  # noqa: ANN401 - pyspark is not a dependency
    """A session with some settings, in which Ctrl-C is what it was before."""
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    with _ctrl_c_waits():
        SparkContext.getOrCreate(SparkConf().setAll([*settings.items()]))
    logging.getLogger().addFilter(_is_no_interrupt)
    return SparkSession.builder.getOrCreate()


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Ctrl-C takes effect once Spark has started, or when it comes for the second time.

    Java that is left alone while it starts would stay there for ever. Spark's own answer to Ctrl-C is not
    kept: it asks Java something in the midst of another question, and fails at that.
    """
    if threading.current_thread() is not threading.main_thread():  # where no signal comes
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    came: list[object] = []

    def wait(number: int, frame: object) -> None:
        if came:
            signal.default_int_handler(number, None)
        came.append(frame)

    signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        signal.raise_signal(signal.SIGINT)


def _is_no_interrupt(record: logging.LogRecord) -> bool:
    """Whether a record says anything but that Ctrl-C came while Java was asked something."""
    return record.exc_info is None or not isinstance(record.exc_info[1], KeyboardInterrupt)
