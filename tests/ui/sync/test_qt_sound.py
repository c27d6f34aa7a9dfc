"""Decoding with Qt: every kind of audio, whole, at its own time; what cannot be is said."""

import numpy as np
import pytest
from audio_files import KINDS, Recordings, second_heard

from reader.errors import MediaError
from ui.sync.qt_sound import QtSoundReader


@pytest.mark.audio
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "wma"])
def test_every_kind_is_decoded_whole_and_in_time(
    kind: str, recordings: Recordings, qapp: object
) -> None:
    found = list(QtSoundReader().blocks(recordings.file(kind, 20)))
    rate = found[0].rate
    sound = np.concatenate([block.samples for block in found])
    assert len(sound) / rate == pytest.approx(20, abs=0.15)
    assert np.abs(sound).max() <= 1.5
    for second in (0, 7, 13, 19):
        piece = sound[int((second + 0.4) * rate) : int((second + 0.6) * rate)]
        assert second_heard(piece.tolist(), rate) == second


def test_a_file_that_is_no_audio_is_said_to_be_none(tmp_path, qapp: object) -> None:
    path = tmp_path / "letter.mp3"
    path.write_text("This is a letter.\n" * 400)
    with pytest.raises(MediaError, match=r"letter\.mp3"):
        list(QtSoundReader(stalled_s=2.0).blocks(path))


def test_who_needs_no_more_ends_it(recordings: Recordings, qapp: object) -> None:
    sound = QtSoundReader().blocks(recordings.file("wav", 20))
    assert next(sound).rate > 0
    sound.close()  # type: ignore[attr-defined]
