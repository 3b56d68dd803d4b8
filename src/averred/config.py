"""Settings: which rules run, at which level, and how words are read.

They come from `[tool.averred]` of a pyproject.toml or from an `averred.toml`, the nearest one in or above
the folder that is checked, and from the command line, which wins. Settings never name code to run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from averred.errors import ConfigurationError
from averred.settings import PredicateSettings, Settings, check_rule_names
from averred.settings_table import KEYS, settings_from
from averred.spans import Place, from_here

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from averred.settings_table import Keys, PlaceOf

__all__ = [
    "FILE_NAME",
    "KEYS",
    "PredicateSettings",
    "Settings",
    "check_rule_names",
    "find_settings_file",
    "load_settings",
    "settings_from",
]

FILE_NAME: Final = "averred.toml"


def find_settings_file(folder: Path) -> Path | None:
    """The nearest file with settings, in a folder or above it."""
    for place in (folder, *folder.parents):
        own = place / FILE_NAME
        if own.is_file():
            return own
        project = place / "pyproject.toml"
        if project.is_file() and b"[tool.averred" in project.read_bytes():
            return project
    return None


def load_settings(folder: Path, rules: Collection[str]) -> Settings:
    """The settings for a folder.

    Args:
        folder: what is checked.
        rules: the names of the rules that there are.

    Raises:
        ConfigurationError: for a file that cannot be read, or every unknown key or rule and wrong value, each
            with its line and column.
    """
    path = find_settings_file(folder.resolve())
    if path is None:
        return Settings()
    table, place = _table(path)
    return settings_from(table, rules, str(path.name), path.parent, place)


def _table(path: Path) -> tuple[Mapping[str, object], PlaceOf]:
    """The keys of a settings file, and where they stand."""
    from averred.reader.parsing import BrokenFileError, parse

    name = from_here(path)
    try:
        data, text = parse(path.read_bytes())
    except BrokenFileError as error:
        broken = f"{Place(name, error.line, error.column)}: {error}"
        raise ConfigurationError(broken, suggestion=error.misfit.help) from error
    except OSError as error:
        raise ConfigurationError(f"{name} cannot be read: {error.strerror}") from error
    above = () if path.name == FILE_NAME else ("tool", "averred")

    def place(keys: Keys, *, of_key: bool = False) -> str:
        from averred.reader.positions import Locator

        return f"{Locator({name: text}).place(name, (*above, *keys), of_key=of_key)}: "

    for key in above:
        data = data.get(key, {})
        if not isinstance(data, dict):
            raise ConfigurationError(
                f"{place(())}tool.averred has to be a table",
                suggestion="write [tool.averred], with the settings below it",
            )
    return data, place
