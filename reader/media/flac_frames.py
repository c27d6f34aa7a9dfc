"""Where the last whole frame of a FLAC stream stands in time (RFC 9639).

The stream's header says how long it was meant to be; its last frames say how far it goes.
"""

from typing import BinaryIO

from reader.media.regions import Region

_TAIL = 1 << 18  # bytes: several of the largest frames that encoders write
_BLOCK_CODES = {1: 192} | {code: 144 << code for code in range(2, 6)}
_BLOCK_CODES |= {code: 1 << code for code in range(8, 16)}
_POLYNOMIAL = 0x07


def flac_seconds(file: BinaryIO, region: Region) -> float:
    """Return where the last frame starts plus one frame; 0 where no frame is found.

    `region` is the stretch of frames. Up to a frame too much for the last, shorter frame.
    """
    rate, block = _stream_info(file)
    start = max(region.start, region.end - _TAIL)
    file.seek(start)
    tail = file.read(region.end - start)
    at = tail.rfind(b"\xff")
    while rate and at >= 0:
        found = _frame_end(tail[at : at + 16], block)
        if found:
            return found / rate
        at = tail.rfind(b"\xff", 0, at)
    return 0.0


def _stream_info(file: BinaryIO) -> tuple[int, int]:
    """Return sample rate and largest block size from STREAMINFO, the first metadata block."""
    file.seek(0)
    head = file.read(1 << 20)
    at = head.find(b"fLaC")  # an ID3 tag may stand before
    info = head[at + 8 : at + 8 + 18] if at >= 0 else b""
    if len(info) < 18:
        return 0, 0
    return int.from_bytes(info[10:13], "big") >> 4, int.from_bytes(info[2:4], "big")


def _frame_end(head: bytes, block: int) -> int | None:
    """Return the sample after the frame whose header this is, or None if it is no header."""
    if len(head) < 6 or head[1] & 0xFE != 0xF8:
        return None
    number, at = _coded_number(head)
    block_code, rate_code = head[2] >> 4, head[2] & 15
    size_bytes = {6: 1, 7: 2}.get(block_code, 0)
    end = at + size_bytes + {12: 1, 13: 2, 14: 2}.get(rate_code, 0)
    if number is None or end >= len(head) or _crc8(head[:end]) != head[end]:
        return None
    written = int.from_bytes(head[at : at + size_bytes], "big") + 1 if size_bytes else 0
    samples = written or _BLOCK_CODES.get(block_code, block)
    first = number if head[1] & 1 else number * block  # samples, or frames of one size
    return first + samples


def _coded_number(head: bytes) -> tuple[int | None, int]:
    """Decode the frame or sample number, written as UTF-8 would write it; and where it ends."""
    lead = head[4]
    if lead < 0x80:
        return lead, 5
    extra = 7 - (lead ^ 0xFF).bit_length()
    tail = head[5 : 5 + extra]
    if not 1 <= extra <= 6 or len(tail) < extra or any(byte & 0xC0 != 0x80 for byte in tail):
        return None, 5
    number = lead & (0x3F >> extra)
    for byte in tail:
        number = number << 6 | byte & 0x3F
    return number, 5 + extra


def _crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ _POLYNOMIAL) & 0xFF if crc & 0x80 else crc << 1
    return crc
