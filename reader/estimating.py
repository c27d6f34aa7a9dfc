"""Keeps when sentences begin, worked out from the sound, and gives it to the turns it holds for.

What works it out is in `reader.sound`; this is read whenever an episode is, so it needs no NumPy.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import pairwise

from reader.model import AudioFile, Episode, Turn
from reader.storage import Storage

Estimates = tuple[tuple[int, ...], ...]  # for every turn its sentences' starts; () where unknown


class Estimating:
    """The library's estimates from the sound; threads, life and errors are those of `Library`."""

    storage: Storage

    def with_estimates(
        self, episode: str, turns: tuple[Turn, ...], audio: AudioFile | None
    ) -> tuple[Turn, ...]:
        """Return turns with the sentences' starts that hold for them and their recording.

        A start that was cut to the second becomes the one that was heard.
        """
        known = self.storage.sentence_starts(episode) if audio is not None else None
        if known is None or audio is None or known[0] != basis_of(turns, audio):
            return turns
        return _fitted(turns, tuple(map(tuple, json.loads(known[1]))))

    def lacks_estimates(self, episode: Episode) -> bool:
        """Return whether the sound could tell more of an episode's times, and was not asked yet."""
        audio = episode.audio
        if audio is None or all(len(t.cues) or t.estimates for t in episode.turns):
            return False
        if any(turn.estimates for turn in episode.turns):
            return False  # the others have cues among them, or no words
        known = self.storage.sentence_starts(episode.id)
        return known is None or known[0] != basis_of(episode.turns, audio)

    def save_estimates(self, episode: Episode, estimates: Estimates) -> None:
        """Keep when sentences begin; () says that the sound tells nothing.

        `episode` is as the library answered it without estimates.
        """
        if episode.audio is not None:
            basis = basis_of(episode.turns, episode.audio)
            with self.storage.writing():
                self.storage.save_sentence_starts(episode.id, basis, estimates)

    def forget_estimates(self, episode: str) -> None:
        """Forget when sentences begin: it is to be worked out anew."""
        with self.storage.writing():
            self.storage.forget_sentence_starts(episode)

    def resolution_ms(self, episode: str) -> int:
        """Return how finely an episode's turns are timed by its file: cut to multiples."""
        return self.storage.resolution_ms(episode)


def basis_of(turns: Sequence[Turn], audio: AudioFile) -> str:
    """Return the fingerprint of all that estimates are worked out from."""
    digest = blake2b(audio.fingerprint.encode(), digest_size=16)
    for turn in turns:
        text = turn.text.encode("utf-8", "surrogatepass")
        digest.update(f"{turn.start_ms} {turn.end_ms} {len(turn.cues)} {len(text)} ".encode())
        digest.update(text)
    return digest.hexdigest()


def _fitted(turns: tuple[Turn, ...], estimates: Estimates) -> tuple[Turn, ...]:
    if len(estimates) != len(turns):
        return turns
    fitted = tuple(_with(turn, starts) for turn, starts in zip(turns, estimates, strict=True))
    rises = all(one.start_ms <= later.start_ms for one, later in pairwise(fitted))
    return fitted if rises else turns


def _with(turn: Turn, starts: tuple[int, ...]) -> Turn:
    if not starts:
        return turn
    end_ms = max(turn.end_ms, starts[-1])
    return replace(turn, start_ms=starts[0], end_ms=end_ms, estimates=starts)
