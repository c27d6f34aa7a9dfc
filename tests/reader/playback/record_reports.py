"""Record how real players report their position: `python -m tests.reader.playback.record_reports`.

A sound server of our own is recorded while they play words that can be told from each other, so
that for every report it is known how far it was from what was heard. What is found is kept beside
this script, for the simulated hours of `test_ten_hours.py`. Needs ffmpeg, pulseaudio and parec.
"""

import json
import os
import sys
import time
from itertools import count, pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from reader.playback.player import Player, PlayerSource, PlayerState, Sample
from reader.playback.sources import LibVlcSource
from tests.audio_files import KINDS, About, encode
from tests.benchmarks._ears import Ears
from tests.coded_sound import (
    WORD_EVERY_MS,
    HeardWord,
    coding_delay_ms,
    missing_tools,
    write_words,
)
from tests.reader.playback.sound_server import SoundServer
from ui.playing.qt_player import QtSource

KEPT = Path(__file__).with_name("recorded_reports.json")
SPEEDS = (0.75, 1.0, 2.0)
RECORDED = (
    ("libVLC", "mp3-cbr"),
    ("libVLC", "opus"),
    ("libVLC", "flac"),
    ("Qt", "mp3-cbr"),
    ("Qt", "flac"),
)
WORDS, START_MS, PLAYED_S = 240, 7_777, 8.0
OPENED_S = 0.5


def main() -> int:
    """Record all of them; return the exit status."""
    if missing := missing_tools("ffmpeg", "pulseaudio", "parec"):
        sys.exit(f"{', '.join(missing)} not found; install it to record.")
    recordings = []
    with TemporaryDirectory() as name, SoundServer(Path(name), {"ears": "Ears"}) as server:
        os.environ["PULSE_SERVER"] = server.address
        words = write_words(Path(name) / "words.wav", WORDS)
        for player, kind in RECORDED:
            suffix, options = KINDS[kind]
            path = encode(words, Path(name) / f"{kind}{suffix}", options, About())
            for speed in SPEEDS:
                reports = next(
                    filter(None, (record(_source(player), path, speed) for _ in count()))
                )
                about = {"player": player, "audio": kind, "speed": speed}
                recordings.append({**about, "reports": reports})
                print(player, kind, speed, len(reports), file=sys.stderr)
    lines = ",\n".join(json.dumps(recording) for recording in recordings)
    KEPT.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return 0


def record(source: PlayerSource, path: Path, speed: float) -> list[list[int]]:
    """Return for each report: ms since the one before, and ms of audio ahead of the sound.

    Nothing, where the machine stood still meanwhile.
    """
    player = source.create()
    ears = Ears("ears")
    player.set_rate(speed)
    player.load(path, START_MS)
    source.wait(OPENED_S)
    player.play()
    samples = _samples(player, source)
    player.close()
    words = ears.close(speed)
    if ears.standstills:
        return []
    began_ms = _began_ms(words, speed, coding_delay_ms(path))
    told = [(s.at_s, s.position_ms - began_ms - s.at_s * speed * 1000) for s in samples]
    return [
        [round((at_s - before_s) * 1000), round(ahead_ms)]
        for (before_s, _), (at_s, ahead_ms) in pairwise(told)
    ]


def _source(player: str) -> PlayerSource:
    return LibVlcSource(["--aout=pulse"]) if player == "libVLC" else QtSource()


def _samples(player: Player, source: PlayerSource) -> list[Sample]:
    """Return the samples with news, from when it sounds."""
    samples: list[Sample] = []
    end_s = time.monotonic() + PLAYED_S
    while time.monotonic() < end_s:
        source.wait(0.005)
        sample = player.sample()
        moved = sample.state is PlayerState.PLAYING and sample.position_ms > START_MS
        if moved and (not samples or sample.position_ms != samples[-1].position_ms):
            samples.append(sample)
    return samples


def _began_ms(words: list[HeardWord], speed: float, delay_ms: float) -> float:
    """Return the place that would have been heard at 0 of the clock."""
    return median(
        word.number * WORD_EVERY_MS + delay_ms - word.began_s * speed * 1000 for word in words
    )


if __name__ == "__main__":
    sys.exit(main())
