"""The linear form: sums, refusals, groundings."""

from __future__ import annotations

import pytest

from averred.constraint import Holder, LinearSum, Q, ground, linear


def test_sums_of_quantities_are_sums() -> None:
    """Quantities, sums and numbers add up and are taken away term by term."""
    a, b, c = Q("a", "size"), Q("b", "size"), Q("c", "size")

    assert (a + b) + (c + 3) == LinearSum((a, b, c), 3)
    assert (a - 2) - (b + 1) == LinearSum((a, b * -1), -3)
    assert a + 2 == LinearSum((a,), 2)


def test_the_terms_of_a_rule_are_distinct() -> None:
    """A rule that names one quantity twice is refused, since its evaluation would be wrong."""
    with pytest.raises(ValueError, match="distinct quantities"):
        linear((Q("a", "size") + Q("a", "size")).at_most(Q("b", "size")))


def test_bindings_follow_the_body() -> None:
    """Relations are joined on the variables that they share; different variables are different things."""
    rule = linear(
        Q("x", "size").at_most(Q("z", "size")), where=[("part-of", "x", "y"), ("part-of", "y", "z")]
    )
    a, b, c = Holder("a"), Holder("b"), Holder("c")
    found = list(ground(rule, {"part-of": [(a, b), (b, c), (b, a)]}))

    assert [[variable.holder for _, variable in inequality.terms] for inequality in found] == [[a, c]]
