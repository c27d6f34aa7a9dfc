"""What to export, as what, and where to: chosen by hand, remembered, written beside reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import QEvent
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from reader.export import targets
from reader.export.choices import Choice, choices_of
from reader.export.material import Wanted
from reader.library import Library
from reader.model import TurnRange
from reader.quotes.capturing import quote_of
from reader.timing.timeline import Timeline
from tests.ui.library_shelf import Room, write_page
from ui.bookmarks.export_dialog import ExportChoices, ExportDialog

QUOTES = Choice("All 3 quotes of 2 episodes", Wanted(), "Quotes", 2)
MINE = Choice("1 quote of “Fog”", Wanted("e1"), "Fog: a/b")
SPOKEN = Choice("The whole transcript of “Fog”", Wanted("e1", transcripts=True), "Fog: a/b")
ALL_SPOKEN = Choice("All 2 transcripts", Wanted(transcripts=True), "Transcripts", 2)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    known = (MINE, QUOTES, SPOKEN, ALL_SPOKEN)
    made = ExportDialog(ExportChoices(known, targets(), "csv", tmp_path))
    qtbot.addWidget(made)
    return made


def pick(dialog: ExportDialog, what: Choice | None = None, target: str = "") -> str:
    """Choose, and return what the goal is called then."""
    if what is not None:
        dialog.what.setCurrentIndex(dialog.what.findText(what.words))
    if target:
        dialog.format.setCurrentIndex(dialog.format.findData(target))
    return Path(dialog.goal.text()).name


class TestDialog:
    def test_the_last_format_is_chosen_and_described(self, dialog: ExportDialog) -> None:
        assert dialog.format.currentText() == "CSV table"
        assert dialog.description.text() == "One row a quote, with every column, for spreadsheets."

    def test_the_goal_follows_what_is_chosen(self, dialog: ExportDialog) -> None:
        assert pick(dialog) == "Fog a b.csv"
        assert pick(dialog, target="webvtt") == "Fog a b.vtt"
        assert pick(dialog, QUOTES) == "Quotes"  # a folder: a file of captions is of one episode
        assert pick(dialog, target="html") == "Quotes.html"
        assert pick(dialog, target="obsidian") == "Quotes"
        assert pick(dialog, SPOKEN, "text") == "Fog a b.txt"
        assert pick(dialog, ALL_SPOKEN) == "Transcripts"

    def test_a_goal_of_ones_own_stays(self, dialog: ExportDialog) -> None:
        dialog.goal.setText("/mine/notes.md")
        pick(dialog, QUOTES, "html")
        assert dialog.wish().goal == Path("/mine/notes.md")

    def test_only_what_fits_is_offered(self, dialog: ExportDialog) -> None:
        pick(dialog, SPOKEN)
        offered = {dialog.format.itemData(row) for row in range(dialog.format.count())}
        assert offered == {"markdown", "text", "html", "webvtt", "json"}

    def test_a_format_is_kept_where_it_fits(self, dialog: ExportDialog) -> None:
        pick(dialog, target="html")
        pick(dialog, SPOKEN)
        assert dialog.wish().target.name == "html"

    def test_without_a_goal_nothing_can_be_exported(self, dialog: ExportDialog) -> None:
        dialog.goal.setText("  ")
        assert not dialog.export.isEnabled()
        dialog.goal.setText("a.csv")
        assert dialog.export.isEnabled()

    def test_what_the_systems_dialog_asked_is_agreed(
        self, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert not dialog.wish().replaces
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/there/x.csv", ""))
        dialog.browse.click()
        assert (dialog.wish().goal, dialog.wish().replaces) == (Path("/there/x.csv"), True)
        dialog.goal.setText("/there/y.csv")
        assert not dialog.wish().replaces

    def test_everything_has_a_name(self, dialog: ExportDialog) -> None:
        for widget in (dialog.what, dialog.format, dialog.goal, dialog.browse):
            assert widget.accessibleName()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    """A window on an episode with one quote."""
    made = Room(qtbot, tmp_path / "library")
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    episode = made.session.episode

    def keep(library: Library) -> None:
        timeline = Timeline(episode.turns, episode.chapters)
        quote = quote_of(timeline, TurnRange(2, 0, 2, 20))
        library.add_bookmark(episode.id, quote, tags=["fog"])

    made.open_window.library.submit(keep)
    yield made
    made.leave()


def forget_closed() -> None:
    """Let dialogs that were closed go at once."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def asked(room: Room) -> ExportDialog:
    """Ask for an export and return the dialog."""
    room.press("export")
    room.until(lambda: bool(room.window.findChildren(ExportDialog)))
    return room.window.findChildren(ExportDialog)[-1]


