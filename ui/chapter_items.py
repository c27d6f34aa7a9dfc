"""Qt's item model over the chapters of an episode."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from reader.model import Chapter
from reader.timecode import timecode

Index = QModelIndex | QPersistentModelIndex
TITLE_ROLE = int(Qt.ItemDataRole.DisplayRole)
DETAIL_ROLE = int(Qt.ItemDataRole.UserRole)
CURRENT_ROLE = DETAIL_ROLE + 1


class ChapterModel(QAbstractListModel):
    """One row a chapter; one of them may be the current one."""

    def __init__(self) -> None:
        super().__init__()
        self.records: tuple[Chapter, ...] = ()
        self._current: int | None = None

    def take(self, records: Sequence[Chapter]) -> None:
        """Show other chapters."""
        self.beginResetModel()
        self.records = tuple(records)
        self._current = None
        self.endResetModel()

    def set_current(self, row: int | None) -> None:
        """Mark a row as the current one."""
        changed = {self._current, row} - {None}
        self._current = row
        for index in (self.index(at) for at in changed if at is not None):
            self.dataChanged.emit(index, index, [CURRENT_ROLE])

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of chapters."""
        return 0 if parent is not None and parent.isValid() else len(self.records)

    def data(self, index: Index, role: int = TITLE_ROLE) -> Any:
        """Return a row's title, its start, or both in words."""
        if not index.isValid() or not 0 <= index.row() < len(self.records):
            return None
        if role == CURRENT_ROLE:
            return index.row() == self._current
        chapter = self.records[index.row()]
        time = timecode(chapter.start_ms)
        if role in (TITLE_ROLE, int(Qt.ItemDataRole.ToolTipRole)):
            return chapter.title or "Untitled chapter"
        if role == DETAIL_ROLE:
            return time
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{chapter.title}, {time}{', playing' if index.row() == self._current else ''}"
        return None
