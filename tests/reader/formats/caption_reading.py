"""What the tests of caption formats look at: who says what, and when each cue is heard."""

from reader.formats import Source, formats, read
from reader.model import PARAGRAPH_BREAK, EpisodeDraft


def episode(text: str, name: str = "clipboard") -> EpisodeDraft:
    """Read the one episode in a text, by whichever format is surest."""
    (draft,) = read(Source.from_text(text, name))
    return draft


def said(text: str) -> list[tuple[str, str]]:
    """Return each turn's speaker and text."""
    return [(turn.speaker, PARAGRAPH_BREAK.join(turn.paragraphs)) for turn in episode(text).turns]


def heard(text: str) -> list[tuple[str, int, int]]:
    """Return each cue's text, start and end."""
    return [
        (PARAGRAPH_BREAK.join(turn.paragraphs)[cue.start : cue.end], cue.start_ms, cue.end_ms)
        for turn in episode(text).turns
        for cue in turn.cues
    ]


def surest(text: str) -> str:
    """Return the name of the format that reads a text."""
    source = Source.from_text(text)
    return max((form.confidence(source), form.NAME) for form in formats())[1]
