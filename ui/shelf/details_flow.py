"""Setting an episode's details by hand: asked of the library, shown, written, shown anew."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from ui.background import LibraryThread
from ui.shelf.details_dialog import Details, DetailsDialog, apply, details_of


class DetailsFlow(QObject):
    """Lives on the GUI thread. `changed` is called with the id of an episode that was changed."""

    def __init__(
        self,
        window: QWidget,
        library: LibraryThread,
        changed: Callable[[str], None],
        failed: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._changed = changed
        self._failed = failed

    def start(self, episode_id: str) -> None:
        """Show the details of an episode."""
        self._library.submit(
            lambda library: details_of(library, episode_id), self._show, self._failed
        )

    def _show(self, details: Details) -> None:
        dialog = DetailsDialog(details, self._window)
        dialog.finished.connect(lambda result: self._on_finished(dialog, details, result))
        dialog.open()

    def _on_finished(self, dialog: DetailsDialog, details: Details, result: int) -> None:
        changes = dialog.changes()
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted:
            episode_id = details.episode.id
            self._library.submit(
                lambda library: apply(library, episode_id, changes),
                lambda _: self._changed(episode_id),
                self._failed,
            )
