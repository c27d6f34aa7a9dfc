"""Audio is told by its content."""

from pathlib import Path

import pytest
from audio_files import KINDS, Recordings

from reader.media import looks_like_audio


@pytest.mark.audio
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_by_any_name(kind: str, recordings: Recordings, tmp_path: Path) -> None:
    nameless = tmp_path / "download"
    nameless.write_bytes(recordings.file(kind).read_bytes())
    assert looks_like_audio(nameless)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"00:00:01 Ida: Good evening.",
        "Ida: Good evening.".encode("utf-16"),
        b"<!DOCTYPE html><title>talk.mp3</title>",
        b"%PDF-1.7\n\xff\xfb\x90\x00",
        b"PK\x03\x04" + bytes(60),
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(60),
        b"\x00\x00\x00\x18ftypavif" + bytes(60),
        b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(60),
        b"ID3\x04\x00\x00\x00\x00\x00\x05hello",
        bytes(5000),
        b"\xff" * 5000,
    ],
)
def test_other_content_is_not_audio_even_if_named_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(content)
    assert not looks_like_audio(path)


def test_what_cannot_be_opened_is_not_audio(tmp_path: Path) -> None:
    assert not looks_like_audio(tmp_path)
    assert not looks_like_audio(tmp_path / "gone.mp3")
    assert not looks_like_audio(Path("nul\0byte.mp3"))


def test_several_tags_before_the_sound_are_skipped(silent_mp3: Path) -> None:
    tag = b"ID3\x03\x00\x00\x00\x00\x27\x10" + bytes(0x27 << 7 | 0x10)
    silent_mp3.write_bytes(tag * 2 + silent_mp3.read_bytes())
    assert looks_like_audio(silent_mp3)
