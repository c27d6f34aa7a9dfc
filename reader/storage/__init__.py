"""Episodes in and out of one SQLite file.

The classes it is made of are in this package. They are the only places that speak SQL, but for
`reader.storage.copies`, which makes whole copies of the file.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from reader.episodes.identity import Digest, Sketch, Traits, digest_of, sketch_of, title_key
from reader.model import (
    PARAGRAPH_BREAK,
    AudioFile,
    EpisodeDraft,
    Place,
    TurnDraft,
)
from reader.storage.bookmark_storage import BookmarkStorage
from reader.storage.connection import (
    BUSY_TIMEOUT_S,
    DATABASE_NAME,
    bounded,
    day_of,
    name_of,
    storable,
)
from reader.storage.estimate_storage import EstimateStorage
from reader.storage.passage_storage import PassageStorage
from reader.storage.provenance import Provenance
from reader.storage.shelf_storage import ShelfStorage
from reader.storage.silence_storage import SilenceStorage
from reader.storage.sync_storage import SyncStorage
from reader.timing.cues import PackedCues, packed
from reader.timing.sync_map import SyncMap

__all__ = ["BUSY_TIMEOUT_S", "DATABASE_NAME", "Candidate", "Storage", "StoredEpisode"]

_FEWEST_SHARED_MARKS = 3  # fewer are chance
_MOST_LIKE_IT = 8  # any two conversations share some phrases; only the nearest are compared


@dataclass(frozen=True, slots=True)
class StoredEpisode:
    """One episode as it was given, with what belongs to it."""

    id: str
    draft: EpisodeDraft
    source: str
    audio: AudioFile | None
    place: Place
    format: str = ""  # what the transcript was read as
    language_by_hand: str = ""
    speakers: Mapping[str, str] = field(default_factory=dict)  # names by hand, by the file's
    tags: tuple[str, ...] = ()
    sync: SyncMap = field(default_factory=SyncMap)

    @property
    def length_ms(self) -> int | None:
        """How long its recording is, or else as its page prints it; None: neither is known."""
        return (self.audio.duration_ms if self.audio else 0) or self.draft.duration_ms


@dataclass(frozen=True, slots=True)
class Candidate:
    """An episode that may be the one that is being added."""

    id: str
    traits: Traits
    same_audio: bool
    same_source: bool


class Storage(
    Provenance,
    ShelfStorage,
    BookmarkStorage,
    PassageStorage,
    SyncStorage,
    EstimateStorage,
    SilenceStorage,
):
    """One library's database; threads, life and errors are those of a `Connection`."""

    # Reading

    def load(self, episode: str) -> StoredEpisode | None:
        """Return the episode with this id, or None."""
        rows = self.rows(
            """
            SELECT e.title, e.show, e.subtitle, e.date, e.printed_ms, e.notes, e.source,
                   e.resolution_ms, e.language, e.format, e.language_by_hand,
                   a.path, a.fingerprint, a.duration_ms,
                   p.position_ms, p.speed, p.left_at
            FROM episodes AS e
            LEFT JOIN audio AS a ON a.episode = e.id
            LEFT JOIN places AS p ON p.episode = e.id
            WHERE e.id = ? AND e.removed_at IS NULL
            """,
            [episode],
        )
        if not rows:
            return None
        title, show, subtitle, day, printed_ms, notes, source, resolution_ms = rows[0][:8]
        language, format_name, language_by_hand, *rest = rows[0][8:]
        draft = EpisodeDraft(
            title,
            show,
            subtitle,
            day_of(day),
            printed_ms,
            notes,
            self.chapters(episode),
            self._turns(episode),
            resolution_ms,
            language,
        )
        return StoredEpisode(
            episode,
            draft,
            name_of(source),
            _audio(rest[:3]),
            _place(rest[3:]),
            format_name,
            language_by_hand,
            self.speaker_names(episode),
            self.tags(episode),
            self.sync(episode),
        )

    def counts(self, episode: str) -> tuple[str, int, int]:
        """Return an episode's title and its numbers of chapters and turns."""
        sql = "SELECT title, chapter_count, turn_count FROM episodes WHERE id = ?"
        title, chapters, turns = self.rows(sql, [episode])[0]
        return title, chapters, turns

    def audio_of(self, episode: str) -> AudioFile | None:
        """Return the recording that an episode is paired with."""
        sql = "SELECT path, fingerprint, duration_ms FROM audio WHERE episode = ?"
        rows = self.rows(sql, [episode])
        return _audio(rows[0]) if rows else None

    def candidates(
        self, traits: Traits, source: str, fingerprint: str | None
    ) -> tuple[Candidate, ...]:
        """Return the episodes that share the title, some of the transcript, or the audio."""
        rows = self.rows(
            """
            SELECT id FROM episodes WHERE title_key = ?
            UNION SELECT episode FROM audio WHERE fingerprint = ?
            UNION SELECT episode FROM (
                SELECT episode FROM transcript_marks
                WHERE mark IN (SELECT value FROM json_each(?))
                GROUP BY episode HAVING COUNT(*) >= ?
                ORDER BY COUNT(*) DESC LIMIT ?
            )
            """,
            [
                traits.title,
                fingerprint,
                f"[{','.join(map(str, traits.transcript.marks))}]",
                _FEWEST_SHARED_MARKS,
                _MOST_LIKE_IT,
            ],
        )
        return tuple(self._candidate(row[0], source, fingerprint) for row in rows)

    def audio_paths(self) -> tuple[tuple[str, Path], ...]:
        """Return (title, audio's path) of every episode that has audio."""
        rows = self.rows(
            """
            SELECT e.title, a.path FROM audio AS a JOIN episodes AS e ON e.id = a.episode
            WHERE e.removed_at IS NULL
            """
        )
        return tuple((title, Path(name_of(path))) for title, path in rows)

    # Writing

    def create(
        self,
        draft: EpisodeDraft,
        source: str,
        now: datetime,
        *,
        format_name: str = "",
        digest: Digest | None = None,
    ) -> str:
        """Add an episode and return its new id; see `rewrite`."""
        episode = secrets.token_hex(6)
        self.change(
            """
            INSERT INTO episodes (id, title, show, subtitle, notes, source, resolution_ms,
                title_key, transcript_modulus, chapter_count, turn_count, added_at)
            VALUES (?, '', '', '', '', '', 0, '', 1, 0, 0, ?)
            """,
            [episode, now.astimezone(UTC).isoformat()],
        )
        self.rewrite(episode, draft, source, format_name=format_name, digest=digest)
        return episode

    def rewrite(
        self,
        episode: str,
        draft: EpisodeDraft,
        source: str,
        *,
        format_name: str = "",
        digest: Digest | None = None,
    ) -> None:
        """Give an episode this content; its audio, place, sources and what was set by hand stay.

        `digest` is that of the draft's turns, where it is known already.
        """
        digest = digest or digest_of(draft.turns)
        self._rewrite_facts(episode, draft, source, format_name, digest)
        self.doubt_sentence_starts(episode)
        for table in ("turns", "cues", "transcript_marks"):
            self.change(f"DELETE FROM {table} WHERE episode = ?", [episode])  # noqa: S608 - our own names
        self.change_many(
            "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    *(episode, i, t.speaker, bounded(t.start_ms), bounded(t.end_ms)),
                    PARAGRAPH_BREAK.join(t.paragraphs),
                )
                for i, t in enumerate(draft.turns)
            ),
        )
        self.change_many(
            "INSERT INTO cues VALUES (?, ?, ?)",
            ((episode, i, packed(t.cues)) for i, t in enumerate(draft.turns) if len(t.cues)),
        )
        self.change_many(
            "INSERT INTO transcript_marks VALUES (?, ?)",
            ((mark, episode) for mark in sorted(digest.sketch.marks)),
        )
        self.save_chapters(episode, draft.chapters)

    def _rewrite_facts(
        self, episode: str, draft: EpisodeDraft, source: str, format_name: str, digest: Digest
    ) -> None:
        self.change(
            """
            UPDATE episodes SET title = ?, show = ?, subtitle = ?, date = ?, printed_ms = ?,
                notes = ?, source = ?, resolution_ms = ?, title_key = ?, transcript_modulus = ?,
                turn_count = ?, language = ?, format = ?, last_ms = ?, starts_told = ?
                WHERE id = ?
            """,
            [
                draft.title,
                draft.show,
                draft.subtitle,
                draft.date.isoformat() if draft.date else None,
                bounded(draft.duration_ms),
                draft.notes,
                storable(source),
                draft.resolution_ms,
                title_key(draft.title),
                digest.sketch.modulus,
                len(draft.turns),
                draft.language,
                format_name,
                bounded(digest.last_ms),
                _starts_told(draft.turns),
                episode,
            ],
        )

    def save_audio(self, episode: str, audio: AudioFile) -> None:
        """Pair an episode with a recording, instead of the one it had.

        How the transcript went with another recording does not hold for this one.
        """
        known = self.audio_of(episode)
        other = known is not None and known.fingerprint != audio.fingerprint
        if other and self.sync(episode) != SyncMap():
            self.save_sync(episode, SyncMap())
        if known is None or other or known.duration_ms != audio.duration_ms:
            self.doubt_sentence_starts(episode)
        self.change(
            "INSERT OR REPLACE INTO audio VALUES (?, ?, ?, ?)",
            [episode, storable(str(audio.path)), audio.fingerprint, audio.duration_ms],
        )
        self.touch(episode)  # its length settles times

    def save_place(self, episode: str, place: Place) -> None:
        """Remember where somebody left an episode."""
        left_at = place.left_at.astimezone(UTC).isoformat() if place.left_at else None
        self.change(
            """
            INSERT INTO places (episode, position_ms, speed, left_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (episode) DO UPDATE SET position_ms = excluded.position_ms,
                speed = excluded.speed, left_at = excluded.left_at
            """,
            [episode, place.position_ms, place.speed, left_at],
        )

    def note_opened(self, episode: str, now: datetime) -> None:
        """Remember that somebody looked at an episode; the place stays."""
        self.change(
            """
            INSERT INTO places (episode, position_ms, speed, opened_at) VALUES (?, 0, 1.0, ?)
            ON CONFLICT (episode) DO UPDATE SET opened_at = excluded.opened_at
            """,
            [episode, now.astimezone(UTC).isoformat()],
        )

    # Parts of reading

    def _turns(self, episode: str) -> tuple[TurnDraft, ...]:
        sql = (
            "SELECT speaker, text, start_ms, end_ms, idx FROM turns WHERE episode = ? ORDER BY idx"
        )
        cues: dict[int, bytes] = dict(
            self.rows("SELECT idx, packed FROM cues WHERE episode = ?", [episode])
        )
        return tuple(
            TurnDraft(
                speaker,
                tuple(text.split(PARAGRAPH_BREAK)),
                start_ms,
                end_ms,
                PackedCues(cues[index]) if index in cues else (),
            )
            for speaker, text, start_ms, end_ms, index in self.rows(sql, [episode])
        )

    def _candidate(self, episode: str, source: str, fingerprint: str | None) -> Candidate:
        title, show, day, printed_ms, notes, modulus = self.rows(
            """
            SELECT title_key, show, date, printed_ms, notes, transcript_modulus
            FROM episodes WHERE id = ?
            """,
            [episode],
        )[0]
        marks = self.rows("SELECT mark FROM transcript_marks WHERE episode = ?", [episode])
        paired = self.rows(
            "SELECT 1 FROM audio WHERE episode = ? AND fingerprint = ?", [episode, fingerprint]
        )
        transcript = Sketch(frozenset(row[0] for row in marks), modulus)
        traits = Traits(
            title, title_key(show), day_of(day), printed_ms, sketch_of([notes]), transcript
        )
        return Candidate(episode, traits, bool(paired), self.gave_to(source, episode))


def _starts_told(turns: Sequence[TurnDraft]) -> bool:
    starts = [-1 if turn.start_ms is None else turn.start_ms for turn in turns]
    return all(earlier < later for earlier, later in pairwise([-1, *starts]))


def _audio(row: Sequence[Any]) -> AudioFile | None:
    path, fingerprint, duration_ms = row
    return AudioFile(Path(name_of(path)), fingerprint, duration_ms) if path else None


def _place(row: Sequence[Any]) -> Place:
    position_ms, speed, left_at = row
    if position_ms is None:
        return Place()
    return Place(position_ms, speed, datetime.fromisoformat(left_at) if left_at else None)
