"""The reading place and the playhead: apart, both in sight, each brought to the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.playback.player import PlayerState
from tests.ui.library_shelf import Room, write_page
from tests.ui.reading_hand import finish_layout, turn_wheel


@pytest.fixture
def reading(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on an episode of a minute, paused at its start."""
    room = Room(qtbot, tmp_path / "library")
    room.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    finish_layout(room.transcript)
    yield room
    room.leave()


def mark(room: Room) -> int | None:
    """Return what the seek bar marks as the reading place, once scrolling has settled."""
    room.until(lambda: not room.session.heads._settling.isActive())
    return room.window.transport.seek_bar._places.reading_ms


def scroll_down(room: Room, notches: int = 6) -> None:
    turn_wheel(room.transcript.viewport(), -notches)


class TestTheReadingPlace:
    def test_is_not_marked_while_the_page_goes_with_the_voice(self, reading: Room) -> None:
        reading.session.reading.go_to(30_000)
        assert mark(reading) is None

    def test_is_the_first_sentence_that_begins_in_sight(self, reading: Room) -> None:
        scroll_down(reading)
        _, sentence = reading.transcript.first_sentence()
        layout, top = reading.transcript._layout, reading.transcript.view_top()
        timeline = layout.page.timeline
        begins = [
            (layout.sentence_extent(at, each)[0], each)
            for at in range(len(timeline.turns))
            for each in timeline.sentences(at)
        ]
        assert sentence == next(each for y, each in begins if y >= top)
        assert mark(reading) == sentence.start_ms > 0

    def test_goes_with_the_page(self, reading: Room) -> None:
        scroll_down(reading)
        before = mark(reading)
        scroll_down(reading)
        assert mark(reading) > before

    def test_is_gone_once_the_page_follows_again(self, reading: Room) -> None:
        scroll_down(reading)
        reading.press("to_voice")
        assert mark(reading) is None

    def test_is_drawn_hollow(self, reading: Room) -> None:
        bar = reading.window.transport.seek_bar
        reading.playback.seek(50_000)
        x, y = round(bar.x_of(20_000)), bar.height() // 2
        bar.set_reading_place(20_000)
        picture = bar.grab().toImage()
        edge = picture.pixelColor(x - 4, y)
        assert edge != picture.pixelColor(x, y)
        assert picture.pixelColor(x, y).name() == bar._theme.panel


class TestThePlayhead:
    def test_is_marked_beside_the_scroll_bar(self, reading: Room) -> None:
        view = reading.transcript
        bar = view.verticalScrollBar()
        reading.playback.seek(45_500)
        layout = view._layout
        top = layout.heights.top(layout.page.row_of(15))
        assert bar.voice_y() == top * bar.height() // layout.total_height

    def test_stays_marked_while_one_reads_elsewhere(self, reading: Room) -> None:
        reading.playback.seek(45_500)
        bar = reading.transcript.verticalScrollBar()
        before = bar.voice_y()
        turn_wheel(reading.transcript.viewport(), 20)
        assert bar.voice_y() == before
        x, y = bar.width() - 3, before
        assert bar.grab().toImage().pixelColor(x, y).name() == bar._theme.accent

    def test_without_a_voice_nothing_is_marked(self, reading: Room) -> None:
        reading.session.shut_episode()
        reading.transcript.set_heard(None, None)
        assert reading.transcript.verticalScrollBar().voice_y() is None


class TestBringing:
    def test_the_sound_here_plays_what_is_read_and_moves_no_text(self, reading: Room) -> None:
        scroll_down(reading)
        wanted, top = mark(reading), reading.transcript.view_top()
        reading.press("sound_here")
        assert reading.playback.position_ms == pytest.approx(wanted, abs=300)
        assert reading.transcript.view_top() == top
        assert reading.transcript.following.active
        reading.until(lambda: reading.playback.state is PlayerState.PLAYING)

    def test_from_there_a_jump_back_leads_to_where_the_sound_was(self, reading: Room) -> None:
        scroll_down(reading)
        reading.press("sound_here")
        reading.press("jump_back")
        assert reading.playback.position_ms < 500

    def test_the_text_here_goes_to_the_voice(self, reading: Room) -> None:
        scroll_down(reading, 20)
        reading.press("to_voice")
        assert reading.transcript._sight().spoken_inside

    def test_with_the_switch_off_it_stays_off(self, reading: Room) -> None:
        reading.press("follow")
        scroll_down(reading)
        reading.press("sound_here")
        assert not reading.transcript.following.active
        assert mark(reading) is not None
