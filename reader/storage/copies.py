"""Whole copies of a library in one file each: written whole or not at all, and checked.

A copy is the library's database with one more table, which holds the settings. This and
`reader.storage.database` are what knows how SQLite copies.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from reader.errors import LibraryDamagedError, LibraryError
from reader.settings import FILE_NAME as SETTINGS_NAME
from reader.storage import schema
from reader.storage.connection import DATABASE_NAME
from reader.storage.database import copy_content, is_damage

TEMPORARY = ".earmark-copy-"  # begins the names of copies that are being made
_IS_EMPTY = """
    SELECT NOT EXISTS (SELECT 1 FROM episodes) AND NOT EXISTS (SELECT 1 FROM bookmarks)
    """
_SETTINGS_TABLE = "CREATE TABLE kept_settings (content BLOB NOT NULL)"


def write_copy(folder: Path, target: Path) -> bool:
    """Write a library's content to one file; return False, with no file, where it is empty.

    The library may be written to meanwhile: the copy is of one moment. It is checked before it
    takes the target's name. Raise LibraryDamagedError where the library's own database is not
    sound, LibraryError where no copy can be written; both leave the target as it was.
    """
    path = folder / DATABASE_NAME
    try:
        with _new_file(target) as (copy, finish):
            _fill(copy, path)
            if copy.execute(_IS_EMPTY).fetchone()[0]:
                return False
            _keep_settings(copy, folder / SETTINGS_NAME)
            finish()
    except sqlite3.Error as error:
        raise _damaged(path, error) if is_damage(error) else _not_written(target, error) from error
    except OSError as error:
        raise _not_written(target, error) from error
    return True


@contextmanager
def opened_copy(source: Path, folder: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of a copy, checked and brought to this version's schema; gone at the end.

    The source is left as it is; `folder` takes the file for as long. Raise LibraryError, a
    sentence, for what is no sound copy of a library, or one of a newer version.
    """
    if not source.is_file():
        raise LibraryError(f"There is no file {source}; name a backup of a library.", source)
    try:
        with _new_file(folder / DATABASE_NAME) as (copy, _):
            _fill(copy, source)
            _refuse_unusable(copy, source)
            schema.migrate(copy)
            yield copy
    except sqlite3.Error as error:
        if is_damage(error):
            raise _no_copy(source, f"it is damaged, or no database: {error}") from error
        raise LibraryError(
            f"{source} could not be read into {folder} ({error}); the library is as it was.", source
        ) from error


def settings_in(copy: sqlite3.Connection) -> bytes | None:
    """Return the settings' file as it was when a copy was made, if it had one."""
    known = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'kept_settings'").fetchone()
    row = copy.execute("SELECT content FROM kept_settings").fetchone() if known else None
    return row[0] if row else None


def is_sound_copy(path: Path) -> bool:
    """Read all of a copy, and tell whether it is a library's, and as it was written."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            _refuse_unusable(copy, path)
            return not _faults(copy)
    except (sqlite3.Error, LibraryError):
        return False


def replace_file(target: Path, write: Callable[[Path], None]) -> None:
    """Have a file written under another name, and give it this one when it is on the disk."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=TEMPORARY)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        if target.exists():
            shutil.copymode(target, temporary)
        put_in_place(temporary, target)
    finally:
        _remove(temporary)


def put_in_place(temporary: Path, target: Path) -> None:
    """Give a file its name, once all of it is on the disk."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(target)
    with suppress(OSError):  # Windows opens no folders; the name is there all the same
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _new_file(target: Path) -> Iterator[tuple[sqlite3.Connection, Callable[[], None]]]:
    """Give an empty database beside the target, and what closes it and makes it the target."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=TEMPORARY)
    os.close(handle)
    temporary = Path(name)
    copy = sqlite3.connect(temporary, isolation_level=None, check_same_thread=False)

    def finish() -> None:
        copy.close()
        put_in_place(temporary, target)

    try:
        yield copy, finish
    finally:
        copy.close()
        _remove(temporary)


def _remove(temporary: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)


def _fill(copy: sqlite3.Connection, path: Path) -> None:
    """Copy a database, and check what arrived. Raise sqlite3.DatabaseError for one unsound."""
    copy_content(path, copy)
    copy.execute("PRAGMA journal_mode = DELETE")  # it lies alone in its file, with no log
    faults = _faults(copy)
    if faults:
        error = sqlite3.DatabaseError(faults[0])
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _faults(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("PRAGMA integrity_check(5)").fetchall()
    return [row[0] for row in rows if row[0] != "ok"]


def _keep_settings(copy: sqlite3.Connection, path: Path) -> None:
    copy.execute("DROP TABLE IF EXISTS kept_settings")
    if path.is_file():
        copy.execute(_SETTINGS_TABLE)
        copy.execute("INSERT INTO kept_settings VALUES (?)", [path.read_bytes()])


def _refuse_unusable(copy: sqlite3.Connection, source: Path) -> None:
    version = schema.version_of(copy)
    if schema.is_foreign(copy) or not version:
        raise _no_copy(source, "it is something else")
    if version > schema.VERSION:
        raise LibraryError(
            f"{source} was written by a newer version of Earmark; install that version first.",
            source,
        )


def _no_copy(source: Path, why: str) -> LibraryError:
    return LibraryError(
        f"{source} is no sound backup of a library ({why}); choose another file.", source
    )


def _damaged(path: Path, error: sqlite3.Error) -> LibraryDamagedError:
    return LibraryDamagedError(f"The library {path} is damaged ({error}).", path)


def _not_written(target: Path, error: Exception) -> LibraryError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return LibraryError(
        f"No backup was written to {target} ({reason}); the library is as it was. "
        "Free some space, or check the folder.",
        target,
    )
