"""What a feed's file says: frozen records. Nothing in them has been fetched or read yet."""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from reader.model import EpisodeDraft


class Richness(IntEnum):
    """How much a kind of transcript can carry: word times and speakers, times, or text alone."""

    UNKNOWN = 0
    TEXT = 1
    HTML = 2
    SRT = 3
    VTT = 4
    TTML = 5
    JSON = 6


@dataclass(frozen=True, slots=True)
class Reference:
    """A transcript or a chapter list that an item names. At most one of `path` and `data` is set.

    With neither, the file does not lie beside the feed.
    """

    url: str  # as the feed has it; "" for data
    path: Path | None = None
    data: bytes | None = None
    encoding: str | None = None  # of the data, where the feed says it
    type: str = ""  # MIME type, in lower case, without parameters
    language: str = ""
    rel: str = ""  # "captions" where the feed says so
    richness: Richness = Richness.UNKNOWN

    @property
    def is_here(self) -> bool:
        """Whether it can be read without the network."""
        return self.path is not None or self.data is not None

    @property
    def name(self) -> str:
        """What a message calls it: the file's name, or that it stands in the feed."""
        return self.path.name if self.path else self.url or "a transcript in the feed itself"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One episode of a feed. The draft's chapters are those that stand in the feed itself."""

    draft: EpisodeDraft
    guid: str = ""
    transcripts: tuple[Reference, ...] = ()  # all, as the feed orders them
    chapters: Reference | None = None
    audio: Path | None = None  # where it lies beside the feed
    audio_name: str = ""  # the enclosure's file name, wherever it lies
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's file, or an OPML file's feeds together."""

    title: str
    items: tuple[FeedItem, ...]
    files: tuple[Path, ...] = ()  # local files that an OPML names and that are no feeds
    remarks: tuple[str, ...] = ()  # sentences about what was left out
