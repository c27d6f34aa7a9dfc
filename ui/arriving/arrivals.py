"""What comes in: pages, recordings, folders and pasted text, by hand, by drop or by menu."""

from pathlib import Path

from PySide6.QtCore import QObject

from reader.demo import add_demo
from reader.importing import ImportReport, ToDo, bring_in, choose_audio, import_text
from reader.library.joining import remark_on_bookmarks
from reader.model import Episode
from ui.arriving.import_flow import ImportFlow
from ui.background import LibraryThread
from ui.desk import Desk, Handlers
from ui.dialogs import ask_for_audio, ask_for_files, ask_for_folder, show_report
from ui.main_window import MainWindow


class Arrivals(QObject):
    """Brings into the library what a person gives, and opens what came of it."""

    def __init__(self, window: MainWindow, library: LibraryThread, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._desk = desk
        self._imports = ImportFlow(library.folder, window.import_bar, window)
        self._imports.finished.connect(self._on_import_finished)
        self._imports.failed.connect(desk.tell)
        window.paths_dropped.connect(self.open_paths)
        window.text_dropped.connect(self.open_text)
        window.welcome.open_clicked.connect(self._ask_for_files)
        window.welcome.demo_clicked.connect(self.open_demo)

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {
            "open": self._ask_for_files,
            "open_folder": self._ask_for_folder,
            "paste": self._window.paste,
            "add_audio": self._ask_for_audio,
            "demo": self.open_demo,
        }

    def close(self) -> None:
        """Stop what is being imported; what is finished stays."""
        self._imports.close()

    def open_paths(self, paths: list[Path]) -> None:
        """Import pages and audio, and open what came of them."""
        episode = self._desk.episode
        self._library.submit(
            lambda library: bring_in(library, paths, episode),
            lambda brought: self._on_brought_in(paths, episode, brought),
            self._desk.tell,
        )

    def open_text(self, text: str) -> None:
        """Import pasted text."""
        self._library.submit(
            lambda library: import_text(library, text), self._on_imported, self._desk.tell
        )

    def open_demo(self) -> None:
        """Open the demo episode."""
        self._library.submit(add_demo, self._on_imported, self._desk.tell)

    def add_audio(self, path: Path) -> None:
        """Pair the open episode with an audio file."""
        episode = self._desk.episode
        if episode is not None:
            self._pair(episode.id, path)

    def _pair(self, episode_id: str, path: Path) -> None:
        self._desk.keep_place()
        self._library.submit(
            lambda library: choose_audio(library, episode_id, path),
            lambda warnings: self._on_relinked(episode_id, warnings),
            self._desk.tell,
        )

    def _on_brought_in(
        self, paths: list[Path], reading: Episode | None, brought: ImportReport | int | ToDo
    ) -> None:
        if brought is ToDo.PAIR and reading is not None:
            self._pair(reading.id, paths[0])
        elif brought is ToDo.SHOW:
            self._imports.start(paths)
        elif isinstance(brought, ImportReport):
            self._on_imported(brought)
        elif self._desk.episode is not None:
            self._desk.tell(f"The file's {brought} chapters are among this episode's now.")
            self._desk.reopen(self._desk.episode.id)

    def _on_imported(self, report: ImportReport) -> None:
        for failure in report.failed:
            self._desk.tell(failure.message)
        for warning in report.warnings:
            self._desk.tell(warning)
        for added in report.imported:
            if added.change is not None:
                self._desk.tell(f"“{added.title}” has a better transcript now: {added.change}.")
            if added.unsure is not None:
                self._desk.tell(remark_on_bookmarks(added))
        self._desk.refresh()
        if report.imported:
            best = max(report.imported, key=lambda added: added.turns > 0)
            self._desk.open_episode(best.id)
            if len(report.imported) > 1:
                self._desk.tell(f"{len(report.imported)} episodes are in the library now.")

    def _on_import_finished(self, report: ImportReport) -> None:
        """Tell of many at once; what is being read stays open."""
        self._desk.refresh()
        if len(report.imported) == 1 and not report.failed:
            self._desk.open_episode(report.imported[0].id)
        else:
            show_report(self._window, report)

    def _on_relinked(self, episode_id: str, warnings: tuple[str, ...]) -> None:
        for warning in warnings:
            self._desk.tell(warning)
        self._desk.reopen(episode_id)

    def _ask_for_files(self) -> None:
        paths = ask_for_files(self._window)
        if paths:
            self.open_paths(paths)

    def _ask_for_folder(self) -> None:
        path = ask_for_folder(self._window)
        if path is not None:
            self.open_paths([path])

    def _ask_for_audio(self) -> None:
        if self._desk.episode is None:
            self._desk.tell("Open an episode first; then choose its audio.")
            return
        path = ask_for_audio(self._window)
        if path is not None:
            self.add_audio(path)
