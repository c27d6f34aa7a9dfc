"""RSS (0.9 to 2.0) and Atom with the podcasts' namespaces, as items.

Sources: the RSS 2.0 specification, RFC 4287, Apple's and the Podcasting 2.0 namespaces. What an
item says twice (a title, a length) is taken from where it is said best.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import tostring

from reader.chapters.listing import title_of
from reader.chapters.simple_chapters import chapters_of
from reader.feeds.moments import day_of, duration_ms
from reader.feeds.nearby import Surroundings, name_in
from reader.feeds.notes import told_in
from reader.feeds.records import Feed, FeedItem, Reference
from reader.feeds.references import reference
from reader.formats.source import Source
from reader.model import ChapterDraft, EpisodeDraft
from reader.safe_xml.tree import Element, children, text_of

_TEXTS = (
    "content:encoded",
    "description",
    "itunes:summary",
    "atom:content",
    "atom:summary",
    "googleplay:description",
    "media:description",
    "media:group/media:description",
)
_DATES = ("pubDate", "pubdate", "dc:date", "atom:published", "atom:updated", "published", "date")
_LENGTHS = ("itunes:duration", "duration", "podcast:duration")
_AUTHORS = ("itunes:author", "googleplay:author", "atom:author/atom:name", "dc:creator")
MOST_ITEMS = 20_000
_PSC_LINK = "http://podlove.org/simple-chapters"
_MOST_PEOPLE = 12


def read_feed(source: Source, root: Element, around: Surroundings) -> Feed:
    """Return a feed's episodes. Raise TranscriptError where it has none."""
    channel = root.find("channel")
    channel = root if channel is None else channel
    places = [channel] if channel is root else [channel, root]
    elements = [one for place in places for one in place if one.tag in {"item", "atom:entry"}]
    if not elements:
        raise source.error("is a feed without episodes. Save it again, or choose another one.")
    if len(elements) > MOST_ITEMS:
        raise source.error(f"is a feed of more than {MOST_ITEMS:,} episodes. Split it first.")
    around.expect(_urls(elements))
    show = _Show(channel, around)
    return Feed(show.title, tuple(show.item(element) for element in elements))


class _Show:
    """What holds for all items of one feed."""

    def __init__(self, channel: Element, around: Surroundings) -> None:
        self.title = title_of(_first(channel, ("title", "atom:title", "itunes:title")))
        self._language = _language(channel)
        self._author = title_of(_first(channel, _AUTHORS))
        self._people = _persons(channel)
        self._around = around

    def item(self, element: Element) -> FeedItem:
        """Return one episode."""
        title = title_of(_first(element, ("title", "atom:title", "itunes:title", "media:title")))
        told = told_in(_longest_text(element), title)
        people = self._people_of(element)
        enclosure = _enclosure(element)
        draft = EpisodeDraft(
            title=title or title_of(name_in(enclosure)) or "Untitled episode",
            show=self.title,
            subtitle=_subtitle(element, title),
            date=day_of(_first(element, _DATES)),
            duration_ms=_duration_ms(element),
            notes=_notes(people, told.notes),
            chapters=_inline_chapters(element) or told.chapters,
            turns=told.turns,
            resolution_ms=told.resolution_ms,
            language=_language(element) or self._language,
        )
        return FeedItem(
            draft,
            _first(element, ("guid", "podcast:guid", "atom:id")),
            tuple(self._references(element.iter("podcast:transcript"))),
            self._chapter_file(element),
            next(filter(None, map(self._around.find, [enclosure, *_alternatives(element)])), None),
            name_in(enclosure),
            people,
        )

    def _references(self, elements: Iterable[Element]) -> Iterator[Reference]:
        for element in elements:
            found = reference(element.attrib, element.text or "", self._around)
            if found is not None:
                yield found

    def _chapter_file(self, element: Element) -> Reference | None:
        links = [link for link in element.iter("atom:link") if link.get("rel") == _PSC_LINK]
        found = list(self._references([*element.iter("podcast:chapters"), *links]))
        return next((one for one in found if one.is_here), found[0] if found else None)

    def _people_of(self, element: Element) -> tuple[str, ...]:
        """Return who is heard: the item's people, else the show's, else an author."""
        people = _persons(element) or self._people
        if people:
            return people
        author = title_of(_first(element, _AUTHORS)) or self._author
        return (author,) if author and author.casefold() != self.title.casefold() else ()


