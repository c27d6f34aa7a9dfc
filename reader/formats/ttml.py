"""Timed Text: TTML, its older name DFXP, and the profiles IMSC and EBU-TT-D.

https://www.w3.org/TR/ttml2/. Regions and styles are left aside; spans with times of their own
become words. What Apple Podcasts writes is read by `apple_ttml`.
"""

import re
from dataclasses import replace

from reader.formats.source import Source
from reader.formats.speech.caption_file import episode_of
from reader.formats.speech.captions import space_between
from reader.formats.speech.cue_markup import Line, clean
from reader.formats.speech.repeated_lines import Spoken
from reader.formats.ttml_reading.ttml_document import KIND, Paragraph, TimedText, TtmlDocument
from reader.model import Cue, EpisodeDraft, TurnDraft
from reader.safe_xml.root import root_name
from reader.safe_xml.walking import local

NAME = KIND

_FEW = 4  # spans: fewer say nothing about how words are parted


def confidence(source: Source) -> float:
    """Recognise the root element."""
    return 0.9 if local(root_name(source.text)) == "tt" else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the paragraphs.

    Those that have no times and follow none keep their text and are not synced. Raise
    TranscriptError for damaged or unsafe XML, for times that make no sense, and without text.
    """
    paragraphs: list[Paragraph] = []
    document = TtmlDocument(source, paragraphs.append)
    document.read()
    known = EpisodeDraft(document.title, resolution_ms=1, language=document.language)
    if paragraphs and not any(_start_ms(paragraph) is not None for paragraph in paragraphs):
        turns = [_untimed(document, paragraph) for paragraph in paragraphs]
        return (replace(known, title=known.title or source.title, turns=tuple(turns)),)
    spoken: list[Spoken] = []
    latest = 0
    paragraphs.reverse()
    while paragraphs:
        paragraph = paragraphs.pop()
        latest = _start_ms(paragraph) or latest
        spoken += _spoken(document, paragraph, latest)
    return episode_of(source, spoken, KIND, known)


def _start_ms(paragraph: Paragraph) -> int | None:
    """Return when the paragraph begins: as it says, or with its first span that has a time."""
    times = (piece.start_ms for piece in paragraph.pieces)
    first = next((time for time in times if time is not None), None)
    return paragraph.start_ms if paragraph.start_ms is not None else first


def _untimed(document: TtmlDocument, paragraph: Paragraph) -> TurnDraft:
    text = clean("".join(piece.text for piece in paragraph.pieces))
    return TurnDraft(document.speaker(paragraph.agent), (text,))


def _spoken(document: TtmlDocument, paragraph: Paragraph, start_ms: int) -> list[Spoken]:
    """Make a cue of each stretch of the paragraph by one speaker."""
    spoken: list[Spoken] = []
    pieces = paragraph.pieces
    end_ms = paragraph.end_ms
    for agent in dict.fromkeys(piece.agent for piece in pieces if piece.text.strip()):
        said = [piece for piece in pieces if piece.agent == agent]
        begun = next((p.start_ms for p in said if p.start_ms is not None), None)
        until = [piece.end_ms for piece in said if piece.end_ms is not None]
        at_ms = start_ms if len(said) == len(pieces) or begun is None else begun
        lines = tuple(_lines(said, at_ms))
        last_ms = end_ms if end_ms is not None else max(until, default=None)
        last_ms = last_ms if last_ms is not None and last_ms >= at_ms else None
        if lines:
            spoken.append(Spoken(at_ms, last_ms, lines, document.speaker(agent)))
    return spoken


def _lines(pieces: list[TimedText], start_ms: int) -> list[Line]:
    """Lay the pieces out in lines, those with times as words."""
    timed = [piece for piece in pieces if piece.start_ms is not None]
    joined = "".join(piece.text for piece in pieces).strip()
    glued = len(timed) >= _FEW and not re.search(r"\s", joined)
    lines = [_Line()]
    for piece in pieces:
        for index, part in enumerate(piece.text.split("\n")):
            if index:
                lines.append(_Line())
            lines[-1].add(part, piece if len(timed) > 1 else None, is_word=glued)
    return [line.finished(start_ms) for line in lines if line.text]


class _Line:
    """A line that is growing; every run of blanks in it is one space."""

    def __init__(self) -> None:
        self.text = ""
        self._is_parted = False
        self._words: list[Cue] = []

    def add(self, part: str, piece: TimedText | None, *, is_word: bool) -> None:
        """Append text; with the piece that it stands in, as a word."""
        text = clean(part)
        if not text:
            self._is_parted = self._is_parted or bool(part)
            return
        blank = " " if self.text and (self._is_parted or part[0].isspace()) else ""
        blank = space_between(self.text, text) if is_word else blank
        at = len(self.text) + len(blank)
        self.text += blank + text
        self._is_parted = part[-1].isspace()
        if piece is not None and piece.start_ms is not None:
            latest = max(piece.start_ms, self._words[-1].start_ms if self._words else 0)
            until = max(latest, piece.end_ms if piece.end_ms is not None else latest)
            self._words.append(Cue(at, len(self.text), latest, until))
        elif self._words:  # a mark or words after it without a time are heard with it
            self._words[-1] = replace(self._words[-1], end=len(self.text))

    def finished(self, start_ms: int) -> Line:
        """Return the line; what has no time before its first word begins with the cue."""
        words = self._words
        if words and words[0].start > 0:
            head = self.text[: words[0].start].rstrip()
            first = min(start_ms, words[0].start_ms)
            words = [Cue(0, len(head), first, words[0].start_ms), *words]
        return Line(self.text, words=tuple(words))
