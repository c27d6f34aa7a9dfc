"""Libraries of the corpus, indexed: what the benchmarks of search ask their questions of.

Several scripts measure the same library; the runner names a folder to keep it in meanwhile.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from _corpus import TURNS_AN_EPISODE, Corpus, fill
from _figures import note
from _fts5 import Fts5

from reader.library import Library
from reader.search.index import Index

FOLDER_VARIABLE = "EARMARK_BENCH_FOLDER"
_BUILT = "built"


@dataclass(frozen=True, slots=True)
class Searchable:
    """One library with its index, and FTS5 over the same turns; how long each took to build."""

    turns: int
    folder: Path
    index_s: float
    fts5_s: float

    @property
    def fts5_path(self) -> Path:
        """Where the other index is."""
        return self.folder / "fts5.sqlite3"

    @property
    def library(self) -> Path:
        """The library's folder."""
        return self.folder / "library"


@contextmanager
def folder_for_libraries() -> Iterator[Path]:
    """Give the folder that the runner names, or one that goes away."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        yield Path(named)
        return
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        yield Path(name)


def prepared(folder: Path, turns: int, corpus: Corpus) -> Searchable:
    """Return the library of so many turns, made and indexed unless it is there."""
    home = folder / f"{turns}"
    built = home / _BUILT
    if not built.exists():
        (home / "library").mkdir(parents=True)
        times = _build(home, turns // TURNS_AN_EPISODE, corpus)
        built.write_text(" ".join(map(str, times)))
    index_s, fts5_s = map(float, built.read_text().split())
    return Searchable(turns, home, index_s, fts5_s)


def _build(home: Path, episodes: int, corpus: Corpus) -> tuple[float, float]:
    with Library(home / "library") as library:
        start = time.perf_counter()
        fill(library, corpus.episodes(episodes))
        note(f"{episodes:,} episodes are in the library after {time.perf_counter() - start:.0f} s")
        with Fts5(home / "fts5.sqlite3") as fts5:
            start = time.perf_counter()
            fts5.build(library.storage.path)
            fts5_s = time.perf_counter() - start
        note(f"FTS5 has indexed them in {fts5_s:.1f} s")
        start = time.perf_counter()
        index = Index(library.folder)
        index.catch_up(library)
        while index.tidy():
            pass
        index_s = time.perf_counter() - start
        note(f"Earmark has indexed them in {index_s:.1f} s")
    return index_s, fts5_s
