"""Turns, cues and chapters of a transcript brought into the audio's time, by a sync map. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from reader.model import ChapterDraft, Cue, Retiming, Turn
from reader.timing.sync_map import SyncMap


class RetimedCues(Sequence[Cue]):
    """Cues that are mapped when first looked at; equal to any sequence of the same cues.

    Immutable; any thread.
    """

    __slots__ = ("_cues", "_own", "_sync")

    def __init__(self, own: Sequence[Cue], sync: SyncMap) -> None:
        self._own = own
        self._sync = sync
        self._cues: tuple[Cue, ...] | None = None

    @overload
    def __getitem__(self, index: int) -> Cue: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cue, ...]: ...
    def __getitem__(self, index: int | slice) -> Cue | tuple[Cue, ...]:
        return self._mapped()[index]

    def __len__(self) -> int:
        return len(self._own)

    def __iter__(self) -> Iterator[Cue]:
        return iter(self._mapped())

    def __eq__(self, other: object) -> bool:
        return self._mapped() == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._mapped())

    def __repr__(self) -> str:
        return repr(self._mapped())

    def _mapped(self) -> tuple[Cue, ...]:
        if self._cues is None:
            stretch = self._sync.stretch
            self._cues = tuple(
                Cue(cue.start, cue.end, *stretch(cue.start_ms, cue.end_ms)) for cue in self._own
            )
        return self._cues


def retimed_turns(
    turns: Iterable[Turn], sync: SyncMap, length_ms: int | None = None
) -> tuple[Turn, ...]:
    """Return turns as they are heard, none beyond an audio of this length; they remember theirs.

    What the turns were must not depend on the map, or an anchor would shift what it was set on:
    settle them as if there was none.
    """
    if sync.is_plain:
        return tuple(turns)
    return tuple(_retimed(turn, sync, length_ms) for turn in turns)


def retimed_chapters(chapters: Iterable[ChapterDraft], sync: SyncMap) -> tuple[ChapterDraft, ...]:
    """Return chapters that were given in the transcript's time as they are heard."""
    return tuple(
        replace(
            chapter,
            start_ms=sync.to_audio(chapter.start_ms),
            end_ms=None if chapter.end_ms is None else sync.end_to_audio(chapter.end_ms),
        )
        for chapter in chapters
    )


def in_own_time(turn: Turn) -> Turn:
    """Return a turn as its transcript times it."""
    own = turn.retiming
    if own is None:
        return turn
    return replace(
        turn,
        start_ms=own.start_ms,
        end_ms=own.end_ms,
        cues=own.cues,
        retiming=None,
        estimates=own.estimates,
    )


def _retimed(turn: Turn, sync: SyncMap, length_ms: int | None) -> Turn:
    start_ms, end_ms = sync.stretch(turn.start_ms, turn.end_ms)
    if length_ms is not None and start_ms < length_ms:
        end_ms = min(end_ms, length_ms)
    # Packed cues are not asked whether there are any: that unpacks them, for every turn.
    is_bare = isinstance(turn.cues, tuple) and not turn.cues
    cues = () if is_bare else RetimedCues(turn.cues, sync)
    own = Retiming(turn.start_ms, turn.end_ms, turn.cues, sync, turn.estimates)
    fitted = tuple(max(sync.to_audio(at_ms), 0) for at_ms in turn.estimates)
    return Turn(turn.speaker, turn.paragraphs, start_ms, end_ms, turn.timing, cues, own, fitted)
