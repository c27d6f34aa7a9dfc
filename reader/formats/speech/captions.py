"""Captions, short pieces of text with times, and how they become turns that are good to read.

Subtitle files and speech recognisers cut speech into pieces of a few words. For reading they
are joined: into turns by speaker, pause and length, and within them into paragraphs at the
ends of sentences. Each caption's own time, and each word's, stays as a `Cue`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reader.model import PARAGRAPH_BREAK, Cue, TurnDraft
from reader.timing.cues import PackedCues, packed_numbers

# A pause that parts paragraphs where a sentence has ended, and one that parts them anywhere.
PARAGRAPH_PAUSE_MS = 1200
LONG_PAUSE_MS = 4000
# Where nobody is named, a pause as long as this begins a new turn.
TURN_PAUSE_MS = 8000
# In characters: a paragraph may end with a sentence after `COMFORTABLE`, and must after `LONGEST`.
COMFORTABLE_PARAGRAPH = 480
LONGEST_PARAGRAPH = 1000
# A monologue is cut at a paragraph, so that there are times to find one's place by.
LONGEST_TURN = 3000

_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।]['\"”’»)\]]*$")
# Scripts that are written without spaces between words.
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef\u0e00-\u0e7f]")
_FIRST_UNSPACED = "\u0e00"


@dataclass(frozen=True, slots=True)
class Caption:
    """A piece of speech as a file gives it.

    `text` is one line, without blanks around it; `words` are cues whose offsets refer to it.
    """

    text: str
    start_ms: int
    end_ms: int | None = None
    speaker: str = ""
    words: tuple[Cue, ...] = ()
    begins_turn: bool = False  # somebody else speaks, whoever it is


@dataclass
class _Turn:
    """A turn that is still growing."""

    speaker: str
    start_ms: int
    end_ms: int | None = None
    paragraphs: list[str] = field(default_factory=list)
    cues: list[int] = field(default_factory=list)  # four numbers each, as they will be packed
    length: int = 0  # of the finished paragraphs, with the breaks after them

    def add(self, caption: Caption) -> None:
        """Append a caption to the last paragraph."""
        last = self.paragraphs[-1] if self.paragraphs else ""
        if not self.paragraphs:
            self.paragraphs.append("")
        space = space_between(last, caption.text)
        at = self.length + len(last) + len(space)
        self.paragraphs[-1] = f"{last}{space}{caption.text}"
        self._add_cues(caption, at)
        self.end_ms = caption.end_ms if caption.end_ms is not None else self.end_ms

    def break_paragraph(self) -> None:
        """End the last paragraph."""
        self.length += len(self.paragraphs[-1]) + len(PARAGRAPH_BREAK)
        self.paragraphs.append("")

    def draft(self) -> TurnDraft:
        """Return what has grown."""
        paragraphs = tuple(self.paragraphs)
        cues = PackedCues(packed_numbers(self.cues))
        return TurnDraft(self.speaker, paragraphs, self.start_ms, self.end_ms, cues)

    def _add_cues(self, caption: Caption, at: int) -> None:
        """Add the caption's words, or itself as one cue, with offsets in the turn."""
        for word in caption.words:
            self.cues += (word.start + at, word.end + at, word.start_ms, word.end_ms)
        if not caption.words:
            start_ms, end_ms = caption.start_ms, caption.end_ms
            end_ms = start_ms if end_ms is None else max(end_ms, start_ms)
            self.cues += (at, at + len(caption.text), start_ms, end_ms)


def grouped(captions: Iterable[Caption]) -> tuple[TurnDraft, ...]:
    """Join captions, in the order given, into turns and paragraphs; empty ones are left out."""
    return tuple(turn.draft() for turn in _turns(c for c in captions if c.text))


def _turns(captions: Iterable[Caption]) -> Iterator[_Turn]:
    turn: _Turn | None = None
    for caption in captions:
        if turn is None or _begins_turn(turn, caption):
            if turn is not None:
                yield turn
            turn = _Turn(caption.speaker, caption.start_ms)
        elif _begins_paragraph(turn, caption):
            turn.break_paragraph()
        turn.add(caption)
    if turn is not None:
        yield turn


def _pause(turn: _Turn, caption: Caption) -> int:
    last_ms = turn.cues[-1] if turn.end_ms is None and turn.cues else turn.end_ms
    return 0 if last_ms is None else caption.start_ms - last_ms


def _begins_turn(turn: _Turn, caption: Caption) -> bool:
    changes = caption.begins_turn or caption.speaker != turn.speaker
    if changes or caption.start_ms < turn.start_ms:
        return True
    if not turn.speaker and _pause(turn, caption) >= TURN_PAUSE_MS:
        return True
    long = turn.length + len(turn.paragraphs[-1]) > LONGEST_TURN
    return long and _begins_paragraph(turn, caption)


def _begins_paragraph(turn: _Turn, caption: Caption) -> bool:
    text, pause_ms = turn.paragraphs[-1], _pause(turn, caption)
    if pause_ms >= LONG_PAUSE_MS or len(text) >= LONGEST_PARAGRAPH:
        return True
    may_end = pause_ms >= PARAGRAPH_PAUSE_MS or len(text) >= COMFORTABLE_PARAGRAPH
    return may_end and ends_sentence(text)


def ends_sentence(text: str) -> bool:
    """Say whether a text ends with a sentence, by its last marks."""
    return not text[-1:].isalnum() and _ENDS_SENTENCE.search(text[-8:]) is not None


def space_between(before: str, after: str) -> str:
    """Return what parts two pieces of text in a paragraph: a space, where the script has any."""
    if not before:
        return ""
    if before[-1] < _FIRST_UNSPACED:
        return " "
    return "" if _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0]) else " "
