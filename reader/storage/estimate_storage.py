"""When sentences begin, as it was worked out from the sound, in and out of the database."""

import json
from dataclasses import dataclass

from reader.storage.revisions import Revisions

Estimates = tuple[tuple[int, ...], ...]  # for every turn its sentences' starts; () where unknown


@dataclass(frozen=True, slots=True)
class KeptStarts:
    """What was kept of when an episode's sentences begin."""

    basis: str  # what it was worked out from
    starts: Estimates
    holds: bool | None  # for the turns and the recording of now; None: not looked at since a change


class EstimateStorage(Revisions):
    """The tables of sentences' starts; threads, life and errors are those of a `Connection`."""

    def sentence_starts(self, episode: str) -> KeptStarts | None:
        """Return what is kept of when an episode's sentences begin; None: nothing."""
        sql = "SELECT basis, starts, holds FROM sentence_starts WHERE episode = ?"
        rows = self.rows(sql, [episode])
        if not rows:
            return None
        basis, starts, holds = rows[0]
        return KeptStarts(
            basis, tuple(map(tuple, json.loads(starts))), None if holds is None else bool(holds)
        )

    def save_sentence_starts(self, episode: str, basis: str, starts: Estimates) -> None:
        """Keep when an episode's sentences begin, instead of what was known before."""
        self.change(
            "INSERT OR REPLACE INTO sentence_starts VALUES (?, ?, ?, NULL)",
            [episode, basis, _json(starts)],
        )
        self.touch(episode)  # turns' times are found with it

    def confirm_sentence_starts(self, episode: str, starts: Estimates) -> None:
        """Note that these starts hold for what is there now; () that none do."""
        self.change(
            "UPDATE sentence_starts SET holds = ? WHERE episode = ?", [bool(starts), episode]
        )
        self.change("DELETE FROM fitted_starts WHERE episode = ?", [episode])
        self.change_many(
            "INSERT INTO fitted_starts VALUES (?, ?, ?)",
            ((episode, turn, _json(known)) for turn, known in enumerate(starts) if known),
        )

    def doubt_sentence_starts(self, episode: str) -> None:
        """Note that what the starts were worked out from may have changed."""
        self.change("UPDATE sentence_starts SET holds = NULL WHERE episode = ?", [episode])

    def doubted_sentence_starts(self, limit: int) -> tuple[str, ...]:
        """Return some of the episodes of which it is not known whether their starts hold."""
        rows = self.rows(
            """
            SELECT s.episode FROM sentence_starts AS s JOIN episodes AS e ON e.id = s.episode
            WHERE s.holds IS NULL AND e.removed_at IS NULL LIMIT ?
            """,
            [limit],
        )
        return tuple(row[0] for row in rows)

    def resolution_ms(self, episode: str) -> int:
        """Return how finely an episode's turns are timed by its file."""
        rows = self.rows("SELECT resolution_ms FROM episodes WHERE id = ?", [episode])
        return int(rows[0][0]) if rows else 1000


def _json(starts: Estimates | tuple[int, ...]) -> str:
    return json.dumps(starts, separators=(",", ":"))
