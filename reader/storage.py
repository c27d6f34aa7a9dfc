"""The only place that speaks SQL: episodes in and out of one SQLite file."""

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from reader import schema
from reader.database import explained, open_database
from reader.identity import Sketch, Traits, sketch_of, title_key, transcript_sketch
from reader.model import (
    PARAGRAPH_BREAK,
    AudioFile,
    ChapterDraft,
    EpisodeDraft,
    EpisodeSummary,
    Place,
    TurnDraft,
)

DATABASE_NAME = "library.sqlite3"
BUSY_TIMEOUT_S = 5.0
_FEWEST_SHARED_MARKS = 3  # fewer are chance
_MOST_LIKE_IT = 8  # any two conversations share some phrases; only the nearest are compared

Row = tuple[Any, ...]  # the columns are as reader.schema says


@dataclass(frozen=True, slots=True)
class StoredEpisode:
    """One episode as it was given, with what belongs to it."""

    id: str
    draft: EpisodeDraft
    source: str
    audio: AudioFile | None
    place: Place


@dataclass(frozen=True, slots=True)
class Candidate:
    """An episode that may be the one that is being added."""

    id: str
    traits: Traits
    same_audio: bool
    same_source: bool


class Storage:
    """One library's database.

    Threads: an object belongs to the thread that made it. Several objects, also in several
    processes, may work on one library at once: readers never wait (WAL), writers wait for each
    other up to `busy_timeout_s`.

    Life: open with `Storage(folder)`, end with `close()` or a `with` block. A change is on the
    disk when the call, or the `writing()` block around it, has returned (synchronous=FULL).
    Where the folder cannot be written, or a newer version wrote it, its content is copied to
    memory: everything works, nothing is kept, and `read_only_reason` says so in a sentence.

    Errors: every method may raise LibraryError: busy, full, damaged, gone. A failed `writing()`
    block leaves nothing behind.
    """

    def __init__(self, folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self.folder = folder
        self.path = folder / DATABASE_NAME
        with explained(self.path):
            self._connection, self.read_only_reason = open_database(self.path, busy_timeout_s)

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make all changes within the block one transaction, alone among all writers.

        What is read within the block stays true until its end.
        """
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has rolled back by itself, if it fails
                    self._connection.execute("ROLLBACK")
                raise

    # Reading

    def summaries(self) -> tuple[EpisodeSummary, ...]:
        """Return every episode's line: by show, then newest first, then title."""
        rows = self._rows(
            """
            SELECT e.id, e.title, e.show, e.date,
                   COALESCE(a.duration_ms, e.printed_ms,
                            (SELECT MAX(COALESCE(end_ms, start_ms)) FROM turns
                             WHERE episode = e.id), 0),
                   e.chapter_count, e.turn_count, a.path, COALESCE(p.position_ms, 0)
            FROM episodes AS e
            LEFT JOIN audio AS a ON a.episode = e.id
            LEFT JOIN places AS p ON p.episode = e.id
            ORDER BY e.show COLLATE NOCASE, e.date DESC, e.title COLLATE NOCASE, e.id
            """
        )
        return tuple(map(_summary, rows))

    def load(self, episode: str) -> StoredEpisode | None:
        """Return the episode with this id, or None."""
        rows = self._rows(
            """
            SELECT e.title, e.show, e.subtitle, e.date, e.printed_ms, e.notes, e.source,
                   e.resolution_ms, a.path, a.fingerprint, a.duration_ms,
                   p.position_ms, p.speed, p.left_at
            FROM episodes AS e
            LEFT JOIN audio AS a ON a.episode = e.id
            LEFT JOIN places AS p ON p.episode = e.id
            WHERE e.id = ?
            """,
            [episode],
        )
        if not rows:
            return None
        title, show, subtitle, day, printed_ms, notes, source, resolution_ms, *rest = rows[0]
        draft = EpisodeDraft(
            title,
            show,
            subtitle,
            _day(day),
            printed_ms,
            notes,
            self._chapters(episode),
            self._turns(episode),
            resolution_ms,
        )
        return StoredEpisode(episode, draft, _name(source), _audio(rest[:3]), _place(rest[3:]))

    def titles(self) -> tuple[tuple[str, str, str], ...]:
        """Return (id, title, title key) of every episode."""
        return tuple(self._rows("SELECT id, title, title_key FROM episodes ORDER BY title, id"))

    def last_left(self) -> str | None:
        """Return the id of the episode that was read last, or else of the newest one."""
        rows = self._rows(
            """
            SELECT e.id FROM episodes AS e LEFT JOIN places AS p ON p.episode = e.id
            ORDER BY p.left_at DESC NULLS LAST, e.added_at DESC, e.rowid DESC LIMIT 1
            """
        )
        return rows[0][0] if rows else None

    def episode_given_by(self, source: str, content_key: str) -> str | None:
        """Return the id of the episode that got exactly this content from this source."""
        rows = self._rows(
            "SELECT episode FROM sources WHERE content_key = ? AND source = ?",
            [content_key, _storable(source)],
        )
        return rows[0][0] if rows else None

    def gave_to(self, source: str, episode: str) -> bool:
        """Tell whether an episode got something from this source before."""
        sql = "SELECT 1 FROM sources WHERE episode = ? AND source = ?"
        return bool(self._rows(sql, [episode, _storable(source)]))

    def candidates(
        self, traits: Traits, source: str, fingerprint: str | None
    ) -> tuple[Candidate, ...]:
        """Return the episodes that share the title, some of the transcript, or the audio."""
        rows = self._rows(
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
        rows = self._rows(
            "SELECT e.title, a.path FROM audio AS a JOIN episodes AS e ON e.id = a.episode"
        )
        return tuple((title, Path(_name(path))) for title, path in rows)

    def schema_version(self) -> int:
        """Return the version of the tables in use."""
        with explained(self.path):
            return schema.version_of(self._connection)

    def faults(self) -> tuple[str, ...]:
        """Return what SQLite's own check finds wrong with the file; nothing when it is sound."""
        found = [row[0] for row in self._rows("PRAGMA quick_check") if row[0] != "ok"]
        orphans = self._rows("PRAGMA foreign_key_check")
        return (*found, *(f"a row of {row[0]} belongs to no episode" for row in orphans))

    # Writing

    def create(self, draft: EpisodeDraft, source: str, now: datetime) -> str:
        """Add an episode and return its new id."""
        episode = secrets.token_hex(6)
        self._change(
            """
            INSERT INTO episodes VALUES (?, '', '', '', NULL, NULL, '', '', 0, '', 1, 0, 0, ?)
            """,
            [episode, now.astimezone(UTC).isoformat()],
        )
        self.rewrite(episode, draft, source)
        return episode

    def rewrite(self, episode: str, draft: EpisodeDraft, source: str) -> None:
        """Give an episode this content; its audio, place and sources stay."""
        sketch = transcript_sketch(draft.turns)
        self._change(
            """
            UPDATE episodes SET title = ?, show = ?, subtitle = ?, date = ?, printed_ms = ?,
                notes = ?, source = ?, resolution_ms = ?, title_key = ?, transcript_modulus = ?,
                chapter_count = ?, turn_count = ? WHERE id = ?
            """,
            [
                draft.title,
                draft.show,
                draft.subtitle,
                draft.date.isoformat() if draft.date else None,
                draft.duration_ms,
                draft.notes,
                _storable(source),
                draft.resolution_ms,
                title_key(draft.title),
                sketch.modulus,
                len(draft.chapters),
                len(draft.turns),
                episode,
            ],
        )
        for table in ("chapters", "turns", "transcript_marks"):
            self._change(f"DELETE FROM {table} WHERE episode = ?", [episode])  # noqa: S608
        self._change_many(
            "INSERT INTO chapters VALUES (?, ?, ?, ?, ?)",
            ((episode, i, c.title, c.start_ms, c.end_ms) for i, c in enumerate(draft.chapters)),
        )
        self._change_many(
            "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)",
            (
                (episode, i, t.speaker, t.start_ms, t.end_ms, PARAGRAPH_BREAK.join(t.paragraphs))
                for i, t in enumerate(draft.turns)
            ),
        )
        self._change_many(
            "INSERT INTO transcript_marks VALUES (?, ?)",
            ((mark, episode) for mark in sorted(sketch.marks)),
        )

    def forget_source(self, episode: str, source: str) -> None:
        """Forget what a source gave to an episode earlier, not the content itself."""
        sql = "DELETE FROM sources WHERE episode = ? AND source = ?"
        self._change(sql, [episode, _storable(source)])

    def note_source(self, episode: str, source: str, content_key: str) -> None:
        """Remember what a source gave to an episode, beside what it gave before."""
        self._change(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?)",
            [episode, _storable(source), content_key],
        )

    def save_audio(self, episode: str, audio: AudioFile) -> None:
        """Pair an episode with a recording, instead of the one it had."""
        self._change(
            "INSERT OR REPLACE INTO audio VALUES (?, ?, ?, ?)",
            [episode, _storable(str(audio.path)), audio.fingerprint, audio.duration_ms],
        )

    def save_place(self, episode: str, place: Place) -> None:
        """Remember where somebody left an episode."""
        left_at = place.left_at.astimezone(UTC).isoformat() if place.left_at else None
        self._change(
            "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)",
            [episode, place.position_ms, place.speed, left_at],
        )

    def remove(self, episode: str) -> None:
        """Forget an episode and all that belongs to it; files stay where they are."""
        self._change("DELETE FROM episodes WHERE id = ?", [episode])

    # Parts of reading

    def _chapters(self, episode: str) -> tuple[ChapterDraft, ...]:
        sql = "SELECT title, start_ms, end_ms FROM chapters WHERE episode = ? ORDER BY idx"
        return tuple(ChapterDraft(*row) for row in self._rows(sql, [episode]))

    def _turns(self, episode: str) -> tuple[TurnDraft, ...]:
        sql = "SELECT speaker, text, start_ms, end_ms FROM turns WHERE episode = ? ORDER BY idx"
        return tuple(
            TurnDraft(speaker, tuple(text.split(PARAGRAPH_BREAK)), start_ms, end_ms)
            for speaker, text, start_ms, end_ms in self._rows(sql, [episode])
        )

    def _candidate(self, episode: str, source: str, fingerprint: str | None) -> Candidate:
        title, show, day, printed_ms, notes, modulus = self._rows(
            """
            SELECT title_key, show, date, printed_ms, notes, transcript_modulus
            FROM episodes WHERE id = ?
            """,
            [episode],
        )[0]
        marks = self._rows("SELECT mark FROM transcript_marks WHERE episode = ?", [episode])
        paired = self._rows(
            "SELECT 1 FROM audio WHERE episode = ? AND fingerprint = ?", [episode, fingerprint]
        )
        transcript = Sketch(frozenset(row[0] for row in marks), modulus)
        traits = Traits(
            title, title_key(show), _day(day), printed_ms, sketch_of([notes]), transcript
        )
        return Candidate(episode, traits, bool(paired), self.gave_to(source, episode))

    # Speaking to the database

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        with explained(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _change(self, sql: str, values: Sequence[object]) -> None:
        with explained(self.path):
            self._connection.execute(sql, values)

    def _change_many(self, sql: str, rows: Iterable[Row]) -> None:
        with explained(self.path):
            self._connection.executemany(sql, rows)


def _storable(name: str) -> str | bytes:
    """Return a name as text, or as bytes where a file system's name is no valid Unicode."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name)
    return name


def _name(stored: str | bytes) -> str:
    return os.fsdecode(stored)


def _summary(row: Row) -> EpisodeSummary:
    episode, title, show, day, duration_ms, chapters, turns, audio, position_ms = row
    path = Path(_name(audio)) if audio else None
    return EpisodeSummary(
        episode, title, show, _day(day), duration_ms, chapters, turns, path, position_ms
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _audio(row: Sequence[Any]) -> AudioFile | None:
    path, fingerprint, duration_ms = row
    return AudioFile(Path(_name(path)), fingerprint, duration_ms) if path else None


def _place(row: Sequence[Any]) -> Place:
    position_ms, speed, left_at = row
    if position_ms is None:
        return Place()
    return Place(position_ms, speed, datetime.fromisoformat(left_at) if left_at else None)
