"""Qt's item model over the library's shelf: headings and episodes, one below the other."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from reader.counting import counted
from reader.model import EpisodeSummary
from reader.shelves.shelf import (
    NO_SHOW,
    Arrangement,
    ShowShelf,
    continued_detail_of,
    detail_of,
    share_read,
)

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
CONTINUED_TITLE = "Continue listening"


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that names what follows. `key` is that of a show that can be folded, or None."""

    title: str
    key: str | None = None
    count: int = 0
    is_folded: bool = False

    @property
    def name(self) -> str:
        """What tells this row from every other, also in another arrangement."""
        return f"show {self.key}" if self.key is not None else self.title

    @property
    def spoken(self) -> str:
        """The row in words."""
        if self.key is None:
            return self.title
        state = "closed" if self.is_folded else "open"
        return f"{self.title}, show, {counted(self.count, 'episode')}, {state}"


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """A row with an episode; `is_continued` in the part above the shows."""

    episode: EpisodeSummary
    is_continued: bool = False

    @property
    def name(self) -> str:
        """What tells this row from every other, also in another arrangement."""
        return f"continued {self.episode.id}" if self.is_continued else self.episode.id

    @property
    def title(self) -> str:
        """The first lines."""
        return self.episode.title or "Untitled episode"

    @property
    def detail(self) -> str:
        """The quiet line below."""
        of = continued_detail_of if self.is_continued else detail_of
        return of(self.episode)

    @property
    def share(self) -> float:
        """How far it is read, from 0 to 1."""
        return share_read(self.episode)

    def spoken(self, *, is_open: bool) -> str:
        """Return the row in words."""
        show = "" if self.is_continued else self.episode.show
        facts = (self.title, show, self.detail.replace("  ·  ", ", "), "open" if is_open else "")
        return ", ".join(fact for fact in facts if fact)


Row = Heading | EpisodeRow


class ShelfModel(QAbstractListModel):
    """The rows of an arrangement; the episode that is open is marked wherever it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self.open_id: str | None = None

    @property
    def records(self) -> tuple[EpisodeSummary, ...]:
        """The episodes to be seen below their shows, in order."""
        return tuple(
            row.episode for row in self.rows if isinstance(row, EpisodeRow) and not row.is_continued
        )

    def take(self, arrangement: Arrangement) -> None:
        """Show another arrangement."""
        self.beginResetModel()
        self.rows = tuple(_rows(arrangement))
        self.endResetModel()

    def mark_open(self, episode_id: str | None) -> None:
        """Mark the episode that is open."""
        if episode_id == self.open_id:
            return
        changed = {self.open_id, episode_id} - {None}
        self.open_id = episode_id
        for row, shown in enumerate(self.rows):
            if isinstance(shown, EpisodeRow) and shown.episode.id in changed:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def is_open(self, row: Row) -> bool:
        """Return whether a row is that of the open episode."""
        return isinstance(row, EpisodeRow) and row.episode.id == self.open_id

    def row_of(self, episode_id: str) -> int | None:
        """Return where an episode stands, below its show rather than above; None: nowhere."""
        found = [
            (shown.is_continued, row)
            for row, shown in enumerate(self.rows)
            if isinstance(shown, EpisodeRow) and shown.episode.id == episode_id
        ]
        return min(found)[1] if found else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows, headings counted."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what can be opened or folded be chosen."""
        if not index.isValid() or index.row() >= len(self.rows):
            return Qt.ItemFlag.NoItemFlags
        row = self.rows[index.row()]
        if isinstance(row, EpisodeRow) or row.key is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return a row's title, and the whole of it in words."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Role.DisplayRole:
            return row.title
        if role == Role.ToolTipRole and isinstance(row, EpisodeRow):
            return f"{row.title}\n{row.detail}"
        if role == Role.AccessibleTextRole:
            return row.spoken if isinstance(row, Heading) else self._spoken(row)
        return None

    def _spoken(self, row: EpisodeRow) -> str:
        return row.spoken(is_open=self.is_open(row))


def _rows(arrangement: Arrangement) -> list[Row]:
    rows: list[Row] = []
    if arrangement.continued:
        rows.append(Heading(CONTINUED_TITLE))
        rows += [EpisodeRow(episode, is_continued=True) for episode in arrangement.continued]
    for show in arrangement.shows:
        rows += _rows_of(show, with_heading=arrangement.needs_headings or bool(rows))
    return rows


def _rows_of(show: ShowShelf, *, with_heading: bool) -> list[Row]:
    rows: list[Row] = []
    if with_heading:
        rows.append(Heading(show.name or NO_SHOW, show.key, len(show.episodes), show.is_folded))
    if not show.is_folded:
        rows += [EpisodeRow(episode) for episode in show.episodes]
    return rows
