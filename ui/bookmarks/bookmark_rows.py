"""Bookmarks as rows for Qt: headings, and a row for each bookmark with what it shows and says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from reader.bookmark_colours import colour_name
from reader.counting import counted
from reader.model import Bookmark, Placed
from reader.shelves.bookmark_shelf import BookmarkGroup
from reader.timecode import timecode

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
STATES = {Placed.EXACT: "", Placed.UNSURE: "place not sure", Placed.LOST: "to place again"}
SPOKEN_ROLES = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """The row over a group."""

    title: str
    count: int

    @property
    def words(self) -> str:
        """The row for a screen reader."""
        return f"{self.title}, {counted(self.count, 'bookmark')}"


@dataclass(frozen=True, slots=True)
class BookmarkRow:
    """One bookmark; `names_episode` where no heading says which episode it is of."""

    bookmark: Bookmark
    names_episode: bool = False

    @property
    def time(self) -> str:
        """When it begins."""
        return timecode(self.bookmark.quote.start_ms)

    @property
    def state(self) -> str:
        """How sure its place is, where it is not."""
        return STATES[self.bookmark.quote.placed]

    @property
    def detail(self) -> str:
        """The line below: the episode, where it is not said above, and the tags."""
        tags = "  ".join(f"#{tag}" for tag in self.bookmark.tags)
        episode = self.bookmark.episode_title if self.names_episode else ""
        return "  ·  ".join(part for part in (episode, tags) if part)

    @property
    def colour(self) -> str:
        """The colour's name, for tool tip and screen reader."""
        return colour_name(self.bookmark.colour)

    @property
    def words(self) -> str:
        """The row for a screen reader."""
        one = self.bookmark
        note = f"Note: {one.note}" if one.note else ""
        tags = f"Tags: {', '.join(one.tags)}" if one.tags else ""
        colour = self.colour if one.colour else ""
        said = ", ".join(part for part in (self.state, self.time, one.quote.speaker) if part)
        parts = (f"{said}: {one.quote.text}", note, tags, colour, one.episode_title)
        return ". ".join(part for part in parts if part)

    @property
    def tip(self) -> str:
        """What hovering says: the colour, and what the row has no room for."""
        tags = ", ".join(self.bookmark.tags)
        parts = (self.colour, self.state, tags, self.bookmark.episode_title)
        return "\n".join(part for part in parts if part)


ListRow = GroupHeading | BookmarkRow


class BookmarkModel(QAbstractListModel):
    """The rows of what is listed; headings cannot be selected."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ListRow, ...] = ()

    def take(self, groups: Sequence[BookmarkGroup], *, names_episodes: bool) -> None:
        """List other groups. Whose heading is no episode names the episode in every row."""
        rows: list[ListRow] = []
        for group in groups:
            if group.title:
                rows.append(GroupHeading(group.title, len(group.bookmarks)))
            rows += [BookmarkRow(one, names_episodes) for one in group.bookmarks]
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """What is listed, from the top."""
        return tuple(row.bookmark for row in self.rows if isinstance(row, BookmarkRow))

    def row_of(self, bookmark: str) -> int | None:
        """Return where a bookmark is listed."""
        for at, row in enumerate(self.rows):
            if isinstance(row, BookmarkRow) and row.bookmark.id == bookmark:
                return at
        return None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let bookmarks alone be selected."""
        if index.isValid() and isinstance(self.rows[index.row()], GroupHeading):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: Index, role: int = ROW_ROLE) -> Any:
        """Return the row itself, its words, or what hovering says."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in SPOKEN_ROLES:
            return row.words
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return row.tip if isinstance(row, BookmarkRow) else row.title
        return None
