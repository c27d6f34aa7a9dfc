"""What every player does, tested once: a player's test class inherits these tests.

A subclass gives `source`, a fixture with a PlayerSource that works here.
"""

import functools
import math
import os
import struct
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from reader.playback.player import Player, PlayerSource, PlayerState, Sample

SPOKEN_MS = 4000
SAMPLE_RATE = 16_000
POLL_S = 0.01
PATIENCE_S = 10.0


def write_tone(path: Path, duration_ms: int) -> Path:
    """Write a quiet tone as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(_tone(duration_ms))
    return path


@functools.cache
def _tone(duration_ms: int) -> bytes:
    count = duration_ms * SAMPLE_RATE // 1000
    frames = (round(3000 * math.sin(index * 0.15)) for index in range(count))
    return b"".join(struct.pack("<h", frame) for frame in frames)


class SilentDrive:
    """A drive that says nothing of its files until `answers` is set."""

    def __init__(self) -> None:
        self.answers = Event()
        self.waited_for = 0  # until somebody's patience ended

    def holding(self, path: Path) -> Path:
        """Return the path of a file as if it were on this drive."""
        drive = self

        class HeldUp(type(path)):
            def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
                drive.waited_for += not drive.answers.wait(PATIENCE_S)
                return super().stat(follow_symlinks=follow_symlinks)

        return HeldUp(path)


class Stage:
    """A player and the means to wait for what it does."""

    def __init__(self, source: PlayerSource) -> None:
        self.source = source
        self.player: Player = source.create()

    def until(self, condition: Callable[[Sample], bool]) -> Sample:
        """Let time pass until a sample fulfils the condition; fail with the last one if none."""
        sample = self.player.sample()
        for _ in range(int(PATIENCE_S / POLL_S)):
            if condition(sample):
                return sample
            self.source.wait(POLL_S)
            sample = self.player.sample()
        pytest.fail(f"waited in vain; the last sample was {sample}")

    def until_past(self, position_ms: int) -> Sample:
        return self.until(lambda sample: sample.position_ms > position_ms)

    def until_state(self, state: PlayerState) -> Sample:
        return self.until(lambda sample: sample.state is state)

    def let_pass(self, seconds: float) -> Sample:
        """Let time pass and return what the player says then."""
        for _ in range(int(seconds / POLL_S)):
            self.source.wait(POLL_S)
            self.player.sample()
        return self.player.sample()

    def measured_speed(self, over_ms: int) -> float:
        """Return how fast the position runs, by the player's own reports."""
        start = self.until_past(self.player.sample().position_ms)
        end = self.until_past(start.position_ms + over_ms)
        return (end.position_ms - start.position_ms) / (end.at_s - start.at_s) / 1000


