"""What a window needs to search: a library, its index and what answers, used by one thread.

NumPy and Whoosh are loaded when these are opened, not when this module is: a window is seen
before anybody searches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.errors import IndexBusyError, IndexDamagedError, IndexMissingError
from reader.library import Library
from reader.search.arranging import Searching
from reader.search.spare import spare_folder

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

PATIENCE_S = 0.3  # with another process that writes: a query may be waiting behind


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

    `library` is one that is open already and stays so. Such a library is in memory alone: the
    index in its folder is only read, and only while it holds what the library does; else there
    is another one in a temporary folder.
    """

    def __init__(self, folder: Path, library: Library | None = None) -> None:
        from reader.search.index import Index  # noqa: PLC0415 - see the module's docstring
        from reader.search.searching import LibrarySearch  # noqa: PLC0415

        self._make_index, self._make_search = Index, LibrarySearch
        self._temporary: TemporaryDirectory[str] | None = None
        self._owns_library = library is None
        self._library = Library(folder) if library is None else library
        self._seen: tuple[int, int] | None = None
        self._use(folder)
        if library is not None and (self._index.generation() < 0 or self._index.behind(library)):
            self._use_temporary()

    def _use(self, folder: Path) -> None:
        self._index = self._make_index(folder, patience_s=PATIENCE_S)
        self._search = self._make_search(self._library, self._index)

    def _use_temporary(self) -> None:
        """Leave the index in the library's folder as it is, and begin one elsewhere."""
        self._temporary = spare_folder()
        self._seen = None
        self._search.close()
        self._use(Path(self._temporary.name))

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
        # Of an empty library, too, there is to be an index: else it would seem to be missing.
        begun = self._index.generation() >= 0
        return Standing(self._index.behind(self._library) or int(not begun), whole, is_changed)

    def catch_up(self, most_units: int) -> bool:
        """Index some of what is missing; False: another process does so now."""
        self._seen = None
        if self._may_not_write:
            self._use_temporary()
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
            if self._may_not_write:
                self._use_temporary()
            else:
                self._index.rebuild()
            return False
        return True

    @property
    def _may_not_write(self) -> bool:
        """Whether the index is one that others keep, of a library that is in memory here."""
        return not self._owns_library and self._temporary is None

    def close(self) -> None:
        """Let go of the files."""
        self._search.close()
        if self._owns_library:
            self._library.close()
        if self._temporary is not None:
            self._temporary.cleanup()


OpenTools = Callable[[Path, Library | None], SearchTools]
