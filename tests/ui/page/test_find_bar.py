"""Find in this episode: what is typed is found, stepping goes there, the voice stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.playback.player import PlayerState
from reader.reading_page import RowKind
from tests.ui.emissions import emissions
from tests.ui.library_shelf import Room, write_page
from tests.ui.reading_hand import finish_layout, turn_wheel
from ui.looks.theme import LIGHT
from ui.page.find_bar import FindBar
from ui.page.text_selection import Spot

TURNS = 60


def long_page() -> str:
    """Return a page whose turns have numbers, with a word that few of them have."""
    said = [
        f"{i // 60:02}:{i % 60:02} {('Ida Holm', 'Per Lind')[i % 2]}: Turn number {i}. "
        + "The harbour was quiet and nobody said a word about it for a while. " * 3
        + ("Then a Lantern was lit. Then lanterns were lit." if i in (5, 30, 55) else "")
        for i in range(TURNS)
    ]
    head = ["The lantern keepers", "Two people.", "Night Ferry", "27/1/2026 | 1 min"]
    notes = ["Ida wrote a note about the beacon of the sound."]
    return "\n\n".join([*head, *notes, "Chapters", "• 00:00 Dusk", "• 00:30 Lights",
                        "Transcript", *said, ""])  # fmt: skip


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on an episode of a minute, with audio."""
    made = Room(qtbot, tmp_path / "library")
    page = tmp_path / "lantern.txt"
    page.write_text(long_page(), encoding="utf-8")
    made.enter(page, audio=recordings.file("wav", 60))
    finish_layout(made.transcript)
    made.transcript.scroll_to(0)
    yield made
    made.leave()
    QGuiApplication.clipboard().clear()


def bar(room: Room) -> FindBar:
    return room.window.find_bar


def press(room: Room, keys: str) -> None:
    """Press keys, wherever the focus is."""
    (stroke,) = [QKeySequence(keys)[0]]
    target = QApplication.focusWidget() or room.window
    QTest.keyClick(target, stroke.key(), stroke.keyboardModifiers())


def look_for(room: Room, words: str) -> None:
    """Open the bar, type, and wait for the answer."""
    room.press("find")
    bar(room).field.clear()
    QTest.keyClicks(bar(room).field, words)
    answered(room)


def answered(room: Room) -> None:
    """Wait until the finding thread has nothing to do and has said so."""
    done: list[bool] = []
    room.session.finding._worker.submit(lambda: True, done.append)
    room.until(lambda: bool(done))


def current_words(room: Room) -> str:
    """Return the words of the match that is gone to, with the row they are in."""
    match, page = room.transcript.marks.current_match, room.transcript.page
    return page.rows[page.shown_row(match.row)].text[match.start : match.end]


def current_turn(room: Room) -> int | None:
    match, page = room.transcript.marks.current_match, room.transcript.page
    return page.rows[page.shown_row(match.row)].turn


class TestAsking:
    def test_the_bar_comes_with_the_key_and_has_the_focus(self, room: Room) -> None:
        assert not bar(room).isVisible()

        press(room, "Ctrl+F")

        assert bar(room).isVisible()
        assert bar(room).field.hasFocus()
        assert bar(room).count.text() == ""

    def test_what_is_typed_is_counted_and_marked(self, room: Room) -> None:
        look_for(room, "lantern")

        assert bar(room).count.text() == "1 of 7"
        assert len(room.transcript.marks.matches.rows()) == 4
        assert bar(room).field.accessibleDescription() == "1 of 7"

    def test_keys_that_play_elsewhere_are_letters_in_the_field(self, room: Room) -> None:
        room.press("find")

        for key in (Qt.Key.Key_J, Qt.Key.Key_Space, Qt.Key.Key_K, Qt.Key.Key_Left):
            QTest.keyClick(bar(room).field, key)

        assert room.playback.state is not PlayerState.PLAYING
        assert bar(room).field.text().lower() == "j k"
        assert bar(room).field.cursorPosition() == 2

    def test_nothing_found_is_said(self, room: Room) -> None:
        look_for(room, "lanternfish")

        assert bar(room).count.text() == "No match"
        assert room.transcript.marks.matches is None
        assert not bar(room).next.isEnabled()

    def test_nothing_is_said_of_an_empty_field(self, room: Room) -> None:
        look_for(room, "lantern")
        bar(room).field.clear()
        answered(room)

        assert bar(room).count.text() == ""
        assert room.transcript.marks.matches is None

    def test_an_earlier_answer_does_not_come_after_a_later_one(self, room: Room) -> None:
        counts: list[str] = []
        room.press("find")
        room.session.finding._show = lambda found, remark="": counts.append(len(found.matches))

        QTest.keyClicks(bar(room).field, "lanterns")
        answered(room)

        assert counts == [3]

    def test_a_short_selection_is_looked_for(self, room: Room) -> None:
        page = room.transcript.page
        row = page.row_of(30)
        at = page.rows[row].text.index("Lantern")
        room.transcript.marks.selection.start(Spot(row, at))
        room.transcript._extend_selection(Spot(row, at + 7))

        room.press("find")
        answered(room)

        assert bar(room).field.text() == "Lantern"
        assert bar(room).field.selectedText() == "Lantern"
        assert current_turn(room) == 30

    def test_a_long_selection_is_not(self, room: Room) -> None:
        room.transcript.select_all()

        room.press("find")

        assert bar(room).field.text() == ""

    def test_case_and_whole_words_are_switches(self, room: Room) -> None:
        look_for(room, "Lantern")
        assert bar(room).count.text() == "1 of 7"

        bar(room).match_case.click()
        answered(room)
        assert bar(room).count.text().endswith("of 3")

        bar(room).match_case.click()
        bar(room).whole_words.click()
        answered(room)
        assert bar(room).count.text().endswith("of 4")

    def test_without_an_episode_a_sentence_says_what_to_do(
        self, qtbot: QtBot, tmp_path: Path
    ) -> None:
        empty = Room(qtbot, tmp_path / "empty")
        empty.enter()

        empty.press("find")

        assert "Open an episode" in empty.messages
        assert not bar(empty).isVisible()
        empty.leave()

    def test_when_the_episode_is_gone_there_is_nothing_to_look_through(self, room: Room) -> None:
        look_for(room, "lantern")

        room.session.shut_episode()
        room.press("find")

        assert "Open an episode" in room.messages
        assert not bar(room).isVisible()


