"""A fingerprint of the sound in a file: the same after retagging, renaming and moving.

The form is `1-SIZE-DIGEST`: the version of this algorithm, the size of the sound in bytes (hex),
and BLAKE2b over the size and sixteen pieces of 64 KiB spread evenly from the sound's first byte
to its last (all of it, where it is no larger). So at most 1 MiB is read however long the audio is.

In Ogg files a longer comment shifts the number of every page after it, and copying the sound to
a new file draws a new serial, so both and the checksums over them are blanked before hashing.
"""

from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from reader.media.kinds import kind_of
from reader.media.opening import opened
from reader.media.regions import Region, sound_region

_VERSION = "1"
_PIECES = 16
_PIECE = 65_536
_PAGE_HEADER = 27
_VARYING_START, _VARYING_END = 14, 26  # of an Ogg page header: serial, number, sum (RFC 3533)


def fingerprint(path: Path) -> str:
    """Return the fingerprint of a file's sound; see the module for how it is made.

    Raises MediaError when the file is missing, empty or not readable; a file that is no audio
    gets a fingerprint of its content. Any thread.
    """
    with opened(path) as file:
        kind = kind_of(file)
        region = sound_region(file, kind)
        return _digest(file, region, ogg=kind is not None and kind.name.startswith("OGG"))


def sound_size(wanted: str) -> int | None:
    """Return the size in bytes that a fingerprint tells, or None if it is not one of ours."""
    version, _, rest = wanted.partition("-")
    try:
        return int(rest.partition("-")[0], 16) if version == _VERSION else None
    except ValueError:
        return None


def _digest(file: BinaryIO, region: Region, *, ogg: bool) -> str:
    digest = blake2b(f"{region.size}".encode(), digest_size=16)
    for start, length in _pieces(region):
        digest.update(_masked(file, region, start, length) if ogg else _read(file, start, length))
    return f"{_VERSION}-{region.size:x}-{digest.hexdigest()}"


def _pieces(region: Region) -> list[tuple[int, int]]:
    """Return start and length of what is hashed, from the first byte to the last."""
    if region.size <= _PIECES * _PIECE:
        return [(region.start, region.size)]
    room = region.size - _PIECE
    return [(region.start + room * index // (_PIECES - 1), _PIECE) for index in range(_PIECES)]


def _read(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _masked(file: BinaryIO, region: Region, start: int, length: int) -> bytes:
    """Read with page numbers blanked, also of a page whose header began just before."""
    lead = min(_PAGE_HEADER, start - region.start)
    data = bytearray(_read(file, start - lead, lead + length))
    at = data.find(b"OggS")
    while at >= 0:
        stop = min(len(data), at + _VARYING_END)
        start = min(stop, at + _VARYING_START)
        data[start:stop] = bytes(stop - start)
        at = data.find(b"OggS", at + 4)
    return bytes(data[lead:])
