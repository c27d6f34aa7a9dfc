"""XML read safely: no entities of its own, nothing from outside the file, linear and bounded."""

import html
import re
from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from reader.formats.source import Source

# Far more than any transcript, feed or document needs.
_DEEPEST = 500
_ALWAYS_ALLOWED, _SHORTEST = 100_000, 16  # elements, and characters for each
_PROLOG = 100_000
_CHUNK = 256 * 1024
_MOST_CHUNKS = 64
_LONGEST_ENTITY = 40
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"<(?:[\w.-]+:)?([^\s<>/:\"'=!?]+)")
# What people and programs put into XML though it is none: control characters, the names that
# HTML gives to characters, and plain ampersands.
_LOOSE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|[\x00-\x08\x0e-\x1f\ufffe\uffff]|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)"
    r"(?P<entity>[A-Za-z][A-Za-z0-9]{1,30};)?",
    re.DOTALL,
)
_HUGE_TAG = re.compile(r"<[^<>]{100000}")  # the parser begins anew with it at each chunk


class Handler(Protocol):
    """What a document's parts are told to, in their order; names come without their prefix."""

    def opened(self, name: str, attributes: dict[str, str], line: int) -> None:
        """Take an element's beginning, and the line that it stands in."""

    def closed(self, name: str) -> None:
        """Take an element's end."""

    def said(self, text: str) -> None:
        """Take text; it may come in several pieces."""


def root_name(text: str) -> str:
    """Return the root element's name without its prefix, "" for text that is no XML."""
    at = _after_space(text, 0)
    while text.startswith("<", at) and at < _PROLOG:
        if text.startswith("<?", at):
            end = text.find("?>", at, at + _PROLOG)
        elif text.startswith("<!--", at):
            end = text.find("-->", at, at + _PROLOG)
        elif text.startswith("<!", at):
            end = _declaration_end(text, at)
        else:
            found = _NAME.match(text, at)
            return found[1] if found else ""
        if end < 0:
            return ""
        at = _after_space(text, text.find(">", end) + 1)
    return ""


def parse(source: Source, handler: Handler, kind: str) -> None:
    """Tell the handler everything in the document, a `kind` of file as messages name it.

    Raise TranscriptError where the XML is damaged, where it declares entities or a document
    type outside itself, and where it is nested too deeply.
    """
    if _HUGE_TAG.search(source.text):
        raise source.error(f"is a {kind} file that is damaged: it holds a tag without an end.")
    walk = _Walk(source, handler, kind)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartElementHandler = lambda name, given: walk.open(
        name, given, parser.CurrentLineNumber
    )
    parser.EndElementHandler = walk.close
    parser.CharacterDataHandler = handler.said
    parser.StartDoctypeDeclHandler = walk.doctype
    parser.EntityDeclHandler = walk.entity
    try:
        for chunk in _chunks(source.text):
            parser.Parse(_LOOSE.sub(_escaped, chunk), False)  # noqa: FBT003 - positional in expat
        parser.Parse("", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise source.error(
            f"is a {kind} file that is damaged: {expat.ErrorString(error.code)} in line "
            f"{error.lineno}. Save or download it again, or choose another transcript."
        ) from error


class _Walk:
    """Refuses what is not safe and passes the rest on."""

    def __init__(self, source: Source, handler: Handler, kind: str) -> None:
        self._source, self._handler, self._kind = source, handler, kind
        self._depth = self._elements = 0

    def open(self, name: str, attributes: dict[str, str], line: int) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > max(_ALWAYS_ALLOWED, len(self._source.text) // _SHORTEST):
            raise self._source.error(
                f"is a {self._kind} file of far more elements than a transcript of its size has. "
                "Choose another one."
            )
        if self._depth > _DEEPEST:
            raise self._source.error(
                f"is a {self._kind} file nested too deeply to be a transcript. Choose another one."
            )
        named = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        named.update(attributes)  # one without a prefix counts before those with one
        self._handler.opened(name.rpartition(":")[2], named, line)

    def close(self, name: str) -> None:
        self._depth -= 1
        self._handler.closed(name.rpartition(":")[2])

    def doctype(self, _name: str, system: str | None, public: str | None, _internal: int) -> None:
        if system or public:
            raise self._source.error(
                f"is a {self._kind} file that refers to a document type outside itself, which is "
                "not safe to read. Delete its DOCTYPE, or choose another transcript."
            )

    def entity(self, *_: object) -> None:
        raise self._source.error(
            f"is a {self._kind} file that declares entities, which could make a small file huge. "
            "Delete its DOCTYPE, or choose another transcript."
        )


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _declaration_end(text: str, at: int) -> int:
    """Return where a document type ends, whose declarations stand in brackets."""
    end = text.find(">", at, at + _PROLOG)
    bracket = text.find("[", at, end) if end >= 0 else -1
    return end if bracket < 0 else text.find("]", bracket, bracket + _PROLOG)


def _chunks(text: str) -> Iterator[str]:
    """Cut text, from where XML must start, into chunks; none ends within a character's name.

    There are few in a large text, because each costs.
    """
    at, size = _after_space(text, 0), max(_CHUNK, len(text) // _MOST_CHUNKS)
    while at < len(text):
        end = at + size
        name = text.rfind("&", max(end - _LONGEST_ENTITY, at + 1), end)
        end = name if name >= 0 and end < len(text) else end
        yield text[at:end]
        at = end


def _escaped(found: re.Match[str]) -> str:
    if found[0][0] != "&":
        return found[0] if found[0][0] == "<" else ""
    entity = found["entity"] or ""
    character = html.unescape(f"&{entity}") if entity else ""
    known = entity and not character.startswith("&")
    return html.escape(character) if known else f"&amp;{entity}"
