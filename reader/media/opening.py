"""Opening audio files: every way in which that fails, as a sentence for a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reader.errors import MediaError


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is there and has content, or raise MediaError; also for failing reads."""
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise _empty(path)
            file.seek(0)
            yield file
    except FileNotFoundError as error:
        raise MediaError(
            f"“{path}” is not there. If it was moved or renamed, choose it again.", path
        ) from error
    except IsADirectoryError as error:
        raise MediaError(f"“{path}” is a folder. Choose an audio file in it.", path) from error
    except PermissionError as error:
        if path.is_dir():  # what Windows says of a folder
            raise MediaError(f"“{path}” is a folder. Choose an audio file in it.", path) from error
        raise MediaError(
            f"“{path}” may not be read. Change its permissions or copy it elsewhere.", path
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise MediaError(
            f"“{path}” cannot be read ({reason}). Check the disk, or copy the file again.", path
        ) from error


def _empty(path: Path) -> MediaError:
    return MediaError(f"“{path}” is empty: it has no sound. Download or copy it again.", path)
