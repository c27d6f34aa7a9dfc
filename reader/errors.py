"""What can go wrong, as types. Every message is a sentence a person can act on.

Only faults of the input or of the environment are `ReaderError`s; a bug stays whatever
exception it is, and ends in the log.
"""

from pathlib import Path


class ReaderError(Exception):
    """Base of every expected failure. `str(error)` says what happened and what to do."""


class _PathError(ReaderError):
    """A failure that belongs to one file. Attributes: `path` (may be None for pasted text)."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class TranscriptError(_PathError):
    """A page or transcript cannot be read."""


class MediaError(_PathError):
    """An audio file is missing, damaged or of a kind that cannot be read."""


class LibraryError(_PathError):
    """The library's folder or database cannot be used."""


class LibraryDamagedError(LibraryError):
    """The database is not as it was written, or it is none: a backup can take its place."""


class EpisodeNotFoundError(ReaderError):
    """No episode, or more than one, answers to a name. Attributes: `wanted`."""

    def __init__(self, message: str, wanted: str) -> None:
        super().__init__(message)
        self.wanted = wanted


class PlaybackError(_PathError):
    """A player cannot start, or cannot play this file."""


class BookmarkNotFoundError(ReaderError):
    """No bookmark answers to an id. Attributes: `wanted`."""

    def __init__(self, message: str, wanted: str) -> None:
        super().__init__(message)
        self.wanted = wanted


class SearchError(_PathError):
    """The search index cannot be read or written. The library itself is not touched by it."""


class IndexMissingError(SearchError):
    """There is no index yet, or one of another version: it has to be built."""


class IndexDamagedError(SearchError):
    """The index's files are not as they were written: it has to be built anew."""


class IndexBusyError(SearchError):
    """Another process is writing to the index: try again in a moment."""


class SyncError(ReaderError):
    """A transcript and its audio cannot be put in step in the way that was asked for."""


class LinkError(ReaderError):
    """A link is none of Earmark's, or damaged. Attributes: `link`."""

    def __init__(self, message: str, link: str) -> None:
        super().__init__(message)
        self.link = link


class ExportError(_PathError):
    """What was asked for cannot be written there."""


class BookmarkFileError(_PathError):
    """A file of bookmarks is none, or damaged: nothing of it was brought in."""


class KeyTakenError(ReaderError):
    """A key does something else already. Attributes: `key`, `holder` (a command's name, if any)."""

    def __init__(self, message: str, key: str, holder: str | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.holder = holder


class OutputError(ReaderError):
    """What a command prints cannot be written."""
