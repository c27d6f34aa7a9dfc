"""What a person is told when a player finds no sound."""

from pathlib import Path

from reader.playback.faults import unplayable


def test_a_file_that_went_away_meanwhile_is_not_called_damaged(tmp_path: Path) -> None:
    audio = tmp_path / "ferry.opus"
    audio.write_bytes(b"no sound")
    assert "damaged" in unplayable(audio)
    audio.unlink()
    assert unplayable(audio) == f"The audio file {audio} is not there; was it moved or renamed?"