def question(room: Room) -> QMessageBox:
    room.until(lambda: bool(room.window.findChildren(QMessageBox)))
    return room.window.findChildren(QMessageBox)[-1]


class TestFlow:
    def test_a_file_is_written_and_can_be_shown(
        self, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown: list[str] = []
        monkeypatch.setattr(
            QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile())
        )
        dialog, goal = asked(room), tmp_path / "out" / "quotes.txt"
        pick(dialog, target="text")
        dialog.goal.setText(str(goal))
        dialog.export.click()
        room.until(lambda: str(goal) in room.messages)
        assert room.messages == f"1 quote is in {goal}."
        assert goal.read_text(encoding="utf-8").startswith("The last ferry\n")
        room.window.messages.take_offer()
        assert shown == [str(goal.parent)]

    def test_the_next_time_begins_with_the_last(self, room: Room, tmp_path: Path) -> None:
        dialog = asked(room)
        pick(dialog, target="html")
        dialog.goal.setText(str(tmp_path / "out" / "quotes.html"))
        dialog.export.click()
        room.until(lambda: "quotes.html" in room.messages)
        forget_closed()
        again = asked(room)
        assert again.format.currentData() == "html"
        assert Path(again.goal.text()).parent == tmp_path / "out"
        again.reject()

    def test_a_file_that_is_there_is_replaced_only_when_one_says_so(
        self, room: Room, tmp_path: Path
    ) -> None:
        goal = tmp_path / "quotes.md"
        for answer, text in (("Cancel", "mine"), ("Replace", "# The last ferry")):
            goal.write_text("mine", encoding="utf-8")
            dialog = asked(room)
            dialog.goal.setText(str(goal))
            dialog.export.click()
            box = question(room)
            assert box.text() == "quotes.md is there already."
            next(b for b in box.buttons() if b.text().replace("&", "") == answer).click()
            forget_closed()
            room.wait_for_library()
            if answer == "Replace":
                room.until(lambda: "1 quote is in" in room.messages)
            assert goal.read_text(encoding="utf-8").startswith(text)

    def test_what_cannot_be_written_is_a_sentence(self, room: Room, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("mine")
        dialog = asked(room)
        dialog.goal.setText(str(tmp_path / "file" / "quotes.md"))
        dialog.export.click()
        room.until(lambda: "cannot be written" in room.messages)

    def test_what_a_list_shows_is_offered_first(self, room: Room) -> None:
        with Library(room.folder) as library:
            room.until(lambda: bool(library.bookmarks()))
            ids = [one.id for one in library.bookmarks()]
            words = [one.words for one in choices_of(library, room.session.episode.id, ids)]
        assert words == [
            "The 1 quote shown",
            "1 quote of “The last ferry”",
            "1 quote tagged fog",
            "The whole transcript of “The last ferry”",
        ]

    def test_an_empty_library_says_what_to_do(self, qtbot: QtBot, tmp_path: Path) -> None:
        empty = Room(qtbot, tmp_path / "empty")
        empty.enter()
        empty.press("export")
        empty.until(lambda: "nothing to export yet" in empty.messages)
        empty.leave()


class TestBringingIn:
    def test_a_file_is_shown_first_and_then_comes_in(
        self, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notes = tmp_path / "The last ferry.md"
        notes.write_text("- 00:10 mine\n- 00:20 more\n", encoding="utf-8")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(notes), ""))
        room.press("bring_bookmarks")
        box = question(room)
        assert box.text() == "PodNotes' Markdown: 2 bookmarks to bring in."
        assert box.informativeText() == "2 for “The last ferry”"
        next(b for b in box.buttons() if b.text() == "Bring in").click()
        room.until(lambda: "2 bookmarks came in." in room.messages)

    def test_a_damaged_file_is_a_sentence(
        self, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "odd.json").write_text("{", encoding="utf-8")
        path = str(tmp_path / "odd.json")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (path, ""))
        room.press("bring_bookmarks")
        room.until(lambda: "line 1 is no JSON" in room.messages)
