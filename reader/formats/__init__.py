"""Transcript formats, one file each; the surest about some content reads it.

A format is a module in this package with three names:

- `NAME: str`, what a person calls it;
- `confidence(source: Source) -> float`, 0 (not mine) to 1 (certain), from the content;
- `read(source: Source) -> tuple[EpisodeDraft, ...]`, at least one, or TranscriptError.

One that is never surer than some number says so in a fourth, `MOST: float`: it is not asked where
another is surer than that by far.

It is found by being there: adding a format edits nothing else. Modules without `confidence`
are parts that formats share.
"""

import importlib
import logging
import pkgutil
from functools import cache
from typing import Protocol, cast

from reader.formats.source import Source
from reader.model import EpisodeDraft

__all__ = ["Format", "Source", "formats", "read", "recognised"]

_log = logging.getLogger(__name__)
_NEAR = 0.05  # confidences this close are worth a line in the log


class Format(Protocol):
    """What a format's module offers."""

    NAME: str

    def confidence(self, source: Source) -> float:
        """Say how sure this format is of the content, 0 to 1; TranscriptError for binary data."""

    def read(self, source: Source) -> tuple[EpisodeDraft, ...]:
        """Read at least one episode, or raise TranscriptError."""


@cache
def formats() -> tuple[Format, ...]:
    """List the formats in this package, ordered by their modules' names. Any thread."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(cast("Format", module) for module in modules if hasattr(module, "confidence"))


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the episodes in a file or in pasted text, by the format that is surest of it.

    Raise TranscriptError for content that is empty, binary or of no known format. Any thread.
    """
    return recognised(source)[0].read(source)


def recognised(source: Source) -> tuple[Format, float]:
    """Return the format that is surest of a source, and how sure it is, above 0 and up to 1.

    Raise TranscriptError for content that is empty, binary or of no known format. Any thread.
    """
    if not source.text.strip():
        raise source.error("is empty. Choose a saved page or a transcript.")
    ranked: list[tuple[float, str, Format]] = []
    for form in sorted(formats(), key=_most, reverse=True):
        if any(sure > _most(form) + _NEAR for sure, *_ in ranked):
            break
        ranked.append((form.confidence(source), form.NAME, form))
    ranked.sort(reverse=True)
    if not ranked or ranked[0][0] <= 0:
        raise source.error(
            "is not a page that Earmark can read: it holds neither a transcript nor an article. "
            "Choose a saved episode page or a transcript."
        )
    _note_close_calls(source, [(sure, name) for sure, name, _ in ranked])
    return ranked[0][2], ranked[0][0]


def _most(form: Format) -> float:
    """Return how sure a format is at most."""
    return cast("float", getattr(form, "MOST", 1.0))


def _note_close_calls(source: Source, ranked: list[tuple[float, str]]) -> None:
    best, chosen = ranked[0]
    rivals = [name for sure, name in ranked[1:] if sure > 0 and best - sure <= _NEAR]
    if rivals:
        _log.info("%s: read as %s, though it may be %s", source.name, chosen, ", ".join(rivals))
