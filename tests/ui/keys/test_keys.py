"""Keys that are changed: at once, for good, never twice, and never while something is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from reader.playback.player import PlayerState
from reader.settings import Settings
from tests.ui.library_shelf import Room, write_page
from ui.keys.commands import COMMANDS, FIXED_KEYS
from ui.keys.key_sheet import KeySheet, balanced
from ui.keys.keys_dialog import KeysDialog
from ui.keys.keys_flow import in_one_writing


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window on a page without audio."""
    made = Room(qtbot, tmp_path / "library")
    made.enter(write_page(tmp_path))
    yield made
    made.leave()


@pytest.fixture
def dialog(room: Room) -> Iterator[KeysDialog]:
    """The dialog in which keys are changed; a test may close it itself."""
    room.press("change_keys")
    (shown,) = room.window.findChildren(KeysDialog)
    yield shown
    if isValid(shown):
        shown.close()


def shortcuts(room: Room, name: str) -> list[str]:
    return [keys.toString() for keys in room.window.actions_by_name[name].shortcuts()]


def give(dialog: KeysDialog, name: str, key: str) -> None:
    dialog.choose(name)
    dialog.press.setKeySequence(QKeySequence(key))


class TestChanging:
    def test_a_key_that_is_pressed_and_used_holds_at_once(
        self, room: Room, dialog: KeysDialog
    ) -> None:
        dialog.choose("faster")
        QTest.keyClick(dialog.press, Qt.Key.Key_U)
        dialog.use.click()

        assert shortcuts(room, "faster") == ["U"]

    def test_then_the_list_has_the_keyboard_and_not_the_next_button(
        self, room: Room, dialog: KeysDialog
    ) -> None:
        give(dialog, "faster", "Ctrl+U")
        dialog.use.setFocus()
        room.until(dialog.use.hasFocus)
        QTest.keyClick(dialog.use, Qt.Key.Key_Space)
        assert dialog.tree.hasFocus()
        assert shortcuts(room, "faster") == ["Ctrl+U"]

    def test_it_is_there_the_next_time(self, room: Room, dialog: KeysDialog) -> None:
        give(dialog, "faster", "Ctrl+U")
        dialog.add.click()
        dialog.close()
        room.wait_for_library()
        room.leave()
        room.enter()

        assert shortcuts(room, "faster") == ["]", "Ctrl+U"]

    def test_a_key_that_is_taken_is_refused_and_leads_to_its_command(
        self, room: Room, dialog: KeysDialog
    ) -> None:
        give(dialog, "faster", "R")

        assert "Replay this turn" in dialog.verdict.text()
        assert not dialog.use.isEnabled()
        assert not dialog.add.isEnabled()
        dialog.go_there.click()
        assert dialog.chosen == "replay_turn"

    def test_a_key_that_the_window_needs_is_refused(self, dialog: KeysDialog) -> None:
        give(dialog, "faster", "Esc")

        assert "closes" in dialog.verdict.text()
        assert not dialog.use.isEnabled()
        assert not dialog.go_there.isVisible()

    def test_a_command_loses_its_keys_and_gets_them_back(
        self, room: Room, dialog: KeysDialog
    ) -> None:
        dialog.choose("toggle")
        dialog.clear.click()
        assert shortcuts(room, "toggle") == []

        dialog.reset.click()
        assert shortcuts(room, "toggle") == ["Space", "K"]

    def test_all_of_them_are_reset(self, room: Room, dialog: KeysDialog) -> None:
        give(dialog, "faster", "U")
        dialog.use.click()
        dialog.reset_all.click()

        assert shortcuts(room, "faster") == ["]"]
        assert not dialog.reset_all.isEnabled()

    def test_a_command_is_found_by_its_words_or_its_key(self, dialog: KeysDialog) -> None:
        dialog.field.setText("f11")

        assert [i.text(0) for i in dialog.rows.values() if not i.isHidden()] == ["Full screen"]
        dialog.field.setText("view voice")
        assert [i.text(0) for i in dialog.rows.values() if not i.isHidden()] == ["Follow the voice"]

    @pytest.mark.parametrize("held", [Qt.Key.Key_AltGr, Qt.Key.Key_Dead_Acute, Qt.Key.Key_Super_L])
    def test_a_key_that_does_nothing_alone_is_not_taken_for_one(
        self, dialog: KeysDialog, held: Qt.Key
    ) -> None:
        dialog.choose("faster")
        for key, text in ((held, ""), (Qt.Key.Key_BraceLeft, "{")):
            QTest.sendKeyEvent(
                QTest.KeyAction.Press, dialog.press, key, text, Qt.KeyboardModifier.NoModifier
            )

        assert dialog.press.keySequence() == QKeySequence("{")
        assert dialog.use.isEnabled()


