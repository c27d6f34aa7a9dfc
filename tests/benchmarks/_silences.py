"""Measure what is heard of silences that are shortened: `python -m tests.benchmarks._silences`.

Run by hand, as `tests.benchmarks.sync` is, with the same sound server: tones with silences between
them are played as the window plays them, with the sound sent on by a `Shortener`, and recorded.
Prints a line a player and format: how long the silences are that are heard, and how much the
tones have lost. Fails when one has lost more than a click.
"""

import argparse
import array
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from tests.benchmarks.sync import ENCODERS, RATE, Ears, encode, sound_server, sources

from reader.listening.silences import Shortener, Silence
from reader.playback.clock import PlaybackClock
from reader.playback.player import PlayerSource, PlayerState

TONE_MS, SILENCE_MS, TONES = 1200, 2000, 16
TICK_S = 0.04
LOUD = 0.05
BLOCK_MS = 2
ONE_TONE_MS = 30  # shorter gaps are within a tone
LOST_AT_MOST_MS = 10

Sound = NDArray[np.float64]


def write_tones(path: Path) -> None:
    """Write raw 16-bit mono sound at RATE: tones that rise, and faint noise throughout."""
    times = np.arange(RATE * TONE_MS // 1000) / RATE
    ramp = np.minimum(1, np.minimum(times, times[-1] - times) / 0.005)
    rest = np.zeros(RATE * SILENCE_MS // 1000)
    parts = [
        part
        for index in range(TONES)
        for part in (0.4 * np.sin(2 * np.pi * (400 + 40 * index) * times) * ramp, rest)
    ]
    sound = np.concatenate(parts)
    sound += np.random.default_rng(1).normal(0, 0.002, len(sound))
    array.array("h", (sound * 32767).astype(np.int16).tolist()).tofile(path.open("wb"))


def silences() -> list[Silence]:
    """Return where the tones are not, but for the silence after the last."""
    step = TONE_MS + SILENCE_MS
    return [Silence(i * step + TONE_MS, (i + 1) * step) for i in range(TONES - 1)]


def listen(source: PlayerSource, path: Path, rate: float) -> Sound:
    """Play a file to the end of its tones the way the window does; return what was heard."""
    player, clock, shortener = source.create(), PlaybackClock(), Shortener(silences())
    player.set_rate(rate)
    player.load(path)
    source.wait(0.4)
    ears = Recorder()
    player.play()
    clock.set_rate(rate, time.monotonic())
    position_ms = 0
    while position_ms < TONES * (TONE_MS + SILENCE_MS) - SILENCE_MS // 2:
        sample = player.sample()
        if sample.state is not PlayerState.PLAYING:
            sys.exit(f"{player.name}: {sample}")
        clock.update(sample)
        position_ms = clock.position_at(time.monotonic())
        to_ms = shortener.at(position_ms, rate, time.monotonic())
        if to_ms is not None:
            player.seek(to_ms)
            clock.seek(to_ms, time.monotonic())
        source.wait(TICK_S)
    player.close()
    return ears.sound()


class Recorder(Ears):
    """Records what the sink plays."""

    def sound(self) -> Sound:
        """Stop, and return what was heard."""
        self.close()
        heard = bytes(self._data[: len(self._data) // 2 * 2])
        return np.frombuffer(heard, "<i2").astype(np.float64) / 32768


def tones_in(sound: Sound) -> list[tuple[int, int]]:
    """Return where tones begin and end, in ms."""
    size = RATE * BLOCK_MS // 1000
    blocks = sound[: len(sound) // size * size].reshape(-1, size)
    is_loud = np.sqrt((blocks**2).mean(axis=1)) > LOUD
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_loud.astype(np.int8), [0]))))
    tones: list[tuple[int, int]] = []
    for start, end in (edges.reshape(-1, 2) * BLOCK_MS).tolist():
        if tones and start - tones[-1][1] < ONE_TONE_MS:
            tones[-1] = (tones[-1][0], end)
        else:
            tones.append((start, end))
    return tones


def report(name: str, sound: Sound, rate: float) -> bool:
    """Print what was heard; return whether the tones between silences were whole."""
    tones = tones_in(sound)
    rests = [after[0] - before[1] for before, after in pairwise(tones)]
    # The first one tells how a player begins with a file, not how it goes on.
    lost = [TONE_MS / rate - (end - start) for start, end in tones[1:]]
    whole = len(tones) == TONES and max(lost) <= LOST_AT_MOST_MS
    print(
        f"{name:28} {len(tones)} tones  silences {min(rests)} to {max(rests)} ms, "
        f"median {median(rests):.0f}  lost at most {max(lost):.0f} ms"
        f"{'' if whole else '  NOT WHOLE'}",
        flush=True,
    )
    return whole


def main() -> int:
    """Run the measurements and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--players", nargs="*", default=["libvlc", "qt"])
    parser.add_argument("--formats", nargs="*", default=list(ENCODERS))
    parser.add_argument("--rate", type=float, default=1.0)
    options = parser.parse_args()
    whole = True
    with tempfile.TemporaryDirectory() as name, sound_server(Path(name)):
        raw = Path(name) / "tones.raw"
        write_tones(raw)
        for source in sources(options.players):
            for audio in options.formats:
                sound = listen(source, encode(raw, Path(name), audio), options.rate)
                whole &= report(f"{source.name} {audio} {options.rate:g}×", sound, options.rate)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
