"""The SQL of what nothing uses: for each declared name a fact that has it, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.engine.sql import names
from averred.screening import Unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from averred.engine.protocol import Engine
    from averred.screening import Screen

#: Places of facts as one number, so that the least of them is a place.
_LINES: Final = 1_000_000_000_000
_OF_ENTITIES: Final = ("subject", "part", "target", "token", "denied_token", "speaker")


def witnesses(engine: Engine, wanted: Iterable[Screen]) -> Iterator[tuple[int, int]]:
    """The file and line of a fact for each name that facts use.

    Args:
        engine: has the table `facts`.
        wanted: the screens of the rules that run.
    """
    for one in dict.fromkeys(wanted):
        if isinstance(one, Unused):
            left = dict(one.forms)
            for column in ("predicate",) if one.of_predicates else _OF_ENTITIES:
                for name, place in list(_found(engine, left, column)):
                    del left[name]
                    yield divmod(place, _LINES)


def named(engine: Engine, words: Iterable[str], of_entities: Iterable[str]) -> Iterator[str]:
    """Those of some ids that rows have for a thing.

    Args:
        engine: has the table `facts`.
        words: the ids.
        of_entities: the predicates whose values are things.
    """
    engine.fill("things", [("", word, "", "", "") for word in sorted(words)])
    queries = (
        f"SELECT n.x AS x FROM things n JOIN facts f ON f.{column} = n.x{of_rows}"
        for column, of_rows in _named_in(of_entities)
    )
    for (name,) in engine.rows(" UNION ".join(queries)):
        yield str(name)


def every(of_entities: Iterable[str]) -> str:
    """The ids that rows have for a thing, as far as the table holds them.

    Args:
        of_entities: the predicates whose values are things.
    """
    return " UNION ".join(
        f"SELECT f.{column} AS x FROM facts f{of_rows}" for column, of_rows in _named_in(of_entities)
    )


def _named_in(of_entities: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The columns in which rows name things, and which rows do."""
    yield from ((column, "") for column in ("subject", "part", "target"))
    of_rows = f" WHERE f.odd = 0 AND f.predicate IN ({names(sorted(of_entities))})"
    yield from ((column, of_rows) for column in ("token", "denied_token"))


def hidden(of_entities: Iterable[str]) -> str:
    """The rows of which the table does not hold every name: what cannot be read, and lists.

    Args:
        of_entities: the predicates whose values are things.
    """
    return (
        "SELECT file, line FROM facts WHERE file >= 0 "
        f"AND (subject = '' OR (odd = 1 AND predicate IN ({names(sorted(of_entities))})))"
    )


def _found(engine: Engine, forms: dict[str, tuple[str, ...]], column: str) -> Iterator[tuple[str, int]]:
    """Names that facts have in a column, each with the place of the first such fact."""
    is_words = column == "speaker"
    rows = [
        ("", form, name, "", "") for name, some in forms.items() for form in (some if is_words else (name,))
    ]
    if not rows:
        return
    engine.fill("things", rows)
    query = (
        f"SELECT n.x_part AS name, MIN(f.file * {_LINES} + f.line) AS place "
        f"FROM things n JOIN facts f ON f.{column} = n.x GROUP BY n.x_part"
    )
    for name, place in engine.rows(query):
        yield str(name), int(str(place))
