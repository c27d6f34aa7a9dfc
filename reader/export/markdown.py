"""Quotes and transcripts as Markdown, which Earmark can also read back."""

from collections.abc import Sequence

from reader.export.escaping import markdown_line, markdown_lines
from reader.export.material import EpisodeQuotes, by_episode
from reader.export.quote_markdown import quote_block
from reader.model import Bookmark, Episode, Turn
from reader.timecode import timecode

NAME = "markdown"
TITLE = "Markdown"
DESCRIPTION = "One text file by episode, for notes and articles; Earmark reads it back."
SUFFIX = ".md"


def quotes(bookmarks: Sequence[Bookmark]) -> str:
    """Return the quotes by episode, each with speaker, chapter, time, note, tags and colour."""
    return "\n\n".join(map(_episode, by_episode(bookmarks))) + "\n"


def transcript(episode: Episode) -> str:
    """Return all that is said in an episode, under its chapters' headings."""
    blocks = [heading(episode.title), *_about(episode.show, str(episode.date or ""))]
    chapters = list(episode.chapters)
    for turn in episode.turns:
        while chapters and chapters[0].start_ms <= turn.start_ms:
            blocks.append(f"#{heading(chapters.pop(0).title)}")
        blocks.append(_turn(turn, episode.duration_ms))
    return "\n\n".join(blocks) + "\n"


def heading(title: str) -> str:
    """Return the heading of an episode."""
    return f"# {markdown_line(title) or 'Untitled'}"


def _episode(group: EpisodeQuotes) -> str:
    blocks = [heading(group.title), *_about(group.show, str(group.date or ""))]
    blocks += ["\n".join(quote_block(bookmark)) for bookmark in group.bookmarks]
    return "\n\n".join(blocks)


def _about(show: str, date: str) -> list[str]:
    told = (("Show", markdown_line(show)), ("Date", date))
    lines = [f"- {name}: {value}" for name, value in told if value]
    return ["\n".join(lines)] if lines else []


def _turn(turn: Turn, like_ms: int) -> str:
    name = f" **{markdown_line(turn.speaker)}**" if turn.speaker else ""
    paragraphs = ("\n".join(markdown_lines(text)) for text in turn.paragraphs)
    return "\n\n".join([f"[{timecode(turn.start_ms, like_ms=like_ms)}]{name}", *paragraphs])
