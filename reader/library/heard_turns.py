"""An episode's turns as they are heard: settled, fitted to its sound, and brought in step with it.

Whoever asks when something is said asks here, or for the hits of a search in
`reader.library.searchable`: so that a page, a bookmark and a hit never name different times.
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import pairwise

from reader.model import AudioFile, Turn
from reader.storage import Storage, StoredEpisode
from reader.storage.estimate_storage import Estimates
from reader.timing.retiming import retimed_turns
from reader.timing.settling import settle_turns

# Which rules part the sentences: where they change, what was kept is of other sentences.
PARTED_AS = b"languages"


def heard_turns(
    storage: Storage, stored: StoredEpisode, *, fitted: bool = True
) -> tuple[Turn, ...]:
    """Return an episode's turns in the audio's time, called as its file calls the speakers.

    Not `fitted`: without what the sound told of their sentences. Errors are those of `Storage`.
    """
    turns = settled_turns(stored)
    if fitted:
        turns = fitted_turns(turns, held_starts(storage, stored, turns))
    return retimed_turns(turns, stored.sync, stored.length_ms)


def settled_turns(stored: StoredEpisode) -> tuple[Turn, ...]:
    """Return an episode's turns in the transcript's own time, as its file times them."""
    draft = stored.draft
    return settle_turns(draft.turns, stored.length_ms, draft.resolution_ms)


def held_starts(storage: Storage, stored: StoredEpisode, turns: Sequence[Turn]) -> Estimates:
    """Return when sentences begin by the sound, in the transcript's own time; () where unknown.

    `turns` are the episode's, settled. What was worked out from other turns or from another
    recording does not hold.
    """
    known = storage.sentence_starts(stored.id)
    if known is None or stored.audio is None or known.holds is False:
        return ()
    if known.holds is None and not known.basis.startswith(basis_of(turns, stored.audio)):
        return ()
    return known.starts


def confirm_starts(storage: Storage, episode: str) -> None:
    """Find out whether what is kept of the sound still holds, unless that is known.

    Use it within `storage.writing()`, after whatever may have changed an episode.
    """
    known = storage.sentence_starts(episode)
    stored = storage.load(episode) if known is not None and known.holds is None else None
    if stored is None:
        return
    turns = settled_turns(stored)
    starts = held_starts(storage, stored, turns)
    holds = fitted_turns(turns, starts) is not turns
    storage.confirm_sentence_starts(episode, starts if holds else ())


def basis_of(turns: Sequence[Turn], audio: AudioFile) -> str:
    """Return the fingerprint of turns, in their own time, and the recording that was heard."""
    digest = blake2b(audio.fingerprint.encode(), digest_size=16, person=PARTED_AS)
    for turn in turns:
        text = turn.text.encode("utf-8", "surrogatepass")
        digest.update(f"{turn.start_ms} {turn.end_ms} {len(turn.cues)} {len(text)} ".encode())
        digest.update(text)
    return digest.hexdigest()


def fitted_turns(turns: tuple[Turn, ...], starts: Estimates) -> tuple[Turn, ...]:
    """Return turns with their sentences' starts; the very same where those cannot be theirs."""
    if len(starts) != len(turns):
        return turns
    fitted = tuple(fitted_turn(turn, known) for turn, known in zip(turns, starts, strict=True))
    rises = all(one.start_ms <= later.start_ms for one, later in pairwise(fitted))
    return fitted if rises else turns


def fitted_turn(turn: Turn, starts: tuple[int, ...]) -> Turn:
    """Return a turn with its sentences' starts, all in the transcript's own time.

    A start that was cut to the second becomes the one that was heard.
    """
    if not starts:
        return turn
    end_ms = max(turn.end_ms, starts[-1])
    return replace(turn, start_ms=starts[0], end_ms=end_ms, estimates=starts)
