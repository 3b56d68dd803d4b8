"""A Spark session that the check starts itself: what is asked of it, and what it may not take."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from averred.engine.spark import SparkEngine
from averred.errors import ConfigurationError


def test_memory_of_a_local_session_is_an_amount() -> None:
    """Before anything is started."""
    with pytest.raises(ConfigurationError, match="“plenty” is no amount of memory"):
        SparkEngine(memory="plenty")
    for little in ("511MB", "500 KiB"):
        with pytest.raises(ConfigurationError, match=f"{little} of memory is too little for Spark"):
            SparkEngine(memory=little)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """What is asked of Spark, which does not start for that, but takes Ctrl-C for itself as it does."""
    pyspark = pytest.importorskip("pyspark", reason="needs pyspark: the extra spark")
    found: dict[str, str] = {}

    def start(settings: Any) -> None:
        found.update(settings.getAll())
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, lambda *_: None)

    monkeypatch.setattr(pyspark.SparkContext, "getOrCreate", start)
    monkeypatch.setattr(pyspark.sql.SparkSession, "builder", SimpleNamespace(getOrCreate=lambda: "session"))
    monkeypatch.setenv("PYSPARK_PYTHON", "another")  # so that it is put back afterwards
    monkeypatch.delenv("PYSPARK_PYTHON")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests may run where it is ignored
    yield found
    signal.signal(signal.SIGINT, before)


def test_a_local_session_runs_this_python(tmp_path: Path, asked: dict[str, str]) -> None:
    """Its executors are this Python, and its memory what was asked for."""
    assert "session" == SparkEngine(memory="2 GiB", spill=tmp_path).session
    assert (str(tmp_path), "ERROR") == (asked["spark.local.dir"], asked["spark.log.level"])
    assert ("local[*]", "2g") == (asked["spark.master"], asked["spark.driver.memory"])
    assert sys.executable == os.environ["PYSPARK_PYTHON"]


@pytest.mark.usefixtures("asked")
def test_a_local_session_that_cannot_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, with what to install."""
    import pyspark
    from pyspark.errors import PySparkRuntimeError

    def fail(_: object) -> None:
        raise PySparkRuntimeError("[JAVA_GATEWAY_EXITED] no Java")

    monkeypatch.setattr(pyspark.SparkContext, "getOrCreate", fail)

    with pytest.raises(ConfigurationError, match=r"Spark did not start: \[JAVA_GATEWAY_EXITED"):
        SparkEngine()


@pytest.mark.usefixtures("asked")
def test_ctrl_c_stays_what_it_is_in_a_local_session() -> None:
    """Spark's own answer fails while Java is asked something, so it is put back; a thread has none."""
    before = signal.getsignal(signal.SIGINT)
    other = threading.Thread(target=SparkEngine)
    other.start()
    other.join()
    SparkEngine()

    assert before is signal.getsignal(signal.SIGINT)


def _press_ctrl_c(times: int, came: list[int]) -> Callable[[object], None]:
    def start(_: object) -> None:
        for _ in range(times):
            signal.raise_signal(signal.SIGINT)
            came.append(1)

    return start


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("times, waited", [(1, 1), (2, 1)])
def test_ctrl_c_waits_until_spark_has_started(
    times: int, waited: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So no Java stays behind; who presses it again need not wait."""
    import pyspark

    before = signal.getsignal(signal.SIGINT)
    came: list[int] = []
    monkeypatch.setattr(pyspark.SparkContext, "getOrCreate", _press_ctrl_c(times, came))

    with pytest.raises(KeyboardInterrupt):
        SparkEngine()

    assert waited == len(came)
    assert before is signal.getsignal(signal.SIGINT)


@pytest.mark.usefixtures("asked")
def test_what_spark_says_of_ctrl_c_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    """A person who stopped a check needs no traceback of that; other failures are shown."""
    SparkEngine()
    for error in (KeyboardInterrupt(), ValueError()):
        try:
            raise error
        except (KeyboardInterrupt, ValueError):
            logging.exception("while sending command")  # noqa: LOG015 - as py4j does
    logging.error("plain")  # noqa: LOG015 - as above

    shown = [(record.exc_info or (None,))[0] for record in caplog.records]
    assert [ValueError, None] == shown
