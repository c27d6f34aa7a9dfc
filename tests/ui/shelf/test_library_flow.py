"""Whole episodes in the hand: opened, tagged, read again, removed and brought back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reader.importing import import_paths
from reader.library import Library
from reader.playback.player import PlayerState
from reader.settings import Settings
from reader.shelves.shelf import Order
from tests.ui.library_shelf import Room, page_text, write_page
from ui.shelf import library_flow
from ui.shelf.details_dialog import DetailsDialog
from ui.shelf.shelf_model import Heading
from ui.shelf.tags_dialog import TagsDialog

FERRY, LETTER, STORM = "The last ferry", "A letter from the north", "Storm over the sound"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on an episode with audio; two more in the library."""
    made = Room(qtbot, tmp_path / "library")
    others = (("letter.txt", LETTER), ("storm.txt", STORM))
    with Library(made.folder) as library:
        import_paths(library, [write_page(tmp_path, *other) for other in others])
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    yield made
    made.leave()


def panel(room: Room):
    return room.window.library_panel


def ids(room: Room, *titles: str) -> tuple[str, ...]:
    by_title = {record.title: record.id for record in panel(room).model.records}
    return tuple(by_title[title] for title in titles)


def select(room: Room, *titles: str) -> None:
    view = panel(room).view
    view.setFocus()
    view.clearSelection()
    flags = view.selectionModel().SelectionFlag
    for one in ids(room, *titles):
        index = panel(room).model.index(panel(room).model.row_of(one), 0)
        view.selectionModel().setCurrentIndex(index, flags.Select)


def menu(room: Room, *titles: str) -> dict[str, QMenu]:
    made = room.session.shelf.menu_for(ids(room, *titles))
    return {action.text(): action for action in made.actions() if action.text()}


class TestOpening:
    def test_what_was_open_is_not_left_selected_when_another_is_opened_elsewhere(
        self, room: Room
    ) -> None:
        select(room, LETTER)
        (letter, storm) = ids(room, LETTER, STORM)
        room.session.open_episode(letter)
        room.until(lambda: room.session.episode.id == letter)
        assert panel(room).view.selected_ids() == (letter,)
        room.session.open_episode(storm)
        room.until(lambda: room.session.episode.id == storm)
        assert panel(room).view.selected_ids() == ()

    def test_what_was_selected_meanwhile_stays_so(self, room: Room) -> None:
        select(room, LETTER, STORM)
        chosen = panel(room).view.selected_ids()
        (letter,) = ids(room, LETTER)
        room.session.open_episode(letter)
        room.until(lambda: room.session.episode.id == letter)
        assert panel(room).view.selected_ids() == chosen

    def test_a_click_opens_and_marks(self, room: Room) -> None:
        room.choose(LETTER)
        room.until(lambda: room.session.episode.title == LETTER)
        room.wait_for_library()
        assert panel(room).model.open_id == room.session.episode.id

    def test_what_was_left_is_to_go_on_with(self, room: Room) -> None:
        room.playback.seek(30_000)
        room.choose(LETTER)
        room.until(lambda: room.session.episode.title == LETTER)
        room.wait_for_library()
        first = panel(room).model.rows[1]
        assert (first.title, first.is_continued, first.share) == (FERRY, True, 0.5)

    def test_a_pause_shows_how_far_one_is(self, room: Room) -> None:
        room.playback.seek(30_000)
        room.play()
        room.press("toggle")
        room.until(lambda: room.playback.state is PlayerState.PAUSED)
        room.wait_for_library()
        row = next(r for r in panel(room).model.records if r.title == FERRY)
        assert row.position_ms >= 30_000

    def test_a_hidden_side_stays_hidden(self, room: Room) -> None:
        room.press("side_panel")
        room.choose(LETTER)
        room.until(lambda: room.session.episode.title == LETTER)
        room.wait_for_library()
        assert not room.window.side.isVisible()

    def test_the_filter_is_reached_by_a_key_and_from_there_any_episode(self, room: Room) -> None:
        room.press("side_panel")
        room.press("filter_library")
        assert panel(room).field.hasFocus()
        QTest.keyClicks(panel(room).field, "storm r")
        assert room.titles == [STORM]  # and nothing skipped or jumped
        QTest.keyClick(panel(room).field, Qt.Key.Key_Return)
        room.until(lambda: room.session.episode.title == STORM)


