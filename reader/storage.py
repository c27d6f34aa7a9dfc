"""The only place that speaks SQL: episodes in and out of one SQLite file."""

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from reader import schema
from reader.chapter_choice import ChapterKind, ChapterList
from reader.cues import PackedCues, packed
from reader.database import explained, open_database
from reader.identity import Digest, Sketch, Traits, digest_of, sketch_of, title_key
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
_HIGHEST_MS = 2**53
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
    format: str = ""  # what the transcript was read as
    language_by_hand: str = ""
    speakers: Mapping[str, str] = field(default_factory=dict)  # names by hand, by the file's


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
                   COALESCE(a.duration_ms, e.printed_ms, e.last_ms),
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
                   e.resolution_ms, e.language, e.format, e.language_by_hand,
                   a.path, a.fingerprint, a.duration_ms,
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
        title, show, subtitle, day, printed_ms, notes, source, resolution_ms = rows[0][:8]
        language, format_name, language_by_hand, *rest = rows[0][8:]
        draft = EpisodeDraft(
            title,
            show,
            subtitle,
            _day(day),
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
            _name(source),
            _audio(rest[:3]),
            _place(rest[3:]),
            format_name,
            language_by_hand,
            self.speaker_names(episode),
        )

    def counts(self, episode: str) -> tuple[str, int, int]:
        """Return an episode's title and its numbers of chapters and turns."""
        sql = "SELECT title, chapter_count, turn_count FROM episodes WHERE id = ?"
        title, chapters, turns = self._rows(sql, [episode])[0]
        return title, chapters, turns

    def has(self, episode: str) -> bool:
        """Tell whether there is an episode with this id."""
        return bool(self._rows("SELECT 1 FROM episodes WHERE id = ?", [episode]))

    def audio_of(self, episode: str) -> AudioFile | None:
        """Return the recording that an episode is paired with."""
        sql = "SELECT path, fingerprint, duration_ms FROM audio WHERE episode = ?"
        rows = self._rows(sql, [episode])
        return _audio(rows[0]) if rows else None

    def chapters(self, episode: str) -> tuple[ChapterDraft, ...]:
        """Return the chapters that hold."""
        sql = "SELECT title, start_ms, end_ms FROM chapters WHERE episode = ? ORDER BY idx"
        return tuple(ChapterDraft(*row) for row in self._rows(sql, [episode]))

    def chapter_lists(self, episode: str) -> tuple[ChapterList, ...]:
        """Return the lists of chapters that an episode was given, in the order of their coming."""
        sql = "SELECT kind, source, chapters, chosen FROM chapter_lists WHERE episode = ?"
        rows = self._rows(f"{sql} ORDER BY rowid", [episode])
        return tuple(
            ChapterList(ChapterKind(kind), _name(source), _listed(chapters), bool(chosen))
            for kind, source, chapters, chosen in rows
        )

    def speaker_names(self, episode: str) -> dict[str, str]:
        """Return the names that were given by hand, by those that the file has."""
        sql = "SELECT speaker, name FROM speaker_names WHERE episode = ?"
        return dict(self._rows(sql, [episode]))

    def language_by_hand(self, episode: str) -> str:
        """Return the language that was given by hand, or "" without one."""
        sql = "SELECT language_by_hand FROM episodes WHERE id = ?"
        language: str = self._rows(sql, [episode])[0][0]
        return language

    def episodes_given_by(self, source: str) -> tuple[str, ...]:
        """Return the ids of the episodes that got something from this source."""
        sql = "SELECT DISTINCT episode FROM sources WHERE source = ?"
        return tuple(row[0] for row in self._rows(sql, [_storable(source)]))

    def encoding_of(self, source: str) -> str | None:
        """Return the encoding that was given by hand for this source, if any."""
        sql = "SELECT encoding FROM sources WHERE source = ? AND encoding IS NOT NULL LIMIT 1"
        rows = self._rows(sql, [_storable(source)])
        return rows[0][0] if rows else None

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
        self._change(
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
        for table in ("turns", "cues", "transcript_marks"):
            self._change(f"DELETE FROM {table} WHERE episode = ?", [episode])  # noqa: S608
        self._change_many(
            "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    *(episode, i, t.speaker, _bounded(t.start_ms), _bounded(t.end_ms)),
                    PARAGRAPH_BREAK.join(t.paragraphs),
                )
                for i, t in enumerate(draft.turns)
            ),
        )
        self._change_many(
            "INSERT INTO cues VALUES (?, ?, ?)",
            ((episode, i, packed(t.cues)) for i, t in enumerate(draft.turns) if len(t.cues)),
        )
        self._change_many(
            "INSERT INTO transcript_marks VALUES (?, ?)",
            ((mark, episode) for mark in sorted(digest.sketch.marks)),
        )
        self.save_chapters(episode, draft.chapters)

    def _rewrite_facts(
        self, episode: str, draft: EpisodeDraft, source: str, format_name: str, digest: Digest
    ) -> None:
        self._change(
            """
            UPDATE episodes SET title = ?, show = ?, subtitle = ?, date = ?, printed_ms = ?,
                notes = ?, source = ?, resolution_ms = ?, title_key = ?, transcript_modulus = ?,
                turn_count = ?, language = ?, format = ?, last_ms = ? WHERE id = ?
            """,
            [
                draft.title,
                draft.show,
                draft.subtitle,
                draft.date.isoformat() if draft.date else None,
                _bounded(draft.duration_ms),
                draft.notes,
                _storable(source),
                draft.resolution_ms,
                title_key(draft.title),
                digest.sketch.modulus,
                len(draft.turns),
                draft.language,
                format_name,
                _bounded(digest.last_ms),
                episode,
            ],
        )

    def save_chapters(self, episode: str, chapters: Sequence[ChapterDraft]) -> None:
        """Give an episode the chapters that hold."""
        self._change("DELETE FROM chapters WHERE episode = ?", [episode])
        self._change_many(
            "INSERT INTO chapters VALUES (?, ?, ?, ?, ?)",
            (
                (episode, i, c.title, _bounded(c.start_ms), _bounded(c.end_ms))
                for i, c in enumerate(chapters)
            ),
        )
        count = "UPDATE episodes SET chapter_count = ? WHERE id = ?"
        self._change(count, [len(chapters), episode])

    def save_chapter_lists(self, episode: str, lists: Sequence[ChapterList]) -> None:
        """Remember the lists of chapters that an episode was given."""
        self._change("DELETE FROM chapter_lists WHERE episode = ?", [episode])
        self._change_many(
            "INSERT INTO chapter_lists VALUES (?, ?, ?, ?, ?)",
            (
                (episode, one.kind, _storable(one.source), _as_json(one.chapters), one.chosen)
                for one in lists
            ),
        )

    def save_speaker_name(self, episode: str, speaker: str, name: str) -> None:
        """Call a speaker, whom the file calls `speaker`, by another name; "" takes it back."""
        delete = "DELETE FROM speaker_names WHERE episode = ? AND speaker = ?"
        self._change(delete, [episode, speaker])
        if name:
            self._change("INSERT INTO speaker_names VALUES (?, ?, ?)", [episode, speaker, name])

    def save_language(self, episode: str, language: str) -> None:
        """Remember the language that was given by hand; "" takes it back."""
        sql = "UPDATE episodes SET language_by_hand = ? WHERE id = ?"
        self._change(sql, [language, episode])

    def forget_source(self, episode: str, source: str) -> None:
        """Forget what a source gave to an episode earlier, not the content itself."""
        sql = "DELETE FROM sources WHERE episode = ? AND source = ?"
        self._change(sql, [episode, _storable(source)])

    def note_source(
        self, episode: str, source: str, content_key: str, encoding: str | None = None
    ) -> None:
        """Remember what a source gave to an episode, beside what it gave before."""
        self._change(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)",
            [episode, _storable(source), content_key, encoding],
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

    def _turns(self, episode: str) -> tuple[TurnDraft, ...]:
        sql = (
            "SELECT speaker, text, start_ms, end_ms, idx FROM turns WHERE episode = ? ORDER BY idx"
        )
        cues: dict[int, bytes] = dict(
            self._rows("SELECT idx, packed FROM cues WHERE episode = ?", [episode])
        )
        return tuple(
            TurnDraft(
                speaker,
                tuple(text.split(PARAGRAPH_BREAK)),
                start_ms,
                end_ms,
                PackedCues(cues[index]) if index in cues else (),
            )
            for speaker, text, start_ms, end_ms, index in self._rows(sql, [episode])
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


def _bounded(time_ms: int | None) -> int | None:
    """Keep a nonsensical time within what SQLite takes."""
    return None if time_ms is None else max(-_HIGHEST_MS, min(time_ms, _HIGHEST_MS))


def _as_json(chapters: Sequence[ChapterDraft]) -> str:
    return json.dumps([[c.title, c.start_ms, c.end_ms] for c in chapters])


def _listed(chapters: str) -> tuple[ChapterDraft, ...]:
    return tuple(ChapterDraft(*fields) for fields in json.loads(chapters))


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
