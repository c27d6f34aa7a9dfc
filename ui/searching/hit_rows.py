"""The results as rows for Qt: a heading for each episode, its hits below it, and what is left."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from reader.counting import counted
from reader.dates import short_day
from reader.search.arranging import EpisodeGroup, Results, identity
from reader.search.records import HitKind, SearchHit
from reader.timecode import timecode

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
KIND_NAMES = {
    HitKind.CHAPTER: "Chapter",
    HitKind.NOTE: "Notes",
    HitKind.TITLE: "Title",
    HitKind.BOOKMARK: "Bookmark",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The row over an episode's hits."""

    group: EpisodeGroup
    folded: bool

    @property
    def key(self) -> Hashable:
        """What makes it the same row in two answers."""
        return ("heading", self.group.episode.episode)

    @property
    def title(self) -> str:
        """The episode's title; bookmarks may have outlived theirs."""
        return self.group.episode.title or "Bookmarks of episodes that are gone"

    @property
    def detail(self) -> str:
        """The second line: the show, the date and the number of hits."""
        episode = self.group.episode
        date = short_day(episode.date) if episode.date else ""
        parts = (episode.show, date, counted(episode.count, "hit"))
        return "  ·  ".join(part for part in parts if part)

    @property
    def words(self) -> str:
        """The row for a screen reader."""
        state = "folded" if self.folded else "unfolded"
        return f"{self.title}, {self.detail}, {state}"


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit."""

    hit: SearchHit

    @property
    def key(self) -> Hashable:
        """What makes it the same row in two answers."""
        return ("hit", *identity(self.hit))

    @property
    def kind(self) -> str:
        """What was found, where it is not what somebody said; else nothing."""
        return KIND_NAMES.get(self.hit.kind, "")

    @property
    def time(self) -> str:
        """When the match is heard; nothing for notes and titles."""
        hit = self.hit
        start_ms = hit.match_ms if hit.match_ms is not None else hit.start_ms
        return "" if start_ms is None else timecode(start_ms)

    @property
    def words(self) -> str:
        """The row for a screen reader."""
        parts = (self.kind, self.time, self.hit.speaker)
        said = ", ".join(part for part in parts if part)
        return f"{said}: {self.hit.text.text}"


@dataclass(frozen=True, slots=True)
class Remainder:
    """The row that loads an episode's other hits."""

    group: EpisodeGroup

    @property
    def key(self) -> Hashable:
        """What makes it the same row in two answers."""
        return ("remainder", self.group.episode.episode)

    @property
    def words(self) -> str:
        """What the row says."""
        return f"Show {self.group.left_out:,} more in this episode"


HitListRow = Heading | HitRow | Remainder


class HitModel(QAbstractListModel):
    """The rows of one set of results; episodes can be folded."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[HitListRow, ...] = ()
        self._groups: tuple[EpisodeGroup, ...] = ()
        self._folded: set[str] = set()

    def take(self, results: Results | None) -> None:
        """Show other results; None: nothing."""
        self._groups = results.groups if results is not None else ()
        self._make_rows()

    def fold(self, episode: str, *, folded: bool) -> None:
        """Fold or unfold an episode."""
        if folded == (episode in self._folded):
            return
        self._folded ^= {episode}
        self._make_rows()

    def unfold_all(self) -> None:
        """Forget what was folded: another query has other episodes."""
        self._folded.clear()

    def row_of(self, key: Hashable) -> int | None:
        """Return where the row with this key is now."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), None)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = ROW_ROLE) -> Any:
        """Return the row itself, or its words."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return row.words
        if role == int(Qt.ItemDataRole.ToolTipRole) and isinstance(row, Heading):
            return row.title
        return None

    def _make_rows(self) -> None:
        self.beginResetModel()
        rows: list[HitListRow] = []
        for group in self._groups:
            folded = group.episode.episode in self._folded
            rows.append(Heading(group, folded))
            if not folded:
                rows += map(HitRow, group.hits)
                rows += [Remainder(group)] if group.left_out else []
        self.rows = tuple(rows)
        self.endResetModel()
