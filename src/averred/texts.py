"""The texts of the sources at hand, each read once, and where citations stand in them."""

from __future__ import annotations

from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

from averred.errors import SourceError
from averred.findings import Finding, Level
from averred.lock import result_of
from averred.searching import Job, search_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from averred.entities import Source
    from averred.factbase import FactBase
    from averred.lock import Claim
    from averred.report import CitationResult
    from averred.source import SourceText


class Texts:
    """The texts of the sources at hand.

    Attributes:
        read: those that were read, by source id.
    """

    def __init__(self) -> None:
        self.read: dict[str, SourceText] = {}
        self._paths: dict[str, Path] | None = None
        self._errors: dict[str, SourceError] = {}

    def search(
        self,
        fact_base: FactBase,
        folder: Path | None,
        claims: Mapping[str, Claim],
        *,
        side_by_side: bool = False,
    ) -> dict[str, CitationResult]:
        """Read what was not read before; where citations stand, by their keys.

        Args:
            fact_base: names the sources and the folder of the fact files.
            folder: where the paths of sources start; None for the folder of the fact files.
            claims: the citations, by key.
            side_by_side: processes may read many or large sources (`averred.searching.search_all`).
        """
        asked: dict[str, dict[str, Claim]] = {}
        for key, claim in claims.items():
            asked.setdefault(claim.source, {})[key] = claim
        paths = self._paths_of(fact_base, folder)
        jobs = [_job(path, asked.get(name, {}).values(), self.read.get(name)) for name, path in paths.items()]
        results: dict[str, CitationResult] = {}
        for name, outcome in zip([*paths], search_all(jobs, side_by_side=side_by_side), strict=True):
            if outcome.source is None or outcome.error is not None:
                self._errors[name] = outcome.error or SourceError("nothing was read")
                del paths[name]
                continue
            self.read[name] = outcome.source
            for key, found in zip(asked.get(name, {}), outcome.anchors, strict=True):
                results[key] = result_of(key, found, outcome.source)
        return results

    def problems(self, fact_base: FactBase) -> tuple[Finding, ...]:
        """Findings about sources that are there and cannot be read."""
        wrong = [one for one in fact_base.sources.values() if one.id in self._errors]
        return tuple(_unreadable(fact_base, one, self._errors[one.id]) for one in wrong)

    def _paths_of(self, fact_base: FactBase, folder: Path | None) -> dict[str, Path]:
        """The files of the sources at hand; why others that are there are none is noted."""
        if self._paths is None:
            self._paths = {}
            for source in fact_base.sources.values():
                try:
                    path = _path_inside(folder or fact_base.root, source)
                except SourceError as error:
                    self._errors[source.id] = error
                    continue
                if path is not None:
                    self._paths[source.id] = path
        return self._paths


def load_sources(
    fact_base: FactBase, folder: Path | None
) -> tuple[dict[str, SourceText], tuple[Finding, ...]]:
    """The texts of the sources that are at hand, and findings about those that cannot be read.

    Args:
        fact_base: names the sources and the folder of the fact files.
        folder: where the paths of sources start; None for the folder of the fact files.
    """
    texts = Texts()
    texts.search(fact_base, folder, {})
    return texts.read, texts.problems(fact_base)


def source_files(fact_base: FactBase, folder: Path | None, sources: Iterable[str]) -> dict[str, str]:
    """The files of some sources by their ids: from the working folder where they are inside, else in full.

    Args:
        fact_base: names the sources and the folder of the fact files.
        folder: where the paths of sources start; None for the folder of the fact files.
        sources: the ids of those whose text was read.
    """
    root, here = folder or fact_base.root, Path.cwd()
    if root is None:
        return {}
    base = (root if root.is_dir() else root.parent).absolute()
    files = {name: Path(normpath(base / (fact_base.sources[name].path or ""))) for name in sources}
    return {
        name: (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
        for name, path in files.items()
    }


def _job(path: Path, claims: Iterable[Claim], source: SourceText | None) -> Job:
    asked = [(claim.quote, claim.prefix, claim.suffix, claim.section) for claim in claims]
    return Job(path, asked, source)


def _path_inside(root: Path | None, source: Source) -> Path | None:
    """The file of a source; None where there is none at hand.

    Raises:
        SourceError: it is no file, or a link that goes round in a circle or out of the folder.
    """
    if root is None or source.path is None:
        return None
    base = (root if root.is_dir() else root.parent).resolve()
    try:
        path = (base / source.path).resolve()
        if not path.is_relative_to(base):
            raise SourceError(f"{source.path} is a link that leads out of the folder of sources")
        if path.is_dir():
            raise SourceError(f"{source.path} is a folder")
        return path if path.is_file() else None
    except (OSError, RuntimeError, ValueError) as error:  # Python 3.11 raises RuntimeError for a circle
        raise SourceError(f"{source.path} leads to no file: {error}") from None


def _unreadable(fact_base: FactBase, source: Source, error: SourceError) -> Finding:
    return Finding(
        "source-missing",
        Level.ERROR,
        f"source “{source.id}” cannot be read: {error.message}",
        about=source.id,
        help=(error.suggestion,) if error.suggestion else (),
        place=fact_base.place(source.origin, "path"),
    )
