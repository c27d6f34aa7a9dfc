"""Audio that goes away, is damaged or does not answer: what a person is told, and what goes on."""

import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from audio_files import Recordings

from reader.listening.read_along import Heard, Held, Stretch, read_along
from reader.model import Turn
from reader.playback.faults import drive_problem, file_problem, unplayable
from reader.playback.player import PlayerState, Sample
from reader.playback.sounding import Sounding
from reader.playback.sources import LibVlcSource
from reader.playback.watching import SENTENCES, Going
from reader.timing.timeline import Timeline
from tests.reader.playback.player_contract import write_tone
from tests.reader.playback.sound_server import SoundServer

TRANSCRIPT = """WEBVTT

00:00:00.000 --> 00:00:10.000
<v Ida Holm>The ferry is late.

00:00:10.000 --> 00:00:50.000
<v Per Lind>You get used to that.
"""
ROOT = Path(__file__).parents[3]
LONG_MS = 60_000
TICK_S = 0.04
PATIENCE_S = 30.0
SLOW_CALL_S = 2.0  # what waits for a sound server or a drive takes ten times as long


def test_a_file_that_went_away_meanwhile_is_not_called_damaged(tmp_path: Path) -> None:
    audio = tmp_path / "ferry.opus"
    audio.write_bytes(b"no sound")
    assert "damaged" in unplayable(audio)
    audio.unlink()
    assert unplayable(audio) == f"The audio file {audio} is not there; was it moved or renamed?"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes in the file system")
def test_a_pipe_is_not_called_empty(tmp_path: Path) -> None:
    pipe = tmp_path / "ferry.mp3"
    os.mkfifo(pipe)

    assert file_problem(pipe) == f"{pipe} is a pipe or a device, not an audio file; choose a file."


class FileOnADriveThatIsAway(type(Path())):
    """A file that can be found, but whose opening waits until the test is over."""

    over = Event()

    def open(self, *arguments: object, **more: object):
        self.over.wait()
        return super().open(*arguments, **more)


class TestADrive:
    def test_that_does_not_answer_is_told_with_the_file(self, tmp_path: Path) -> None:
        audio = FileOnADriveThatIsAway(tmp_path / "ferry.mp3")
        audio.touch()
        told = drive_problem(audio, within_s=0.05)
        audio.over.set()

        assert told == (
            f"The drive that {audio} is on does not answer. See that it is connected, and try "
            "again."
        )

    def test_that_answers_is_no_problem_whatever_the_file_is(self, tmp_path: Path) -> None:
        audio, pipe = tmp_path / "ferry.mp3", tmp_path / "ferry.wav"
        audio.write_bytes(b"no sound")
        if hasattr(os, "mkfifo"):
            os.mkfifo(pipe)

        assert [drive_problem(path) for path in (audio, pipe, tmp_path, tmp_path / "gone")] == [
            None
        ] * 4


class Stage:
    """What sounds on the real libVLC, driven as the window does it; no call may take long."""

    def __init__(self, source: LibVlcSource, path: Path, at_ms: int = 0) -> None:
        self.source = source
        self.path = path
        self.sounding = Sounding(time.monotonic)
        self.sounding.take(source.create())
        self.told: list[str] = []
        self.slowest_s = 0.0
        self._ticks = 0
        self.load(at_ms)

    def load(self, at_ms: int) -> None:
        self.timed(self.sounding.load, self.path, at_ms)

    def play(self) -> None:
        self.timed(self.sounding.play)

    def timed(self, call, *arguments: object):
        began_s = time.monotonic()
        result = call(*arguments)
        self.slowest_s = max(self.slowest_s, time.monotonic() - began_s)
        return result

    def tick(self) -> Sample:
        sample = self.timed(self.sounding.listen, LONG_MS)
        self._ticks += 1
        if self._ticks % 6 == 0:
            self.timed(self.sounding.player.devices)
        sentence = self.sounding.trouble or (sample.error if sample else None)
        if sentence is not None and sentence not in self.told:
            self.told.append(sentence)
        time.sleep(TICK_S)
        return sample

    @property
    def heard_ms(self) -> int:
        return self.sounding.heard_ms(PlayerState.PLAYING, LONG_MS)

    def until(self, condition) -> Sample:
        for _ in range(round(PATIENCE_S / TICK_S)):
            sample = self.tick()
            if condition(sample):
                return sample
        pytest.fail(f"waited in vain; the last sample was {sample}, told was {self.told}")

    def until_past(self, position_ms: int) -> Sample:
        return self.until(lambda _: self.heard_ms > position_ms)

    def until_told(self, words: str) -> None:
        self.until(lambda _: any(words in sentence for sentence in self.told))


