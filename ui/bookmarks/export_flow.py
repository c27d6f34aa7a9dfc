"""Taking quotes and transcripts along: asked for, gathered, written on a thread of its own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QMessageBox

from reader.export import Material, gather, targets
from reader.export.carrying_out import Exported, is_folder, write
from reader.export.choices import choices_of
from reader.library import Library
from ui.background import LibraryThread, Worker
from ui.bookmarks.export_dialog import ExportChoices, ExportDialog, ExportWish
from ui.desk import Desk, Handlers
from ui.main_window import MainWindow
from ui.preferences import Preferences

NOTHING = "There is nothing to export yet: keep a quote, or import an episode with a transcript."
MOST_WARNINGS = 3


class ExportFlow(QObject):
    """Lives on the GUI thread; files are written on its own thread, so that reading goes on."""

    def __init__(
        self, window: MainWindow, library: LibraryThread, desk: Desk, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._desk = desk
        self._preferences = preferences
        self._writing = Worker("export", self)
        self._stopping = Event()

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {"export": self.start}

    def close(self) -> None:
        """Finish the file that is being written; of several, the others are left out."""
        self._stopping.set()
        self._writing.close()

    def start(self, shown: Sequence[str] | None = None) -> None:
        """Ask what to export; `shown` are the ids of quotes in a list, offered first."""
        episode = self._desk.episode
        opened = episode.id if episode else None
        settings = self._preferences.settings
        last = settings.text("export_format"), settings.text("export_folder")

        def look(library: Library) -> ExportChoices:
            folder = Path(last[1]) if last[1] else user_documents_path()
            return ExportChoices(choices_of(library, opened, shown), targets(), last[0], folder)

        self._library.submit(look, self._ask, self._desk.tell)

    def _ask(self, choices: ExportChoices) -> None:
        if not choices.choices:
            self._desk.tell(NOTHING)
            return
        dialog = ExportDialog(choices, self._window)
        dialog.finished.connect(lambda result: self._on_finished(dialog, result))
        dialog.open()

    def _on_finished(self, dialog: ExportDialog, result: int) -> None:
        wish = dialog.wish()
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted:
            self._remember(wish)
            self._library.submit(
                lambda library: self._gathered(library, wish),
                lambda material: self._on_gathered(wish, material),
                self._desk.tell,
            )

    def _remember(self, wish: ExportWish) -> None:
        self._preferences.keep("export_format", wish.target.name)
        if wish.goal.is_absolute():
            self._preferences.keep("export_folder", str(wish.goal.parent))

    def _gathered(self, library: Library, wish: ExportWish) -> Material:
        needs_audio = wish.target.quotes is None and wish.target.fill is not None
        material = gather(library, wish.choice.wanted, with_audio=needs_audio)
        return replace(material, stopped=self._stopping.is_set)

    def _on_gathered(self, wish: ExportWish, material: Material) -> None:
        def replaces() -> bool:
            """Tell whether a file is there that nobody has agreed to replace."""
            file = not is_folder(wish.target, material, wish.goal)
            return file and not wish.replaces and wish.goal.exists()

        self._writing.submit(
            replaces,
            lambda asks: self._agree(wish, material) if asks else self._write(wish, material),
            self._desk.tell,
        )

    def _agree(self, wish: ExportWish, material: Material) -> None:
        """Ask whether the file that is there may be replaced."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Export")
        box.setText(f"{wish.goal.name} is there already.")
        box.setInformativeText(f"Replace the file in {wish.goal.parent}?")
        yes = box.addButton("Replace", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        yes.clicked.connect(lambda: self._write(wish, material))
        box.finished.connect(lambda _: box.deleteLater())
        box.open()

    def _write(self, wish: ExportWish, material: Material) -> None:
        self._writing.submit(
            lambda: write(wish.target, material, wish.goal), self._on_written, self._desk.tell
        )

    def _on_written(self, exported: Exported) -> None:
        for warning in exported.warnings[:MOST_WARNINGS]:
            self._desk.tell(warning)
        more = len(exported.warnings) - MOST_WARNINGS
        if more > 0:
            self._desk.tell(f"{more:,} more could not be written.")
        self._window.messages.offer(
            exported.sentence, "Show the file", lambda: show_folder(exported.folder)
        )


def show_folder(folder: Path) -> None:
    """Let the system show what is in a folder."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
