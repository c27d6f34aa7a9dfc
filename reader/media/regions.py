"""Where in a file the sound itself lies, apart from tags that may be rewritten at any time."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from reader.media.kinds import AudioKind, after_id3

_HEADER_PACKETS = {
    AudioKind.OGG_VORBIS: 3,
    AudioKind.OGG_OPUS: 2,
    AudioKind.OGG_SPEEX: 2,
    AudioKind.OGG_FLAC: 2,
}
_MOST_HEADER_PAGES = 4096  # a cover of some 250 MB; beyond, the file is damaged
_MOST_BOXES = 100_000


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file in bytes. `declared` is its size as headers say, if they do."""

    start: int
    end: int
    declared: int | None = None

    @property
    def size(self) -> int:
        """How many bytes there really are."""
        return max(0, self.end - self.start)

    @property
    def share_present(self) -> float:
        """How much of what was declared is there, 0 to 1: less than 1 in a truncated file."""
        if not self.declared:
            return 1.0
        return min(1.0, self.size / self.declared)


def sound_region(file: BinaryIO, kind: AudioKind | None) -> Region:
    """Return where the sound lies; the whole file but for common tags where that is not known."""
    size = file.seek(0, 2)
    start = after_id3(file)
    if kind is AudioKind.MP4:
        return _largest(_boxes(file, size), b"mdat", size)
    if kind is AudioKind.WAV:
        return _largest(_chunks(file, start, size, "<"), b"data", size)
    if kind is AudioKind.AIFF:
        return _largest(_chunks(file, start, size, ">"), b"SSND", size)
    if kind is AudioKind.ASF:
        return _asf_data(file, start, size)
    end = _before_trailing_tags(file, size)
    if kind is AudioKind.FLAC:
        start = _after_flac_metadata(file, start)
    elif kind in _HEADER_PACKETS:
        start = _after_ogg_headers(file, start, _HEADER_PACKETS[kind])
    elif kind in (AudioKind.MP3, AudioKind.AAC):
        start = _after_padding(file, start)
    return Region(min(start, end), end)


def _largest(parts: Iterator[tuple[bytes, Region]], wanted: bytes, size: int) -> Region:
    """Return the largest part of a name: a file may have a second, small one beside the sound."""
    found = [region for name, region in parts if name == wanted]
    return max(found, key=lambda region: region.size, default=Region(0, size))


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, Region]]:
    """Yield the top boxes of an MP4 file (ISO 14496-12, 4.2): name and content."""
    at = 0
    for _ in range(_MOST_BOXES):
        header = _at(file, at, 16) if at < size else b""
        if len(header) < 8:
            return
        length, name = struct.unpack_from(">I4s", header)
        skip = 8
        if length == 1 and len(header) == 16:
            (length,), skip = struct.unpack_from(">Q", header, 8), 16
        elif length == 0:
            length = size - at
        if length < skip:
            return
        yield name, Region(at + skip, min(size, at + length), length - skip)
        at += length


def _chunks(file: BinaryIO, start: int, size: int, order: str) -> Iterator[tuple[bytes, Region]]:
    """Yield the chunks of a RIFF (`<`) or IFF (`>`) file."""
    at = start + 12
    for _ in range(_MOST_BOXES):
        header = _at(file, at, 8)
        if len(header) < 8:
            return
        name, length = struct.unpack(f"{order}4sI", header)
        end = min(size, at + 8 + length) if length else size  # 0: the writer never came back
        yield name, Region(at + 8, end, length or None)
        at = end + (length & 1)


def _asf_data(file: BinaryIO, start: int, size: int) -> Region:
    """Return the Data Object, which follows the Header Object (ASF specification, 3 and 5)."""
    data = min(size, start + _asf_object_size(file, start))
    declared = _asf_object_size(file, data)
    end = min(size, data + declared) if declared else size
    return Region(data, end, declared or None)


def _asf_object_size(file: BinaryIO, at: int) -> int:
    header = _at(file, at + 16, 8)
    return int.from_bytes(header, "little") if len(header) == 8 else 0


def _after_flac_metadata(file: BinaryIO, start: int) -> int:
    """Return where frames begin, behind the metadata blocks (RFC 9639, 8)."""
    at = start + 4
    while True:
        header = _at(file, at, 4)
        if len(header) < 4:
            return start
        at += 4 + int.from_bytes(header[1:], "big")
        if header[0] & 0x80:
            return at


def _after_ogg_headers(file: BinaryIO, start: int, packets: int) -> int:
    """Return where the first page of sound begins: header packets fill pages of their own."""
    at, serial, complete = start, None, 0
    for _ in range(_MOST_HEADER_PAGES):
        page = _at(file, at, 27 + 255)
        if len(page) < 27 or page[:4] != b"OggS":
            return start
        lacing = page[27 : 27 + page[26]]
        serial = serial or page[14:18]
        if page[14:18] == serial:
            complete += sum(length < 255 for length in lacing)
        at += 27 + page[26] + sum(lacing)
        if complete >= packets:
            return at
    return start


def _after_padding(file: BinaryIO, start: int) -> int:
    """Skip zeros that some programs leave between an ID3 tag and the first frame."""
    head = _at(file, start, 65_536)
    return start + len(head) - len(head.lstrip(b"\0"))


def _before_trailing_tags(file: BinaryIO, size: int) -> int:
    """Return where ID3v1, APEv2 and Lyrics3 tags at the end begin."""
    end = size
    if _at(file, end - 128, 3) == b"TAG":
        end -= 128
    footer = _at(file, end - 32, 32)
    if footer[:8] == b"APETAGEX" and len(footer) == 32:
        length, _, flags = struct.unpack_from("<III", footer, 12)
        end -= length + (32 if flags & 0x8000_0000 else 0)
    lyrics = _at(file, end - 15, 15)
    if lyrics[6:] == b"LYRICS200" and lyrics[:6].isdigit():
        end -= int(lyrics[:6]) + 15
    return end if end > 0 else size


def _at(file: BinaryIO, offset: int, length: int) -> bytes:
    if offset < 0:
        return b""
    file.seek(offset)
    return file.read(length)
