"""The rule `label-missing`."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from averred.describe import listing, owner
from averred.findings import Finding, Label, Level
from averred.kinds import names
from averred.parameters import COMMON, Parameters
from averred.rules.base import Context, rule, stated_level
from averred.shapes import about_of, needs_target, subjects_under

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.entities import Entity

_NAME = "label-missing"
_PARAMETERS = Parameters({**COMMON, "scripts": names}, ("scripts",), "scripts", check=needs_target)


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS)
def label_missing(context: Context) -> Iterable[Finding]:
    """A thing has no name in a script that its readers need.

    What it reports:
        Entities of which neither the name nor an alias is written in one of the listed scripts. Entities
        with `named = false` have no name to write.

    Why it matters:
        A report in one script about people whose names stand in another cannot be searched.

    Example:
        `[[constraint]] rule = "label-missing" kind = "person" scripts = ["latin", "greek"]`.

    What to do:
        Add the form as an alias.

    Options:
        `scripts`: the scripts that are needed, by their Unicode names (latin, greek, cyrillic, arabic,
        hebrew, …). `predicate`: its subjects; `kind`, `subject`: these. `except`, `level`.

    Where the idea comes from:
        Wikidata's label-in-language constraint. Names here have no language, and a script can be seen.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        scripts = constraint.parameters["scripts"]
        for subject in subjects_under(context, constraint):
            entity = context.fact_base.entities.get(subject)
            if entity is None or not entity.named or not isinstance(scripts, tuple):
                continue
            lacking = [script for script in scripts if not _has_name_in(entity, script)]
            if lacking:
                place = context.place(entity.origin, "name")
                yield Finding(
                    _NAME,
                    stated_level(constraint, Level.WARNING),
                    f"{owner(subject, None, context.fact_base)} has no name in the script {listing(lacking)}",
                    about=about_of(subject, constraint),
                    labels=(Label("declared here", place=place),),
                    help=("add the form as an alias",),
                    place=place,
                )


def _has_name_in(entity: Entity, script: str) -> bool:
    """Whether all letters of a name are of a script."""
    wanted = script.upper()
    return any(
        letters and all(unicodedata.name(letter, "").startswith(wanted) for letter in letters)
        for letters in ([c for c in name if c.isalpha()] for name in (entity.name, *entity.aliases))
    )
