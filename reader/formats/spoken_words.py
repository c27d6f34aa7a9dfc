"""Words and marks as recognisers give them, and how they become captions and turns.

Recognisers differ in who brings the blanks: each word its own, items that are nothing but a
blank, or nobody, and then a space parts words but stands before no mark. What they say is
joined by the file's own rule, and every word's time stays.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reader.errors import TranscriptError
from reader.formats.captions import PARAGRAPH_PAUSE_MS, Caption, grouped, space_between
from reader.formats.source import Source
from reader.model import Cue, EpisodeDraft

# Captions made of words end with a sentence or a pause, or past this length at any blank.
_LONGEST_CAPTION = 400
_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।]['\"”’»)\]]*$")
# Marks that stand right after a word.
_MARKS = re.compile(r"[.,;:!?…%)\]}»”’、。，！？；：؟،।]*")
# How far from where it should stand a word is sought in the text that it belongs to.
_REACH = 60


@dataclass(slots=True)
class Piece:
    """A word, a mark or a blank, with the blanks that it brings; None: the one before's speaker."""

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
    source: Source, pieces: Sequence[Piece], language: str = ""
) -> tuple[EpisodeDraft, ...]:
    """Make an episode of words in their order. Raise TranscriptError where none has a time."""
    if not any(piece.start_ms is not None for piece in pieces):
        raise _without_times(source, has_words=any(piece.text.strip() for piece in pieces))
    return _drafts(source, phrases(pieces), language)


def from_segments(
    source: Source, segments: Sequence[Segment], language: str = ""
) -> tuple[EpisodeDraft, ...]:
    """Make an episode of segments in their order. Raise TranscriptError where none has a time."""
    if not any(segment.start_ms is not None for segment in segments):
        raise _without_times(source, has_words=any(segment.text.strip() for segment in segments))
    return _drafts(source, _segment_captions(segments), language)


def merged(channels: Iterable[Iterable[Caption]]) -> list[Caption]:
    """Put the captions of several channels in the order in which they begin."""
    captions = [caption for channel in channels for caption in channel]
    return sorted(captions, key=lambda caption: caption.start_ms)


def from_captions(
    source: Source, captions: Sequence[Caption], language: str = ""
) -> tuple[EpisodeDraft, ...]:
    """Make an episode of captions. Raise TranscriptError where there are none."""
    return _drafts(source, captions, language)


def parted(pieces: Sequence[Piece]) -> list[Piece]:
    """Put spaces between words, but before no mark, unless the pieces bring their own blanks."""
    kept = [piece for piece in pieces if piece.text]
    blanks = sum(piece.text != piece.text.strip() for piece in kept)
    words = sum(not _MARKS.fullmatch(piece.text.strip()) for piece in kept)
    if blanks * 2 >= max(words, 2):
        return kept
    last = ""
    for index, piece in enumerate(kept):
        core = piece.text.strip()
        joined = not core or not last or _MARKS.fullmatch(core) or not space_between(last, core)
        kept[index] = piece if joined else replace(piece, text=f" {piece.text}")
        last = core or last
    return kept


def phrases(pieces: Iterable[Piece]) -> Iterator[Caption]:
    """Join pieces into captions of a sentence or so; each piece with a time is a cue of its own.

    A mark without a time of its own is heard with the word that it stands at.
    """
    phrase = _Phrase()
    latest_ms = 0
    for piece in pieces:
        if phrase.ends_before(piece):
            latest_ms = phrase.latest_ms(latest_ms)
            yield phrase.caption(latest_ms)
            phrase = _Phrase(phrase.speaker)
        phrase.add(piece)
    if phrase.length:
        yield phrase.caption(phrase.latest_ms(latest_ms))


def placed(segment: Segment) -> Iterator[Piece]:
    """Cut a segment's text into its words, each with its time, and what stands between them."""
    text, at = segment.text, 0
    for word in segment.words:
        said = word.text.strip()
        found = text.find(said, at, at + len(said) + _REACH) if said else -1
        if found < 0:
            continue
        if found > at:
            yield Piece(text[at:found], speaker=segment.speaker)
        at = found + len(said)
        yield Piece(said, word.start_ms, word.end_ms, segment.speaker)
    if at < len(text):
        yield Piece(text[at:], speaker=segment.speaker)


def _segment_captions(segments: Iterable[Segment]) -> Iterator[Caption]:
    latest_ms = 0
    for segment in segments:
        if any(word.start_ms is not None for word in segment.words):
            yield from phrases(placed(segment))
        text = " ".join(segment.text.split())
        start_ms = latest_ms if segment.start_ms is None else segment.start_ms
        if text and not any(word.start_ms is not None for word in segment.words):
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

    def ends_before(self, piece: Piece) -> bool:
        """Say whether a piece belongs to the next caption."""
        core = piece.text.strip()
        if not self.length or not core:
            return False
        if piece.speaker is not None and piece.speaker != self.speaker:
            return True
        parted_here = self.blank or piece.text[0].isspace()
        if parted_here != bool(space_between(self.parts[-1], core)):
            return False  # captions are joined as `space_between` says: keep the file's own way
        if self.length >= _LONGEST_CAPTION or _ENDS_SENTENCE.search(self.parts[-1][-8:]):
            return True
        pause_ms = (piece.start_ms or 0) - self.cues[-1].end_ms if self.cues else 0
        return pause_ms >= PARAGRAPH_PAUSE_MS

    def add(self, piece: Piece) -> None:
        """Append a piece; a run of blanks, or a line break, is one space."""
        core = " ".join(piece.text.split())
        if not core:
            self.blank = self.blank or bool(piece.text)
            return
        if self.length and (self.blank or piece.text[0].isspace()):
            self.parts.append(" ")
            self.length += 1
        if not self.length and piece.speaker is not None:
            self.speaker = piece.speaker
        self._add_cue(piece, core)
        self.parts.append(core)
        self.length += len(core)
        self.blank = piece.text[-1].isspace()

    def _add_cue(self, piece: Piece, core: str) -> None:
        end = self.length + len(core)
        if piece.start_ms is not None:
            end_ms = piece.start_ms if piece.end_ms is None else max(piece.end_ms, piece.start_ms)
            self.cues.append(Cue(self.length, end, piece.start_ms, end_ms))
        elif self.cues and self.cues[-1].end == self.length and _MARKS.fullmatch(core):
            self.cues[-1] = replace(self.cues[-1], end=end)

    def latest_ms(self, before_ms: int) -> int:
        """Return when the last word with a time ends, or what was known before."""
        return self.cues[-1].end_ms if self.cues else before_ms

    def caption(self, otherwise_ms: int) -> Caption:
        """Return what has grown; where no word has a time, it starts at `otherwise_ms`."""
        cues = self.cues
        start_ms = cues[0].start_ms if cues else otherwise_ms
        end_ms = max(cue.end_ms for cue in cues) if cues else None
        return Caption("".join(self.parts), start_ms, end_ms, self.speaker, tuple(cues))


def _drafts(source: Source, captions: Iterable[Caption], language: str) -> tuple[EpisodeDraft, ...]:
    turns = grouped(captions)
    if not turns:
        raise _without_times(source, has_words=False)
    return (EpisodeDraft(source.title, turns=turns, resolution_ms=1, language=language),)


def _without_times(source: Source, *, has_words: bool) -> TranscriptError:
    if has_words:
        return source.error("holds words without any usable times. Export it with timestamps.")
    return source.error("is a transcript without any words in it.")
