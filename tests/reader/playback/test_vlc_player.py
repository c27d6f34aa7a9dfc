"""The libVLC player keeps the contract, on the real libVLC without a sound device."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.playback.outputs import OutputWatch
from reader.playback.player import OutputDevice, PlayerState
from reader.playback.sources import LibVlcSource
from tests.reader.playback.player_contract import (
    SoundContract,
    Stage,
    write_tone,
)
from tests.reader.playback.sound_server import SoundServer

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


@pytest.mark.slow
class TestSoundDevices:
    """On a sound server of our own, whose devices come and go."""

    @pytest.fixture
    def server(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
        if shutil.which("pulseaudio") is None or shutil.which("pactl") is None:
            pytest.skip("needs pulseaudio and pactl")
        with SoundServer(tmp_path) as server:
            monkeypatch.setenv("PULSE_SERVER", server.address)
            yield server

    @pytest.fixture
    def stage(self, server: SoundServer, spoken_wav: Path) -> Iterator[Stage]:
        source = LibVlcSource(["--aout=pulse"])
        if problem := source.problem():
            pytest.skip(problem)
        stage = Stage(source)
        stage.player.load(spoken_wav)
        yield stage
        stage.player.close()

    spoken_wav = SoundContract.spoken_wav

    def test_are_found_before_anything_plays(self, stage: Stage) -> None:
        stage.until(lambda _: bool(stage.player.devices()))

        assert [device.name for device in stage.player.devices()] == ["Headset", "Kitchen"]
        assert stage.player.sounding_on() == ""

    def test_play_on_when_another_is_chosen(self, stage: Stage) -> None:
        stage.player.play()
        stage.until_past(200)
        stage.until(lambda _: bool(stage.player.devices()))
        reached_ms = stage.player.sample().position_ms
        stage.player.set_device("kitchen")

        stage.until(lambda _: stage.player.devices() and stage.player.sounding_on() == "kitchen")
        assert reached_ms <= stage.until_past(reached_ms).position_ms < reached_ms + 1500

    def test_are_noticed_when_they_go(
        self, stage: Stage, server: SoundServer, tmp_path: Path
    ) -> None:
        stage.player.load(write_tone(tmp_path / "long.wav", 30_000))
        stage.player.set_device("kitchen")
        stage.player.play()
        watch = OutputWatch()

        def gone() -> OutputDevice | None:
            return watch.look(stage.player.devices(), stage.player.sounding_on())

        stage.until(lambda _: gone() is None and stage.player.sounding_on() == "kitchen")
        gone()
        server.unplug("kitchen")
        missed: list[OutputDevice | None] = []
        stage.until(lambda _: missed.append(gone()) or missed[-1] is not None)

        assert missed[-1] == OutputDevice("kitchen", "Kitchen")
        assert stage.player.sample().state is PlayerState.PLAYING

    def test_are_noticed_to_be_gone_with_their_server(
        self, stage: Stage, server: SoundServer, tmp_path: Path
    ) -> None:
        stage.player.load(write_tone(tmp_path / "long.wav", 30_000))
        stage.player.play()
        watch = OutputWatch()
        stage.until(lambda _: stage.player.devices() and stage.player.sounding_on() != "")
        server.stop()
        missed: list[OutputDevice | None] = []

        def look() -> OutputDevice | None:
            return watch.look(stage.player.devices(), stage.player.sounding_on())

        stage.until(lambda _: missed.append(look()) or missed[-1] is not None)
        assert missed[-1] in (
            OutputDevice("headset", "Headset"),
            OutputDevice("kitchen", "Kitchen"),
        )


def _resources() -> int:
    """Count this process's threads and open files."""
    return threading.active_count() + len(list(Path("/proc/self/fd").iterdir()))
