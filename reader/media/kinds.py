"""Kinds of audio files, told by their first bytes: the name of a file may be wrong."""

import struct
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

# In order of preference where several files share a name: what podcasts come in stands first,
# what takes most room last.
AUDIO_SUFFIXES: tuple[str, ...] = (
    *(".mp3", ".m4a", ".m4b", ".opus", ".ogg", ".oga", ".aac", ".mp4", ".m4v", ".mov"),
    *(".flac", ".wma", ".asf", ".spx", ".wv", ".aiff", ".aif", ".aifc", ".wav"),
)

HEAD_SIZE = 4096  # enough for every mark looked for here

_MPEG_BITRATES = {  # kbit/s by (MPEG 1?, layer); index 0 is "free", 15 is forbidden
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MPEG_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}

_ADTS_RATES = (
    *(96000, 88200, 64000, 48000, 44100, 32000, 24000),
    *(22050, 16000, 12000, 11025, 8000, 7350),
)
_FRAME_HEADER = 7  # bytes: that of ADTS, the longer one

FrameReader = Callable[[bytes, int], tuple[int, float] | None]  # size in bytes, seconds

_PICTURE_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif", b"avis")
_MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_OGG_CODECS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")


class AudioKind(StrEnum):
    """A container or stream that can be read, as a person would call it."""

    MP3 = "MP3"
    AAC = "AAC"
    MP4 = "MP4"
    OGG_VORBIS = "Ogg Vorbis"
    OGG_OPUS = "Ogg Opus"
    OGG_FLAC = "Ogg FLAC"
    OGG_SPEEX = "Ogg Speex"
    FLAC = "FLAC"
    WAV = "WAV"
    AIFF = "AIFF"
    ASF = "Windows Media"
    WAVPACK = "WavPack"


_OGG_KINDS = dict(
    zip(
        _OGG_CODECS,
        (AudioKind.OGG_VORBIS, AudioKind.OGG_OPUS, AudioKind.OGG_FLAC, AudioKind.OGG_SPEEX),
        strict=True,
    )
)
_MARKS = {
    b"fLaC": AudioKind.FLAC,
    b"wvPk": AudioKind.WAVPACK,
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": AudioKind.ASF,
}


def looks_like_audio(path: Path) -> bool:
    """Say whether the content is that of an audio file Earmark can read.

    Reads a few kilobytes. False, never an exception, for what cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return kind_of(file) is not None
    except (OSError, ValueError):  # ValueError: a path that no system would take
        return False


def kind_of(file: BinaryIO) -> AudioKind | None:
    """Return the kind of an open file, or None. Moves the file's position."""
    start = after_id3(file)
    file.seek(start)
    head = file.read(HEAD_SIZE)
    for mark, kind in _MARKS.items():
        if head.startswith(mark):
            return kind
    marked = _iff_kind(head) or _ogg_kind(head) or _mp4_kind(head)
    return marked or _framed_kind(head, tagged=start > 0)


def after_id3(file: BinaryIO) -> int:
    """Return where content starts behind any ID3v2 tags (some programs stack several)."""
    start = 0
    while True:
        file.seek(start)
        header = file.read(10)
        if len(header) < 10 or header[:3] != b"ID3" or max(header[6:]) > 0x7F:
            return start
        size = header[6] << 21 | header[7] << 14 | header[8] << 7 | header[9]
        footer = 10 if header[5] & 0x10 else 0
        start += 10 + size + footer


def mpeg_frame(head: bytes, at: int) -> tuple[int, float] | None:
    """Return the size in bytes and the length in seconds of the MPEG audio frame at an offset.

    None where no frame starts. Source: ISO 11172-3 and 13818-3, frame header.
    """
    if at + 4 > len(head):
        return None
    (word,) = struct.unpack_from(">I", head, at)
    version, layer = word >> 19 & 3, 4 - (word >> 17 & 3)
    bitrate_index, rate_index, padding = word >> 12 & 15, word >> 10 & 3, word >> 9 & 1
    if word >> 21 != 0x7FF or version == 1 or layer == 4:
        return None
    if bitrate_index in (0, 15) or rate_index == 3:
        return None
    bitrate = _MPEG_BITRATES[version == 3, layer][bitrate_index] * 1000
    rate = _MPEG_RATES[version][rate_index]
    if layer == 1:
        return (12 * bitrate // rate + padding) * 4, 384 / rate
    samples = 576 if layer == 3 and version != 3 else 1152
    return samples // 8 * bitrate // rate + padding, samples / rate


def adts_frame(head: bytes, at: int) -> tuple[int, float] | None:
    """Return the size in bytes and the length in seconds of the ADTS frame at an offset.

    None where no frame starts. Source: ISO 13818-7, adts_fixed_header.
    """
    if at + 7 > len(head) or head[at] != 0xFF or head[at + 1] & 0xF6 != 0xF0:
        return None
    size = (head[at + 3] & 3) << 11 | head[at + 4] << 3 | head[at + 5] >> 5
    rate_index = head[at + 2] >> 2 & 15
    if size < 7 or rate_index >= len(_ADTS_RATES):
        return None
    blocks = (head[at + 6] & 3) + 1
    return size, 1024 * blocks / _ADTS_RATES[rate_index]


FRAMES: dict[AudioKind, FrameReader] = {AudioKind.MP3: mpeg_frame, AudioKind.AAC: adts_frame}


def _iff_kind(head: bytes) -> AudioKind | None:
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
        return AudioKind.WAV
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return AudioKind.AIFF
    return None


def _ogg_kind(head: bytes) -> AudioKind | None:
    """Tell an Ogg file by the first audio codec announced (video or skeletons may come first)."""
    if not head.startswith(b"OggS"):
        return None
    found = [(head.find(mark), kind) for mark, kind in _OGG_KINDS.items() if mark in head]
    return min(found)[1] if found else None


def _mp4_kind(head: bytes) -> AudioKind | None:
    if head[4:8] not in _MP4_BOXES or head[8:12] in _PICTURE_BRANDS:
        return None
    return AudioKind.MP4


def _framed_kind(head: bytes, *, tagged: bool) -> AudioKind | None:
    """Tell raw MPEG or ADTS frames by frames that follow one another."""
    at = head.find(b"\xff")
    while at >= 0:
        for kind, frame_at in FRAMES.items():
            if _frames_follow(head, at, frame_at):
                return kind
        at = head.find(b"\xff", at + 1)
    return AudioKind.MP3 if tagged and head else None  # padding may hide the first frame


def _frames_follow(head: bytes, at: int, frame_at: FrameReader) -> bool:
    """Say whether three frames, or the two that fit, start at an offset."""
    found = 0
    while found < 3 and at + _FRAME_HEADER <= len(head):
        frame = frame_at(head, at)
        if frame is None:
            return False
        found += 1
        at += frame[0]
    return found >= 2
