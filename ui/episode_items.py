"""Qt's item models over frozen records: the chapters of an episode, the episodes of a library."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from reader.model import Chapter, EpisodeSummary
from reader.timecode import spoken_length, timecode

Record = TypeVar("Record", Chapter, EpisodeSummary)
Index = QModelIndex | QPersistentModelIndex
TITLE_ROLE = int(Qt.ItemDataRole.DisplayRole)
DETAIL_ROLE = int(Qt.ItemDataRole.UserRole)
CURRENT_ROLE = DETAIL_ROLE + 1
PROGRESS_ROLE = DETAIL_ROLE + 2


class RecordModel(QAbstractListModel, Generic[Record]):
    """One row a record; one of them may be the current one."""

    def __init__(self) -> None:
        super().__init__()
        self.records: tuple[Record, ...] = ()
        self._current: int | None = None

    def take(self, records: Sequence[Record]) -> None:
        """Replace all records."""
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
        """Return the number of records."""
        return 0 if parent is not None and parent.isValid() else len(self.records)

    def data(self, index: Index, role: int = TITLE_ROLE) -> Any:
        """Return what a row shows."""
        if not index.isValid() or not 0 <= index.row() < len(self.records):
            return None
        if role == CURRENT_ROLE:
            return index.row() == self._current
        return self.show(self.records[index.row()], role, is_current=index.row() == self._current)

    def show(self, record: Record, role: int, *, is_current: bool) -> Any:
        """Return what one record shows under a role; subclasses say."""
        raise NotImplementedError


class ChapterModel(RecordModel[Chapter]):
    """The chapters of the episode shown."""

    def show(self, record: Chapter, role: int, *, is_current: bool) -> Any:
        """Return the title, the start, or both in words."""
        time = timecode(record.start_ms)
        if role in (TITLE_ROLE, int(Qt.ItemDataRole.ToolTipRole)):
            return record.title or "Untitled chapter"
        if role == DETAIL_ROLE:
            return time
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{record.title}, {time}{', playing' if is_current else ''}"
        return None


class EpisodeModel(RecordModel[EpisodeSummary]):
    """The episodes of the library."""

    def show(self, record: EpisodeSummary, role: int, *, is_current: bool) -> Any:
        """Return the title, the details, or both in words."""
        if role in (TITLE_ROLE, int(Qt.ItemDataRole.ToolTipRole)):
            return record.title
        if role == DETAIL_ROLE:
            return details_of(record)
        if role == PROGRESS_ROLE:
            return record.position_ms / record.duration_ms if record.duration_ms else 0.0
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{record.title}, {details_of(record)}{', open' if is_current else ''}"
        return None


def details_of(episode: EpisodeSummary) -> str:
    """Return an episode's second line: show, length, and what it lacks."""
    length = spoken_length(episode.duration_ms) if episode.duration_ms else ""
    kind = "article" if not episode.turns and not episode.audio else ""
    silent = "no audio" if episode.turns and not episode.audio else ""
    return "  ·  ".join(part for part in (episode.show, length, kind, silent) if part)
