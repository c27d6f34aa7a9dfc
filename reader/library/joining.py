"""How an arriving episode becomes a new one in the library, or joins the one that it is."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from reader.episodes import merging
from reader.episodes.chapter_choice import ChapterKind, ChapterList, gathered, that_hold
from reader.episodes.identity import Digest, content_key, likeness, traits_of
from reader.episodes.merging import TextChange
from reader.errors import EpisodeNotFoundError
from reader.library.placing_again import bring_home, placed_again
from reader.library.shelving import bring_back
from reader.model import AudioFile, EpisodeDraft
from reader.storage import Storage, StoredEpisode
from reader.timing.sync_map import SyncMap


class Status(StrEnum):
    """What adding an episode did."""

    NEW = "new"  # or back, after it was removed
    UPDATED = "updated"  # its own page, or its audio, has changed
    UNCHANGED = "unchanged"
    MERGED = "merged"  # another page of an episode that was there


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person says about a transcript, because its file does not. Empty: nothing."""

    encoding: str | None = None
    language: str = ""
    speakers: tuple[tuple[str, str], ...] = ()  # as the file calls them, and their names


@dataclass(frozen=True, slots=True)
class Arrival:
    """An episode to add, with the recording it belongs to where that is known.

    `draft.chapters` are those of the text's own source; `chapter_lists` are the others'.
    """

    draft: EpisodeDraft
    audio: AudioFile | None = None
    chapter_lists: tuple[ChapterList, ...] = ()
    format: str = ""  # what the draft was read as
    digest: Digest | None = None  # of the draft's turns, where it is known already
    into: str | None = None  # the episode that it is, if decided; None: find out
    by_hand: ByHand = field(default_factory=ByHand)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an arrival: counts are of the episode as it is now."""

    id: str
    title: str
    chapters: int
    turns: int
    status: Status
    change: TextChange | None = None  # where another transcript took the place of one
    unsure: int | None = None  # how many bookmarks have no sure place in that; None: no such


def remark_on_bookmarks(added: Added) -> str:
    """Say how many bookmarks have to be looked at after an import; "" for none."""
    if added.unsure is None:
        return ""
    are = "bookmark has" if added.unsure == 1 else "bookmarks have"
    return f"{added.unsure:,} {are} no sure place in the new transcript of “{added.title}”."


class Joining:
    """Adds arrivals to a library's database; threads and errors are those of `Storage`."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def foresee(self, arrival: Arrival, source: str) -> tuple[Status, str | None]:
        """Return what `add` would do, and with which episode. Changes nothing."""
        key = content_key(arrival.draft, arrival.digest)
        given = self._storage.episode_given_by(source, key)
        if arrival.into is None and given is not None and self._storage.has(given):
            return Status.UNCHANGED, given
        episode = self._meant(arrival, source, frozenset())
        if episode is None or not self._storage.has(episode):
            return Status.NEW, None
        is_update = self._storage.gave_to(source, episode)
        return Status.UPDATED if is_update else Status.MERGED, episode

    def add(self, arrival: Arrival, source: str, taken: frozenset[str]) -> Added:
        """Add an arrival, or join it with the episode that it is; within a transaction.

        `taken` are the episodes that this very source gave just now. An episode that was
        removed comes back.
        """
        key = content_key(arrival.draft, arrival.digest)
        given = self._storage.episode_given_by(source, key)
        is_known = given is not None and arrival.into in (None, given)
        episode = given if is_known else self._meant(arrival, source, taken)
        if episode is None:
            return self._create(arrival, source, key)
        was_removed = bring_back(self._storage, episode)
        status, change = Status.UNCHANGED, None
        is_same = is_known and arrival.audio in (None, self._storage.audio_of(episode))
        with nullcontext(()) if is_same else placed_again(self._storage, episode) as doubtful:
            if not is_known:
                own = episode not in taken
                status, change = self._merge(episode, arrival, source, key, own=own)
            if self._bring_rest(episode, arrival, source) and status is Status.UNCHANGED:
                status = Status.UPDATED
        if was_removed:
            status, change = Status.NEW, None  # whoever imports it does not see it came back
        unsure = len(self._storage.bookmarks_by_id(doubtful)) or None  # without removed ones
        return Added(episode, *self._storage.counts(episode), status, change, unsure)

    def _meant(self, arrival: Arrival, source: str, taken: frozenset[str]) -> str | None:
        """Return the episode that an arrival is: as decided, as read before, or the likeliest."""
        if arrival.into is not None and self._storage.has(arrival.into):
            return arrival.into
        if arrival.by_hand.encoding is not None:
            # In another encoding the same file has other words, and maybe another title.
            given = self._storage.episodes_given_by(source)
            if len(given) == 1 and given[0] not in taken:
                return given[0]
        return self._same_episode(arrival, source, taken)

    def _same_episode(self, arrival: Arrival, source: str, taken: frozenset[str]) -> str | None:
        """Return the likeliest episode; one that this page just gave is no earlier version."""
        traits = traits_of(arrival.draft, arrival.digest)
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
                self._storage.has(known.id),  # rather one that was not removed
                known.id,
            )
            for known in self._storage.candidates(traits, source, fingerprint)
        ]
        best, _, episode = max(ranked, default=(0, False, None))
        return episode if best else None

    def _create(self, arrival: Arrival, source: str, key: str) -> Added:
        episode = self._storage.create(
            replace(arrival.draft, chapters=()),
            source,
            datetime.now(UTC),
            format_name=arrival.format,
            digest=arrival.digest,
        )
        self._storage.note_source(episode, source, key, arrival.by_hand.encoding)
        self._bring_rest(episode, arrival, source)
        bring_home(self._storage, episode)
        return Added(episode, *self._storage.counts(episode), Status.NEW)

    def _merge(
        self, episode: str, arrival: Arrival, source: str, key: str, *, own: bool
    ) -> tuple[Status, TextChange | None]:
        """Bring an episode's text up to date; `own`: this very page did not just give it."""
        stored, draft = self._known(episode), arrival.draft
        is_update = own and self._storage.gave_to(source, episode)
        merge = merging.updated if is_update else merging.merged
        if is_update and arrival.by_hand.encoding is not None:
            merge = merging.replaced
        result = replace(merge(stored.draft, draft), chapters=stored.draft.chapters)
        encoding = arrival.by_hand.encoding or self._storage.encoding_of(source)
        if own:
            self._storage.forget_source(episode, source)
        self._storage.note_source(episode, source, key, encoding)
        if result == stored.draft:
            return Status.UNCHANGED if is_update else Status.MERGED, None
        text_is_new = result.turns is draft.turns and bool(draft.turns)
        self._storage.rewrite(
            episode,
            result,
            source if text_is_new else stored.source,
            format_name=arrival.format if text_is_new else stored.format,
            digest=arrival.digest if text_is_new else None,
        )
        change = merging.text_change(stored.draft.turns, result.turns)
        return Status.UPDATED if is_update else Status.MERGED, change

    def _bring_rest(self, episode: str, arrival: Arrival, source: str) -> bool:
        """Bring what belongs to the text: audio, chapters, what was said by hand."""
        paired = arrival.audio is not None and self._pair(episode, arrival.audio)
        own = ChapterList(ChapterKind.PAGE, source, arrival.draft.chapters)
        listed = self.bring_chapters(episode, (own, *arrival.chapter_lists))
        said = self._bring_by_hand(episode, arrival.by_hand)
        return paired or listed or said

    def _bring_by_hand(self, episode: str, by_hand: ByHand) -> bool:
        before = self._storage.speaker_names(episode), self._storage.language_by_hand(episode)
        for speaker, name in by_hand.speakers:
            self._storage.save_speaker_name(episode, speaker, name_by_hand(name, speaker))
        if by_hand.language:
            self._storage.save_language(episode, by_hand.language)
        after = self._storage.speaker_names(episode), self._storage.language_by_hand(episode)
        return after != before

    def bring_chapters(self, episode: str, fresh: Sequence[ChapterList]) -> bool:
        """Take in fresh lists and settle which chapters hold; return whether that changed any."""
        known, audio = self._storage.chapter_lists(episode), self._storage.audio_of(episode)
        lists = gathered(known, fresh)
        if lists != known:
            self._storage.save_chapter_lists(episode, lists)
        before = self._storage.chapters(episode)
        after = that_hold(lists, SyncMap(), audio)
        if after != before:
            self._storage.save_chapters(episode, after)
        return after != before

    def _pair(self, episode: str, audio: AudioFile) -> bool:
        """Pair an episode with a recording; return whether that changed anything."""
        if self._storage.audio_of(episode) == audio:
            return False
        self._storage.save_audio(episode, audio)
        return True

    def _known(self, episode: str) -> StoredEpisode:
        stored = self._storage.load(episode)
        if stored is None:
            raise EpisodeNotFoundError(f"The library has no episode {episode} any more.", episode)
        return stored


def name_by_hand(name: str, original: str) -> str:
    """Return a name given by hand; "" where it is the file's own."""
    return "" if name == original else name
