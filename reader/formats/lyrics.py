"""LRC lyrics: `[00:12.34]text`, with a time for each word where a line has `<00:12.50>`."""

import re
from collections.abc import Iterator
from itertools import islice, zip_longest

from reader.formats.source import Source
from reader.formats.speech.caption_file import check_pieces, episode_of, spoken_cue
from reader.formats.speech.timed_cues import TimedCue, clock_ms
from reader.model import EpisodeDraft

NAME = "LRC"

_SAMPLE = 8000
_STAMP = r"\[(\d{1,3}:\d{1,2}(?:\.\d{1,3})?)\]"
_TIMED = re.compile(rf"((?:\s*{_STAMP})+)(.*)$")
_STAMPS = re.compile(_STAMP)
_TAG = re.compile(
    r"\[(ti|ar|al|au|by|re|ve|la|length|offset|tool|encoding)\s*:\s*([^\]\n]{0,500})\]\s*$",
    re.IGNORECASE,
)
# A line is sung more than once, but not so often or so long that a small file becomes huge.
_MOST_TIMES = 20
_LONGEST_REPEATED = 200
_LINE = re.compile(r"\S[^\n]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$")


def confidence(source: Source) -> float:
    """Be sure of lines that begin with `[mm:ss.xx]` where all do, or tags such as `[ti:…]` lead."""
    lines = [found[0] for found in _LINE.finditer(source.text[:_SAMPLE])]
    timed = [found for line in lines if (found := _TIMED.match(line))]
    tags = sum(1 for line in lines if _TAG.match(line))
    if not timed or (len(timed) + tags) * 10 < len(lines) * 8:
        return 0.0
    exact = sum("." in found[2] for found in timed)
    return 0.85 if tags or exact * 10 >= len(timed) * 8 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the lines in the order of their times. Raise TranscriptError if none has text."""
    check_pieces(source)
    tags = {
        found[1].lower(): found[2].strip()
        for line in _LINE.finditer(source.text)
        if (found := _TAG.match(line[0]))
    }
    offset = tags.get("offset", "0").removeprefix("+")
    shift_ms = int(offset) if re.fullmatch(r"-?\d{1,9}", offset) else 0
    timed = sorted(_timed(source.text, shift_ms), key=lambda entry: entry[0])
    cues = [
        spoken_cue(TimedCue(start_ms, following[0] if following else None, [text]))
        for (start_ms, text), following in zip_longest(timed, timed[1:])
    ]
    language = tags.get("la", "")
    known = EpisodeDraft(
        tags.get("ti", ""),
        language=language if _LANGUAGE.match(language) else "",
        resolution_ms=10,
    )
    return episode_of(source, [cue for cue in cues if cue.lines], NAME, known)


def _timed(text: str, shift_ms: int) -> Iterator[tuple[int, str]]:
    """Yield each line once for each of its times; lines without go on with the one before."""
    latest = 0
    for line in _LINE.finditer(text):
        timed = _TIMED.match(line[0])
        if timed:
            many = _MOST_TIMES if len(timed[3]) <= _LONGEST_REPEATED else 1
            for stamp in islice(_STAMPS.findall(timed[1]), many):
                latest = max(_ms(stamp) - shift_ms, 0)
                yield latest, _shifted(timed[3], shift_ms)
        elif not _TAG.match(line[0]):
            yield latest, line[0]


def _shifted(text: str, shift_ms: int) -> str:
    """Write the times of the words anew where all are shifted."""

    def moved(found: re.Match[str]) -> str:
        at_ms = max(_ms(found[1]) - shift_ms, 0)
        return f"<{at_ms // 60_000}:{at_ms // 1000 % 60:02}.{at_ms % 1000:03}>"

    return re.sub(r"<(\d{1,3}:\d{1,2}(?:\.\d{1,3})?)>", moved, text) if shift_ms else text


def _ms(stamp: str) -> int:
    return clock_ms(stamp) or 0
