"""The Qt Multimedia player keeps the contract, with or without a sound device."""

import pytest

from tests.reader.playback.player_contract import SoundContract
from ui.qt_player import QtSource


class TestQtPlayer(SoundContract):
    @pytest.fixture
    def source(self, qapp: object) -> QtSource:
        source = QtSource()
        if problem := source.problem():
            pytest.skip(problem)
        return source
