"""The search index as the commands use it, and `earmark reindex`.

Importing this module loads NumPy and Whoosh.
"""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.commands.context import Context
from reader.commands.progress import ProgressLine, interruption
from reader.commands.stepping_back import step_back
from reader.console import Console
from reader.errors import (
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
    LibraryError,
    SearchError,
)
from reader.library import Library
from reader.search.index import CatchUp, Index
from reader.search.spare import spare_folder

FEW_UNITS = 100  # are indexed before a search is answered: that takes a second or two
PATIENCE_S = 2.0  # with another process that writes to the index
INTERRUPTED = 130
_TELL_EVERY_S = 0.1


@contextmanager
def index_of(library: Library) -> Iterator[Index]:
    """Give a library's index; that of a library in memory is in a temporary folder.

    Such a library's own folder cannot be written, but what is in it may do as it is.
    """
    kept = Index(library.folder, patience_s=PATIENCE_S)
    if library.read_only_reason is None or (is_usable(kept) and not kept.behind(library)):
        yield kept
        return
    with spare_index() as spare:
        yield spare


@contextmanager
def spare_index() -> Iterator[Index]:
    """Give an empty index in a temporary folder, gone at the end."""
    with spare_folder() as folder:
        yield Index(Path(folder))


def is_usable(index: Index) -> bool:
    """Tell whether there is an index that can be read."""
    try:
        index.snapshot().close()
    except (IndexMissingError, IndexDamagedError):
        return False
    return True


def bring_up_to_date(index: Index, library: Library) -> str:
    """Index what is missing where that is soon done, or nothing could be found without.

    Return "", or a sentence on why what is found may not be all. Errors: LibraryError,
    SearchError where there is no index and none can be written.
    """
    usable = is_usable(index)
    behind = index.behind(library)
    whole = len(library.revisions())
    if usable and FEW_UNITS < behind < whole:
        return (
            f"{behind:,} of {whole:,} episodes are not indexed yet: "
            "what is found may not be all. To index them: earmark reindex"
        )
    if usable and not behind:
        return ""
    line = ProgressLine()
    try:
        index.catch_up(library, progress=lambda done, total: line.count("Indexing", done, total))
    except SearchError as error:
        if not usable and not isinstance(error, IndexBusyError):
            raise
        return f"{error} What is found may not be all."
    finally:
        line.clear()
    return ""


def build_anew(index: Index, library: Library) -> str:
    """Build a damaged index anew; return as `bring_up_to_date` does."""
    index.rebuild()
    return bring_up_to_date(index, library)


def is_damaged(index: Index) -> bool:
    """Read all of the index, and tell whether it is other than it was written."""
    try:
        index.verify()
    except IndexDamagedError:
        return True
    except IndexMissingError:
        return False
    return False


def reindex_command(context: Context) -> int:
    """Bring the index up to date, in good order; a damaged one is built anew."""
    step_back()
    with context.library() as library:
        if library.read_only_reason is not None:
            raise LibraryError(f"Nothing was indexed. {library.read_only_reason}", library.folder)
        index = Index(library.folder, patience_s=PATIENCE_S)
        if context.args.anew or is_damaged(index):
            index.rebuild()
        with interruption(signal.SIGINT, signal.SIGTERM) as interrupted, _telling(context) as tell:
            done = index.catch_up(library, progress=tell, cancelled=interrupted)
            if not interrupted():
                index.tidy()
        whole = len(library.revisions())
    return _report(done, whole, context.console, as_json=context.args.json)


@contextmanager
def _telling(context: Context) -> Iterator[Callable[[int, int], None]]:
    """Give what tells of progress: lines of JSON, not too many, or one line on a terminal."""
    if context.args.json:
        yield _JsonProgress(context.console)
        return
    line = ProgressLine()
    try:
        yield lambda done, total: line.count("Indexing", done, total)
    finally:
        line.clear()


class _JsonProgress:
    """Prints how far it is as a line of JSON, some times a second."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._told_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell it, unless it was told just now; the end is always told."""
        now = time.monotonic()
        if done == total or now - self._told_at >= _TELL_EVERY_S:
            self._told_at = now
            self._console.json({"done": done, "total": total})


def _report(done: CatchUp, whole: int, console: Console, *, as_json: bool) -> int:
    if as_json:
        console.json({"written": done.written, "removed": done.removed, "complete": done.complete})
    elif not done.complete:
        console.complain("Stopped: what was indexed is kept. Type the same again to go on.")
    elif done.written or done.removed:
        console.line(f"{done.written:,} indexed, {done.removed:,} taken out; {whole:,} in all.")
    else:
        console.line(f"The index is up to date: {whole:,} in all.")
    return 0 if done.complete else INTERRUPTED