class TestInUse:
    def test_damaged_keys_are_told_and_the_first_ones_hold(self, room: Room) -> None:
        room.leave()
        settings = Settings.load(room.folder)
        settings.set("keys", "{")
        settings.save()
        room.enter()

        assert "Change keys" in room.messages
        assert shortcuts(room, "faster") == ["]"]

    def test_a_changed_key_is_a_letter_while_something_is_typed(
        self, room: Room, dialog: KeysDialog
    ) -> None:
        give(dialog, "faster", "U")
        dialog.use.click()
        dialog.close()
        room.press("filter_library")
        field = room.window.library_panel.field
        QTest.keyClick(field, Qt.Key.Key_U)

        assert field.text() == "u"
        assert room.playback.speed == 1.0

    def test_the_buttons_name_the_key_that_does_the_same(
        self, room: Room, dialog: KeysDialog
    ) -> None:
        give(dialog, "bookmark", "Ctrl+U")
        dialog.use.click()

        assert "(Ctrl+U)" in room.window.transport.catch.toolTip()

    def test_no_fixed_key_is_a_commands_from_the_start(self) -> None:
        given = {in_one_writing(key) for command in COMMANDS for key in command.keys}

        assert given.isdisjoint(map(in_one_writing, FIXED_KEYS))
        assert all(map(in_one_writing, FIXED_KEYS))

    @pytest.mark.parametrize("key", ["Alt+F", "Ctrl+Return", "Home"])
    def test_a_key_that_menus_lists_and_fields_need_is_refused(
        self, dialog: KeysDialog, key: str
    ) -> None:
        give(dialog, "faster", key)

        assert "cannot be changed" in dialog.verdict.text()
        assert not dialog.use.isEnabled()


class TestMediaKeys:
    @pytest.fixture
    def room(self, qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
        """A window on a page with audio."""
        made = Room(qtbot, tmp_path / "library")
        made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
        yield made
        made.leave()

    def press(self, room: Room, key: Qt.Key) -> None:
        room.window.activateWindow()
        room.until(room.window.isActiveWindow)
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, room.window, key, "", Qt.KeyboardModifier.NoModifier
        )

    def test_each_does_what_stands_on_it(self, room: Room) -> None:
        self.press(room, Qt.Key.Key_MediaPause)  # it is paused already
        assert room.playback.state is not PlayerState.PLAYING
        self.press(room, Qt.Key.Key_MediaPlay)
        room.until(lambda: room.playback.state is PlayerState.PLAYING)
        self.press(room, Qt.Key.Key_MediaStop)
        room.until(lambda: room.playback.state is PlayerState.PAUSED)
        self.press(room, Qt.Key.Key_MediaTogglePlayPause)
        room.until(lambda: room.playback.state is PlayerState.PLAYING)
        self.press(room, Qt.Key.Key_MediaPause)
        room.until(lambda: room.playback.state is PlayerState.PAUSED)
        self.press(room, Qt.Key.Key_MediaNext)
        assert room.playback.position_ms == 15_000
        self.press(room, Qt.Key.Key_MediaPrevious)
        assert room.playback.position_ms == 0

    def test_in_a_field_they_do_the_same(self, room: Room) -> None:
        room.press("filter_library")
        QTest.keyClick(room.window.library_panel.field, Qt.Key.Key_MediaNext)

        assert room.playback.position_ms == 15_000

    def test_one_that_was_given_to_a_command_is_the_commands_alone(
        self, room: Room, dialog: KeysDialog
    ) -> None:
        give(dialog, "faster", "Media Next")
        dialog.use.click()
        dialog.close()
        self.press(room, Qt.Key.Key_MediaNext)
        assert room.playback.speed == pytest.approx(1.1)
        assert room.playback.position_ms == 0

        room.session.keys.take(room.session.keys._keymap.reset_all())
        self.press(room, Qt.Key.Key_MediaNext)
        assert room.playback.position_ms == 15_000


class TestSheet:
    def test_it_shows_the_keys_of_now(self, room: Room, dialog: KeysDialog) -> None:
        give(dialog, "faster", "Ctrl+U")
        dialog.use.click()
        give(dialog, "bookmark", "Ctrl+J")
        dialog.use.click()
        dialog.close()
        room.press("keys")
        (sheet,) = room.window.findChildren(KeySheet)
        words = "".join(label.text() for label in sheet.findChildren(QLabel))
        sheet.close()

        assert "Ctrl+U" in words
        assert "Replay this turn" in words
        assert "Talk time" not in words  # it has no key
        assert "<b>Ctrl+J</b> takes in the sentence before" in words

    def test_what_stands_below_is_whole_however_small_the_sheet(self, room: Room) -> None:
        room.press("keys")
        (sheet,) = room.window.findChildren(KeySheet)
        sheet.resize(700, 400)
        QApplication.processEvents()
        (words,) = (
            label for label in sheet.findChildren(QLabel) if "takes that back" in label.text()
        )
        seen = words.visibleRegion().boundingRect().height()
        needed = words.heightForWidth(words.width())
        sheet.close()

        assert seen >= needed

    @pytest.mark.parametrize(("width", "columns"), [(1300, 3), (900, 2), (560, 1)])
    def test_nothing_is_scrolled_sideways(self, room: Room, width: int, columns: int) -> None:
        room.press("keys")
        (sheet,) = room.window.findChildren(KeySheet)
        sheet.resize(width, 400)
        QApplication.processEvents()
        (area,) = sheet.findChildren(QScrollArea)
        rest = area.horizontalScrollBar().maximum()
        shown = [label for label in area.findChildren(QLabel) if label.isVisible()]
        sheet.close()

        assert rest == 0
        assert len(shown) == columns

    def test_the_columns_are_about_as_long_as_each_other(self) -> None:
        assert balanced([4, 4, 4, 4, 4, 4], 3) == [[0, 1], [2, 3], [4, 5]]
        assert balanced([3, 20, 3], 3) == [[0], [1], [2]]
        assert balanced([5], 3) == [[0]]
