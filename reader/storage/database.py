"""Opens the library's SQLite file, or a copy of it in memory, and explains what goes wrong."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from reader.errors import LibraryDamagedError, LibraryError
from reader.storage import schema

# Every table, each after those that it refers to.
TABLES = (
    *("episodes", "turns", "cues", "chapters", "chapter_lists", "speaker_names"),
    *("transcript_marks", "sources", "audio", "places"),
    *("episode_tags", "bookmarks", "bookmark_tags", "bookmark_revisions"),
    "syncs",
    *("sentence_starts", "fitted_starts", "silences"),
)
_CANNOT_WRITE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}
# Even who only reads needs room, for the list of the log's pages beside the database.
_NO_ROOM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REPLACE_IT = "put a backup in its place, or move it away, and start again"
_ADVICE = {
    sqlite3.SQLITE_BUSY: "is busy: another program is writing to it; try again in a moment",
    sqlite3.SQLITE_LOCKED: "is busy: another program is writing to it; try again in a moment",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; free some space and try again",
    sqlite3.SQLITE_CORRUPT: f"is damaged; {_REPLACE_IT}",
    sqlite3.SQLITE_NOTADB: f"is damaged, or no library of Earmark's; {_REPLACE_IT}",
    sqlite3.SQLITE_READONLY: "can no longer be written; check the disk and its permissions",
    sqlite3.SQLITE_IOERR: "cannot be read or written ({error}); check the disk",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened ({error}); check the folder and its permissions",
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: "no longer has this episode; list it anew",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors that are the environment's fault into LibraryErrors.

    The others, wrong SQL above all, are bugs and stay what they are.
    """
    try:
        yield
    except sqlite3.Error as error:
        code: int = getattr(error, "sqlite_errorcode", 0)
        advice = _ADVICE.get(code) or _ADVICE.get(code & 0xFF)
        if advice is None:
            raise
        kind = LibraryDamagedError if is_damage(error) else LibraryError
        raise kind(f"The library {path} {advice.format(error=error)}.", path) from error


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that a file is not as SQLite wrote it."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _DAMAGED


def open_database(path: Path, busy_timeout_s: float) -> tuple[sqlite3.Connection, str | None]:
    """Open the database, made or brought up to date where need be.

    Return it with None, or, where it cannot be written or is newer than this program, a copy in
    memory with a sentence that says so. Raises sqlite3.Error, and LibraryError for a database
    of another program or one that may not be read. Nothing is ever overwritten.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _open_for_writing(path, busy_timeout_s)
    except OSError as error:
        return _copy_in_memory(path), _not_kept(_no_folder(path.parent, error))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in _NO_ROOM:
            return _copy_in_memory(path), _not_kept(
                f"the disk of {path.parent} is full", "make room, or choose"
            )
        if error.sqlite_errorcode & 0xFF not in _CANNOT_WRITE:
            raise
        return _copy_in_memory(path), _not_kept(f"{path.parent} cannot be written ({error})")
    if connection is None:
        why = f"a newer version of Earmark wrote the library in {path.parent}"
        return _copy_in_memory(path), _not_kept(why)
    return connection, None


def open_in_memory(why: LibraryError) -> tuple[sqlite3.Connection, str]:
    """Open an empty database that is gone with its connection; return it, and what to tell.

    `why` says what is wrong with the one on the disk, which is not touched.
    """
    memory = _in_memory()
    schema.migrate(memory)
    memory.execute("PRAGMA foreign_keys = ON")
    return memory, f"{why} Nothing from this session will be kept."


def _no_folder(folder: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError):
        return f"{folder} is a file, not a folder"
    return f"{folder} cannot be made ({error.strerror})"


def _not_kept(why: str, advice: str = "choose") -> str:
    return (
        f"Nothing from this session will be kept, because {why}; "
        f"{advice} another folder with --library."
    )


def _open_for_writing(path: Path, busy_timeout_s: float) -> sqlite3.Connection | None:
    """Return None for a database that is newer than this program."""
    connection = sqlite3.connect(
        path, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False
    )
    try:
        _refuse_foreign(connection, path)
        if schema.version_of(connection) > schema.VERSION:
            connection.close()
            return None
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a place or a quote that was acknowledged survives a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        schema.migrate(connection)
        _try_writing(connection, busy_timeout_s)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    if schema.is_foreign(connection):
        raise LibraryError(
            f"{path} is another program's database, not a library of Earmark's; "
            "choose another folder with --library.",
            path,
        )


def _try_writing(connection: sqlite3.Connection, busy_timeout_s: float) -> None:
    """Find out by trying: permission bits say little to root, on network disks, in sandboxes."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("BEGIN IMMEDIATE")
        # With a log left beside it, SQLite lets a read-only file begin; writing tells.
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise  # busy means that somebody writes, so that it can be written
    connection.execute(f"PRAGMA busy_timeout = {int(busy_timeout_s * 1000)}")


def _copy_in_memory(path: Path) -> sqlite3.Connection:
    memory = _in_memory()
    try:
        if path.is_file():
            copy_content(path, memory)
            _refuse_foreign(memory, path)
    except OSError as error:
        raise LibraryError(
            f"The library {path} cannot be read ({error.strerror}); "
            "check its folder's permissions, or choose another folder with --library.",
            path,
        ) from error
    if schema.version_of(memory) > schema.VERSION:
        newer, memory = memory, _in_memory()
        schema.migrate(memory)
        _transplant(newer, memory, path)
        newer.close()
    schema.migrate(memory)
    memory.execute("PRAGMA foreign_keys = ON")
    return memory


def _in_memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def copy_content(path: Path, target: sqlite3.Connection) -> None:
    """Copy a database that may lie where SQLite cannot put the files it needs beside it.

    Others may read and write it meanwhile. Raise sqlite3.Error, OSError.
    """
    try:
        _copy_from(path, target, "mode=ro")
    except sqlite3.OperationalError:
        path.open("rb").close()  # says why, where it may not be read; SQLite does not
        log = path.with_name(f"{path.name}-wal")
        if not (log.is_file() and log.stat().st_size):
            _copy_from(path, target, "immutable=1")  # all is in one file
            return
        with tempfile.TemporaryDirectory(prefix="earmark-") as folder:
            copy = Path(folder) / path.name
            for beside in (path, log):
                shutil.copyfile(beside, copy.with_name(beside.name))
            _copy_from(copy, target, "mode=rw")


def _copy_from(path: Path, target: sqlite3.Connection, how: str) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as disk:
        disk.backup(target)


def _transplant(newer: sqlite3.Connection, memory: sqlite3.Connection, path: Path) -> None:
    """Copy what this version knows out of a newer version's tables."""
    try:
        copy_rows(newer, memory)
    except sqlite3.Error as error:
        raise LibraryError(
            f"The library {path} was written by a newer version of Earmark; "
            "install that version, or choose another folder with --library.",
            path,
        ) from error


def copy_rows(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Add the rows of one database's tables to those of another, as far as both know them."""
    for table in TABLES:
        ours, theirs = _columns(target, table), _columns(source, table)
        shared = ", ".join(column for column in ours if column in theirs)
        marks = ", ".join("?" * (shared.count(",") + 1))
        rows = source.execute(f"SELECT {shared} FROM {table}")  # noqa: S608 - our own names
        target.executemany(f"INSERT INTO {table} ({shared}) VALUES ({marks})", rows)  # noqa: S608 - our own names


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
