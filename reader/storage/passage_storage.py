"""Single passages out of the database, without the episodes around them: what hits are made of."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from reader.model import PARAGRAPH_BREAK, TurnDraft
from reader.storage.connection import Row
from reader.storage.revisions import Revisions
from reader.timing.cues import PackedCues


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an episode beside its transcript."""

    title: str
    subtitle: str
    notes: str
    language: str
    length_ms: int | None  # the recording's, or as printed


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One turn as it was given, with what settles its times.

    `starts_told`: every turn of the transcript has a start of its own, later than the one before,
    so that `next_ms` and the length of the episode are all it takes, and what is known from the
    sound, unless that `is_doubted`.
    """

    draft: TurnDraft
    speaker: str  # by hand, or the file's
    next_ms: int | None  # the next turn's start, as given
    is_last: bool
    length_ms: int | None
    resolution_ms: int
    starts_told: bool
    fitted: tuple[int, ...] = ()  # its sentences' starts by the sound, where they hold
    is_doubted: bool = False  # whether they do is to be looked at


class PassageStorage(Revisions):
    """Reads single passages; threads, life and errors are those of a `Connection`."""

    def facts(self, episode: str) -> Facts | None:
        """Return what is known of an episode beside its transcript, or None."""
        rows = self.rows(
            """
            SELECT e.title, e.subtitle, e.notes,
                COALESCE(NULLIF(e.language_by_hand, ''), e.language),
                COALESCE(NULLIF(a.duration_ms, 0), e.printed_ms)
            FROM episodes AS e LEFT JOIN audio AS a ON a.episode = e.id
            WHERE e.id = ? AND e.removed_at IS NULL
            """,
            [episode],
        )
        return Facts(*rows[0]) if rows else None

    def turns_at(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], StoredTurn]:
        """Return turns by (episode, number), without those that are gone."""
        # CROSS JOIN: SQLite would go through all turns, expecting more to be asked for.
        rows = self.rows(
            """
            SELECT t.episode, t.idx, t.speaker, COALESCE(n.name, t.speaker), t.text, t.start_ms,
                t.end_ms, c.packed, (SELECT start_ms FROM turns AS later
                    WHERE later.episode = t.episode AND later.idx = t.idx + 1),
                t.idx + 1 = e.turn_count, COALESCE(NULLIF(a.duration_ms, 0), e.printed_ms),
                e.resolution_ms, e.starts_told, f.starts, s.episode IS NOT NULL AND s.holds IS NULL
            FROM json_each(?) AS wanted
            CROSS JOIN turns AS t ON t.episode = json_extract(wanted.value, '$[0]')
                AND t.idx = json_extract(wanted.value, '$[1]')
            JOIN episodes AS e ON e.id = t.episode AND e.removed_at IS NULL
            LEFT JOIN audio AS a ON a.episode = t.episode
            LEFT JOIN cues AS c ON c.episode = t.episode AND c.idx = t.idx
            LEFT JOIN sentence_starts AS s ON s.episode = t.episode
            LEFT JOIN fitted_starts AS f ON f.episode = t.episode AND f.idx = t.idx AND s.holds
            LEFT JOIN speaker_names AS n ON n.episode = t.episode AND n.speaker = t.speaker
            """,
            [json.dumps(list(places))],
        )
        return {(row[0], row[1]): _stored_turn(row[2:]) for row in rows}


def _stored_turn(row: Row) -> StoredTurn:
    original, shown, text, start_ms, end_ms, cues, *rest = row
    next_ms, is_last, length_ms, resolution_ms, starts_told, fitted, is_doubted = rest
    draft = TurnDraft(
        original,
        tuple(text.split(PARAGRAPH_BREAK)),
        start_ms,
        end_ms,
        PackedCues(cues) if cues is not None else (),
    )
    return StoredTurn(
        draft,
        shown,
        next_ms,
        bool(is_last),
        length_ms,
        resolution_ms,
        bool(starts_told),
        tuple(json.loads(fitted)) if fitted is not None else (),
        bool(is_doubted),
    )
