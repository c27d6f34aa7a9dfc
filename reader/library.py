"""The library's use cases: add, list, find, open, remember the place, pair with audio, remove."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from platformdirs import user_data_path

from reader import merging
from reader.errors import EpisodeNotFoundError
from reader.identity import content_key, likeness, title_key, traits_of
from reader.media import find_moved
from reader.model import AudioFile, Episode, EpisodeDraft, EpisodeSummary, Place
from reader.storage import BUSY_TIMEOUT_S, Storage, StoredEpisode
from reader.timeline import settle_chapters, settle_turns

_LISTED_CANDIDATES = 5
_SEARCHED_FOLDERS = 20


class Status(StrEnum):
    """What adding an episode did."""

    NEW = "new"
    UPDATED = "updated"  # its own page, or its audio, has changed
    UNCHANGED = "unchanged"
    MERGED = "merged"  # another page of an episode that was there


@dataclass(frozen=True, slots=True)
class Arrival:
    """An episode to add, with the recording it belongs to where that is known."""

    draft: EpisodeDraft
    audio: AudioFile | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an arrival: counts are of the episode as it is now."""

    id: str
    title: str
    chapters: int
    turns: int
    status: Status


def default_folder() -> Path:
    """Return where the library is: EARMARK_LIBRARY, or the platform's place for data."""
    chosen = os.environ.get("EARMARK_LIBRARY")
    return Path(chosen).expanduser() if chosen else user_data_path("earmark", appauthor=False)


