"""Sync maps in and out of the database, with what they were before."""

import json
from collections.abc import Iterable

from reader.storage.revisions import Revisions
from reader.timing.sync_map import Anchor, SyncMap

STEPS_KEPT = 30  # this many changes can be taken back


class SyncStorage(Revisions):
    """Keeps sync maps; threads, life and errors are those of a `Connection`."""

    def sync(self, episode: str) -> SyncMap:
        """Return the map that holds for an episode; the plain one where none was made."""
        sql = "SELECT nudge_ms, anchors FROM syncs WHERE episode = ? ORDER BY step DESC LIMIT 1"
        rows = self.rows(sql, [episode])
        return _sync_map(*rows[0]) if rows else SyncMap()

    def syncs_of(self, episodes: Iterable[str]) -> dict[str, SyncMap]:
        """Return the maps that hold for some episodes, without those that were never given one."""
        # SQLite takes the other columns from the row that has the highest step.
        rows = self.rows(
            """
            SELECT s.episode, s.nudge_ms, s.anchors, MAX(s.step)
            FROM json_each(?) AS wanted CROSS JOIN syncs AS s ON s.episode = wanted.value
            GROUP BY s.episode
            """,
            [json.dumps(list(episodes))],
        )
        return {episode: _sync_map(nudge_ms, anchors) for episode, nudge_ms, anchors, _ in rows}

    def has_synced(self, episode: str) -> bool:
        """Return whether a map was ever made for an episode and not taken back."""
        return bool(self.rows("SELECT 1 FROM syncs WHERE episode = ? LIMIT 1", [episode]))

    def printed_ms(self, episode: str) -> int | None:
        """Return the length that an episode's page states; None where it states none."""
        rows = self.rows("SELECT printed_ms FROM episodes WHERE id = ?", [episode])
        return rows[0][0] if rows else None

    def save_sync(self, episode: str, sync: SyncMap) -> None:
        """Let another map hold; what it was before stays for `take_back_sync`."""
        anchors = json.dumps([[one.transcript_ms, one.audio_ms] for one in sync.anchors])
        self.change(
            """
            INSERT INTO syncs VALUES (?,
                (SELECT COALESCE(MAX(step), 0) + 1 FROM syncs WHERE episode = ?), ?, ?)
            """,
            [episode, episode, sync.nudge_ms, anchors],
        )
        self.change(
            """
            DELETE FROM syncs WHERE episode = ? AND step <=
                (SELECT MAX(step) FROM syncs WHERE episode = ?) - ?
            """,
            [episode, episode, STEPS_KEPT],
        )
        self.touch(episode)

    def take_back_sync(self, episode: str) -> None:
        """Let the map hold that held before the last change."""
        self.change(
            """
            DELETE FROM syncs WHERE episode = ?
                AND step = (SELECT MAX(step) FROM syncs WHERE episode = ?)
            """,
            [episode, episode],
        )
        self.touch(episode)


def _sync_map(nudge_ms: int, anchors: str) -> SyncMap:
    return SyncMap(tuple(Anchor(*times) for times in json.loads(anchors)), nudge_ms)
