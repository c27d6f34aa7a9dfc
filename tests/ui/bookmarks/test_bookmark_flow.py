"""Bookmarks seen, heard, edited, deleted and placed again, in a real window on a real library."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reader.importing import import_paths
from reader.library import Library
from reader.model import Bookmark, Placed, TurnRange
from reader.playback.player import PlayerState
from reader.quotes.capturing import quote_of
from reader.timing.timeline import Timeline
from tests.ui.emissions import emissions
from tests.ui.library_shelf import Room, write_page
from tests.ui.reading_hand import drag, finish_layout, point_of
from ui.bookmarks.bookmark_dialog import BookmarkDialog
from ui.bookmarks.bookmark_flow import GONE
from ui.shelf.removal_question import RemovalQuestion

FERRY, LETTER = "The last ferry", "A letter from the north"


def keep(library: Library, title: str, turn: int, **remarks) -> Bookmark:
    """Keep the first words of a turn."""
    episode = library.episode(library.find(title))
    timeline = Timeline(episode.turns, episode.chapters)
    quote = quote_of(timeline, TurnRange(turn, 0, turn, len("Turn 0.")))
    return library.add_bookmark(episode.id, quote, **remarks)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on “The last ferry” with two bookmarks; another episode has one."""
    made = Room(qtbot, tmp_path / "library")
    pages = [write_page(tmp_path), write_page(tmp_path, "letter.txt", LETTER)]
    with Library(made.folder) as library:
        import_paths(library, pages[1:], audio=recordings.file("wav", 45))
        import_paths(library, pages[:1], audio=recordings.file("wav", 60))
        keep(library, FERRY, 8, note="the storm", tags=["sea"], colour="blue")
        keep(library, FERRY, 2)
        keep(library, LETTER, 3, colour="green")
        library.note_opened(library.find(FERRY))
    made.enter()
    assert made.session.episode.title == FERRY
    made.playback.seek(30_000)
    yield made
    made.leave()


def panel(room: Room):
    return room.window.bookmarks


def listed(room: Room) -> list[str]:
    return [one.quote.text for one in panel(room).listed()]


def on_disk(room: Room) -> dict[str, Bookmark]:
    with Library(room.folder) as library:
        return {one.quote.text: one for one in library.bookmarks()}


def select(room: Room, *texts: str) -> None:
    chosen, view = panel(room).list, panel(room).list.selectionModel()
    chosen.setFocus()
    view.clear()
    for row, shown in enumerate(chosen.rows.rows):
        if hasattr(shown, "bookmark") and shown.bookmark.quote.text in texts:
            view.setCurrentIndex(chosen.rows.index(row), view.SelectionFlag.Select)


def press(room: Room, key: Qt.Key) -> None:
    QTest.keyClick(panel(room).list, key)


def actions(menu: QMenu) -> dict[str, object]:
    return {action.text(): action for action in menu.actions() if action.text()}


def dialog(room: Room) -> BookmarkDialog:
    room.wait_for_library()
    (found,) = room.window.findChildren(BookmarkDialog)
    return found


@pytest.fixture
def shown(room: Room) -> Room:
    """The same with the panel open."""
    room.press("bookmarks")
    room.wait_for_library()
    return room


