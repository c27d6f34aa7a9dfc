"""A file is as long as the sound in it, whatever its header says."""

import struct
from pathlib import Path

import pytest
from audio_files import RATE, Recordings, decoded

from reader.media import read_tags

SILENT_FRAME = bytes((0xFF, 0xFB, 0x90, 0xC4)) + bytes(413)  # 128 kbit/s, 44.1 kHz: 26.1 ms
SLOW_FRAME = bytes((0xFF, 0xFB, 0x10, 0xC4)) + bytes(100)  # 32 kbit/s


def test_frames_of_changing_bitrate_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "bare.mp3"
    path.write_bytes(SILENT_FRAME * 100 + SLOW_FRAME * 300)
    assert read_tags(path).duration_ms == round(400 * 1152 / 44.1)


def test_noise_between_frames_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "joined.mp3"
    path.write_bytes(SILENT_FRAME * 50 + b"\xff\xfbnot a frame" * 9 + SILENT_FRAME * 50)
    assert read_tags(path).duration_ms == round(100 * 1152 / 44.1)


def test_wav_written_as_a_stream_is_measured(recordings: Recordings, tmp_path: Path) -> None:
    content = bytearray(recordings.file("wav").read_bytes())
    at = content.index(b"data") + 4
    content[at : at + 4] = struct.pack("<I", 0xFFFF_FFFF)
    path = tmp_path / "stream.wav"
    path.write_bytes(content)
    assert read_tags(path).duration_ms == pytest.approx(20_000, abs=10)


@pytest.mark.audio
@pytest.mark.parametrize(
    "kind",
    [
        *("wav", "mp3-cbr", "mp3-cbr-bare", "mp3-vbr", "mp3-vbr-bare", "m4a-faststart"),
        *("opus", "vorbis", "flac", "aiff", "aac", "wma"),
    ],
)
def test_half_a_file_is_as_long_as_what_can_be_heard(
    kind: str, recordings: Recordings, tmp_path: Path
) -> None:
    whole = recordings.file(kind, seconds=30)
    content = whole.read_bytes()
    half = tmp_path / f"half{whole.suffix}"
    half.write_bytes(content[: len(content) // 2])
    heard_ms = len(decoded(half)) * 1000 / RATE
    assert read_tags(half).duration_ms == pytest.approx(heard_ms, abs=300)
    assert heard_ms < 20_000