class PlayerContract:
    """The tests that every player passes."""

    @pytest.fixture
    def spoken_wav(self, tmp_path: Path) -> Path:
        """A WAV file of SPOKEN_MS."""
        return write_tone(tmp_path / "a tone, spöken.wav", SPOKEN_MS)

    @pytest.fixture
    def source(self) -> PlayerSource:
        raise NotImplementedError

    @pytest.fixture
    def stage(self, source: PlayerSource) -> Iterator[Stage]:
        stage = Stage(source)
        yield stage
        stage.player.close()

    @pytest.fixture
    def loaded(self, stage: Stage, spoken_wav: Path) -> Stage:
        stage.player.load(spoken_wav)
        return stage

    def test_it_has_a_name(self, stage: Stage) -> None:
        assert stage.player.name

    def test_before_the_first_load_it_is_empty_and_commands_do_nothing(self, stage: Stage) -> None:
        stage.player.play()
        stage.player.pause()
        stage.player.seek(1000)

        assert stage.player.sample().state is PlayerState.EMPTY

    def test_a_loaded_file_stands_paused_at_its_start(self, stage: Stage, spoken_wav: Path) -> None:
        stage.player.load(spoken_wav, start_ms=1500)

        sample = stage.player.sample()
        assert (sample.state, sample.position_ms) == (PlayerState.PAUSED, 1500)

    def test_a_loaded_file_stays_paused(self, stage: Stage, spoken_wav: Path) -> None:
        stage.player.load(spoken_wav, start_ms=1500)

        sample = stage.let_pass(0.3)
        assert (sample.state, sample.position_ms) == (PlayerState.PAUSED, 1500)

    def test_a_drive_that_does_not_answer_keeps_nobody_waiting(
        self, stage: Stage, spoken_wav: Path
    ) -> None:
        drive = SilentDrive()
        stage.player.load(drive.holding(spoken_wav))
        stage.player.play()

        assert stage.player.sample().state is PlayerState.PLAYING
        assert drive.waited_for == 0
        drive.answers.set()

    def test_the_length_is_known_soon_after_loading(self, loaded: Stage) -> None:
        sample = loaded.until(lambda sample: sample.duration_ms is not None)

        assert sample.duration_ms == pytest.approx(SPOKEN_MS, abs=60)

    def test_playing_advances_from_the_start_it_was_loaded_at(
        self, stage: Stage, spoken_wav: Path
    ) -> None:
        stage.player.load(spoken_wav, start_ms=1500)
        stage.player.play()

        sample = stage.until_past(1500)
        assert sample.state is PlayerState.PLAYING
        assert sample.position_ms < 2600

    def test_playing_keeps_time(self, loaded: Stage) -> None:
        loaded.player.play()

        assert loaded.measured_speed(over_ms=1200) == pytest.approx(1.0, rel=0.1)

    def test_play_is_said_at_once(self, loaded: Stage) -> None:
        loaded.player.play()

        assert loaded.player.sample().state is PlayerState.PLAYING

    def test_a_pause_keeps_the_position(self, loaded: Stage) -> None:
        loaded.player.play()
        loaded.until_past(300)
        loaded.player.pause()

        paused = loaded.player.sample()
        later = loaded.let_pass(0.4)
        assert paused.state is later.state is PlayerState.PAUSED
        assert later.position_ms == pytest.approx(paused.position_ms, abs=60)
        assert later.position_ms >= 300

    def test_play_and_pause_in_one_breath_leave_it_paused(self, loaded: Stage) -> None:
        loaded.player.play()
        loaded.player.pause()

        sample = loaded.let_pass(0.5)
        assert sample.state is PlayerState.PAUSED
        assert sample.position_ms < 100

    def test_playing_goes_on_after_a_pause_where_it_was(self, loaded: Stage) -> None:
        loaded.player.play()
        paused_at = loaded.until_past(300).position_ms
        loaded.player.pause()
        loaded.let_pass(0.4)
        loaded.player.play()

        sample = loaded.until_past(paused_at + 200)
        assert sample.state is PlayerState.PLAYING
        assert sample.position_ms < paused_at + 1300

    def test_a_seek_while_paused_moves_and_stays_paused(self, loaded: Stage) -> None:
        loaded.player.seek(2500)

        sample = loaded.player.sample()
        assert (sample.state, sample.position_ms) == (PlayerState.PAUSED, 2500)
        later = loaded.let_pass(0.3)
        assert (later.state, later.position_ms) == (PlayerState.PAUSED, 2500)

    def test_after_a_seek_while_paused_it_plays_from_there(self, loaded: Stage) -> None:
        loaded.let_pass(0.2)
        loaded.player.seek(2000)
        loaded.player.play()

        assert 2000 < loaded.until(lambda sample: sample.position_ms != 2000).position_ms < 3100

    def test_a_seek_while_playing_plays_on_from_there(self, loaded: Stage) -> None:
        loaded.player.play()
        loaded.until_past(200)
        loaded.player.seek(2000)

        assert loaded.player.sample().position_ms == 2000
        moved = loaded.until(lambda sample: sample.position_ms != 2000)
        assert moved.state is PlayerState.PLAYING
        assert 1900 < moved.position_ms < 3100

    def test_a_seek_back_while_playing_plays_on_from_there(
        self, stage: Stage, spoken_wav: Path
    ) -> None:
        stage.player.load(spoken_wav, start_ms=2500)
        stage.player.play()
        stage.until_past(2700)
        stage.player.seek(500)

        moved = stage.until(lambda sample: sample.position_ms != 500)
        assert 400 < moved.position_ms < 1600

    def test_seeks_are_kept_within_the_audio(self, loaded: Stage) -> None:
        loaded.until(lambda sample: sample.duration_ms is not None)
        loaded.player.seek(-5000)
        assert loaded.player.sample().position_ms == 0

        loaded.player.seek(SPOKEN_MS + 5000)
        assert loaded.player.sample().position_ms == pytest.approx(SPOKEN_MS, abs=60)

    @pytest.mark.parametrize("rate", [2.0, 0.5])
    def test_the_rate_is_the_speed_of_the_position(self, loaded: Stage, rate: float) -> None:
        loaded.player.set_rate(rate)
        loaded.player.play()
        loaded.until_past(300)

        assert loaded.measured_speed(over_ms=1000) == pytest.approx(rate, rel=0.15)

    def test_the_rate_can_change_while_playing_and_survives_a_load(
        self, loaded: Stage, spoken_wav: Path
    ) -> None:
        loaded.player.play()
        loaded.until_past(100)
        loaded.player.set_rate(2.0)
        loaded.player.load(spoken_wav)
        loaded.player.play()
        loaded.until_past(300)

        assert loaded.measured_speed(over_ms=1500) == pytest.approx(2.0, rel=0.15)

    def test_the_end_is_reached_at_the_length(self, stage: Stage, spoken_wav: Path) -> None:
        stage.player.load(spoken_wav, start_ms=3000)
        stage.player.play()

        sample = stage.until_state(PlayerState.ENDED)
        assert sample.error is None
        assert sample.position_ms == pytest.approx(SPOKEN_MS, abs=60)

    def test_play_after_the_end_starts_over(self, stage: Stage, spoken_wav: Path) -> None:
        stage.player.load(spoken_wav, start_ms=3700)
        stage.player.play()
        stage.until_state(PlayerState.ENDED)
        stage.player.play()

        assert stage.player.sample().position_ms < 100
        sample = stage.until(lambda sample: 100 < sample.position_ms < 3000)
        assert sample.state is PlayerState.PLAYING

    def test_a_seek_after_the_end_stands_paused_there(self, stage: Stage, spoken_wav: Path) -> None:
        stage.player.load(spoken_wav, start_ms=3700)
        stage.player.play()
        stage.until_state(PlayerState.ENDED)
        stage.player.seek(1000)

        sample = stage.let_pass(0.2)
        assert (sample.state, sample.position_ms) == (PlayerState.PAUSED, 1000)
        stage.player.play()
        assert 1000 < stage.until(lambda sample: sample.position_ms != 1000).position_ms < 2100

    def test_the_volume_can_be_set_at_any_time(self, stage: Stage, spoken_wav: Path) -> None:
        stage.player.set_volume(30)
        stage.player.load(spoken_wav)
        stage.player.set_volume(0)
        stage.player.play()
        stage.until_past(100)
        stage.player.set_volume(100)

        assert stage.until_past(500).state is PlayerState.PLAYING

    def test_it_says_how_loud_it_can_be_and_plays_on_at_that_and_beyond(
        self, stage: Stage, spoken_wav: Path
    ) -> None:
        assert stage.player.loudest in (100, 200)
        stage.player.load(spoken_wav)
        stage.player.set_volume(stage.player.loudest)
        stage.player.play()
        stage.until_past(100)
        stage.player.set_volume(300)

        assert stage.until_past(500).state is PlayerState.PLAYING

    def test_its_devices_differ_and_can_be_named(self, stage: Stage) -> None:
        stage.player.devices()
        stage.let_pass(0.2)
        devices = stage.player.devices()

        assert len({device.id for device in devices}) == len(devices)
        assert all(device.id and device.name for device in devices)

    def test_a_device_that_is_not_there_and_the_default_leave_it_playing(
        self, loaded: Stage
    ) -> None:
        loaded.player.set_device("a device that nobody has")
        loaded.player.play()
        loaded.until_past(200)
        loaded.player.set_device("")

        sample = loaded.until_past(600)
        assert sample.state is PlayerState.PLAYING
        assert sample.position_ms < 1900

    def test_another_device_leaves_what_is_paused_where_it_is(self, loaded: Stage) -> None:
        loaded.player.play()
        loaded.until_past(300)
        loaded.player.pause()
        paused_at = loaded.player.sample().position_ms
        loaded.player.set_device("a device that nobody has")

        sample = loaded.let_pass(0.2)
        assert sample.state is PlayerState.PAUSED
        assert sample.position_ms == pytest.approx(paused_at, abs=60)

    def test_a_missing_file_fails_with_a_sentence(self, stage: Stage, tmp_path: Path) -> None:
        missing = tmp_path / "gone.mp3"
        stage.player.load(missing)

        sample = stage.until_state(PlayerState.FAILED)
        assert str(missing) in (sample.error or "")

    def test_an_empty_file_fails_with_a_sentence(self, stage: Stage, tmp_path: Path) -> None:
        empty = tmp_path / "empty.opus"
        empty.touch()
        stage.player.load(empty)

        sample = stage.until_state(PlayerState.FAILED)
        assert str(empty) in (sample.error or "")
        assert "empty" in (sample.error or "")

    def test_a_folder_fails_with_a_sentence(self, stage: Stage, tmp_path: Path) -> None:
        stage.player.load(tmp_path)

        assert str(tmp_path) in (stage.until_state(PlayerState.FAILED).error or "")

    def test_a_failed_player_ignores_commands_and_recovers_with_a_load(
        self, stage: Stage, tmp_path: Path, spoken_wav: Path
    ) -> None:
        stage.player.load(tmp_path / "gone.mp3")
        stage.until_state(PlayerState.FAILED)
        stage.player.play()
        stage.player.seek(100)
        stage.player.pause()
        assert stage.player.sample().state is PlayerState.FAILED

        stage.player.load(spoken_wav, start_ms=1000)
        assert stage.player.sample().error is None
        stage.player.play()
        assert stage.until_past(1100).state is PlayerState.PLAYING

    def test_loading_while_playing_stands_paused_in_the_new_file(
        self, loaded: Stage, spoken_wav: Path
    ) -> None:
        loaded.player.play()
        loaded.until_past(300)
        loaded.player.load(spoken_wav, start_ms=50)

        sample = loaded.let_pass(0.3)
        assert (sample.state, sample.position_ms) == (PlayerState.PAUSED, 50)

    def test_it_can_be_closed_while_playing(self, loaded: Stage) -> None:
        loaded.player.play()
        loaded.until_past(100)
        loaded.player.close()
        loaded.player.close()  # the fixture's is the third


class SoundContract(PlayerContract):
    """What players do that look into the file."""

    @pytest.mark.parametrize("name", ["words.mp3", "words.opus", "words.m4a"])
    def test_a_file_without_sound_fails_with_a_sentence(
        self, stage: Stage, tmp_path: Path, name: str
    ) -> None:
        words = tmp_path / name
        words.write_text("This is no sound, only words about it.\n" * 200, encoding="utf-8")
        stage.player.load(words)
        stage.player.play()

        sample = stage.until_state(PlayerState.FAILED)
        assert str(words) in (sample.error or "")

    def test_a_file_cut_short_plays_what_there_is_and_says_so(
        self, stage: Stage, tmp_path: Path
    ) -> None:
        whole = write_tone(tmp_path / "whole.wav", 6000)
        cut = tmp_path / "cut.wav"
        cut.write_bytes(whole.read_bytes()[:40_000])
        stage.player.load(cut)
        stage.player.play()

        sample = stage.until(lambda sample: sample.state in (PlayerState.ENDED, PlayerState.FAILED))
        assert sample.position_ms < 3000
