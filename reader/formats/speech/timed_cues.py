"""Cues of caption files: pieces of text below lines of times, however freely they are laid out.

WebVTT, SubRip and SBV differ in how a line of times looks; what stands between two of them is
told apart here, leniently, because people and programs write these files with all sorts of slips.
No text is dropped but what a format calls a comment.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

# What a line of times says: start and end as written, or None where it is some other line.
TimesOf = Callable[[str], tuple[str, str] | None]

_LINE = re.compile(r"\S[^\n]*")
_CLOCK = re.compile(r"(-?)(\d{1,9}(?::\d{1,9}){0,3})(?:[.,](\d{1,12}))?$")
_STANDARD = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d\d\d)$")
# Machine translation leaves blanks within times and shortens the arrow.
_TIME = r"-?\d{1,12}(?:\s?[:.,]\s?\d{1,12}){0,5}"
_ARROW = re.compile(rf"({_TIME})\s*(?:-\s?){{1,4}}>\s*({_TIME})?")
_BROKEN_ARROW = re.compile(rf"([\d:.,]\S{{0,40}})\s*-->\s*({_TIME})?")
_COMMENT = re.compile(r"NOTE(?:\s|$)|(?:STYLE|REGION)\s*$|WEBVTT(?:\s|$)|X-TIMESTAMP-MAP|::cue")
_PLAIN_LABEL = re.compile(r"\d+\s*$|[0-9a-fA-F-]{16,}(?:/\S*)?\s*$")
# Webex: `12 "Ada Byron" (2147483648)` above the times.
_NAMING_LABEL = re.compile(r'\d+\s+"([^"]{1,80})"(?:\s+\(\d+\))?$')
_FRAMES_FIELDS = 4


@dataclass(slots=True)
class TimedCue:
    """A cue as it stands in the file. Its end is None where the file's makes no sense."""

    start_ms: int
    end_ms: int | None
    lines: list[str] = field(default_factory=list)  # with the format's markup
    label: str = ""  # the line above the times

    @property
    def speaker(self) -> str:
        """The speaker where the label names one, else "" (Webex does)."""
        found = _NAMING_LABEL.match(self.label) if '"' in self.label else None
        return found[1].strip() if found else ""


def clock_ms(clock: str) -> int | None:
    """Convert `1:02:03.5`, `02:03,500`, `3.5` or `00:01:02:500`; None for anything else.

    Times before zero are zero; a fraction is cut to milliseconds.
    """
    standard = _STANDARD.match(clock)
    if standard:
        hours, minutes, seconds, rest = standard.groups()
        return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)
    found = _CLOCK.match(clock)
    if not found:
        return None
    sign, whole, fraction = found.groups()
    fields = whole.split(":")
    if len(fields) == _FRAMES_FIELDS:  # the last are milliseconds, or frames of unknown length
        fraction = fields.pop() if len(fields[-1]) == 3 else None
    total = 0
    for part in fields:
        total = total * 60 + int(part)
    return 0 if sign else total * 1000 + int((fraction or "")[:3].ljust(3, "0"))


def arrow_times(line: str) -> tuple[str, str] | None:
    """Find the times in `00:01.000 --> 00:02.000`, also in one whose start makes no sense."""
    if ">" not in line or line[0] == "<":
        return None
    found = _ARROW.match(line) or _BROKEN_ARROW.match(line)
    if not found:
        return None
    return _closed_up(found[1]), _closed_up(found[2] or "")


def _closed_up(clock: str) -> str:
    return clock if " " not in clock else "".join(clock.split())


class CueReader:
    """Reads the cues of one text, in its order.

    Attributes, complete once `cues` has been read to its end: `preamble`, the lines before the
    first cue; `first_broken`, the offset of the first line of times that makes no sense, or
    None; `timed`, how many cues had a start.
    """

    def __init__(
        self, text: str, times_of: TimesOf = arrow_times, *, is_webvtt: bool = False
    ) -> None:
        self.preamble: list[str] = []
        self.first_broken: int | None = None
        self.timed = 0
        self._text = text
        self._times_of = times_of
        self._is_webvtt = is_webvtt
        self._is_commented = False  # the current block is a comment
        self._block = 0  # index of the current block's first line
        self._has_gap = False  # an empty line stands between the last times and the block
        self._seen_minutes = False

    def cues(self) -> Iterator[TimedCue]:
        """Yield each cue with the text up to the next one's label."""
        cue: TimedCue | None = None
        lines, last_end = self.preamble, 0
        for found in _LINE.finditer(self._text):
            line = found[0]
            times = self._times_of(line)
            start = found.start()
            is_parted = start - last_end > 1 and self._text.count("\n", last_end, start) > 1
            if times is not None:
                label = self._take_label(lines, cue, is_parted=is_parted)
                if cue is not None:
                    yield cue
                cue = self._opened(times, cue, start)
                cue.label, lines = label, cue.lines
                self._block, self._has_gap, self._is_commented = 0, False, False
            else:
                self._add(line, lines, is_parted=is_parted)
            last_end = found.end()
        if cue is not None:
            yield cue

    def _add(self, line: str, lines: list[str], *, is_parted: bool) -> None:
        if is_parted:
            self._block, self._has_gap = len(lines), True
            self._is_commented = self._is_webvtt and _COMMENT.match(line) is not None
        if not self._is_commented:
            lines.append(line)

    def _take_label(self, lines: list[str], cue: TimedCue | None, *, is_parted: bool) -> str:
        """Remove from the lines before some times the one that is these times' label.

        `is_parted`: an empty line stands between, which only a number's may be.
        """
        count = len(lines) - self._block
        if not count or self._is_commented:
            return ""
        last = lines[-1].strip()
        if _PLAIN_LABEL.match(last):
            alone = count == 1 and cue is not None and not self._has_gap
            is_label = not alone or _follows(cue.label if cue else "", last)
            is_label = is_label and (not is_parted or count == 1)
        else:
            is_label = self._is_webvtt and self._has_gap and count == 1 and not is_parted
        if is_label:
            lines.pop()
        return last if is_label else ""

    def _opened(self, times: tuple[str, str], last: TimedCue | None, offset: int) -> TimedCue:
        start_ms, end_ms = self._clock_ms(times[0]), self._clock_ms(times[1])
        if start_ms is None:
            if self.first_broken is None:
                self.first_broken = offset
            start_ms = 0 if last is None else last.start_ms if last.end_ms is None else last.end_ms
        else:
            self.timed += 1
        return TimedCue(start_ms, end_ms if end_ms is not None and end_ms >= start_ms else None)

    def _clock_ms(self, clock: str) -> int | None:
        """Convert a time; `120:00.000` is hours, as WebVTT has it, unless minutes led up to it."""
        at_ms = clock_ms(clock)
        if clock.count(":") == 1 and at_ms is not None:
            if at_ms < 3_600_000:
                self._seen_minutes = True
            elif not self._seen_minutes and "." in clock:
                return clock_ms(f"{clock[: clock.index('.')]}:00{clock[clock.index('.') :]}")
        return at_ms


def _follows(label: str, number: str) -> bool:
    return label.isdecimal() and number.isdecimal() and int(label[:9]) + 1 == int(number[:9])
