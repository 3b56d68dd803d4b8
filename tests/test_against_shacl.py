"""The shapes that SHACL Core can say too: pySHACL gives the same verdicts on the same facts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import averred
from averred.config import Settings
from tests.effort import times

pyshacl = pytest.importorskip("pyshacl", reason="needs pyshacl (dependency group oracles)")
rdflib = pytest.importorskip("rdflib", reason="needs pyshacl (dependency group oracles)")

#: Our rule for each component of SHACL Core that is compared.
COMPONENTS: Final = {
    "MinCountConstraintComponent": "too-few",
    "MaxCountConstraintComponent": "too-many",
    "InConstraintComponent": "value-not-allowed",
    "PatternConstraintComponent": "pattern-mismatch",
    "DatatypeConstraintComponent": "not-an-integer",
    "ClassConstraintComponent": "wrong-value-type",
    "MinInclusiveConstraintComponent": "out-of-range",
    "MaxInclusiveConstraintComponent": "out-of-range",
    "LessThanConstraintComponent": "difference-out-of-range",
}
DECLARED: Final = """
[source.gazette]
[predicate.colour]
value = "text"
too-few = { least = 1, kind = "lamp" }
too-many = { most = 2, kind = "lamp" }
value-not-allowed = { values = ["red", "amber"], kind = "lamp" }
pattern-mismatch = { pattern = "[a-m].*", kind = "lamp" }
[predicate.height]
value = "quantity"
not-an-integer = { kind = "lamp" }
out-of-range = { min = 1, max = 5, kind = "lamp" }
[predicate.street]
value = "entity"
wrong-value-type = { kinds = "place", kind = "lamp" }
[predicate.lit]
value = "date"
[predicate.out]
value = "date"
difference-out-of-range = { from = "lit", min = 1, kind = "lamp" }
[entity.lamp-a]
name = "Lamp A"
kind = "lamp"
[entity.lamp-b]
name = "Lamp B"
kind = "lamp"
[entity.post]
name = "the post"
kind = "post"
[entity.road]
name = "the road"
kind = "place"
"""
SHAPES: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:x:> .
:s a sh:NodeShape ; sh:targetClass :lamp ;
 sh:property [
   sh:path :colour ; sh:minCount 1 ; sh:maxCount 2 ; sh:in ("red" "amber") ; sh:pattern "^[a-m].*$" ] ;
 sh:property [ sh:path :height ; sh:datatype xsd:integer ; sh:minInclusive 1 ; sh:maxInclusive 5 ] ;
 sh:property [ sh:path :street ; sh:class :place ] ;
 sh:property [ sh:path :lit ; sh:lessThan :out ] .
"""
KINDS: Final = {"lamp-a": "lamp", "lamp-b": "lamp", "post": "post", "road": "place"}
VALUES: Final = {
    "colour": ["red", "amber", "blue", "zinc"],
    "height": ["0", "1", "3", "5", "6", "2.5", "7.5"],
    "street": ["road", "post", "lamp-a"],
    "lit": ["2031-03-01", "2031-03-02", "2031-03-03"],
    "out": ["2031-03-01", "2031-03-02", "2031-03-03"],
}

Claim = tuple[str, str, str]
claims = st.sampled_from(sorted(VALUES)).flatmap(
    lambda predicate: st.tuples(
        st.sampled_from(["lamp-a", "lamp-b", "post"]), st.just(predicate), st.sampled_from(VALUES[predicate])
    )
)


def _ours(facts: list[Claim]) -> set[tuple[str, str]]:
    text = DECLARED + "".join(
        f'[fact.f{at}]\nsource = "gazette"\nsubject = "{s}"\npredicate = "{p}"\nvalue = "{v}"\n'
        for at, (s, p, v) in enumerate(facts)
    )
    with TemporaryDirectory() as folder:
        (Path(folder) / "facts.toml").write_text(text, encoding="utf-8")
        base = averred.load(folder)
    report = averred.check(base, settings=Settings(select=frozenset(COMPONENTS.values()), today="2031-01-01"))
    return {(finding.about.split(" · ")[0], finding.rule) for finding in report if not finding.facts} | {
        (base[fact].subject, finding.rule) for finding in report for fact in finding.facts
    }


def _node(predicate: str, value: str) -> Any:
    if predicate == "street":
        return rdflib.URIRef(f"urn:x:{value}")
    if predicate == "height":
        kind = rdflib.XSD.decimal if "." in value else rdflib.XSD.integer
        return rdflib.Literal(value, datatype=kind)
    return rdflib.Literal(value, datatype=None if predicate == "colour" else rdflib.XSD.date)


def _theirs(facts: list[Claim]) -> set[tuple[str, str]]:
    graph = rdflib.Graph()
    for name, kind in KINDS.items():
        graph.add((rdflib.URIRef(f"urn:x:{name}"), rdflib.RDF.type, rdflib.URIRef(f"urn:x:{kind}")))
    for s, p, v in facts:
        graph.add((rdflib.URIRef(f"urn:x:{s}"), rdflib.URIRef(f"urn:x:{p}"), _node(p, v)))
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return {
        (
            str(report.value(result, shacl.focusNode)).removeprefix("urn:x:"),
            COMPONENTS[str(report.value(result, shacl.sourceConstraintComponent)).rpartition("#")[2]],
        )
        for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult)
    }


@times(Fraction(3, 5))
@given(st.lists(claims, max_size=9))
def test_the_same_things_break_the_same_shapes(facts: list[Claim]) -> None:
    """Which lamp breaks which rule is what pySHACL says of the same graph, where both can say it."""
    assert _theirs(facts) == _ours(facts)


def test_the_comparison_sees_every_component() -> None:
    """Each of them is broken once, so that none agrees for want of trying."""
    facts = [
        ("lamp-a", "colour", "red"), ("lamp-a", "colour", "blue"), ("lamp-a", "colour", "zinc"),
        ("lamp-a", "height", "7.5"), ("lamp-a", "height", "0"), ("lamp-a", "street", "post"),
        ("lamp-a", "lit", "2031-03-02"), ("lamp-a", "out", "2031-03-02"),
    ]  # fmt: skip

    assert (
        {*COMPONENTS.values()} == {rule for _, rule in _theirs(facts)} == {rule for _, rule in _ours(facts)}
    )