@pytest.fixture
def source() -> LibVlcSource:
    found = LibVlcSource(["--aout=dummy"])
    if problem := found.problem():
        pytest.skip(problem)
    return found


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    return write_tone(tmp_path / "ferry.wav", LONG_MS)


@pytest.mark.vlc
@pytest.mark.slow
def test_a_transcript_beside_the_audio_does_not_hold_up_the_sound(
    source: LibVlcSource, spoken: Path
) -> None:
    waited_s = []
    for transcript in ("", TRANSCRIPT):
        if transcript:
            spoken.with_suffix(".vtt").write_text(transcript, encoding="utf-8")
        stage, began_s = Stage(source, spoken), time.monotonic()
        stage.play()
        stage.until_past(2500)  # further than the clock runs on its own
        waited_s.append(time.monotonic() - began_s)
        stage.sounding.close()

    assert waited_s[1] < waited_s[0] + SLOW_CALL_S


@pytest.mark.vlc
@pytest.mark.slow
class TestAFileThatChangesWhileItPlays:
    @pytest.fixture
    def playing(self, source: LibVlcSource, spoken: Path) -> Iterator[Stage]:
        stage = Stage(source, spoken, 30_000)
        stage.play()
        stage.until_past(30_300)
        yield stage
        stage.sounding.close()
        assert stage.slowest_s < SLOW_CALL_S

    def test_deleted_it_fails_by_its_name_where_it_is_needed_again(self, playing: Stage) -> None:
        playing.path.unlink()
        playing.sounding.go_to(10_000)

        playing.until_told("is not there; was it moved or renamed?")

    def test_renamed_and_back_it_plays_on_from_the_place(self, playing: Stage) -> None:
        away = playing.path.rename(playing.path.with_name("away.wav"))
        playing.sounding.go_to(10_000)
        playing.until(lambda sample: sample.state is PlayerState.FAILED)
        away.rename(playing.path)
        playing.load(10_000)
        playing.play()

        playing.until_past(10_300)
        assert playing.heard_ms < 20_000

    def test_cut_off_before_the_place_it_fails_with_both_times(self, playing: Stage) -> None:
        os.truncate(playing.path, 40_000)
        playing.load(30_000)
        playing.play()

        playing.until_told("stops at 0:01 though it should last 1:00")
        assert playing.tick().state is PlayerState.FAILED


