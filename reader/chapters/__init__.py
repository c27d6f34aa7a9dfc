"""Chapter lists in files of their own, one file per kind; the surest about some content reads it.

A kind is a module in this package with three names:

- `NAME: str`, what a person calls it;
- `confidence(source: Source) -> float`, 0 (not mine) to 1 (certain), from the content. From
  `SURE` on the file is a chapter list and nothing else; below, it holds chapters among other
  things, or may as well be a transcript;
- `read(source: Source) -> tuple[ChapterDraft, ...]`, at least one, or TranscriptError.

It is found by being there: adding a kind edits nothing else. Modules without `confidence` are
parts that the kinds share. Chapters within audio files are read by `reader.media`.
"""

import importlib
import logging
import pkgutil
from functools import cache
from typing import Protocol, cast

from reader.errors import TranscriptError
from reader.formats.source import Source
from reader.model import ChapterDraft

__all__ = ["SURE", "ChapterSource", "Source", "is_chapters", "kinds", "read"]

_log = logging.getLogger(__name__)
SURE = 0.5


class ChapterSource(Protocol):
    """What the module of one kind of chapter list offers."""

    NAME: str

    def confidence(self, source: Source) -> float:
        """Say how sure this kind is of the content, 0 to 1; TranscriptError for binary data."""

    def read(self, source: Source) -> tuple[ChapterDraft, ...]:
        """Read at least one chapter, or raise TranscriptError."""


@cache
def kinds() -> tuple[ChapterSource, ...]:
    """List the kinds in this package, ordered by their modules' names. Any thread."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(
        cast("ChapterSource", module) for module in modules if hasattr(module, "confidence")
    )


def is_chapters(source: Source) -> bool:
    """Say whether a file is a chapter list, and no transcript, feed or page that has one.

    Never raises for what is in the file: binary data is no chapter list. Any thread.
    """
    try:
        return any(kind.confidence(source) >= SURE for kind in kinds())
    except TranscriptError:
        return False


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read a chapter list by the kind that is surest of it: by start, each with a title.

    Takes also what holds chapters among other things (a page, a video's description): whoever
    asks wants them. Chapters without a title are called “Chapter N”; those that are not meant
    to be listed are left out; an end is given only where it lies after the start. Raise
    TranscriptError for content that is empty, binary, broken, or holds no chapters. Any thread.
    """
    if not source.text.strip():
        raise source.error("is empty. Choose a file with chapters.")
    ranked = sorted(
        ((kind.confidence(source), kind.NAME, kind) for kind in kinds()),
        key=lambda rank: rank[:2],
        reverse=True,
    )
    sure, name, best = ranked[0]
    if sure <= 0:
        raise source.error(
            "holds no chapters that Earmark can read. Choose a chapter list: JSON, Podlove "
            "Simple Chapters, WebVTT, a CUE sheet, or lines such as “0:12:30 Title”."
        )
    _log.debug("%s: chapters read as %s (%.2f)", source.name, name, sure)
    return best.read(source)
