"""XML from anywhere, read without harm: no entities, nothing external, bounded in depth and size.

Names are told by what their prefixes stand for, not by the prefixes: `podcast:transcript` is so
called whatever the file calls it. Small faults that programs often make (a bare `&`, `&nbsp;`,
control characters) are mended; a larger one is said with its line.
"""

import re
from html import escape, unescape
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from reader.formats.source import Source

__all__ = ["Element", "children", "parse", "root_name", "text_of"]

_DEEPEST = 200
_MOST_PREFIXES = 200
# What Python's objects take for a tag and for an attribute, on the safe side.
_TAG_BYTES, _ATTRIBUTE_BYTES = 120, 160
_ALWAYS_ALLOWED_BYTES = 48 * 1024 * 1024
_NEVER_ALLOWED_BYTES = 192 * 1024 * 1024
_MOST_TIMES_LARGER = 7
_MOST_CHARACTERS = 32 * 1024 * 1024  # the largest feeds have half of it
_MOST_NAMES = 5_000  # of elements and attributes, each counted once

# Parts of the addresses, in lower case, by which namespaces are told; feeds vary the rest.
_NAMESPACES = (
    ("podcastindex", "podcast"),
    ("podlove.org/simple-chapters", "psc"),
    ("itunes.com/dtds/podcast", "itunes"),
    ("google.com/schemas/play-podcasts", "googleplay"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/dc/elements", "dc"),
    ("search.yahoo.com/mrss", "media"),
    ("www.w3.org/2005/atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("www.w3.org/1999/xhtml", "xhtml"),
    ("purl.org/rss/1.0/", ""),
    ("my.netscape.com/rdf", ""),
    ("userland.com/rss2", ""),
    ("blogs.law.harvard.edu/tech/rss", ""),
    ("cyber.law.harvard.edu/rss", ""),
)
_PROLOGUE = re.compile(
    r"\s*(?:<\?[^>]{0,1000}>\s*|<!--(?:(?!-->).){0,5000}-->\s*"
    r"|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,5000}\]\s*)?>\s*){0,20}",
    re.IGNORECASE | re.DOTALL,
)
_PROLOGUE_LENGTH = 10_000
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?)(?=[\s/>])")
_CDATA_OR_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:(#\d{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z]\w{0,30});)?",
    re.DOTALL,
)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_OWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_JUNK_AFTER_ROOT = 9


class _Refused(Exception):  # noqa: N818 - a finding; `str()` goes after the file's name
    """XML that is not read."""


def root_name(text: str) -> str:
    """Return the first element's name as it is written, "" where text is no XML. Cheap."""
    prologue = _PROLOGUE.match(text)
    found = _FIRST_TAG.match(text, prologue.end() if prologue else 0)
    return found[1] if found else ""


def text_of(element: Element | None) -> str:
    """Return the text of an element and of those in it, "" for None."""
    return "" if element is None else "".join(element.itertext()).strip()


def children(element: Element, path: str) -> list[Element]:
    """Return the elements at a path of names such as `atom:author/atom:name`, in order.

    ElementTree's own paths take the colon for something else.
    """
    found = [element]
    for name in path.split("/"):
        found = [child for one in found for child in one if child.tag == name]
    return found


def parse(source: Source) -> Element:
    """Return a file's root element; the names are like `podcast:transcript` or `item`.

    Raise TranscriptError, with the line, for what is no XML, and for XML that declares entities,
    is nested more than 200 deep, or would take far more memory than its size.
    """
    if len(source.text) > _MOST_CHARACTERS:
        raise source.error(
            f"is XML of {len(source.text) >> 20} million characters, too large to be read "
            f"(at most {_MOST_CHARACTERS >> 20} million). Split it, or choose another file."
        )
    text = _FORBIDDEN.sub("", source.text).lstrip()
    if _weight(text) > _most_weight(len(text)):
        raise source.error("is XML with far more elements than a file of its size should have.")
    if "<!DOCTYPE" in text[:_PROLOGUE_LENGTH]:
        text = _mended(text)  # expat leaves entities out that a document type may declare
    try:
        try:
            return _Reader().read(text)
        except expat.ExpatError:
            return _Reader().read(_mended(text))
    except _Refused as refused:
        raise source.error(str(refused)) from None
    except expat.ExpatError as error:
        raise source.error(_place(source.text, error)) from None


def _weight(text: str) -> int:
    """Estimate, on the safe side, the bytes that the elements of XML text take."""
    return text.count("<") * _TAG_BYTES + text.count("=") * _ATTRIBUTE_BYTES


def _most_weight(length: int) -> int:
    return min(max(_ALWAYS_ALLOWED_BYTES, _MOST_TIMES_LARGER * length), _NEVER_ALLOWED_BYTES)


def _place(text: str, error: expat.ExpatError) -> str:
    skipped = text[: len(text) - len(text.lstrip())].count("\n")
    problem = expat.ErrorString(error.code) or "it cannot be read"
    if problem in {"no element found", "unclosed token", "unclosed CDATA section"}:
        return f"is XML that breaks off in line {error.lineno + skipped}. Save it again, whole."
    return f"is broken XML: line {error.lineno + skipped}: {problem}."


def _mended(text: str) -> str:
    """Resolve HTML's entities and escape every `&` that begins no reference."""
    return _CDATA_OR_REFERENCE.sub(_mended_reference, text.replace("&nbsp;", "\u00a0"))


def _mended_reference(found: re.Match[str]) -> str:
    if found[0].startswith("<") or found[1] in _OWN_ENTITIES:
        return found[0]
    character = unescape(found[0]) if found[1] else found[0]
    return escape(_FORBIDDEN.sub("", character).replace("\ufffd", ""))


class _Scope:
    """The prefixes that hold within an element, and the names that were looked up in it."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes = prefixes
        self._names: dict[str, str] = {}

    def within(self, attributes: dict[str, str]) -> "_Scope":
        """Return the scope of an element with these attributes."""
        declared = {
            name[6:]: _customary(address, name[6:])
            for name, address in attributes.items()
            if name.startswith("xmlns")
        }
        if not declared:
            return self
        if len(self.prefixes) + len(declared) > _MOST_PREFIXES:
            raise _Refused("is XML with far more namespaces than any program writes.")
        return _Scope(self.prefixes | declared)

    def name(self, written: str) -> str:
        """Return the name with the customary prefix, none where its namespace has none."""
        known = self._names.get(written)
        if known is None:
            if len(self._names) > _MOST_NAMES:
                raise _Refused("is XML with far more kinds of elements than any program writes.")
            prefix, _, local = written.rpartition(":")
            customary = self.prefixes.get(prefix, prefix.lower())
            known = f"{customary}:{local}" if customary else local
            self._names[written] = known
        return known

    def attributes(self, element: str, written: dict[str, str]) -> dict[str, str]:
        """Return attributes by name: without a prefix where that is their element's own."""
        if not any(":" in name for name in written):
            return {name: value for name, value in written.items() if name != "xmlns"}
        own = self.name(element).rpartition(":")[0]
        return {
            self.name(name).removeprefix(f"{own}:") if ":" in name else name: value
            for name, value in written.items()
            if not name.startswith("xmlns")
        }


def _customary(address: str, prefix: str) -> str:
    folded = address.lower()
    return next((name for part, name in _NAMESPACES if part in folded), prefix)


class _Reader:
    """One pass of expat over a text."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._scopes = [_Scope({})]
        self._root: Element | None = None

    def read(self, text: str) -> Element:
        """Return the root. Raise ExpatError or _Refused; what follows the root is ignored."""
        parser = expat.ParserCreate("utf-8")  # whatever the file declares: it is decoded already
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.EntityDeclHandler = self._refuse_entity
        try:
            parser.Parse(text.encode(), True)  # noqa: FBT003 - positional in the library
        except expat.ExpatError as error:
            if self._root is None or error.code != _JUNK_AFTER_ROOT:
                raise
        if self._root is None:
            raise _Refused("holds no XML element.")
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._scopes) > _DEEPEST:
            raise _Refused("is XML nested too deeply to be read.")
        scope = self._scopes[-1].within(attributes) if attributes else self._scopes[-1]
        self._scopes.append(scope)
        self._builder.start(scope.name(name), scope.attributes(name, attributes))

    def _end(self, name: str) -> None:
        scope = self._scopes.pop()
        element = self._builder.end(scope.name(name))
        if len(self._scopes) == 1:
            self._root = element

    def _refuse_entity(self, *_declaration: object) -> None:
        raise _Refused(
            "is XML that declares entities of its own, which could swell or lead elsewhere: "
            "for safety it is not read. Save it without its DOCTYPE."
        )
