"""Several episodes are removed at once, and come back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_episodes import episode

from reader.errors import LibraryError
from reader.library import Arrival, Library
from reader.removing import remove_episodes, restore_episodes


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as made:
        yield made


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


def test_what_was_removed_before_a_failure_can_come_back(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = library.remove

    def remove(episode: str) -> None:
        if episode == ids[1]:
            raise LibraryError("The disk is full; make room on it.")
        really(episode)

    monkeypatch.setattr(library, "remove", remove)
    removal = remove_episodes(library, ids)
    assert (removal.ids, removal.failure) == ((ids[0],), "The disk is full; make room on it.")
    restore_episodes(library, removal)
    assert titles(library) == {"Soup", "Fog", "Salt"}
