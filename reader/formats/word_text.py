"""The text of a Word document (Office Open XML), without all else that is in the archive.

A `.docx` is a ZIP archive; its text stands in one XML file, as paragraphs of runs.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

SIGN = b"PK\x03\x04"

_DOCUMENT = "word/document.xml"
_MOST_TIMES_LARGER = 100
_ALWAYS_ALLOWED = 4 * 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024
_MOST_CHARACTERS = 16 * 1024 * 1024
_CHUNK = 64 * 1024
_OFF = frozenset({"0", "false", "off", "none"})
# What a document shows only as traces: deleted text, codes of fields, a second copy of shapes.
_HIDDEN = frozenset({"delText", "instrText", "Fallback", "footnoteReference", "del", "moveFrom"})

# What reading a damaged archive raises, by where the damage is.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)


class WordFault(ValueError):  # noqa: N818 - a finding, which the source turns into the error
    """An archive that no text can be taken from; `str()` goes after the file's name."""


@dataclass(slots=True)
class WordParagraph:
    """A paragraph's lines, how much of its beginning is bold, and its level as a heading."""

    parts: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    level: int = 0

    @property
    def text(self) -> str:
        """The text; its own line breaks are newlines, and its tabs are tabs."""
        return "".join(self.parts)


def paragraphs(data: bytes) -> list[WordParagraph]:
    """Return a document's paragraphs, those in tables too, in their order.

    Raise WordFault for another kind of archive, one that is damaged or protected, and one that
    would expand to far more than a transcript.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.NameToInfo, len(data))
            return _read(_chunks(archive, len(data)))
    except WordFault:
        raise
    except _DAMAGE as error:
        raise WordFault("is an archive that is damaged or protected. Save it again.") from error
    except expat.ExpatError as error:
        raise WordFault("is a Word document that is damaged. Save it again.") from error


def _other(names: frozenset[str]) -> str:
    if "content.xml" in names:
        return "is an OpenDocument file. Save it as a Word document (.docx) or as plain text."
    return "is a ZIP archive, not a page or a transcript. Unpack it, or import it as a folder."


def _check(names: dict[str, zipfile.ZipInfo], packed: int) -> None:
    if _DOCUMENT not in names:
        raise WordFault(_other(frozenset(names)))
    if names[_DOCUMENT].file_size > _limit(packed):
        raise _too_large()


def _limit(packed: int) -> int:
    return min(max(packed * _MOST_TIMES_LARGER, _ALWAYS_ALLOWED), _MOST_BYTES)


def _too_large() -> WordFault:
    return WordFault(
        "is a Word document that expands to far more than a transcript. Save it as plain text."
    )


def _chunks(archive: zipfile.ZipFile, packed: int) -> Iterator[bytes]:
    """Yield the document's XML; what the archive says of its size need not be true."""
    total = 0
    with archive.open(_DOCUMENT) as file:
        while chunk := file.read(_CHUNK):
            total += len(chunk)
            if total > _limit(packed):
                raise _too_large()
            yield chunk


def _read(chunks: Iterator[bytes]) -> list[WordParagraph]:
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walk.opened
    parser.EndElementHandler = walk.closed
    parser.CharacterDataHandler = walk.said
    parser.StartDoctypeDeclHandler = _refuse
    for chunk in chunks:
        parser.Parse(chunk, False)  # noqa: FBT003 - positional in expat
    parser.Parse(b"", True)  # noqa: FBT003 - as above
    return walk.paragraphs


def _refuse(*_: object) -> None:
    raise WordFault("is a Word document with a document type, which is not safe to read.")


class _Walk:
    """Collects the paragraphs while the XML is parsed."""

    def __init__(self) -> None:
        self.paragraphs: list[WordParagraph] = []
        self._open: list[WordParagraph] = []  # a text box is a paragraph within one
        self._is_bold = False
        self._in_text = False
        self._hidden = 0
        self._length = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element's beginning."""
        local = name.rpartition(":")[2]
        if local in _HIDDEN or self._hidden:
            self._hidden += 1
        elif local == "p" and name.startswith("w:"):
            paragraph = WordParagraph()
            self._open.append(paragraph)
            self.paragraphs.append(paragraph)
        elif self._open:
            self._open_inside(local, attributes.get("w:val", ""))

    def closed(self, name: str) -> None:
        """Take an element's end."""
        if self._hidden:
            self._hidden -= 1
        elif name == "w:p" and self._open:
            self._open.pop()
        elif name == "w:t":
            self._in_text = False
        elif name == "w:r":
            self._is_bold = False

    def said(self, text: str) -> None:
        """Take text, which counts only in runs of text."""
        if self._in_text and not self._hidden:
            self._add(text)

    def _open_inside(self, local: str, value: str) -> None:
        if local == "t":
            self._in_text = True
        elif local in {"br", "cr"}:
            self._add("\n")
        elif local in {"tab", "ptab"} and not value:  # with a value it sets a stop
            self._add("\t")
        elif local == "noBreakHyphen":
            self._add("-")
        elif local == "b":
            self._is_bold = value not in _OFF
        elif local == "pStyle" and value[:7].lower() == "heading" and value[7:].isdecimal():
            self._open[-1].level = min(max(int(value[7:8]), 1), 6)

    def _add(self, text: str) -> None:
        self._length += len(text)
        if self._length > _MOST_CHARACTERS:
            raise _too_large()
        paragraph = self._open[-1]
        if self._is_bold and len(paragraph.bold) == len(paragraph.parts):
            paragraph.bold.append(text)
        paragraph.parts.append(text)
