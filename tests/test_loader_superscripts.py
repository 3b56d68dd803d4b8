"""What is raised is an exponent, an ending, or a mark: a number never gains a digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.anchor import anchor
from averred.loaders.building import TextBuilder
from averred.loaders.html import derive
from averred.loaders.pdf import _add


def text_of(html: str) -> str:
    """The text of a page, with | where something was left out."""
    source = derive(html, html.encode())
    text = source.text
    for cut in reversed(source.cuts):
        text = f"{text[:cut]}|{text[cut:]}"
    return text


@pytest.mark.parametrize(
    "html, expected",
    [
        # exponents, units, endings
        ("10<sup>6</sup> loaves", "10⁶ loaves"),
        ("3×10<sup>−3</sup> m", "3×10⁻³ m"),
        ("2<sup>10</sup> bytes", "2¹⁰ bytes"),
        ("x<sup>n</sup>", "xⁿ"),
        ("5 km<sup>2</sup> of mol<sup>-1</sup>", "5 km² of mol⁻¹"),
        ("12 m<sup>3</sup>", "12 m³"),
        ("350 m<sup>2</sup>", "350 m²"),
        ("<sup>14</sup>C", "¹⁴C"),
        ("the 20<sup>th</sup> and 1<sup>er</sup> of 1<sup>a</sup>", "the 20th and 1er of 1a"),
        ("M<sup>r</sup> Vörland, n<sup>o</sup> 5", "Mr Vörland, no 5"),
        ("<sup>3</sup>/<sub>4</sub>", "³/₄"),
        ("Lamp<sup>TM</sup>", "LampTM"),
        # marks of footnotes
        ("350,000<sup>1</sup> people", "350,000| people"),
        ("350,000<sup>1,2</sup> people", "350,000| people"),
        ("350,000 <sup>1,2</sup> people", "350,000| people"),
        ("350<sup>2</sup> people", "350| people"),
        ("3.5<sup>2</sup>", "3.5|"),
        ("in 2012<sup>3</sup>", "in 2012|"),
        ("5%<sup>2</sup> of all", "5%| of all"),
        ("said 10<sup>1</sup> men", "said 10| men"),
        ("the guild<sup>2</sup> said", "the guild| said"),
        ("the guild<sup>a</sup> said", "the guild| said"),
        ("350,000<sup>a</sup> people", "350,000| people"),
        ("so it was.<sup>12</sup> Then", "so it was.| Then"),
        ("of it<sup>4</sup> all", "of it| all"),
        ("12<sup>[3]</sup> men", "12| men"),
        ("12<sup>3]</sup> men", "12| men"),
        ("12<sup>†</sup> men", "12| men"),
        ("m<sup>2nd</sup>", "m|"),
        ("10<sup><a href='#n6'>6</a></sup> men", "10| men"),
        ("10<a href='#n6'><sup>6</sup></a> men", "10| men"),
        ("10<a class='footnote-ref' href='x#n6'><sup>6</sup></a> men<sup>2</sup>", "10| men|"),
        ("10<sup class='noteref'>6</sup> men", "10| men"),
        ("10<sup id='fnref:6'>6</sup> men", "10| men"),
        ("10<sup role='doc-noteref'>6</sup> men", "10| men"),
        ("10<sup epub:type='noteref'>6</sup> men", "10| men"),
        ("10<sup class='cite_ref'>6</sup> <a href='y'>men</a>", "10| men"),
        # what class names do not say
        ("10<sup class='power noted preferred'>6</sup> men", "10⁶ men"),
        ("<a href='z'>10<sup>6</sup></a> men", "10⁶ men"),
        ("10<sup>6.5</sup> men", "10⁶ꞏ⁵ men"),
        ("10<sup>6,5</sup> men", "10⁶ꞏ⁵ men"),
        ("10<sup>−6,5</sup> men", "10⁻⁶ꞏ⁵ men"),
        ("10<sup>6,5,4</sup> men", "10| men"),
        ("10<sup>2n</sup> men", "10|\u20e0 men"),
        ("5<sup>1</sup>/<sub>2</sub> miles", "5¹/₂ miles"),
        ("5<sup>1</sup>/<sub>n</sub> miles", "5|/n miles"),
        ("10<math><sup>6</sup></math> men, <math>n</math>8", "10|\u20e0 men,| \u20e08"),
        ("7<img src=x>8", "7||8"),
        ("x<sup>1<br>2<img src=x></sup>", "x|"),
        # what is lowered
        ("H<sub>2</sub>O", "H₂O"),
        ("10<sub>1,2</sub>", "10₁,₂"),
        ("x<sub>max</sub>", "xmax"),
        ("<table><tr><td>5</td><td><sup>2</sup></td></tr></table>", "5|\t|\t²"),
    ],
)
def test_superscript_is_read_by_what_it_follows(html: str, expected: str) -> None:
    """Ten to the sixth, square kilometres and the 20th stay; marks leave a place that no quote crosses."""
    assert expected == text_of(html)


def test_number_before_a_footnote_can_be_cited() -> None:
    """The number is the source's number, and may be the end of a quote."""
    page = "<p>Some 350,000<sup>1</sup> people came.</p>"
    source = derive(page, page.encode())

    assert "exact" == anchor("Some 350,000", source).verdict
    assert "exact" == anchor("Some 350,000 … came", source).verdict
    assert "missing" == anchor("Some 350,0001", source).verdict


@given(
    st.integers(0, 10**7).map(lambda number: f"{number:,}") | st.decimals(0, 99, places=1).map(str),
    st.integers(0, 999).map(str) | st.sampled_from(["1,2", "3–5", "[4]", "2nd", "1 2"]),
    st.sampled_from(["sup", "sub"]),
)
def test_no_number_gains_a_digit(number: str, raised: str, tag: str) -> None:
    """Whatever is raised or lowered after a number, no digit of it stands right after the number's own."""
    text = text_of(f"about {number}<{tag}>{raised}</{tag}> men")
    rest = text.removeprefix(f"about {number}")

    assert text != rest
    assert not (rest[0].isascii() and rest[0].isdigit())
    assert not (rest[0] in ".,'" and rest[1].isascii() and rest[1].isdigit())


def test_raised_digits_of_a_pdf_are_told_apart_too() -> None:
    """What stood higher on a page is an exponent or a mark by the same rules."""
    built = TextBuilder()
    _add(built, "10⁶ of 350,000¹ men")
    source = built.finish(b"", ("pdf", "3"))

    assert ("10⁶ of 350,000 men", (14,)) == (source.text, source.cuts)
