"""One key keeps what was just heard, in a real window on a real library."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.model import Bookmark
from reader.playback.player import PlayerState
from reader.timecode import timecode
from tests.ui.library_shelf import Room, write_page
from tests.ui.reading_hand import drag, finish_layout, point_of
from ui.bookmarks.catching import (
    ARTICLE,
    IN_PASSING,
    NO_TRANSCRIPT,
    NOT_SAID,
    NOTHING_OPEN,
    NOTHING_SAID,
)
from ui.keys.key_words import FROM_THE_START
from ui.page.text_selection import Spot

TURN = 4  # heard from 12 s to 15 s


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on an episode, in its fifth turn; the last sentence there has only just begun."""
    made = Room(qtbot, tmp_path / "library")
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    made.playback.seek(14_990)
    yield made
    made.leave()


def on_disk(room: Room) -> tuple[Bookmark, ...]:
    """Return what another process would find."""
    with Library(room.folder) as library:
        return library.bookmarks(room.session.episode.id if room.session.episode else None)


def text_of(room: Room) -> str:
    return room.session.episode.turns[TURN].text


def sentences(room: Room) -> list[str]:
    text, timeline = text_of(room), room.transcript.page.timeline
    return [text[s.start : s.end] for s in timeline.sentences(TURN)]


def said(room: Room, number: int) -> str:
    """Return the last whole sentences said so far."""
    return " ".join(sentences(room)[:-1][-number:])


def catch(room: Room, times: int = 1) -> None:
    for _ in range(times):
        room.press("bookmark")
        room.wait_for_library()


def card(room: Room):
    return room.window.catch_card


class TestCatching:
    def test_the_last_whole_sentence_is_kept_and_shown(self, room: Room) -> None:
        catch(room)
        (kept,) = on_disk(room)
        assert kept.quote.text == said(room, 1)
        assert kept.quote.speaker == "Ida Holm"
        assert kept.quote.chapter == "Part 1"
        assert card(room).isVisible()
        assert card(room).words == kept.quote.text
        assert card(room).title == f"Kept · Ida Holm · {timecode(kept.quote.start_ms)}"

    def test_nothing_is_shown_before_it_is_on_the_disk(self, room: Room) -> None:
        room.press("bookmark")
        assert not card(room).isVisible()

    def test_the_sound_goes_on(self, room: Room) -> None:
        room.play()
        catch(room)
        assert room.playback.state is PlayerState.PLAYING

    def test_the_button_does_it_as_well(self, room: Room) -> None:
        room.window.transport.catch.click()
        room.wait_for_library()
        assert len(on_disk(room)) == 1

    def test_it_is_marked_in_the_text_and_on_both_bars(self, room: Room) -> None:
        catch(room)
        (kept,) = on_disk(room)
        marked = room.transcript.marks.kept
        (row,) = marked.rows()
        (span,) = marked.spans(row)
        content = room.transcript.page.unfolded().rows[row].text
        assert content[span.start : span.end] == kept.quote.text
        times = (kept.quote.start_ms, kept.quote.end_ms)
        assert room.window.transport.seek_bar._bookmarks == (times,)

    def test_the_same_sentence_is_not_kept_twice(self, room: Room) -> None:
        catch(room)
        card(room).dismiss()
        catch(room)
        assert len(on_disk(room)) == 1
        assert card(room).isVisible()
        assert not card(room).undo.isVisible()  # it was kept before

    def test_closing_right_after_the_key_loses_nothing(self, room: Room) -> None:
        room.press("bookmark")
        room.leave()
        with Library(room.folder) as library:
            assert len(library.bookmarks()) == 1

    def test_without_an_episode_it_says_what_to_do(self, room: Room) -> None:
        room.session.shut_episode()
        catch(room)
        assert room.messages == NOTHING_OPEN

    def test_before_anything_is_said_it_says_so(self, qtbot: QtBot, tmp_path: Path) -> None:
        late = tmp_path / "late.txt"
        late.write_text(
            "A late start\n\nNight Ferry\n\n27/1/2026 | 1 min\n\nTranscript\n\n"
            "00:00:20 Ida Holm: Here we go.\n\n00:00:30 Per Lind: Yes, we do.\n"
        )
        room = Room(qtbot, tmp_path / "other")
        room.enter(late)
        room.playback.seek(1_000)
        catch(room)
        assert room.messages == NOTHING_SAID
        room.leave()

    def test_an_article_has_no_transcript_to_keep_of(self, qtbot: QtBot, tmp_path: Path) -> None:
        article = tmp_path / "article.txt"
        article.write_text("On ferries\n\n27/1/2026 | 9 min\n\n" + "They are late. " * 40)
        room = Room(qtbot, tmp_path / "other")
        room.enter(article)
        catch(room)
        assert room.messages == FROM_THE_START.told(ARTICLE)
        room.transcript.select_all()
        room.press("cite")
        cited = QGuiApplication.clipboard().text()
        assert "They are late." in cited
        assert cited.endswith(
            f"— “On ferries”, 2026-01-27\nearmark://episode/{room.session.episode.id}"
        )
        room.leave()

    def test_a_recording_alone_asks_for_its_transcript(
        self, qtbot: QtBot, tmp_path: Path, recordings: Recordings
    ) -> None:
        room = Room(qtbot, tmp_path / "other")
        room.enter(recordings.file("wav", 60))
        catch(room)
        assert room.messages.endswith(NO_TRANSCRIPT)
        room.leave()

    def test_what_is_heard_in_passing_is_not_mistaken_for_the_open_page(self, room: Room) -> None:
        catch(room)
        card(room).dismiss()
        room.session.bookmarks.play(on_disk(room))
        room.until(lambda: room.session.hearing.reel.active)
        catch(room)
        assert room.messages == IN_PASSING
        assert len(on_disk(room)) == 1


