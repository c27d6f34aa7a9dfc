"""Podlove Simple Chapters: XML with `psc:chapter@start,@title`, alone or within a feed's item.

Source: "Podlove Simple Chapters" 1.2. A start is Normal Play Time: `0`, `3:07`, `8:26.250`,
`01:02:03`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.chapters.listing import chapter, listed
from reader.formats.json_reading.fields import seconds
from reader.formats.source import Source
from reader.model import ChapterDraft
from reader.safe_xml.root import root_name
from reader.safe_xml.tree import parse

if TYPE_CHECKING:
    from reader.safe_xml.tree import Element

NAME = "Podlove Simple Chapters"

_SNIFFED = 1_000_000


def confidence(source: Source) -> float:
    """Look for a root called `chapters`, by whatever prefix, or for chapters in a feed."""
    root = _local(root_name(source.text))
    if root in {"chapters", "chapter"}:
        return 0.95
    within = root in {"rss", "feed", "RDF", "channel", "item", "entry"}
    return 0.3 if within and ":chapter " in source.text[:_SNIFFED] else 0.0


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the chapters. Raise TranscriptError for a feed whose episodes have several lists."""
    root = parse(_rooted(source))
    lists = [found for found in map(chapters_of, _lists(root)) if found]
    if len(lists) > 1:
        raise source.error(
            f"is a feed with the chapters of {len(lists)} episodes. Import the feed as a whole, "
            "or choose a file with the chapters of one episode."
        )
    return listed(source, lists[0] if lists else ())


def chapters_of(chapters: "Element") -> list[ChapterDraft]:
    """Return the chapters in a `psc:chapters` element, in its order; titles may be "".

    Chapters within chapters, which nobody may write but some do, follow theirs.
    """
    found = (_chapter(element) for element in chapters.iter() if _local(element.tag) == "chapter")
    return [draft for draft in found if draft is not None]


def _lists(root: "Element") -> Iterator["Element"]:
    if _local(root.tag) == "chapters":
        yield root
        return
    yield from (element for element in root.iter() if element.tag == "psc:chapters")


def _chapter(element: "Element") -> ChapterDraft | None:
    title = element.get("title") or element.text
    return chapter(title, seconds(element.get("start")), seconds(element.get("end")))


def _rooted(source: Source) -> Source:
    """Give chapters that stand alone, as copied from a feed, a root."""
    if _local(root_name(source.text)) != "chapter":
        return source
    return Source(source.name, f"<chapters>{source.text}</chapters>".encode(), source.path, "utf-8")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
