"""The cover picture in an audio file's tags."""

import base64
import struct
from collections.abc import Iterator
from pathlib import Path

from mutagen.asf import ASFTags
from mutagen.flac import Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4Cover, MP4Tags

from reader.media.loading import DAMAGE, Loaded, loaded, tag_values
from reader.model import Cover

_FRONT = 3  # "cover (front)" among the picture types of ID3, which FLAC and Windows Media share
_UNKNOWN = "application/octet-stream"
_MARKS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
_MP4_MIMES = {MP4Cover.FORMAT_JPEG: "image/jpeg", MP4Cover.FORMAT_PNG: "image/png"}

TypedPicture = tuple[int, str, bytes]  # picture type, MIME type as labelled, content


def read_cover(path: Path) -> Cover | None:
    """Return the front cover, or the first picture where none is marked so; None without any.

    Raises MediaError as `read_tags` does. Any thread.
    """
    with loaded(path) as audio:
        pictures = sorted(_pictures(audio), key=lambda picture: picture[0] != _FRONT)
    covers = (_cover(mime, data) for _, mime, data in pictures)
    return next((cover for cover in covers if cover), None)


def _cover(mime: str, data: bytes) -> Cover | None:
    """Trust a picture's first bytes before its label, which is often wrong."""
    for mark, true_mime in _MARKS:
        if data.startswith(mark):
            return Cover(true_mime, data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Cover("image/webp", data)
    return Cover(mime, data) if data and mime.startswith("image/") else None


def _pictures(audio: Loaded) -> Iterator[TypedPicture]:
    """Yield the pictures of any kind of tag, in the file's order."""
    tags = audio.tags
    if isinstance(tags, ID3):
        yield from ((int(f.type), f.mime, bytes(f.data)) for f in tag_values(tags, "APIC"))
    elif isinstance(tags, MP4Tags):
        for cover in tag_values(tags, "covr"):
            yield _FRONT, _MP4_MIMES.get(cover.imageformat, _UNKNOWN), bytes(cover)
    elif isinstance(tags, ASFTags):
        for value in tag_values(tags, "WM/Picture"):
            yield from _asf_picture(bytes(value.value))
    else:
        for block in tag_values(tags, "metadata_block_picture"):
            yield from _coded_picture(block)
    for picture in getattr(audio.media, "pictures", ()):
        yield int(picture.type), picture.mime, bytes(picture.data)


def _coded_picture(block: str) -> Iterator[TypedPicture]:
    """Decode METADATA_BLOCK_PICTURE, base64 of FLAC's picture block; a damaged one is left out."""
    try:
        picture = Picture(base64.b64decode(block))  # type: ignore[no-untyped-call]  # Mutagen's
    except DAMAGE:
        return
    yield int(picture.type), picture.mime, bytes(picture.data)


def _asf_picture(value: bytes) -> Iterator[TypedPicture]:
    """Decode WM/Picture: type, size, then MIME type and description in UTF-16, then the data."""
    if len(value) < 5:
        return
    kind, size = struct.unpack_from("<BI", value)
    mime = value[5:].decode("utf-16-le", errors="replace").partition("\0")[0]
    yield kind, mime, value[len(value) - size :] if size <= len(value) else b""
