"""The columns of a file → the columns of the table `facts`, as expressions of DuckDB's SQL."""

from __future__ import annotations

from typing import Any, Final

from averred.engine import sql
from averred.engine.known import BOUNDS, LINKS, Rows
from averred.engine.numbers import DENIAL, UNREAD, Bounds
from averred.engine.rows import EXPECTED
from averred.engine.scaling import SAME, is_one_of, places
from averred.engine.times import BETWEEN
from averred.facts import STATUSES, UNNAMED_SPEAKER

#: Columns of text that are looked at.
TEXTS: Final = (
    "id", "subject", "predicate", "value", "unit", "kind", "part", "of", "status", "source", "said-by",
    "rank", "polarity", "share", *LINKS,
)  # fmt: skip
#: Columns that change nothing of what a screen looks at: a fact that has one is read in full.
ASIDE: Final = (
    "quote", "prefix", "suffix", "section", "said-in", "via", "confidence", "note", "tags", "locator",
    "implied", "because", "checked.by", "checked.on", "checked.method",
)  # fmt: skip
#: Texts that a fact need not have; where one is there and empty, the reader refuses it.
_MAY_BE_EMPTY: Final = ("part", "of", "said-by", "during", "as-of")
#: The characters of ids, and those that are printed and ASCII, as DuckDB's GLOB has them.
_OF_IDS: Final = "a-z0-9-"
_PRINTED: Final = " -~"
#: Characters of names that everybody sees; of the others Python knows.
LETTERS: Final = r"[ -~\p{Latin}\p{Greek}\p{Cyrillic}]"
#: What is known of a reading, and of one that is denied.
READINGS: Final = Bounds._fields
OF_DENIALS: Final = ("odd", "denied_lo", "denied_hi", "denied_token")


def columns_of(rows: Rows) -> dict[str, str]:
    """The columns of `facts`, as expressions over a row `r` and its words `w`."""
    line = "r.file_row_number + 1"
    return {
        "file": rows.column("file") if isinstance(rows.file, str) else str(rows.file),
        "line": line,
        "id": f"COALESCE({_given_id(rows)}, {sql.quoted(rows.row_id)} || CAST({line} AS VARCHAR))",
        **{name: rows.text(name) for name in ("subject", "predicate", "part")},
        "status": f"COALESCE({rows.column('status')}, 'actual')",
        "target": rows.text("of"),
        "source": rows.text("source"),
        "speaker": rows.text("said-by"),
        **{name: _reading(name, rows) for name in READINGS},
        "shared": f"CASE WHEN {rows.column('share')} IS NULL THEN 0 ELSE 1 END",
        "retracted": f"CASE WHEN {rows.text('rank')} = 'retracted' THEN 1 ELSE 0 END",
        "look": "0"
        if rows.all_plain
        else f"CASE WHEN {' AND '.join([*plain(rows), _is_plain_value(rows)])} THEN 0 ELSE 1 END",
        "link": _link(rows),
        "time": time_of(rows),
        "via": _relays(rows),
    }


def as_facts(rows: Rows) -> str:
    """The query that gives rows as rows of `facts`."""
    columns = columns_of(rows)
    named = ", ".join(f"CAST({columns[name]} AS {kind}) AS {name}" for name, kind in sql.COLUMNS.items())
    query = f"SELECT {named} FROM {rows.table}"
    if rows.all_simple:
        return query
    same = " AND ".join(
        f"w.{sql.column(name)} IS NOT DISTINCT FROM {column}" for name, column in rows.written.items()
    )
    return (
        f"{query} LEFT JOIN written{rows.file} w "
        f"ON NOT {rows.simple} AND w.reading = {rows.reading} AND {same or 'true'}"
    )


def ids_of(rows: Rows) -> str:
    """The query for the ids and lines of rows."""
    columns = columns_of(rows)
    return f"SELECT {columns['id']} AS id, {columns['line']} AS line FROM raw{rows.file} r"


def _given_id(rows: Rows) -> str:
    """The id that a row has; an empty one is none."""
    return f"NULLIF({rows.column('id')}, '')" if "id" in rows.types else "NULL"


def _reading(name: str, rows: Rows) -> str:
    """One column of what a screen knows: of what is asserted, or of what is denied."""
    asserted = _known(name, rows, UNREAD, f"w.{name}")
    if rows.denied == "false":
        return asserted
    denied = _known(name, rows, DENIAL, f"w.of_denial_{name}") if name in OF_DENIALS else _said(name, DENIAL)
    return f"CASE WHEN {rows.denied} THEN {denied} ELSE {asserted} END"


