"""Where a fact file is nested too deeply."""

from __future__ import annotations

import pytest

from averred.reader.nesting import deepest
from averred.reader.parsing import BrokenFileError, parse

DEEP = "[" * 2_000 + "]" * 2_000


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[fact.a]\nvalue = [[1], [[2]]]\n", (2, 9)),
        ("[fact.a]\nnote = [1]\nvalue = { a = { b = [1] } }\n", (3, 9)),
        ('x = "[[[[" # [[[[\n[[accept]]\ny = [[[1]]]\n', (3, 5)),
        ('x = \'\'\'\n[[[[[[\'\'\'\ny = """\n\\"""[[[[["""\nz = \'[[[[\'\nw = [[[1]]]\n', (6, 5)),
        ("]]]\nx = [1]\n", (2, 5)),
        ("nothing = 1\n", (1, 1)),
    ],
)
def test_the_outermost_bracket_of_the_deepest_nesting(text: str, expected: tuple[int, int]) -> None:
    """Brackets count outside of texts and remarks alone; one that closes nothing is passed over."""
    assert expected == deepest(text)


def test_a_file_that_is_too_deep_names_the_place() -> None:
    """The error stands where the list begins, not at the start of the file."""
    with pytest.raises(BrokenFileError) as raised:
        parse(f'[fact.a]\nsubject = "x"\nvalue = {DEEP}\n'.encode())

    assert (3, 9) == (raised.value.line, raised.value.column)
