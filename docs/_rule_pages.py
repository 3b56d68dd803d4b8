"""Writes a page for each rule: its documentation, and its literate cases as examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from averred.rules import RULES
from averred.testing import read_cases

if TYPE_CHECKING:
    from averred.rules import Rule

CASES = Path(__file__).parent.parent / "tests" / "rules"


def write_rule_pages(folder: Path) -> None:
    """Write `index.md` and a page a rule into a folder; a page that would not change is left alone."""
    folder.mkdir(exist_ok=True)
    pages = {"index.md": _index(), **{f"{rule.name}.md": _page(rule) for rule in RULES}}
    for name, text in pages.items():
        page = folder / name
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def _index() -> str:
    rows = "\n".join(
        f"| [{rule.name}]({rule.name}.md) | {rule.level.value} | {rule.summary} |" for rule in RULES
    )
    names = "\n".join(rule.name for rule in RULES)
    return f"""# Rules

A rule is named after what is wrong. Its level is that for one voice alone; across voices it is lowered.

| rule | level | reports |
|---|---|---|
{rows}

```{{toctree}}
:hidden:

{names}
```
"""


def _page(rule: Rule) -> str:
    parts = [f"# {rule.name}", rule.summary, f"Level: {rule.level.value}."]
    if rule.raised_by:
        parts.append(f"Its findings are raised by {rule.raised_by}.")
    for heading, text in rule.sections.items():
        parts += [f"## {heading}", text]
    own = CASES / f"{rule.name}.md"
    if own.exists():
        cases = own.read_text(encoding="utf-8").partition("\n")[2].strip()
        parts += ["## Cases", "The tests run these cases.", cases.replace("\n## ", "\n### ")]
    else:
        shared = [path.stem for path in sorted(CASES.glob("*.md")) if rule.name in read_cases(path)[0].rules]
        links = ", ".join(f"[{name}]({name}.md)" for name in shared)
        parts += ["## Cases", f"Its cases stand with those of {links}."] if shared else []
    return "\n\n".join(parts) + "\n"
