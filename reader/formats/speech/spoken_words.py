"""Words and marks as recognisers give them, and how they become captions and turns.

Recognisers differ in who brings the blanks: each word its own, items that are nothing but a
blank, or nobody, and then a space parts words but stands before no mark. What they say is
joined by the file's own rule, and every word's time stays.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reader.formats.source import Source
from reader.formats.speech.captions import (
    PARAGRAPH_PAUSE_MS,
    Caption,
    ends_sentence,
    grouped,
    space_between,
)
from reader.model import Cue, EpisodeDraft

# Captions made of words end with a sentence or a pause, or past this length at any blank.
_LONGEST_CAPTION = 400
# Marks that stand right after a word.
_MARKS = re.compile(r"[.,;:!?…%)\]}»”’、。，！？；：؟،।]*")
# How far from where it should stand a word is sought in the text that it belongs to.
_REACH = 60


@dataclass(slots=True)
class Piece:
    """A word, a mark or a blank, with the blanks that it brings.

    Where `speaker` is None it is said by whoever says what stands before it.
    """

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None


@dataclass(slots=True)
class Segment:
    """A stretch of one speaker's words; where `words` have times, the text is still its own."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str = ""
    words: Sequence[Piece] = ()


def from_words(
    source: Source, pieces: Iterable[Piece], language: str = ""
) -> tuple[EpisodeDraft, ...]:
    """Make an episode of words in their order. Raise TranscriptError where none has a time."""
    return from_channels(source, [pieces], language)


def from_segments(
    source: Source, segments: Iterable[Segment], language: str = ""
) -> tuple[EpisodeDraft, ...]:
    """Make an episode of segments in their order. Raise TranscriptError where none has a time."""
    watch = _Watch()
    return _drafts(source, _segment_captions(watch.over_segments(segments)), watch, language)


def from_channels(
    source: Source, channels: Sequence[Iterable[Piece]], language: str = ""
) -> tuple[EpisodeDraft, ...]:
    """Make an episode of channels recorded apart, in the order in which their phrases begin."""
    watch = _Watch()
    phrased = (caption for channel in channels for caption in phrases(watch.over(channel)))
    captions: Iterable[Caption] = phrased
    if len(channels) > 1:
        captions = sorted(phrased, key=lambda caption: caption.start_ms)
    return _drafts(source, captions, watch, language)


def bring_blanks(texts: Iterable[str]) -> bool:
    """Say whether the texts of words and marks are to be joined as they stand.

    So it is where blanks are texts of their own, or where most words have one at either end.
    """
    words, blanks, separators = 2, 0, 0
    for text in texts:
        core = text.strip()
        words += not _MARKS.fullmatch(core)
        blanks += len(core) < len(text)
        separators += bool(text) and not core
    return blanks * 2 >= words or separators * 5 >= words


