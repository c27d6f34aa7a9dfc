"""When sentences begin, as it was worked out from the sound, in and out of the database."""

import json

from reader.revisions import Revisions


class EstimateStorage(Revisions):
    """The table of sentences' starts; threads, life and errors are those of a `Connection`."""

    def sentence_starts(self, episode: str) -> tuple[str, str] | None:
        """Return what an episode's starts were worked out from, and the starts as JSON."""
        sql = "SELECT basis, starts FROM sentence_starts WHERE episode = ?"
        rows = self.rows(sql, [episode])
        return rows[0] if rows else None

    def save_sentence_starts(
        self, episode: str, basis: str, starts: tuple[tuple[int, ...], ...]
    ) -> None:
        """Keep when an episode's sentences begin, instead of what was known before."""
        self.change(
            "INSERT OR REPLACE INTO sentence_starts VALUES (?, ?, ?)",
            [episode, basis, json.dumps(starts, separators=(",", ":"))],
        )
        self.touch(episode)  # turns' times are found with it

    def forget_sentence_starts(self, episode: str) -> None:
        """Forget when an episode's sentences begin."""
        self.change("DELETE FROM sentence_starts WHERE episode = ?", [episode])
        self.touch(episode)

    def resolution_ms(self, episode: str) -> int:
        """Return how finely an episode's turns are timed by its file."""
        rows = self.rows("SELECT resolution_ms FROM episodes WHERE id = ?", [episode])
        return int(rows[0][0]) if rows else 1000
