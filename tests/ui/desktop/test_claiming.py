"""Of several commands that start at once, one opens the window; what was killed bars no way."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.handover import claim_file
from reader.library import Library
from reader.settings import Settings
from reader.window import WindowRequest
from ui.desktop.claiming import Claim, hand_over_or_claim

pytestmark = pytest.mark.usefixtures("runtime")
HOLDS = """
import sys, time
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
assert lock.tryLock(0)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[WindowRequest]:
    with Library(tmp_path / "library") as library:
        yield WindowRequest(library, Settings(), ())


@pytest.fixture
def place(asked: WindowRequest) -> Path:
    """Where the claim lies."""
    return claim_file(asked.library.folder, os.environ)


@pytest.fixture
def other(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another command, which has the claim."""
    command = [sys.executable, "-c", HOLDS, str(place)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"held"
    yield process
    process.kill()
    process.communicate()


def claimed(asked: WindowRequest) -> Claim:
    claim = hand_over_or_claim(asked, os.environ, within_s=0.2)
    assert claim is not None
    return claim


def test_it_is_held_until_the_window_listens(
    qapp: object, asked: WindowRequest, place: Path
) -> None:
    claim = claimed(asked)
    assert place.exists()
    claim.release()
    assert not place.exists()


@pytest.mark.usefixtures("qapp", "other")
def test_a_window_that_never_comes_is_not_waited_for_for_ever(
    asked: WindowRequest, place: Path
) -> None:
    claimed(asked).release()
    assert place.exists()  # it is the other's


def test_one_who_was_killed_leaves_no_hindrance(
    qapp: object, asked: WindowRequest, place: Path, other: subprocess.Popen[bytes]
) -> None:
    other.kill()
    other.wait()
    assert place.exists()
    claim = claimed(asked)
    claim.release()
    assert not place.exists()


def test_a_folder_that_takes_no_file_is_done_without(
    qapp: object, asked: WindowRequest, place: Path
) -> None:
    (place / "below").mkdir(parents=True)
    claimed(asked).release()
    assert place.is_dir()


def test_a_library_in_memory_is_claimed_by_nobody(
    qapp: object, tmp_path: Path, runtime: Path
) -> None:
    with Library(tmp_path / "library", unusable=LibraryError("It is damaged.")) as library:
        claimed(WindowRequest(library, Settings(), ()))
        assert list(runtime.iterdir()) == []
