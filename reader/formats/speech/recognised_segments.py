"""The segments that Whisper and the programs built on it write: a text, its times, its words."""

import re
from collections.abc import Mapping
from typing import Any

from reader.formats.json_reading.fields import field, objects, seconds, speaker_of, text_of
from reader.formats.speech.spoken_words import Piece, Segment

# What Whisper's models say to themselves: <|en|>, <|0.00|>, [_BEG_], [_TT_150].
SPECIAL_TOKENS = re.compile(r"<\|[^|<>]{0,40}\|>|\[_[A-Z]{2,6}_?\d{0,6}_?\]")

_SPEAKERS = (
    "speaker_name",
    "speakerName",
    "speaker",
    "speaker_label",
    "speakerLabel",
    "speaker_id",
)
_ANY_SPEAKER = frozenset(_SPEAKERS)


def segment_list(document: Any) -> list[dict[str, Any]]:
    """Return the segments of a document, which may be the list of them itself."""
    return objects(document) or objects(field(document, "segments"))


def plain(text: str) -> str:
    """Return a text without the models' special tokens."""
    return SPECIAL_TOKENS.sub("", text) if "|>" in text or "[_" in text else text


def segment(item: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Segment:
    """Read one segment, with its words; the words may say better who speaks."""
    return Segment(
        plain(text_of(item.get("text"))),
        seconds(item.get("start")),
        seconds(item.get("end")),
        speaker_of(_speaker_in(item), names),
        [word_piece(word, names) for word in objects(item.get("words"))],
    )


def word_piece(word: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Piece:
    """Read one word, whichever name its text has."""
    text = word["word"] if "word" in word else word.get("text", word.get("punctuated_word", ""))
    speaker = speaker_of(_speaker_in(word), names) or None
    start_ms, end_ms = seconds(word.get("start")), seconds(word.get("end"))
    return Piece(plain(text_of(text)), start_ms, end_ms, speaker)


def _speaker_in(item: Mapping[str, Any]) -> Any:
    if _ANY_SPEAKER.isdisjoint(item):  # so it is with most words
        return None
    return next((item[name] for name in _SPEAKERS if item.get(name) is not None), None)
