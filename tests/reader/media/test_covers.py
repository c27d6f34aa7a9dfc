"""Covers from every kind of tag."""

import base64
import struct
from pathlib import Path

import pytest
from audio_files import About, Recordings
from mutagen.asf import ASF, ASFByteArrayAttribute
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggopus import OggOpus

from reader.media import read_cover
from reader.model import Cover

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
JPEG = b"\xff\xd8\xff\xe0" + bytes(40)
FRONT, BACK = 3, 4


def picture(data: bytes, kind: int = FRONT) -> Picture:
    made = Picture()
    made.type, made.mime, made.data = kind, "image/jpg", data
    return made


def with_apic(path: Path, *frames: APIC) -> Path:
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(path)
    return path


def copy_of(source: Path, folder: Path) -> Path:
    target = folder / f"copy{source.suffix}"
    target.write_bytes(source.read_bytes())
    return target


def test_the_front_cover_goes_before_other_pictures(silent_mp3: Path) -> None:
    back = APIC(encoding=3, mime="image/jpeg", type=BACK, desc="b", data=JPEG)
    front = APIC(encoding=3, mime="image/png", type=FRONT, desc="f", data=PNG)
    assert read_cover(with_apic(silent_mp3, back, front)) == Cover("image/png", PNG)


def test_without_a_front_cover_any_picture_will_do(silent_mp3: Path) -> None:
    back = APIC(encoding=3, mime="image/jpeg", type=BACK, desc="b", data=JPEG)
    assert read_cover(with_apic(silent_mp3, back)) == Cover("image/jpeg", JPEG)


def test_what_a_picture_is_shows_in_its_bytes_not_in_its_label(silent_mp3: Path) -> None:
    wrong = APIC(encoding=3, mime="image/jpeg", type=FRONT, desc="", data=PNG)
    assert read_cover(with_apic(silent_mp3, wrong)) == Cover("image/png", PNG)


def test_a_link_is_no_picture(silent_mp3: Path) -> None:
    link = APIC(encoding=3, mime="-->", type=FRONT, desc="", data=b"https://example.org/a.png")
    assert read_cover(with_apic(silent_mp3, link)) is None


def test_no_picture_is_none(silent_mp3: Path) -> None:
    assert read_cover(silent_mp3) is None


@pytest.mark.audio
def test_mp4(recordings: Recordings, tmp_path: Path) -> None:
    path = copy_of(recordings.file("m4a"), tmp_path)
    media = MP4(path)
    media["covr"] = [MP4Cover(PNG, imageformat=MP4Cover.FORMAT_PNG)]
    media.save()
    assert read_cover(path) == Cover("image/png", PNG)


@pytest.mark.audio
def test_opus(recordings: Recordings, tmp_path: Path) -> None:
    path = copy_of(recordings.file("opus"), tmp_path)
    media = OggOpus(path)
    damaged, whole = "bm90IGEgcGljdHVyZQ==", base64.b64encode(picture(JPEG).write()).decode()
    media["metadata_block_picture"] = [damaged, whole]
    media.save()
    assert read_cover(path) == Cover("image/jpeg", JPEG)


@pytest.mark.audio
def test_flac(recordings: Recordings, tmp_path: Path) -> None:
    path = copy_of(recordings.file("flac"), tmp_path)
    media = FLAC(path)
    media.add_picture(picture(JPEG))
    media.save()
    assert read_cover(path) == Cover("image/jpeg", JPEG)


@pytest.mark.audio
def test_windows_media(recordings: Recordings, tmp_path: Path) -> None:
    path = copy_of(recordings.file("wma"), tmp_path)
    media = ASF(path)
    words = "image/png\0cover\0".encode("utf-16-le")
    value = struct.pack("<BI", FRONT, len(PNG)) + words + PNG
    media["WM/Picture"] = [ASFByteArrayAttribute(value)]
    media.save()
    assert read_cover(path) == Cover("image/png", PNG)


@pytest.mark.audio
def test_a_cover_made_by_ffmpeg(recordings: Recordings, tmp_path: Path) -> None:
    image = tmp_path / "cover.png"
    image.write_bytes(PNG)
    path = recordings.file("mp3-cbr", seconds=2, about=About(cover=image))
    assert read_cover(path) == Cover("image/png", PNG)
