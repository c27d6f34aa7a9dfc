"""Where recordings are silent, as it was heard in them, in and out of the database."""

import json
from collections.abc import Sequence

from reader.listening.silences import Silence
from reader.storage.connection import Connection


class SilenceStorage(Connection):
    """The table of silences; threads, life and errors are those of a `Connection`."""

    def silences(self, episode: str) -> tuple[str, tuple[Silence, ...]] | None:
        """Return the fingerprint of the sound that was heard, and its silences; None: unheard."""
        rows = self.rows("SELECT fingerprint, spans FROM silences WHERE episode = ?", [episode])
        if not rows:
            return None
        fingerprint, spans = rows[0]
        return fingerprint, tuple(Silence(*span) for span in json.loads(spans))

    def save_silences(self, episode: str, fingerprint: str, silences: Sequence[Silence]) -> None:
        """Keep the silences of an episode's sound, instead of what was known before."""
        spans = [[silence.start_ms, silence.end_ms] for silence in silences]
        self.change(
            "INSERT OR REPLACE INTO silences VALUES (?, ?, ?)",
            [episode, fingerprint, json.dumps(spans, separators=(",", ":"))],
        )
