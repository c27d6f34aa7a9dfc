"""What a person may do about a transcript and an audio that are out of step."""

from collections.abc import Callable
from dataclasses import replace

from reader.episodes.chapter_choice import that_hold
from reader.episodes.pairing import claims_of, mismatch, other_end, other_length
from reader.errors import EpisodeNotFoundError, SyncError
from reader.library.placing_again import placed_again
from reader.model import AudioFile, ChapterDraft, Episode
from reader.storage import Storage
from reader.timing.sentence_times import own_start_ms
from reader.timing.sync_map import SyncMap


class Syncing:
    """The library's sync maps; threads, life and errors are those of `reader.library.Library`.

    Each call is one transaction, and one step that `undo_sync` takes back. All of them return
    the map that holds then. Bookmarks go along with their words.
    """

    storage: Storage
    episode: Callable[[str], Episode]

    def sync_of(self, episode: str) -> SyncMap:
        """Return how an episode's transcript goes with its audio."""
        self._refuse_gone(episode)
        return self.storage.sync(episode)

    def change_sync(self, episode: str, change: Callable[[SyncMap], SyncMap]) -> SyncMap:
        """Let what `change` makes of the map hold. Raise SyncError where that refuses."""
        with self.storage.writing(), placed_again(self.storage, episode):
            before = self.sync_of(episode)
            after = change(before)
            if after != before:
                self.storage.save_sync(episode, after)
        return after

    def anchor_sentence(
        self, episode: str, turn: int, offset: int, audio_ms: int, *, replacing: bool = False
    ) -> SyncMap:
        """Say when the sentence is heard that holds an offset of a turn's text.

        `replacing` takes away the anchors that it would cross; without it, raise SyncError.
        Raise SyncError where there is no such turn any more.
        """
        turns = self.episode(episode).turns
        if not 0 <= turn < len(turns):
            raise SyncError("The transcript has changed meanwhile; choose the sentence again.")
        own_ms = own_start_ms(turns[turn], offset)

        def change(sync: SyncMap) -> SyncMap:
            for crossed in sync.crossed_by(own_ms, audio_ms) if replacing else ():
                sync = sync.without_anchor(crossed.transcript_ms)
            return sync.with_anchor(own_ms, audio_ms)

        return self.change_sync(episode, change)

    def begin_as_given(self, episode: str) -> SyncMap:
        """Let the text before the first anchor be heard as it is given. Raise SyncError."""
        return self.change_sync(episode, SyncMap.begun_as_given)

    def remove_anchor(self, episode: str, transcript_ms: int) -> SyncMap:
        """Remove an anchor. Raise SyncError where there is none."""
        return self.change_sync(episode, lambda sync: sync.without_anchor(transcript_ms))

    def nudge(self, episode: str, by_ms: int) -> SyncMap:
        """Let all of the transcript be heard later, or earlier below 0."""
        return self.change_sync(episode, lambda sync: sync.nudged(by_ms))

    def clear_sync(self, episode: str) -> SyncMap:
        """Take the transcript's times for the audio's again."""
        return self.change_sync(episode, lambda _: SyncMap())

    def can_undo_sync(self, episode: str) -> bool:
        """Return whether there is a change that `undo_sync` takes back."""
        return self.storage.has_synced(episode)

    def undo_sync(self, episode: str) -> SyncMap:
        """Take the last change back. Raise SyncError where there is none."""
        with self.storage.writing(), placed_again(self.storage, episode):
            self._refuse_gone(episode)
            if not self.can_undo_sync(episode):
                raise SyncError("There is no change of the sync that could be taken back.")
            self.storage.take_back_sync(episode)
            return self.storage.sync(episode)

    def out_of_step(self, episode: Episode, audio: AudioFile) -> str | None:
        """Return a sentence where an episode's text and audio seem not to fit, or None.

        Once a person has looked after the sync, only what is certain counts.
        """
        odd = mismatch(episode, audio.duration_ms, audio.path.name)
        if odd is not None or self.storage.has_synced(episode.id):
            return odd
        printed_ms = self.storage.printed_ms(episode.id)
        claims = replace(claims_of(episode), duration_ms=printed_ms)
        length_ms, name = audio.duration_ms, audio.path.name
        return other_length(claims, length_ms, name) or other_end(episode, length_ms, name)

    def _refuse_gone(self, episode: str) -> None:
        if not self.storage.has(episode):
            raise EpisodeNotFoundError(
                f"The library has no episode {episode} any more; list it anew.", episode
            )


def heard_chapters(storage: Storage, episode: str, sync: SyncMap) -> tuple[ChapterDraft, ...]:
    """Return an episode's chapters in the audio's time."""
    if sync.is_plain:
        return storage.chapters(episode)
    return that_hold(storage.chapter_lists(episode), sync, storage.audio_of(episode))
