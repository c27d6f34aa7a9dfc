"""A folder dropped on the window: looked into, shown, changed, and only then imported."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QMessageBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.importing import ImportPlan, plan_import
from reader.importing.looking import FoundTexts, Task, look
from reader.library import Library
from tests.ui.library_shelf import Room, page_text, write_page
from ui.arriving.import_dialog import ImportDialog
from ui.arriving.plan_model import ACTION, AUDIO, TEXT, TITLE, PlanModel, describe


@pytest.fixture
def folder(tmp_path: Path, recordings) -> Path:
    """Two pages, one of them with its audio, another recording, and a file of no use."""
    made = tmp_path / "dropped"
    made.mkdir()
    write_page(made, "crossing.txt", "The first crossing")
    write_page(made, "return.txt", "The way back home")
    for name, seconds in (("crossing.wav", 60), ("other.wav", 20)):
        (made / name).write_bytes(recordings.file("wav", seconds).read_bytes())
    (made / "empty.txt").touch()
    return made


@pytest.fixture
def plan(tmp_path: Path, folder: Path) -> ImportPlan:
    """What would come of the folder."""
    with Library(tmp_path / "library") as library:
        return plan_import(library, [folder])


def row_of(model: PlanModel, title: str) -> int:
    return next(i for i, episode in enumerate(model.plan.episodes) if episode.title == title)


class TestThePlanAsATable:
    def test_it_keeps_the_rules_of_qts_models(self, plan, qtmodeltester: ModelTester) -> None:
        qtmodeltester.check(PlanModel(plan), force_py=True)

    def test_a_row_says_what_happens_and_with_which_files(self, plan) -> None:
        model = PlanModel(plan)
        row = row_of(model, "The first crossing")
        assert model.index(row, ACTION).data() == "comes in"
        assert model.index(row, TEXT).data() == "crossing.txt (20 turns, 2 speakers)"
        assert model.index(row, AUDIO).data() == "crossing.wav"

    def test_unticking_leaves_an_episode_out(self, plan) -> None:
        model = PlanModel(plan)
        index = model.index(row_of(model, "The way back home"), TITLE)
        model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
        assert not model.episode(index.row()).included
        assert model.data(index, Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked

    def test_another_audio_can_be_chosen_and_belongs_to_one_episode(self, plan, folder) -> None:
        model = PlanModel(plan)
        index = model.index(row_of(model, "The way back home"), AUDIO)
        offered = dict(model.choices(index))
        model.setData(index, offered["crossing.wav"])
        assert index.data() == "crossing.wav"
        assert model.index(row_of(model, "The first crossing"), AUDIO).data() == "none"

    def test_all_or_none(self, plan) -> None:
        model = PlanModel(plan)
        model.take_all(included=False)
        assert not any(episode.included for episode in model.plan.episodes)
        model.take_all(included=True)
        assert all(episode.included for episode in model.plan.episodes)


class TestTheDialog:
    def test_it_counts_and_wants_at_least_one_episode(self, qtbot: QtBot, plan) -> None:
        dialog = ImportDialog(plan)
        qtbot.addWidget(dialog)
        assert dialog._counted.text() == "3 of 3 episodes"
        dialog.model.take_all(included=False)
        assert dialog._counted.text() == "0 of 3 episodes"
        assert not dialog._import.isEnabled()

    def test_a_click_on_the_audio_offers_the_recordings(self, qtbot: QtBot, plan) -> None:
        dialog = ImportDialog(plan)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        index = dialog.model.index(row_of(dialog.model, "The way back home"), AUDIO)
        centre = dialog.table.visualRect(index).center()
        qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(centre))
        box = dialog.table.viewport().findChild(QComboBox)
        assert box is not None
        assert {box.itemText(i) for i in range(box.count())} == {
            "none",
            "crossing.wav",
            "other.wav",
        }
        box.setCurrentText("other.wav")
        box.activated.emit(box.currentIndex())
        assert index.data() == "other.wav"


class TestTheWholeWay:
    @pytest.fixture
    def room(self, qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
        made = Room(qtbot, tmp_path / "library")
        made.enter()
        yield made
        made.leave()

    def dialog(self, room: Room) -> ImportDialog:
        room.until(lambda: room.window.findChild(ImportDialog) is not None)
        return room.window.findChild(ImportDialog)

    def report(self, room: Room) -> QMessageBox:
        room.until(lambda: room.window.findChild(QMessageBox) is not None)
        return room.window.findChild(QMessageBox)

    def titles(self, room: Room) -> set[str]:
        return set(room.titles)

    def test_nothing_comes_in_before_the_plan_is_accepted(self, room: Room, folder: Path) -> None:
        room.session.arrivals.open_paths([folder])
        self.dialog(room).reject()
        room.wait_for_library()
        assert self.titles(room) == set()

    def test_what_is_accepted_comes_in_and_the_failures_are_listed(
        self, room: Room, folder: Path
    ) -> None:
        room.session.arrivals.open_paths([folder])
        dialog = self.dialog(room)
        out = dialog.model.index(row_of(dialog.model, "The way back home"), TITLE)
        dialog.model.setData(out, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
        dialog.accept()
        report = self.report(room)
        assert report.text() == "2 new episodes came in."
        assert "empty.txt is empty" in report.detailedText()
        report.close()
        room.until(lambda: self.titles(room) == {"The first crossing", "other"})

    def test_a_zip_is_looked_into_like_a_folder(self, room: Room, tmp_path: Path) -> None:
        packed = tmp_path / "pages.zip"
        with ZipFile(packed, "w") as archive:
            archive.writestr("one.txt", page_text("The first crossing"))
            archive.writestr("two.txt", page_text("The way back home"))
        room.session.arrivals.open_paths([packed])
        dialog = self.dialog(room)
        assert dialog.result() != QDialog.DialogCode.Accepted
        assert {e.title for e in dialog.plan.episodes} == {
            "The first crossing",
            "The way back home",
        }
        dialog.accept()
        self.report(room).close()

    def test_one_import_at_a_time(self, room: Room, folder: Path) -> None:
        room.session.arrivals.open_paths([folder])
        room.session.arrivals.open_paths([folder])
        room.until(lambda: "An import is going on" in room.messages)
        self.dialog(room).reject()

    def test_cancelling_stops_and_says_so(self, room: Room, folder: Path) -> None:
        room.session.arrivals._imports.start([folder])
        room.window.import_bar.cancel_clicked.emit()
        report = self.report(room)
        assert report.text().startswith("Stopped.")
        report.close()
        assert room.window.import_bar.isHidden()


def test_one_turn_is_no_turns(tmp_path: Path) -> None:
    page = tmp_path / "short.txt"
    page.write_text("A word\n\nTranscript\n\n00:00:01 Ida: Hello.\n")
    found = look(Task(page))
    assert isinstance(found, FoundTexts)
    assert describe(found.episodes[0]) == "short.txt (1 turn, 1 speaker)"
