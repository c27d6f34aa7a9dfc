"""Measure what is heard of silences that are shortened: tones between them, played and recorded.

A private sound server is recorded while players go on over the silences as in the window.
"""

import os
import sys
import time
import wave
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from _ears import Ears
from _figures import Figure, note, report
from _listening import DEVICE, sources
from _window import application
from numpy.typing import NDArray

from reader.listening.silences import Shortener, Silence
from reader.playback.clock import PlaybackClock
from reader.playback.player import PlayerSource, PlayerState
from tests.audio_files import KINDS, About, encode
from tests.coded_sound import RATE, missing_tools
from tests.reader.playback.sound_server import SoundServer

TITLE = "Shortened silences"
FORMATS = ("wav", "mp3-vbr", "m4a", "opus", "flac")
PLAYERS = {"libvlc": "libVLC", "qt": "Qt"}
TONE_MS, SILENCE_MS, TONES = 1200, 2000, 11
TICK_S = 0.04
BEFORE_S, PATIENCE_S = 0.4, 90.0
LOUD = 0.05
BLOCK_MS = 2
ONE_TONE_MS = 30  # shorter gaps are within a tone
WHOLE_MS = 10.0  # what a tone may have lost
BROKEN_LIMIT_PERCENT = 5.0
HEARD_LIMIT_RATIO = 0.35
REMARK = (
    f"{TONES} tones of {TONE_MS / 1000:g} s with silences of {SILENCE_MS / 1000:g} s between them, "
    f"played by each player as {', '.join(FORMATS)}, with the sound sent on as in the window, and "
    "recorded from a private PulseAudio server. The first tone is left out: it tells how a player "
    "begins with a file. A player's sound drops out by itself where others take every core."
)


def main() -> int:
    """Print the section and return the exit status."""
    if missing := missing_tools("ffmpeg", "pulseaudio", "parec"):
        print(f"## {TITLE}\n\nNot measured: {', '.join(missing)} not found on this machine.")
        return 0
    application()
    figures: list[Figure] = []
    with TemporaryDirectory() as name, SoundServer(Path(name), {DEVICE: "Ears"}) as server:
        os.environ["PULSE_SERVER"] = server.address
        files = [_encoded(Path(name), kind) for kind in FORMATS]
        for player, source in sources().items():
            if source.problem() is None:
                figures += measure(PLAYERS[player], source, files)
    return report(TITLE, REMARK, figures)


def measure(name: str, source: PlayerSource, files: list[Path]) -> list[Figure]:
    """Return what one player was heard to do; takes twenty seconds a file."""
    lost_ms: list[float] = []
    rests_ms: list[int] = []
    for path in files:
        tones = tones_in(listen(source, path))
        lost = [float(TONE_MS - (end - start)) for start, end in tones[1:]]
        rests = [after[0] - before[1] for before, after in pairwise(tones)]
        note(f"{name}, {path.name}: {len(tones)} tones, at most {max(lost, default=0):.0f} ms lost")
        lost_ms += lost
        rests_ms += rests
    return [
        Figure(
            f"{name}: tones that lost more than {WHOLE_MS:g} ms",
            100 * sum(lost > WHOLE_MS for lost in lost_ms) / len(lost_ms),
            unit="%",
            limit=BROKEN_LIMIT_PERCENT,
        ),
        Figure("– a tone has lost, median", median(lost_ms)),
        Figure("– at most", max(lost_ms)),
        Figure(
            "– of a silence is heard, median",
            median(rests_ms),
            against="as recorded",
            baseline=SILENCE_MS,
            limit_ratio=HEARD_LIMIT_RATIO,
        ),
        Figure("– at most", max(rests_ms)),
    ]


def _encoded(folder: Path, kind: str) -> Path:
    suffix, options = KINDS[kind]
    tones = folder / "tones.wav"
    if not tones.exists():
        write_tones(tones)
    path = folder / f"{kind}{suffix}"
    return tones if kind == "wav" else encode(tones, path, options, About())


def write_tones(path: Path) -> None:
    """Write 16-bit mono sound at RATE: tones that rise, and faint noise throughout."""
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
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((sound * 32767).astype("<i2").tobytes())


def silences() -> list[Silence]:
    """Return where the tones are not, but for the silence after the last."""
    step = TONE_MS + SILENCE_MS
    return [Silence(i * step + TONE_MS, (i + 1) * step) for i in range(TONES - 1)]


def listen(source: PlayerSource, path: Path) -> NDArray[np.float64]:
    """Play a file to the end of its tones the way the window does; return what was heard."""
    player, clock, shortener = source.create(), PlaybackClock(), Shortener(silences())
    player.load(path)
    source.wait(BEFORE_S)
    ears = Ears(DEVICE)
    player.play()
    position_ms, given_up_s = 0, time.monotonic() + PATIENCE_S
    while position_ms < TONES * (TONE_MS + SILENCE_MS) - SILENCE_MS // 2:
        sample, now = player.sample(), time.monotonic()
        if sample.state is not PlayerState.PLAYING or now > given_up_s:
            sys.exit(f"{player.name}: {sample}")
        clock.update(sample)
        position_ms = clock.position_at(now)
        to_ms = shortener.at(position_ms, 1.0, now)
        if to_ms is not None:
            player.seek(to_ms)
            clock.seek(to_ms, now)
        source.wait(TICK_S)
    player.close()
    return ears.sound() / 32768


def tones_in(sound: NDArray[np.float64]) -> list[tuple[int, int]]:
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


if __name__ == "__main__":
    sys.exit(main())
