"""Asks what becomes of the quotes of episodes that are removed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from reader.counting import counted


class RemovalQuestion(QMessageBox):
    """Keeps the quotes unless one says otherwise.

    Signal: `answered(with_quotes)`, unless it is cancelled.
    """

    answered = Signal(bool)

    def __init__(self, episodes: int, quotes: int, parent: QWidget) -> None:
        super().__init__(parent)
        whose = "This episode has" if episodes == 1 else "These episodes have"
        bookmarks, them = counted(quotes, "bookmark"), "it" if quotes == 1 else "them"
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle("Remove")
        self.setText(f"{whose} {bookmarks}.")
        self.setInformativeText(
            f"Kept bookmarks stay in the list and in the search, with their words, names and "
            f"times. Keep {them}?"
        )
        self.keep = self.addButton("Remove, keep bookmarks", QMessageBox.ButtonRole.AcceptRole)
        self.drop = self.addButton("Remove bookmarks, too", QMessageBox.ButtonRole.DestructiveRole)
        self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(self.keep)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: object) -> None:
        if button is self.keep or button is self.drop:
            self.answered.emit(button is self.drop)
