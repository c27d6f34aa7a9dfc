"""Plain text of short timed lines.

They read `0:13 text`, as podcasts publish them, `[00:00.000 --> 00:02.000] text`, as Whisper
prints them, or have time and text on lines of their own, as copied from a video site. Where
speakers or whole paragraphs carry the times it is a page's transcript: the page formats read
those, turn by turn.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from reader.formats.pages.speaker_names import is_possible_name
from reader.formats.pages.timecodes import STAMP, milliseconds, resolution_ms
from reader.formats.source import Source
from reader.formats.speech.caption_file import check_pieces, episode_of, spoken_cue
from reader.formats.speech.timed_cues import TimedCue
from reader.model import EpisodeDraft

NAME = "timed lines"

_SAMPLE = 20_000
_FEWEST = 8  # lines: a few are as good to read as a page, one turn each
_FEWEST_RANGES = 2  # where each has an end as well
_LONGEST_USUAL = 200  # characters: longer ones are paragraphs
_SURE = 0.4  # more than any text is a page, less than plain Markdown
_WINDOW = 200
_LINE = re.compile(r"\S[^\n]*")
_TIMED = re.compile(rf"{STAMP}(?:\s*[-–—|:]\s+|\s+|$)(?P<text>.*)$")
_NAMED = re.compile(r"(?:[-–—]\s*)?(?P<name>[^:：]{1,60})[:：](?!\d)")
_SPOKEN_TIME = re.compile(r"(?:\d+ (?:hours?|minutes?|seconds?)(?:, )?){1,3}$")


def confidence(source: Source) -> float:
    """Claim text in which every line, or every other, begins with a time and none with a name."""
    whole = len(source.text) <= _SAMPLE
    lines = [found[0] for found in _LINE.finditer(source.text[:_SAMPLE])]
    lines = lines if whole else lines[:-1]
    heads = [_TIMED.match(line[:_WINDOW]) for line in lines]
    timed = [head for head in heads if head]
    fewest = _FEWEST_RANGES if all(head["end"] for head in timed) else _FEWEST
    if len(timed) < fewest or not heads[0] or not _rises(timed):
        return 0.0
    said = [line[head.start("text") :] for line, head in zip(lines, heads, strict=True) if head]
    beside = [line for line, head in zip(lines, heads, strict=True) if not head]
    if any(said):
        suits = len(beside) * 10 <= len(lines) and median(map(len, said)) <= _LONGEST_USUAL
        return _SURE if suits and not _are_named(said) else 0.0
    alternate = len(timed) - 1 <= len(beside) <= 2 * len(timed)
    return _SURE if alternate and not _are_named(beside) and not _repeat(beside) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the lines. Raise TranscriptError if none has text."""
    check_pieces(source)
    cues = list(_cues(source.text))
    finest = min((finest for _, finest in cues), default=1000)
    spoken = [spoken_cue(cue) for cue, _ in cues]
    return episode_of(source, spoken, NAME, EpisodeDraft("", resolution_ms=finest))


def _are_named(lines: list[str]) -> bool:
    found = [_NAMED.match(line[:_WINDOW]) for line in lines]
    return 5 * sum(1 for name in found if name and is_possible_name(name["name"])) >= len(lines)


def _repeat(lines: list[str]) -> bool:
    """Say whether lines come again, as names above turns do."""
    return 5 * (len(lines) - len(set(lines))) >= len(lines)


def _rises(timed: list[re.Match[str]]) -> bool:
    times = [milliseconds(found["time"]) for found in timed]
    falls = sum(1 for last, at in pairwise(times) if at < last)
    return falls * 20 <= len(times)


def _cues(text: str) -> Iterator[tuple[TimedCue, int]]:
    """Yield each time with the text up to the next, and how finely the time is given."""
    cue, finest = TimedCue(0, None), 1000
    for found in _LINE.finditer(text):
        timed = _TIMED.match(found[0])
        if timed:
            start_ms, end = milliseconds(timed["time"]), timed["end"]
            if cue.end_ms is None and start_ms >= cue.start_ms:
                cue.end_ms = start_ms
            yield cue, finest
            end_ms = milliseconds(end) if end else None
            cue = TimedCue(
                start_ms, end_ms if (end_ms or -1) >= start_ms else None, [timed["text"]]
            )
            finest = resolution_ms(timed["time"])
        elif not (_SPOKEN_TIME.match(found[0]) and cue.lines == [""]):
            cue.lines.append(found[0])
    yield cue, finest
