"""The library's backups: one a day beside it, one file where a person wants it, and put back."""

import os
import re
import shlex
import shutil
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reader.errors import LibraryDamagedError, LibraryError
from reader.library import Library, default_folder
from reader.settings import FILE_NAME as SETTINGS_NAME
from reader.storage import copies
from reader.storage.connection import BUSY_TIMEOUT_S, DATABASE_NAME

BACKUPS = "backups"
KEPT = 7
_DAILY = re.compile(r"library-(\d{4}-\d\d-\d\d)\.sqlite3")
_SET_ASIDE, _DAMAGED = "before-restore-", "damaged-"
_LEFT = f"{copies.TEMPORARY}*"
_STALE_S = 86_400.0  # a copy that is as old as this is none that is being made


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what was there before is kept; None: nothing was there."""

    episodes: int
    bookmarks: int
    set_aside: Path | None


def daily_backups(folder: Path, today: date | None = None) -> tuple[Path, ...]:
    """Return a library's daily backups, the newest first; None: today is what the clock says.

    Those of days to come are from a clock that was wrong, and count as older than all others.
    """
    day = f"library-{today or _today()}.sqlite3"
    with suppress(OSError):
        found = [p for p in (folder / BACKUPS).iterdir() if _DAILY.fullmatch(p.name)]
        return tuple(sorted(found, key=lambda p: (p.name <= day, p.name), reverse=True))
    return ()


def _today() -> date:
    return datetime.now().astimezone().date()


def keep_daily(folder: Path, today: date) -> Path | None:
    """Back a library up, unless that was done today; return the file, None where there is none.

    The last seven are kept. An empty library is not backed up, so that one that was lost does
    not push out the backups of what it held. The library must be open, by this process or
    another. Any thread; takes a second or so for hundreds of hours. Raise as
    `reader.storage.copies.write_copy` does: nothing is lost by it, older backups stay.
    """
    target = folder / BACKUPS / f"library-{today.isoformat()}.sqlite3"
    if target.exists() or not copies.write_copy(folder, target):
        return None
    _thin_out(daily_backups(folder, today))
    _clear_away(folder)
    return target


def keep_today(folder: Path) -> Path | None:
    """Back a library up as `keep_daily` does, today; of a damaged one say what can be done."""
    try:
        return keep_daily(folder, _today())
    except LibraryDamagedError as error:
        advice = advice_on_damage(folder)
        raise LibraryDamagedError(f"{error} {advice}", error.path) from error


def back_up(folder: Path, target: Path) -> None:
    """Write a library with its settings to one file, in place of an older backup.

    Raise LibraryError where that cannot be, or the file is something else: it stays as it is.
    """
    if target.is_dir():
        raise LibraryError(f"{target} is a folder; name a file for the backup.", target)
    if target.exists() and not _may_be_replaced(folder, target):
        raise LibraryError(
            f"{target} is there already, and is no backup; choose another name.", target
        )
    if not copies.write_copy(folder, target):
        raise LibraryError(f"The library in {folder} is empty; there is nothing to back up.")


def newest_sound(folder: Path) -> Path | None:
    """Return the newest daily backup that is as it was written. Reads all of it: seconds."""
    return next((path for path in daily_backups(folder) if copies.is_sound_copy(path)), None)


def advice_on_damage(folder: Path) -> str:
    """Say what to do about a damaged library: the command that puts the newest backup back."""
    backup = newest_sound(folder)
    if backup is None:
        return "There is no sound backup of it."
    known = _DAILY.fullmatch(backup.name)
    day = known[1] if known else backup.name
    where = "" if folder == default_folder() else f" --library {_typed(folder)}"
    command = f"earmark restore{where} {_typed(backup)}"
    return f"The backup of {day} is sound; “{command}” puts it back."


def restore(
    folder: Path, source: Path, now: datetime, *, busy_timeout_s: float = BUSY_TIMEOUT_S
) -> Restored:
    """Put a backup in a library's place: all of it or, on an error, nothing.

    What was there is kept as a backup first, under a name with the time `now`. Other processes
    may have the library open: they see the one or the other, and their writing waits. A damaged
    database is moved aside as it is. Raise LibraryError.
    """
    with copies.opened_copy(source, folder) as incoming:
        settings = copies.settings_in(incoming)
        incoming.execute("DROP TABLE IF EXISTS kept_settings")
        aside = _unused(folder / BACKUPS, f"{now:%Y-%m-%d-%H%M%S}")
        try:
            with Library(folder, busy_timeout_s=busy_timeout_s) as library:
                kept = _replace_content(library, incoming, aside)
        except LibraryDamagedError:
            kept = _replace_file(folder, incoming, aside)
    if settings is not None:
        _write_settings(folder / SETTINGS_NAME, settings)
    _thin_out(sorted((folder / BACKUPS).glob(f"{_SET_ASIDE}*.sqlite3"), reverse=True))
    with Library(folder) as library:
        return Restored(len(library.summaries()), len(library.bookmarks()), kept)


def _unused(folder: Path, moment: str) -> Path:
    """Return a name for what is set aside at a moment, which no file has."""
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (folder / f"{_SET_ASIDE}{moment}{number}.sqlite3" for number in numbers)
    return next(path for path in names if not path.exists() and not _damaged(path).exists())


def _damaged(aside: Path) -> Path:
    return aside.with_name(f"{_DAMAGED}{aside.name.removeprefix(_SET_ASIDE)}")


def _replace_content(library: Library, incoming: sqlite3.Connection, aside: Path) -> Path | None:
    """Replace what is in the database, alone among all writers from before it is kept aside."""
    if library.read_only_reason is not None:
        raise LibraryError(f"Nothing was restored. {library.read_only_reason}", library.folder)
    with library.storage.writing():
        is_kept = copies.write_copy(library.folder, aside)
        library.storage.replace_all(incoming)
    return aside if is_kept else None


def _replace_file(folder: Path, incoming: sqlite3.Connection, aside: Path) -> Path:
    """Put another database in the place of a damaged one, which is kept as it is."""
    path = folder / DATABASE_NAME
    aside = _damaged(aside)
    log = path.with_name(f"{path.name}-wal")
    try:
        aside.parent.mkdir(exist_ok=True)
        copies.replace_file(aside, lambda new: _copy_bytes(path, new))
        if log.is_file():
            copies.replace_file(
                aside.with_name(f"{aside.name}-wal"), lambda new: _copy_bytes(log, new)
            )
        # The log goes first: SQLite would take it for one of the new database.
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        copies.replace_file(path, lambda new: _write_database(incoming, new))
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"{path} could not be replaced ({error}); close every window of Earmark, "
            "check the disk, and try again.",
            path,
        ) from error
    return aside


def _copy_bytes(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _write_database(incoming: sqlite3.Connection, target: Path) -> None:
    database = sqlite3.connect(target, isolation_level=None)
    try:
        incoming.backup(database)
    finally:
        database.close()


def _write_settings(path: Path, settings: bytes) -> None:
    try:
        copies.replace_file(path, lambda new: _write_bytes(new, settings))
    except OSError as error:
        raise LibraryError(
            f"The library is restored, but not its settings: {path} cannot be written "
            f"({error.strerror}).",
            path,
        ) from error


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _may_be_replaced(folder: Path, target: Path) -> bool:
    """Tell whether a file is a backup, and not the library itself."""
    is_own = target.resolve() == (folder / DATABASE_NAME).resolve()
    return not is_own and copies.is_sound_copy(target)


def _thin_out(newest_first: tuple[Path, ...] | list[Path]) -> None:
    for path in newest_first[KEPT:]:
        with suppress(OSError):  # then it is still there tomorrow
            path.unlink()


def _clear_away(folder: Path) -> None:
    """Remove copies that a process left half made when it was killed."""
    for path in (*folder.glob(_LEFT), *(folder / BACKUPS).glob(_LEFT)):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE_S:
                path.unlink()


def _typed(path: Path) -> str:
    """Return a path as a shell takes it."""
    return f'"{path}"' if os.name == "nt" else shlex.quote(str(path))
