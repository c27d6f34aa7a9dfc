"""Measure how far the clock is from the sound: run by hand, `python -m tests.benchmarks.sync`.

A private PulseAudio server with a null sink is what the players play on, and its monitor is
recorded with the time of every chunk. The audio says by itself where it is: every quarter of a
second a burst of a tone whose pitch is a code for the place. For every burst in the recording
the clock's answer for that moment is compared with the place that the burst belongs to.

Needs ffmpeg, pulseaudio and parec; prints a line per player and format (positive: the clock is
ahead of the sound), and fails when a 95th percentile is beyond what the product promises.
"""

import argparse
import array
import bisect
import contextlib
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reader.playback.clock import PlaybackClock
from reader.playback.player import PlayerSource, PlayerState
from reader.playback.sources import LibVlcSource

RATE = 48000
BURST_EVERY_MS = 250
BURST_MS = 80
CODES = 40
TICK_S = 0.04
LOUD = 2500
BLOCK_S = 0.004  # PulseAudio renders, and hands over, so much at once: it sounds after that
GOAL_P95_MS = 40.0
GOAL_CPU = 0.03
SETTLING_S = 0.7  # after a seek; before that the sound of the old place may still be heard

ENCODERS: dict[str, tuple[str, list[str]]] = {
    "wav": ("wav", []),
    "mp3 cbr": ("mp3", ["-b:a", "96k"]),
    "mp3 vbr": ("mp3", ["-q:a", "5"]),
    "mp3 vbr, no xing": ("mp3", ["-q:a", "5", "-write_xing", "0", "-id3v2_version", "0"]),
    "m4a": ("m4a", ["-c:a", "aac", "-b:a", "96k"]),
    "opus": ("opus", ["-c:a", "libopus", "-b:a", "48k"]),
}


def code_frequency(code: int) -> int:
    """Return the pitch in Hz that stands for a code."""
    return 600 + 60 * code


