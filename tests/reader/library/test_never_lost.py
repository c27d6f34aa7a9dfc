"""What was acknowledged is there: after any kill, and with several processes that write."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from bookmark_writer import state
from sample_episodes import conversation, episode

from reader import cli
from reader.library import Arrival, Library
from reader.library.backups import back_up
from reader.model import Quote

ROOT = Path(cli.__file__).parents[1]
WRITER = Path(__file__).with_name("bookmark_writer.py")
KILLS = 200
SEED = 20260203
LONGEST_S = 0.06  # a child begins to write within a few milliseconds


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library", busy_timeout_s=60.0) as library:
        yield library


@pytest.fixture
def ferry(library) -> str:
    return library.add([Arrival(episode())], "/pages/ferry.txt")[0].id


def writer(*words: object, **streams) -> subprocess.Popen:
    command = [sys.executable, str(WRITER), *map(str, words)]
    paths = {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, **paths}, text=True, **streams
    )


class Acknowledged:
    """Every bookmark that some child has told of, as it was told last."""

    def __init__(self) -> None:
        self.there: dict[str, list] = {}
        self.gone: set[str] = set()
        self.count = 0

    def take(self, line: str) -> None:
        bookmark, *rest = told = json.loads(line)
        self.count += 1
        if rest:
            self.there[bookmark] = told
        else:
            self.there.pop(bookmark)
            self.gone.add(bookmark)

    def check(self, folder: Path) -> None:
        """Compare the library with what was told; only the very last deed may be untold."""
        with Library(folder) as library:
            assert library.read_only_reason is None
            assert library.storage.faults() == ()
            found = {b.id: state(b) for b in library.bookmarks()}
        lost = {id_ for id_, told in self.there.items() if found.get(id_) != told}
        more = found.keys() - self.there.keys()
        assert len(lost | more) <= 1, (lost, more)
        for id_ in lost:
            was, is_ = self.there.pop(id_), found.get(id_)
            # Removed or changed, and killed before that could be told.
            assert is_ is None or (is_[:3] == was[:3] and is_[4] == ["changed"])
        assert not more & self.gone
        self.there = found


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no SIGKILL and no fork")
def test_nothing_that_was_acknowledged_is_lost_by_200_kills(library, ferry):
    folder, told, rng = library.folder, Acknowledged(), random.Random(SEED)  # noqa: S311
    library.close()
    print(f"seed {SEED}")
    with writer("forking", folder, ferry, stdin=subprocess.PIPE) as process:
        for number in range(KILLS):
            process.stdin.write(f"{SEED + number}\n")
            process.stdin.flush()
            child = int(process.stdout.readline())
            told.take(process.stdout.readline())  # it has begun
            wait_until = time.monotonic() + rng.random() * LONGEST_S
            while time.monotonic() < wait_until:
                told.take(process.stdout.readline())
            os.kill(child, signal.SIGKILL)
            while (line := process.stdout.readline()) != "ended\n":
                told.take(line)
            told.check(folder)
        process.stdin.close()
    assert told.count > 5 * KILLS
    assert len(told.gone) > KILLS


@pytest.mark.slow
def test_the_window_and_the_command_line_write_at_once_and_500_bookmarks_are_there(library, ferry):
    both = [writer("adding", library.folder, ferry, 200, name) for name in ("one", "two")]
    own = [library.add_bookmark(ferry, Quote(n, n, f"own {n}")) for n in range(100)]
    told = [json.loads(line) for process in both for line in process.stdout]
    assert [process.wait() for process in both] == [0, 0]
    told += [[bookmark.id, bookmark.quote.text] for bookmark in own]
    found = {bookmark.id: bookmark.quote.text for bookmark in library.bookmarks()}
    assert len(found) == 500
    assert found == dict(told)
    for process in both:
        process.stdout.close()


@pytest.mark.slow
def test_commands_add_while_the_window_does(library, ferry):
    words = ["-m", "reader", "--library", library.folder, "bookmark", "add", ferry, "--at", "0:08"]
    commands = [
        subprocess.Popen(
            [sys.executable, *map(str, words), "--json"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    own = [library.add_bookmark(ferry, Quote(n, n, f"own {n}")).id for n in range(100)]
    typed = [json.loads(process.communicate()[0])["id"] for process in commands]
    assert {bookmark.id for bookmark in library.bookmarks()} == {*own, *typed}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_a_restore_that_is_killed_leaves_what_was_there_or_what_was_restored(library, tmp_path):
    many = [Arrival(episode(f"{n}", seed=n, turns=conversation(n, 60))) for n in range(150)]
    ferry = library.add(many, "clipboard")[0].id
    early = library.add_bookmark(ferry, Quote(1, 1, "early"))
    back_up(library.folder, tmp_path / "early.sqlite3")
    late = library.add_bookmark(ferry, Quote(2, 2, "late"))
    back_up(library.folder, tmp_path / "late.sqlite3")
    rng, seen, whole_s = random.Random(SEED), [], 60.0  # noqa: S311
    wanted = {("early", 1), ("early", 2)}  # done, and killed before it was
    for number in range(80):
        if number >= 16 and wanted <= set(seen):
            break  # a machine that is busy with other things needs some more
        name = ("early", "late")[number % 2]
        process = writer("restoring", library.folder, tmp_path / f"{name}.sqlite3")
        process.stdout.readline()  # it has begun
        began_at = time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            process.wait(whole_s * (1.3 * rng.random() if number else 1))
            whole_s = min(whole_s, time.monotonic() - began_at)
        process.kill()
        process.communicate()
        found = set(library.bookmarks())
        assert found in ({early}, {early, late})
        assert len(library.summaries()) == 150
        assert library.storage.faults() == ()
        seen.append((name, len(found)))
    assert wanted <= set(seen)
