"""The window's commands, keys and what can be dropped on it."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from reader.playback.player import PlayerState
from tests.ui.emissions import emissions
from tests.ui.library_shelf import Room, page_text, write_page
from ui.keys.commands import COMMANDS, SEPARATOR
from ui.looks.dressing import apply_theme
from ui.looks.theme import LIGHT
from ui.welcome import WORDS

HARMLESS_MENUS = ("Play", "Go", "Sync", "View")
HARMLESS = [c.name for c in COMMANDS if c.menu in HARMLESS_MENUS and c.name != SEPARATOR]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window that is not open yet, on a library of its own."""
    made = Room(qtbot, tmp_path / "library")
    yield made
    made.leave()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def reading(room: Room, tmp_path: Path, recordings: Recordings) -> Room:
    """A window on an episode of a minute, with audio."""
    room.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    return room


def press(room: Room, keys: str) -> None:
    """Press keys, wherever the focus is."""
    (stroke,) = [QKeySequence(keys)[0]]
    target = QApplication.focusWidget() or room.window
    QTest.keyClick(target, stroke.key(), stroke.keyboardModifiers())


def drop(room: Room, data: QMimeData) -> None:
    """Drop something on the window as a file manager or browser does."""
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    held = Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(QPoint(300, 300), action, data, button, held)
    QApplication.sendEvent(room.window, enters)
    assert enters.isAccepted()
    falls = QDropEvent(QPointF(300, 300), action, data, button, held)
    QApplication.sendEvent(room.window, falls)


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


class TestEmpty:
    def test_it_says_what_to_do_next(self, room: Room) -> None:
        room.enter()

        assert room.window.welcome.isVisible()
        assert "Drop" in WORDS[0]
        assert not room.window.transport.isVisible()
        assert room.window.windowTitle() == "Earmark"
        assert room.messages == ""

    def test_one_button_opens_the_demo(self, room: Room) -> None:
        room.enter()
        (demo,) = [
            button
            for button in room.window.welcome.findChildren(QPushButton)
            if "demo" in button.text()
        ]
        room.qtbot.mouseClick(demo, Qt.MouseButton.LeftButton)
        room.until(lambda: room.session.episode is not None)

        assert room.transcript.isVisible()
        assert room.window.transport.isVisible()
        assert len(room.session.episode.turns) == 28

    def test_no_command_minds_that_nothing_is_open(self, room: Room) -> None:
        room.enter()
        for command in HARMLESS:
            room.press(command)

        assert room.session.episode is None
        apply_theme(QApplication.instance(), LIGHT)


class TestCommands:
    def test_every_command_has_a_menu_entry(self, room: Room) -> None:
        room.enter()
        named = [command.name for command in COMMANDS if command.name != SEPARATOR]

        assert sorted(room.window.actions_by_name) == sorted(named)

    def test_no_key_means_two_things(self) -> None:
        keys = Counter(QKeySequence(key).toString() for command in COMMANDS for key in command.keys)

        assert "" not in keys
        assert [key for key, count in keys.items() if count > 1] == []

    def test_the_keys_can_be_looked_up(self, room: Room) -> None:
        room.enter()
        room.press("keys")
        (sheet,) = room.window.findChildren(QScrollArea, "keys")
        words = "".join(label.text() for label in sheet.findChildren(QLabel))

        assert "Ctrl+PgDown" in words
        assert all(c.text.rstrip("…") in words for c in COMMANDS if c.keys)
        sheet.window().close()


