"""The library's use cases: add, list, find, open, remember the place, pair with audio, remove."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

from reader.closing import Closing
from reader.episodes.chapter_choice import ChapterKind, ChapterList, in_audio_time
from reader.episodes.episode_names import episode_called
from reader.errors import EpisodeNotFoundError, LibraryError
from reader.library.bookmarks import Bookmarks
from reader.library.estimating import Estimating
from reader.library.heard_turns import heard_turns
from reader.library.joining import Added, Arrival, ByHand, Joining, Status, name_by_hand
from reader.library.placing_again import placed_again
from reader.library.searchable import Searchable
from reader.library.shelving import Shelving
from reader.library.shortening import Shortening
from reader.library.syncing import Syncing, heard_chapters
from reader.media import find_moved, is_there
from reader.model import (
    AudioFile,
    Chapter,
    ChapterDraft,
    Episode,
    EpisodeSummary,
    Place,
    Turn,
)
from reader.storage import BUSY_TIMEOUT_S, Storage, StoredEpisode
from reader.timing.settling import settle_chapters

__all__ = [
    "Added",
    "Arrival",
    "ByHand",
    "ChapterSource",
    "Library",
    "Status",
    "default_folder",
]

_SEARCHED_FOLDERS = 20


@dataclass(frozen=True, slots=True)
class ChapterSource:
    """One of the lists of chapters that an episode was given. `name` is for choosing it."""

    name: str
    kind: ChapterKind
    chapters: tuple[Chapter, ...]
    chosen: bool  # by hand


def default_folder() -> Path:
    """Return where the library is: EARMARK_LIBRARY, or the platform's place for data."""
    chosen = os.environ.get("EARMARK_LIBRARY")
    return Path(chosen).expanduser() if chosen else user_data_path("earmark", appauthor=False)


