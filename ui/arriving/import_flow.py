"""An import from the drop to the report: looked into, shown, changed, carried out, told."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from reader.importing import ImportPlan, ImportReport, Progress, carry_out, plan_import
from reader.library import Library
from ui.arriving.import_bar import ImportBar
from ui.arriving.import_dialog import ImportDialog
from ui.background import Worker

T = TypeVar("T")
SHOWN_EVERY_S = 0.05


class ImportFlow(QObject):
    """One import at a time, on a thread and a connection of its own, so that reading goes on.

    Signals: `finished(ImportReport)`; `failed(str)`, a sentence.
    """

    finished = Signal(object)
    failed = Signal(str)
    _progressed = Signal(object)

    def __init__(self, folder: Path, bar: ImportBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder
        self._bar = bar
        self._window = parent
        self._worker = Worker("import", self)
        self._cancelled = Event()
        self._busy = False
        self._shown_at_s = 0.0
        self._dialog: ImportDialog | None = None
        bar.cancel_clicked.connect(self._cancelled.set)
        self._progressed.connect(self._on_progressed)

    def start(self, paths: list[Path]) -> None:
        """Look into files, folders and zips, and show what would come of them."""
        if self._busy:
            self.failed.emit("An import is going on; start the next when it is done, or cancel it.")
            return
        self._busy = True
        self._cancelled.clear()
        self._bar.begin()
        self._on_library(
            lambda library: plan_import(
                library, paths, on_progress=self._tell, cancelled=self._cancelled.is_set
            ),
            self._show_plan,
        )

    def close(self) -> None:
        """Stop after the file in hand."""
        self._cancelled.set()
        self._worker.close()

    def _on_library(self, job: Callable[[Library], T], done: Callable[[T], None]) -> None:
        def run() -> T:
            with Library(self._folder) as library:
                return job(library)

        self._worker.submit(run, done, self._on_failed)

    def _show_plan(self, plan: ImportPlan) -> None:
        self._bar.end()
        if plan.cancelled or not plan.episodes:
            self._end(ImportReport((), plan.failed, plan.remarks, plan.cancelled))
            return
        self._dialog = ImportDialog(plan, self._window)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()

    def _on_dialog_finished(self, result: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is None:
            return
        dialog.deleteLater()
        if result != QDialog.DialogCode.Accepted:
            self._busy = False
            return
        plan = dialog.plan
        self._bar.begin()
        self._on_library(
            lambda library: carry_out(
                library, plan, on_progress=self._tell, cancelled=self._cancelled.is_set
            ),
            self._end,
        )

    def _tell(self, progress: Progress) -> None:
        """Pass on how far it is; called on the import's thread, more often than can be seen."""
        now = time.monotonic()
        if now - self._shown_at_s >= SHOWN_EVERY_S:
            self._shown_at_s = now
            self._progressed.emit(progress)

    def _on_progressed(self, progress: Progress) -> None:
        if self._busy:
            self._bar.show_progress(progress)

    def _end(self, report: ImportReport) -> None:
        self._busy = False
        self._bar.end()
        self.finished.emit(report)

    def _on_failed(self, message: str) -> None:
        self._busy = False
        self._bar.end()
        self.failed.emit(message)
