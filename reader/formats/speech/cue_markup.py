"""What is said in a cue, without its markup: lines with their voices and the times of words.

Reads the markup of WebVTT (https://www.w3.org/TR/webvtt1/#cue-text), the HTML that SubRip
files borrow, and the codes in braces that come from SubStation files. What is no known markup
stays as text.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reader.formats.speech.timed_cues import TimedCue, clock_ms
from reader.model import Cue

_MARKED = re.compile(r"[<{&\\]|\[br\]")
# What most files with voices consist of.
_ONE_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})? ([^<>&\n]{1,200})>([^<>{&\\]+)(?:</v>)?$")
_TOKEN = re.compile(
    r"<\s{0,9}(?P<time>\d[\d:.]{0,20})\s{0,9}>"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]{0,20})(?P<rest>[\s./][^<>]{0,500})?>"
    r"|\{\\[^{}]{0,200}\}|(?P<newline>\n|\\[Nn]|<br ?/?>|\[br\])|(?P<hard>\\h)"
)
_KNOWN = frozenset(
    {
        "b",
        "br",
        "c",
        "em",
        "font",
        "i",
        "lang",
        "p",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "span",
        "strong",
        "u",
        "v",
    }
)
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9]{0,20})>")
_LIT = frozenset({"u", "font"})
_BLANKS = re.compile(r"\s+")
# Zero-width marks that programs leave around text.
_INVISIBLE = str.maketrans("", "", "\u200b\ufeff\u2060")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cue. `text` has no blanks around it and may be empty."""

    text: str
    voice: str | None = None  # None: no voice tag
    words: tuple[Cue, ...] = ()  # the stretches between times within the text
    lit: tuple[int, int] | None = None  # the stretch that the cue underlines or colours


def spoken_lines(cue: TimedCue) -> list[Line]:
    """Return the lines of a cue that hold text."""
    payload = "\n".join(cue.lines)
    if not _MARKED.search(payload):
        return [Line(text) for text in (clean(line) for line in cue.lines) if text]
    voiced = _ONE_VOICE.match(payload)
    if voiced:
        name = clean(voiced[1])
        return [Line(text, name) for text in map(clean, voiced[2].split("\n")) if text]
    writer = _Writer(payload)
    writer.write()
    return writer.lines(cue)


def clean(text: str) -> str:
    """Return the text with single blanks and without invisible marks."""
    visible = text if text.isascii() else text.translate(_INVISIBLE)
    return " ".join(visible.split())


class _Piece:
    """A line while it is written: its text so far, and what begins where in it."""

    def __init__(self, voice: str | None) -> None:
        self.voice = voice
        self.length = 0
        self.marks: list[tuple[int, int]] = []  # offset, time
        self.lit: tuple[int, int] | None = None
        self._parts: list[str] = []
        self._ends_blank = True

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._parts)

    def add(self, text: str, *, is_lit: bool) -> None:
        """Append a stretch of text with single blanks."""
        text = _BLANKS.sub(" ", text if text.isascii() else text.translate(_INVISIBLE))
        if self._ends_blank:
            text = text.lstrip(" ")
        if not text:
            return
        if is_lit and text != " ":
            start = self.length + len(text) - len(text.lstrip(" "))
            begun = start if self.lit is None else self.lit[0]
            self.lit = (begun, self.length + len(text.rstrip(" ")))
        self._parts.append(text)
        self.length += len(text)
        self._ends_blank = text.endswith(" ")


class _Writer:
    """Takes markup apart, token by token."""

    def __init__(self, payload: str) -> None:
        self._payload = payload
        self._pieces = [_Piece(None)]
        self._voice: str | None = None
        self._lit_tags = 0

    @cached_property
    def _closed(self) -> frozenset[str]:
        """The tags that are closed somewhere: markup, whatever they are called."""
        return frozenset(name.lower() for name in _CLOSING.findall(self._payload))

    def write(self) -> None:
        """Take in the whole payload."""
        at = 0
        for token in _TOKEN.finditer(self._payload):
            self._say(self._payload[at : token.start()])
            at = token.end()
            self._mark(token)
        self._say(self._payload[at:])

    def lines(self, cue: TimedCue) -> list[Line]:
        """Return what was written, with the words timed between the cue's start and end."""
        pieces = [(piece, piece.text.rstrip()) for piece in self._pieces if piece.length]
        for piece, _ in pieces:
            piece.marks = [mark for mark in piece.marks if _is_within(mark[1], cue)]
        if not any(piece.marks for piece, _ in pieces):
            return [Line(text, piece.voice, (), piece.lit) for piece, text in pieces]
        words = _timed_words([(text, piece.marks) for piece, text in pieces], cue)
        return [
            Line(text, piece.voice, said, piece.lit)
            for (piece, text), said in zip(pieces, words, strict=True)
        ]

    def _say(self, text: str) -> None:
        if text:
            unescaped = html.unescape(text) if "&" in text else text
            self._pieces[-1].add(unescaped, is_lit=self._lit_tags > 0)

    def _mark(self, token: re.Match[str]) -> None:
        tag = (token["tag"] or "").lower()
        if token["newline"] or tag == "br":
            self._pieces.append(_Piece(self._voice))
        elif token["hard"]:
            self._say(" ")
        elif token["time"]:
            at_ms = clock_ms(token["time"])
            if at_ms is not None:
                self._pieces[-1].marks.append((self._pieces[-1].length, at_ms))
        elif tag and tag not in _KNOWN and not token["close"] and tag not in self._closed:
            self._say(token[0])
        elif tag:
            self._tag(tag, token["rest"] or "", closes=bool(token["close"]))

    def _tag(self, tag: str, rest: str, *, closes: bool) -> None:
        if tag in _LIT:
            self._lit_tags = max(self._lit_tags + (-1 if closes else 1), 0)
        elif tag == "v":
            self._voice = None if closes else clean(html.unescape(_annotation(rest)))
            if self._pieces[-1].length:
                self._pieces.append(_Piece(self._voice))
            else:
                self._pieces[-1].voice = self._voice


def _is_within(at_ms: int, cue: TimedCue) -> bool:
    return at_ms >= cue.start_ms and (cue.end_ms is None or at_ms <= cue.end_ms)


def _annotation(rest: str) -> str:
    """Return the name in `.loud.first Name`."""
    return rest.partition(" ")[2] if rest.startswith(".") else rest


def _timed_words(
    lines: Sequence[tuple[str, list[tuple[int, int]]]], cue: TimedCue
) -> list[tuple[Cue, ...]]:
    """Return the words of each line (its text, and the times at offsets in it).

    A word ends when the next begins, the last with the cue; none begins before the one before.
    """
    latest = cue.start_ms
    spans: list[tuple[int, int, int, int]] = []  # line, start, end, time
    for index, (text, times) in enumerate(lines):
        marks = [(0, latest), *times, (len(text), 0)]
        for (start, at_ms), (end, _) in pairwise(marks):
            latest = max(latest, at_ms)
            said = text[start:end]
            if said.strip():
                left = start + len(said) - len(said.lstrip())
                spans.append((index, left, start + len(said.rstrip()), latest))
    if len(spans) == 1:  # the whole cue's text
        return [()] * len(lines)
    ends = [at_ms for *_, at_ms in spans[1:]] + [max(cue.end_ms or latest, latest)]
    words: list[list[Cue]] = [[] for _ in lines]
    for (index, start, end, at_ms), end_ms in zip(spans, ends, strict=True):
        words[index].append(Cue(start, end, at_ms, end_ms))
    return [tuple(said) for said in words]
