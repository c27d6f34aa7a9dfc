"""Files that are written whole or not at all: a full disk leaves the old one as it was."""

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reader.errors import ExportError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, or make it; the folder is made if it is missing.

    Raise ExportError, a sentence; then the old file is as it was, and nothing lies beside it.
    """
    replace_whole(path, lambda temporary: _fill(temporary, content))


def replace_whole(path: Path, make: Callable[[Path], None]) -> None:
    """Let `make` write a new file beside the old one, then let it take the old one's place.

    `make` is given a path that does not exist yet, with the same ending. What it raises is
    raised on, OSError as ExportError. A link is followed, and the file's rights stay.
    """
    try:
        goal = Path(os.path.realpath(path))
        _refuse_device(goal)
        goal.parent.mkdir(parents=True, exist_ok=True)
        name = f".{goal.stem[:60]}-{secrets.token_hex(4)}{goal.suffix}"
        temporary = goal.with_name(name)
        try:
            make(temporary)
            if goal.exists():
                temporary.chmod(goal.stat().st_mode & 0o7777)
            temporary.replace(goal)
        finally:
            with suppress(OSError):
                temporary.unlink()
    except (OSError, ValueError) as error:
        raise ExportError(_sentence(path, error), path) from error


def _refuse_device(goal: Path) -> None:
    """Raise ValueError for a device or a pipe, which a file in its place would end."""
    if goal.exists() and not goal.is_file() and not goal.is_dir():
        raise ValueError("it is a device or a pipe, no file")


def _fill(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sentence(path: Path, error: OSError | ValueError) -> str:
    """Say what failed; the old file, if there is one, is as it was."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return (
            f"There is no room to write {path}; nothing was changed. Make room, or write it "
            "elsewhere."
        )
    why = error.strerror if isinstance(error, OSError) else str(error)
    return f"{path} cannot be written ({why}); nothing was changed. Choose another place."
