"""Fixtures that every test may ask for."""

import pytest
from audio_files import Recordings
from hypothesis import settings

# How long an example takes is the machine's affair; what cannot be repeated is printed to be.
settings.register_profile("earmark", deadline=None, print_blob=True)
settings.load_profile("earmark")


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Recordings:
    """Real audio files that tell the time; see audio_files.py."""
    return Recordings(tmp_path_factory.mktemp("recordings"))
