"""Looks at the machine and the library, and says what was found and what to do about it."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reader.counting import counted
from reader.errors import (
    IndexMissingError,
    LibraryDamagedError,
    LibraryError,
    PlaybackError,
    SearchError,
)
from reader.library import Library
from reader.library.backups import advice_on_damage, daily_backups
from reader.playback.devices import no_sound_device
from reader.playback.player import PlayerSource
from reader.storage import schema
from resources import resource

_LISTED = 5


class Level(StrEnum):
    """How a finding counts."""

    OK = "ok"
    NOTE = "note"  # something is missing, and one can read all the same
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `text` says what was found and, if need be, what to do."""

    subject: str
    text: str
    level: Level = Level.OK


def examine(
    folder: Path, players: Sequence[PlayerSource], window: Callable[[], Sequence[Finding]]
) -> tuple[Finding, ...]:
    """Look at everything; takes as long as starting each player does."""
    return (
        Finding("Earmark", package_version()),
        Finding("Python", f"{platform.python_version()} on {platform.platform()}"),
        *window(),
        *(_player(source) for source in players),
        *_sound(),
        _demo(),
        *_library(folder),
    )


def package_version() -> str:
    """Return the installed version."""
    # Slow to load, and every start of the program passes here.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("earmark")
    except PackageNotFoundError:
        return "not installed as a package (run from its folder)"


def _player(source: PlayerSource) -> Finding:
    subject = f"Player {source.name}"
    problem = source.problem()
    if problem is not None:
        return Finding(subject, problem, Level.NOTE)
    try:
        player = source.create()
    except PlaybackError as error:
        return Finding(subject, str(error), Level.NOTE)
    name = player.name
    player.close()
    return Finding(subject, f"{name} works")


def _sound() -> tuple[Finding, ...]:
    problem = no_sound_device()
    return (Finding("Sound", problem, Level.NOTE),) if problem else ()


def _demo() -> Finding:
    missing = [
        name for name in ("episode.txt", "episode.opus") if not resource("demo", name).is_file()
    ]
    if missing:
        text = f"{', '.join(missing)} is missing from the installation; install Earmark again."
        return Finding("Demo", text, Level.NOTE)
    return Finding("Demo", "is there; `earmark demo` plays it")


def _library(folder: Path) -> tuple[Finding, ...]:
    try:
        with Library(folder) as library:
            return (
                _access(library),
                _health(library),
                _search_index(library),
                _backups(library),
                *_missing_audio(library),
            )
    except LibraryDamagedError as error:
        return (Finding("Library", f"{error} {advice_on_damage(folder)}", Level.BROKEN),)
    except LibraryError as error:
        return (Finding("Library", str(error), Level.BROKEN),)


def _access(library: Library) -> Finding:
    if library.read_only_reason:
        return Finding("Library", library.read_only_reason, Level.NOTE)
    where = " (from EARMARK_LIBRARY)" if os.environ.get("EARMARK_LIBRARY") else ""
    return Finding("Library", f"{library.folder}{where} can be written")


def _health(library: Library) -> Finding:
    faults = library.storage.faults()
    if faults:
        text = (
            f"{library.storage.path} is damaged ({faults[0]}). {advice_on_damage(library.folder)}"
        )
        return Finding("Database", text, Level.BROKEN)
    count = len(library.summaries())
    episodes = counted(count, "episode")
    return Finding("Database", f"{episodes}, sound, version {schema.VERSION}")


def _backups(library: Library) -> Finding:
    kept = daily_backups(library.folder)
    if not kept:
        return Finding("Backups", "none yet; one is kept every day that the library is changed")
    return Finding("Backups", f"{counted(len(kept), 'day')}, the newest is {kept[0]}")


def _search_index(library: Library) -> Finding:
    # Slow to load, and every start of the program passes here.
    from reader.search.index import Index  # noqa: PLC0415

    subject, index = "Search index", Index(library.folder)
    try:
        index.verify()
        behind = index.behind(library)
    except IndexMissingError:
        return Finding(subject, "not built yet; the first search builds it")
    except SearchError as error:
        return Finding(subject, f"{error} Run: earmark reindex", Level.NOTE)
    if behind:
        text = f"{behind:,} of {len(library.revisions()):,} not indexed yet; run: earmark reindex"
        return Finding(subject, text, Level.NOTE)
    return Finding(subject, f"up to date, in {index.folder}")


def _missing_audio(library: Library) -> tuple[Finding, ...]:
    paths = library.storage.audio_paths()
    missing = [(t, path) for t, path in paths if not os.path.isfile(path)]  # noqa: PTH113 - never raises
    if not missing:
        return ()
    shown = ", ".join(f"“{title}” ({path})" for title, path in missing[:_LISTED])
    more = f" and {len(missing) - _LISTED} more" if len(missing) > _LISTED else ""
    text = f"not where it was: {shown}{more}; put it back, or import the page with --audio again."
    return (Finding("Audio", text, Level.NOTE),)
