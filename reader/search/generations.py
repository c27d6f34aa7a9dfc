"""The list of the index's segments on disk: read, and replaced by one writer at a time.

The list is Whoosh's table of contents, a pickle. It is sealed with a checksum and our version, so
that a damaged one is an error and not whatever it unpickles to. Anybody can make such a seal, and
libraries are handed on: hence nothing but segments comes out of the pickle, and a link out of the
library's folder is not followed. A generation is never used twice, not even after the folder was
emptied.
"""

import io
import os
import pickle
import re
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, clean_files
from whoosh.index import IndexError as WhooshIndexError
from whoosh.util.filelock import try_for

from reader.errors import IndexBusyError, IndexDamagedError, IndexMissingError, SearchError
from reader.search.array_file import VERSION
from reader.search.codec import ArraySegment, schema
from reader.search.regular_file import make_way, open_regular

NAME = "MAIN"
_LOCK = f"{NAME}_WRITELOCK"
UNFINISHED = ".unfinished"  # ends the names of segments that are being written
# What a list that another program wrote, or a part of one, may make Whoosh and pickle raise.
_UNREADABLE: tuple[type[Exception], ...] = (OSError, WhooshIndexError, pickle.UnpicklingError)
_UNREADABLE += (EOFError, ImportError, AttributeError, TypeError, ValueError, LookupError)
_UNREADABLE += (AssertionError, OverflowError, RecursionError, struct.error)
_SEAL = struct.Struct("<8sII")
_SEAL_WORD = b"EARMARKT"
_EPOCH = 1_767_225_600  # 2026-01-01: Whoosh stores generations in 31 bits
_LIST = re.compile(rf"_{NAME}_(\d{{1,9}})\.toc")  # none of ours has more digits
_LATEST = 900_000_000  # as a clock may have it that is far ahead
_ATTEMPTS = 20  # to read a list that a writer replaces between looking and opening
_OUTDATED_S = 3600  # a file that has been unfinished for so long was left behind


@dataclass(frozen=True, slots=True)
class Generation:
    """The index's segments at one moment."""

    number: int
    segments: tuple[ArraySegment, ...]


class SealedStorage(FileStorage):  # type: ignore[misc]  # Whoosh carries no types
    """A folder in which tables of contents are sealed when they get their names."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002  (Whoosh's signature)
        """Seal a file, and give it its name."""
        path = Path(self.folder, oldname)
        with path.open("r+b") as stream:
            data = stream.read()
            stream.write(_SEAL.pack(_SEAL_WORD, VERSION, zlib.crc32(data)))
        super().rename_file(oldname, newname, safe=safe)

    def open_file(self, name: str, **options: Any) -> StructFile:
        """Open a file whose seal holds. Errors: OSError, SearchError's subclasses."""
        path = Path(self.folder, name)
        with os.fdopen(open_regular(path), "rb") as stream:
            data = stream.read()
        word, version, checksum = _SEAL.unpack(data[-_SEAL.size :].rjust(_SEAL.size))
        if word == _SEAL_WORD and version != VERSION:
            raise IndexMissingError(
                "The search index is of another version of Earmark. It has to be built anew.", path
            )
        if word != _SEAL_WORD or checksum != zlib.crc32(data[: -_SEAL.size]):
            raise _damaged(path)
        return _ListFile(io.BytesIO(data[: -_SEAL.size]), name=name, **options)


class _ListFile(StructFile):  # type: ignore[misc]  # as above
    """Whoosh's way of reading a list, but for what may come out of its pickle."""

    def read_pickle(self) -> Any:
        return _Unpickler(self.file).load()