class TestRemoving:
    def test_one_is_removed_and_comes_back(self, room: Room) -> None:
        select(room, LETTER)
        QTest.keyClick(panel(room).view, Qt.Key.Key_Delete)
        room.wait_for_library()
        assert set(room.titles) == {FERRY, STORM}
        assert room.messages == f"“{LETTER}” was removed."
        assert room.session.episode.title == FERRY

        assert room.window.actions_by_name["undo"].isEnabled()
        room.press("undo")
        room.wait_for_library()
        assert set(room.titles) == {FERRY, LETTER, STORM}
        assert room.messages == ""
        assert not room.window.actions_by_name["undo"].isEnabled()

    def test_several_at_once(self, room: Room) -> None:
        select(room, LETTER, STORM)
        room.press("remove")
        room.wait_for_library()
        assert room.titles == [FERRY]
        assert room.messages == "2 episodes were removed."

    def test_when_the_bar_is_closed_it_can_still_be_undone(self, room: Room) -> None:
        select(room, LETTER)
        room.press("remove")
        room.wait_for_library()
        room.window.messages.clear()
        room.press("undo")
        room.wait_for_library()
        assert set(room.titles) == {FERRY, LETTER, STORM}

    def test_but_not_any_more_from_another_episode(self, room: Room) -> None:
        select(room, LETTER)
        room.press("remove")
        room.wait_for_library()
        room.window.messages.clear()
        room.choose(STORM)
        room.until(lambda: room.session.episode.title == STORM)
        assert not room.window.actions_by_name["undo"].isEnabled()

    def test_the_open_one_stops_and_comes_back_at_its_place(self, room: Room) -> None:
        room.play()
        room.playback.seek(30_000)
        room.window.transcript.setFocus()
        room.press("remove")
        room.wait_for_library()
        assert room.session.episode is None
        assert room.playback.state is not PlayerState.PLAYING
        assert room.window.welcome.isVisible()
        assert not room.window.transport.isVisible()
        assert room.window.windowTitle() == "Earmark"

        room.press("undo")
        room.until(lambda: room.session.episode is not None)
        assert room.session.episode.title == FERRY
        assert room.transcript.isVisible()
        assert room.playback.position_ms >= 30_000

    def test_what_belongs_to_the_open_one_goes_with_it(self, room: Room) -> None:
        room.press("find")
        assert room.window.find_bar.isVisible()
        room.press("remove")
        room.wait_for_library()
        assert not room.window.find_bar.isVisible()
        assert not room.window.lanes.isVisible()
        room.press("find")
        assert not room.window.find_bar.isVisible()
        assert "Open an episode first; then find words in it." in room.messages

    def test_undo_does_not_take_one_away_from_what_was_opened_meanwhile(self, room: Room) -> None:
        room.press("remove")
        room.wait_for_library()
        room.choose(LETTER)
        room.until(lambda: room.session.episode is not None)
        room.press("undo")
        room.wait_for_library()
        assert room.session.episode.title == LETTER
        assert FERRY in room.titles

    def test_the_last_one_leaves_the_welcome(self, room: Room) -> None:
        select(room, FERRY, LETTER, STORM)
        room.press("remove")
        room.wait_for_library()
        assert not room.window.side.isVisible()
        assert room.window.welcome.isVisible()
        room.press("undo")
        room.wait_for_library()
        assert room.window.side.isVisible()
        room.until(lambda: room.session.episode is not None)

    def test_keys_do_no_harm_where_nothing_is_open(self, room: Room) -> None:
        room.press("remove")
        room.wait_for_library()
        for name in ("toggle", "next_turn", "replay_turn", "copy", "details", "next_chapter"):
            room.press(name)
        room.leave()
        room.enter()
        assert room.session.episode.title != FERRY  # it is still removed

    def test_closing_after_a_removal_keeps_the_others(self, room: Room) -> None:
        select(room, LETTER)
        room.press("remove")
        room.leave()
        room.enter()
        assert set(room.titles) == {FERRY, STORM}


class TestTags:
    def test_what_is_typed_is_shown_and_kept(self, room: Room) -> None:
        select(room, LETTER, STORM)
        room.press("tags")
        dialog = room.window.findChild(TagsDialog)
        dialog.field.setText("north, to quote")
        dialog.accept()
        room.wait_for_library()
        tags = {record.title: record.tags for record in panel(room).model.records}
        assert tags == {FERRY: (), LETTER: ("north", "to quote"), STORM: ("north", "to quote")}
        assert panel(room)._stock.tags == ("north", "to quote")

    def test_without_the_list_they_are_those_of_the_open_episode(self, room: Room) -> None:
        select(room, LETTER)
        room.window.transcript.setFocus()
        room.press("tags")
        dialog = room.window.findChild(TagsDialog)
        dialog.field.setText("boats")
        dialog.accept()
        room.wait_for_library()
        assert next(r.tags for r in panel(room).model.records if r.title == FERRY) == ("boats",)

    def test_cancelling_changes_nothing(self, room: Room) -> None:
        room.press("tags")
        dialog = room.window.findChild(TagsDialog)
        dialog.field.setText("boats")
        dialog.reject()
        room.wait_for_library()
        assert not any(record.tags for record in panel(room).model.records)