class TestSeeing:
    def test_the_key_shows_this_episodes_in_the_order_they_are_heard(self, shown: Room) -> None:
        assert shown.window.panels.shows(panel(shown))
        assert listed(shown) == ["Turn 2.", "Turn 8."]
        assert panel(shown).list.hasFocus()

    def test_the_key_closes_it_from_within(self, shown: Room) -> None:
        shown.press("bookmarks")
        assert not shown.window.panels.isVisible()
        assert shown.transcript.hasFocus()

    def test_those_of_all_episodes_are_one_choice_away(self, shown: Room) -> None:
        panel(shown).scope.activated.emit(1)
        assert listed(shown) == ["Turn 3.", "Turn 2.", "Turn 8."]

    def test_another_episode_shows_its_own(self, shown: Room) -> None:
        shown.choose(LETTER)
        shown.until(lambda: shown.session.episode.title == LETTER)
        shown.wait_for_library()
        assert listed(shown) == ["Turn 3."]
        assert len(shown.transcript.marks.kept.bookmarks) == 1

    def test_what_another_process_kept_is_there_when_it_is_shown(self, room: Room) -> None:
        with Library(room.folder) as library:
            keep(library, FERRY, 5)
        room.press("bookmarks")
        room.wait_for_library()
        assert listed(room) == ["Turn 2.", "Turn 5.", "Turn 8."]

    def test_a_shut_episode_leaves_no_marks(self, shown: Room) -> None:
        shown.session.shut_episode()
        shown.session.refresh()
        shown.wait_for_library()
        assert listed(shown) == ["Turn 3.", "Turn 2.", "Turn 8."]
        assert shown.window.transport.seek_bar._bookmarks == ()

    def test_a_quote_of_another_transcript_is_listed_and_not_drawn(self, room: Room) -> None:
        with Library(room.folder) as library:
            (one, *_) = library.bookmarks(library.find(FERRY))
            # The library itself would place it in the transcript that it has.
            library.storage.save_quote(one.id, replace(one.quote, transcript="another"))
        room.press("bookmarks")
        room.wait_for_library()
        assert listed(room) == ["Turn 2.", "Turn 8."]
        assert [b.quote.text for b in room.transcript.marks.kept.bookmarks] == ["Turn 8."]


