"""A quote as text to take along: the words, who said them, where, when, and the way back."""

from reader.links import Link, written
from reader.model import Bookmark, Episode, Quote
from reader.timecode import timecode

Source = tuple[str, str, str]  # the episode's title, its show, its day; each may be ""


def citation(quote: Quote, source: Source, link: str) -> str:
    """Return `“Words”`, then speaker, episode, show, day and time, then the link."""
    title, show, day = source
    where = ", ".join(part for part in (f"“{title}”" if title else "", show, day) if part)
    said = ", ".join(part for part in (quote.speaker, where, timecode(quote.start_ms)) if part)
    return f"“{quote.text}”\n— {said}\n{link}"


def cited(quote: Quote, episode: Episode) -> str:
    """Return a quote of an open episode as text, with a link to its second."""
    day = episode.date.isoformat() if episode.date else ""
    link = written(Link(episode.id, quote.start_ms))
    return citation(quote, (episode.title, episode.show, day), link)


def cited_words(words: str, episode: Episode) -> str:
    """Return words of an open page that nobody says, with where they stand and a link to it."""
    day = episode.date.isoformat() if episode.date else ""
    title = f"“{episode.title}”" if episode.title else ""
    where = ", ".join(part for part in (title, episode.show, day) if part)
    link = written(Link(episode.id))
    return "\n".join(part for part in (f"“{words}”", f"— {where}" if where else "", link) if part)


def cited_bookmark(bookmark: Bookmark) -> str:
    """Return a kept quote as text, with a link to it."""
    day = bookmark.date.isoformat() if bookmark.date else ""
    source = (bookmark.episode_title, bookmark.show, day)
    link = written(Link(bookmark.episode or "", bookmark.quote.start_ms, bookmark.id))
    return citation(bookmark.quote, source, link)
