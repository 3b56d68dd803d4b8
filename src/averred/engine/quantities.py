"""The SQL of the one big aggregation, facts to quantities, and of what contradicts itself among these."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from averred.engine.numbers import ANYTHING
from averred.engine.sql import KEY, double, is_one_of, names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from averred.screening import Several

    There: TypeAlias = Collection[str] | None

#: The subjects and predicates of which parts are counted: wholes are looked at beside their parts.
TOUCHED: Final = "SELECT DISTINCT subject, predicate FROM facts WHERE part <> ''"


#: What a column of parts holds, as SQL, where no fact is about a part.
NO_PART: Final = "''"
#: A value between two binary numbers looks empty, and others look the same: it counts as any number of them.
_ANY_NUMBER: Final = 1_000_000


def kinds(predicates: Iterable[str]) -> str:
    """How many values that look different each quantity of some predicates has."""
    key = ", ".join(KEY)
    return (
        f"SELECT {key}, SUM(CASE WHEN value_lo > value_hi THEN {_ANY_NUMBER} ELSE 1 END) AS kinds FROM "
        f"(SELECT DISTINCT {key}, token, value_lo, value_hi FROM facts "
        f"WHERE retracted = 0 AND denied = 0 AND predicate IN ({names(predicates)})) d GROUP BY {key}"
    )


#: Whether something is asserted, and denied; between what all that is denied lies.
_DENIED: Final = {
    "asserted": "1 - MIN(denied)", "denied": "MAX(denied)", "denied_lo": "MIN(denied_lo)",
    "denied_hi": "MAX(denied_hi)", "denied_from": "MIN(denied_token)", "denied_to": "MAX(denied_token)",
}  # fmt: skip
_NOT_DENIED: Final = {
    "asserted": "1", "denied": "0", "denied_lo": "CAST(NULL AS DOUBLE)", "denied_hi": "CAST(NULL AS DOUBLE)",
    "denied_from": "CAST(NULL AS VARCHAR)", "denied_to": "CAST(NULL AS VARCHAR)",
}  # fmt: skip


def quantities(
    measures: Iterable[str],
    wanted: str,
    uniform: Mapping[str, str] = MappingProxyType({}),
    *,
    counted: bool = False,
) -> str:
    """Facts → the quantities that a screen may ask for: the box, the tokens and the oddness of each.

    Args:
        measures: what their boxes are known of.
        wanted: the condition of those that are kept, beside all that have parts (table `touched`).
        uniform: columns that have one value in all rows, with that value: they tell no quantities apart.
        counted: whether there is a table `kinds`.
    """
    is_timed = f"CASE WHEN {uniform.get('time', 'time')} = '' THEN 0 ELSE 1 END"
    columns = {
        **{key: uniform.get(key, key) for key in KEY},
        "n": "COUNT(*)",
        "odd": uniform.get("odd", "MAX(odd)"),
        "timed": is_timed if "time" in uniform else f"MAX({is_timed})",
        "token_lo": uniform.get("token", "MIN(token)"),
        "token_hi": uniform.get("token", "MAX(token)"),
        **(_NOT_DENIED if uniform.get("denied") == "0" else _DENIED),
    }
    for name in measures:
        columns |= {f"{name}_lo": f"MAX({name}_lo)", f"{name}_hi": f"MIN({name}_hi)"}
    grouped = ", ".join(key for key in KEY if key not in uniform)
    summed = ", ".join(f"{column} AS {name}" for name, column in columns.items())
    found = f"(SELECT {summed} FROM facts WHERE retracted = 0 GROUP BY {grouped})"
    if counted:
        same = " AND ".join(f"k.{name} = a.{name}" for name in KEY)
        found = f"(SELECT a.*, k.kinds AS kinds FROM {found} a LEFT JOIN kinds k ON {same})"
    kept = ", ".join(f"q.{name} AS {name}" for name in (*columns, *["kinds"] * counted))
    query = f"SELECT {kept} FROM {found} q"
    if uniform.get("part") == NO_PART:
        return f"{query} WHERE {wanted}"
    touched = "LEFT JOIN touched t ON t.subject = q.subject AND t.predicate = q.predicate"
    return f"{query} {touched} WHERE t.subject IS NOT NULL OR {wanted}"


def can_contradict(several: Iterable[Several], table: str, there: There = None) -> str:
    """Whether a quantity has too many facts that differ, or one that denies another, or has to be looked at.

    Of predicates that may have any number of values only denials matter.
    """
    return f"({' OR '.join([is_denied(table), *differ(several, table, there)])})"


def is_denied(table: str) -> str:
    """Whether something in a quantity may lie inside of what another fact denies.

    What does lies neither below the least that is denied nor above the greatest. What has no end lies in
    nothing that has one, but then another fact may tell the end of the box.
    """
    q = table
    is_within = (
        f"{q}.denied_lo <= COALESCE({q}.value_lo, {double(ANYTHING[0])}) "
        f"AND {q}.denied_hi >= COALESCE({q}.value_hi, {double(ANYTHING[1])})"
    )
    is_named = f"{q}.denied_from <= {q}.token_hi AND {q}.denied_to >= {q}.token_lo"
    return f"({q}.denied = 1 AND {q}.asserted = 1 AND ({q}.odd = 1 OR ({is_within}) OR ({is_named})))"


def differ(several: Iterable[Several], table: str, there: There = None) -> list[str]:
    """Whether a quantity has more than so many facts, an empty box or tokens that differ: conditions.

    `there` has the predicates of all facts, where these are known.

    Of what may have several values (`with_several`) those that look different are counted as well: they may
    still have something in common.
    """
    predicates: dict[int, list[str]] = {}
    for one in several:
        predicates.setdefault(one.more_than, []).append(one.predicate)
    empty = f"{table}.value_lo > {table}.value_hi OR {table}.token_lo < {table}.token_hi"
    if 0 in predicates:  # a single one is too many
        empty = f"{empty} OR {table}.n = 1"
    return [
        f"({table}.n > {most} AND {is_one_of(f'{table}.predicate', some, there)} "
        f"AND ({table}.odd = 1 OR (({empty}){f' AND {table}.kinds > {most}' if most > 1 else ''})))"
        for most, some in predicates.items()
    ]


def with_several(several: Iterable[Several]) -> list[str]:
    """The predicates of which a thing may have several values."""
    return list(dict.fromkeys(one.predicate for one in several if one.more_than > 1))
