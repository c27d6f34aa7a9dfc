"""The index: it holds what the library holds, whatever was added, replaced, removed and joined."""

from pathlib import Path

import pytest
from search_shelf import UnitShelf, brute_force, episode, held

from reader.errors import IndexMissingError
from reader.search.index import CatchUp, Index


@pytest.fixture
def shelf() -> UnitShelf:
    return UnitShelf(
        episode("tides", "The tide came in.", "It came and it went, the tide."),
        episode("moss", "Moss doesn’t hurry.", "Les années de l'été", language="fr"),
    )


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path)


def test_what_the_library_has_is_found(index: Index, shelf: UnitShelf) -> None:
    assert index.catch_up(shelf) == CatchUp(written=2, turns=6)
    assert held(index.snapshot()) == brute_force(shelf)
    assert index.behind(shelf) == 0


def test_what_is_up_to_date_is_left_alone(index: Index, shelf: UnitShelf) -> None:
    index.catch_up(shelf)
    before = index.generation()
    assert index.catch_up(shelf) == CatchUp()
    assert index.generation() == before


def test_a_changed_unit_takes_the_place_of_the_old(index: Index, shelf: UnitShelf) -> None:
    index.catch_up(shelf)
    shelf.put(episode("tides", "The ebb."))
    del shelf.units["moss"]
    assert index.behind(shelf) == 2
    assert index.catch_up(shelf) == CatchUp(written=1, removed=1, turns=2)
    assert held(index.snapshot()) == brute_force(shelf)


def test_a_snapshot_does_not_change(index: Index, shelf: UnitShelf) -> None:
    index.catch_up(shelf)
    snapshot = index.snapshot()
    before = held(snapshot)
    shelf.units.clear()
    index.catch_up(shelf)
    assert held(snapshot) == before
    assert held(index.snapshot()) == ({}, {}, {})


def test_many_small_segments_are_joined(index: Index, shelf: UnitShelf) -> None:
    for number in range(30):
        shelf.put(episode(f"episode-{number}", f"The number {number}.", "tide " * number))
        index.catch_up(shelf)
    assert len(index.snapshot().segments) <= 9
    while index.tidy():
        pass
    assert len(index.snapshot().segments) < 3
    assert held(index.snapshot()) == brute_force(shelf)


def test_there_is_none_before_it_is_built(index: Index) -> None:
    assert index.generation() == -1
    with pytest.raises(IndexMissingError):
        index.snapshot()
