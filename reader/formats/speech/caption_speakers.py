"""Who speaks in captions: voice tags, names before a colon, and marks of a change (`>>`, `-`).

A name before a colon is a speaker's only where the file as a whole supports it; it then speaks
until another one does, because many programs write it at the change alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader.formats.pages.speaker_census import speakers_among
from reader.formats.pages.speaker_names import NAME, is_label, is_possible_name
from reader.formats.pages.turn_heads import Head, HeadShape
from reader.formats.speech.captions import Caption, space_between
from reader.formats.speech.cue_markup import Line
from reader.formats.speech.repeated_lines import Spoken
from reader.model import Cue

_ARROWS = re.compile(r">>+\s*")
_DASH = re.compile(r"[-–—‐]\s*(?=[^\s\d–—-])")
_NAMED = re.compile(rf"(?P<name>{NAME})\s{{0,3}}(?:：|:(?![\d/]))\s*")
_BOXED = re.compile(
    r"(?:\[(?P<square>[^\[\]:]{1,60})\]|\((?P<round>[^():]{1,60})\))(?P<colon>\s?[:：])?\s*"
)
_FIRST = frozenset("[(>-–—‐")
_NAME_WINDOW = 140


@dataclass(frozen=True, slots=True)
class _Prefix:
    """What a line begins with before its words."""

    length: int
    name: str = ""
    mark: int = 0  # the length of the mark that says that somebody else speaks


@dataclass(slots=True)
class _Said:
    """Lines of one cue by one speaker."""

    speaker: str
    begins_turn: bool
    lines: list[Line]


def captions_of(cues: list[Spoken]) -> Iterator[Caption]:
    """Yield a caption for each cue, or several where several speak in it.

    The list is emptied on the way, so that a large file is not held twice.
    """
    has_dialogue = any(len(cue.lines) > 1 and _dashes(cue) > 1 for cue in cues)
    speakers = _census(cues, has_dialogue=has_dialogue)
    speaker = ""
    cues.reverse()
    while cues:
        cue = cues.pop()
        line = cue.lines[0] if len(cue.lines) == 1 else None
        if line and line.text and line.voice:  # as nearly all cues are where any has a voice
            yield Caption(
                line.text, cue.start_ms, cue.end_ms, cue.speaker or line.voice, line.words
            )
            speaker = ""
            continue
        said = list(_by_speaker(cue, speaker, speakers, has_dialogue=has_dialogue))
        if not said:
            continue
        speaker = "" if cue.speaker or said[-1].lines[-1].voice is not None else said[-1].speaker
        yield from _timed(cue, [part for part in said if any(line.text for line in part.lines)])


def _dashes(cue: Spoken) -> int:
    return sum(1 for line in cue.lines if _DASH.match(line.text))


def _census(cues: Sequence[Spoken], *, has_dialogue: bool) -> frozenset[str]:
    """Return the names before colons that are speakers'."""
    heads: list[Head | None] = []
    sure = set()
    for cue in cues:
        heads.append(None)
        for line in cue.lines:
            prefix = _prefix(line, has_dialogue=has_dialogue)
            if prefix and prefix.name:
                head = Head(HeadShape.NAMED, prefix.name, line.text[prefix.length :])
                heads[-1:] = [head] if heads[-1] is None else [heads[-1], head]
                if is_label(prefix.name):
                    sure.add(prefix.name)
    if not any(heads):
        return frozenset()
    return speakers_among(heads, len(cues), announced=True) | sure


def _prefix(line: Line, *, has_dialogue: bool) -> _Prefix | None:
    """Take apart what a line begins with; None where it is only words."""
    text = line.text
    if not text or (":" not in text and "：" not in text and text[0] not in _FIRST):
        return None
    arrows = _ARROWS.match(text)
    mark = arrows or (_DASH.match(text) if has_dialogue else None)
    at = mark.end() if mark else 0
    boxed = _BOXED.match(text, at)
    if boxed:
        name = (boxed["square"] or boxed["round"]).strip()
        label = bool(name) and is_label(name)
        if label or (boxed["colon"] and name and is_possible_name(name)):
            return _Prefix(boxed.end(), name, at)
    named = _NAMED.match(text, at, at + _NAME_WINDOW)
    if named and is_possible_name(named["name"].strip()):
        return _Prefix(named.end(), named["name"].strip(), at)
    return _Prefix(at, mark=at) if mark else None


def _by_speaker(
    cue: Spoken, speaker: str, speakers: frozenset[str], *, has_dialogue: bool
) -> Iterator[_Said]:
    """Part a cue's lines where another speaker begins; who spoke before goes on until then.

    Unnamed speakers within a cue are not parted, for nothing says when the second begins: their
    marks stay in the text.
    """
    prefixes = [_prefix(line, has_dialogue=has_dialogue) for line in cue.lines]
    unnamed = [p for p in prefixes if p and p.mark and p.name not in speakers]
    part: _Said | None = None
    for line, prefix in zip(cue.lines, prefixes, strict=True):
        name, begins, rest = speaker, False, line
        if cue.speaker or line.voice is not None:
            name = cue.speaker or line.voice or ""
        elif prefix and prefix.name in speakers:
            name, begins, rest = prefix.name, prefix.mark > 0, _from(line, prefix.length)
        elif prefix and prefix.mark and (part is None or part.speaker):
            name, begins = "", True
            rest = _from(line, prefix.mark) if len(unnamed) == 1 else line
        if part is None or begins or name != part.speaker:
            if part is not None:
                yield part
            part = _Said(name, begins, [])
        part.lines.append(rest)
        speaker = name
    if part is not None:
        yield part


def _from(line: Line, start: int) -> Line:
    """Return the line without what stands before `start`; a word cut into keeps its rest."""
    words = tuple(
        replace(word, start=max(word.start - start, 0), end=word.end - start)
        for word in line.words
        if word.end > start
    )
    return Line(line.text[start:], line.voice, words)


def _timed(cue: Spoken, parts: Sequence[_Said]) -> Iterator[Caption]:
    """Make captions; where several speak in a cue, each has its share of the time by length."""
    texts = [_joined(part.lines) for part in parts]
    total = sum(len(text) for text, _ in texts) or 1
    spent = 0
    for part, (text, words) in zip(parts, texts, strict=True):
        start_ms, end_ms = cue.start_ms, cue.end_ms
        if len(parts) > 1 and cue.end_ms is not None:
            length_ms = cue.end_ms - cue.start_ms
            start_ms = cue.start_ms + length_ms * spent // total
            spent += len(text)
            end_ms = cue.start_ms + length_ms * spent // total
        if words and len(parts) > 1:
            start_ms, end_ms = words[0].start_ms, words[-1].end_ms
        yield Caption(text, start_ms, end_ms, part.speaker, words, part.begins_turn)


def _joined(lines: Iterable[Line]) -> tuple[str, tuple[Cue, ...]]:
    """Join lines into one; where any has words, those without are a word of their own."""
    kept = [line for line in lines if line.text]
    if len(kept) == 1:
        return kept[0].text, kept[0].words
    has_words = any(line.words for line in kept)
    pieces, words = list[str](), list[Cue]()
    length = 0
    for line in kept:
        blank = space_between(pieces[-1] if pieces else "", line.text)
        pieces += [blank, line.text]
        at = length + len(blank)
        length = at + len(line.text)
        words += [replace(word, start=word.start + at, end=word.end + at) for word in line.words]
        if has_words and not line.words and words:
            words.append(Cue(at, at + len(line.text), words[-1].end_ms, words[-1].end_ms))
    return "".join(pieces), tuple(words)