class TestWhereItBegins:
    def test_it_begins_with_what_is_in_sight(self, room: Room) -> None:
        room.transcript.show_row(room.transcript.page.row_of(20))

        look_for(room, "lantern")

        assert current_turn(room) == 30
        assert bar(room).count.text() == "4 of 7"

    def test_where_nothing_follows_it_goes_on_from_the_top_and_says_so(self, room: Room) -> None:
        room.transcript.show_row(room.transcript.page.row_of(57))

        look_for(room, "lantern")

        assert bar(room).count.text() == "from the top · 1 of 7"
        assert room.transcript.page.rows[room.transcript.marks.current_match.row].kind is (
            RowKind.TITLE
        )

    def test_a_longer_word_stays_where_the_shorter_was(self, room: Room) -> None:
        room.transcript.show_row(room.transcript.page.row_of(20))
        look_for(room, "lantern")

        QTest.keyClicks(bar(room).field, "s were")
        answered(room)

        assert current_turn(room) == 30
        assert current_words(room) == "lanterns were"

    def test_half_a_word_does_not_unfold_the_notes(self, room: Room) -> None:
        look_for(room, "a")

        assert not room.transcript.page.notes_shown

    def test_a_word_of_the_notes_alone_does(self, room: Room) -> None:
        look_for(room, "beacon")

        assert room.transcript.page.notes_shown
        assert current_words(room) == "beacon"


class TestStepping:
    def test_enter_goes_on_and_shift_enter_back(self, room: Room) -> None:
        look_for(room, "lantern")

        press(room, "Return")
        assert (bar(room).count.text(), current_turn(room)) == ("2 of 7", 5)
        press(room, "Return")
        press(room, "Return")
        assert (bar(room).count.text(), current_turn(room)) == ("4 of 7", 30)
        press(room, "Shift+Return")
        assert (bar(room).count.text(), current_turn(room)) == ("3 of 7", 5)

    def test_it_goes_around_and_says_so(self, room: Room) -> None:
        look_for(room, "lantern")

        press(room, "Shift+Return")
        assert bar(room).count.text() == "from the end · 7 of 7"
        press(room, "Return")
        assert bar(room).count.text() == "from the top · 1 of 7"

    def test_from_the_page_the_function_key_goes_on(self, room: Room) -> None:
        look_for(room, "lantern")
        room.transcript.setFocus()

        press(room, "F3")
        assert bar(room).count.text() == "2 of 7"
        press(room, "Shift+F3")
        assert bar(room).count.text() == "1 of 7"

    def test_each_match_is_brought_into_sight(self, room: Room) -> None:
        look_for(room, "lantern")

        for _ in range(7):
            press(room, "Return")
            assert room.transcript.is_in_sight(room.transcript.marks.current_match)

    def test_the_page_does_not_move_for_a_match_in_sight(self, room: Room) -> None:
        room.transcript.show_row(room.transcript.page.row_of(28))
        look_for(room, "lantern")
        before = room.transcript.view_top()

        press(room, "Return")

        assert bar(room).count.text() == "5 of 7"
        assert room.transcript.view_top() == before

    def test_the_voice_stays_and_the_page_goes_with_it_no_more(self, room: Room) -> None:
        room.playback.seek(10_000)
        room.until(lambda: room.transcript.marks.heard_turn == 10)
        look_for(room, "lantern")
        press(room, "Return")

        assert room.playback.position_ms == 10_000
        assert not room.transcript.following.active
        there = room.transcript.view_top()
        room.playback.seek(12_000)
        room.until(lambda: room.transcript.marks.heard_turn == 12)
        assert room.transcript.view_top() == there

    def test_a_step_that_meets_folded_notes_unfolds_them(self, room: Room) -> None:
        look_for(room, "note")  # "note" alone is in the notes
        assert room.transcript.page.notes_shown
        room.transcript.fold_clicked.emit()
        assert not room.transcript.page.notes_shown
        assert room.transcript.marks.matches is not None

        press(room, "Return")

        assert room.transcript.page.notes_shown
        assert current_words(room) == "note"


