"""How Sphinx builds the documentation: `sphinx-build -W -n docs docs/_build`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from _command_page import write_command_page
from _rule_pages import write_rule_pages
from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

write_rule_pages(Path(__file__).parent / "reference" / "rules")
write_command_page(Path(__file__).parent / "reference" / "command-line.md")

_project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]

project = "averred"
author = "the averred authors"
project_copyright = "the averred authors"
version = release = _project["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.doctest"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "averred"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_use_ivar = True

# Without a network the references to other projects' documentation lead nowhere; a broken reference to a name
# of our own is an error. (autodoc names a class by the module that defines it, and a reader by the one that
# re-exports it: a name of a class alone is not looked up.)
nitpick_ignore_regex = [("py:.*", r"(?!averred).*"), ("py:class", r"averred\.[\w.]+\.[A-Z]\w+")]

# What a case of a rule expects, and what a command prints, are plain text.
lexers |= dict.fromkeys(("expect", "locked-text", "locked-toml", "lock-edit"), TextLexer())

# Cases of the rules about the reader hold TOML that is broken on purpose.
suppress_warnings = ["misc.highlighting_failure"]
