"""Steps from turn to turn and from chapter to chapter, for whatever has a playhead."""

from typing import Protocol

from reader.listening.jump_trail import Jump
from reader.timing.timeline import Timeline


class Playhead(Protocol):
    """What can be moved by steps."""

    _timeline: Timeline
    _position_ms: int

    def seek(self, position_ms: int, jump: Jump = Jump.FAR) -> None:
        """Go there."""


class Stepping:
    """Moves the playhead that its subclass has, by turns and chapters."""

    def next_turn(self: Playhead) -> None:
        """Go to the next turn."""
        _go(self, self._timeline.next_turn_ms(self._position_ms), Jump.STEP)

    def previous_turn(self: Playhead) -> None:
        """Go to this turn's start, or to the one before."""
        _go(self, self._timeline.previous_turn_ms(self._position_ms), Jump.STEP)

    def replay_turn(self: Playhead) -> None:
        """Go to the start of the turn being heard."""
        turn = self._timeline.turn_at(self._position_ms)
        _go(self, None if turn is None else self._timeline.turns[turn].start_ms, Jump.STEP)

    def next_chapter(self: Playhead) -> None:
        """Go to the next chapter."""
        _go(self, self._timeline.next_chapter_ms(self._position_ms), Jump.FAR)

    def previous_chapter(self: Playhead) -> None:
        """Go to this chapter's start, or to the one before."""
        _go(self, self._timeline.previous_chapter_ms(self._position_ms), Jump.FAR)

    def next_part(self: Playhead) -> None:
        """Go to the next chapter; where there are none, to the next turn."""
        line, at_ms = self._timeline, self._position_ms
        if line.chapters:
            _go(self, line.next_chapter_ms(at_ms), Jump.FAR)
        else:
            _go(self, line.next_turn_ms(at_ms), Jump.STEP)

    def previous_part(self: Playhead) -> None:
        """Go to this chapter's start, or to the one before; without chapters, by turns."""
        line, at_ms = self._timeline, self._position_ms
        if line.chapters:
            _go(self, line.previous_chapter_ms(at_ms), Jump.FAR)
        else:
            _go(self, line.previous_turn_ms(at_ms), Jump.STEP)


def _go(playhead: Playhead, position_ms: int | None, jump: Jump) -> None:
    if position_ms is not None:
        playhead.seek(position_ms, jump)
