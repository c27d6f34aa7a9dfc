"""Fixtures that every test may ask for."""

import pytest
from audio_files import Recordings


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Recordings:
    """Real audio files that tell the time; see audio_files.py."""
    return Recordings(tmp_path_factory.mktemp("recordings"))