def _known(name: str, rows: Rows, unread: Bounds, of_written: str) -> str:
    """One column of a reading: from the bounds, from what is written, or anything at all."""
    if name == "denied":
        return _said(name, unread)
    if rows.all_simple:
        return _given(name, rows, unread)
    return (
        f"CASE WHEN {rows.simple} THEN {_given(name, rows, unread)} "
        f"WHEN w.plain IS NULL THEN {_said(name, unread)} ELSE {of_written} END"
    )


def _said(name: str, bounds: Bounds) -> str:
    value = getattr(bounds, name)
    return "NULL" if value is None else repr(value)


def _given(name: str, rows: Rows, unread: Bounds) -> str:
    """What bounds say: those of what is asserted are moved inwards, those of what is denied outwards."""
    own = ("denied_lo", "denied_hi") if unread.denied else ("value_lo", "value_hi")
    if name in own and rows.has_numbers:
        is_low = name == own[0]
        return _end("min" if is_low else "max", rows, is_up=is_low is not bool(unread.denied))
    return "0" if name == "odd" else "NULL"


def _end(name: str, rows: Rows, *, is_up: bool) -> str:
    """An end as a double, as `numbers.inwards` gives it: moved where 15 digits do not hold it."""
    column, kind = rows.column(name), rows.types[name]
    near = f"CAST({column} AS DOUBLE)"
    if rows.all_held:
        return near
    cases = [
        f"WHEN {is_one_of(pairs)} THEN {scale.end(column, is_up=is_up)}"
        for scale, pairs in rows.scales.items()
        if scale != SAME
    ]
    own = _own_end(column, kind, near, is_short(name, rows), is_up=is_up)
    return f"CASE {' '.join(cases)} ELSE {own} END" if cases else own


def _own_end(column: str, kind: str, near: str, short: str, *, is_up: bool) -> str:
    """An end that no unit changes."""
    exact, same = column, kind
    if kind != "DOUBLE":
        exact, same = f"CAST(CAST({column} AS VARCHAR) AS DOUBLE)", f"DECIMAL(38, {places(kind)})"
    is_held = f"COALESCE(TRY_CAST(printf('%.15g', {exact}) AS {same}) = {column}, false)"
    moved = f"nextafter({exact}, CAST('{'' if is_up else '-'}infinity' AS DOUBLE))"
    return f"CASE WHEN {short} THEN {near} WHEN {is_held} THEN {exact} ELSE {moved} END"


def is_short(name: str, rows: Rows) -> str:
    """Whether an end has so few digits that a double surely keeps its order."""
    near, kind = f"CAST({rows.column(name)} AS DOUBLE)", rows.types[name]
    is_small = f"ABS({near}) < 1e{15 - places(kind)}"
    return f"ROUND({near}) = {near} AND {is_small}" if kind == "DOUBLE" else is_small


def _link(rows: Rows) -> str:
    column = rows.column("derived-from")
    if rows.types.get("derived-from") == "VARCHAR[]":
        return f"CASE WHEN len({column}) = 1 THEN COALESCE({column}[1], '') ELSE '' END"
    return f"COALESCE({column}, '')"


def _relays(rows: Rows) -> str:
    """The ids among those who relay what is said (`rows.via_of`)."""
    column, kind = rows.column("via"), rows.types.get("via")
    if kind == "VARCHAR[]":
        ids = f"list_filter({column}, lambda one: one <> '' AND one NOT GLOB '*[!{_OF_IDS}]*')"
        return f"COALESCE(array_to_string({ids}, ' '), '')"
    is_id = f"{column} NOT GLOB '*[!{_OF_IDS}]*'"
    return f"CASE WHEN {is_id} THEN {column} ELSE '' END" if kind == "VARCHAR" else "''"


def time_of(rows: Rows) -> str:
    """The wording of when a fact holds (`times.words_of`)."""
    if not {"during", "as-of"} & rows.types.keys():
        return "''"
    during, as_of = (f"COALESCE(CAST({rows.column(name)} AS VARCHAR), '')" for name in ("during", "as-of"))
    return f"CASE WHEN {during} = '' AND {as_of} = '' THEN '' ELSE {during} || '{BETWEEN}' || {as_of} END"


