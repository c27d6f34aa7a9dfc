"""Searching a library's folder: what is asked, what is written, and what is left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.importing import import_text
from reader.library import Library
from reader.search.upkeep import LibraryTools

PAGE = "{title}\n\nTranscript\n\n00:00:00 Ida Holm: The {word} leaves.\n\n00:00:09 Per Lind: So?\n"


def add(library: Library, title: str, word: str) -> None:
    report = import_text(library, PAGE.format(title=title, word=word))
    assert not report.failed


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with one episode."""
    with Library(tmp_path / "library") as made:
        add(made, "The last ferry", "ferry")
        yield made


@pytest.fixture
def tools(library: Library) -> Iterator[LibraryTools]:
    """The tools for its folder, which open it once more."""
    made = LibraryTools(library.folder)
    yield made
    made.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestALibraryOfItsOwn:
    def test_what_is_missing_is_told_and_indexed(self, tools: LibraryTools) -> None:
        standing = tools.standing()
        assert standing is not None
        assert (standing.behind, standing.whole) == (1, 1)
        assert tools.catch_up(3)
        standing = tools.standing()
        assert standing is not None
        assert standing.behind == 0
        assert tools.search.answer("ferry").total > 0

    def test_an_empty_library_has_an_index_too(self, tmp_path: Path) -> None:
        tools = LibraryTools(tmp_path / "empty")
        standing = tools.standing()
        assert standing is not None
        assert standing.behind == 1
        tools.catch_up(3)
        assert tools.search.answer("ferry").incomplete == ""
        tools.close()

    def test_there_is_no_news_where_nothing_changed(self, tools: LibraryTools) -> None:
        tools.catch_up(3)
        assert tools.standing() is not None
        assert tools.standing() is None

    def test_what_another_connection_adds_is_news(
        self, tools: LibraryTools, library: Library
    ) -> None:
        tools.catch_up(3)
        tools.standing()
        add(library, "The way back", "tram")
        standing = tools.standing()
        assert standing is not None
        assert standing.behind == 1

    def test_what_another_process_indexes_is_news(
        self, tools: LibraryTools, library: Library
    ) -> None:
        tools.standing()
        other = LibraryTools(library.folder)
        other.catch_up(3)
        other.close()
        standing = tools.standing()
        assert standing is not None
        assert (standing.behind, standing.is_changed) == (0, True)

    def test_a_damaged_index_is_emptied(self, tools: LibraryTools, library: Library) -> None:
        tools.catch_up(3)
        assert tools.verify()
        for path in (library.folder / "search").glob("*.arrays"):
            path.write_bytes(path.read_bytes()[:-9])
        fresh = LibraryTools(library.folder)
        assert not fresh.verify()
        assert fresh.catch_up(3)
        assert fresh.verify()
        assert fresh.search.answer("ferry").total > 0
        fresh.close()


class TestALibraryInMemory:
    def test_is_indexed_elsewhere(self, library: Library) -> None:
        tools = LibraryTools(library.folder, library)
        tools.catch_up(3)
        assert tools.search.answer("ferry").total > 0
        tools.close()
        assert not (library.folder / "search").exists()

    def test_its_changes_are_seen_though_they_are_its_own(self, library: Library) -> None:
        tools = LibraryTools(library.folder, library)
        tools.catch_up(3)
        add(library, "The way back", "tram")
        standing = tools.standing()
        assert standing is not None
        assert standing.behind == 1
        tools.close()

    def test_an_index_that_fits_is_read_and_never_written(
        self, tools: LibraryTools, library: Library
    ) -> None:
        tools.catch_up(3)
        before = contents(library.folder / "search")
        shared = LibraryTools(library.folder, library)
        assert shared.search.answer("ferry").total > 0
        add(library, "The way back", "tram")
        shared.catch_up(3)
        assert shared.search.answer("tram").total > 0
        shared.close()
        assert contents(library.folder / "search") == before

    def test_closing_leaves_the_library_open(self, library: Library) -> None:
        LibraryTools(library.folder, library).close()
        assert len(library.summaries()) == 1
