"""How long an audio file really is: what its header claims, less what has been cut off.

Mutagen believes headers, and where there is none the first frame's bitrate. That is wrong for a
truncated file, for an MP3 of variable bitrate without a Xing header, and for raw AAC: of the last
two, the frames have to be counted.
"""

import mmap
import struct
from typing import BinaryIO

from reader.media.flac_frames import flac_seconds
from reader.media.kinds import AudioKind, FrameReader, adts_frame, mpeg_frame
from reader.media.regions import Region, sound_region

_DECLARED = (
    AudioKind.MP4,
    AudioKind.WAV,
    AudioKind.AIFF,
    AudioKind.ASF,
)  # say how large their sound is
_FRAME_HEADER = 7  # bytes that tell a frame
_RESYNC_LIMIT = 65_536  # bytes of noise between frames that are searched for the next one
LONGEST_MS = 400 * 3600 * 1000  # beyond, a header is damaged


def duration_ms(file: BinaryIO, kind: AudioKind, claimed_s: float) -> int:
    """Return the length in whole milliseconds; 0 where nothing in the file tells it."""
    region = sound_region(file, kind)
    if kind is AudioKind.MP3:
        claimed_s = _mpeg_seconds(file, region, claimed_s)
    elif kind is AudioKind.AAC:
        claimed_s = _counted_seconds(file, region, adts_frame) or claimed_s
    elif kind is AudioKind.FLAC:
        measured_s = flac_seconds(file, region)
        claimed_s = min(claimed_s or measured_s, measured_s or claimed_s)
    elif kind in _DECLARED:
        claimed_s *= region.share_present
    claimed_ms = claimed_s * 1000
    return round(claimed_ms) if 0 <= claimed_ms <= LONGEST_MS else 0  # also drops NaN


def _mpeg_seconds(file: BinaryIO, region: Region, claimed_s: float) -> float:
    """Return the length of MPEG audio: as its Xing or VBRI header says, or counted."""
    file.seek(region.start)
    first = file.read(4096)
    declared = _declared_bytes(first)
    if declared is None or declared > region.size:
        return _counted_seconds(file, region, mpeg_frame) or claimed_s
    return claimed_s


def _declared_bytes(first: bytes) -> int | None:
    """Return the size of the stream by its Xing or VBRI header: 0 not said, None no header.

    Source: the headers as LAME and the Fraunhofer encoder write them.
    """
    at = max(first.find(b"Xing"), first.find(b"Info"))
    if at >= 0 and at + 16 <= len(first):
        flags, frames, size = struct.unpack_from(">III", first, at + 4)
        if not flags & 1 or not frames:
            return None
        return int(size) if flags & 2 else 0
    at = first.find(b"VBRI")
    if at >= 0 and at + 14 <= len(first):
        return int(struct.unpack_from(">I", first, at + 10)[0])
    return None


def _counted_seconds(file: BinaryIO, region: Region, frame_at: FrameReader) -> float:
    """Add up every frame: 0.2 s for an hour of audio, and only where no header says it."""
    if not region.size:
        return 0.0
    seconds = 0.0
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at: int | None = region.start
        while at is not None and at < region.end:
            frame = frame_at(data[at : at + _FRAME_HEADER], 0)
            if frame is None:
                at = _next_frame(data, at + 1, region.end, frame_at)
                continue
            size, length = frame
            at += size
            if at <= region.end:
                seconds += length
    return seconds


def _next_frame(data: mmap.mmap, at: int, end: int, frame_at: FrameReader) -> int | None:
    """Return where the next pair of frames starts, not too far away, or None."""
    limit = min(end, at + _RESYNC_LIMIT)
    while (at := data.find(b"\xff", at, limit)) >= 0:
        frame = frame_at(data[at : at + _FRAME_HEADER], 0)
        if frame and frame_at(data[at + frame[0] : at + frame[0] + _FRAME_HEADER], 0):
            return at
        at += 1
    return None
