"""A way back from every jump: by key, across episodes, and by a chip that leaves by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from tests.ui.library_shelf import Room, write_page
from tests.ui.reading_hand import click, point_of, press, release
from ui.page.return_chip import ReturnChip

HOUR_S = 90


@pytest.fixture
def reading(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on an episode of a minute and a half, whose text goes on for a minute."""
    room = Room(qtbot, tmp_path / "library")
    room.players[0].length_ms = HOUR_S * 1000
    room.enter(write_page(tmp_path), audio=recordings.file("wav", HOUR_S))
    yield room
    room.leave()


def chip(room: Room):
    return room.session.jumps.chip


def ghosts(room: Room) -> tuple[int, ...]:
    return room.window.transport.seek_bar._places.ghosts


class TestEveryWayOfJumping:
    def test_a_chapter(self, reading: Room) -> None:
        reading.playback.seek(5000)
        reading.window.chapter_list.chosen.emit(3)
        reading.press("jump_back")
        assert reading.playback.position_ms == 5000

    def test_a_click_on_the_text(self, reading: Room) -> None:
        reading.session.reading.go_to(30_000)
        click(reading.transcript.viewport(), point_of(reading.transcript, 12, 2))
        assert reading.playback.position_ms != 30_000
        reading.press("jump_back")
        assert reading.playback.position_ms == pytest.approx(30_000, abs=500)

    def test_dragging_the_seek_bar_leads_back_to_the_playhead(self, reading: Room) -> None:
        reading.session.reading.go_to(30_000)
        bar = reading.window.transport.seek_bar
        for hand in (press, release):
            hand(bar, QPoint(bar.width() - 40, 15))
        assert reading.playback.position_ms > 60_000
        reading.press("jump_back")
        assert reading.playback.position_ms == 30_000

    def test_a_moment_of_this_episode(self, reading: Room) -> None:
        reading.session.open_episode(reading.session.episode.id, 50_000)
        reading.press("jump_back")
        assert reading.playback.position_ms == 0

    def test_forward_again(self, reading: Room) -> None:
        reading.playback.seek(50_000)
        reading.press("jump_back")
        reading.press("jump_forward")
        assert reading.playback.position_ms == 50_000

    def test_where_there_is_nothing_to_go_back_to_nothing_happens(self, reading: Room) -> None:
        reading.press("jump_back")
        reading.press("jump_forward")
        assert reading.playback.position_ms == 0


class TestAcrossEpisodes:
    @pytest.fixture
    def both(self, reading: Room, tmp_path: Path) -> Room:
        """Two episodes: the second is open, at a hit; the first was left at 20 s."""
        reading.session.reading.go_to(20_000)
        first = reading.session.episode.id
        other = write_page(tmp_path, "other.txt", "A letter from the north")
        reading.session.arrivals.open_paths([other])
        reading.until(lambda: reading.session.episode.id != first)
        reading.wait_for_library()
        return reading

    def test_back_opens_the_other_one_where_one_was(self, both: Room) -> None:
        both.press("jump_back")
        both.until(lambda: both.session.episode.title == "The last ferry")
        assert both.playback.position_ms == 20_000

    def test_and_forward_leads_to_this_one_again(self, both: Room) -> None:
        both.session.reading.go_to(33_000)
        for title in ("A letter from the north", "The last ferry"):
            both.press("jump_back")
            both.until(lambda title=title: both.session.episode.title == title)
        both.press("jump_forward")
        both.until(lambda: both.session.episode.title == "A letter from the north")
        both.press("jump_forward")
        assert both.playback.position_ms == 33_000

    def test_ghosts_are_those_of_the_open_one(self, both: Room) -> None:
        both.session.reading.go_to(33_000)
        assert ghosts(both) == (0,)

    def test_an_episode_that_is_gone_is_told_and_the_trail_goes_on(self, both: Room) -> None:
        gone = both.session.jumps.trail.previous.episode
        both.open_window.library.submit(lambda library: library.remove(gone))
        both.wait_for_library()
        both.press("jump_back")
        both.until(lambda: both.messages != "")
        assert both.session.episode.title == "A letter from the north"
        both.session.reading.go_to(10_000)
        both.session.reading.go_to(40_000)
        both.press("jump_back")
        assert both.playback.position_ms == 10_000


