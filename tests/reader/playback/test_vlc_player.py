"""The libVLC player keeps the contract, on the real libVLC without a sound device."""

import threading
import time
from pathlib import Path

import pytest

from reader.playback.sources import LibVlcSource
from tests.reader.playback.player_contract import (
    SoundContract,
    Stage,
)

pytestmark = [pytest.mark.vlc]

SOURCE = LibVlcSource(["--aout=dummy"])


class TestVlcPlayer(SoundContract):
    @pytest.fixture
    def source(self) -> LibVlcSource:
        if problem := SOURCE.problem():
            pytest.skip(problem)
        return SOURCE

    @pytest.mark.slow
    def test_fifty_loads_leave_no_threads_and_no_files_behind(
        self, stage: Stage, spoken_wav: Path
    ) -> None:
        def load_and_play() -> None:
            stage.player.load(spoken_wav)
            stage.player.play()
            stage.until_past(0)

        load_and_play()
        stage.let_pass(0.3)
        before = _resources()
        for _ in range(50):
            load_and_play()
        stage.until(lambda _sample: _resources() <= before + 2)

    def test_no_command_keeps_its_caller_waiting(self, stage: Stage, spoken_wav: Path) -> None:
        stage.player.load(spoken_wav)
        stage.player.play()
        stage.until_past(100)
        started_s = time.monotonic()
        for position_ms in range(0, 3000, 100):
            stage.player.seek(position_ms)
            stage.player.sample()
        stage.player.pause()
        stage.player.load(spoken_wav)
        assert time.monotonic() - started_s < 0.5

    def test_after_many_seeks_it_plays_from_the_last(self, stage: Stage, spoken_wav: Path) -> None:
        stage.player.load(spoken_wav)
        stage.player.play()
        stage.until_past(100)
        for position_ms in range(0, 2000, 100):
            stage.player.seek(position_ms)

        moved = stage.until(lambda sample: sample.position_ms != 1900)
        assert 1900 < moved.position_ms < 3000


def _resources() -> int:
    """Count this process's threads and open files."""
    return threading.active_count() + len(list(Path("/proc/self/fd").iterdir()))
