"""What the tests of markup and text formats share: a file in, what was said out."""

from reader.formats import Source, formats, read
from reader.model import PARAGRAPH_BREAK, EpisodeDraft


def source_of(content: str | bytes, name: str = "talk") -> Source:
    """Make a source of a file's content."""
    return Source(name, content.encode() if isinstance(content, str) else content)


def chosen_for(content: str | bytes) -> str:
    """Say which format is surest of the content."""
    source = source_of(content)
    return max((form.confidence(source), form.NAME) for form in formats())[1]


def episode_in(content: str | bytes) -> EpisodeDraft:
    """Read content that holds one episode."""
    (episode,) = read(source_of(content))
    return episode


def turns_in(content: str | bytes) -> list[tuple[int | None, str, str]]:
    """Return each turn's start, speaker and text."""
    return [
        (turn.start_ms, turn.speaker, PARAGRAPH_BREAK.join(turn.paragraphs))
        for turn in episode_in(content).turns
    ]


def cues_in(content: str | bytes) -> list[tuple[str, int, int]]:
    """Return the text, the start and the end of each cue."""
    return [
        (PARAGRAPH_BREAK.join(turn.paragraphs)[cue.start : cue.end], cue.start_ms, cue.end_ms)
        for turn in episode_in(content).turns
        for cue in turn.cues
    ]
