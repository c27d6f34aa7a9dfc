"""Steps from turn to turn and from chapter to chapter, for whatever has a playhead."""

from reader.jump_trail import Jump
from reader.timeline import Timeline


class Stepping:
    """Moves a playhead by turns and chapters. Subclasses have both, and `seek`."""

    _timeline: Timeline
    _position_ms: int

    def seek(self, position_ms: int, jump: Jump = Jump.FAR) -> None:
        """Go there."""
        raise NotImplementedError

    def next_turn(self) -> None:
        """Go to the next turn."""
        self._seek_if(self._timeline.next_turn_ms(self._position_ms))

    def previous_turn(self) -> None:
        """Go to this turn's start, or to the one before."""
        self._seek_if(self._timeline.previous_turn_ms(self._position_ms))

    def replay_turn(self) -> None:
        """Go to the start of the turn being heard."""
        turn = self._timeline.turn_at(self._position_ms)
        self._seek_if(None if turn is None else self._timeline.turns[turn].start_ms)

    def next_chapter(self) -> None:
        """Go to the next chapter."""
        self._seek_if(self._timeline.next_chapter_ms(self._position_ms), Jump.FAR)

    def previous_chapter(self) -> None:
        """Go to this chapter's start, or to the one before."""
        self._seek_if(self._timeline.previous_chapter_ms(self._position_ms), Jump.FAR)

    def _seek_if(self, position_ms: int | None, jump: Jump = Jump.STEP) -> None:
        if position_ms is not None:
            self.seek(position_ms, jump)
