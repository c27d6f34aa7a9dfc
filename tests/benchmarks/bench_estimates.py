"""How near the estimates of sentences' starts are to the truth: by length alone, from the sound.

The demo's word times are known, and those of conversations spoken by Flite and eSpeak NG; both
are given to the program as pages are: turns' starts, cut to the second, and nothing else.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from _figures import Figure, note, report
from _talks import HABITS, offsets_of, record

from reader.model import Turn
from reader.timing.settling import settle_turns
from reader.timing.timeline import Timeline

MINUTES = 10.0
MEDIAN_LIMIT_S, P95_LIMIT_S = 0.35, 1.5
REMARK = (
    f"Distance of each sentence's estimated start from the true one, of the demo and of "
    f"conversations of {MINUTES:g} minutes each; the baseline is the estimate by the text's length "
    "alone. Turns' starts are cut to the second."
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One recording: its turns as a page gives them, and the true start of some sentences."""

    name: str
    path: Path
    turns: tuple[Turn, ...]
    truth: Sequence[tuple[int, int, int]]  # turn, offset in its text, start_ms


def main() -> int:
    """Measure; return the exit status."""
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication.instance() or QCoreApplication([])
    with TemporaryDirectory() as folder:
        status = report("Estimates from the sound", REMARK, list(_measured(Path(folder))))
    del application
    return status


def _measured(folder: Path) -> Iterator[Figure]:
    everything: list[tuple[list[float], list[float]]] = []
    heard_s = spent_s = 0.0
    for heard in _recordings(folder):
        began_s = time.perf_counter()
        by_length, by_sound, length_s = _errors(heard)
        spent_s += time.perf_counter() - began_s
        heard_s += length_s
        everything.append((by_length, by_sound))
        yield from _figures(heard.name, by_length, by_sound)
    whole = [list(chain.from_iterable(parts)) for parts in zip(*everything, strict=True)]
    yield from _figures("all", *whole)
    yield Figure("Listening to an hour of it", 3600 * spent_s / heard_s, unit="s")


def _figures(name: str, by_length: list[float], by_sound: list[float]) -> Iterator[Figure]:
    note(f"{name}: {len(by_sound)} sentences")
    for what, percent, limit in (
        ("median", 50, MEDIAN_LIMIT_S),
        ("95th percentile", 95, P95_LIMIT_S),
    ):
        yield Figure(
            f"{name}, {what}",
            float(np.percentile(by_sound, percent)),
            unit="s",
            against="by length",
            baseline=float(np.percentile(by_length, percent)),
            limit=limit,
            limit_ratio=1.0,
        )


def _errors(heard: Heard) -> tuple[list[float], list[float], float]:
    """Return the distances in seconds, by length and by sound, and how long the sound is."""
    from reader.sound.cutting import fit_beside
    from reader.sound.energy import FRAME_MS, EnergyMeter
    from ui.sync.qt_sound import QtSoundReader

    meter = EnergyMeter()
    for block in QtSoundReader().blocks(heard.path):
        meter.add(block)
    levels = meter.levels()
    found = fit_beside(heard.turns, levels, ())
    fitted = [
        replace(turn, start_ms=starts[0], estimates=starts) if starts else turn
        for turn, starts in zip(heard.turns, found, strict=True)
    ]
    by_length = _distances(Timeline(heard.turns), heard)
    return by_length, _distances(Timeline(fitted), heard), len(levels) * FRAME_MS / 1000


def _distances(timeline: Timeline, heard: Heard) -> list[float]:
    distances = []
    for turn, offset, start_ms in heard.truth:
        starts = {s.start: s.start_ms for s in timeline.sentences(turn)}
        if offset in starts:
            distances.append(abs(starts[offset] - start_ms) / 1000)
    return distances


def _recordings(folder: Path) -> Iterator[Heard]:
    yield _demo()
    for habit in HABITS:
        try:
            talk = record(habit, folder, MINUTES)
        except OSError as error:
            note(f"{habit.name}: cannot be spoken here ({error})")
            continue
        truth = [
            (turn, offset, at)
            for turn, starts in enumerate(talk.starts_ms)
            for offset, at in zip(offsets_of(talk, turn), starts, strict=True)
        ]
        yield Heard(habit.name, talk.path, settle_turns(talk.drafts, talk.length_ms), truth)


def _demo() -> Heard:
    from importlib.resources import as_file

    from _window import temporary_library

    from reader.demo import add_demo
    from resources import resource

    times = json.loads(resource("demo", "times.json").read_text(encoding="utf-8"))
    with temporary_library() as library, as_file(resource("demo", "episode.opus")) as path:
        turns = library.episode(add_demo(library).imported[0].id).turns
    truth = []
    for number, (turn, heard) in enumerate(zip(turns, times["turns"], strict=True)):
        after = 0
        for sentence in heard["sentences"]:
            offset = turn.text.index(sentence["text"], after)
            truth.append((number, offset, sentence["start_ms"]))
            after = offset + len(sentence["text"])
    return Heard("the demo", path, turns, truth)


if __name__ == "__main__":
    sys.exit(main())
