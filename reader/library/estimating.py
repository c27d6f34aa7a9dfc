"""Keeps when sentences begin, as it was worked out from the sound.

What works it out is in `reader.sound`; `reader.library.heard_turns` gives it to the turns it holds
for.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import accumulate, islice

from reader.library.heard_turns import basis_of, confirm_starts
from reader.library.placing_again import placed_again
from reader.model import AudioFile, Episode, Turn
from reader.storage import Storage
from reader.storage.estimate_storage import Estimates
from reader.timing.retiming import in_own_time
from reader.timing.sentence_times import sentences_of
from reader.timing.sync_map import SyncMap

FEW_EPISODES = 20  # each takes some ten milliseconds, and somebody may be waiting


class Estimating:
    """The library's estimates from the sound; threads, life and errors are those of `Library`."""

    storage: Storage

    def lacks_estimates(self, episode: Episode) -> bool:
        """Return whether the sound could tell more of an episode's times, and was not asked yet."""
        audio = episode.audio
        if audio is None or all(len(turn.cues) for turn in episode.turns):
            return False
        known = self.storage.sentence_starts(episode.id)
        if known is None or not known.basis.endswith(_step_of(episode.sync)):
            return True
        if any(turn.estimates for turn in episode.turns):
            return False  # they were made from these turns, which have other starts now
        return not known.basis.startswith(basis_of(_own(episode), audio))

    def save_estimates(self, episode: Episode, estimates: Estimates) -> None:
        """Keep when sentences begin, in the audio's time; () says that it could not be heard.

        `episode` is as the library answered it, not fitted, before its sound was heard. Sentences
        that an anchor was set on stay where it says. What was known stays if nothing could be
        heard, or if what was heard tells nothing, but an anchor relies on it. Bookmarks go along
        with their words.
        """
        if episode.audio is None:
            return
        turns, to_own = _own(episode), episode.sync.to_transcript
        fresh = tuple(tuple(map(to_own, starts)) for starts in estimates)
        basis = basis_of(turns, episode.audio)
        with self.storage.writing(), placed_again(self.storage, episode.id):
            before = self._known(episode.id, turns, episode.audio)
            anchored = {one.transcript_ms for one in self.storage.sync(episode.id).anchors}
            stays = not any(fresh) if anchored else not fresh
            kept = before if stays else _held(fresh, _starts(turns, before, anchored), anchored)
            self.storage.save_sentence_starts(episode.id, basis + _step_of(episode.sync), kept)

    def confirm_estimates(self) -> None:
        """Look whether what is kept still holds where that is not known, in a few episodes.

        An older version of the program did not write it down. Until it is known a search has to
        read the whole of such an episode.
        """
        for episode in self.storage.doubted_sentence_starts(FEW_EPISODES):
            with self.storage.writing():
                confirm_starts(self.storage, episode)

    def resolution_ms(self, episode: str) -> int:
        """Return how finely an episode's turns are timed by its file: cut to multiples."""
        return self.storage.resolution_ms(episode)

    def _known(self, episode: str, turns: Sequence[Turn], audio: AudioFile) -> Estimates:
        """Return what is kept for these turns, in their own time; () where nothing is."""
        known = self.storage.sentence_starts(episode)
        if known is None or not known.basis.startswith(basis_of(turns, audio)):
            return ()
        return known.starts


def _step_of(sync: SyncMap) -> str:
    """Return the fingerprint of how a transcript went with its sound when that was heard.

    A nudge is no reason to listen anew: it says how the same sentences are to be shown.
    """
    step = replace(sync, nudge_ms=0)
    said = "" if step.is_plain else repr(step.anchors)
    return "-" + blake2b(said.encode(), digest_size=8).hexdigest()


def _own(episode: Episode) -> tuple[Turn, ...]:
    return tuple(map(in_own_time, episode.turns))


def _starts(turns: Sequence[Turn], known: Estimates, anchored: Collection[int]) -> Estimates:
    """Return where sentences stood until now; only for turns that an anchor may be set in."""
    if known:
        return known
    return tuple(
        tuple(s.start_ms for s in sentences_of(turn))
        if any(turn.start_ms <= at_ms <= turn.end_ms for at_ms in anchored)
        else ()
        for turn in turns
    )


def _held(fresh: Estimates, before: Estimates, anchored: Collection[int]) -> Estimates:
    """Return new starts that leave the anchored sentences where they stood; the rest goes round.

    Were they moved, then the map would let something else be heard at the anchors.
    """
    pins: list[int | None] = []
    for index, now in enumerate(fresh):
        was = before[index] if len(before) == len(fresh) else ()
        same = was if len(was) == len(now) else now
        pins += [at if same is was and at in anchored else None for at in same]
    flat = [at for now in fresh for at in now]
    last_ms = max([*flat, *(pin for pin in pins if pin is not None)], default=0)
    least = accumulate((0 if pin is None else pin for pin in pins), max)
    most = [*accumulate((last_ms if pin is None else pin for pin in reversed(pins)), min)][::-1]
    rising = iter(
        [min(max(at, low), high) for at, low, high in zip(flat, least, most, strict=True)]
    )
    return tuple(tuple(islice(rising, len(now))) for now in fresh)
