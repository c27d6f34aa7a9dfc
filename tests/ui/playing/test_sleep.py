"""The sleep timer in the window: the sound fades and stops, and any key keeps it playing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.listening.sleep_timer import Until
from reader.playback.player import PlayerState
from tests.ui.library_shelf import Room, write_page
from ui.playing.sleep_flow import SleepFlow


class Clock:
    """A clock that a test turns."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings, clock: Clock) -> Iterator[Room]:
    """A window in which an episode of a minute plays, in chapters of 15 seconds."""
    made = Room(qtbot, tmp_path / "library")
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    made.session.sleep._now = clock
    made.play()
    yield made
    made.leave()


@pytest.fixture
def loud(room: Room, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How loud the player was told to be, from now on."""
    told: list[int] = []
    monkeypatch.setattr(room.playback.player, "set_volume", told.append)
    return told


def sleep_of(room: Room) -> SleepFlow:
    return room.session.sleep


def test_what_is_left_is_shown(room: Room, clock: Clock) -> None:
    sleep_of(room).sleep_after(15)
    assert room.window.transport.sleep.text() == "15:00"

    clock.now += 60
    sleep_of(room).tick()
    assert room.window.transport.sleep.text() == "14:00"
    assert "14:00 left" in room.window.transport.sleep.accessibleName()


def test_the_last_seconds_fade_and_then_it_is_silent(
    room: Room, clock: Clock, loud: list[int]
) -> None:
    sleep_of(room).sleep_after(15)
    clock.now += 15 * 60 - 5
    sleep_of(room).tick()
    assert loud == [50]
    assert room.window.transport.fading.isVisible()

    clock.now += 5
    sleep_of(room).tick()
    assert room.playback.state is PlayerState.PAUSED
    assert "sleep timer" in room.messages
    assert room.window.transport.sleep.text() == ""
    assert loud == [50]


def test_played_again_it_is_as_loud_as_before(room: Room, clock: Clock, loud: list[int]) -> None:
    sleep_of(room).sleep_after(15)
    clock.now += 15 * 60 - 1
    sleep_of(room).tick()
    clock.now += 1
    sleep_of(room).tick()
    room.window.messages.take_offer()
    room.until(lambda: room.playback.state is PlayerState.PLAYING)

    assert loud[-1] == 100


def test_any_key_keeps_it_playing_and_does_nothing_else(
    room: Room, clock: Clock, loud: list[int]
) -> None:
    sleep_of(room).sleep_after(15)
    clock.now += 15 * 60 - 5
    sleep_of(room).tick()
    QTest.keyClick(room.window, Qt.Key.Key_Space)

    assert room.playback.state is PlayerState.PLAYING
    assert room.window.transport.sleep.text() == "15:00"
    assert loud == [50, 100]
    QTest.keyClick(room.window, Qt.Key.Key_Space)
    room.until(lambda: room.playback.state is PlayerState.PAUSED)


def test_the_end_of_a_chapter_is_offered_where_there_are_chapters(
    room: Room, tmp_path: Path
) -> None:
    ends = sleep_of(room).at_ends
    assert all(action.isEnabled() for action in ends.values())

    captions = tmp_path / "captions.srt"
    captions.write_text("1\n00:00:01,000 --> 00:00:04,000\nThe ferry is late.\n")
    with_chapters = room.session.episode
    room.session.arrivals.open_paths([captions])
    room.until(lambda: room.session.episode != with_chapters)
    assert ends[Until.TURN].isEnabled()
    assert not ends[Until.CHAPTER].isEnabled()


def test_it_stops_where_the_chapter_ends(room: Room) -> None:
    sleep_of(room).sleep_at_end_of(Until.CHAPTER)
    room.playback.seek(14_800)
    room.until(lambda: room.playback.state is PlayerState.PAUSED)

    assert 15_000 <= room.playback.position_ms < 16_500


def test_after_a_jump_to_another_chapter_it_waits_for_that_ones_end(room: Room) -> None:
    sleep_of(room).sleep_at_end_of(Until.CHAPTER)
    room.playback.seek(40_000)
    sleep_of(room).tick()

    assert room.playback.state is PlayerState.PLAYING
    assert room.window.transport.sleep.text() in ("0:05", "0:04")


def test_switched_off_it_plays_on(room: Room, clock: Clock) -> None:
    sleep_of(room).sleep_after(15)
    sleep_of(room).off.trigger()
    clock.now += 1000
    sleep_of(room).tick()

    assert room.playback.state is PlayerState.PLAYING
    assert not sleep_of(room).off.isEnabled()


def fall_asleep(room: Room, clock: Clock) -> None:
    """Let a timer come to its end."""
    sleep_of(room).sleep_after(15)
    clock.now += 15 * 60
    sleep_of(room).tick()
    assert "sleep timer stopped" in room.messages


def test_playing_on_by_any_means_takes_the_offer_away(room: Room, clock: Clock) -> None:
    fall_asleep(room, clock)
    room.play()
    assert room.messages == ""


def test_the_offer_is_for_the_episode_that_was_heard(
    room: Room, clock: Clock, tmp_path: Path
) -> None:
    fall_asleep(room, clock)
    other = write_page(tmp_path, "letter.txt", "A letter from the north")
    room.window.paths_dropped.emit([other])
    room.until(lambda: room.session.episode.title == "A letter from the north")
    assert "sleep timer" not in room.messages
