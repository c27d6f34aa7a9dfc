"""Quotes and transcripts as plain text."""

from collections.abc import Sequence

from reader.export.material import EpisodeQuotes, by_episode
from reader.links import link_to
from reader.model import Bookmark, Episode, Turn
from reader.timecode import timecode

NAME = "text"
TITLE = "Plain text"
DESCRIPTION = "Words alone, for letters and anything else."
SUFFIX = ".txt"


def quotes(bookmarks: Sequence[Bookmark]) -> str:
    """Return the quotes by episode."""
    return "\n\n\n".join(map(_episode, by_episode(bookmarks))) + "\n"


def transcript(episode: Episode) -> str:
    """Return all that is said in an episode, with speakers and times."""
    blocks = [_head(episode.title, episode.show, str(episode.date or ""))]
    blocks += [_turn(turn, episode.duration_ms) for turn in episode.turns]
    return "\n\n".join(blocks) + "\n"


def _episode(group: EpisodeQuotes) -> str:
    head = _head(group.title, group.show, str(group.date or ""))
    return "\n\n".join([head, *map(_quote, group.bookmarks)])


def _head(title: str, show: str, date: str) -> str:
    about = ", ".join(part for part in (_line(show), date) if part)
    title = _line(title) or "Untitled"
    return "\n".join([title, *([about] if about else []), "=" * min(len(title), 72)])


def _quote(bookmark: Bookmark) -> str:
    quote = bookmark.quote
    signed = ", ".join(p for p in (_line(quote.speaker), timecode(quote.start_ms)) if p)
    told = (
        ("Chapter", _line(quote.chapter)),
        ("Tags", ", ".join(bookmark.tags)),
        ("Colour", bookmark.colour),
        ("Note", bookmark.note),
    )
    lines = [f"“{quote.text}”"] if quote.text else []
    lines += [f"— {signed}", link_to(bookmark)]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in told if value)])


def _turn(turn: Turn, like_ms: int) -> str:
    time = timecode(turn.start_ms, like_ms=like_ms)
    return f"{time}  {_line(turn.speaker)}".rstrip() + f"\n{turn.text}"


def _line(text: str) -> str:
    return " ".join(text.split())
