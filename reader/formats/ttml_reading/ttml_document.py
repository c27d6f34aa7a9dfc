"""A TTML document's paragraphs, each with the pieces of text that have times of their own."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from reader.formats.source import Source
from reader.formats.ttml_reading.ttml_times import Rates
from reader.safe_xml.walking import by_local_name, local, walk

KIND = "TTML"

_BLANKS = re.compile(r"\s+")
# What is in a document but is not said: descriptions, how to pronounce, translations of songs.
_UNSAID = frozenset({"metadata", "desc", "head"})
_UNSAID_ROLES = frozenset({"x-translation", "x-roman", "x-romanization"})
_UNSAID_RUBY = frozenset({"text", "textContainer", "delimiter"})
_HEAD_DEPTH = 4  # tt, head, metadata, title
# Pieces: ten hours of words in any file, and more in one as long as its times need it to be.
_ALWAYS_ALLOWED = 100_000
_SHORTEST = 48


@dataclass(slots=True)
class TimedText:
    """A stretch of text; line breaks are newlines, other blanks are as in the document."""

    parts: list[str]
    start_ms: int | None = None  # None: no time of its own
    end_ms: int | None = None
    agent: str = ""

    @property
    def text(self) -> str:
        """The text."""
        return "".join(self.parts)


@dataclass(slots=True)
class Paragraph:
    """A `<p>`: who speaks, when, and its pieces; without a time, none is known."""

    start_ms: int | None
    end_ms: int | None
    agent: str
    pieces: list[TimedText] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """An open element: what it hands down to those inside it."""

    name: str
    start_ms: int | None = None
    end_ms: int | None = None
    agent: str = ""
    unsaid: bool = False
    timed: bool = False
    number: int = 0  # no other element of the document has it


class TtmlDocument:
    """What a document says besides its paragraphs, which go to `take` one by one."""

    def __init__(self, source: Source, take: Callable[[Paragraph], None]) -> None:
        self.title = ""
        self.language = ""
        self.names: dict[str, str] = {}  # of agents, by their ids
        self._source, self._take = source, take
        self._rates = Rates()
        self._frames: list[_Frame] = []
        self._paragraph: Paragraph | None = None
        self._is_relative = False
        self._agent = ""  # the one that the head is naming
        self._naming = ""  # what the text being read names: "title" or "name"
        self._broken: tuple[int, str] | None = None
        self._has_times = False
        self._pieces = self._elements = 0
        self._owner = (0, "")  # the element, and its agent, that the last piece belongs to

    def read(self) -> None:
        """Read it all. Raise TranscriptError where it is damaged, or has times but none is one."""
        walk(self._source, self, KIND)
        if self._broken and not self._has_times:
            line, time = self._broken
            raise self._source.error(
                f"is a {KIND} file whose times cannot be read: line {line} says “{time[:60]}”. "
                "Correct its times, or choose another transcript."
            )

    def opened(self, name: str, attributes: dict[str, str], line: Callable[[], int]) -> None:
        """Take an element's beginning."""
        name, attributes = local(name), by_local_name(attributes)
        above = self._frames[-1] if self._frames else _Frame("")
        self._elements += 1
        frame = _Frame(
            name, above.start_ms, above.end_ms, above.agent, above.unsaid, number=self._elements
        )
        self._frames.append(frame)
        if name == "tt":
            self._rates = Rates.from_root(attributes)
            self.language = attributes.get("lang", "")
        frame.unsaid = frame.unsaid or _is_unsaid(name, attributes)
        if frame.unsaid:
            self._open_metadata(name, attributes)
            return
        self._set_times(frame, above, attributes, line)
        frame.agent = attributes.get("agent") or frame.agent
        if name == "p":
            self._paragraph = Paragraph(frame.start_ms, frame.end_ms, frame.agent)
        elif self._paragraph is not None and name == "br":
            self._add("\n", frame)

    def closed(self, _name: str) -> None:
        """Take an element's end."""
        frame = self._frames.pop()
        if frame.name == "p" and self._paragraph is not None and not frame.unsaid:
            if self._paragraph.pieces:
                self._take(self._paragraph)
            self._paragraph = None
        elif frame.name in {"name", "title", "agent"}:
            self._naming = ""

    def said(self, text: str) -> None:
        """Take text."""
        frame = self._frames[-1]
        if frame.unsaid:
            self._name(text)
        elif self._paragraph is not None:
            self._add(_BLANKS.sub(" ", text), frame)

    def speaker(self, agents: str) -> str:
        """Return the names for an attribute's agents; an id without a name stands for itself."""
        return " & ".join(self.names.get(agent.lstrip("#"), agent) for agent in agents.split())

    def _open_metadata(self, name: str, attributes: dict[str, str]) -> None:
        if name == "agent":
            self._agent = attributes.get("id", "")
        wanted = (name == "title" and not self.title and len(self._frames) <= _HEAD_DEPTH) or (
            name == "name" and self._agent not in self.names
        )
        self._naming = name if wanted else ""

    def _name(self, text: str) -> None:
        text = _BLANKS.sub(" ", text).strip()
        if self._naming == "title":
            self.title = f"{self.title} {text}".strip()
        elif self._naming == "name" and self._agent and text:
            known = self.names.get(self._agent, "")
            self.names[self._agent] = f"{known} {text}".strip()

    def _set_times(
        self, frame: _Frame, above: _Frame, attributes: dict[str, str], line: Callable[[], int]
    ) -> None:
        begin, end = self._time(attributes, "begin", line), self._time(attributes, "end", line)
        length = self._time(attributes, "dur", line)
        frame.timed = begin is not None
        if begin is None and end is None:
            return
        if begin is not None and above.start_ms and self._is_after(above, begin):
            self._is_relative = True
        offset = (above.start_ms or 0) if self._is_relative else 0
        if begin is not None:
            frame.start_ms = begin + offset
            frame.end_ms = None if length is None else frame.start_ms + length
        frame.end_ms = frame.end_ms if end is None else end + offset

    def _is_after(self, above: _Frame, begin: int) -> bool:
        """Say whether a time can only count from its parent's beginning, as the standard has it.

        Most programs write times from the beginning of the audio in every element.
        """
        start_ms = above.start_ms or 0
        fits = above.end_ms is None or start_ms + begin <= above.end_ms
        return begin < start_ms and fits

    def _time(self, attributes: dict[str, str], name: str, line: Callable[[], int]) -> int | None:
        written = attributes.get(name)
        if not written:
            return None
        time_ms = self._rates.milliseconds(written)
        if time_ms is None:
            self._broken = self._broken or (line(), f"{name}={written}")
        elif name == "begin":
            self._has_times = True
        return time_ms

    def _add(self, text: str, frame: _Frame) -> None:
        paragraph = self._paragraph
        if paragraph is None:
            return
        timed = next((f for f in reversed(self._frames) if f.timed or f.name == "p"), frame)
        own = timed if timed.name != "p" else _Frame("p")
        last = paragraph.pieces[-1] if paragraph.pieces else None
        if last and self._owner == (timed.number, frame.agent):
            last.parts.append(text)
        elif last or text.strip():
            self._count(text)
            piece = TimedText([text], own.start_ms, own.end_ms, frame.agent)
            paragraph.pieces.append(piece)
            self._owner = (timed.number, frame.agent)

    def _count(self, text: str) -> None:
        self._pieces += bool(text.strip())
        if self._pieces > max(_ALWAYS_ALLOWED, len(self._source.text) // _SHORTEST):
            raise self._source.error(
                f"is a {KIND} file of far more captions than its size can hold. "
                "Choose another transcript."
            )


def _is_unsaid(name: str, attributes: dict[str, str]) -> bool:
    return (
        name in _UNSAID
        or attributes.get("role") in _UNSAID_ROLES
        or attributes.get("ruby") in _UNSAID_RUBY
    )
