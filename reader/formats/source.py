"""What a format is given to read: bytes with a name, decoded once."""

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from reader.errors import TranscriptError
from reader.formats import word_text
from reader.formats.json_reading import document as json_document

CLIPBOARD = "clipboard"  # the name of what was pasted
MAX_BYTES = 64 * 1024 * 1024

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MEDIA_SIGNS = (
    (
        re.compile(rb"ID3|OggS|fLaC|RIFF....WAVE|FORM....AIFF|\xff[\xf2-\xfb\xe2-\xe3]", re.DOTALL),
        "audio",
    ),
    (re.compile(rb"....ftyp|\x1aE\xdf\xa3|RIFF....AVI ", re.DOTALL), "audio or video"),
)
# Documents that keep their text where only their own program finds it.
_DOCUMENT_SIGNS = (
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
    (b"%PDF-", "a PDF document"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_GUESSED_FROM = 64 * 1024
_NEWLINES = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")


@dataclass(frozen=True)
class Source:
    """A file's content, or pasted text.

    `name` is for messages and as a weak hint (a title where the content has none); formats
    recognise by content. `path` is None for pasted text.
    """

    name: str
    data: bytes
    path: Path | None = None
    encoding: str | None = None  # chosen by the person; None: find out

    @classmethod
    def from_path(cls, path: Path, encoding: str | None = None) -> "Source":
        """Read a file whole. Raise TranscriptError where that cannot be done."""
        try:
            _check_file(path)
            data = path.read_bytes()
        except FileNotFoundError as error:
            message = f"{path} does not exist. Check the name, or choose the file again."
            raise TranscriptError(message, path) from error
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            message = f"{path} cannot be read ({reason}). Check its permissions, then try again."
            raise TranscriptError(message, path) from error
        return cls(path.name, data, path, encoding)

    @classmethod
    def from_text(cls, text: str, name: str = CLIPBOARD) -> "Source":
        """Take text that is decoded already; it may be HTML or Markdown too."""
        return cls(name, text.encode("utf-8", "replace"), encoding="utf-8")

    @cached_property
    def text(self) -> str:
        r"""The content as text with `\n` line ends. Raise TranscriptError for binary content.

        The byte-order mark decides, then strict UTF-8, the charset that the page declares,
        cp1252 where it is plausible, and last a guess; a person's choice beats them all. A Word
        document's text is that of its paragraphs.
        """
        text = self._decoded().removeprefix("\ufeff").rstrip("\0")
        controls = sum(1 for _ in _CONTROLS.finditer(text, 0, _GUESSED_FROM))
        if "\0" in text or controls * 50 > min(len(text), _GUESSED_FROM):
            raise self.error("holds binary data, not text. Choose a saved page or a transcript.")
        for newline in _NEWLINES:
            text = text.replace(newline, "\n")
        return text

    @cached_property
    def json(self) -> Any:
        """The content as JSON, or None where it is none; see `json_document.parse`."""
        return json_document.document(self.text)

    @property
    def title(self) -> str:
        """A title for content that has none: the file's name, or what pasted text is."""
        return self.path.stem if self.path else "Transcript"

    def error(self, problem: str) -> TranscriptError:
        """Make (not raise) the error that says `problem` of this source, by its name."""
        name = "The clipboard" if self.name == CLIPBOARD else self.name
        return TranscriptError(f"{self.path or name} {problem}", self.path)

    def _decoded(self) -> str:
        if self.encoding is not None and not self.data.startswith(word_text.SIGN):
            return self._decoded_as(self.encoding)
        for mark, encoding in _BOMS:
            if self.data.startswith(mark):
                return self.data.decode(encoding, "replace")
        if self.data.startswith(word_text.SIGN):
            return self._unpacked()
        for mark, document in _DOCUMENT_SIGNS:
            if self.data.startswith(mark):
                raise self.error(
                    f"is {document}, which Earmark cannot read. Save it as a Word document "
                    "(.docx) or as plain text, then open that."
                )
        for sign, kind in _MEDIA_SIGNS:
            if sign.match(self.data):
                raise self.error(
                    f"is an {kind} file, not a page. Open it as a page's audio instead."
                )
        unpadded = self.data.rstrip(b"\0")  # some programs write the rest of their buffer too
        return self._decoded_wide() if b"\0" in unpadded else _decoded_narrow(unpadded)

    def _unpacked(self) -> str:
        """Return the text of a Word document, a line for each paragraph."""
        try:
            return "\n\n".join(part.text for part in word_text.paragraphs(self.data))
        except word_text.WordFault as fault:
            raise self.error(str(fault)) from fault

    def _decoded_as(self, encoding: str) -> str:
        try:
            return self.data.decode(encoding)
        except LookupError as error:
            problem = f"cannot be read: there is no encoding “{encoding}”. Choose another one."
            raise self.error(problem) from error
        except ValueError as error:
            problem = f"is not text in {encoding}. Choose another encoding, or leave it to Earmark."
            raise self.error(problem) from error

    def _decoded_wide(self) -> str:
        """Decode UTF-16 without a mark: in most scripts every other byte is a NUL or alike."""
        sample = self.data[:_GUESSED_FROM]
        half = max(len(sample) // 2, 1)
        for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
            if sample[start::2].count(0) * 10 > half * 7 and sample[1 - start :: 2].count(0) == 0:
                return self.data.decode(encoding, "replace")
        raise self.error("holds binary data, not text. Choose a saved page or a transcript.")


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise TranscriptError(f"{path} is a folder. Choose a file inside it.", path)
    size = path.stat().st_size
    if size > MAX_BYTES:
        message = (
            f"{path} is too large for a page "
            f"({size // 2**20} MB; at most {MAX_BYTES // 2**20} MB). "
            "Choose a saved page or a transcript."
        )
        raise TranscriptError(message, path)


def _decoded_narrow(data: bytes) -> str:
    declared = _declared_encoding(data)
    for encoding in ("utf-8", declared):
        decoded = _strictly(data, encoding)
        if decoded is not None:
            return decoded
    mended = _mostly_utf8(data)
    if mended is not None:
        return mended
    western = _strictly(data, "cp1252") if _looks_western(data) else None
    return western if western is not None else _guessed(data)


def _declared_encoding(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, 4096)
    return (found[1] or found[2]).decode("ascii", "ignore") if found else None


def _strictly(data: bytes, encoding: str | None) -> str | None:
    """Decode, or None. A codec may also be no text encoding at all (`hex`)."""
    try:
        return data.decode(encoding) if encoding else None
    except (ValueError, LookupError):
        return None


def _mostly_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few broken bytes, as a page cut off within a character has them."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(_HIGH_BYTES.findall(data)) // 2 - broken
    return text if whole > 20 * broken else None


def _looks_western(data: bytes) -> bool:
    """Say whether bytes above ASCII are as rare as in a Western language (or too few to guess)."""
    sample = data[:_GUESSED_FROM]
    return len(sample) < 100 or len(_HIGH_BYTES.findall(sample)) * 4 < len(sample)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load, rarely needed

    best = from_bytes(data[:_GUESSED_FROM]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")
