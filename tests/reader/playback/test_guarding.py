"""A player that raises breaks with a sentence, and the next load makes another."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.errors import PlaybackError
from reader.playback.guarding import GuardedPlayer
from reader.playback.player import PlayerSource, PlayerState, Sample
from reader.playback.silent import SilentPlayer
from reader.playback.sources import SilentSource, another
from tests.reader.playback.player_contract import PlayerContract

CALLS: dict[str, Callable[[GuardedPlayer], object]] = {
    "play": lambda player: player.play(),
    "pause": lambda player: player.pause(),
    "seek": lambda player: player.seek(1000),
    "set_rate": lambda player: player.set_rate(2.0),
    "set_volume": lambda player: player.set_volume(50),
    "devices": lambda player: player.devices(),
    "set_device": lambda player: player.set_device("usb-1"),
    "sounding_on": lambda player: player.sounding_on(),
    "sample": lambda player: player.sample(),
    "close": lambda player: player.close(),
}


class BreakingPlayer(SilentPlayer):
    """A silent player of which one call raises, as a library's may."""

    def __init__(self, call: str) -> None:
        super().__init__()
        self.told: list[tuple[str, Any]] = []
        if call:
            setattr(self, call, self._break)

    def set_rate(self, rate: float) -> None:
        self.told.append(("rate", rate))

    def set_volume(self, percent: int) -> None:
        self.told.append(("volume", percent))

    def set_device(self, device_id: str) -> None:
        self.told.append(("device", device_id))

    @staticmethod
    def _break(*_arguments: object) -> Sample:
        raise OSError("exception: access violation reading 0x0000000000000010")


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.opus"
    path.write_bytes(b"sound")
    return path


@pytest.fixture(autouse=True)
def nothing_logged_is_an_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


@pytest.mark.slow
class TestAPlayerThatDoesNotBreak(PlayerContract):
    """A guarded one is as good as the player in it."""

    @pytest.fixture
    def source(self) -> PlayerSource:
        return GuardedSource(lambda _: 4000)


class GuardedSource(SilentSource):
    def create(self) -> GuardedPlayer:
        return GuardedPlayer(super().create(), super().create)


@pytest.mark.parametrize("call", sorted(set(CALLS) - {"close"}))
def test_whatever_raises_makes_it_fail_with_a_sentence(call: str, audio: Path) -> None:
    player = GuardedPlayer(BreakingPlayer(call), SilentPlayer)
    player.load(audio, 3000)
    CALLS[call](player)

    sample = player.sample()
    assert (sample.state, sample.position_ms) == (PlayerState.FAILED, 3000)
    assert sample.error == (
        "The player Silent broke down. Press Play to go on from this place with a new one."
    )


def test_a_load_that_raises_makes_it_fail(audio: Path) -> None:
    player = GuardedPlayer(BreakingPlayer("load"), SilentPlayer)
    player.load(audio, 3000)

    assert player.sample().state is PlayerState.FAILED


def test_a_broken_one_bears_every_call(audio: Path) -> None:
    player = GuardedPlayer(BreakingPlayer("play"), SilentPlayer)
    player.load(audio)
    player.play()
    for call in CALLS.values():
        call(player)

    assert player.devices() == ()


def test_closing_one_that_cannot_be_closed_is_no_matter() -> None:
    GuardedPlayer(BreakingPlayer("close"), SilentPlayer).close()


def test_the_next_load_makes_another_at_the_same_speed_and_volume_on_the_same_device(
    audio: Path,
) -> None:
    made = BreakingPlayer("")
    player = GuardedPlayer(BreakingPlayer("play"), lambda: made)
    player.load(audio)
    player.set_rate(1.5)
    player.set_volume(30)
    player.set_device("usb-1")
    player.play()
    player.load(audio, 7000)
    player.play()

    assert made.told == [("rate", 1.5), ("volume", 30), ("device", "usb-1")]
    assert player.sample().state is PlayerState.PLAYING
    assert player.sample().position_ms >= 7000


def test_where_there_is_no_other_it_says_why(audio: Path) -> None:
    def none() -> SilentPlayer:
        raise PlaybackError("No player works any more.")

    player = GuardedPlayer(BreakingPlayer("play"), none)
    player.load(audio)
    player.play()
    player.load(audio)

    assert player.sample().error == "No player works any more."


class BrokenSource(SilentSource):
    name = "broken"

    def create(self) -> SilentPlayer:
        raise PlaybackError("It broke down twice.")


class TestAnother:
    def test_is_of_the_same_kind_if_it_can_be(self) -> None:
        told: list[str] = []

        assert another([BrokenSource(), SilentSource()], "silent", told.append).name == "Silent"
        assert told == []

    def test_is_else_of_the_next_kind_and_that_is_told(self) -> None:
        told: list[str] = []

        assert another([BrokenSource(), SilentSource()], "broken", told.append).name == "Silent"
        assert told == ["It broke down twice. The player silent is used instead."]

    def test_is_none_where_none_works(self) -> None:
        with pytest.raises(PlaybackError, match=r"No player works any more\. It broke down twice"):
            another([BrokenSource()], "broken", lambda _: None)
