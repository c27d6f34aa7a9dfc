"""The protocol that every player keeps. Its contract is tested once, for all of them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class PlayerState(StrEnum):
    """What a player is doing."""

    EMPTY = "empty"  # nothing loaded
    PAUSED = "paused"  # loaded and silent; the position stands
    PLAYING = "playing"
    ENDED = "ended"  # reached the end; play() starts over from the start
    FAILED = "failed"  # see Sample.error; load() again to recover


@dataclass(frozen=True, slots=True)
class Sample:
    """What a player knew at one moment.

    `position_ms` was true at `at_s` (time.monotonic seconds); players report in steps, so
    `at_s` may be up to a second ago. `PlaybackClock` interpolates.
    """

    state: PlayerState
    position_ms: int
    at_s: float
    duration_ms: int | None = None  # None until the player has found out
    error: str | None = None  # a sentence for a person: when FAILED, or ENDED long too early


@dataclass(frozen=True, slots=True)
class OutputDevice:
    """Something that sound can come out of: `id` is the player's own, `name` for a person."""

    id: str
    name: str


class Player(Protocol):
    """One audio file at a time, driven from one thread (the one that made it).

    No call blocks for more than a few milliseconds: results show up in later samples.
    Nothing raises for a file that cannot be played: the sample says FAILED and why.
    """

    @property
    def name(self) -> str:
        """What `doctor` and the log call it, such as "libVLC 3.0.21"."""

    @property
    def notice(self) -> str | None:
        """A sentence about this machine (no sound device), or None; playing goes on."""

    @property
    def loudest(self) -> int:
        """Percent of the volume as recorded; more than 100 where it can boost."""

    def load(self, path: Path, start_ms: int = 0) -> None:
        """Take a file, paused at `start_ms`; whatever was loaded before is let go.

        A file on a drive that does not answer may keep it for half a second.
        A file that cannot be played fails without being asked to play, where the player can
        tell; at the latest it fails when it should play.
        """

    def play(self) -> None:
        """Play on from the position; after the end, from the start. No-op when EMPTY or FAILED."""

    def pause(self) -> None:
        """Stop sounding, keep the position."""

    def seek(self, position_ms: int) -> None:
        """Go there (clamped to the audio), playing or paused as before; after the end, paused."""

    def set_rate(self, rate: float) -> None:
        """Set the speed, 0.25 to 4, pitch kept. Survives load()."""

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to `loudest`, beyond which it is as loud. Survives load()."""

    def devices(self) -> tuple[OutputDevice, ...]:
        """Return the devices known by now; look again, for the next call, where that takes time.

        Empty before the first look is done, and where the player cannot tell.
        """

    def set_device(self, device_id: str) -> None:
        """Sound on a device, "": the system's default; what plays plays on. Survives load()."""

    def sounding_on(self) -> str:
        """Return the id of the device that sounds, by the last look; "" where it is unknown."""

    def sample(self) -> Sample:
        """Return the newest sample; cheap enough to call every 20 ms."""

    def close(self) -> None:
        """Let go of the file and the device; no call may follow."""


class PlayerSource(Protocol):
    """A kind of player that may or may not work on this machine."""

    name: str  # "libvlc", "qt", "silent": what a person types

    def problem(self) -> str | None:
        """Return why it cannot be used here, as a sentence, or None."""

    def create(self) -> Player:
        """Make a player. Raise PlaybackError where `problem()` would have said why."""

    def wait(self, seconds: float) -> None:
        """Let time pass while the player goes on (an event loop may have to turn)."""
