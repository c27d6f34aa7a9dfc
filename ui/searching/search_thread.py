"""The thread that searches: with a library and an index of its own, opened when first needed."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from reader.library import Library
from reader.search.upkeep import OpenTools, SearchTools
from ui.background import LibraryThread, Worker

T = TypeVar("T")


class SearchThread(QObject):
    """Runs jobs with the tools for searching, one after another.

    A library that cannot be written is in the memory of one object alone: then that one is
    used, on its own thread.
    """

    def __init__(
        self, library: LibraryThread, open_tools: OpenTools, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._open_tools = open_tools
        self._held: SearchTools | None = None
        self._is_closed = False
        self._worker = None if library.is_read_only else Worker("search", self)

    @property
    def folder(self) -> Path:
        """Where the library is."""
        return self._library.folder

    @property
    def is_alone(self) -> bool:
        """Whether no other process could see what this one indexes."""
        return self._worker is None

    def submit(
        self,
        job: Callable[[SearchTools], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Run `job` after those submitted before; see `ui.background.Worker.submit`."""
        if self._worker is None:
            self._library.submit(lambda library: job(self._tools(library)), done, failed)
        else:
            self._worker.submit(lambda: job(self._tools(None)), done, failed)

    def close(self) -> None:
        """Finish what was submitted, and let go of the files. A second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._worker is None:
            self._library.submit(lambda _: self._let_go())
        else:
            self._worker.submit(self._let_go)
            self._worker.close()

    def _tools(self, library: Library | None) -> SearchTools:
        if self._held is None:
            self._held = self._open_tools(self.folder, library)
        return self._held

    def _let_go(self) -> None:
        tools, self._held = self._held, None
        if tools is not None:
            tools.close()