@pytest.mark.vlc
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["mp3-cbr", "m4a", "opus", "flac", "wav"])
def test_a_damaged_stretch_is_played_over_or_told_of(
    source: LibVlcSource,
    recordings: Recordings,
    tmp_path: Path,
    kind: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    audio = Path(shutil.copy(recordings.file(kind, 60), tmp_path))
    content = bytearray(audio.read_bytes())
    first, last = len(content) // 3, len(content) // 3 + len(content) // 6
    content[first:last] = random.Random(7).randbytes(last - first)  # noqa: S311
    audio.write_bytes(content)
    stage = Stage(source, audio, 18_000)
    stage.sounding.set_speed(3.0)
    stage.play()
    places = [stage.heard_ms]

    def is_through(sample: Sample) -> bool:
        places.append(stage.heard_ms)
        return places[-1] > 35_000 or sample.state is not PlayerState.PLAYING

    through = stage.until(is_through)
    assert through.state is PlayerState.PLAYING or str(audio) in (through.error or "")
    assert places == sorted(places)
    stage.sounding.close()
    assert capfd.readouterr().err == "", "a decoder wrote into the terminal"


@pytest.mark.vlc
@pytest.mark.slow
def test_what_libvlc_says_of_a_damaged_file_is_seen_by_who_looks_for_faults(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, "reader")
    telling = LibVlcSource(["--aout=dummy"])
    if problem := telling.problem():
        pytest.skip(problem)
    audio = tmp_path / "ferry.mp3"
    audio.write_bytes(random.Random(7).randbytes(50_000))  # noqa: S311
    stage = Stage(telling, audio)
    stage.play()
    stage.until_told("No sound can be played from")
    stage.sounding.close()

    told = capfd.readouterr().err
    assert "Failed to read frame size" in told, "FFmpeg, below libVLC, was not heard"
    assert f"Could not open {audio}" in told


@pytest.mark.vlc
@pytest.mark.slow
class TestASoundServerThatDoesNotAnswer:
    @pytest.fixture
    def server(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
        if shutil.which("pulseaudio") is None:
            pytest.skip("needs pulseaudio")
        with SoundServer(tmp_path) as server:
            monkeypatch.setenv("PULSE_SERVER", server.address)
            yield server
            _signal(server, signal.SIGCONT)

    @pytest.fixture
    def playing(self, server: SoundServer, spoken: Path) -> Iterator[Stage]:
        source = LibVlcSource(["--aout=pulse"])
        if problem := source.problem():
            pytest.skip(problem)
        stage = Stage(source, spoken)
        stage.play()
        stage.until_past(1000)
        yield stage
        stage.sounding.close()
        assert stage.slowest_s < SLOW_CALL_S, "the window would have stood still"

    def test_is_told_and_what_was_not_heard_is_played_when_it_answers(
        self, playing: Stage, server: SoundServer
    ) -> None:
        stopped_ms = playing.heard_ms
        _signal(server, signal.SIGSTOP)
        playing.until(lambda _: playing.sounding.trouble == SENTENCES[Going.STALLED])
        held_ms = playing.heard_ms
        assert held_ms < stopped_ms + 7000

        _signal(server, signal.SIGCONT)
        playing.until(lambda _: playing.sounding.trouble is None)
        assert held_ms <= playing.heard_ms < held_ms + 3000
        playing.until_past(held_ms + 500)

    def test_holds_up_neither_pause_nor_play_nor_a_seek(
        self, playing: Stage, server: SoundServer
    ) -> None:
        _signal(server, signal.SIGSTOP)
        playing.timed(playing.sounding.pause)
        playing.tick()
        playing.play()
        playing.tick()
        playing.timed(playing.sounding.go_to, 40_000)
        playing.until_told("The sound has stopped coming")
        assert playing.heard_ms == pytest.approx(40_000, abs=1600)

        _signal(server, signal.SIGCONT)
        playing.until_past(40_500)
        assert playing.heard_ms < 50_000

    def test_is_told_in_the_terminal_as_well(
        self, server: SoundServer, spoken: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = LibVlcSource(["--aout=pulse"])
        if problem := source.problem():
            pytest.skip(problem)
        player = source.create()
        timeline = Timeline([Turn("Ida Holm", (str(i),), i * 500, i * 500) for i in range(120)])
        with closing(read_along(player, timeline, Stretch(spoken), source.wait)) as events:
            for event in events:
                if isinstance(event, Heard) and event.turn == 2:
                    _signal(server, signal.SIGSTOP)
                if isinstance(event, Held):
                    break
        player.close()

        assert event.sentence == SENTENCES[Going.STALLED]

    def test_does_not_keep_the_program_from_ending(self, server: SoundServer, spoken: Path) -> None:
        script = (
            "import os, signal, sys, time\n"
            "from pathlib import Path\n"
            "from reader.playback.sources import LibVlcSource\n"
            "player = LibVlcSource(['--aout=pulse']).create()\n"
            "player.load(Path(sys.argv[1])); player.play()\n"
            "while player.sample().position_ms < 500: time.sleep(0.02)\n"
            "os.kill(int(sys.argv[2]), signal.SIGSTOP)\n"
            "player.seek(20_000); player.play(); player.devices()\n"
            "time.sleep(0.5); player.sample(); player.close(); print('over')\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(spoken), str(server._process.pid)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=25,  # libVLC itself would wait for thirty seconds
            check=False,
        )

        assert (done.returncode, done.stdout) == (0, "over\n")


def _signal(server: SoundServer, number: int) -> None:
    server._process.send_signal(number)
