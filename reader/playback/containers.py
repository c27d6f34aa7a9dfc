"""Recognise, by their first bytes, the kinds of audio that libVLC needs to be helped with."""

from pathlib import Path

_HEAD_BYTES = 4096
_LAYERS_I_TO_III = (1, 2, 3)  # 0 is AAC in ADTS frames, which share the sync word


def is_mpeg_audio(path: Path) -> bool:
    """Tell whether the file holds MPEG audio: an ID3v2 tag or a frame header at its start.

    Whatever cannot be read is not. Frame header: ISO/IEC 11172-3, 2.4.1.3.
    """
    head = _head(path)
    return head.startswith(b"ID3") or _starts_with_frame(head.lstrip(b"\0"))


def is_ogg_opus(path: Path) -> bool:
    """Tell whether the file is Opus in Ogg (RFC 7845, 5.1). Whatever cannot be read is not."""
    head = _head(path)
    return head.startswith(b"OggS") and b"OpusHead" in head


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def _starts_with_frame(head: bytes) -> bool:
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bit_rate, sample_rate = head[2] >> 4, head[2] >> 2 & 3
    reserved = version == 1 or bit_rate == 15 or sample_rate == 3
    return layer in _LAYERS_I_TO_III and not reserved