def day_of(time: str) -> str:
    """The number of the day that a wording of a time is, as Python numbers days; NULL where it is none.

    There may be millions of single days, and nobody has to say anything of them.
    """
    day = f"trim({time}, '{BETWEEN}')"
    is_day = f"strlen({time}) = 11 AND {day} GLOB '{'-'.join('[0-9]' * count for count in (4, 2, 2))}'"
    number = f"TRY_CAST({day} AS DATE) - DATE '0001-01-01' + 1"
    return f"CASE WHEN {is_day} AND {day} >= '0001' THEN CAST({number} AS DOUBLE) END"


def plain(rows: Rows) -> list[str]:
    """That no rule about one fact could say anything of a row, whatever its value is: each has to be so."""
    silent = [name for name, one in rows.predicates.items() if not one.opinion and not one.rules]
    aside = [
        name for name in rows.types if name in {*ASIDE, *LINKS, "share", "rank"} or name.startswith("scope.")
    ]
    texts = [name for name, kind in rows.types.items() if kind == "VARCHAR"]
    ids = ("subject", "part", "of") if rows.plain_ids else ("id", "subject", "part", "of")
    return [
        f"NOT ({rows.has_one_of(aside)})",
        _rests(rows),
        rows.is_of(silent),
        f"COALESCE({rows.column('subject')} <> '', false)",
        *[rows.is_made_of(name, _OF_IDS) for name in ids],
        f"COALESCE({rows.column('source')} IN ({sql.names(rows.sources)}), false)",
        f"COALESCE({rows.column('status')} IN ({sql.names(STATUSES)}), true)",
        *([f"{time_of(rows)} NOT IN (SELECT name FROM loud{rows.file})"] if rows.has_loud else []),
        *_plain_polarity(rows),
        *_plain_voice(rows),
        *[f"COALESCE({rows.column(name)} <> '', true)" for name in _MAY_BE_EMPTY if name in texts],
    ]


def _rests(rows: Rows) -> str:
    """Whether a row rests on one fact; or on none, where it need not and its value has words."""
    linked = f"{_link(rows)} <> ''"
    if rows.rests:
        return linked
    has_words = rows.has_one_of(BOUNDS)
    if "value" in rows.types:
        words = rows.column("value")
        is_said = f"{words} <> ''" if rows.types["value"] == "VARCHAR" else "true"
        has_words = f"CASE WHEN {words} IS NULL THEN {has_words} ELSE {is_said} END"
    is_free = f"NOT ({rows.has_one_of(['derived-from'])})"
    return f"({linked} OR ({is_free} AND ({rows.has_one_of(['truth'])} OR {has_words})))"


def _plain_polarity(rows: Rows) -> list[str]:
    """That a row says what is so or what is not so, and denies no truth value."""
    if "polarity" not in rows.types:
        return []
    known = f"COALESCE({rows.column('polarity')} IN ('asserted', 'denied'), true)"
    return [known, f"NOT ({rows.denied} AND {rows.of_kind('boolean')})"]


def _plain_voice(rows: Rows) -> list[str]:
    """That no rule about one fact has anything to say of who says it."""
    words, status = rows.text("said-by"), rows.text("status")
    is_id = f"{words} <> '' AND {rows.is_made_of('said-by', _OF_IDS)}"
    is_seen = f"{rows.is_made_of('said-by', _PRINTED)} OR regexp_full_match({words}, '{LETTERS}*')"
    return [
        f"NOT ({is_id})",
        f"({is_seen})",
        f"(trim({words}) <> '' OR {words} = '')",
        f"({status} <> '{EXPECTED}' OR {words} NOT IN ('', '{UNNAMED_SPEAKER}'))",
    ]


def _is_plain_value(rows: Rows) -> str:
    given = " AND ".join(plain_words(rows)) or "true"
    return (
        given
        if rows.all_simple
        else f"CASE WHEN {rows.simple} THEN {given} ELSE COALESCE(w.plain, false) END"
    )


def plain_words(rows: Rows) -> list[str]:
    """That the words of a row with simple bounds are printable ASCII, if it has any: each has to be so.

    No rule about characters has anything to say of such words.
    """
    return [rows.is_made_of("value", _PRINTED)] if rows.types.get("value") == "VARCHAR" else []


def arrow_type(kind: str) -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    """The type of a column of `facts` in Arrow."""
    import pyarrow as pa

    return {"BIGINT": pa.int64(), "VARCHAR": pa.string(), "DOUBLE": pa.float64()}[kind]
