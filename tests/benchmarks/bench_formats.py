"""Measure how fast caption files are read, against a library that reads the same ones."""

import random
import sys

import webvtt as webvtt_py
from _figures import Figure, note, report, timed_ms

from reader.formats import Source, read

SEED = 20
SIZE = 2**20
LIMIT_RATIO = 3
WORDS = ("the", "bees", "and", "a", "hive", "with", "honey", "in", "rain", "we", "talk", "about")


def clock(at_ms: int) -> str:
    """Write a time as WebVTT has it."""
    minutes, rest = divmod(at_ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def captions(payload: str) -> str:
    """Write a WebVTT file of SIZE; `payload` is filled with a `voice` and two lines of words."""
    chance = random.Random(SEED)  # noqa: S311 - the same text in every run
    parts, length, at_ms = ["WEBVTT"], 0, 0
    while length < SIZE:
        until_ms = at_ms + chance.randint(1500, 5000)
        first, second = (" ".join(chance.choices(WORDS, k=8)) for _ in range(2))
        said = payload.format(voice=chance.choice(["Ines", "Tobias"]), first=first, second=second)
        parts.append(f"{clock(at_ms)} --> {clock(until_ms)}\n{said}")
        length += len(parts[-1]) + 2
        at_ms = until_ms
    return "\n\n".join(parts) + "\n"


def measured(what: str, payload: str) -> Figure:
    """Time both readers on one file, the decoding of its bytes included."""
    data = captions(payload).encode()
    ours_ms = timed_ms(lambda: read(Source("captions.vtt", data)))
    theirs_ms = timed_ms(lambda: webvtt_py.from_string(data.decode()))
    note(f"{what}: {ours_ms:.0f} ms, webvtt-py {theirs_ms:.0f} ms")
    return Figure(what, ours_ms, against="webvtt-py", baseline=theirs_ms, limit_ratio=LIMIT_RATIO)


def main() -> int:
    """Print the section and return the exit status."""
    figures = [
        measured("1 MB of WebVTT: lines", "{first}\n{second}."),
        measured("1 MB of WebVTT: voices", "<v {voice}>{first}\n{second}.</v>"),
        measured("1 MB of WebVTT: names before colons", "{voice}: {first}\n{second}."),
    ]
    remark = (
        f"From bytes to turns and cues, the format recognised among all; text generated from the "
        f"seed {SEED}. webvtt-py only parses its captions."
    )
    return report("Reading captions", remark, figures)


if __name__ == "__main__":
    sys.exit(main())
