"""The process that listens to an open episode, as the window starts it; with real sound."""

import os
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.playback.player import PlayerState
from tests.reader.sound.made_sound import RATE, talk_of
from tests.ui.library_shelf import Room, write_page
from ui.sync.estimates_flow import EstimatesFlow

pytestmark = pytest.mark.slow


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window on an episode with audio whose sentences have no times."""
    made = Room(qtbot, tmp_path / "library")
    page = write_page(tmp_path)
    made.enter(page, audio=write_talk(tmp_path / "ferry.wav", page.read_text(encoding="utf-8")))
    yield made
    made.leave()


def write_talk(path: Path, page: str) -> Path:
    """Write the sound of a page being read out in a minute."""
    sound = talk_of(page, 60_000)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32_767).astype(np.int16).tobytes())
    return path


def estimates(room: Room) -> EstimatesFlow:
    return room.session.estimates


def is_fitted(room: Room) -> bool:
    page = room.window.transcript.page
    return page is not None and all(turn.estimates for turn in page.timeline.turns)


def listen(room: Room) -> None:
    assert room.open_window is not None
    room.open_window.listen()


def test_the_open_episode_gets_better_times_while_it_plays_on(room: Room) -> None:
    room.playback.seek(30_000)
    room.playback.play()
    top = room.window.transcript.view_top()
    listen(room)
    room.until(lambda: is_fitted(room))
    assert room.playback.state is PlayerState.PLAYING
    assert room.playback.position_ms >= 30_000
    assert room.playback._timeline is room.window.transcript.page.timeline
    assert abs(room.window.transcript.view_top() - top) < room.window.transcript.viewport().height()


def test_what_was_heard_once_is_there_the_next_time_without_a_process(room: Room) -> None:
    listen(room)
    room.until(lambda: is_fitted(room))
    room.leave()
    room.enter()
    assert is_fitted(room)
    with Library(room.folder) as library:
        assert not library.lacks_estimates(library.episode(room.session.episode.id))


def test_closing_the_window_meanwhile_leaves_nothing_running(room: Room) -> None:
    listen(room)
    room.until(lambda: estimates(room).is_listening)
    process = estimates(room)._child._process
    number = process.processId()
    room.leave()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_process_that_fails_leaves_the_times_as_they_were(room: Room) -> None:
    flow = estimates(room)
    ended: list[bool] = []
    flow._command = lambda folder, episode: (sys.executable, ["-c", "raise SystemExit(1)"])
    listen(room)
    room.until(lambda: flow.is_listening)
    flow._child.ended.connect(ended.append)
    room.until(lambda: ended == [False])
    assert not flow.is_listening
    assert not is_fitted(room)
    assert not room.window.messages.isVisible()


def test_what_was_put_in_step_meanwhile_is_heard_anew(room: Room) -> None:
    listen(room)
    room.until(lambda: estimates(room).is_listening)
    room.playback.seek(30_000)
    room.transcript.sentence_is_now.emit(5, 0)
    with Library(room.folder) as library:
        episode = room.session.episode.id
        room.until(lambda: library.sync_of(episode).anchors != ())
        room.until(lambda: not library.lacks_estimates(library.episode(episode)))
        assert library.episode(episode).turns[5].start_ms == 30_000


def test_an_episode_that_is_shut_at_once_is_not_listened_to(room: Room) -> None:
    estimates(room).start()
    room.session.shut_episode()
    estimates(room)._look()
    room.wait_for_library()

    assert not estimates(room).is_listening


class TestSilences:
    """What is heard for its times tells the silences; for them alone only who wants them waits."""

    def has_silences(self, room: Room) -> bool:
        with Library(room.folder) as library:
            return library.silences(room.session.episode) is not None

    def test_are_known_once_the_times_are(self, room: Room) -> None:
        listen(room)
        room.until(lambda: is_fitted(room))
        assert self.has_silences(room)

    def test_are_looked_for_when_they_are_to_be_shortened(self, room: Room) -> None:
        listen(room)
        room.until(lambda: is_fitted(room))
        with Library(room.folder) as library:
            library.storage.change("DELETE FROM silences", [])
        shown: list[object] = []
        room.session.reading.retimed.connect(shown.append)
        room.press("shorten_silences")
        room.until(lambda: self.has_silences(room))
        room.until(lambda: room.session.silences._silences is not None)
        assert shown == []  # the times are what they were
