"""Finds the files below folders, within bounds; what cannot be looked into is told."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reader import media
from reader.importing.looking import may_be_text
from reader.importing.records import Failure

MOST_FILES = 20_000
DEEPEST = 12
_ZIP_START = b"PK\x03\x04"


@dataclass
class Files:
    """The files that an import is about; each stands in one list only."""

    texts: list[Path] = field(default_factory=list)
    sounds: list[Path] = field(default_factory=list)
    archives: list[Path] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)  # by the person, not found in a folder

    def fail(self, path: Path, message: str) -> None:
        """Note what cannot be imported."""
        self.failed.append(Failure(path, message))


def find_files(paths: list[Path], cancelled: Callable[[], bool]) -> Files:
    """Sort the paths, and what lies below those that are folders, into kinds of files.

    Hidden files are left out, and so are pictures and programs in folders; links to folders are
    not followed. No more than 20,000 files, 12 folders deep. Any thread.
    """
    files, seen = Files(), set[Path]()
    for path in map(absolute, paths):
        if cancelled():
            break
        if _is_folder(path):
            _take_folder(files, path, seen, cancelled)
        elif path not in seen and _is_ordinary(files, path):
            seen.add(path)
            files.named.add(path)
            _take_file(files, path)
    return files


def absolute(path: Path) -> Path:
    """Make a path absolute; a link keeps its own name and folder."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - follows no link


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no system takes: reading it will say so
        return False


def _is_ordinary(files: Files, path: Path) -> bool:
    """Keep away from pipes and devices, which may never end."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        if not os.path.islink(path):  # noqa: PTH114 - never raises
            return True  # reading it will say what is wrong
        reason = getattr(error, "strerror", None) or str(error)
        files.fail(path, f"{path} is a link that leads nowhere ({reason.lower()}); mend the link.")
        return False
    if not stat.S_ISREG(mode):
        files.fail(path, f"{path} is no ordinary file; save what is in it as a file first.")
    return stat.S_ISREG(mode)


def _take_file(files: Files, path: Path) -> None:
    if media.looks_like_audio(path):
        files.sounds.append(path)
    elif _is_zip(path):
        files.archives.append(path)
    else:
        files.texts.append(path)


def _take_folder(
    files: Files, folder: Path, seen: set[Path], cancelled: Callable[[], bool]
) -> None:
    before = len(seen) + len(files.failed)
    for count, path in enumerate(_below(folder, files)):
        if count >= MOST_FILES:
            files.fail(
                folder,
                f"{folder} has more than {MOST_FILES:,} files; those after them by name were left "
                "out: import its folders one by one.",
            )
            return
        if cancelled():
            return
        if path not in seen and (
            media.looks_like_audio(path) or may_be_text(path) or _is_zip(path)
        ):
            seen.add(path)
            _take_file(files, path)
    if len(seen) + len(files.failed) == before:
        files.fail(folder, f"{folder} has no pages and no audio in it; choose another folder.")


def _below(folder: Path, files: Files) -> Iterator[Path]:
    """Yield ordinary files by folder and name; say which folders cannot be looked into."""
    top = len(folder.parts)

    def refused(error: OSError) -> None:
        path = Path(error.filename or folder)
        reason = (error.strerror or str(error)).lower()
        files.fail(path, f"{path} cannot be looked into ({reason}); check its permissions.")

    for parent, folders, names in os.walk(folder, onerror=refused):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(here.parts) - top >= DEEPEST and folders:
            folders.clear()
            files.fail(
                here,
                f"{here} is {DEEPEST} folders deep; what is in the folders below it was left "
                "out: import them by themselves.",
            )
        for name in sorted(names):
            path = here / name
            if not name.startswith(".") and path.is_file():
                yield path


def _is_zip(path: Path) -> bool:
    """Tell a zip of files from documents that are zips too."""
    try:
        with path.open("rb") as file:
            return file.read(4) == _ZIP_START and path.suffix.lower() in ("", ".zip")
    except (OSError, ValueError):
        return False
