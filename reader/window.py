"""What the command line asks of a window, without knowing what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reader.doctor import Finding
from reader.library import Library
from reader.playback.player import PlayerSource
from reader.settings import Settings


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """What to show: an episode, or None for an empty window.

    `library` is open, belongs to the thread that calls `show()`, and is closed by who opened
    it. Another thread may open its own on the same folder, but not where `read_only_reason`
    is set: then this object alone holds what came in.
    """

    library: Library
    settings: Settings
    players: tuple[PlayerSource, ...]  # the preferred one first
    episode: str | None = None
    messages: tuple[str, ...] = ()  # sentences for the message bar
    plays: bool = False  # start playing at once
    asked_for: str | None = None  # the player that is to be missed if it cannot be used
    at_ms: int | None = None  # where to open the episode; None: where it was left
    resumes: bool = False  # nobody named the episode: a window that is open stays where it is


class Window(Protocol):
    """The program's window, if this machine can show one."""

    def problem(self) -> str | None:
        """Return why no window can be shown here, as a sentence, or None."""

    def show(self, request: WindowRequest) -> int:
        """Show the window until it is closed; return the exit status.

        A window that is open on this library already takes over; then return at once.
        """

    def findings(self) -> Sequence[Finding]:
        """Return what `earmark doctor` should know: the toolkit, the display, sound outputs."""
