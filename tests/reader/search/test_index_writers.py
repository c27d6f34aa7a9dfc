"""Writing the index: one at a time, and nothing is lost or left behind when it fails."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from search_shelf import UnitShelf, brute_force, episode, held

from reader.errors import IndexBusyError, SearchError
from reader.search import index as index_module
from reader.search.array_file import Arrays
from reader.search.codec import ArraySegment
from reader.search.index import CatchUp, Index
from reader.search.joining_segments import Source

HOLDING = """
import sys
from pathlib import Path
from reader.search.generations import Generations
with Generations(Path(sys.argv[1])).writing(0):
    print("holding", flush=True)
    sys.stdin.read()
"""
CATCHING_UP = """
import sys
from pathlib import Path
from reader.search.index import Index
from search_shelf import UnitShelf, episode
shelf = UnitShelf(*(episode(f"episode-{number}", "The tide. " * number) for number in range(30)))
print("ready", flush=True)
sys.stdin.readline()
for most in range(1, 31):
    Index(Path(sys.argv[1])).catch_up(shelf, most_units=2)
"""


def started(program: str, folder: Path) -> subprocess.Popen[str]:
    """Return a process that runs a program, when it has said that it is there."""
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[3])])
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def ended(process: subprocess.Popen[str]) -> int:
    process.communicate("\n")
    return process.returncode


@pytest.fixture
def shelf() -> UnitShelf:
    return UnitShelf(episode("tides", "The tide came in."), episode("moss", "Moss waits."))


@pytest.mark.slow
def test_a_second_writer_is_told_to_wait(tmp_path: Path, shelf: UnitShelf) -> None:
    index = Index(tmp_path, patience_s=0.05)
    index.catch_up(shelf)
    process = started(HOLDING, tmp_path / "search")
    shelf.put(episode("tides", "The ebb."))
    before = held(index.snapshot())
    for write in (lambda: index.catch_up(shelf), index.rebuild):
        with pytest.raises(IndexBusyError, match="Another process"):
            write()
    assert held(index.snapshot()) == before
    assert not list((tmp_path / "search").glob("*.unfinished"))
    assert ended(process) == 0
    index.catch_up(shelf)
    assert held(index.snapshot()) == brute_force(shelf)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on Windows")
def test_the_lock_of_a_process_that_died_is_free(tmp_path: Path, shelf: UnitShelf) -> None:
    process = started(HOLDING, tmp_path / "search")
    process.kill()
    ended(process)
    Index(tmp_path, patience_s=0).catch_up(shelf)
    assert held(Index(tmp_path).snapshot()) == brute_force(shelf)


@pytest.mark.slow
def test_two_processes_catch_up_at_once(tmp_path: Path) -> None:
    processes = [started(CATCHING_UP, tmp_path) for _ in range(2)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [ended(process) for process in processes] == [0, 0]
    shelf = UnitShelf(
        *(episode(f"episode-{number}", "The tide. " * number) for number in range(30))
    )
    assert Index(tmp_path).behind(shelf) == 0
    assert held(Index(tmp_path).snapshot()) == brute_force(shelf)


@contextmanager
def no_file_longer_than(length: int) -> Iterator[None]:
    """Make the system refuse what is written beyond so many bytes, as a full disk would."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("length", [0, 1, 50, 400, 900, 1000, 2000, 3000])
def test_a_disk_that_fills_changes_nothing(tmp_path: Path, shelf: UnitShelf, length: int) -> None:
    index = Index(tmp_path)
    index.catch_up(shelf)
    before, files = held(index.snapshot()), sorted((tmp_path / "search").iterdir())
    shelf.put(episode("tides", "The ebb. " * 500))
    with no_file_longer_than(length), pytest.raises(SearchError, match="Make room on the disk"):
        index.catch_up(shelf)
    assert sorted((tmp_path / "search").iterdir()) == files
    assert held(index.snapshot()) == before
    index.catch_up(shelf)
    assert held(Index(tmp_path).snapshot()) == brute_force(shelf)


