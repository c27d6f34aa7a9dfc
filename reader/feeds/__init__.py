"""Podcast feeds saved to disk: RSS, Atom, and OPML lists of such files. Nothing is fetched.

`read` says what is in a feed's file and which of the files it names lie beside it; `ready` then
reads one item's transcript and chapters. `docs/decisions/0013-feeds.md` gives the reasons.
"""

import re
from pathlib import Path

from reader.errors import TranscriptError
from reader.feeds.episodes import ReadyEpisode, missing, ready
from reader.feeds.nearby import Surroundings
from reader.feeds.opml import read_outlines
from reader.feeds.records import Feed, FeedItem, Reference, Richness
from reader.formats.source import Source
from reader.safe_xml.root import root_name
from reader.safe_xml.tree import parse

__all__ = [
    "Feed",
    "FeedItem",
    "ReadyEpisode",
    "Reference",
    "Richness",
    "is_feed",
    "missing",
    "read",
    "ready",
]

_ROOTS = frozenset({"rss", "opml", "rdf", "feed", "channel"})
_SNIFFED = 5_000
_BEGINS = re.compile(r"<\?xml\b|<(?:rss|opml|(?:\w+:)?RDF|(?:\w+:)?feed)[\s>]")
_ENDS = re.compile(r"</(?:rss|opml|(?:\w+:)?RDF|(?:\w+:)?feed)\s*>")


def is_feed(source: Source) -> bool:
    """Say whether a file is a feed or an OPML list, by its root. Never raises. Any thread."""
    try:
        text = _from_root(source.text)
    except TranscriptError:
        return False
    root = root_name(text).rpartition(":")[2].lower()
    if root == "feed":
        return "/atom" in text[:_SNIFFED].lower()
    if root == "rdf":
        return "purl.org/rss" in text[:_SNIFFED]
    return root in _ROOTS


def read(source: Source) -> Feed:
    """Read a feed's file; a file that it names is looked for in its folder and those below.

    Raise TranscriptError for what is no feed, with the line for broken XML, and for a feed
    without episodes. Any thread.
    """
    if not is_feed(source):
        raise source.error(_no_feed(source.text))
    feed = _read(source)
    if feed is None:
        raise source.error("is no feed: it has the name of one and something else inside.")
    return feed


def _read(source: Source) -> Feed | None:
    trimmed = _from_root(source.text)
    if trimmed is not source.text:
        source = Source(source.name, trimmed.encode(), source.path, "utf-8")
    root = parse(source)
    kind = root.tag.rpartition(":")[2].lower()
    if kind == "opml":
        return read_outlines(source, root, _read_local)
    # HTML's parser comes along, which no start of the program should wait for.
    from reader.feeds.rss import read_feed  # noqa: PLC0415

    around = Surroundings(source.path.parent if source.path else None)
    return read_feed(source, root, around) if kind in _ROOTS else None


def _read_local(path: Path) -> Feed | None:
    """Read a feed that an OPML names; another OPML is not followed."""
    source = Source.from_path(path)
    root = root_name(_from_root(source.text)).lower()
    return _read(source) if is_feed(source) and root != "opml" else None


def _from_root(text: str) -> str:
    """Return the text without what a server printed before the feed, its lines left blank."""
    if root_name(text):
        return text
    found = _BEGINS.search(text, 0, _SNIFFED)
    if found is None or not _ENDS.search(text, max(len(text) - _SNIFFED, 0)):
        return text  # perhaps a text that speaks of feeds
    lines = text.count("\n", 0, found.start())
    return "\n" * lines + text[found.start() :]


def _no_feed(text: str) -> str:
    root = root_name(text).lower()
    if root == "html" or re.match(r"\s*<!doctype html", text, re.IGNORECASE):
        return (
            "is a web page, not a feed: the server may have answered with an error. "
            "Save the feed's own address again."
        )
    if root:
        return f"is no podcast feed: its root is “{root}”. Choose a saved RSS or Atom feed."
    return "is no podcast feed. Choose a saved RSS or Atom feed, or an OPML list of such files."