class TestKeys:
    """What people have in their fingers; see the table of conventions."""

    @pytest.mark.parametrize("key", ["Space", "K"])
    def test_play_and_pause(self, reading: Room, key: str) -> None:
        press(reading, key)
        reading.until(lambda: reading.playback.state is PlayerState.PLAYING)
        assert reading.window.transport.play.toolTip().startswith("Pause")

        press(reading, key)
        reading.until(lambda: reading.playback.state is PlayerState.PAUSED)
        assert reading.window.transport.play.toolTip().startswith("Play")

    @pytest.mark.parametrize(
        ("key", "to_ms"),
        [
            ("Left", 25_000),
            ("Right", 35_000),
            ("J", 20_000),
            ("L", 40_000),
            ("Ctrl+Left", 27_000),
            ("Ctrl+Right", 33_000),
            ("Ctrl+PgUp", 15_000),
            ("Ctrl+PgDown", 45_000),
            ("R", 30_000),
            ("Up", 30_000),
        ],
    )
    def test_going_somewhere(self, reading: Room, key: str, to_ms: int) -> None:
        reading.playback.seek(30_000)
        press(reading, key)

        assert reading.playback.position_ms == to_ms

    def test_speed(self, reading: Room) -> None:
        press(reading, "]")
        press(reading, "]")
        assert reading.playback.speed == pytest.approx(1.2)
        assert reading.window.transport.speed.text() == "1.2×"

        press(reading, "[")
        assert reading.playback.speed == pytest.approx(1.1)
        press(reading, "Backspace")
        assert reading.playback.speed == 1.0

    def test_follow(self, reading: Room) -> None:
        assert reading.window.transport.follow.isChecked()
        press(reading, "F")
        assert not reading.transcript.following.active
        assert not reading.window.transport.follow.isChecked()

        press(reading, "F")
        assert reading.transcript.following.active
        assert reading.window.transport.follow.isChecked()

    def test_text_size(self, reading: Room) -> None:
        sizes = [reading.transcript._style.font.pixelSize()]
        for key in ("Ctrl+=", "Ctrl++", "Ctrl+-", "Ctrl+0"):
            press(reading, key)
            sizes.append(reading.transcript._style.font.pixelSize())

        first, larger, largest, smaller, again = sizes
        assert first < larger < largest
        assert (smaller, again) == (larger, first)

    def test_theme(self, reading: Room) -> None:
        seen = {reading.transcript._style.theme.name}
        for _ in range(3):
            press(reading, "Ctrl+T")
            seen.add(reading.transcript._style.theme.name)

        assert seen == {"light", "sepia", "dark"}
        apply_theme(QApplication.instance(), LIGHT)

    def test_copy_takes_the_selection(self, reading: Room) -> None:
        press(reading, "Ctrl+A")
        press(reading, "Ctrl+C")
        assert "Turn 7. The " in QGuiApplication.clipboard().text()

        press(reading, "Ctrl+Shift+C")
        assert "[0:21] Per Lind: Turn 7." in QGuiApplication.clipboard().text()

    @pytest.mark.parametrize("part", ["chapter_list", "library_panel", "transport"])
    def test_they_work_wherever_the_focus_is(self, reading: Room, part: str) -> None:
        focus = getattr(reading.window, part)
        inside = {"transport": "volume", "library_panel": "view"}
        (getattr(focus, inside[part]) if part in inside else focus).setFocus()
        reading.playback.seek(30_000)
        press(reading, "L")
        press(reading, "Ctrl+Right")
        assert reading.playback.position_ms == 42_000

        press(reading, "Space")
        reading.until(lambda: reading.playback.state is PlayerState.PLAYING)


class TestTransport:
    def test_every_speed_of_the_menu_can_be_chosen(self, reading: Room) -> None:
        transport = reading.window.transport
        chosen = emissions(transport.speed_chosen)
        entries = [one for one in transport.speed.menu().actions() if one.text().endswith("×")]
        for entry in entries:
            entry.trigger()

        assert [f"{chosen[i][0]:g}×" for i in range(len(chosen))] == [
            entry.text() for entry in entries
        ]
        assert reading.playback.speed == 3.0

    @pytest.mark.parametrize(
        ("button", "to_ms"),
        [("back", 15_000), ("forward", 60_000), ("previous", 15_000), ("next", 45_000)],
    )
    def test_buttons_skip(self, reading: Room, button: str, to_ms: int) -> None:
        reading.playback.seek(30_000)
        place = getattr(reading.window.transport, button)
        reading.qtbot.mouseClick(place, Qt.MouseButton.LeftButton)

        assert reading.playback.position_ms == to_ms

    def test_times_are_written(self, reading: Room) -> None:
        reading.playback.seek(33_000)

        assert reading.window.transport.elapsed.text() == "0:33"
        assert reading.window.transport.total.text() == "1:00"

    def test_its_volume_is_kept(self, reading: Room, tmp_path: Path) -> None:
        reading.window.transport.volume.setValue(40)
        reading.leave()
        reading.enter()

        assert reading.window.transport.volume.value() == 40


