"""One library's open database: transactions, and SQLite's errors explained."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reader.closing import Closing
from reader.errors import LibraryError
from reader.storage import schema
from reader.storage.database import TABLES, copy_rows, explained, open_database, open_in_memory

DATABASE_NAME = "library.sqlite3"
BUSY_TIMEOUT_S = 5.0
_HIGHEST_MS = 2**53

Row = tuple[Any, ...]  # the columns are as reader.storage.schema says


class Connection(Closing):
    """An open database; `reader.storage.Storage` is the one that is used.

    Threads: an object belongs to the thread that made it. Several objects, also in several
    processes, may work on one library at once: readers never wait (WAL), writers wait for each
    other up to `busy_timeout_s`.

    Life: open with `Storage(folder)`, end with `close()` or a `with` block. A change is on the
    disk when the call, or the `writing()` block around it, has returned (synchronous=FULL).
    Where the folder cannot be written, or a newer version wrote it, its content is copied to
    memory: everything works, nothing is kept, and `read_only_reason` says so in a sentence.
    `unusable`, the error of an earlier try, asks for an empty one in memory in its place.

    Errors: every method may raise LibraryError: busy, full, damaged, gone. A failed `writing()`
    block leaves nothing behind.
    """

    def __init__(
        self,
        folder: Path,
        *,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
        unusable: LibraryError | None = None,
    ) -> None:
        self.folder = folder
        self.path = folder / DATABASE_NAME
        self.read_only_reason: str | None
        if unusable is not None:
            self._connection, self.read_only_reason = open_in_memory(unusable)
            return
        with explained(self.path):
            self._connection, self.read_only_reason = open_database(self.path, busy_timeout_s)

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make all changes within the block one transaction, alone among all writers.

        What is read within the block stays true until its end.
        """
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has rolled back by itself, if it fails
                    self._connection.execute("ROLLBACK")
                raise

    def schema_version(self) -> int:
        """Return the version of the tables in use."""
        with explained(self.path):
            return schema.version_of(self._connection)

    def changes(self) -> int:
        """Return a number that changes when somebody else changed the database's content.

        Somebody else is any other connection, in this process or another one.
        """
        number: int = self.rows("PRAGMA data_version")[0][0]
        return number

    def faults(self) -> tuple[str, ...]:
        """Return what SQLite's own check finds wrong with the file; nothing when it is sound."""
        found = [row[0] for row in self.rows("PRAGMA quick_check") if row[0] != "ok"]
        orphans = self.rows("PRAGMA foreign_key_check")
        return (*found, *(f"a row of {row[0]} belongs to no episode" for row in orphans))

    def replace_all(self, source: sqlite3.Connection) -> None:
        """Put the content of another database in place of all there is, within `writing()`."""
        with explained(self.path):
            for table in reversed(TABLES):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            copy_rows(source, self._connection)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return what a query finds."""
        with explained(self.path):
            return self._connection.execute(sql, values).fetchall()

    def change(self, sql: str, values: Sequence[object]) -> None:
        """Make one change."""
        with explained(self.path):
            self._connection.execute(sql, values)

    def change_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Make one change for each row."""
        with explained(self.path):
            self._connection.executemany(sql, rows)


def storable(name: str) -> str | bytes:
    """Return a name as text, or as bytes where a file system's name is no valid Unicode."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name)
    return name


def name_of(stored: str | bytes) -> str:
    """Return a name as it was before it was stored."""
    return os.fsdecode(stored)


def bounded(time_ms: int | None) -> int | None:
    """Keep a nonsensical time within what SQLite takes."""
    return None if time_ms is None else max(-_HIGHEST_MS, min(time_ms, _HIGHEST_MS))


def stored_moment(moment: datetime) -> str:
    """Return an aware moment as it is stored; such texts sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(stored: str | None) -> datetime | None:
    """Return a moment as it was before it was stored."""
    return datetime.fromisoformat(stored) if stored else None


def day_of(stored: str | None) -> date | None:
    """Return a day as it was before it was stored."""
    return date.fromisoformat(stored) if stored else None
