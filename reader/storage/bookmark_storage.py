"""Bookmarks and their tags in and out of the database."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reader.model import Bookmark, Placed, Quote, TurnRange
from reader.storage.connection import Row, bounded, day_of, stored_moment
from reader.storage.revisions import Revisions

_COLUMNS = """
    b.id, b.start_ms, b.end_ms, b.text, b.speaker, b.chapter,
    b.first_turn, b.first_offset, b.last_turn, b.last_offset,
    b.context_before, b.context_after, b.transcript, b.placed,
    e.id, COALESCE(e.title, b.episode_title), COALESCE(e.show, b.episode_show),
    CASE WHEN e.id IS NULL THEN b.episode_date ELSE e.date END,
    b.created_at, b.changed_at, b.note, b.colour,
    (SELECT json_group_array(tag) FROM
        (SELECT tag FROM bookmark_tags WHERE bookmark = b.id ORDER BY idx))
    FROM bookmarks AS b
    LEFT JOIN episodes AS e ON e.id = b.episode AND e.removed_at IS NULL
"""
_ORDER = "ORDER BY b.start_ms, b.end_ms, b.created_at, b.id"


class BookmarkStorage(Revisions):
    """The tables of bookmarks; threads, life and errors are those of a `Connection`."""

    def bookmarks(self, episode: str | None = None) -> tuple[Bookmark, ...]:
        """Return an episode's bookmarks by start; None: all, the newest first."""
        if episode is None:
            order = "ORDER BY b.created_at DESC, b.id"
            return self._bookmarks("b.removed_at IS NULL", [], order)
        return self._bookmarks("b.removed_at IS NULL AND b.episode = ?", [episode])

    def lone_bookmarks(self) -> tuple[Bookmark, ...]:
        """Return the bookmarks whose episode is deleted for good."""
        return self._bookmarks("b.removed_at IS NULL AND b.episode IS NULL", [])

    def lone_bookmarks_like(self, episode: str) -> tuple[Bookmark, ...]:
        """Return those whose deleted episode had this episode's title and show."""
        named = "(SELECT title, show FROM episodes WHERE id = ?)"
        wanted = f"b.episode IS NULL AND (b.episode_title, b.episode_show) = {named}"
        return self._bookmarks(f"b.removed_at IS NULL AND {wanted}", [episode])

    def give_bookmark(self, bookmark: str, episode: str) -> None:
        """Make a bookmark one of this episode."""
        self.change("UPDATE bookmarks SET episode = ? WHERE id = ?", [episode, bookmark])
        self.touch_bookmarks(None)
        self.touch_bookmarks(episode)

    def bookmarks_by_id(self, ids: Sequence[str]) -> tuple[Bookmark, ...]:
        """Return these bookmarks, without those that are not there."""
        wanted = "b.removed_at IS NULL AND b.id IN (SELECT value FROM json_each(?))"
        return self._bookmarks(wanted, [json.dumps(list(ids))])

    def quotes_of(self, episode: str) -> tuple[tuple[str, Quote], ...]:
        """Return (bookmark's id, quote) of an episode, of removed bookmarks as well."""
        return tuple((b.id, b.quote) for b in self._bookmarks("b.episode = ?", [episode]))

    def create_bookmark(self, episode: str, quote: Quote, now: datetime) -> str:
        """Add a bookmark to an episode and return its new id."""
        bookmark = secrets.token_hex(6)
        self.change(
            """
            INSERT INTO bookmarks (id, episode, episode_title, episode_show, episode_date,
                start_ms, end_ms, text, speaker, chapter, note, colour, created_at, changed_at,
                context_before, context_after, transcript, placed)
            SELECT ?, id, title, show, date, 0, 0, '', '', '', '', '', ?, ?, '', '', '', ''
            FROM episodes WHERE id = ?
            """,
            [bookmark, stored_moment(now), stored_moment(now), episode],
        )
        self.save_quote(bookmark, quote)
        return bookmark

    def insert_bookmark(self, bookmark: Bookmark) -> None:
        """Add a bookmark as it is, with the id it has; its episode is there, or None."""
        self.change(
            """
            INSERT INTO bookmarks (id, episode, episode_title, episode_show, episode_date,
                start_ms, end_ms, text, speaker, chapter, note, colour, created_at, changed_at,
                context_before, context_after, transcript, placed)
            VALUES (?, ?, ?, ?, ?, 0, 0, '', '', '', '', '', ?, ?, '', '', '', '')
            """,
            [
                *(bookmark.id, bookmark.episode, bookmark.episode_title, bookmark.show),
                bookmark.date.isoformat() if bookmark.date else None,
                *(stored_moment(bookmark.created_at), stored_moment(bookmark.changed_at)),
            ],
        )
        self.save_quote(bookmark.id, bookmark.quote)
        self.save_remarks(bookmark)

    def ids_in_use(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Return those of these ids that bookmarks have, also removed ones."""
        sql = "SELECT id FROM bookmarks WHERE id IN (SELECT value FROM json_each(?))"
        return tuple(row[0] for row in self.rows(sql, [json.dumps(list(ids))]))

    def save_quote(self, bookmark: str, quote: Quote) -> None:
        """Give a bookmark this quote."""
        place = quote.place
        turns = (
            (place.first_turn, place.first_offset, place.last_turn, place.last_offset)
            if place is not None
            else (None,) * 4
        )
        self.change(
            """
            UPDATE bookmarks SET start_ms = ?, end_ms = ?, text = ?, speaker = ?, chapter = ?,
                first_turn = ?, first_offset = ?, last_turn = ?, last_offset = ?,
                context_before = ?, context_after = ?, transcript = ?, placed = ?
            WHERE id = ?
            """,
            [
                *(bounded(quote.start_ms), bounded(quote.end_ms)),
                *(quote.text, quote.speaker, quote.chapter, *turns),
                *(quote.before, quote.after, quote.transcript, quote.placed, bookmark),
            ],
        )

    def save_remarks(self, bookmark: Bookmark) -> None:
        """Keep a bookmark's note, colour, tags, and when it was changed."""
        self.change(
            "UPDATE bookmarks SET note = ?, colour = ?, changed_at = ? WHERE id = ?",
            [bookmark.note, bookmark.colour, stored_moment(bookmark.changed_at), bookmark.id],
        )
        self.change("DELETE FROM bookmark_tags WHERE bookmark = ?", [bookmark.id])
        self.change_many(
            "INSERT INTO bookmark_tags VALUES (?, ?, ?)",
            ((bookmark.id, i, tag) for i, tag in enumerate(bookmark.tags)),
        )

    def all_bookmark_tags(self) -> tuple[str, ...]:
        """Return every tag that a bookmark has."""
        sql = """
            SELECT DISTINCT t.tag FROM bookmark_tags AS t JOIN bookmarks AS b ON b.id = t.bookmark
            WHERE b.removed_at IS NULL
            """
        return tuple(row[0] for row in self.rows(sql))

    # The bin

    def remove_bookmarks(self, ids: Sequence[str], now: datetime) -> None:
        """Hide these bookmarks."""
        self._mark_removed(ids, stored_moment(now), "removed_at IS NULL")

    def restore_bookmarks(self, ids: Sequence[str]) -> None:
        """Bring removed bookmarks back."""
        self._mark_removed(ids, None, "removed_at IS NOT NULL")

    def bookmarks_removed_at(self, episode: str, moment: datetime) -> tuple[str, ...]:
        """Return the ids of an episode's bookmarks that were removed at this very moment."""
        sql = "SELECT id FROM bookmarks WHERE episode = ? AND removed_at = ?"
        return tuple(row[0] for row in self.rows(sql, [episode, stored_moment(moment)]))

    def release_bookmarks(self, episode: str) -> None:
        """Let the bookmarks of an episode that will be deleted stand alone."""
        self.change(
            """
            UPDATE bookmarks SET episode = NULL, (episode_title, episode_show, episode_date) =
                (SELECT title, show, date FROM episodes WHERE id = bookmarks.episode)
            WHERE episode = ?
            """,
            [episode],
        )
        self.change("DELETE FROM bookmark_revisions WHERE episode = ?", [episode])
        self.touch_bookmarks(None)

    def forget_bookmarks(self, removed_before: datetime) -> None:
        """Delete the bookmarks that were removed before a moment."""
        sql = "DELETE FROM bookmarks WHERE removed_at < ?"
        self.change(sql, [stored_moment(removed_before)])

    def _mark_removed(self, ids: Sequence[str], moment: str | None, condition: str) -> None:
        wanted = f"{condition} AND id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own names
        listed = json.dumps(list(ids))
        touched = self.rows(f"SELECT DISTINCT episode FROM bookmarks WHERE {wanted}", [listed])  # noqa: S608 - our own names
        self.change(f"UPDATE bookmarks SET removed_at = ? WHERE {wanted}", [moment, listed])  # noqa: S608 - our own names
        for (episode,) in touched:
            self.touch_bookmarks(episode)

    def _bookmarks(
        self, condition: str, values: Sequence[object], order: str = _ORDER
    ) -> tuple[Bookmark, ...]:
        sql = f"SELECT {_COLUMNS} WHERE {condition} {order}"
        return tuple(map(_bookmark, self.rows(sql, values)))


def _bookmark(row: Row) -> Bookmark:
    id_, *quoted = row[:14]
    episode, title, show, day, created_at, changed_at, note, colour, tags = row[14:]
    return Bookmark(
        id_,
        _quote(quoted),
        episode,
        title,
        show,
        day_of(day),
        datetime.fromisoformat(created_at),
        datetime.fromisoformat(changed_at),
        note,
        tuple(json.loads(tags)),
        colour,
    )


def _quote(row: Sequence[Any]) -> Quote:
    start_ms, end_ms, text, speaker, chapter, *place = row[:9]
    before, after, transcript, placed = row[9:]
    return Quote(
        start_ms,
        end_ms,
        text,
        speaker,
        chapter,
        TurnRange(*place) if None not in place else None,
        before,
        after,
        transcript,
        Placed(placed),
    )