class TestPlayingFromIt:
    def test_a_key_takes_the_sound_to_the_sentence(self, room: Room) -> None:
        look_for(room, "lanterns were")
        press(room, "Return")

        press(room, "Ctrl+Return")

        page = room.transcript.page
        wanted = page.timeline.sentences(current_turn(room))[-1]
        assert room.playback.position_ms >= wanted.start_ms > 0
        room.until(lambda: room.playback.state is PlayerState.PLAYING)
        assert bar(room).isVisible()

    def test_a_chapter_is_played_from_its_start(self, room: Room) -> None:
        look_for(room, "Lights")

        press(room, "Ctrl+Return")

        assert room.playback.position_ms == 30_000

    def test_what_nobody_said_cannot_be_played(self, room: Room) -> None:
        look_for(room, "beacon")

        press(room, "Ctrl+Return")

        assert "there is no sound to it" in room.messages
        assert room.playback.state is not PlayerState.PLAYING


class TestLeaving:
    def test_escape_takes_bar_and_marks_away_and_gives_the_focus_back(self, room: Room) -> None:
        look_for(room, "lantern")

        press(room, "Escape")

        assert not bar(room).isVisible()
        assert room.transcript.hasFocus()
        assert room.transcript.marks.matches is None

    def test_the_text_stays_where_it_is_on_the_screen(self, room: Room) -> None:
        room.transcript.set_following(on=False)
        room.transcript.show_row(room.transcript.page.row_of(20))
        QApplication.processEvents()
        viewport = room.transcript.viewport()

        def on_screen() -> int:
            row = room.transcript.page.row_of(22)
            top = room.transcript._layout.heights.top(row) - room.transcript.view_top()
            return viewport.mapTo(room.window, viewport.rect().topLeft()).y() + top

        before = on_screen()
        room.press("find")
        QApplication.processEvents()
        assert abs(on_screen() - before) <= 2
        press(room, "Escape")
        QApplication.processEvents()
        assert abs(on_screen() - before) <= 2

    def test_it_comes_back_with_the_words_from_before(self, room: Room) -> None:
        look_for(room, "lantern")
        press(room, "Escape")

        room.press("find_next")
        answered(room)

        assert bar(room).field.selectedText() == "lantern"
        assert bar(room).count.text().endswith("of 7")

    def test_another_episode_is_looked_through_for_the_same_words(
        self, room: Room, tmp_path: Path
    ) -> None:
        look_for(room, "harbour")
        room.session.arrivals.open_paths([write_page(tmp_path, title="The harbour ferry")])
        room.until(lambda: room.session.episode.title == "The harbour ferry")
        room.wait_for_library()
        answered(room)

        said = [row.text.lower() for row in room.transcript.page.unfolded().rows]
        count = sum(text.count("harbour") for text in said)
        assert bar(room).count.text().endswith(f"of {count}")


class TestWhatIsTold:
    def test_it_says_when_what_was_found_is_heard(self, room: Room) -> None:
        told = emissions(room.session.finding.hits_changed)

        look_for(room, "lantern was")
        room.until(lambda: bool(told) and bool(told[len(told) - 1][0]))
        timeline = room.transcript.page.timeline
        heard = told[len(told) - 1][0]
        assert heard == tuple(timeline.sentences(turn)[-2].start_ms for turn in (5, 30, 55))

        press(room, "Escape")
        assert told[len(told) - 1][0] == ()


class TestHowItLooks:
    def test_matches_are_tinted_and_the_current_one_is_outlined(self, room: Room) -> None:
        room.transcript.show_row(room.transcript.page.row_of(29))
        look_for(room, "lantern")
        picture = room.transcript.viewport().grab().toImage()
        colours = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 2)
            for y in range(picture.height())
        }

        assert {QColor(c).name() for c in (LIGHT.match, LIGHT.current_match)} <= colours

    @pytest.mark.parametrize("width", [340, 420, 500, 900])
    def test_in_a_narrow_bar_there_is_room_to_type(self, qtbot: QtBot, width: int) -> None:
        narrow = FindBar(LIGHT)
        qtbot.addWidget(narrow)
        narrow.resize(width, 44)
        narrow.show_count(12_345, 67_890)
        with qtbot.waitExposed(narrow):
            narrow.show()

        assert narrow.width() == width
        assert narrow.field.width() >= 110
        assert narrow.count.width() >= narrow.count.minimumSizeHint().width()
        assert narrow.close_button.geometry().right() <= width

    def test_turning_the_wheel_leaves_the_marks(self, room: Room) -> None:
        look_for(room, "lantern")

        turn_wheel(room.transcript.viewport(), -5)

        assert bar(room).count.text() == "1 of 7"
        assert room.transcript.marks.matches is not None
