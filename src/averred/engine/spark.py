"""The screens on Spark: the same SQL text on a session that the user gives, or on a local one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from averred.engine import sql
from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.engine.rows import Record
    from averred.engine.screens import Relation

_TABLES = (
    "facts", "touched", "quantities", "declared", "relations", "keys", "links", "rested_on", "missing",
)  # fmt: skip
_SQL_TYPES = {"BIGINT": "BIGINT", "VARCHAR": "STRING", "DOUBLE": "DOUBLE"}


class SparkEngine:
    """One run on a Spark session. Its temporary views are named after the tables of the screens.

    Attributes:
        name: how a report calls it.
        session: the session.
    """

    name = "spark"

    def __init__(self, session: Any = None) -> None:  # noqa: ANN401 - pyspark is not a dependency
        """Take a session, or start a local one.

        Raises:
            ConfigurationError: if no session is given and the package is missing.
        """
        self.session = session or _local_session()

    def add(self, records: Iterable[Record]) -> None:
        """Make the table `facts` of rows; a cluster rather reads its own files with `use`."""
        schema = ", ".join(f"{name} {_SQL_TYPES[kind]}" for name, kind in sql.COLUMNS.items())
        self.use(self.session.createDataFrame([tuple(record) for record in records], schema))

    def use(self, frame: Any) -> None:  # noqa: ANN401 - a pyspark.sql.DataFrame
        """Take a data frame with the columns of `averred.engine.sql.COLUMNS` as the table `facts`."""
        frame.createOrReplaceTempView("facts")

    def make(self, table: str, query: str) -> None:
        """Make a view of what a query gives."""
        self.session.sql(query).cache().createOrReplaceTempView(table)

    def fill(self, table: str, rows: Sequence[Relation]) -> None:
        """Make a view of relations."""
        schema = ", ".join(f"{name} STRING" for name in ("name", "x", "x_part", "y", "y_part"))
        self.session.createDataFrame(list(rows), schema).createOrReplaceTempView(table)

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """What a query gives."""
        return (tuple(row) for row in self.session.sql(query).collect())

    def close(self) -> None:
        """Leave the session to its owner; its views go."""
        for table in _TABLES:
            self.session.catalog.dropTempView(table)


def _local_session() -> Any:  # noqa: ANN401 - pyspark is not a dependency
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise ConfigurationError(
            "Spark needs another package, and Java", suggestion='pip install "averred[spark]"'
        ) from None
    builder = SparkSession.builder.master("local[*]").appName("averred")
    return builder.config("spark.ui.enabled", "false").getOrCreate()
