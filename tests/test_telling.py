"""What is wrong, told in parts: the same findings as if it was told at once."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.findings import Finding, Level
from averred.reader import telling
from averred.reader.telling import Options, Telling, Told
from averred.spans import Place

KNOWN = {"fact": ("lede", "infobox"), "entity": ("march",)}


def _options(kind: str, _: Collection[str]) -> Options:
    return Options(KNOWN[kind])


def _told(line: int, number: int = 0, file: str = "rows.ndjson", **more: object) -> Told:
    finding = Finding("malformed-entry", Level.ERROR, f"wrong {number}", about="it", place=Place(file, line))
    return Told(finding, **more)  # type: ignore[arg-type]


words = st.sampled_from(("", "led", "mrach", "INFOBOX", "elsewhere"))
problems = st.builds(
    lambda file, line, number, word, options, unread: _told(
        line, number, file, word=word, options=options, unread=tuple(unread)
    ),
    st.sampled_from(("rows.ndjson", "more.csv", "facts.toml")),
    st.integers(1, 9),
    st.integers(0, 3),
    words,
    st.sampled_from(("fact", "entity", ("note", "value"))),
    st.lists(st.sampled_from("abcdef"), max_size=3),
)
some_problems = st.lists(problems, max_size=30, unique_by=lambda told: told.key)


@given(some_problems, st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_parts_tell_what_one_tells(some: Sequence[Told], parts: int, most: int, is_whole: bool) -> None:
    """Each is told where it belongs; what needs it may be told there and elsewhere, in any part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telling, "MOST_SHOWN", most)
        whole, joined = Telling(), Telling()
        for told in some:
            whole.add(told)
        for part in range(parts):
            own = Telling(lambda place, part=part: place.line % parts == part)  # type: ignore[misc]
            for told in some:
                is_own = told.finding.place is not None and told.finding.place.line % parts == part
                shared = told.unread[part::parts] if parts > 1 else told.unread
                own.add(told._replace(unread=shared, word=told.word if is_own else ""))
            if not (is_whole or part):  # one part is told that, and the others come after it
                own.stop("facts.toml", ["z"])
            joined.join(pickle.loads(pickle.dumps(own.travelling())))  # noqa: S301 - our own
        if not is_whole:
            whole.stop("facts.toml", ["z"])

        assert whole.findings(_options) == joined.findings(_options)


def test_a_file_shows_its_first_problems() -> None:
    """By place, in whatever order they are told; the others are counted, with what needs them."""
    whole = Telling()
    for line in reversed(range(1, 1_002)):
        whole.add(_told(line, unread=(f"row {line}",)))

    *shown, rest = whole.findings(_options)

    assert [*range(1, 201)] == [one.place.line for one in shown if one.place]
    assert "801 more problems in this file" == rest.headline
    assert (
        "801 entries that need it were not read: row 1000, row 1001, row 201, row 202 and 797 more",
    ) == rest.help


def test_what_was_not_read_is_said() -> None:
    """Where a file was given up after too many problems, and what would need the rest of it."""
    whole = Telling()
    for line in range(1, 202):
        whole.add(_told(line))
    whole.stop("rows.ndjson", ["late"])

    *_, rest = whole.findings(_options)

    assert "1 more problem in this file; what follows them was not read" == rest.headline
    assert ("1 entry that needs it was not read: late",) == rest.help


def test_what_one_part_did_not_read_is_said_whatever_others_tell() -> None:
    """A file that was given up is not whole because another part has more to say of it."""
    parts = [Telling(), Telling()]
    parts[0].stop("rows.ndjson", [])
    for line in range(1, 203):
        parts[line % 2].add(_told(line))
    joined = Telling()
    for part in parts:
        joined.join(part)

    assert joined.findings(_options)[-1].headline.endswith("; what follows them was not read")


@pytest.mark.parametrize(
    "options, said",
    [
        (Options(("lede",)), "wrong 0; did you mean 'lede'?"),
        (Options(("lede",), is_all=False), "wrong 0"),
        (Options(("led",), is_all=False), "wrong 0; did you mean 'led'?"),
        (Options([f"{number}lede" for number in range(20_001)]), "wrong 0"),
    ],
)
def test_what_was_meant_is_looked_for_in_all_names(options: Options, said: str) -> None:
    """The nearest of very many is not, but the same word written as an id is."""
    whole = Telling()
    whole.add(_told(1, word="Led", options="fact"))

    (found,) = whole.findings(lambda *_: options)

    assert said == found.headline
