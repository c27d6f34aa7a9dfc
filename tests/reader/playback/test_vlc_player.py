"""The libVLC player keeps the contract, on the real libVLC without a sound device."""

import pytest

from reader.playback.sources import LibVlcSource
from tests.reader.playback.player_contract import SoundContract, spoken_wav  # noqa: F401

pytestmark = [pytest.mark.vlc]

SOURCE = LibVlcSource(["--aout=dummy"])


class TestVlcPlayer(SoundContract):
    @pytest.fixture
    def source(self) -> LibVlcSource:
        if problem := SOURCE.problem():
            pytest.skip(problem)
        return SOURCE