class TestLeaving:
    def test_esc_closes_the_card_and_then_the_messages(self, room: Room) -> None:
        room.session.tell("The ferry is late.")
        catch(room)
        QTest.keyClick(room.transcript, Qt.Key.Key_Escape)
        assert not card(room).isVisible()
        assert len(on_disk(room)) == 1  # what was kept stays
        assert room.messages == "The ferry is late."
        QTest.keyClick(room.transcript, Qt.Key.Key_Escape)
        assert room.messages == ""


class TestGrowing:
    def test_each_further_press_takes_in_the_sentence_before(self, room: Room) -> None:
        catch(room, times=2)
        (kept,) = on_disk(room)
        assert kept.quote.text == said(room, 2)
        assert card(room).words == kept.quote.text

    def test_it_ends_with_the_whole_turn(self, room: Room) -> None:
        catch(room, times=12)
        (kept,) = on_disk(room)
        assert kept.quote.text == text_of(room)
        assert not card(room).more.isEnabled()

    def test_presses_that_come_before_the_first_is_written_count(self, room: Room) -> None:
        for _ in range(3):
            room.press("bookmark")
        room.wait_for_library()
        (kept,) = on_disk(room)
        assert kept.quote.text == said(room, 3)

    def test_shift_takes_the_last_growth_back(self, room: Room) -> None:
        catch(room, times=3)
        QTest.keyClick(room.transcript, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
        room.wait_for_library()
        (kept,) = on_disk(room)
        assert kept.quote.text == said(room, 2)

    def test_once_the_card_has_gone_it_is_another_catch(self, room: Room) -> None:
        catch(room)
        card(room).dismiss()
        room.playback.seek(26_990)
        catch(room)
        assert len(on_disk(room)) == 2

    def test_the_card_goes_after_a_while(self, room: Room) -> None:
        catch(room)
        assert card(room)._timer.isActive()
        card(room)._timer.timeout.emit()
        assert not card(room).isVisible()

    def test_the_card_stays_while_it_is_written_on(self, room: Room) -> None:
        catch(room)
        room.window.activateWindow()
        room.until(room.window.isActiveWindow)
        card(room).note.setFocus()
        card(room)._timer.timeout.emit()
        assert card(room).isVisible()


class TestRemarks:
    def test_a_note_and_tags_are_typed_straight_into_the_card(self, room: Room) -> None:
        catch(room)
        QTest.keyClick(room.transcript, Qt.Key.Key_N)
        assert room.window.focusWidget() is card(room).note
        before_ms = room.playback.position_ms
        QTest.keyClicks(card(room).note, "K, L and space jump nowhere")
        QTest.keyClicks(card(room).tags, "sea, to quote")
        QTest.keyClick(card(room).tags, Qt.Key.Key_Return)
        room.wait_for_library()
        (kept,) = on_disk(room)
        assert (kept.note, kept.tags) == ("K, L and space jump nowhere", ("sea", "to quote"))
        assert room.playback.position_ms == before_ms
        assert not card(room).isVisible()
        assert room.window.focusWidget() is room.transcript

    def test_tab_leads_from_the_text_to_the_note_and_on(self, room: Room) -> None:
        catch(room)
        room.transcript.setFocus()
        reached = []
        for _ in range(3):
            QTest.keyClick(room.window.focusWidget(), Qt.Key.Key_Tab)
            reached.append(room.window.focusWidget())
        assert reached == [card(room).note, card(room).tags, card(room).more]

    def test_growing_keeps_what_was_typed(self, room: Room) -> None:
        catch(room)
        card(room).note.setText("half a thou")
        catch(room)
        assert card(room).note.text() == "half a thou"

    @pytest.mark.parametrize("goes", ["closed", "another", "window"])
    def test_what_was_typed_is_never_dropped(self, room: Room, goes: str) -> None:
        catch(room)
        (kept,) = on_disk(room)
        card(room).note.setText("not yet entered")
        if goes == "closed":
            card(room)._close.click()
        elif goes == "another":
            finish_layout(room.transcript)
            drag(
                room.transcript.viewport(),
                point_of(room.transcript, TURN, 0),
                point_of(room.transcript, TURN, 9),
            )
            catch(room)
        else:
            room.window.close()
        if goes != "window":
            room.wait_for_library()
        room.leave()
        with Library(room.folder) as library:
            assert library.bookmark(kept.id).note == "not yet entered"

    def test_undo_takes_it_away(self, room: Room) -> None:
        catch(room)
        card(room).note.setText("thought better of it")
        card(room).undo.click()
        room.wait_for_library()
        assert on_disk(room) == ()
        assert room.messages == ""
        assert room.transcript.marks.kept.rows() == ()

    def test_a_note_of_several_lines_is_not_spoilt_by_the_line_it_is_shown_in(
        self, room: Room
    ) -> None:
        catch(room)
        (kept,) = on_disk(room)
        with Library(room.folder) as library:
            library.change_bookmark(kept.id, note="One\nTwo", tags=["a, b"])
        card(room).dismiss()
        catch(room)  # what is kept already is shown
        assert card(room).note.isReadOnly()
        card(room).tags.setText(f"{card(room).tags.text()}, more")
        card(room).dismiss()
        room.wait_for_library()
        (kept,) = on_disk(room)
        assert (kept.note, kept.tags) == ("One\nTwo", ("a, b", "more"))


class TestLongTags:
    """A note that was typed into the wrong field."""

    def test_the_card_stays_and_says_what_is_wrong(self, room: Room) -> None:
        catch(room)
        card(room).tags.setText("x" * 101)
        QTest.keyClick(card(room).tags, Qt.Key.Key_Return)
        assert card(room).isVisible()
        assert "has 101" in card(room).words
        card(room).tags.setText("sea")
        QTest.keyClick(card(room).tags, Qt.Key.Key_Return)
        room.wait_for_library()
        assert on_disk(room)[0].tags == ("sea",)

    def test_they_do_not_hold_the_note_up(self, room: Room) -> None:
        catch(room)
        card(room).note.setText("precious")
        card(room).tags.setText("x" * 101)
        card(room).dismiss()
        room.wait_for_library()
        assert (on_disk(room)[0].note, on_disk(room)[0].tags) == ("precious", ())
        assert "has 101" in room.messages


class TestFailures:
    """Another program that refuses what is written stands for full disks and locks."""

    def refuse(self, room: Room, change: str) -> None:
        with sqlite3.connect(room._library.storage.path) as other:
            other.execute(
                f"CREATE TRIGGER refusal BEFORE {change} ON bookmarks "
                "BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        other.close()

    def relent(self, room: Room) -> None:
        with sqlite3.connect(room._library.storage.path) as other:
            other.execute("DROP TRIGGER refusal")
        other.close()

    def test_what_cannot_be_kept_is_not_shown_as_kept(self, room: Room) -> None:
        self.refuse(room, "INSERT")
        catch(room)
        assert not card(room).isVisible()
        assert room.messages

    def test_it_can_be_kept_a_moment_later_though_the_sound_went_on(self, room: Room) -> None:
        self.refuse(room, "INSERT")
        catch(room)
        room.playback.seek(50_000)
        self.relent(room)
        room.window.messages.take_offer()
        room.wait_for_library()
        (kept,) = on_disk(room)
        assert kept.quote.text == said(room, 1)
        assert card(room).words == kept.quote.text

    def test_a_note_that_cannot_be_written_is_kept_for_another_try(self, room: Room) -> None:
        catch(room)
        self.refuse(room, "UPDATE")
        card(room).note.setText("precious")
        card(room).dismiss()
        room.wait_for_library()
        self.relent(room)
        room.window.messages.take_offer()
        room.wait_for_library()
        assert on_disk(room)[0].note == "precious"

    def test_an_episode_that_is_gone_is_told(self, room: Room) -> None:
        with Library(room.folder) as library:
            library.remove(room.session.episode.id)
        catch(room)
        assert "no episode" in room.messages
        assert not card(room).isVisible()


class TestSelections:
    def test_a_selection_across_turns_is_kept_instead(self, room: Room) -> None:
        finish_layout(room.transcript)
        view = room.transcript
        view.scroll_to(view._layout.turn_extent(TURN)[0] - 20)
        drag(view.viewport(), point_of(view, TURN, 0), point_of(view, TURN + 1, 8))
        catch(room)
        (kept,) = on_disk(room)
        assert kept.quote.text == f"{text_of(room)}\n\nTurn 5."[: len(kept.quote.text)]
        assert kept.quote.text.endswith("Turn 5.")
        assert room.transcript.marks.selection.is_empty  # the mark takes its place

    def test_a_note_is_not_taken_for_what_was_heard(self, room: Room) -> None:
        view = room.transcript
        view.marks.selection.start(Spot(0, 0))
        view.marks.selection.extend(Spot(0, 3))
        catch(room)
        assert room.messages == FROM_THE_START.told(NOT_SAID)
        assert on_disk(room) == ()

    def test_a_heading_alone_has_no_words_to_keep(self, room: Room) -> None:
        room.transcript.select_all()
        assert room.transcript.selected_place() is not None
        room.transcript.marks.selection.start(room.transcript.first_in_sight())
        assert room.transcript.selected_place() is None
