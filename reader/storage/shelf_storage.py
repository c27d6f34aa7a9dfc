"""The rows of a library's list: what there is, how it is tagged, and what was removed."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from reader.model import EpisodeSummary
from reader.storage.connection import Row, day_of, moment_of, name_of, stored_moment
from reader.storage.revisions import Revisions


class ShelfStorage(Revisions):
    """Lists, tags and the bin; threads, life and errors are those of a `Connection`."""

    def summaries(self) -> tuple[EpisodeSummary, ...]:
        """Return every episode's line: by show, then newest first, then title."""
        rows = self.rows(
            """
            SELECT e.id, e.title, e.show, e.date,
                   COALESCE(a.duration_ms, e.printed_ms, e.last_ms),
                   e.chapter_count, e.turn_count, a.path, COALESCE(p.position_ms, 0),
                   e.added_at, max(coalesce(p.left_at, ''), coalesce(p.opened_at, '')), e.source
            FROM episodes AS e
            LEFT JOIN audio AS a ON a.episode = e.id
            LEFT JOIN places AS p ON p.episode = e.id
            WHERE e.removed_at IS NULL
            ORDER BY e.show COLLATE NOCASE, e.date DESC, e.title COLLATE NOCASE, e.id
            """
        )
        tags = self._tags_by_episode()
        return tuple(_summary(row, tags.get(row[0], ())) for row in rows)

    def titles(self) -> tuple[tuple[str, str, str], ...]:
        """Return (id, title, title key) of every episode."""
        sql = "SELECT id, title, title_key FROM episodes WHERE removed_at IS NULL"
        return tuple(self.rows(f"{sql} ORDER BY title, id"))

    def last_left(self) -> str | None:
        """Return the id of the episode that was read last, or else of the newest one."""
        rows = self.rows(
            """
            SELECT e.id FROM episodes AS e LEFT JOIN places AS p ON p.episode = e.id
            WHERE e.removed_at IS NULL
            ORDER BY max(coalesce(p.left_at, ''), coalesce(p.opened_at, '')) DESC,
                e.added_at DESC, e.rowid DESC LIMIT 1
            """
        )
        return rows[0][0] if rows else None

    def has(self, episode: str) -> bool:
        """Tell whether there is an episode with this id."""
        sql = "SELECT 1 FROM episodes WHERE id = ? AND removed_at IS NULL"
        return bool(self.rows(sql, [episode]))

    # Tags

    def tags(self, episode: str) -> tuple[str, ...]:
        """Return an episode's tags, in the order they were given."""
        sql = "SELECT tag FROM episode_tags WHERE episode = ? ORDER BY idx"
        return tuple(row[0] for row in self.rows(sql, [episode]))

    def save_tags(self, episode: str, tags: Sequence[str]) -> None:
        """Give an episode these tags instead of those it had."""
        self.change("DELETE FROM episode_tags WHERE episode = ?", [episode])
        self.change_many(
            "INSERT INTO episode_tags VALUES (?, ?, ?)",
            ((episode, i, tag) for i, tag in enumerate(tags)),
        )
        self.touch(episode)

    def all_tags(self) -> tuple[str, ...]:
        """Return every tag that an episode has."""
        sql = """
            SELECT DISTINCT t.tag FROM episode_tags AS t JOIN episodes AS e ON e.id = t.episode
            WHERE e.removed_at IS NULL
            """
        return tuple(row[0] for row in self.rows(sql))

    def _tags_by_episode(self) -> dict[str, tuple[str, ...]]:
        tags: dict[str, tuple[str, ...]] = {}
        for episode, tag in self.rows("SELECT episode, tag FROM episode_tags ORDER BY idx"):
            tags[episode] = (*tags.get(episode, ()), tag)
        return tags

    # The bin

    def removed_at(self, episode: str) -> datetime | None:
        """Return when an episode was removed; None: it is there, or was never."""
        rows = self.rows("SELECT removed_at FROM episodes WHERE id = ?", [episode])
        return moment_of(rows[0][0]) if rows else None

    def remove(self, episode: str, now: datetime) -> None:
        """Hide an episode and all that belongs to it; files stay where they are."""
        sql = "UPDATE episodes SET removed_at = ? WHERE id = ?"
        self.change(sql, [stored_moment(now), episode])
        self.touch(episode)

    def restore(self, episode: str) -> None:
        """Bring a removed episode back as it was."""
        self.change("UPDATE episodes SET removed_at = NULL WHERE id = ?", [episode])
        self.touch(episode)

    def anything_removed_before(self, moment: datetime) -> bool:
        """Tell whether an episode or a bookmark was removed before a moment."""
        sql = """
            SELECT 1 FROM (SELECT removed_at FROM episodes UNION ALL
                SELECT removed_at FROM bookmarks) WHERE removed_at < ? LIMIT 1
            """
        return bool(self.rows(sql, [stored_moment(moment)]))

    def removed_before(self, moment: datetime) -> tuple[str, ...]:
        """Return the ids of the episodes that were removed before a moment."""
        sql = "SELECT id FROM episodes WHERE removed_at < ?"
        return tuple(row[0] for row in self.rows(sql, [stored_moment(moment)]))

    def removed(self) -> tuple[tuple[str, str, str], ...]:
        """Return (id, title, title key) of every removed episode, the last removed first."""
        sql = "SELECT id, title, title_key FROM episodes WHERE removed_at IS NOT NULL"
        return tuple(self.rows(f"{sql} ORDER BY removed_at DESC, id"))

    def forget(self, episode: str) -> None:
        """Delete an episode and all that belongs to it, but for its bookmarks."""
        self.change("DELETE FROM episodes WHERE id = ?", [episode])


def _summary(row: Row, tags: tuple[str, ...]) -> EpisodeSummary:
    episode, title, show, day, duration_ms, chapters, turns, audio, position_ms = row[:9]
    added_at, used_at, source = row[9:]
    return EpisodeSummary(
        episode,
        title,
        show,
        day_of(day),
        duration_ms,
        chapters,
        turns,
        Path(name_of(audio)) if audio else None,
        position_ms,
        moment_of(added_at),
        moment_of(used_at),
        tags,
        name_of(source),
    )
