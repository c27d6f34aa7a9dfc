"""A document's elements and text, told one by one while it is read; nothing of it is kept."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from reader.safe_xml.limits import DEEPEST, LONGEST_TAG, most_elements
from reader.safe_xml.mending import lines_before, mended

if TYPE_CHECKING:
    from reader.errors import TranscriptError
    from reader.formats.source import Source

_ENDLESS_TAG = re.compile(rf"<(?!!\[CDATA\[)[^<>]{{{LONGEST_TAG}}}")
_BROKEN_OFF = frozenset({"no element found", "unclosed token", "unclosed CDATA section"})


class Handler(Protocol):
    """What a document's parts are told to, in their order; names come as they are written."""

    def opened(self, name: str, attributes: dict[str, str], line: Callable[[], int]) -> None:
        """Take an element's beginning; `line` returns the line that it stands in."""

    def closed(self, name: str) -> None:
        """Take an element's end."""

    def said(self, text: str) -> None:
        """Take text; it may come in several pieces."""


def walk(
    source: "Source", handler: Handler, kind: str, *, may_name_document_type: bool = False
) -> None:
    """Tell the handler everything in the document, a `kind` of XML as messages name it.

    Raise TranscriptError, with the line, where the XML is damaged; also where it declares
    entities, is nested too deeply or holds far too many elements. A document type outside the
    file is never looked up; that one is named is refused too, unless it is said that it may be.
    """
    if _ENDLESS_TAG.search(source.text):
        raise source.error(f"is damaged {kind}: it holds a tag without an end.")
    parser = expat.ParserCreate("utf-8")  # whatever the file declares: it is decoded already
    parser.buffer_text = True
    skipped = lines_before(source.text)
    guard = _Guard(source, handler, kind, lambda: parser.CurrentLineNumber + skipped)
    parser.StartElementHandler = guard.open
    parser.EndElementHandler = guard.close
    parser.CharacterDataHandler = handler.said
    parser.EntityDeclHandler = guard.refuse_entity
    if not may_name_document_type:
        parser.StartDoctypeDeclHandler = guard.check_document_type
    try:
        for chunk in mended(source.text):
            parser.Parse(chunk, False)  # noqa: FBT003 - positional in expat
        parser.Parse("", True)  # noqa: FBT003 - as above
    except expat.ExpatError as error:
        raise _damage(source, kind, error, error.lineno + skipped) from error


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def by_local_name(attributes: dict[str, str]) -> dict[str, str]:
    """Return attributes without their prefixes; one that has none counts before those with one."""
    named = {local(name): value for name, value in attributes.items()}
    named.update(attributes)
    return named


def _damage(source: "Source", kind: str, error: expat.ExpatError, line: int) -> "TranscriptError":
    problem = expat.ErrorString(error.code) or "it cannot be read"
    if problem in _BROKEN_OFF:
        return source.error(
            f"is {kind} that breaks off in line {line}. Save or download it again, whole."
        )
    return source.error(
        f"is damaged {kind}: {problem} in line {line}. Save or download it again, or choose "
        "another file."
    )


class _Guard:
    """Refuses what is not safe and passes the rest on."""

    def __init__(
        self, source: "Source", handler: Handler, kind: str, line: Callable[[], int]
    ) -> None:
        self._source, self._kind, self._line = source, kind, line
        self._opened, self._closed = handler.opened, handler.closed
        self._depth = self._elements = 0
        self._most = most_elements(len(source.text))

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """Pass an element's beginning on, or raise TranscriptError where there are too many."""
        self._depth += 1
        self._elements += 1
        if self._elements > self._most:
            raise self._refusal("with far more elements than a file of its size should have")
        if self._depth > DEEPEST:
            raise self._refusal("nested too deeply to be read")
        self._opened(name, attributes, self._line)

    def close(self, name: str) -> None:
        """Pass an element's end on."""
        self._depth -= 1
        self._closed(name)

    def check_document_type(
        self, _name: str, system: str | None, public: str | None, _internal: int
    ) -> None:
        """Raise TranscriptError where a document type outside the file is named."""
        if system or public:
            raise self._source.error(
                f"is {self._kind} that refers to a document type outside itself, which is not "
                "safe to read. Delete its DOCTYPE, or choose another file."
            )

    def refuse_entity(self, *_declaration: object) -> None:
        """Raise TranscriptError."""
        raise self._source.error(
            f"is {self._kind} that declares entities, which could make a small file huge or lead "
            "elsewhere. Delete its DOCTYPE, or choose another file."
        )

    def _refusal(self, problem: str) -> "TranscriptError":
        return self._source.error(f"is {self._kind} {problem}. Choose another file.")