def test_a_list_that_does_not_fit_changes_nothing(tmp_path: Path, shelf: UnitShelf) -> None:
    index = Index(tmp_path)
    index.catch_up(shelf)
    before, files = held(index.snapshot()), sorted((tmp_path / "search").iterdir())
    del shelf.units["moss"]  # nothing but the list is written
    with no_file_longer_than(500), pytest.raises(SearchError, match="Make room on the disk"):
        index.catch_up(shelf)
    assert sorted((tmp_path / "search").iterdir()) == files
    assert held(index.snapshot()) == before


def test_a_segment_whose_list_does_not_fit_is_taken_back(
    tmp_path: Path, shelf: UnitShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(tmp_path)
    index.catch_up(shelf)
    files = sorted((tmp_path / "search").iterdir())
    shelf.put(episode("tides", "The ebb."))
    replace = index._generations.replace

    def replace_on_a_full_disk(segments: Sequence[ArraySegment]) -> int:
        with no_file_longer_than(500):
            return replace(segments)

    monkeypatch.setattr(index._generations, "replace", replace_on_a_full_disk)
    with pytest.raises(SearchError, match="Make room on the disk"):
        index.catch_up(shelf)
    assert sorted((tmp_path / "search").iterdir()) == files


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path: Path, shelf: UnitShelf) -> None:
    (tmp_path / "search").write_text("not a folder")
    with pytest.raises(SearchError, match="cannot be written"):
        Index(tmp_path).catch_up(shelf)


def test_a_rebuild_goes_on_where_it_was_cancelled(tmp_path: Path) -> None:
    shelf = UnitShelf(*(episode(f"episode-{number}", "The tide.") for number in range(6)))
    index = Index(tmp_path)
    assert index.catch_up(shelf, most_units=4) == CatchUp(4, 0, 8, complete=False)
    assert index.behind(shelf) == 2
    seen: list[tuple[int, int]] = []
    cancelled = index.catch_up(
        shelf,
        progress=lambda done, whole: seen.append((done, whole)),
        cancelled=lambda: len(seen) == 1,
    )
    assert cancelled == CatchUp(complete=False)
    assert index.catch_up(shelf) == CatchUp(2, 0, 4)
    assert seen == [(0, 2)]
    assert held(index.snapshot()) == brute_force(shelf)


@pytest.mark.parametrize("looked_at", [1, 3])
def test_segments_joined_between_looking_and_opening_are_no_damage(
    tmp_path: Path, shelf: UnitShelf, monkeypatch: pytest.MonkeyPatch, looked_at: int
) -> None:
    writer, reader = Index(tmp_path), Index(tmp_path)
    writer.catch_up(shelf, most_units=1)
    writer.catch_up(shelf)
    now = reader._generations.read
    answers = [reader._generations.read()] * looked_at
    assert writer.tidy()  # the files of that generation are gone
    monkeypatch.setattr(reader._generations, "read", lambda: answers.pop() if answers else now())
    stale = list(answers)
    assert held(reader.snapshot()) == brute_force(shelf)
    answers.extend(stale)
    assert reader.behind(shelf) == 0


@pytest.mark.parametrize("meanwhile", ["replaced", "removed", "joined"])
def test_what_others_write_while_segments_are_joined_is_kept(
    tmp_path: Path, shelf: UnitShelf, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    other = Index(tmp_path)
    other.catch_up(shelf, most_units=1)
    other.catch_up(shelf)
    join = index_module.joined

    def joined_while_another_writes(sources: Sequence[Source]) -> Arrays:
        monkeypatch.setattr(index_module, "joined", join)
        arrays = join(sources)
        if meanwhile == "joined":
            other.tidy()
        elif meanwhile == "removed":
            del shelf.units["moss"]
        else:
            shelf.put(episode("moss", "Moss is in no hurry."))
        other.catch_up(shelf)
        return arrays

    monkeypatch.setattr(index_module, "joined", joined_while_another_writes)
    assert Index(tmp_path).tidy()
    assert held(Index(tmp_path).snapshot()) == brute_force(shelf)
    assert not list((tmp_path / "search").glob("*.unfinished"))
    other.verify()