class TestWhatIsSeen:
    def test_places_one_left_are_ghosts_on_the_seek_bar(self, reading: Room) -> None:
        reading.playback.seek(50_000)
        reading.playback.seek(10_000)
        assert ghosts(reading) == (50_000, 0)

    def test_they_are_drawn(self, reading: Room) -> None:
        bar = reading.window.transport.seek_bar
        reading.playback.seek(60_000)
        x, y = round(bar.x_of(37_000)), bar.height() // 2
        bare = bar.grab().toImage().pixelColor(x, y)
        bar.set_ghosts([37_000])
        assert bar.grab().toImage().pixelColor(x, y) != bare

    def test_after_a_long_jump_the_way_back_is_offered(self, reading: Room) -> None:
        reading.playback.seek(12_000)
        reading.playback.seek(50_000)
        assert chip(reading).isVisible()
        assert chip(reading).text() == "↩ Back to 0:12"

        chip(reading).click()
        assert reading.playback.position_ms == 12_000
        assert not chip(reading).isVisible()

    def test_after_a_short_one_it_is_not(self, reading: Room) -> None:
        reading.playback.seek(20_000)
        assert not chip(reading).isVisible()

    def test_it_leaves_by_itself_and_moves_nothing(self, reading: Room) -> None:
        reading.playback.seek(50_000)
        top = reading.transcript.view_top()
        chip(reading)._leaving.timeout.emit()
        assert not chip(reading).isVisible()
        assert (reading.playback.position_ms, reading.transcript.view_top()) == (50_000, top)

    def test_it_stands_in_the_window_above_the_seek_bar(self, reading: Room) -> None:
        reading.playback.seek(50_000)
        box = chip(reading).geometry()
        window, bar = reading.window.centralWidget(), reading.window.transport.seek_bar
        assert box.left() >= 0
        assert box.bottom() < bar.mapTo(window, QPoint()).y()

    def test_it_covers_no_bar(self, reading: Room) -> None:
        reading.playback.seek(50_000)
        reading.press("study")
        reading.until(reading.window.pacing_bar.isVisible)
        window, bar = reading.window.centralWidget(), reading.window.pacing_bar

        def stands() -> bool:
            gap = bar.mapTo(window, QPoint()).y() - chip(reading).geometry().bottom()
            return 0 < gap < 12

        reading.until(stands)
        assert chip(reading).isVisible()

    def test_beside_what_was_just_kept_it_stands_on_the_seek_bar(self, reading: Room) -> None:
        reading.playback.seek(50_000)
        reading.window.resize(1300, 700)
        reading.press("bookmark")
        reading.until(reading.window.catch_card.isVisible)

        def stands() -> bool:
            ours = chip(reading).mapToGlobal(chip(reading).rect().bottomLeft())
            return 0 < reading.window.foot.mapToGlobal(QPoint()).y() - ours.y() < 12

        reading.until(stands)

    def test_it_stands_clear_of_what_was_just_kept(self, reading: Room) -> None:
        reading.playback.seek(50_000)
        reading.playback.seek(5_000)
        card = reading.window.catch_card
        reading.press("bookmark")
        reading.until(card.isVisible)

        def is_clear() -> bool:
            ours = chip(reading).mapToGlobal(chip(reading).rect().bottomLeft())
            return 0 < card.mapToGlobal(QPoint()).y() - ours.y() < 12

        reading.until(is_clear)

    def test_the_way_back_to_the_voice_never_lies_over_it(self, reading: Room) -> None:
        reading.playback.seek(50_000)
        viewport, other = reading.transcript.viewport(), reading.transcript.findChild(ReturnChip)
        ours = chip(reading).rect().translated(chip(reading).mapToGlobal(QPoint()))
        other.settle(viewport.mapFromGlobal(ours.center()).x(), viewport.height())
        theirs = other.rect().translated(other.mapToGlobal(QPoint()))
        assert not theirs.intersects(ours)
        assert theirs.left() < ours.right()  # it is no farther to the side than that

    def test_it_goes_with_the_seek_bar(self, reading: Room) -> None:
        reading.press("loop_turn")
        reading.until(reading.window.pacing_bar.isVisible)
        reading.playback.seek(50_000)  # out of the loop: its bar goes, and all above moves down
        window, bar = reading.window.centralWidget(), reading.window.transport.seek_bar

        def stands() -> bool:
            gap = bar.mapTo(window, QPoint(0, -bar.y())).y() - chip(reading).geometry().bottom()
            return 0 < gap < 12

        reading.until(stands)
        reading.window.resize(900, 600)
        reading.until(stands)
        assert chip(reading).isVisible()
