"""Files of the index are opened only where they are files.

A pipe in the place of one would be waited for, and a link leads to what is none of the library's.
"""

import errno
import os
import stat
from pathlib import Path

# Opening a pipe returns at once, too, so that one can see what it is.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_FLAGS |= getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> int:
    """Open a file to read it and return its descriptor. Errors: OSError, also for what is none."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    descriptor = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no file", str(path))
    return descriptor


def make_way(path: Path) -> None:
    """Remove what is no file from a file's place. Errors: OSError, as for a folder in use."""
    if path.is_symlink() or (path.exists() and not path.is_file() and not path.is_dir()):
        path.unlink()
    elif path.is_dir():
        path.rmdir()
