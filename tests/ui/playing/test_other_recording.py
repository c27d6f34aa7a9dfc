"""The file of an episode holds another recording than it did: it is noticed, and asked about."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.media import fingerprint
from tests.reader.playback.player_contract import write_tone
from tests.ui.library_shelf import Room, SilentSource, write_page

NOTICED = "ferry.wav holds another recording now than when it was added"


@pytest.fixture
def audio(recordings: Recordings, tmp_path: Path) -> Path:
    return Path(shutil.copy(recordings.file("wav", 60), tmp_path / "ferry.wav"))


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, audio: Path) -> Iterator[Room]:
    made = Room(qtbot, tmp_path / "library", SilentSource())
    made.enter(write_page(tmp_path), audio=audio)
    yield made
    made.leave()


def swap(audio: Path) -> None:
    """Put another recording in the file's place, as a download does."""
    write_tone(audio.with_name("fresh.wav"), 70_000).rename(audio)


def known(room: Room) -> str:
    with Library(room.folder) as library:
        return library.episode(library.last_read() or "").audio.fingerprint


def test_it_is_asked_about_when_the_window_is_opened_on_it(room: Room, audio: Path) -> None:
    room.leave()
    swap(audio)
    room.enter()

    room.until(lambda: NOTICED in room.messages)


def test_it_is_asked_about_when_it_came_while_the_episode_was_open(room: Room, audio: Path) -> None:
    swap(audio)
    room.play()

    room.until(lambda: NOTICED in room.messages)


def test_a_place_that_is_gone_to_is_heard_in_the_new_file_so_it_is_asked_about_then_too(
    room: Room, audio: Path
) -> None:
    swap(audio)
    room.playback.seek(20_000)

    room.until(lambda: NOTICED in room.messages)


def test_it_is_not_offered_to_another_episode(room: Room, audio: Path, tmp_path: Path) -> None:
    swap(audio)
    room.play()
    room.until(lambda: NOTICED in room.messages)
    ferry = room.session.episode
    room.session.arrivals.open_paths([write_page(tmp_path, "storm.txt", "A storm at sea")])
    room.until(lambda: room.session.episode != ferry)

    assert NOTICED not in room.messages


def test_taken_it_is_the_episodes_from_then_on(room: Room, audio: Path) -> None:
    swap(audio)
    room.play()
    room.until(lambda: NOTICED in room.messages)
    room.window.messages.take_offer()
    room.wait_for_library()
    room.until(lambda: room.playback.duration_ms == 70_000)
    room.window.messages.clear()
    looked: list[None] = []
    room.session.recording._looked.connect(lambda: looked.append(None))
    room.play()

    room.until(lambda: bool(looked))
    assert room.messages == ""
    assert known(room) == fingerprint(audio)


def test_the_same_recording_written_anew_is_not(room: Room, audio: Path) -> None:
    looked: list[None] = []
    room.session.recording._looked.connect(lambda: looked.append(None))
    content = audio.read_bytes()
    audio.unlink()
    audio.write_bytes(content)
    room.play()

    room.until(lambda: bool(looked))
    assert room.messages == ""


def test_a_file_that_is_not_there_is_not(room: Room, audio: Path) -> None:
    looked: list[None] = []
    room.session.recording._looked.connect(lambda: looked.append(None))
    audio.unlink()
    room.session.recording.look()

    room.until(lambda: bool(looked))
    assert NOTICED not in room.messages
