"""The player lent to something else for a while; the open episode keeps its place."""

from dataclasses import dataclass
from typing import Protocol

from reader.playback.player import PlayerState


class Borrower(Protocol):
    """Who plays something else on the player for a while.

    What a person does meanwhile to play, pause and skip is handed on to it.
    """

    def resume(self) -> None:
        """Play on."""

    def pause(self) -> None:
        """Be silent until `resume`."""

    def skip(self, by_ms: int) -> None:
        """Go on or back by a stretch."""

    def let_go(self) -> None:
        """Use the player no more: it is needed at a place that the person chose."""


@dataclass(frozen=True, slots=True)
class Loan:
    """Who has the player, and how the open episode stood when it was lent."""

    borrower: Borrower
    state: PlayerState
    speed: float

    @property
    def plays_on(self) -> bool:
        """Whether it plays afterwards: what had ended ends again, and the next play starts over."""
        return self.state in (PlayerState.PLAYING, PlayerState.ENDED)
