"""The tags of some episodes: a line of words parted by commas, completed with those in use."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reader.counting import counted
from reader.model import EpisodeSummary
from reader.tags import clean_tags
from ui.naming import styled

WIDTH_PX = 440


@dataclass(frozen=True, slots=True)
class TagsOf:
    """Some episodes with their tags, and every tag of the library."""

    episodes: tuple[EpisodeSummary, ...]
    known: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """The tags that all of them have."""
        first, *others = (episode.tags for episode in self.episodes)
        return tuple(tag for tag in first if all(tag in tags for tags in others))

    def changed(self, wanted: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return (id, tags) of those that change when these take the shared ones' place."""
        shared = set(self.shared)
        news = (
            (episode, clean_tags([*(t for t in episode.tags if t not in shared), *wanted]))
            for episode in self.episodes
        )
        return tuple((episode.id, tags) for episode, tags in news if set(tags) != set(episode.tags))


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


class TagsDialog(QDialog):
    """Shows the tags; `tags()` is what the person made of them."""

    def __init__(self, tags: TagsOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tags")
        self.field = QLineEdit(", ".join(tags.shared))
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
        hint = QLabel(f"Commas part the tags.{rest}")
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(styled(title, "welcomeTitle"))
        for widget in (self.field, styled(hint, "quiet"), buttons):
            column.addWidget(widget)
        self.resize(WIDTH_PX, self.sizeHint().height())

    def tags(self) -> tuple[str, ...]:
        """Return the tags as they are wanted for all of the episodes."""
        return clean_tags(part.strip().lstrip("#") for part in self.field.text().split(","))
