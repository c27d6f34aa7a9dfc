"""Queries on the index on disk find what brute force finds, before and after changes."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from brute_force import BruteForce
from hypothesis import HealthCheck, given, settings
from memory_index import UnitLibrary
from test_evaluating import as_listed, queries, units

from reader.search.index import Index
from reader.search.parsing import parse
from reader.search.records import HitKind, SearchHit
from reader.search.searching import BEING_BUILT, DAMAGED, LibrarySearch
from reader.search.units import Passage, Unit

SAID = ("We open the models.", "Closed data, open models 😀 and the river.", "Rivers rose.")


def episode(name: str, *said: str) -> Unit:
    turns = (Passage(HitKind.TURN, text, n, n * 9000, "Ann Lee") for n, text in enumerate(said))
    return Unit(name, 1, name, f"About {name}", "Night School", None, "", tuple(turns))


@pytest.fixture
def library() -> UnitLibrary:
    return UnitLibrary([episode("one", *SAID), episode("two", *SAID[1:])])


def test_before_there_is_an_index_nothing_is_found_and_why_is_said(
    tmp_path: Path, library: UnitLibrary
) -> None:
    answer = LibrarySearch(library, Index(tmp_path)).answer("river")
    assert (answer.total, answer.incomplete) == (0, BEING_BUILT)


def test_what_is_indexed_meanwhile_is_found(tmp_path: Path, library: UnitLibrary) -> None:
    index = Index(tmp_path)
    search = LibrarySearch(library, index)
    index.catch_up(library)
    assert search.answer("river").total == 4
    library.units["one"] = replace(library.units["one"], revision=2, passages=())
    index.catch_up(library)
    answer = search.answer("rivers models")
    assert [(hit.episode, hit.turn) for hit in answer.hits] == [("two", 0)]
    assert not answer.incomplete
    search.close()


def test_a_damaged_index_is_said(tmp_path: Path, library: UnitLibrary) -> None:
    index = Index(tmp_path)
    index.catch_up(library)
    for path in (tmp_path / "search").glob("*.arrays"):
        path.write_bytes(path.read_bytes()[:100])
    answer = LibrarySearch(library, Index(tmp_path)).answer("river")
    assert (answer.total, answer.incomplete) == (0, DAMAGED)


def _check(made: list[Unit], typed: str, later: list[Unit]) -> None:
    """Search after an index was made, changed and half of it replaced."""
    root = parse(typed).root
    assert root is not None
    changed = {unit.id: replace(unit, revision=2) for unit in later}
    library = UnitLibrary(made)
    with TemporaryDirectory() as folder:
        index = Index(Path(folder))
        index.catch_up(library)
        library.units = {**library.units, **changed}
        del library.units["e0"]
        index.catch_up(library)
        search = LibrarySearch(library, index)
        answer = search.answer(f"{typed} ", limit=1000)
        everything = search.hits_in(f"{typed} ", "e1")
        search.close()
    expected = BruteForce(list(library.units.values())).search(as_listed(root))
    if not expected:
        return  # what may have been meant is searched for instead
    assert answer.total == len(expected)
    assert len(answer.hits) == len(expected)
    assert sorted(hit.score for hit in answer.hits) == pytest.approx(
        sorted(expected.values()), rel=1e-9, abs=1e-12
    )
    assert sorted(map(_place, everything)) == sorted(
        _place(hit) for hit in answer.hits if hit.episode == "e1"
    )


def _place(hit: SearchHit) -> tuple[str, str, float]:
    return hit.kind, hit.text.text, hit.score


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(units(), queries, units())
def test_the_index_on_disk_finds_what_brute_force_finds(
    made: list[Unit], typed: str, later: list[Unit]
) -> None:
    _check(made, typed, later)


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(units(), queries, units())
def test_the_index_on_disk_finds_what_brute_force_finds_in_many_libraries(
    made: list[Unit], typed: str, later: list[Unit]
) -> None:
    _check(made, typed, later)