class TestDropping:
    def test_a_page_with_its_audio(
        self, room: Room, tmp_path: Path, recordings: Recordings
    ) -> None:
        room.enter()
        drop(room, files(write_page(tmp_path), recordings.file("wav", 60)))
        room.until(lambda: room.session.episode is not None)

        assert room.session.episode.title == "The last ferry"
        assert room.session.episode.audio is not None
        assert room.window.windowTitle() == "The last ferry – Earmark"
        assert room.window.chapters.rowCount() == 4

    def test_text(self, room: Room) -> None:
        room.enter()
        data = QMimeData()
        data.setText(page_text("The dropped episode"))
        drop(room, data)
        room.until(lambda: room.session.episode is not None)

        assert room.session.episode.title == "The dropped episode"

    def test_nothing_of_use_is_not_taken(self, room: Room) -> None:
        room.enter()
        data = QMimeData()
        data.setData("application/x-colour", b"red")
        event = QDragEnterEvent(
            QPoint(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.ignore()
        QApplication.sendEvent(room.window, event)

        assert not event.isAccepted()


class TestPasting:
    def paste(self, room: Room, fill: Callable[[QMimeData], None]) -> None:
        data = QMimeData()
        fill(data)
        QGuiApplication.clipboard().setMimeData(data)
        press(room, "Ctrl+V")
        room.until(lambda: room.session.episode is not None)

    def test_text(self, room: Room) -> None:
        room.enter()
        self.paste(room, lambda data: data.setText(page_text("The pasted episode")))

        assert room.session.episode.title == "The pasted episode"
        assert len(room.session.episode.turns) == 20

    def test_a_piece_of_a_web_page(self, room: Room) -> None:
        paragraphs = "".join(f"<p>{line}</p>" for line in page_text("From the web").split("\n\n"))
        room.enter()
        self.paste(room, lambda data: data.setHtml(f"<div>{paragraphs}</div>"))

        assert room.session.episode.title == "From the web"
        assert len(room.session.episode.turns) == 20

    def test_files_copied_in_a_file_manager(self, room: Room, tmp_path: Path) -> None:
        page = write_page(tmp_path)
        room.enter()
        self.paste(room, lambda data: data.setUrls([QUrl.fromLocalFile(str(page))]))

        assert room.session.episode.source == str(page)


class TestSide:
    def test_a_click_on_a_chapter_goes_there(self, reading: Room) -> None:
        chapters = reading.window.chapter_list
        box = chapters.visualRect(reading.window.chapters.index(2, 0))
        reading.qtbot.mouseClick(chapters.viewport(), Qt.MouseButton.LeftButton, pos=box.center())

        assert reading.playback.position_ms == 30_000
        assert reading.window.chapters._current == 2

    def test_the_chapters_follow_the_voice(self, reading: Room) -> None:
        reading.playback.seek(16_000)
        assert reading.window.chapters._current == 1
        reading.playback.seek(59_000)
        assert reading.window.chapters._current == 3

    def test_it_can_be_put_away(self, reading: Room) -> None:
        press(reading, "F9")
        assert not reading.window.side.isVisible()
        press(reading, "F9")
        assert reading.window.side.isVisible()

    def test_the_window_stands_where_it_stood(self, reading: Room) -> None:
        reading.window.resize(720, 600)
        reading.leave()
        reading.enter()

        assert (reading.window.width(), reading.window.height()) == (720, 600)
