"""YouTube's captions as XML: its kinds srv1 and srv2 (`<text>`), and srv3 (`<p>` with words)."""

import re
from collections.abc import Callable
from dataclasses import replace

from reader.formats.source import Source
from reader.formats.speech.caption_file import check_pieces, episode_of, spoken_cue
from reader.formats.speech.cue_markup import Line, clean
from reader.formats.speech.repeated_lines import Spoken
from reader.formats.speech.timed_cues import TimedCue
from reader.model import Cue, EpisodeDraft
from reader.safe_xml.walking import by_local_name, local, walk

NAME = "YouTube XML"

_SAMPLE = 4000
_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!DOCTYPE\s+|<)(?:transcript|timedtext)[\s>]", re.IGNORECASE
)
_CAPTION = re.compile(r"<text\s[^>]{0,200}\b(?:start|t)\s*=|<p\s[^>]{0,200}\bt\s*=")
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?$")


def confidence(source: Source) -> float:
    """Recognise the root element and a caption below it."""
    start = source.text[:_SAMPLE]
    return 0.95 if _ROOT.match(start) and _CAPTION.search(start) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the captions.

    Raise TranscriptError if there are none, or if the XML is damaged or not safe to read.
    """
    check_pieces(source)
    document = _Document()
    walk(source, document, NAME)
    return episode_of(source, document.spoken, NAME)


class _Document:
    """Collects the captions while the XML is parsed."""

    def __init__(self) -> None:
        self.spoken: list[Spoken] = []
        self._times: tuple[int, int | None] | None = None  # of the open caption
        self._parts: list[tuple[int | None, list[str]]] = []  # each word's time and text
        self._latest = 0

    def opened(self, name: str, attributes: dict[str, str], _line: Callable[[], int]) -> None:
        """Take an element's beginning."""
        name, attributes = local(name), by_local_name(attributes)
        if name in {"text", "p"}:
            self._times = self._span(attributes)
            self._parts = [(None, [])]
        elif name == "s" and self._times is not None:
            offset = attributes.get("t", "0")
            at_ms = self._times[0] + (
                int(offset) if _SECONDS.match(offset) and offset.isdecimal() else 0
            )
            self._parts.append((at_ms, []))
        elif name == "br" and self._parts:
            self._parts[-1][1].append("\n")

    def said(self, text: str) -> None:
        """Take text."""
        if self._times is not None:
            self._parts[-1][1].append(text)

    def closed(self, name: str) -> None:
        """Take an element's end."""
        name = local(name)
        if name == "s" and self._times is not None:
            self._parts.append((None, []))
        elif name in {"text", "p"} and self._times is not None:
            self._close(*self._times)
            self._times = None

    def _span(self, attributes: dict[str, str]) -> tuple[int, int | None]:
        """Return start and end; `start` and `dur` are seconds, `t` and `d` milliseconds."""
        is_seconds = "start" in attributes
        start, length = ("start", "dur") if is_seconds else ("t", "d")
        unit = 1000 if is_seconds else 1
        start_ms = _scaled(attributes.get(start, ""), unit)
        length_ms = _scaled(attributes.get(length, ""), unit)
        self._latest = self._latest if start_ms is None else start_ms
        return self._latest, None if length_ms is None else self._latest + length_ms

    def _close(self, start_ms: int, end_ms: int | None) -> None:
        parts = [(at_ms, "".join(text)) for at_ms, text in self._parts]
        if any(at_ms is not None for at_ms, _ in parts):
            line = _line_of_words(parts, start_ms, end_ms)
            if line.text:
                self._cut_last(start_ms)
                self.spoken.append(Spoken(start_ms, end_ms, (line,)))
        else:
            cue = TimedCue(start_ms, end_ms, "".join(text for _, text in parts).split("\n"))
            spoken = spoken_cue(cue)
            if spoken.lines:
                self.spoken.append(spoken)

    def _cut_last(self, start_ms: int) -> None:
        """End the last words when these begin: their line goes on being shown, not said."""
        last = self.spoken[-1] if self.spoken else None
        if last and last.lines[0].words and last.start_ms < start_ms < (last.end_ms or 0):
            line = last.lines[0]
            words = tuple(
                replace(word, end_ms=min(word.end_ms, max(start_ms, word.start_ms)))
                for word in line.words
            )
            self.spoken[-1] = replace(last, end_ms=start_ms, lines=(replace(line, words=words),))


def _scaled(number: str, unit: int) -> int | None:
    return round(float(number) * unit) if _SECONDS.match(number) else None


def _line_of_words(parts: list[tuple[int | None, str]], start_ms: int, end_ms: int | None) -> Line:
    """Join words that carry their own blanks; each ends when the next begins."""
    pieces: list[str] = []
    begun: list[tuple[int, int, int]] = []  # start, end, time
    length, is_parted = 0, False
    for at_ms, part in parts:
        word = clean(part)
        is_parted = is_parted or part[:1].isspace()
        if word:
            blank = " " if pieces and is_parted else ""
            latest = max(begun[-1][2] if begun else start_ms, at_ms or start_ms)
            begun.append((length + len(blank), length + len(blank) + len(word), latest))
            pieces += [blank, word]
            length = begun[-1][1]
            is_parted = part[-1:].isspace()
    ends = [*(at_ms for *_, at_ms in begun[1:]), max(end_ms or 0, begun[-1][2] if begun else 0)]
    words = tuple(Cue(s, e, at, until) for (s, e, at), until in zip(begun, ends, strict=False))
    return Line("".join(pieces), words=words)
