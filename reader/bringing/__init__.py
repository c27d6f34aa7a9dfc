"""Bookmarks brought in: from our own files, and from what other programs write.

A kind of file is a module in this package with

- `NAME: str`, what a person calls it;
- `confidence(text: str) -> float`, 0 (not mine) to 1 (certain), from the content;
- `read(file: BookmarkFile) -> tuple[Bookmark, ...]`, or BookmarkFileError, which says where.

What a file cannot say is left open: an id is made from the content, so that the same file brought
in twice is known the second time. Modules without `confidence` are parts that others share.
"""

import hashlib
import importlib
import pkgutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from reader.errors import BookmarkFileError
from reader.model import Bookmark, Quote

__all__ = ["BookmarkFile", "Kind", "file_at", "found_elsewhere", "kind_of", "kinds"]

LARGEST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BookmarkFile:
    """A file's text, with line breaks as LF, and where it is."""

    path: Path
    text: str
    read_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def error(self, what: str) -> BookmarkFileError:
        """Return an error that names the file: `what` follows its path."""
        return BookmarkFileError(f"{self.path} {what} Nothing was brought in.", self.path)


class Kind(Protocol):
    """What a module of this package offers."""

    NAME: str

    def confidence(self, text: str) -> float:
        """Say how sure this kind is of a text, 0 to 1."""

    def read(self, file: BookmarkFile) -> tuple[Bookmark, ...]:
        """Read the bookmarks, or raise BookmarkFileError."""


@cache
def kinds() -> tuple[Kind, ...]:
    """List the kinds of files, ordered by their modules' names. Any thread."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(cast("Kind", module) for module in modules if hasattr(module, "confidence"))


def kind_of(file: BookmarkFile) -> Kind:
    """Return the kind that is surest of a file. Raise BookmarkFileError where none is."""
    sure, best = max(((one.confidence(file.text), one) for one in kinds()), key=lambda one: one[0])
    if sure <= 0:
        raise file.error(
            "holds no bookmarks that Earmark can read. Choose a file that Earmark exported as "
            "JSON or Markdown, or notes from Snipd or PodNotes."
        )
    return best


def file_at(path: Path) -> BookmarkFile:
    """Read a file. Raise BookmarkFileError for what is missing, too large or no text."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BookmarkFileError(
                f"{path} is too large to be a file of bookmarks. Choose another.", path
            )
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise BookmarkFileError(
            f"{path} cannot be read ({why}). Nothing was brought in.", path
        ) from error
    return BookmarkFile(path, text.replace("\r\n", "\n"))


def found_elsewhere(
    file: BookmarkFile,
    episode: tuple[str, str],
    quote: Quote,
    note: str = "",
    tags: tuple[str, ...] = (),
) -> Bookmark:
    """Return a bookmark that another program kept of an episode, by title and show.

    Its id follows from what it says.
    """
    title, show = episode
    key = repr((title, quote.start_ms, quote.end_ms, quote.text, note))
    id_ = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]
    moment = file.read_at
    return Bookmark(id_, quote, None, title, show, None, moment, moment, note, tags)
