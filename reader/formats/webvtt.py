"""WebVTT captions (https://www.w3.org/TR/webvtt1/), as leniently as programs write them."""

import re

from reader.formats.source import Source
from reader.formats.speech.caption_file import episode_of, spoken_cues
from reader.formats.speech.timed_cues import CueReader
from reader.model import EpisodeDraft

NAME = "WebVTT"

_SIGNATURE = re.compile(r"\s*WEBVTT(?![\w])", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"Language\s*[:=]\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*$", re.IGNORECASE
)


def confidence(source: Source) -> float:
    """Recognise the signature that every WebVTT file begins with."""
    signed = _SIGNATURE.match(source.text)
    return 0.95 if signed and ">" in source.text else 0.6 if signed else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the captions. Raise TranscriptError if there are none, or none with a time."""
    reader = CueReader(source.text, is_webvtt=True)
    cues = spoken_cues(source, reader, NAME)
    known = EpisodeDraft("", language=_language(reader.preamble), resolution_ms=1)
    return episode_of(source, cues, NAME, known)


def _language(header: list[str]) -> str:
    found = [match[1] for line in header[:50] if (match := _LANGUAGE.match(line))]
    return found[0] if found else ""
