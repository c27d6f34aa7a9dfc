"""Takes feeds out of the files to import: each item becomes a text, with the files it names.

An item stands for no file of its own. It is called by the feed's path and a name that stays the
same when the feed is saved again: its title, and where titles repeat letters made of its guid.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from reader import feeds
from reader.errors import TranscriptError
from reader.feeds import Feed, FeedItem
from reader.formats.source import Source
from reader.importing.folders import Files
from reader.importing.looking import stumbling
from reader.importing.names import base_of

_SNIFFED = 4096
_SIGN = re.compile(rb"<(?:\w+:)?(?:rss|feed|opml|RDF|channel)[\s>]", re.IGNORECASE)
_LONGEST_NAME = 80
_NOT_IN_NAMES = re.compile(r"[^\w -]+")


@dataclass
class FeedItems:
    """The items of all feeds by what they are called, and sentences about what was left out."""

    items: dict[Path, FeedItem] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def take_feeds(files: Files, encoding_of: Callable[[Path], str | None]) -> FeedItems:
    """Remove feeds, and the texts that their items name, from the files; add their recordings.

    What is wrong with a feed is noted in the files. `encoding_of` answers what a person chose.
    """
    taken = FeedItems()
    for path in [path for path in files.texts if _may_be_feed(path)]:
        try:
            source = Source.from_path(path, encoding_of(path))
            if not feeds.is_feed(source):
                continue
            with stumbling(path, TranscriptError):
                feed = feeds.read(source)
        except TranscriptError as error:
            files.texts.remove(path)
            files.fail(path, str(error))
            continue
        _take(feed, path, files, taken)
    return taken


def _take(feed: Feed, path: Path, files: Files, taken: FeedItems) -> None:
    claimed = {path}
    for called, item in zip(_names(path, feed), feed.items, strict=True):
        taken.items[called] = item
        claimed |= {one.path for one in (*item.transcripts, item.chapters) if one and one.path}
        if item.audio is not None and item.audio not in files.sounds:
            files.sounds.append(item.audio)
    known = {*files.texts, *claimed}
    files.texts = [one for one in files.texts if one not in claimed]
    files.texts += [one for one in feed.files if one not in known]
    missing = feeds.missing(feed)
    taken.remarks += [*feed.remarks, *([missing] if missing else [])]


def _names(path: Path, feed: Feed) -> list[Path]:
    """Return what items are called: paths below the feed's, with letters where titles repeat."""
    plain = [path / (_plain(item.draft.title) or "Episode") for item in feed.items]
    alike = Counter(map(base_of, plain))
    names: dict[Path, None] = {}
    for item, name in zip(feed.items, plain, strict=True):
        called, key = name, item.guid or item.audio_name
        while alike[base_of(called)] > 1 or called in names:
            called, key = name.with_name(f"{name.name} {_letters(item, key)}"), f"{key} again"
        names[called] = None
    return list(names)


def _plain(title: str) -> str:
    return " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:_LONGEST_NAME].strip()


def _letters(item: FeedItem, key: str) -> str:
    """Return letters made of a guid; digits would be taken for the episode's number."""
    told = f"{item.draft.show}\n{item.draft.title}\n{key}"
    digest = blake2b(told.encode(), digest_size=6).digest()
    return "".join(chr(97 + byte % 26) for byte in digest)


def _may_be_feed(path: Path) -> bool:
    """Tell by the first bytes what is worth to be read as a feed; UTF-16 has NULs between."""
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED)
    except (OSError, ValueError):
        return False  # reading it will say what is wrong
    return _SIGN.search(start.replace(b"\0", b"")) is not None