def parted(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Put spaces between words, where their script has any, but before no mark."""
    last = ""
    for piece in pieces:
        core = piece.text.strip()
        if core and last and not _MARKS.fullmatch(core) and space_between(last, core):
            piece.text = f" {piece.text}"
        last = core or last
        yield piece


def whole_words(tokens: Iterable[Piece]) -> Iterator[Piece]:
    """Put parts of words together: what does not begin with a blank continues the word before."""
    parts: list[Piece] = []
    for token in tokens:
        if parts and (
            _parts_words(parts[-1].text, token.text) or token.speaker != parts[-1].speaker
        ):
            yield _joined(parts)
            parts = []
        parts.append(token)
    if parts:
        yield _joined(parts)


def _parts_words(before: str, after: str) -> bool:
    return before[-1:].isspace() or after[:1].isspace()


def _joined(parts: Sequence[Piece]) -> Piece:
    ends = [part.end_ms for part in parts if part.end_ms is not None]
    text = "".join(part.text for part in parts)
    return Piece(text, parts[0].start_ms, ends[-1] if ends else None, parts[0].speaker)


def phrases(pieces: Iterable[Piece]) -> Iterator[Caption]:
    """Join pieces into captions of a sentence or so; each piece with a time is a cue of its own.

    A mark without a time of its own is heard with the word that it stands at.
    """
    phrase = _Phrase()
    latest_ms = 0
    for piece in pieces:
        core = " ".join(piece.text.split())
        if not core:
            phrase.blank = phrase.blank or bool(piece.text)
            continue
        if phrase.length and phrase.ends_before(piece, core):
            latest_ms = phrase.latest_ms(latest_ms)
            yield phrase.caption(latest_ms)
            phrase = _Phrase(phrase.speaker)
        phrase.add(piece, core)
    if phrase.length:
        yield phrase.caption(phrase.latest_ms(latest_ms))


def placed(segment: Segment) -> Iterator[Piece]:
    """Cut a segment's text into its words, each with its time, and what stands between them.

    Blanks that stand alone before a word come with it.
    """
    text, at = segment.text, 0
    lowered = text.lower() if len(text.lower()) == len(text) else text
    for word in segment.words:
        said = word.text.strip().lower()
        found = _place_of(said, lowered, at)
        if found < 0:
            continue
        begun, first = at, segment.speaker if at == 0 else None
        at = found + len(said)
        if found > begun and not (gap := text[begun:found]).isspace():
            yield from _between(gap, first)
            begun = found
        yield Piece(text[begun:at], word.start_ms, word.end_ms, word.speaker or first)
    yield from _between(text[at:], segment.speaker if at == 0 else None)


def _place_of(said: str, text: str, at: int) -> int:
    """Return where a word stands from `at` on, not far and not within another; -1 if nowhere."""
    limit = at + len(said) + _REACH
    found = text.find(said, at, limit) if said else -1
    while found > at and said[0].isascii() and said[0].isalnum() and text[found - 1].isalnum():
        found = text.find(said, found + 1, limit)
    return found


def _pieces_of(segment: Segment) -> Sequence[Piece]:
    """Return the text cut into its words, or the words alone where it is not made of them."""
    pieces = list(placed(segment))
    timed = sum(word.start_ms is not None for word in segment.words)
    if sum(piece.start_ms is not None for piece in pieces) * 2 >= timed:
        return pieces
    words = [replace(w, speaker=w.speaker or segment.speaker) for w in segment.words if w.text]
    return words if bring_blanks(word.text for word in words) else list(parted(words))


def _between(text: str, speaker: str | None) -> Iterator[Piece]:
    """Part what has no time into the marks of the word before it and the rest."""
    marks = _MARKS.match(text)
    cut = marks.end() if marks else 0
    yield from (Piece(part, speaker=speaker) for part in (text[:cut], text[cut:]) if part)


def _segment_captions(segments: Iterable[Segment]) -> Iterator[Caption]:
    latest_ms = 0
    for segment in segments:
        start_ms = latest_ms if segment.start_ms is None else segment.start_ms
        text = " ".join(segment.text.split())
        if _has_times(segment):
            yield from phrases(_pieces_of(segment))
        elif text:
            yield Caption(text, start_ms, segment.end_ms, segment.speaker)
        latest_ms = start_ms if segment.end_ms is None else max(segment.end_ms, start_ms)


@dataclass(slots=True)
class _Phrase:
    """A caption that is still growing."""

    speaker: str = ""
    parts: list[str] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    length: int = 0
    blank: bool = False  # a blank stood last

    def ends_before(self, piece: Piece, core: str) -> bool:
        """Say whether a piece belongs to the next caption; `core` is its text without blanks."""
        if piece.speaker is not None and piece.speaker != self.speaker:
            return True
        last, parted_here = self.parts[-1], self.blank or piece.text[0].isspace()
        if parted_here != (last.isascii() or bool(space_between(last, core))):
            return False  # captions are joined as `space_between` says: keep the file's own way
        if self.length >= _LONGEST_CAPTION or ends_sentence(last):
            return True
        pause_ms = (piece.start_ms or 0) - self.cues[-1].end_ms if self.cues else 0
        return pause_ms >= PARAGRAPH_PAUSE_MS

    def add(self, piece: Piece, core: str) -> None:
        """Append a piece; `core` is its text with single spaces, and none around it."""
        text, start_ms, end_ms = piece.text, piece.start_ms, piece.end_ms
        if not self.length:
            self.speaker = self.speaker if piece.speaker is None else piece.speaker
            self.parts.append(core)
        elif self.blank or text[0].isspace():
            self.parts.append(f" {core}")
            self.length += 1
        else:
            self.parts.append(core)
        start, end = self.length, self.length + len(core)
        if start_ms is None:
            self._add_mark(core, end)
        else:
            until_ms = start_ms if end_ms is None or end_ms < start_ms else end_ms
            self.cues.append(Cue(start, end, start_ms, until_ms))
        self.length = end
        self.blank = text[-1].isspace()

    def _add_mark(self, core: str, end: int) -> None:
        """Let a mark right after a word with a time be heard with it."""
        if self.cues and self.cues[-1].end == self.length and _MARKS.fullmatch(core):
            last = self.cues[-1]
            self.cues[-1] = Cue(last.start, end, last.start_ms, last.end_ms)

    def latest_ms(self, before_ms: int) -> int:
        """Return when the last word with a time ends, or what was known before."""
        return self.cues[-1].end_ms if self.cues else before_ms

    def caption(self, otherwise_ms: int) -> Caption:
        """Return what has grown; where no word has a time, it starts at `otherwise_ms`."""
        cues = self.cues
        start_ms = cues[0].start_ms if cues else otherwise_ms
        end_ms = max(cue.end_ms for cue in cues) if cues else None
        return Caption("".join(self.parts), start_ms, end_ms, self.speaker, tuple(cues))


@dataclass(slots=True)
class _Watch:
    """Notes whether anything that passes has a time."""

    timed: bool = False

    def over(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Pass words on."""
        for piece in pieces:
            self.timed = self.timed or piece.start_ms is not None
            yield piece

    def over_segments(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Pass segments on."""
        for segment in segments:
            self.timed = self.timed or segment.start_ms is not None or _has_times(segment)
            yield segment


def _has_times(segment: Segment) -> bool:
    return any(word.start_ms is not None for word in segment.words)


def _drafts(
    source: Source, captions: Iterable[Caption], watch: _Watch, language: str
) -> tuple[EpisodeDraft, ...]:
    turns = grouped(captions)
    if not turns:
        raise source.error("is a transcript without any words in it.")
    if not watch.timed:
        raise source.error("holds words without any usable times. Export it with timestamps.")
    return (EpisodeDraft(source.title, turns=turns, resolution_ms=1, language=language),)
