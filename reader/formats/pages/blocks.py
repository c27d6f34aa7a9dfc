"""The one shape that pages of every kind are reduced to before their structure is sought."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto


class BlockKind(Enum):
    """What a page marks a block as."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item: one line, its whitespace made single spaces."""

    text: str  # never empty
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0  # of a heading, 1 to 6
    marker: str = ""  # of an item: its bullet or its number with a point
    indent: int = 0  # columns, in plain text
    gap: int = 0  # blank lines before it, in plain text
    columns: tuple[str, ...] = ()  # its parts where wide gaps part it, in plain text
    path: tuple[int, ...] = ()  # the containers around it, outermost first, in HTML
    bold: str = ""  # how much of its beginning is bold (or otherwise marked as a speaker)

    @property
    def line(self) -> str:
        """The text with its marker, as a plain line."""
        return f"{self.marker} {self.text}" if self.marker else self.text

    @property
    def is_heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return self.kind is BlockKind.HEADING


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says about itself outside its visible text."""

    title: str = ""
    show: str = ""
    date: dt.date | None = None
    duration_ms: int | None = None


def squeeze(text: str) -> str:
    """Make every run of whitespace one space and drop soft hyphens; nothing else is altered."""
    return " ".join(text.replace("\u00ad", "").split())
