"""The tags of some episodes: a line of words parted by commas, completed with those in use."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reader.counting import counted
from reader.library.tagging import TagsOf
from reader.shelves.tags import problem_of, tags_as_line, tags_from_line
from ui.looks.naming import announce, styled
from ui.looks.save_buttons import save_or_cancel

WIDTH_PX = 440


class TagCompleter(QCompleter):
    """Completes the tag that is being typed, after the last comma."""

    def __init__(self, tags: Sequence[str], field: QLineEdit) -> None:
        super().__init__(list(tags), field)
        self._field = field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """Look for what stands after the last comma."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put the tag after those before it."""
        before = self._field.text().rpartition(",")[0]
        return f"{before}, {index.data()}" if before.strip() else str(index.data())


def refused(tags: Sequence[str], hint: QLabel) -> bool:
    """Say in a dialog's hint which tag is too long; return whether one is."""
    problem = problem_of(tags)
    if problem:
        hint.setText(problem)
        hint.setObjectName("")  # no longer as quiet as a hint
        hint.style().polish(hint)
        announce(hint, problem)
    return bool(problem)


class TagsDialog(QDialog):
    """Shows the tags; `tags()` is what the person made of them."""

    def __init__(self, tags: TagsOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tags")
        self._before = tags.shared
        self.field = QLineEdit(tags_as_line(tags.shared))
        self.field.setAccessibleName("Tags, parted by commas")
        self.field.setPlaceholderText("for example interview, to quote")
        self.field.setCompleter(TagCompleter(tags.known, self.field))
        several = len(tags.episodes) > 1
        title = QLabel(
            counted(len(tags.episodes), "episode") if several else tags.episodes[0].title
        )
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        rest = " These are on all of them; what only some have stays." if several else ""
        self.hint = QLabel(f"Commas part the tags.{rest}")
        self.hint.setWordWrap(True)
        buttons = save_or_cancel(self)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(styled(title, "welcomeTitle"))
        for widget in (self.field, styled(self.hint, "quiet"), buttons):
            column.addWidget(widget)
        self.resize(WIDTH_PX, self.sizeHint().height())

    def accept(self) -> None:
        """Go, unless a tag is too long: then say so."""
        if not refused(self.tags(), self.hint):
            super().accept()

    def tags(self) -> tuple[str, ...]:
        """Return the tags as they are wanted for all of the episodes."""
        return tags_from_line(self.field.text(), self._before)