class TestHearing:
    def test_space_plays_one_in_passing_and_comes_back(self, shown: Room) -> None:
        select(shown, "Turn 8.")
        press(shown, Qt.Key.Key_Space)
        shown.until(lambda: shown.session.hearing.reel.active)
        assert shown.window.reel_bar.title.startswith("Bookmark · Per Lind, 0:24") or (
            shown.window.reel_bar.title.startswith("Bookmark · Ida Holm, 0:24")
        )
        assert shown.playback.position_ms == 30_000
        shown.session.hearing.reel.stop()
        assert shown.playback.state is PlayerState.PAUSED
        assert shown.playback.position_ms == 30_000

    def test_all_that_are_shown_play_as_one_reel(self, shown: Room) -> None:
        panel(shown).scope.activated.emit(1)
        panel(shown).play_all.click()
        shown.until(lambda: shown.session.hearing.reel.active)
        assert shown.window.reel_bar.title.startswith("Bookmark 1 of 3 · ")

    def test_all_of_one_tag(self, shown: Room) -> None:
        panel(shown).scope.activated.emit(1)
        panel(shown).field.setText("#sea")
        panel(shown).play_all.click()
        shown.until(lambda: shown.session.hearing.reel.active)
        assert shown.session.hearing.reel.count == 1

    def test_enter_goes_there(self, shown: Room) -> None:
        select(shown, "Turn 8.")
        press(shown, Qt.Key.Key_Return)
        assert abs(shown.playback.position_ms - 24_000) < 100
        assert shown.transcript.hasFocus()

    def test_a_click_shows_it_and_leaves_the_sound(self, shown: Room) -> None:
        finish_layout(shown.transcript)
        chosen = panel(shown).list
        row = chosen.rows.row_of(panel(shown).listed()[0].id)
        place = chosen.visualRect(chosen.rows.index(row)).center()
        QTest.mouseClick(chosen.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert shown.playback.position_ms == 30_000
        assert not shown.transcript.following.active

    def test_one_whose_episode_is_gone_says_so(self, room: Room) -> None:
        with Library(room.folder) as library:
            library.remove(library.find(LETTER))
            library.storage.release_bookmarks(library.removed()[0][0])
        room.press("bookmarks")
        panel(room).show_all_episodes()
        room.wait_for_library()
        select(room, "Turn 3.")
        press(room, Qt.Key.Key_Return)
        assert room.messages == GONE


class TestChanging:
    def test_note_tags_colour_and_range_are_edited(self, shown: Room) -> None:
        select(shown, "Turn 2.")
        before = on_disk(shown)["Turn 2."].quote
        press(shown, Qt.Key.Key_F2)
        edits = dialog(shown)
        edits.note.setPlainText("Two\nlines")
        edits.tags.setText("sea, 🌊 waves")
        edits.colour.setCurrentIndex(edits.colour.findData("pink"))
        edits.range._move(-500, 1500)
        edits.accept()
        shown.wait_for_library()
        now = on_disk(shown)["Turn 2."]
        assert (now.note, now.tags, now.colour) == ("Two\nlines", ("sea", "🌊 waves"), "pink")
        assert now.quote.start_ms == before.start_ms - 500
        assert now.quote.end_ms == before.end_ms + 1500

    def test_a_range_ends_with_the_recording_at_the_latest(self, shown: Room) -> None:
        select(shown, "Turn 8.")
        press(shown, Qt.Key.Key_F2)
        edits = dialog(shown)
        for _ in range(2 * 60):
            edits.range._move(0, 500)
        assert edits.range.range_ms[1] == 60_000
        edits.reject()

    def test_a_tag_that_is_too_long_keeps_the_dialog_open(self, shown: Room) -> None:
        select(shown, "Turn 8.")
        press(shown, Qt.Key.Key_F2)
        edits = dialog(shown)
        edits.tags.setText("x" * 101)
        edits.accept()
        assert edits.isVisible()
        assert "has 101" in edits.hint.text()
        edits.reject()

    def test_a_cancelled_edit_changes_nothing(self, shown: Room) -> None:
        select(shown, "Turn 8.")
        press(shown, Qt.Key.Key_E)
        dialog(shown).note.setPlainText("no")
        dialog(shown).reject()
        shown.wait_for_library()
        assert on_disk(shown)["Turn 8."].note == "the storm"

    def test_what_is_not_touched_stays_whatever_it_is(self, shown: Room) -> None:
        strange = {"note": "a\u2028b \n", "tags": ["x, y", "#z"], "colour": "turquoise"}
        with Library(shown.folder) as library:
            library.change_bookmark(on_disk(shown)["Turn 2."].id, **strange)
        shown.session.bookmarks.reload()
        shown.wait_for_library()
        before = on_disk(shown)["Turn 2."]
        select(shown, "Turn 2.")
        press(shown, Qt.Key.Key_F2)
        assert not dialog(shown).edited().changes
        dialog(shown).accept()
        shown.wait_for_library()
        assert on_disk(shown)["Turn 2."] == before

    def test_several_get_a_colour_and_a_tag_and_keep_their_own(self, shown: Room) -> None:
        panel(shown).show_all_episodes()
        panel(shown).list.selectAll()
        press(shown, Qt.Key.Key_E)
        edits = dialog(shown)
        edits.tags.setText("read again")
        edits.colour.setCurrentIndex(edits.colour.findData("yellow"))
        edits.accept()
        shown.wait_for_library()
        now = on_disk(shown)
        assert {one.colour for one in now.values()} == {"yellow"}
        assert now["Turn 8."].tags == ("sea", "read again")
        assert now["Turn 8."].note == "the storm"

    def test_deleted_ones_come_back_by_undo(self, shown: Room) -> None:
        before = on_disk(shown)
        panel(shown).list.selectAll()
        press(shown, Qt.Key.Key_Delete)
        shown.wait_for_library()
        assert listed(shown) == []
        assert shown.messages == "2 bookmarks deleted."
        assert shown.transcript.marks.kept.rows() == ()
        shown.press("undo")
        shown.wait_for_library()
        assert on_disk(shown) == before
        assert listed(shown) == ["Turn 2.", "Turn 8."]

    def test_hundreds_are_deleted_at_once(self, room: Room) -> None:
        with Library(room.folder) as library:
            (one, *_) = library.bookmarks(library.find(FERRY))
            for number in range(300):
                library.add_bookmark(
                    one.episode, replace(one.quote, text=f"Kept {number}", place=None)
                )
        room.press("bookmarks")
        room.wait_for_library()
        panel(room).list.selectAll()
        press(room, Qt.Key.Key_Delete)
        room.wait_for_library()
        assert list(on_disk(room)) == ["Turn 3."]
        room.press("undo")
        room.wait_for_library()
        assert len(on_disk(room)) == 303

    def test_the_menu_gives_a_colour_by_name(self, shown: Room) -> None:
        menu = shown.session.bookmarks.menu_for(panel(shown).listed())
        actions(actions(menu)["Colour"].menu())["Purple"].trigger()
        shown.wait_for_library()
        assert {on_disk(shown)[text].colour for text in listed(shown)} == {"purple"}
        menu.deleteLater()

    def test_the_index_is_told(self, shown: Room) -> None:
        told = emissions(shown.session.bookmarks.changed)
        shown.session.bookmarks.set_colour(panel(shown).listed(), "green")
        shown.wait_for_library()
        assert len(told) == 1


class TestPlacingAgain:
    @pytest.fixture
    def lost(self, room: Room) -> Room:
        with Library(room.folder) as library:
            one = on_disk(room)["Turn 8."]
            quote = replace(one.quote, placed=Placed.LOST, place=None, transcript="another")
            library.change_bookmark(one.id, quote=quote)
        room.press("bookmarks")
        room.wait_for_library()
        return room

    def test_it_stands_in_a_group_of_its_own(self, lost: Room) -> None:
        assert listed(lost) == ["Turn 8.", "Turn 2."]
        assert panel(lost).list.rows.rows[0].title == "To place again"
        assert len(lost.transcript.marks.kept.bookmarks) == 1

    def test_the_words_selected_are_its_place_from_then_on(self, lost: Room) -> None:
        view = lost.transcript
        finish_layout(view)
        view.scroll_to(view._layout.turn_extent(9)[0] - 20)
        drag(view.viewport(), point_of(view, 9, 0), point_of(view, 9, 8))
        menu = lost.session.bookmarks.menu_for(panel(lost).listed()[:1])
        actions(menu)["Place the quote here"].trigger()
        menu.deleteLater()
        lost.wait_for_library()
        now = on_disk(lost)["Turn 8."]  # its words stay as they were kept
        assert now.quote.placed is Placed.EXACT
        assert now.quote.place == TurnRange(9, 0, 9, 7)
        assert 27_000 <= now.quote.start_ms < now.quote.end_ms <= 30_000
        assert listed(lost) == ["Turn 2.", "Turn 8."]
        assert len(view.marks.kept.bookmarks) == 2

    def test_without_a_selection_the_menu_says_what_to_do(self, lost: Room) -> None:
        menu = lost.session.bookmarks.menu_for(panel(lost).listed()[:1])
        words = "Place the quote here (select the words in its episode first)"
        assert not actions(menu)[words].isEnabled()
        menu.deleteLater()


class TestTheTextsMenu:
    def fill(
        self, room: Room, bookmark: Bookmark | None, sentence: TurnRange | None = None
    ) -> QMenu:
        menu = QMenu(room.window)
        room.transcript.menu_opened.emit(menu, bookmark, sentence)
        return menu

    def test_a_selection_can_be_kept_and_cited(self, room: Room) -> None:
        view = room.transcript
        assert not actions(self.fill(room, None))["Bookmark"].isEnabled()
        finish_layout(view)
        view.scroll_to(view._layout.turn_extent(5)[0] - 20)
        drag(view.viewport(), point_of(view, 5, 0), point_of(view, 5, 8))
        actions(self.fill(room, None))["Bookmark"].trigger()
        room.wait_for_library()
        assert "Turn 5." in on_disk(room)

    def test_without_a_selection_the_sentence_under_the_pointer_is_meant(self, room: Room) -> None:
        menu = actions(self.fill(room, None, TurnRange(5, 0, 5, 7)))
        menu["Copy this sentence as a quote"].trigger()
        assert QApplication.clipboard().text().startswith("“Turn 5.”\n")
        menu["Bookmark this sentence"].trigger()
        room.wait_for_library()
        assert "Turn 5." in on_disk(room)

    def test_what_is_kept_there_can_be_changed_there(self, room: Room) -> None:
        view = room.transcript
        finish_layout(view)
        view.scroll_to(view._layout.turn_extent(8)[0] - 20)
        found = view.kept_at(QPointF(point_of(view, 8, 3)))
        assert found.quote.text == "Turn 8."
        assert view.kept_at(QPointF(point_of(view, 8, 12))) is None
        own = actions(self.fill(room, found))["This bookmark"].menu()
        actions(own)["Delete"].trigger()
        room.wait_for_library()
        assert "Turn 8." not in on_disk(room)

    def test_a_quote_without_a_sure_place_is_offered_the_selection(self, room: Room) -> None:
        with Library(room.folder) as library:
            one = on_disk(room)["Turn 8."]
            library.change_bookmark(one.id, quote=replace(one.quote, placed=Placed.UNSURE))
        room.session.bookmarks.reload()
        room.wait_for_library()
        view = room.transcript
        finish_layout(view)
        view.scroll_to(view._layout.turn_extent(5)[0] - 20)
        drag(view.viewport(), point_of(view, 5, 0), point_of(view, 5, 8))
        offered = actions(self.fill(room, None))["Place a quote here"].menu()
        actions(offered)["Turn 8."].trigger()
        room.wait_for_library()
        now = on_disk(room)["Turn 8."].quote
        assert (now.placed, now.place.first_turn) == (Placed.EXACT, 5)


class TestTakingAlong:
    def test_a_selection_is_copied_as_a_quote(self, room: Room) -> None:
        view = room.transcript
        finish_layout(view)
        view.scroll_to(view._layout.turn_extent(8)[0] - 20)
        drag(view.viewport(), point_of(view, 8, 0), point_of(view, 8, 8))
        room.press("cite")
        episode = room.session.episode
        assert QApplication.clipboard().text() == (
            f"“Turn 8.”\n— {episode.turns[8].speaker}, “{FERRY}”, Night Ferry, 2026-01-27, 0:24\n"
            f"earmark://episode/{episode.id}?t=24.000"
        )

    def test_what_is_selected_or_else_listed_is_exported(self, shown: Room) -> None:
        asked = emissions(shown.session.bookmarks.export_asked)
        panel(shown).list.clearSelection()
        panel(shown).export.click()
        select(shown, "Turn 8.")
        panel(shown).export.click()
        now = on_disk(shown)
        assert asked == [((now["Turn 2."].id, now["Turn 8."].id),), ((now["Turn 8."].id,),)]


class TestRemovingTheEpisode:
    def ask(self, room: Room) -> RemovalQuestion:
        room.transcript.setFocus()
        room.press("remove")
        room.wait_for_library()
        (question,) = room.window.findChildren(RemovalQuestion)
        return question

    def test_its_quotes_are_kept_by_default(self, room: Room) -> None:
        question = self.ask(room)
        assert question.text() == "This episode has 2 bookmarks."
        question.defaultButton().click()
        room.wait_for_library()
        assert FERRY not in room.titles
        assert set(on_disk(room)) == {"Turn 2.", "Turn 3.", "Turn 8."}

    def test_they_can_go_with_it_and_come_back_with_it(self, room: Room) -> None:
        self.ask(room).drop.click()
        room.wait_for_library()
        assert set(on_disk(room)) == {"Turn 3."}
        room.press("undo")
        room.wait_for_library()
        assert set(on_disk(room)) == {"Turn 2.", "Turn 3.", "Turn 8."}

    def test_cancelled_nothing_is_removed(self, room: Room) -> None:
        self.ask(room).reject()
        room.wait_for_library()
        assert FERRY in room.titles
