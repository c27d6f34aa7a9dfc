"""How long a FLAC file's blocks are is read from its header, and nothing else is taken for one."""

import struct
from pathlib import Path

import pytest

from reader.playback.flac_blocks import block_length_ms, block_start_ms, told_ahead_ms


def header(shortest: int, longest: int, rate: int) -> bytes:
    """Return the start of a FLAC file: two sizes, no frame sizes, rate, mono, 16 bits."""
    details = rate << 44 | 15 << 36 | 480_000
    stream_info = struct.pack(">HH6xQ", shortest, longest, details) + bytes(16)
    return b"fLaC" + (0x80 << 24 | len(stream_info)).to_bytes(4, "big") + stream_info


def written(folder: Path, data: bytes) -> Path:
    path = folder / "talk.flac"
    path.write_bytes(data)
    return path


def test_equal_blocks_have_a_length(tmp_path: Path) -> None:
    assert block_length_ms(written(tmp_path, header(4608, 4608, 48_000))) == 96
    assert block_length_ms(written(tmp_path, header(4096, 4096, 44_100))) == pytest.approx(
        92.88, abs=0.01
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"fLaC",
        header(1152, 4608, 48_000),
        header(4608, 4608, 0),
        header(0, 0, 48_000),
        b"ID3" + bytes(60),
    ],
    ids=["empty", "cut", "blocks of several lengths", "no rate", "no length", "no FLAC"],
)
def test_elsewhere_none_is_known(tmp_path: Path, data: bytes) -> None:
    assert block_length_ms(written(tmp_path, data)) is None


def test_a_file_that_is_gone_has_none(tmp_path: Path) -> None:
    assert block_length_ms(tmp_path / "gone.flac") is None


def test_a_place_lies_in_a_block() -> None:
    assert block_start_ms(1000, 96) == 960
    assert block_start_ms(960, 96) == 960
    assert block_start_ms(1000, None) == 1000


def test_libvlc_is_a_block_ahead_where_blocks_pass_quickly() -> None:
    assert told_ahead_ms(96, 2.0) == 96
    assert told_ahead_ms(96, 1.0) == 0
    assert told_ahead_ms(None, 2.0) == 0
