"""The files of a fact base: found, decoded, parsed, their entries collected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from averred.facts import Origin
from averred.reader.collecting import NAMED, Collector
from averred.reader.elsewhere import Earlier
from averred.reader.folders import fact_files, read_bytes
from averred.reader.ids import row_ids
from averred.reader.parsing import BrokenFileError, parse
from averred.reader.problems import Problem, problem_of_file
from averred.structuring import Misfit

Row = tuple[int, str | None, "Mapping[str, Any] | Misfit"]
"""The number of a row, the id of its fact if it has one, and the fact's entry or why there is none."""
NO_ROWS: Final[Mapping[Path, Iterable[Row]]] = MappingProxyType({})
_HEADER: Final = r"(?m)^[ \t]*\[(source|entity|predicate|fact)\.([a-z0-9-]+)\]"


def files_of(path: Path, *, beside: bool) -> tuple[list[Path], list[tuple[Path, Misfit]]]:
    """The fact files that are read for a path, and what cannot be looked at.

    Args:
        path: a folder, a fact file, or a file of rows.
        beside: it is a file of rows, and the fact files right beside it are meant.
    """
    if beside:
        return [file for file in fact_files(path.parent)[0] if file.parent == path.parent], []
    return fact_files(path) if path.is_dir() else ([path], [])


class Display:
    """The names of files as findings show them: relative, with forward slashes, printable."""

    def __init__(self, root: Path, display_root: Path) -> None:
        self.root = root
        base, top = root.resolve(), display_root.resolve()
        self.prefix = base.relative_to(top) if base.is_relative_to(top) else root

    def __call__(self, path: Path) -> str:
        """The name of a file."""
        inside = path.is_relative_to(self.root)
        return _printable(self.prefix / path.relative_to(self.root) if inside else path)

    def within(self, name: str) -> str:
        """What a file that is shown so is called within the folder, wherever that is."""
        return name.removeprefix(_printable(self.prefix) + "/")


def _printable(path: Path) -> str:
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def display_name(root: Path, path: Path) -> str:
    """What findings call a file that is read with those of a folder."""
    return Display(root, Path.cwd())(path)


class Loader:
    """Takes the entries of files.

    Attributes:
        collector: where they go.
        display: how files are called.
        earlier: what was read of them before.
        texts: the text of each file that is TOML, by that name.
    """

    def __init__(self, collector: Collector, display: Display, earlier: Earlier) -> None:
        self.collector = collector
        self.problems = collector.problems
        self.display = display
        self.earlier = earlier
        self.texts: dict[str, str] = {}

    def load_files(self, path: Path, *, beside: bool) -> None:
        """Takes the tables of every file: those of a folder, those right beside a file, or this one file."""
        files, refused = files_of(path, beside=beside)
        for place, misfit in refused:
            self.problems.add_file(misfit, self.display(place))
        broken: list[tuple[str, Problem]] = []
        for file in files:
            self._load(file, broken)
        for text, problem in broken:
            self._reject_what_stands_in(text, problem)

    def _load(self, file: Path, broken: list[tuple[str, Problem]]) -> None:
        name = self.display(file)
        data = b""
        try:
            if name not in self.earlier.files:
                data = read_bytes(file)
                self.earlier.files[name] = parse(data)
            tables, self.texts[name] = self.earlier.files[name]
        except Misfit as misfit:
            self.problems.add_file(misfit, name)
        except BrokenFileError as error:
            problem = self.problems.add_file(error.misfit, name, error.line, error.column)
            broken.append((data.decode("utf-8", "replace"), problem))
        else:
            self.collector.add_file(name, tables)

    def look_beside(self, path: Path) -> Problem:
        """Where one file is read alone, what the files right beside it declare is not unknown but unread.

        Returns:
            What is wrong with that, not noted: somebody may need none of it.
        """
        misfit = Misfit(
            "other files of its folder declare what it names",
            f"check the whole folder: averred check {self.display(path.parent)}",
            rule="unknown-name",
        )
        problem = problem_of_file(misfit, self.display(path))
        if self._names_what_is_not_there():
            for file in sorted(path.parent.glob("*.toml")):
                try:
                    tables, _ = parse(read_bytes(file))
                except (Misfit, BrokenFileError):
                    continue  # it declares nothing that can be read
                for kind, content in tables.items():
                    if kind in NAMED and isinstance(content, Mapping):
                        self._reject(((kind, name) for name in content), problem)
        return problem

    def _names_what_is_not_there(self) -> bool:
        """Whether a fact is about something that no file declares, or tables without ids may be."""
        names, listed = self.collector.names, self.collector.listed
        return any(listed[kind] for kind in ("partition", "accept", "leave-out")) or any(
            not names["entity"].has(entry.subject) or not names["predicate"].has(entry.predicate)
            for entry in self.collector.named["fact"].values()
        )

    def load_rows(self, file: Path, entries: Iterable[Row]) -> None:
        """Takes the facts of a file that has a fact a row."""
        name, own = self.display(file), row_ids(file, self.display.root)
        for number, given, entry in entries:
            origin = Origin(name, ("row", number))
            if isinstance(entry, Misfit):
                self.problems.add(entry, origin)
            else:
                self.collector.add_row(given or f"{own}{number}", entry, origin)

    def _reject_what_stands_in(self, text: str, problem: Problem) -> None:
        """Marks the records of a broken file as unread, so that their names are not called unknown."""
        self._reject(re.findall(_HEADER, text), problem)

    def _reject(self, entries: Iterable[tuple[str, str]], problem: Problem) -> None:
        """Marks records as unread because of a problem, unless they were read."""
        for kind, name in entries:
            names = self.collector.names[kind]
            if not names.has(name):
                self.collector.reject(kind, name, problem)
