"""Templates of wikitext: a number is read as the page shows it, or cannot be cited."""

from __future__ import annotations

import pytest

from averred.anchor import anchor
from averred.errors import SourceError
from averred.loaders.wikitext import derive

pytest.importorskip("mwparserfromhell", reason="needs the extra averred[wikitext]")


@pytest.mark.parametrize(
    "wikitext, expected",
    [
        ("{{val|3.5|e=6|u=kg}}", "3.5×10⁶ kg"),
        ("{{val|3.5|0.2|u=m}}", "3.5±0.2 m"),
        ("{{val|3.5|0.2|e=-3|ul=m}}", "(3.5±0.2)×10⁻³ m"),
        ("{{val|3.5}}", "3.5"),
        ("{{val|3.5|0.2|e=6|p=~}}", "~(3.5±0.2)×10⁶"),
        ("{{nts|1,234}} men", "1,234 men"),
        ("{{Number table sorting|-1234.5|format=no}}", "-1234.5"),
        ("{{nts|1234|prefix=approx.&nbsp;|suffix=&nbsp;m{{sup|2}}}}", "approx. 1234 m²"),
        ("{{nts|1234|prefix=$}}{{ntsh|99}}, {{hs|99}}1,200", "$1234, 1,200"),
        ("12{{nowrap begin}}000 men{{nowrap end}}", "12000 men"),
        ("{{sort|1234|about {{nowrap|1,200}}}} or {{sort|7}}", "about 1,200 or 7"),
        ("{{gaps|299|792|458}} m/s", "299792458 m/s"),
        ("{{circa|1890|1900|lk=no}}, {{c.}} 1910, {{circa}}1920", "c. 1890 – c. 1900, c. 1910, c. 1920"),
        ("{{fl.|1890}} for {{INR|500}} or {{£}}5", "fl. 1890 for ₹500 or £5"),
        (
            "{{dts|2012|2|26}}, {{dts|2012|2|format=dmy}}, {{dts|26 May 2012}}",
            "2012-02-26, 2012-02, 26 May 2012",
        ),
        ("{{date table sorting|May 26, 2012}}{{dtsh|99}}", "May 26, 2012"),
        ("12{{thinsp}}000 at {{minus}}5", "12 000 at −5"),
        ("{{convert|3.5|e6km2}}", "3.5 million km2"),
        ("{{convert|5|ft|6|in}}", "5 ft 6 in"),
        ("{{convert|5|ft|6|in|m}}", "5 ft 6 in"),
        ("{{convert|5|km|mi|1}}", "5 km"),
        ("{{convert|5+1/2|in}}", "5 1/2 in"),
        ("{{convert|5|x|7|by|9|m}}", "5 × 7 by 9 m"),
        ("12{{frac|1|2}} miles", "12 1/2 miles"),
        ("{{frac|12|1|2}} miles", "12 1/2 miles"),
        ("{{frac|2}} of {{1/4}} and 3{{1/4}}", "1/2 of 1/4 and 3 1/4"),
        ("2{{x10^|6}}", "2×10⁶"),
        ("10{{sup|6.5}}", "10⁶ꞏ⁵"),
        ("10<sup>6,5</sup>", "10⁶ꞏ⁵"),
        ("{{anchor|2012}}350 men", "350 men"),
        ("7{{fact}}8", "7|8"),
        ("350,000{{citation needed|date=May 2012}} men", "350,000 men"),
        ("{{nowrap|1=350 men}} and {{quote|text=so}}", "350 men and so"),
        ("{{formatnum:{{nowrap|3000}}}}", "3000"),
        ("7{{br}}8", "7 | 8"),
        ("7<ref>x</ref>8", "7|8"),
        ("{{US$|{{nowrap|2 million}}}}", "US$2 million"),
        ("{{death date and age|2012|2|26|1940|1|1}}", "2012-02-26"),
        ("{{infobox|x={{nowrap|90<br>100}}|y={{cn}}}}", "x: 90 | 100"),
        ("{{nowrap|12{{frac|1|2}} of 10<sup>6</sup>, H<sub>2</sub>O<references/>}}", "12 1/2 of 10⁶, H₂O"),
        ("{{nowrap|12{{unheard of}} men}}", "12\u20e0 men"),
        ("{{ubl|first|class=x|second}}", "first\n\nsecond"),
        ("12[[File:x.jpg|x]] men [http://a.example]8", "12 men 8"),
    ],
)
def test_template_says_what_the_page_shows(wikitext: str, expected: str) -> None:
    """Powers, fractions, uncertainties, second units and marks do not make other numbers."""
    assert expected == derive(wikitext, b"").text


@pytest.mark.parametrize(
    "template",
    [
        "{{unheard of|1}}",
        "{{val|3.5|0.2|0.1}}",
        "{{val|3.5|e=n}}",
        "{{val|3.5|s=x}}",
        "{{val|x}}",
        "{{e|n x}}",
        "{{convert|5|km|7|mi}}",
        "{{convert|5|to(-)|7|mi}}",
        "{{convert|5|to|x|mi}}",
        "{{convert|x|mi}}",
        "{{convert|5|e7km2}}",
        "{{convert|5|mi|disp=out}}",
        "{{convert}}",
        "{{frac|1|2|3|4}}",
        "{{frac|1|200}}",
        "{{frac|x|1|2}}",
        "{{circa|1890|1900|1910}}",
        "{{circa|1890|1900|x=y}}",
        "{{circa|1890|{{cn}}}}",
        "{{circa|x=y}}",
        "{{nts|1234|debug=yes}}",
        "{{nts|1{{unheard of}}}}",
        "{{dts|2012|2|26|format=dm}}",
        "{{dts|2012|May|26}}",
        "{{dts|26 May}}",
        "{{gaps|1|234|u=m}}",
        "{{gaps|1|x}}",
        "{{sort}}",
        "{{lang|tr}}",
        "{{nowrap}}",
        "{{date|26 May 2012}}",
        "{{formatnum:x}}",
        "{{val|3{{cn}}|2}}",
        "<math>^6</math>",
        "{{{argument}}}",
    ],
)
def test_number_beside_what_is_not_known_cannot_be_cited(template: str) -> None:
    """A number that touches what is left out may be half a number; one that stands apart is whole."""
    before, after, apart = (
        derive(text, b"") for text in (f"12{template}", f"men {template}12", f"7 {template} 12")
    )

    assert "missing" == anchor("12", before).verdict
    assert "missing" == anchor("12", after).verdict
    assert "exact" == anchor("12", apart).verdict


@pytest.mark.parametrize("opening, closing", [("{{nowrap|", "}}"), ("{{infobox|x=", "}}"), ("{{val|", "}}")])
def test_nested_templates_take_a_moment(opening: str, closing: str) -> None:
    """Each node is walked once: twenty templates in one another are no million."""
    source = derive(opening * 20 + "40 loaves" + closing * 20, b"")

    assert opening == "{{val|" or "40 loaves" in source.text
    for depth in (35, 3000):
        with pytest.raises(SourceError, match="nested more than 30 deep"):
            derive(opening * depth + "40 loaves" + closing * depth, b"")
