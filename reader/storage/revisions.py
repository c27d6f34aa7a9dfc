"""Numbers that say whether an episode, or its bookmarks, are still as an index knows them."""

import time

from reader.storage.connection import Connection

BOOKMARKS_OF = "bookmarks/"  # begins the id of a unit of bookmarks; alone: of episodes gone

# A unit of bookmarks shows its episode's title and chapters, so it changes with those.
_BOOKMARKS = """
    SELECT ? || k.episode, MAX(COALESCE(r.revision, 1), COALESCE(e.revision, 1))
    FROM (SELECT DISTINCT COALESCE(episode, '') AS episode
          FROM bookmarks WHERE removed_at IS NULL) AS k
    LEFT JOIN bookmark_revisions AS r ON r.episode = k.episode
    LEFT JOIN episodes AS e ON e.id = k.episode
"""


class Revisions(Connection):
    """The revisions of units; threads, life and errors are those of a `Connection`.

    A revision is the time of the change in microseconds, or one more than the highest where the
    clock stands still: so it rises through the library, and a database that was put back from a
    copy does not give a number twice.
    """

    def touch(self, episode: str) -> None:
        """Note that something of an episode has changed that is found, or shown with it."""
        self.change(
            """
            UPDATE episodes SET revision = MAX(?, 1 + (SELECT MAX(revision) FROM episodes))
            WHERE id = ?
            """,
            [time.time_ns() // 1000, episode],
        )

    def touch_bookmarks(self, episode: str | None) -> None:
        """Note that the bookmarks of an episode have changed; None: of those that are gone."""
        self.change(
            """
            INSERT INTO bookmark_revisions VALUES (?, ?) ON CONFLICT (episode)
            DO UPDATE SET revision = MAX(revision + 1, excluded.revision)
            """,
            [episode or "", time.time_ns() // 1000],
        )

    def revisions(self) -> dict[str, int]:
        """Return every unit's id and revision."""
        episodes = self.rows("SELECT id, revision FROM episodes WHERE removed_at IS NULL")
        return dict([*episodes, *self.rows(_BOOKMARKS, [BOOKMARKS_OF])])

    def revision_of(self, unit: str) -> int | None:
        """Return a unit's revision; None: there is no such unit."""
        if unit.startswith(BOOKMARKS_OF):
            owner = unit.removeprefix(BOOKMARKS_OF)
            rows = self.rows(f"{_BOOKMARKS} WHERE k.episode = ?", [BOOKMARKS_OF, owner])
            return rows[0][1] if rows else None
        sql = "SELECT revision FROM episodes WHERE id = ? AND removed_at IS NULL"
        rows = self.rows(sql, [unit])
        return rows[0][0] if rows else None
