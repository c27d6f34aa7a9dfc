"""XML as a tree of elements, for what is looked up here and there: feeds, chapters, lists.

Names are told by what their prefixes stand for (`reader/safe_xml/names.py`).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder

from reader.safe_xml.limits import ATTRIBUTE_BYTES, ELEMENT_BYTES, MOST_CHARACTERS, most_bytes
from reader.safe_xml.names import Scope, TooManyNames
from reader.safe_xml.walking import walk

if TYPE_CHECKING:
    from reader.formats.source import Source

__all__ = ["Element", "children", "parse", "text_of"]

_KIND = "XML"


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


def parse(source: "Source") -> Element:
    """Return a file's root element; the names are like `podcast:transcript` or `item`.

    What follows the root is ignored. Raise TranscriptError, with the line, for what is no XML,
    and for XML that is not safe or would take far more memory than its size.
    """
    if len(source.text) > MOST_CHARACTERS:
        raise source.error(
            f"is XML of {len(source.text) >> 20} million characters, too large to be read "
            f"(at most {MOST_CHARACTERS >> 20} million). Split it, or choose another file."
        )
    builder = _Builder(source)
    try:
        walk(source, builder, _KIND, may_name_document_type=True)
    except _RootEnded as ended:
        return ended.root
    except TooManyNames as finding:
        raise source.error(f"is XML with {finding} than any program writes.") from None
    raise source.error("holds no XML element.")


class _RootEnded(Exception):  # noqa: N818 - no error: the whole tree is there
    def __init__(self, root: Element) -> None:
        super().__init__()
        self.root = root


class _Builder:
    """Builds the tree while the document is walked."""

    def __init__(self, source: "Source") -> None:
        self._source = source
        self._builder = TreeBuilder()
        self._scopes = [Scope({})]
        self._bytes_left = most_bytes(len(source.text))
        self.said = self._builder.data

    def opened(self, name: str, attributes: dict[str, str], _line: Callable[[], int]) -> None:
        """Take an element's beginning."""
        self._bytes_left -= ELEMENT_BYTES + ATTRIBUTE_BYTES * len(attributes)
        if self._bytes_left < 0:
            raise self._source.error(
                "is XML with far more elements than a file of its size should have."
            )
        scope = self._scopes[-1].within(attributes) if attributes else self._scopes[-1]
        self._scopes.append(scope)
        self._builder.start(scope.name(name), scope.attributes(name, attributes))

    def closed(self, name: str) -> None:
        """Take an element's end; with the root's, nothing more is wanted."""
        scope = self._scopes.pop()
        element = self._builder.end(scope.name(name))
        if len(self._scopes) == 1:
            raise _RootEnded(element)
