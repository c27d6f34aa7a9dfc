"""Measure whether the word marked is the word heard: players recorded while the window follows.

Each child runs a sound server of its own, plays one kind of file in the real window at three
speeds, with random seeks, and compares what its sound server played with what was painted.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from _figures import Figure, note, report
from _listening import WORDS, as_json, from_json, listen, sources

from tests.audio_files import KINDS, About, encode
from tests.coded_sound import missing_tools, write_words
from tests.hearing_along import Listening

TITLE = "The word shown is the word heard"
SPEEDS = (0.75, 1.0, 2.0)
SEEKS = 50
FORMATS = ("wav", "mp3-cbr", "mp3-vbr", "mp3-vbr-bare", "m4a", "opus", "vorbis", "flac")
PLAYERS = {"libvlc": "libVLC", "qt": "Qt"}
LIMIT_P95_MS = 60.0
LIMIT_CLOCK_P95_MS = 40.0
LIMIT_MISSED_PERCENT = 1.0
NEVER_MS = 10_000.0  # how late a mark counts that never came
AT_ONCE = os.cpu_count() or 1  # more of them disturb each other


@dataclass(frozen=True, slots=True)
class Heard:
    """What one player with one kind of file was heard to do, by speed."""

    player: str
    kind: str
    listenings: list[Listening]


def main() -> int:
    """Listen as a child if told so; else measure and return the exit status."""
    if len(sys.argv) == 5:
        player, path, speeds, seeks = sys.argv[1:]
        found = listen(player, Path(path), [float(speed) for speed in speeds.split()], int(seeks))
        print(as_json(found))
        return 0
    players, left_out = _players()
    if not players:
        print(f"## {TITLE}\n\n{left_out}")
        return 0
    began_s = time.monotonic()
    found = measure(players)
    minutes = (time.monotonic() - began_s) / 60
    remark = f"{left_out} {_explanation(minutes)}".strip()
    return report(TITLE, f"{remark}\n\n{table(found)}", figures(found))


def _players() -> tuple[list[str], str]:
    """Return the players that can be listened to, and a sentence about what cannot be."""
    if missing := missing_tools("ffmpeg", "pulseaudio", "parec"):
        return [], f"Not measured: {', '.join(missing)} not found on this machine."
    working = [name for name, source in sources().items() if source.problem() is None]
    idle = [PLAYERS[name] for name in PLAYERS if name not in working]
    return working, f"Left out: {', '.join(idle)}, not working on this machine." if idle else ""


def measure(players: list[str]) -> list[Heard]:
    """Listen to every kind of file on every player; takes 22 minutes on two cores."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        files = dict(_files(Path(folder)))
        wanted = [(player, kind) for kind in FORMATS for player in players]
        return list(pool.map(lambda job: _listen(*job, files[job[1]]), wanted))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    words = write_words(folder / "words.wav", WORDS)
    for kind in FORMATS:
        suffix, options = KINDS[kind]
        path = folder / f"{kind}{suffix}"
        yield kind, words if kind == "wav" else encode(words, path, options, About())


def _listen(player: str, kind: str, path: Path) -> Heard:
    speeds = " ".join(map(str, SPEEDS))
    command = [sys.executable, __file__, player, str(path), speeds, str(SEEKS)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found = Heard(player, kind, from_json(ended.stdout))
    note(row(found))
    return found


def _explanation(minutes: float) -> str:
    return (
        f"A private PulseAudio server is recorded while the window plays {WORDS} words that can "
        f"be told from each other, a quarter of a second apart, with {SEEKS} random seeks at each "
        f"speed, about one a second; {AT_ONCE} at once, {minutes:.0f} minutes. For every word that "
        "began to be heard: how long after that its mark had been painted (negative: before). A "
        "mark that never came counts as ten seconds late. Seeks during which the machine itself "
        "stood still for more than a twentieth of a second are left out, and told.\n\n"
        "Per speed: median / 95th percentile of the size / worst, in ms; how many changes were "
        "seen of those due, and how many wrong ones."
    )


# What is told


def table(found: list[Heard]) -> str:
    """Return a row for every player and kind of file."""
    speeds = " | ".join(f"{speed:g}×" for speed in SPEEDS)
    head = f"| Player, format | {speeds} |\n|-|{'-|' * len(SPEEDS)}"
    return "\n".join([head, *(row(heard) for heard in found)])


def row(heard: Heard) -> str:
    """Return one row."""
    cells = " | ".join(_cell(listening) for listening in heard.listenings)
    return f"| {PLAYERS[heard.player]}, {heard.kind} | {cells} |"


def _cell(listening: Listening) -> str:
    late = _late([listening])
    size = [abs(ms) for ms in late]
    seen = f"{len(listening.late)} of {len(late)}"
    wrong = f", {listening.wrong} wrong" if listening.wrong else ""
    wrong += f", {listening.disturbed} seeks left out" if listening.disturbed else ""
    middle = _percentile(late, 50)
    return f"{middle:+.0f} / {_percentile(size, 95):.0f} / {max(size):.0f}; {seen}{wrong}"


def figures(found: list[Heard]) -> list[Figure]:
    """Return what there are limits for, by player."""
    lines = []
    for player in dict.fromkeys(heard.player for heard in found):
        own = [heard for heard in found if heard.player == player]
        lines += _figures(PLAYERS[player], [one for heard in own for one in heard.listenings])
    return lines


def _figures(name: str, found: list[Listening]) -> list[Figure]:
    late = _late(found)
    marked = [ms for one in found for ms in one.marked]
    sounded = [ms for one in found for ms in one.sounded]
    due = len(late)
    undue = sum(one.never + one.wrong for one in found)
    worst = max(_size_p95(_late([one])) for one in found)
    clock = [abs(ms) for one in found for ms in one.clock]
    return [
        Figure(f"{name}: mark and sound apart, 95 of 100", _size_p95(late), limit=LIMIT_P95_MS),
        Figure("– the format and speed that is worst at it", worst, limit=LIMIT_P95_MS),
        Figure(
            f"– never marked, or wrongly, of {due} changes",
            100 * undue / due,
            unit="%",
            limit=LIMIT_MISSED_PERCENT,
        ),
        Figure(
            "– clock and sound apart, 95 of 100", _percentile(clock, 95), limit=LIMIT_CLOCK_P95_MS
        ),
        Figure("– from a seek to the mark at the new place, 95 of 100", _percentile(marked, 95)),
        Figure("– from a seek to the sound of the new place, median", _percentile(sounded, 50)),
        Figure(
            "– the window's thread, of a core",
            100 * sum(one.share for one in found) / len(found),
            unit="%",
        ),
    ]


def _late(found: list[Listening]) -> list[float]:
    return [ms for one in found for ms in [*one.late, *[NEVER_MS] * one.never]]


def _size_p95(values: list[float]) -> float:
    return _percentile([abs(value) for value in values], 95)


def _percentile(values: list[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)] if ordered else NEVER_MS


if __name__ == "__main__":
    sys.exit(main())