class Library(Shelving, Bookmarks, Searchable, Syncing, Estimating, Shortening, Closing):
    """All episodes of one person, in one folder.

    Threads, life and errors are those of `reader.storage.Storage`: one object a thread, end
    with `close()` or a `with` block, LibraryError from every method. An id that is not in the
    library raises EpisodeNotFoundError.
    """

    def __init__(
        self,
        folder: Path,
        *,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
        unusable: LibraryError | None = None,
    ) -> None:
        self.storage = Storage(folder, busy_timeout_s=busy_timeout_s, unusable=unusable)
        self._joining = Joining(self.storage)

    @property
    def folder(self) -> Path:
        """Where the library is."""
        return self.storage.folder

    @property
    def read_only_reason(self) -> str | None:
        """Why nothing will be kept, as a sentence; None where everything will be."""
        return self.storage.read_only_reason

    def close(self) -> None:
        """Let go of the database."""
        self.storage.close()

    def add(self, arrivals: Sequence[Arrival], source: str) -> tuple[Added, ...]:
        """Add what one source gave, all of it or, on an error, nothing.

        `source` is the file's absolute path, or a word such as "clipboard". An episode that is
        in the library already gains what this source has more of.
        """
        added: list[Added] = []
        with self.storage.writing():
            for arrival in arrivals:
                taken = frozenset(one.id for one in added)
                added.append(self._joining.add(arrival, source, taken))
        return tuple(added)

    def summaries(self) -> tuple[EpisodeSummary, ...]:
        """Return a line for every episode: by show, then newest first."""
        return self.storage.summaries()

    def last_read(self) -> str | None:
        """Return the id of the episode that was left last, or else added last, if any."""
        return self.storage.last_left()

    def find(self, wanted: str) -> str:
        """Return the id that `wanted` means: an id or its start, a title or a part of it.

        Case, accents and punctuation do not matter in titles. Raise EpisodeNotFoundError with
        the candidates where there is not exactly one.
        """
        none = f"No episode in the library is called “{wanted}”; see `earmark list`."
        return episode_called(wanted, self.storage.titles(), none)

    def episode(self, episode: str, *, fitted: bool = True) -> Episode:
        """Return the whole episode with settled times, by its id; all are the audio's.

        Not `fitted`: without what the sound told of its sentences.
        """
        stored = self._stored(episode)
        draft, length_ms, sync = stored.draft, stored.length_ms, stored.sync
        turns = _called(heard_turns(self.storage, stored, fitted=fitted), stored.speakers)
        last_ms = max((turn.end_ms for turn in turns), default=0)
        whole_ms = last_ms if length_ms is None else length_ms
        return Episode(
            stored.id,
            draft.title,
            draft.show,
            draft.subtitle,
            draft.date,
            whole_ms,
            draft.notes,
            stored.source,
            settle_chapters(heard_chapters(self.storage, episode, sync), whole_ms),
            turns,
            stored.audio,
            stored.place,
            stored.language_by_hand or draft.language,
            stored.format,
            stored.tags,
            sync,
        )

    def save_place(self, episode: str, position_ms: int, speed: float = 1.0) -> None:
        """Remember where an episode was left, as of now."""
        self.storage.save_place(episode, Place(position_ms, speed, datetime.now(UTC)))

    def note_opened(self, episode: str) -> None:
        """Remember that an episode was opened, as of now; where it was left stays."""
        self.storage.note_opened(episode, datetime.now(UTC))

    def relink_audio(self, episode: str, audio: AudioFile) -> None:
        """Pair an episode with this recording from now on."""
        with self.storage.writing(), placed_again(self.storage, episode):
            self.storage.save_audio(episode, audio)
            self._joining.bring_chapters(episode, ())

    def present_audio(self, episode: Episode) -> AudioFile | None:
        """Return the episode's recording where it is now, looked for if it was moved.

        It is looked for by content: in its old folder, beside the page, and beside other
        episodes' audio; where found, the library remembers. None: no audio, or not found.
        """
        audio = episode.audio
        if audio is None or is_there(audio.path):
            return audio
        path = find_moved(audio.fingerprint, self._folders_to_search(episode, audio))
        if path is None:
            return None
        found = replace(audio, path=path)
        self.relink_audio(episode.id, found)
        return found

    def _stored(self, episode: str) -> StoredEpisode:
        stored = self.storage.load(episode)
        if stored is None:
            raise EpisodeNotFoundError(
                f"The library has no episode {episode} any more; list it anew.", episode
            )
        return stored

    # Chapters, names and languages by hand

    def chapter_sources(self, episode: str) -> tuple[ChapterSource, ...]:
        """Return the lists of chapters that an episode was given, in the order of their coming.

        Their times are the audio's.
        """
        stored = self._stored(episode)
        audio = stored.audio
        lists = in_audio_time(self.storage.chapter_lists(episode), stored.sync, audio)
        length_ms = audio.duration_ms if audio else None
        return tuple(
            ChapterSource(
                _list_name(one), one.kind, settle_chapters(one.chapters, length_ms), one.chosen
            )
            for one in lists
        )

    def choose_chapters(self, episode: str, source: str | None) -> None:
        """Let the list of this source hold; None: what the rules say.

        `source` is a name from `chapter_sources`, or "page", "file" or "tags" where there is
        one such list. Raise LibraryError where it is not exactly one.
        """
        stored = self._stored(episode)
        with self.storage.writing():
            lists = self.storage.chapter_lists(episode)
            chosen = None if source is None else _wanted_list(lists, source, stored.draft.title)
            lists = tuple(replace(one, chosen=one is chosen) for one in lists)
            self.storage.save_chapter_lists(episode, lists)
            self._joining.bring_chapters(episode, ())

    def add_chapters(
        self, episode: str, chapters: Sequence[ChapterDraft], source: str, kind: ChapterKind
    ) -> None:
        """Give an episode another list of chapters; the rules, or a choice by hand, decide."""
        self._stored(episode)
        with self.storage.writing():
            self._joining.bring_chapters(episode, (ChapterList(kind, source, tuple(chapters)),))

    def rename_speaker(self, episode: str, speaker: str, name: str) -> None:
        """Call a speaker by another name from now on, also after a new import.

        `speaker` is the name as shown, or as the file has it; an empty `name` brings the file's
        back. Raise LibraryError where nobody is called so.
        """
        stored = self._stored(episode)
        originals = [
            original
            for original in dict.fromkeys(turn.speaker for turn in stored.draft.turns)
            if speaker in (original, stored.speakers.get(original, original))
        ]
        if not originals:
            names = sorted({turn.speaker for turn in stored.draft.turns if turn.speaker})
            raise LibraryError(
                f"Nobody in “{stored.draft.title}” is called “{speaker}”; "
                f"its speakers are: {', '.join(names) or 'not named'}."
            )
        with self.storage.writing():
            for original in originals:
                self.storage.save_speaker_name(episode, original, name_by_hand(name, original))

    def language(self, episode: str) -> str:
        """Return the language that was set by hand, or "" where the file's holds."""
        self._stored(episode)
        return self.storage.language_by_hand(episode)

    def set_language(self, episode: str, language: str) -> None:
        """Say by hand what language an episode is in, as "en" or "pt-BR"; "": as its file says."""
        self._stored(episode)
        with self.storage.writing():
            self.storage.save_language(episode, language)

    # Adding

    def foresee(self, arrival: Arrival, source: str) -> tuple[Status, str | None]:
        """Return what `add` would do, and with which episode. Changes nothing."""
        return self._joining.foresee(arrival, source)

    def encoding_of(self, source: str) -> str | None:
        """Return the encoding that was given by hand when this source was imported before."""
        return self.storage.encoding_of(source)

    def _folders_to_search(self, episode: Episode, audio: AudioFile) -> list[Path]:
        folders = [audio.path.parent]
        if Path(episode.source).is_absolute():
            folders.append(Path(episode.source).parent)
        folders += [path.parent for _, path in self.storage.audio_paths()]
        present = [f for f in dict.fromkeys(folders) if os.path.isdir(f)]  # noqa: PTH112 - never raises
        return present[:_SEARCHED_FOLDERS]


def _called(turns: tuple[Turn, ...], names: Mapping[str, str]) -> tuple[Turn, ...]:
    """Call the speakers by the names that were given by hand."""
    if not names:
        return turns
    return tuple(replace(t, speaker=names.get(t.speaker, t.speaker)) for t in turns)


def _list_name(one: ChapterList) -> str:
    return f"{one.kind}:{Path(one.source).name}"


def _wanted_list(lists: Sequence[ChapterList], wanted: str, title: str) -> ChapterList:
    """Return the list that a name means. Raise LibraryError where it is not exactly one."""
    readings = (
        [one for one in lists if one.source == wanted],
        [one for one in lists if _list_name(one) == wanted],
        [one for one in lists if Path(one.source).name == wanted],
        [one for one in lists if one.kind == wanted],
    )
    found = next((reading for reading in readings if reading), [])
    if len(found) == 1:
        return found[0]
    names = ", ".join(map(_list_name, lists)) or "none"
    raise LibraryError(
        f"“{title}” has {'several lists' if found else 'no list'} of chapters called “{wanted}”; "
        f"those it has are: {names}."
    )
