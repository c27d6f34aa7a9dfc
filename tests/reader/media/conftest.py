"""Small audio files that need no encoder."""

from pathlib import Path

import pytest

SILENT_FRAME = bytes((0xFF, 0xFB, 0x90, 0xC4)) + bytes(413)  # MPEG-1 layer III, 128 kbit/s


@pytest.fixture
def silent_mp3(tmp_path: Path) -> Path:
    """A second of silence as bare MP3 frames."""
    path = tmp_path / "silence.mp3"
    path.write_bytes(SILENT_FRAME * 40)
    return path
