"""What the parts of a session may ask of it, so that each can live in a room of its own."""

from collections.abc import Callable, Mapping
from typing import Protocol

from reader.model import Episode

Handlers = Mapping[str, Callable[[], None]]  # by the command's name, as in ui.keys.commands


class Desk(Protocol):
    """The episode that is open, and the ways to open, show anew and tell. On the GUI thread."""

    @property
    def episode(self) -> Episode | None:
        """The episode that is open."""

    def open_episode(
        self, episode_id: str, at_ms: int | None = None, *, plays: bool = False
    ) -> None:
        """Open an episode where it was left, or at a moment of it, and play it if wanted."""

    def reopen(self, episode_id: str) -> None:
        """Show an episode anew that was changed, at the same place."""

    def retime(self, episode_id: str) -> None:
        """Show the open episode with the times it has now; what plays plays on."""

    def shut_episode(self) -> None:
        """Stop, and have no episode open; its place is not written down any more."""

    def refresh(self) -> None:
        """Fill the library's list anew."""

    def keep_place(self) -> None:
        """Write down where the open episode is."""

    def tell(self, message: str) -> None:
        """Say a sentence to the person."""
