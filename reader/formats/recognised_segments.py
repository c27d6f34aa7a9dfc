"""The segments that Whisper and the programs built on it write: a text, its times, its words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reader.formats.json_fields import field, objects, seconds, speaker_of, text_of
from reader.formats.spoken_words import Piece, Segment

# What Whisper's models say to themselves: <|en|>, <|0.00|>, [_BEG_], [_TT_150].
SPECIAL_TOKENS = re.compile(r"<\|[^|<>]{0,40}\|>|\[_[A-Z]{2,6}_?\d{0,6}_?\]")


def segment_list(document: Any) -> list[dict[str, Any]]:
    """Return the segments of a document, which may be the list of them itself."""
    return objects(document) or objects(field(document, "segments"))


def plain(text: str) -> str:
    """Return a text without the models' special tokens."""
    return SPECIAL_TOKENS.sub("", text)


def segment(item: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Segment:
    """Read one segment; without a speaker of its own it has that of most of its words."""
    words = objects(item.get("words"))
    speaker = speaker_of(item.get("speaker"), names)
    if not speaker and words and "speaker" not in item:
        speaker = speaker_of(_most([word.get("speaker") for word in words]), names)
    return Segment(
        plain(text_of(item.get("text"))),
        seconds(item.get("start")),
        seconds(item.get("end")),
        speaker,
        [word_piece(word) for word in words],
    )


def by_speaker(
    item: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> Iterable[Segment]:
    """Read one segment, cut where its words change their speaker."""
    whole = segment(item, names)
    words = objects(item.get("words"))
    told = [speaker_of(word.get("speaker"), names) for word in words]
    if len({name for name in told if name}) < 2:
        return [whole]
    return list(_cut(whole, _filled(told, whole.speaker)))


def word_piece(word: Mapping[str, Any]) -> Piece:
    """Read one word, whichever name its text has."""
    text = next((word[key] for key in ("word", "text", "punctuated_word") if key in word), "")
    return Piece(plain(text_of(text)), seconds(word.get("start")), seconds(word.get("end")))


def _most(values: Sequence[Any]) -> Any:
    known = [value for value in values if isinstance(value, str | int)]
    return max(known, key=known.count) if known else None


def _filled(told: Sequence[str], otherwise: str) -> list[str]:
    """Give words without a speaker that of the word before them."""
    filled: list[str] = []
    for name in told:
        filled.append(name or (filled[-1] if filled else otherwise))
    return filled


def _cut(whole: Segment, speakers: Sequence[str]) -> Iterable[Segment]:
    """Cut a segment's text where the next speaker's first word stands in it."""
    text, at, first = whole.text, 0, 0
    for index in range(1, len(speakers) + 1):
        ended = index == len(speakers)
        if not ended and speakers[index] == speakers[first]:
            continue
        until = len(text) if ended else _next_word(text, at, whole.words[first : index + 1])
        words = whole.words[first:index]
        start_ms = next((word.start_ms for word in words if word.start_ms is not None), None)
        yield Segment(text[at:until], start_ms, None, speakers[first], words)
        at, first = until, index


def _next_word(text: str, at: int, words: Sequence[Piece]) -> int:
    """Return where the last of the words begins, or the end of the one before it."""
    end = at
    for word in words[:-1]:
        said = word.text.strip()
        found = text.find(said, end)
        end = found + len(said) if said and found >= 0 else end
    found = text.find(words[-1].text.strip(), end)
    return found if found >= 0 else end
