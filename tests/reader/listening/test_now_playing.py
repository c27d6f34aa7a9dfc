"""What the desktop is told: the cover as a file, and jumps apart from playing on."""

import os
from pathlib import Path

import pytest
from audio_files import Recordings
from mutagen.id3 import APIC, ID3

from reader.listening.now_playing import KEPT_COVERS, JumpWatch, cover_file


@pytest.fixture
def covered(recordings: Recordings, tmp_path: Path) -> Path:
    """An audio file with a cover."""
    audio = tmp_path / "with cover.mp3"
    audio.write_bytes(recordings.file("mp3-cbr", 1).read_bytes())
    ID3().save(audio)
    tags = ID3(audio)
    tags.add(APIC(encoding=3, mime="image/png", type=3, desc="", data=b"a picture"))
    tags.save(audio)
    return audio


class TestJumps:
    def test_playing_on_is_none(self) -> None:
        watch = JumpWatch()
        watch.has_jumped(0, 100.0, 2.0)

        assert not watch.has_jumped(20_000, 110.0, 2.0)

    def test_elsewhere_is_one_whether_it_plays_or_not(self) -> None:
        watch = JumpWatch()
        watch.has_jumped(0, 100.0, 1.0)

        assert watch.has_jumped(25_000, 110.0, 0.0)
        assert watch.has_jumped(5_000, 110.0, 0.0)

    def test_a_pause_is_none_however_long(self) -> None:
        watch = JumpWatch()
        watch.has_jumped(0, 100.0, 0.0)

        assert not watch.has_jumped(0, 900.0, 1.0)
        assert not watch.has_jumped(1_000, 901.0, 1.0)


class TestCover:
    def test_without_one_there_is_no_file(self, recordings: Recordings, tmp_path: Path) -> None:
        assert cover_file(recordings.file("wav", 1), tmp_path / "covers") is None

    def test_an_audio_file_that_is_gone_has_none(self, tmp_path: Path) -> None:
        assert cover_file(tmp_path / "gone.mp3", tmp_path / "covers") is None

    def test_it_is_written_once_and_the_oldest_go(self, covered: Path, tmp_path: Path) -> None:
        covers = tmp_path / "covers"
        covers.mkdir()
        for number in range(KEPT_COVERS):
            (covers / f"{number}.png").touch()
            os.utime(covers / f"{number}.png", (number, number))

        written = cover_file(covered, covers)

        assert written == cover_file(covered, covers)
        assert written is not None
        assert written.read_bytes() == b"a picture"
        assert written.suffix == ".png"
        assert len(list(covers.iterdir())) == KEPT_COVERS
        assert not (covers / "0.png").exists()

    def test_the_first_one_makes_their_folder(self, covered: Path, tmp_path: Path) -> None:
        written = cover_file(covered, tmp_path / "no cache yet" / "covers")
        assert written is not None
        assert written.read_bytes() == b"a picture"

    def test_a_place_that_cannot_be_written_is_done_without(
        self, covered: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "covers").touch()

        assert cover_file(covered, tmp_path / "covers" / "in a file") is None
