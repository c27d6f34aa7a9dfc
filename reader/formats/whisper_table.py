"""Tables of captions: Whisper's TSV, whisper.cpp's CSV, and others with such a first line."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.formats.source import Source
from reader.formats.speech.caption_file import check_pieces, episode_of, spoken_cue
from reader.formats.speech.repeated_lines import Spoken
from reader.formats.speech.timed_cues import TimedCue, clock_ms
from reader.model import EpisodeDraft

NAME = "table of captions"

_LINE = re.compile(r"[^\n]+\n?")
_HEAD_LENGTH = 300
_HUGE_ROW = re.compile(r"[^\n]{200000}")
_COLUMNS = {
    "start": frozenset({"start", "start_ms", "start_time", "starttime", "begin", "from", "t0"}),
    "end": frozenset({"end", "end_ms", "end_time", "endtime", "stop", "to", "t1"}),
    "text": frozenset({"text", "transcript", "caption", "content", "sentence", "utterance"}),
    "speaker": frozenset({"speaker", "speaker_id", "speaker_name", "name", "voice"}),
}
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?$")
# Nobody says more than this in a millisecond: whole numbers that small are seconds.
_FASTEST_SPEECH = 0.5


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a table's columns are."""

    separator: str
    start: int
    end: int
    text: int
    speaker: int | None


def confidence(source: Source) -> float:
    """Recognise the first line: columns for start, end and text."""
    return 0.9 if _layout(source.text) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the rows. Whole numbers are milliseconds, others seconds, unless speech forbids it.

    Raise TranscriptError if there is no row with text, or none whose time is a number.
    """
    layout = _layout(source.text)
    if layout is None:
        raise source.error("has no columns called start, end and text. Choose another transcript.")
    check_pieces(source)
    rows = list(_rows(source, layout))
    unit = _unit([row for row in rows if row[2].strip()])
    cues = list(_cues(rows, unit))
    if cues and not any(_is_time(row[0]) for row in rows):
        raise source.error(
            f"is a table whose times cannot be read: the first start is “{rows[0][0][:40]}”. "
            "Correct its times, or choose another transcript."
        )
    return episode_of(source, cues, NAME)


def _layout(text: str) -> _Layout | None:
    head = text.lstrip()[:_HEAD_LENGTH].partition("\n")[0]
    for separator in "\t,;|":
        names = [name.strip(" \"'\r").casefold() for name in head.split(separator)]
        found = {
            what: next((i for i, name in enumerate(names) if name in known), None)
            for what, known in _COLUMNS.items()
        }
        start, end, said = found["start"], found["end"], found["text"]
        if start is not None and end is not None and said is not None:
            return _Layout(separator, start, end, said, found["speaker"])
    return None


def _rows(source: Source, layout: _Layout) -> Iterator[tuple[str, str, str, str]]:
    """Yield start, end, text and speaker of each row below the first."""
    if _HUGE_ROW.search(source.text):
        raise source.error("is a damaged table: it holds a row without an end. Make it anew.")
    lines = (found[0] for found in _LINE.finditer(source.text.lstrip()))
    tabs = layout.separator == "\t"
    rows = csv.reader(
        lines,
        delimiter=layout.separator,
        quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL,
    )
    try:
        next(rows)
        for row in rows:
            cells = defaultdict(str, enumerate(row))  # a row may break off early
            # Text that holds the separator, unquoted, in the last column runs on.
            last = layout.text == max(layout.start, layout.end, layout.text, layout.speaker or 0)
            said = layout.separator.join(row[layout.text :]) if last else cells[layout.text]
            speaker = "" if layout.speaker is None else cells[layout.speaker].strip()
            yield cells[layout.start].strip(), cells[layout.end].strip(), said, speaker
    except csv.Error as error:
        raise source.error(
            f"is a damaged table: row {rows.line_num} cannot be read ({error}). "
            "Correct it, or choose another transcript."
        ) from error


def _is_time(cell: str) -> bool:
    return _NUMBER.match(cell) is not None or clock_ms(cell) is not None


def _unit(rows: Sequence[tuple[str, str, str, str]]) -> int:
    """Return the milliseconds in one of what the times count."""
    times = [cell for row in rows for cell in row[:2] if _NUMBER.match(cell)]
    if any("." in cell for cell in times):
        return 1000
    longest = max((int(cell) for cell in times), default=0)
    said = sum(len(row[2]) for row in rows)
    return 1000 if said > longest * _FASTEST_SPEECH else 1


def _cues(rows: Sequence[tuple[str, str, str, str]], unit: int) -> Iterator[Spoken]:
    latest = 0
    for start, end, text, speaker in rows:
        start_ms, end_ms = _ms(start, unit), _ms(end, unit)
        latest = latest if start_ms is None else start_ms
        cue = TimedCue(latest, end_ms if end_ms is not None and end_ms >= latest else None, [text])
        spoken = spoken_cue(cue)
        yield Spoken(spoken.start_ms, spoken.end_ms, spoken.lines, speaker)


def _ms(cell: str, unit: int) -> int | None:
    if _NUMBER.match(cell):
        return max(round(float(cell) * unit), 0)
    return clock_ms(cell)