class Library:
    """All episodes of one person, in one folder.

    Threads, life and errors are those of `reader.storage.Storage`: one object a thread, end
    with `close()` or a `with` block, LibraryError from every method. An id that is not in the
    library raises EpisodeNotFoundError.
    """

    def __init__(self, folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self.storage = Storage(folder, busy_timeout_s=busy_timeout_s)

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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, arrivals: Sequence[Arrival], source: str) -> tuple[Added, ...]:
        """Add what one source gave, all of it or, on an error, nothing.

        `source` is the file's absolute path, or a word such as "clipboard". An episode that is
        in the library already gains what this source has more of.
        """
        added: list[Added] = []
        with self.storage.writing():
            for arrival in arrivals:
                taken = frozenset(one.id for one in added)
                added.append(self._add_one(arrival, source, taken))
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
        titles = self.storage.titles()
        key = title_key(wanted)
        readings = (
            [(id_, title) for id_, title, _ in titles if id_ == wanted],
            [(id_, title) for id_, title, known in titles if key and known == key],
            [(id_, title) for id_, title, _ in titles if id_.startswith(wanted.lower() or "-")],
            [(id_, title) for id_, title, known in titles if key and key in known],
        )
        found = next((reading for reading in readings if reading), [])
        if len(found) == 1:
            return found[0][0]
        raise EpisodeNotFoundError(_not_one(wanted, found), wanted)

    def episode(self, episode: str) -> Episode:
        """Return the whole episode with settled times, by its id."""
        stored = self._stored(episode)
        draft, audio = stored.draft, stored.audio
        length_ms = (audio.duration_ms if audio else 0) or draft.duration_ms
        turns = settle_turns(draft.turns, length_ms, draft.resolution_ms)
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
            settle_chapters(draft.chapters, whole_ms),
            turns,
            audio,
            stored.place,
        )

    def save_place(self, episode: str, position_ms: int, speed: float = 1.0) -> None:
        """Remember where an episode was left, as of now."""
        self.storage.save_place(episode, Place(position_ms, speed, datetime.now(UTC)))

    def relink_audio(self, episode: str, audio: AudioFile) -> None:
        """Pair an episode with this recording from now on."""
        self.storage.save_audio(episode, audio)

    def present_audio(self, episode: Episode) -> AudioFile | None:
        """Return the episode's recording where it is now, looked for if it was moved.

        It is looked for by content: in its old folder, beside the page, and beside other
        episodes' audio; where found, the library remembers. None: no audio, or not found.
        """
        audio = episode.audio
        if audio is None or audio.path.is_file():
            return audio
        path = find_moved(audio.fingerprint, self._folders_to_search(episode, audio))
        if path is None:
            return None
        found = replace(audio, path=path)
        self.relink_audio(episode.id, found)
        return found

    def remove(self, episode: str) -> None:
        """Forget an episode; its files stay where they are."""
        self._stored(episode)
        self.storage.remove(episode)

    def _stored(self, episode: str) -> StoredEpisode:
        stored = self.storage.load(episode)
        if stored is None:
            raise EpisodeNotFoundError(
                f"The library has no episode {episode} any more; list it anew.", episode
            )
        return stored

    def _add_one(self, arrival: Arrival, source: str, taken: frozenset[str]) -> Added:
        key = content_key(arrival.draft)
        episode = self.storage.episode_given_by(source, key)
        if episode is None:
            episode = self._same_episode(arrival, source, taken)
            if episode is None:
                return self._create(arrival, source, key)
            status = self._merge(episode, arrival.draft, source, key, own=episode not in taken)
        else:
            status = Status.UNCHANGED
        if arrival.audio is not None and self._pair(episode, arrival.audio):
            status = Status.UPDATED if status is Status.UNCHANGED else status
        return self._added(episode, status)

    def _same_episode(self, arrival: Arrival, source: str, taken: frozenset[str]) -> str | None:
        """Return the likeliest episode; one that this page just gave is no earlier version."""
        traits = traits_of(arrival.draft)
        fingerprint = arrival.audio.fingerprint if arrival.audio else None
        is_file = Path(source).is_absolute()
        ranked = [
            (
                likeness(
                    traits,
                    known.traits,
                    same_source=is_file and known.same_source and known.id not in taken,
                    same_audio=known.same_audio,
                ),
                known.id,
            )
            for known in self.storage.candidates(traits, source, fingerprint)
        ]
        best, episode = max(ranked, default=(0, None))
        return episode if best else None

    def _create(self, arrival: Arrival, source: str, key: str) -> Added:
        episode = self.storage.create(arrival.draft, source, datetime.now(UTC))
        self.storage.note_source(episode, source, key)
        if arrival.audio is not None:
            self.storage.save_audio(episode, arrival.audio)
        return self._added(episode, Status.NEW)

    def _merge(
        self, episode: str, draft: EpisodeDraft, source: str, key: str, *, own: bool
    ) -> Status:
        """Bring an episode up to date; `own`: it was not given by this very page just now."""
        stored = self._stored(episode)
        is_update = own and self.storage.gave_to(source, episode)
        result = (merging.updated if is_update else merging.merged)(stored.draft, draft)
        if own:
            self.storage.forget_source(episode, source)
        self.storage.note_source(episode, source, key)
        if result == stored.draft:
            return Status.UNCHANGED if is_update else Status.MERGED
        text_is_new = result.turns is draft.turns and bool(draft.turns)
        self.storage.rewrite(episode, result, source if text_is_new else stored.source)
        return Status.UPDATED if is_update else Status.MERGED

    def _pair(self, episode: str, audio: AudioFile) -> bool:
        """Pair an episode with a recording; return whether that changed anything."""
        if self._stored(episode).audio == audio:
            return False
        self.storage.save_audio(episode, audio)
        return True

    def _added(self, episode: str, status: Status) -> Added:
        draft = self._stored(episode).draft
        return Added(episode, draft.title, len(draft.chapters), len(draft.turns), status)

    def _folders_to_search(self, episode: Episode, audio: AudioFile) -> list[Path]:
        folders = [audio.path.parent]
        if Path(episode.source).is_absolute():
            folders.append(Path(episode.source).parent)
        folders += [path.parent for _, path in self.storage.audio_paths()]
        return [f for f in dict.fromkeys(folders) if f.is_dir()][:_SEARCHED_FOLDERS]


def _not_one(wanted: str, found: Sequence[tuple[str, str]]) -> str:
    if not found:
        return f"No episode in the library is called “{wanted}”; see `earmark list`."
    shown = ", ".join(f"{id_} “{title}”" for id_, title in found[:_LISTED_CANDIDATES])
    more = len(found) - _LISTED_CANDIDATES
    rest = f" and {more} more" if more > 0 else ""
    return f"{len(found)} episodes answer to “{wanted}”: {shown}{rest}; name one by its id."