class TestFiles:
    def test_reading_the_open_episode_again_shows_what_changed(
        self, room: Room, tmp_path: Path
    ) -> None:
        page = tmp_path / "ferry.txt"
        page.write_text(page_text(FERRY) + "\n\n00:01:00 Ida Holm: And the ferry was gone.\n")
        room.press("import_again")
        room.until(lambda: len(room.session.episode.turns) == 21)
        assert f"“{FERRY}” was read again from its file." in room.messages

    def test_a_page_that_is_gone_is_a_sentence(self, room: Room, tmp_path: Path) -> None:
        (tmp_path / "ferry.txt").unlink()
        room.press("import_again")
        room.wait_for_library()
        assert "ferry.txt is not there any more" in room.messages

    def test_its_folder_is_shown(
        self, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(
            QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()) is None
        )
        room.press("show_file")
        room.wait_for_library()
        assert asked == [str(tmp_path)]

        for path in tmp_path.glob("*.txt"):
            path.unlink()
        select(room, LETTER)
        room.press("show_file")
        room.wait_for_library()
        assert len(asked) == 1
        assert "letter.txt is not there any more" in room.messages

    def test_another_audio_is_chosen_for_an_episode_that_is_not_open(
        self, room: Room, recordings: Recordings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sound = recordings.file("wav", 20)
        monkeypatch.setattr(library_flow, "ask_for_audio", lambda _: sound)
        menu(room, LETTER)["Choose audio…"].trigger()
        room.wait_for_library()
        assert next(r.audio for r in panel(room).model.records if r.title == LETTER) == sound
        assert room.session.episode.title == FERRY


def test_the_keys_of_the_list_hold_in_it_and_those_of_the_page_elsewhere(room: Room) -> None:
    view = panel(room).view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert set(view.selected_ids()) == set(ids(room, FERRY, LETTER, STORM))

    view.go_to_first()
    room.playback.seek(30_000)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert room.playback.position_ms == 25_000  # an episode cannot be folded: it skips
    view.setCurrentIndex(panel(room).model.index(panel(room).model.rows.index(heading(room)), 0))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert (heading(room).is_folded, room.playback.position_ms) == (True, 25_000)


def heading(room: Room) -> Heading:
    rows = panel(room).model.rows
    return next(row for row in rows if isinstance(row, Heading) and row.key is not None)


class TestMenu:
    def test_for_one_episode_it_has_everything(self, room: Room) -> None:
        assert list(menu(room, LETTER)) == [
            *("Open", "Details…", "Tags…", "Choose audio…", "Show the file", "Import again"),
            "Remove",
        ]

    def test_for_several_it_has_what_makes_sense(self, room: Room) -> None:
        assert list(menu(room, LETTER, STORM)) == ["Tags…", "Import again", "Remove 2 episodes"]

    def test_the_details_are_those_of_the_episode(self, room: Room) -> None:
        menu(room, LETTER)["Details…"].trigger()
        room.until(lambda: room.window.findChild(DetailsDialog) is not None)
        dialog = room.window.findChild(DetailsDialog)
        assert dialog._details.episode.title == LETTER
        dialog.reject()

    def test_open(self, room: Room) -> None:
        menu(room, STORM)["Open"].trigger()
        room.until(lambda: room.session.episode.title == STORM)


def test_order_and_closed_shows_are_remembered_and_the_filter_is_not(room: Room) -> None:
    shown = panel(room)
    next(a for a in shown._orders.actions() if a.data() == Order.TITLE).trigger()
    shown.fold("night ferry")
    shown.field.setText("storm")
    room.wait_for_library()
    kept = Settings.load(room.folder)
    assert (kept["library_order"], kept["closed_shows"]) == ("title", "night ferry")
    room.leave()

    room.enter()
    wish = panel(room).wish
    assert (wish.order, wish.folded, wish.text) == (Order.TITLE, {"night ferry"}, "")
