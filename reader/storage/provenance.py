"""Where an episode's parts came from, and what a person chose: sources, chapter lists, names."""

import json
from collections.abc import Sequence

from reader.episodes.chapter_choice import ChapterKind, ChapterList
from reader.model import ChapterDraft
from reader.storage.connection import bounded, name_of, storable
from reader.storage.revisions import Revisions


class Provenance(Revisions):
    """The tables that say so; threads, life and errors are those of a `Connection`."""

    def chapters(self, episode: str) -> tuple[ChapterDraft, ...]:
        """Return the chapters that hold."""
        sql = "SELECT title, start_ms, end_ms FROM chapters WHERE episode = ? ORDER BY idx"
        return tuple(ChapterDraft(*row) for row in self.rows(sql, [episode]))

    def chapter_lists(self, episode: str) -> tuple[ChapterList, ...]:
        """Return the lists of chapters that an episode was given, in the order of their coming."""
        sql = "SELECT kind, source, chapters, chosen FROM chapter_lists WHERE episode = ?"
        rows = self.rows(f"{sql} ORDER BY rowid", [episode])
        return tuple(
            ChapterList(ChapterKind(kind), name_of(source), _listed(chapters), bool(chosen))
            for kind, source, chapters, chosen in rows
        )

    def save_chapters(self, episode: str, chapters: Sequence[ChapterDraft]) -> None:
        """Give an episode the chapters that hold."""
        self.change("DELETE FROM chapters WHERE episode = ?", [episode])
        self.change_many(
            "INSERT INTO chapters VALUES (?, ?, ?, ?, ?)",
            (
                (episode, i, c.title, bounded(c.start_ms), bounded(c.end_ms))
                for i, c in enumerate(chapters)
            ),
        )
        count = "UPDATE episodes SET chapter_count = ? WHERE id = ?"
        self.change(count, [len(chapters), episode])
        self.touch(episode)

    def save_chapter_lists(self, episode: str, lists: Sequence[ChapterList]) -> None:
        """Remember the lists of chapters that an episode was given."""
        self.change("DELETE FROM chapter_lists WHERE episode = ?", [episode])
        self.change_many(
            "INSERT INTO chapter_lists VALUES (?, ?, ?, ?, ?)",
            (
                (episode, one.kind, storable(one.source), _as_json(one.chapters), one.chosen)
                for one in lists
            ),
        )

    def speaker_names(self, episode: str) -> dict[str, str]:
        """Return the names that were given by hand, by those that the file has."""
        sql = "SELECT speaker, name FROM speaker_names WHERE episode = ?"
        return dict(self.rows(sql, [episode]))

    def save_speaker_name(self, episode: str, speaker: str, name: str) -> None:
        """Call a speaker, whom the file calls `speaker`, by another name; "" takes it back."""
        delete = "DELETE FROM speaker_names WHERE episode = ? AND speaker = ?"
        self.change(delete, [episode, speaker])
        if name:
            self.change("INSERT INTO speaker_names VALUES (?, ?, ?)", [episode, speaker, name])
        self.touch(episode)

    def language_by_hand(self, episode: str) -> str:
        """Return the language that was given by hand, or "" without one."""
        sql = "SELECT language_by_hand FROM episodes WHERE id = ?"
        language: str = self.rows(sql, [episode])[0][0]
        return language

    def save_language(self, episode: str, language: str) -> None:
        """Remember the language that was given by hand; "" takes it back."""
        sql = "UPDATE episodes SET language_by_hand = ? WHERE id = ?"
        self.change(sql, [language, episode])
        self.touch(episode)

    def episode_given_by(self, source: str, content_key: str) -> str | None:
        """Return the id of the episode that got exactly this content from this source.

        Removed ones count, where no other did.
        """
        rows = self.rows(
            """
            SELECT s.episode FROM sources AS s JOIN episodes AS e ON e.id = s.episode
            WHERE s.content_key = ? AND s.source = ? ORDER BY e.removed_at IS NOT NULL LIMIT 1
            """,
            [content_key, storable(source)],
        )
        return rows[0][0] if rows else None

    def episodes_given_by(self, source: str) -> tuple[str, ...]:
        """Return the ids of the episodes that got something from this source."""
        sql = "SELECT DISTINCT episode FROM sources WHERE source = ?"
        return tuple(row[0] for row in self.rows(sql, [storable(source)]))

    def gave_to(self, source: str, episode: str) -> bool:
        """Tell whether an episode got something from this source before."""
        sql = "SELECT 1 FROM sources WHERE episode = ? AND source = ?"
        return bool(self.rows(sql, [episode, storable(source)]))

    def encoding_of(self, source: str) -> str | None:
        """Return the encoding that was given by hand for this source, if any."""
        sql = "SELECT encoding FROM sources WHERE source = ? AND encoding IS NOT NULL LIMIT 1"
        rows = self.rows(sql, [storable(source)])
        return rows[0][0] if rows else None

    def forget_source(self, episode: str, source: str) -> None:
        """Forget what a source gave to an episode earlier, not the content itself."""
        sql = "DELETE FROM sources WHERE episode = ? AND source = ?"
        self.change(sql, [episode, storable(source)])

    def note_source(
        self, episode: str, source: str, content_key: str, encoding: str | None = None
    ) -> None:
        """Remember what a source gave to an episode, beside what it gave before."""
        self.change(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)",
            [episode, storable(source), content_key, encoding],
        )


def _as_json(chapters: Sequence[ChapterDraft]) -> str:
    return json.dumps([[c.title, c.start_ms, c.end_ms] for c in chapters])


def _listed(chapters: str) -> tuple[ChapterDraft, ...]:
    return tuple(ChapterDraft(*fields) for fields in json.loads(chapters))
