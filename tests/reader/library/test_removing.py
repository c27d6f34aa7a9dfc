"""Several episodes are removed at once, and come back."""

from pathlib import Path

import pytest
from sample_episodes import episode

from reader.errors import LibraryError
from reader.library import Arrival, Library
from reader.library.removing import remove_episodes, restore_episodes


@pytest.fixture
def ids(library: Library) -> list[str]:
    drafts = (episode(title, seed) for seed, title in enumerate(("Soup", "Fog", "Salt")))
    return [library.add([Arrival(d)], f"/pages/{d.title}.txt")[0].id for d in drafts]


def titles(library: Library) -> set[str]:
    return {summary.title for summary in library.summaries()}


def test_one_is_named_and_several_are_counted(library: Library, ids: list[str]) -> None:
    assert remove_episodes(library, ids[:1]).sentence == "“Soup” was removed."
    assert remove_episodes(library, ids[1:]).sentence == "2 episodes were removed."
    assert titles(library) == set()


def test_all_of_them_come_back(library: Library, ids: list[str]) -> None:
    restore_episodes(library, remove_episodes(library, ids[:2]))
    assert titles(library) == {"Soup", "Fog", "Salt"}


def test_what_is_gone_already_is_passed_over(library: Library, ids: list[str]) -> None:
    library.remove(ids[0])
    removal = remove_episodes(library, ids)
    assert removal.ids == tuple(ids[1:])
    assert remove_episodes(library, ids).sentence == ""


def test_where_it_cannot_be_written_nothing_is_removed(tmp_path: Path, ids: list[str]) -> None:
    folder = tmp_path / "library"
    with Library(folder, busy_timeout_s=0.05) as ours, Library(folder) as theirs:
        with theirs.storage.writing(), pytest.raises(LibraryError):
            remove_episodes(ours, ids)
        assert titles(ours) == {"Soup", "Fog", "Salt"}
        removal = remove_episodes(ours, ids)
        with theirs.storage.writing(), pytest.raises(LibraryError):
            restore_episodes(ours, removal)
        restore_episodes(ours, removal)
        assert titles(ours) == {"Soup", "Fog", "Salt"}


def test_what_somebody_else_brought_back_stays(library: Library, ids: list[str]) -> None:
    removal = remove_episodes(library, ids)
    library.restore(ids[0])
    restore_episodes(library, removal)
    assert titles(library) == {"Soup", "Fog", "Salt"}
