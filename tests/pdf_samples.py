"""Real PDF files, made by hand: one font, words at places."""

from __future__ import annotations

Placed = tuple[float, float, float, str]
"""Left, bottom and size in points, and the words."""


def pdf(*pages: list[Placed]) -> bytes:
    """A PDF with these words."""
    numbers = range(3, 3 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"}
    font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for number, page in zip(numbers, pages, strict=True):
        stream = "\n".join(
            f"BT /F {size} Tf {left} {bottom} Td ({words}) Tj ET" for left, bottom, size, words in page
        )
        box = "/MediaBox[0 0 400 300]"
        objects[number] = f"<</Type/Page/Parent 2 0 R{box}/Resources{font}/Contents {number + 1} 0 R>>"
        objects[number + 1] = f"<</Length {len(stream)}>>stream\n{stream}\nendstream"
    return _file(objects)


def _file(objects: dict[int, str]) -> bytes:
    text, offsets = "%PDF-1.4\n", []
    for number, content in objects.items():
        offsets.append(len(text))
        text += f"{number} 0 obj{content}endobj\n"
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    foot = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF"
    return f"{text}xref\n0 {size}\n0000000000 65535 f \n{rows}{foot}".encode()
