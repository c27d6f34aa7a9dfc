"""Bringing bookmarks in from a file: chosen, shown what would come, and then brought in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from reader.counting import counted
from reader.library import Library
from ui.background import LibraryThread
from ui.desk import Desk, Handlers
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from reader.bringing.planning import BringingPlan

FILTER = "Bookmarks (*.json *.md *.markdown *.txt);;All files (*)"
MOST_TITLES = 8


class BringingFlow(QObject):
    """Lives on the GUI thread; the file is read and compared on the library's."""

    def __init__(self, window: MainWindow, library: LibraryThread, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._desk = desk

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {"bring_bookmarks": self._ask_for_file}

    def start(self, path: Path) -> None:
        """Read a file, and ask whether what it holds is to come in."""
        self._library.submit(lambda library: _planned(library, path), self._ask, self._desk.tell)

    def _ask_for_file(self) -> None:
        words = "Bookmarks of Earmark, Snipd or PodNotes"
        path, _ = QFileDialog.getOpenFileName(self._window, words, filter=FILTER)
        if path:
            self.start(Path(path))

    def _ask(self, plan: "BringingPlan") -> None:
        if not plan.bookmarks:
            self._desk.tell(" ".join(part for part in (plan.sentence, plan.lack) if part))
            return
        box = QMessageBox(self._window)
        box.setWindowTitle("Bring bookmarks in")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(plan.sentence)
        box.setInformativeText(preview(plan))
        yes = box.addButton("Bring in", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(yes)
        yes.clicked.connect(lambda: self._bring(plan))
        box.finished.connect(lambda _: box.deleteLater())
        box.open()

    def _bring(self, plan: "BringingPlan") -> None:
        self._library.submit(
            lambda library: library.bring_bookmarks(plan.bookmarks), self._on_done, self._desk.tell
        )

    def _on_done(self, came: int) -> None:
        self._desk.refresh()
        self._desk.tell(f"{counted(came, 'bookmark')} came in.")


def _planned(library: Library, path: Path) -> "BringingPlan":
    # Few bring bookmarks in: what reads them is no burden on the window's start.
    from reader.bringing.planning import plan_bringing  # noqa: PLC0415

    return plan_bringing(library, path)


def preview(plan: "BringingPlan") -> str:
    """Return which episodes get how many, and what has none here."""
    lines = [f"{count:,} for “{title}”" for title, count in plan.episodes[:MOST_TITLES]]
    more = len(plan.episodes) - MOST_TITLES
    lines += [f"… and {counted(more, 'more episode')}"] if more > 0 else []
    return "\n".join([*lines, *(["", plan.lack] if plan.lack else [])])
