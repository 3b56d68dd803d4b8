"""A Spark session on this machine, where the user gives none."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from averred.errors import ConfigurationError

if TYPE_CHECKING:
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
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise ConfigurationError(
            "Spark needs another package, and Java", suggestion='pip install "averred[spark]"'
        ) from None
    # the executors are this Python, where averred is installed, and not the first one on the path
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[*]").appName("averred")
    for key, value in (_LOCAL | ({"spark.local.dir": str(spill)} if spill else {})).items():
        builder = builder.config(key, value)
    try:
        return builder.config("spark.driver.memory", "".join(found.groups()).lower()).getOrCreate()
    except PySparkException as error:
        raise ConfigurationError(
            f"Spark did not start: {' '.join(str(error).split())[:200]}",
            suggestion="install Java 17 or later, or give a session",
        ) from None
