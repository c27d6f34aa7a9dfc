"""What a window needs to search: a library, its index and what answers, used by one thread.

NumPy and Whoosh are loaded when these are opened, not when this module is: a window is seen
before anybody searches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from reader.errors import IndexBusyError, IndexDamagedError, IndexMissingError
from reader.library import Library
from reader.search.arranging import Searching


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an index is behind its library, in units; see `reader.search.units`."""

    behind: int
    whole: int  # units of the library
    is_changed: bool  # since it was looked at last, by whomever


class SearchTools(Protocol):
    """Searching and keeping the index, on one thread. Errors: ReaderError from every method."""

    @property
    def search(self) -> Searching:
        """What answers queries."""

    def standing(self) -> Standing | None:
        """Return how the index stands; None: neither it nor the library changed since."""

    def catch_up(self, most_units: int) -> bool:
        """Index some of what is missing; False: another process does so now."""

    def verify(self) -> bool:
        """Check every byte of the index; a damaged one is emptied, and False returned."""

    def close(self) -> None:
        """Let go of the files."""


class LibraryTools:
    """The tools for a library's folder.

    `library` is one that is open already and stays so; with it, the index is kept in a temporary
    folder: such a library is in memory alone, and what is searched must be what it holds.
    """

    def __init__(self, folder: Path, library: Library | None = None) -> None:
        from reader.search.index import Index  # noqa: PLC0415 - see the module's docstring
        from reader.search.searching import LibrarySearch  # noqa: PLC0415

        self._temporary = TemporaryDirectory(prefix="earmark-") if library is not None else None
        self._owns_library = library is None
        self._library = Library(folder) if library is None else library
        place = Path(self._temporary.name) if self._temporary is not None else folder
        self._index = Index(place)
        self._search = LibrarySearch(self._library, self._index)
        self._seen: tuple[int, int] | None = None

    @property
    def search(self) -> Searching:
        """What answers queries."""
        return self._search

    def standing(self) -> Standing | None:
        """Return how the index stands; None: neither it nor the library changed since."""
        now = (self._library.storage.changes(), self._index.generation())
        # A connection does not count its own changes: a library that is shared is always asked.
        if now == self._seen and self._owns_library:
            return None
        is_changed = self._seen is not None and self._seen[1] != now[1]
        self._seen = now
        whole = len(self._library.revisions())
        return Standing(self._index.behind(self._library), whole, is_changed)

    def catch_up(self, most_units: int) -> bool:
        """Index some of what is missing; False: another process does so now."""
        self._seen = None
        try:
            self._index.catch_up(self._library, most_units=most_units)
        except IndexBusyError:
            return False
        return True

    def verify(self) -> bool:
        """Check every byte of the index; a damaged one is emptied, and False returned."""
        try:
            self._index.verify()
        except IndexMissingError:
            return False  # whoever looks next sees that everything is to be built
        except IndexDamagedError:
            self._seen = None
            self._index.rebuild()
            return False
        return True

    def close(self) -> None:
        """Let go of the files."""
        self._search.close()
        if self._owns_library:
            self._library.close()
        if self._temporary is not None:
            self._temporary.cleanup()


OpenTools = Callable[[Path, Library | None], SearchTools]
