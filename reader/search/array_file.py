"""One file of named arrays: what one segment of the index is stored in.

A fixed head (a magic word, the version, the length and checksum of the table), the table as JSON,
and the arrays, each padded to eight bytes, each with its checksum. What is small and always needed
is *resident*: it stands first, is read and checked when the file is opened, and stays in memory.
The rest is read in parts with plain reads rather than mapped: a mapped file that another program
cuts short ends the process with a signal; a read that comes back short is an error like others.
"""

import json
import os
import struct
import threading
import weakref
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from reader.errors import IndexDamagedError, IndexMissingError
from reader.search.regular_file import open_regular

VERSION = 2  # of everything that is stored; what has another is built anew
Arrays = Mapping[str, Sequence[NDArray[Any]]]  # each array in pieces, to be stored as one

_MAGIC = b"EARMARKS"
_HEAD = struct.Struct("<8sIII")
_LONGEST_TABLE = 1 << 20
_KINDS = {name: np.dtype(name).newbyteorder("<") for name in ("u1", "i1", "u2", "i2")}
_KINDS |= {name: np.dtype(name).newbyteorder("<") for name in ("u4", "i4", "i8")}
_ALIGNED = 8
_VERIFIED_AT_ONCE = 1 << 20


def write_arrays(path: Path, arrays: Arrays, streamed: Sequence[str] = ()) -> None:
    """Store arrays in a new file. Errors: OSError; the file may be there in part then.

    Those whose names have one of the `streamed` parts are read in parts later, all others are
    resident. The disk is not waited for: that takes longer than all the rest where others use it,
    and what a power cut leaves of a cache shows in its size and its checksums.
    """
    names = sorted(arrays, key=lambda name: any(part in name for part in streamed))
    table, offset, resident = [], 0, 0
    for name in names:
        kind, count, length, checksum = _described(arrays[name])
        table.append([name, kind, offset, count, checksum])
        offset += length
        if not any(part in name for part in streamed):
            resident = offset
    described = {"size": offset, "resident": resident, "arrays": table}
    with path.open("xb") as stream:
        _write_head(stream, json.dumps(described).encode())
        for name in names:
            for data in _padded(arrays[name]):
                stream.write(data)


def _padded(pieces: Sequence[NDArray[Any]]) -> Iterator[memoryview | bytes]:
    """Yield an array's bytes, and those that make them a multiple of the alignment."""
    length = 0
    for piece in pieces:
        stored = np.ascontiguousarray(piece, piece.dtype.newbyteorder("<"))
        yield stored.data.cast("B") if len(piece) else b""
        length += piece.nbytes
    yield bytes(_aligned(length) - length)


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNED) * _ALIGNED


def _described(pieces: Sequence[NDArray[Any]]) -> tuple[str, int, int, int]:
    """Return an array's type, how many numbers and padded bytes it has, and their checksum."""
    checksum = length = 0
    for data in _padded(pieces):
        checksum = zlib.crc32(data, checksum)
        length += len(data)
    kind = pieces[0].dtype.newbyteorder("<").str[1:] if pieces else "u1"
    return kind, sum(map(len, pieces)), length, checksum


def _write_head(stream: BinaryIO, table: bytes) -> None:
    table = table.ljust(_aligned(len(table) + _HEAD.size) - _HEAD.size)
    stream.write(_HEAD.pack(_MAGIC, VERSION, len(table), zlib.crc32(table)) + table)


class ArrayFile:
    """Reads a file of arrays; closed when nothing refers to it. Any thread.

    Errors: IndexDamagedError from everything, for a file that is gone, cut short or changed;
    IndexMissingError from opening one of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            self._file = open_regular(path)
        except OSError as error:
            raise self.damaged() from error
        self._closing = weakref.finalize(self, os.close, self._file)
        try:
            self._read_table()
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise self.damaged() from error

    def damaged(self) -> IndexDamagedError:
        """Return the error to raise for numbers that cannot be."""
        return IndexDamagedError(
            f"The search index is damaged ({self.path.name}). It has to be built anew.", self.path
        )

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def resident(self, name: str, count: int | None = None) -> NDArray[Any]:
        """Return a resident array, read-only; of so many numbers, where that is known."""
        kind, offset, length, _ = self._row(name)
        if offset + length * kind.itemsize > len(self._resident) or count not in (None, length):
            raise self.damaged()
        return np.frombuffer(self._resident[offset : offset + length * kind.itemsize], kind)

    def part(self, name: str, start: int, count: int) -> NDArray[Any]:
        """Return some numbers of an array that is not resident."""
        kind, offset, length, _ = self._row(name)
        if start + count > length:
            raise self.damaged()
        data = self._read(self._start + offset + start * kind.itemsize, count * kind.itemsize)
        return np.frombuffer(data, kind)

    def verify(self) -> None:
        """Read everything and compare it with the checksums. Takes a while."""
        for kind, first, count, checksum in self._table.values():
            end, found = first + _aligned(count * kind.itemsize), 0
            for offset in range(first, end, _VERIFIED_AT_ONCE):
                length = min(_VERIFIED_AT_ONCE, end - offset)
                found = zlib.crc32(self._read(self._start + offset, length), found)
            if found != checksum:
                raise self.damaged()

    def _row(self, name: str) -> tuple[np.dtype[Any], int, int, int]:
        try:
            return self._table[name]
        except KeyError:
            raise self.damaged() from None

    def _read_table(self) -> None:
        magic, version, length, checksum = _HEAD.unpack(self._read(0, _HEAD.size))
        if magic != _MAGIC or length > _LONGEST_TABLE:
            raise self.damaged()
        if version != VERSION:
            raise IndexMissingError(
                "The search index is of another version of Earmark. It has to be built anew.",
                self.path,
            )
        table = self._read(_HEAD.size, length)
        if zlib.crc32(table) != checksum:
            raise self.damaged()
        self._start = _HEAD.size + length
        self._take(json.loads(table))

    def _take(self, described: dict[str, Any]) -> None:
        size, resident = int(described["size"]), int(described["resident"])
        if os.fstat(self._file).st_size != self._start + size or not 0 <= resident <= size:
            raise self.damaged()
        self._table = {}
        for name, kind, *numbers in described["arrays"]:
            offset, count, checksum = map(int, numbers)
            if offset < 0 or count < 0 or offset + _aligned(count * _KINDS[kind].itemsize) > size:
                raise self.damaged()
            self._table[name] = (_KINDS[kind], offset, count, checksum)
        self._resident = memoryview(self._read(self._start, resident))
        for kind, offset, count, checksum in self._table.values():
            end = offset + _aligned(count * kind.itemsize)
            if end <= resident and zlib.crc32(self._resident[offset:end]) != checksum:
                raise self.damaged()

    def _read(self, offset: int, length: int) -> bytes:
        try:
            data = self._read_at(offset, length)
        except OSError as error:
            raise self.damaged() from error
        if len(data) != length:
            raise self.damaged()
        return data

    def _read_at(self, offset: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file, length, offset)
        with self._lock:  # Windows has no such call: one thread at a time
            os.lseek(self._file, offset, os.SEEK_SET)
            return os.read(self._file, length)