def write_coded_audio(path: Path, seconds: int) -> None:
    """Write raw 16-bit mono sound at RATE: a coded burst every BURST_EVERY_MS."""
    silence = array.array("h", bytes(2 * RATE * (BURST_EVERY_MS - BURST_MS) // 1000))
    bursts = [_burst(code_frequency(code)) + silence for code in range(CODES)]
    with path.open("wb") as file:
        for index in range(seconds * 1000 // BURST_EVERY_MS):
            bursts[index % CODES].tofile(file)


def _burst(frequency: int) -> "array.array[int]":
    count = RATE * BURST_MS // 1000
    step = 2 * math.pi * frequency / RATE
    return array.array("h", (round(14000 * math.sin(step * index)) for index in range(count)))


def encode(raw: Path, folder: Path, name: str) -> Path:
    """Encode the raw sound the way `name` says."""
    suffix, options = ENCODERS[name]
    target = folder / f"{name.replace(' ', '_').replace(',', '')}.{suffix}"
    source = ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", str(raw)]
    command = ["ffmpeg", "-y", "-nostdin", "-loglevel", "error", *source, *options, str(target)]
    subprocess.run(command, check=True)
    return target


def encoder_delay_ms(path: Path) -> float:
    """Return how late the sound is in the file itself, as FFmpeg decodes it.

    An MP3 without a Xing header cannot say that its encoder put silence before the sound, so
    every player, and whoever timed a transcript by the file, hears it that much later.
    """
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-i", str(path), "-t", "3"]
    command += ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-"]
    decoded = subprocess.run(command, check=True, capture_output=True).stdout
    start, code = next(find_bursts(array.array("h", decoded)))
    return start * 1000 / RATE - code * BURST_EVERY_MS


@contextlib.contextmanager
def sound_server(folder: Path) -> Iterator[None]:
    """Run a PulseAudio server of our own with a sink that plays into nothing."""
    socket = folder / "pulse.sock"
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += ["--disable-shm=yes", "--realtime=no", "--high-priority=no"]
    command += ["-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
    command += ["-L", f"module-null-sink sink_name=ears rate={RATE} channels=1 norewinds=1"]
    environment = os.environ | {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        while not socket.exists():
            time.sleep(0.05)
        os.environ["PULSE_SERVER"] = f"unix:{socket}"
        yield
    finally:
        server.terminate()
        server.wait()


class Ears:
    """Records what the sink plays, and when."""

    def __init__(self) -> None:
        command = ["parec", "--device=ears.monitor", "--raw", "--format=s16le", "--channels=1"]
        command += [f"--rate={RATE}", "--latency-msec=4", "--process-time-msec=2"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        self._data = bytearray()
        self._starts_s = math.inf
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while chunk := os.read(self._process.stdout.fileno(), 65536):
            now = time.monotonic()
            self._data += chunk
            # The chunk that was delayed least tells best when the recording began.
            began_s = now - len(self._data) / 2 / RATE + BLOCK_S
            self._starts_s = min(self._starts_s, began_s)

    def close(self) -> list[tuple[float, int]]:
        """Stop, and return the bursts heard: when each began, and its code."""
        self._process.terminate()
        self._thread.join()
        self._process.wait()
        sound = array.array("h", bytes(self._data[: len(self._data) // 2 * 2]))
        return [(self._starts_s + start / RATE, code) for start, code in find_bursts(sound)]


def find_bursts(sound: "array.array[int]") -> Iterator[tuple[int, int]]:
    """Yield where each burst begins, in samples, and its code."""
    block, quiet, at = RATE // 2000, RATE // 20, 0
    quiet_for = 0
    while at < len(sound) - RATE // 10:
        loud = max(sound[at : at + block]) > LOUD
        if loud and quiet_for >= quiet:
            first = next(i for i in range(at, at + block) if sound[i] > LOUD // 2)
            code = _code_of(sound[first + RATE // 100 : first + RATE // 20])
            if code is not None:
                yield first, code
        quiet_for = 0 if loud else quiet_for + block
        at += block


def _code_of(burst: "array.array[int]") -> int | None:
    """Tell a burst's pitch by its rises through zero."""
    rises = [i for i in range(1, len(burst)) if burst[i - 1] < 0 <= burst[i]]
    if len(rises) < 3:
        return None
    frequency = (len(rises) - 1) * RATE / (rises[-1] - rises[0])
    code = round((frequency - code_frequency(0)) / 60)
    return code if 0 <= code < CODES else None


@dataclass
class Log:
    """What the clock said, and when it was left alone."""

    times_s: list[float] = field(default_factory=list)
    positions_ms: list[int] = field(default_factory=list)
    disturbed_s: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def position_at(self, at_s: float) -> float | None:
        """Interpolate between two ticks; None near a seek or outside."""
        index = bisect.bisect(self.times_s, at_s)
        if not 0 < index < len(self.times_s):
            return None
        if any(-0.05 < at_s - when < SETTLING_S for when in self.disturbed_s):
            return None
        before, after = self.times_s[index - 1], self.times_s[index]
        share = (at_s - before) / (after - before)
        start, end = self.positions_ms[index - 1], self.positions_ms[index]
        return start + (end - start) * share


@dataclass(frozen=True)
class Plan:
    """How a file is listened to."""

    seconds: float
    seeks: int
    rate: float
    length_s: int  # of the audio


def listen_along(source: PlayerSource, path: Path, plan: Plan) -> Log:
    """Play a file the way the window does, with some random plan.seeks, and log the clock."""
    log, chance = Log(), random.Random(7)  # noqa: S311
    player, clock = source.create(), PlaybackClock()
    player.set_rate(plan.rate)
    player.load(path)
    source.wait(0.3)
    player.play()
    start_s, start_cpu = time.monotonic(), time.thread_time()
    clock.set_rate(plan.rate, start_s)
    log.disturbed_s.append(start_s)
    next_seek_s = start_s + plan.seconds / (plan.seeks + 1)
    while (now := time.monotonic()) < start_s + plan.seconds:
        sample = player.sample()
        if sample.state is not PlayerState.PLAYING:
            sys.exit(f"{player.name}: {sample}")
        clock.update(sample)
        log.times_s.append(now)
        log.positions_ms.append(clock.position_at(now))
        if now >= next_seek_s:
            target_ms = chance.randrange(0, int(plan.length_s - plan.seconds * plan.rate) * 1000)
            player.seek(target_ms)
            clock.seek(target_ms, time.monotonic())
            log.disturbed_s.append(now)
            next_seek_s += plan.seconds / (plan.seeks + 1)
        source.wait(TICK_S)
    log.cpu = (time.thread_time() - start_cpu) / (time.monotonic() - start_s)
    player.close()
    return log


def errors_ms(bursts: list[tuple[float, int]], log: Log, delay_ms: float = 0.0) -> list[float]:
    """Return clock minus heard for each burst; codes repeat, the nearest place is meant."""
    errors = []
    cycle_ms = CODES * BURST_EVERY_MS
    for heard_s, code in bursts:
        position_ms = log.position_at(heard_s)
        if position_ms is not None:
            error = (position_ms - delay_ms - code * BURST_EVERY_MS) % cycle_ms
            errors.append(error - cycle_ms if error > cycle_ms / 2 else error)
    return errors


@dataclass(frozen=True)
class Result:
    """One line of the table; all in ms but `cpu`, a share of a core."""

    player: str
    audio: str
    bursts: int
    bias: float
    p50: float
    p95: float
    worst: float
    cpu: float

    @property
    def is_good(self) -> bool:
        """Whether the product's promise holds."""
        return self.bursts > 0 and self.p95 <= GOAL_P95_MS and self.cpu <= GOAL_CPU


def summarise(player: str, audio: str, errors: list[float], cpu: float) -> Result:
    """Reduce the errors to the few numbers that matter."""
    size = sorted(abs(error) for error in errors) or [math.nan]
    signed = sorted(errors) or [math.nan]

    def part(share: float) -> float:
        return round(size[min(int(len(size) * share), len(size) - 1)], 1)

    bias = round(signed[len(signed) // 2], 1)
    return Result(player, audio, len(errors), bias, part(0.5), part(0.95), part(1), round(cpu, 4))


def sources(names: list[str]) -> list[PlayerSource]:
    """Return the wanted sources that work here."""
    from ui.playing.qt_player import QtSource

    every: list[PlayerSource] = [LibVlcSource(["--aout=pulse"]), QtSource()]
    return [source for source in every if source.name in names and source.problem() is None]


def main() -> int:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--players", nargs="*", default=["libvlc", "qt"])
    parser.add_argument("--formats", nargs="*", default=list(ENCODERS))
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--length", type=int, default=120, help="of the audio, in seconds")
    parser.add_argument("--seeks", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for tool in ("ffmpeg", "pulseaudio", "parec"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} was not found; install it to measure.")
    plan = Plan(options.seconds, options.seeks, options.rate, options.length)
    results = []
    with tempfile.TemporaryDirectory() as name, sound_server(Path(name)):
        raw = Path(name) / "coded.raw"
        write_coded_audio(raw, options.length)
        for source in sources(options.players):
            for audio in options.formats:
                path = encode(raw, Path(name), audio)
                ears = Ears()
                log = listen_along(source, path, plan)
                errors = errors_ms(ears.close(), log, encoder_delay_ms(path))
                result = summarise(source.name, audio, errors, log.cpu)
                results.append(result)
                show(result, as_json=options.json)
    return 0 if all(result.is_good for result in results) else 1


def show(result: Result, *, as_json: bool) -> None:
    """Print one result."""
    if as_json:
        print(json.dumps(vars(result)), flush=True)
        return
    print(
        f"{result.player:7} {result.audio:17} {result.bursts:4} bursts  bias {result.bias:+7.1f}"
        f"  p50 {result.p50:6.1f}  p95 {result.p95:6.1f}  max {result.worst:7.1f} ms"
        f"  cpu {result.cpu:.1%}{'' if result.is_good else '  BEYOND THE GOAL'}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