def _first(element: Element, names: Iterable[str]) -> str:
    """Return the first text that is not blank, of direct children by these names."""
    found = (text_of(child) for name in names for child in children(element, name))
    return next((text for text in found if text), "")


def _language(element: Element) -> str:
    return _first(element, ("language", "dc:language")) or element.get("xml:lang", "")


def _persons(element: Element) -> tuple[str, ...]:
    """Return the names of those who speak; who drew the cover is not heard."""
    heard = (
        person
        for person in children(element, "podcast:person")
        if person.get("group", "cast").strip().lower() in {"", "cast", "hosts", "guests"}
    )
    names = (title_of(text_of(person) or person.get("name")) for person in heard)
    return tuple(dict.fromkeys(name for name in names if name))[:_MOST_PEOPLE]


def _longest_text(element: Element) -> str:
    found = [_markup(child) for name in _TEXTS for child in children(element, name)]
    return max(found, key=len, default="")


def _markup(element: Element) -> str:
    """Return an element's content as HTML, whether it is escaped in the feed or stands in it."""
    if not len(element):
        return element.text or ""
    for part in element.iter():
        part.tag = part.tag.rpartition(":")[2]
    inner = (tostring(child, encoding="unicode", method="html") for child in element)
    return (element.text or "") + "".join(inner)


def _notes(people: tuple[str, ...], notes: str) -> str:
    if not people:
        return notes
    *others, last = people
    line = f"With {', '.join(others)} and {last}" if others else f"With {last}"
    return f"{line}\n\n{notes}" if notes else line


def _subtitle(element: Element, title: str) -> str:
    subtitle = title_of(_first(element, ("itunes:subtitle",)))
    return subtitle if subtitle != title and len(subtitle) <= 300 else ""


def _duration_ms(element: Element) -> int | None:
    length = duration_ms(_first(element, _LENGTHS))
    if length is not None:
        return length
    media = (content.get("duration", "") for content in element.iter("media:content"))
    return next((found for text in media if (found := duration_ms(text))), None)


def _inline_chapters(element: Element) -> tuple[ChapterDraft, ...]:
    lists = [chapters_of(chapters) for chapters in element.iter("psc:chapters")]
    longest = max(lists, key=len, default=[])
    return tuple(
        chapter
        if chapter.title
        else ChapterDraft(f"Chapter {number}", chapter.start_ms, chapter.end_ms)
        for number, chapter in enumerate(sorted(longest, key=lambda one: one.start_ms), 1)
    )


def _enclosure(element: Element) -> str:
    """Return the address of the recording, preferring what says that it is audio."""
    found = [
        (link.get("type", ""), link.get("url") or link.get("href") or "")
        for link in _media_links(element)
    ]
    found = [(kind, url.strip()) for kind, url in found if url.strip()]
    audio = [url for kind, url in found if kind.lower().startswith(("audio/", "video/"))]
    return audio[0] if audio else found[0][1] if found else ""


def _media_links(element: Element) -> Iterator[Element]:
    yield from children(element, "enclosure")
    yield from (link for link in children(element, "atom:link") if link.get("rel") == "enclosure")
    yield from (
        content
        for content in element.iter("media:content")
        if content.get("medium", "audio") in {"audio", "video"}
    )


def _alternatives(element: Element) -> Iterator[str]:
    """Yield the addresses of the same recording elsewhere, or in another quality."""
    for other in children(element, "podcast:alternateEnclosure"):
        yield from (source.get("uri", "") for source in children(other, "podcast:source"))
        yield (other.text or "").strip()


def _urls(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        yield _enclosure(element)
        yield from _alternatives(element)
        for name in ("podcast:transcript", "podcast:chapters"):
            for child in element.iter(name):
                yield child.get("url", "")