class _Unpickler(pickle.Unpickler):
    """Makes segments and plain values; whatever else a pickle asks for, it is damaged."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) != (ArraySegment.__module__, ArraySegment.__qualname__):
            raise pickle.UnpicklingError(f"{module}.{name} is no segment")
        return ArraySegment


def _damaged(path: Path) -> IndexDamagedError:
    return IndexDamagedError(
        f"The search index is damaged ({path.name}). It has to be built anew.", path
    )


class Generations:
    """The generations of the index in a folder. Any thread, any process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._storage = SealedStorage(str(folder))
        self._seen = -1

    def latest(self) -> int:
        """Return the newest generation's number; -1 where there is none."""
        if self.folder.is_symlink():
            return -1
        names = map(_LIST.fullmatch, self._storage.list())
        number = max((int(name[1]) for name in names if name), default=-1)
        self._seen = max(self._seen, number)
        return number

    def read(self) -> Generation:
        """Return the newest generation. Errors: IndexMissingError, IndexDamagedError."""
        for _ in range(_ATTEMPTS):
            number = self.latest()
            if number < 0:
                raise IndexMissingError("There is no search index yet. It has to be built.")
            with suppress(FileNotFoundError):  # a newer one has taken its place
                return self._read(number)
        raise _damaged(self.folder)

    def _read(self, number: int) -> Generation:
        path = self.folder / f"_{NAME}_{number}.toc"
        try:
            toc = TOC.read(self._storage, NAME, gen=number, schema=schema())
            is_sound = all(map(_is_sound, toc.segments))
        except FileNotFoundError:
            raise
        except _UNREADABLE as error:
            raise _damaged(path) from error
        if not is_sound:
            raise _damaged(path)
        return Generation(number, tuple(toc.segments))

    def make_folder(self) -> None:
        """Make the index's folder; one in place of a link, which led elsewhere. Errors: OSError."""
        if self.folder.is_symlink():
            self.folder.unlink()
        self.folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def writing(self, patience_s: float) -> Iterator[None]:
        """Be the one writer. Errors: IndexBusyError, SearchError where the folder allows none."""
        try:
            self.make_folder()
            make_way(self.folder / _LOCK)
            lock = self._storage.lock(_LOCK)
            if not try_for(lock.acquire, timeout=patience_s, delay=0.02):
                raise IndexBusyError(
                    "Another process is writing to the search index. Try again in a moment.",
                    self.folder,
                )
        except OSError as error:
            raise unwritable(self.folder, error) from error
        try:
            yield
        finally:
            lock.release()

    def replace(self, segments: Sequence[ArraySegment]) -> int:
        """Make these the index's segments; only while `writing`. Errors: OSError.

        Files of segments that are not among them are deleted, as far as the system lets go.
        """
        clock = min(int(time.time()) - _EPOCH, _LATEST)
        number = max(self.latest() + 1, self._seen + 1, clock)
        try:
            TOC(schema(), list(segments), number).write(self._storage, NAME)
        except BaseException:
            self._sweep(_is_list_in_the_making)
            raise
        clean_files(self._storage, NAME, number, segments)
        self._sweep(_is_left_behind)
        return number

    def _sweep(self, unwanted: Callable[[Path], bool]) -> None:
        for name in self._storage.list():
            with suppress(OSError):  # another process may hold or have deleted it
                if unwanted(self.folder / name):
                    (self.folder / name).unlink()


def _is_sound(segment: ArraySegment) -> bool:
    """Tell whether a segment's file is in the folder, and what is removed from it is numbers."""
    unit_ends = [int(end) for _, _, end in segment.removed]
    return (
        segment.segment_id() == f"{NAME}_{segment.segid}"
        and segment.segid.isalnum()
        and segment.documents >= max(unit_ends, default=0)
    )


def _is_list_in_the_making(path: Path) -> bool:
    return path.name.startswith(f"_{NAME}_") and path.suffix != ".toc"


def _is_left_behind(path: Path) -> bool:
    unfinished = path.name.endswith(UNFINISHED)
    return _is_list_in_the_making(path) or (
        unfinished and time.time() - path.stat().st_mtime > _OUTDATED_S
    )


def unwritable(folder: Path, error: OSError) -> SearchError:
    """Return the error to raise where the index cannot be written."""
    return SearchError(
        f"The search index in {folder} cannot be written: {error.strerror or error}. "
        "Make room on the disk, or see to it that the folder can be written to.",
        folder,
    )
