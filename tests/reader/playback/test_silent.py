"""The silent player keeps the contract, in a time of its own."""

from pathlib import Path

import pytest

from reader.playback.player import Player, PlayerState
from reader.playback.silent import SilentPlayer
from reader.playback.sources import SilentSource
from tests.reader.playback.player_contract import (
    SPOKEN_MS,
    PlayerContract,
)


class OwnTimeSource(SilentSource):
    """Silent players whose time passes only in `wait`."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def create(self) -> Player:
        return SilentPlayer(clock=lambda: self.now, duration_of=lambda _path: SPOKEN_MS)

    def wait(self, seconds: float) -> None:
        self.now += seconds


class TestSilentPlayer(PlayerContract):
    @pytest.fixture
    def source(self) -> OwnTimeSource:
        return OwnTimeSource()

    def test_a_file_of_unknown_length_never_ends(self, spoken_wav: Path) -> None:
        source = OwnTimeSource()
        player = SilentPlayer(clock=lambda: source.now)
        player.load(spoken_wav)
        player.play()
        source.wait(100_000)

        sample = player.sample()
        assert (sample.state, sample.duration_ms) == (PlayerState.PLAYING, None)
        assert sample.position_ms == 100_000_000
