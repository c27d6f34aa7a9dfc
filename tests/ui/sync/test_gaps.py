"""While an advertisement is heard the page says that it has no text, and leads past it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.library import Library
from tests.ui.library_shelf import Room, SilentSource, write_page


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """An episode of a minute in which 15 s were put in at 0:15."""
    made = Room(qtbot, tmp_path / "library", SilentSource())
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    with Library(made.folder) as library:
        library.change_sync(
            made.session.episode.id,
            lambda sync: sync.with_anchor(0, 0).with_anchor(15_000, 30_000),
        )
    made.session.retime(made.session.episode.id)
    made.wait_for_library()
    yield made
    made.leave()


def test_outside_of_a_gap_nothing_is_said(room: Room) -> None:
    for at_ms in (0, 14_900, 30_000):
        room.playback.seek(at_ms)
        assert not room.session.gaps.chip.isVisible()


def test_in_a_gap_it_says_how_long_and_leads_past_it(room: Room) -> None:
    room.playback.seek(20_000)
    chip = room.session.gaps.chip
    assert chip.isVisible()
    assert chip.text() == "No text until 0:30 · Skip (G)"
    chip.click()

    assert room.playback.position_ms == 30_000
    assert not chip.isVisible()
    room.press("jump_back")
    assert room.playback.position_ms == 20_000


def test_it_goes_when_the_gap_does(room: Room) -> None:
    room.playback.seek(20_000)
    room.session.sync.nudge(-60_000)
    room.wait_for_library()

    assert not room.session.gaps.chip.isVisible()


def test_it_stays_in_the_middle_of_the_page(room: Room) -> None:
    room.playback.seek(20_000)
    page, chip = room.transcript.viewport(), room.session.gaps.chip
    for width in (700, 1000):
        room.window.resize(width, 600)
        room.until(lambda: abs(chip.geometry().center().x() - page.rect().center().x()) <= 1)


def test_a_key_leads_past_it_and_does_nothing_elsewhere(room: Room) -> None:
    past = room.window.actions_by_name["skip_gap"]
    room.playback.seek(10_000)
    assert not past.isEnabled()
    room.playback.seek(20_000)
    assert past.isEnabled()
    room.press("skip_gap")

    assert room.playback.position_ms == 30_000
    assert not past.isEnabled()


def test_the_chip_names_the_key_as_it_is_now(room: Room) -> None:
    room.playback.seek(20_000)
    keys = room.session.keys
    keys.take(keys._keymap.with_keys("skip_gap", ["Alt+End"]))
    assert room.session.gaps.chip.text() == "No text until 0:30 · Skip (Alt+End)"


def test_without_an_episode_there_is_nothing_to_go_past(room: Room) -> None:
    room.playback.seek(20_000)
    room.session.shut_episode()

    assert not room.window.actions_by_name["skip_gap"].isEnabled()
