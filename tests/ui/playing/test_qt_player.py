"""The Qt Multimedia player keeps the contract, with or without a sound device."""

import pytest
from audio_files import Recordings

from reader.playback.player import PlayerState
from tests.reader.playback.player_contract import SoundContract
from ui.playing.qt_player import QtSource


class TestQtPlayer(SoundContract):
    @pytest.fixture
    def source(self, qapp: object) -> QtSource:
        source = QtSource()
        if problem := source.problem():
            pytest.skip(problem)
        return source

    def test_ffmpegs_remarks_stay_off_the_terminal(
        self, source: QtSource, recordings: Recordings, capfd: pytest.CaptureFixture[str]
    ) -> None:
        player = source.create()
        player.load(recordings.file("opus", 60))
        player.play()
        for _ in range(500):
            if player.sample().position_ms > 0 or player.sample().state is PlayerState.FAILED:
                break
            source.wait(0.02)
        reached_ms = player.sample().position_ms
        player.close()
        assert reached_ms > 0
        assert capfd.readouterr().err == ""
