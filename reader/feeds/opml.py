"""OPML: a list of feeds. Those that are local files are read; the others are told."""

from collections.abc import Callable
from pathlib import Path
from urllib.request import url2pathname

from reader.chapters.listing import title_of
from reader.errors import TranscriptError
from reader.feeds.nearby import Surroundings
from reader.feeds.records import Feed, FeedItem
from reader.formats.source import Source
from reader.safe_xml.tree import Element, text_of

_MOST_FEEDS = 1_000
_ADDRESSES = ("xmlUrl", "xmlurl", "xmlURL", "url", "path", "file", "href")


def read_outlines(source: Source, root: Element, read_one: Callable[[Path], Feed | None]) -> Feed:
    """Return the episodes of all local feeds together.

    `read_one` returns None for a file that is no feed, and raises TranscriptError for a feed
    that is broken. Raise TranscriptError where nothing local is named.
    """
    items: list[FeedItem] = []
    files: list[Path] = []
    remarks: list[str] = []
    addresses = [found for outline in root.iter("outline") if (found := _address(outline))]
    folder = source.path.parent if source.path else None
    paths = dict.fromkeys(path for url in addresses[:_MOST_FEEDS] if (path := _path(url, folder)))
    for path in paths:
        try:
            feed = None if path == source.path else read_one(path)
        except TranscriptError as error:
            remarks.append(str(error))
            continue
        if feed is None:
            files += [path] if path != source.path else []
        else:
            items += feed.items
            remarks += feed.remarks
    elsewhere = len(addresses) - len(paths)
    if not items and not files:
        raise source.error(_nothing_here(elsewhere, remarks))
    if elsewhere > 0:
        remarks.append(f"{source.name} names {elsewhere} feeds that are no local files: left out.")
    title = title_of(text_of(root.find("head/title"))) or source.title
    return Feed(title, tuple(items), tuple(files), tuple(remarks))


def _nothing_here(elsewhere: int, remarks: list[str]) -> str:
    if remarks:
        return f"names feeds of which none can be read: {remarks[0]}"
    if elsewhere:
        return (
            f"names {elsewhere} feeds in the network, which Earmark does not fetch. "
            "Save the feeds as files and name those instead."
        )
    return "is an OPML file that names no feeds."


def _address(outline: Element) -> str:
    return next((outline.get(name, "").strip() for name in _ADDRESSES if outline.get(name)), "")


def _path(address: str, folder: Path | None) -> Path | None:
    """Return the local file that an address means; a plain path may be absolute here."""
    if "://" not in address:
        plain = Path(address)
        for path in (plain, Path(url2pathname(address))):
            whole = folder / path if folder is not None else path
            if _is_file(whole) and (folder is not None or path.is_absolute()):
                return whole
    elif not address.lower().startswith("file:"):
        return None
    return Surroundings(folder).find(address)


def _is_file(path: Path) -> bool:
    try:
        return not str(path).startswith(("//", "\\\\")) and path.is_file()
    except (OSError, ValueError):
        return False
