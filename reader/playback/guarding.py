"""A player that may break: whatever it raises becomes a sentence, and a load makes another one."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from reader.errors import PlaybackError
from reader.playback.player import OutputDevice, Player, PlayerState, Sample

T = TypeVar("T")
FULL = 100
log = logging.getLogger(__name__)


def broken(name: str) -> str:
    """Return the sentence for a player that does not work any more."""
    return f"The player {name} broke down. Press Play to go on from this place with a new one."


class GuardedPlayer:
    """The player protocol over another player, which may raise anything at any call.

    What it raises is logged; from then on it says FAILED, and is not asked again. The next
    `load` lets `make` give another one, at the same speed and loudness; where that raises
    PlaybackError, its sentence is what the samples say. `made` counts the players there were.
    """

    def __init__(self, player: Player, make: Callable[[], Player]) -> None:
        self._player = player
        self._make = make
        self._error: str | None = None  # why `_player` is not to be asked
        self._last = Sample(PlayerState.EMPTY, 0, 0.0)
        self._rate = 1.0
        self._volume = FULL
        self._device_id = ""
        self.made = 1

    @property
    def name(self) -> str:
        """The player's own."""
        return self._player.name

    @property
    def notice(self) -> str | None:
        """The player's own."""
        return self._player.notice

    @property
    def loudest(self) -> int:
        """The player's own."""
        return self._player.loudest

    def load(self, path: Path, start_ms: int = 0) -> None:
        """Load a file, into another player where this one broke."""
        if self._error is not None:
            self._renew()
        self._last = replace(self._last, state=PlayerState.PAUSED, position_ms=start_ms)
        self._ask(partial(self._player.load, path, start_ms), None)

    def play(self) -> None:
        """Play on."""
        self._ask(self._player.play, None)

    def pause(self) -> None:
        """Stop sounding."""
        self._ask(self._player.pause, None)

    def seek(self, position_ms: int) -> None:
        """Go there."""
        self._ask(partial(self._player.seek, position_ms), None)

    def set_rate(self, rate: float) -> None:
        """Set the speed, also of players to come."""
        self._rate = rate
        self._ask(partial(self._player.set_rate, rate), None)

    def set_volume(self, percent: int) -> None:
        """Set the volume, also of players to come."""
        self._volume = percent
        self._ask(partial(self._player.set_volume, percent), None)

    def devices(self) -> tuple[OutputDevice, ...]:
        """Return the devices; none of a broken player."""
        return self._ask(self._player.devices, ())

    def set_device(self, device_id: str) -> None:
        """Sound on a device, also with players to come: another kind takes its default then."""
        self._device_id = device_id
        self._ask(partial(self._player.set_device, device_id), None)

    def sounding_on(self) -> str:
        """Return the device that sounds."""
        return self._ask(self._player.sounding_on, "")

    def sample(self) -> Sample:
        """Return what the player says, or that it broke."""
        self._last = self._ask(self._player.sample, self._last)
        if self._error is not None:
            return replace(self._last, state=PlayerState.FAILED, error=self._error)
        return self._last

    def close(self) -> None:
        """Let go of the file and the device."""
        _let_go(self._player)

    def _renew(self) -> None:
        """Make another player; where that cannot be, the error says why."""
        kind = type(self._player)
        _let_go(self._player)
        try:
            self._player = self._make()
        except PlaybackError as error:
            self._error = str(error)
            return
        self._error = None
        self.made += 1
        self._ask(partial(self._player.set_rate, self._rate), None)
        self._ask(partial(self._player.set_volume, self._volume), None)
        if self._device_id and type(self._player) is kind:
            self._ask(partial(self._player.set_device, self._device_id), None)

    def _ask(self, call: Callable[[], T], otherwise: T) -> T:
        """Return the player's answer, or else note that it broke."""
        if self._error is not None:
            return otherwise
        try:
            return call()
        except Exception:  # here alone: its library's own errors, and those of the system below
            log.exception("the player %s broke", self._player.name)
            self._error = broken(self._player.name)
            return otherwise


def _let_go(player: Player) -> None:
    """Close a player, broken or not: it may sound nevertheless."""
    try:
        player.close()
    except Exception:  # it broke, which was said, or is not wanted any more
        log.exception("the player %s cannot be closed", player.name)
