"""Sound clips: a file that plays what the quote says, or a sentence."""

import os

import pytest
from audio_files import RATE, Recordings, decoded, second_heard
from bookmark_samples import bookmark

from reader.errors import ExportError
from reader.export import Material
from reader.export.clips import fill
from reader.media import read_tags

QUOTE = bookmark(1, start_ms=7_000, end_ms=9_500, text="The ice:\nis thin", note="for her")


def test_without_ffmpeg_a_sentence_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExportError, match="apt install ffmpeg"):
        fill(tmp_path / "clips", Material((QUOTE,)))
    assert not (tmp_path / "clips").exists()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for FFmpeg is a shell script")
def test_a_full_disk_is_told_from_a_recording_that_ends_too_soon(tmp_path, monkeypatch):
    tool = tmp_path / "ffmpeg"  # some versions end well after they could write only a part
    tool.write_text('#!/bin/sh\necho "Error closing file: No space left on device" >&2\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(ExportError, match="no room"):
        fill(tmp_path / "clips", Material((QUOTE,), audio={"e1": tmp_path / "ferry.wav"}))


@pytest.mark.audio
@pytest.mark.slow
class TestCutting:
    @pytest.mark.parametrize("kind", ["mp3-vbr-bare", "opus", "m4a", "wav"])
    def test_a_clip_holds_just_what_is_said(self, kind, recordings: Recordings, tmp_path):
        audio = recordings.file(kind, 20)
        filled = fill(tmp_path, Material((QUOTE,), audio={"e1": audio}))
        assert [path.name for path in filled.paths] == [
            "The last ferry of the winter 0-07 Ida Holm.m4a"
        ]
        (clip,) = filled.paths
        tags = read_tags(clip)
        assert abs(tags.duration_ms - 2500) < 100
        assert tags.title == "The ice: is thin"
        assert second_heard(decoded(clip, 0.2, 0.6), RATE) == 7
        assert second_heard(decoded(clip, 1.2, 0.6), RATE) == 8

    def test_a_recording_that_cannot_be_cut_keeps_no_other_back(
        self, recordings: Recordings, tmp_path
    ):
        audio, broken = recordings.file("wav", 20), tmp_path / "broken.mp3"
        broken.write_bytes(b"no sound at all" * 100)
        quotes = (
            bookmark(1, episode="e2"),
            bookmark(2, episode="e3", episode_title="Nowhere"),
            bookmark(3, start_ms=90_000, end_ms=91_000),
            QUOTE,
        )
        goal = tmp_path / "clips"
        filled = fill(goal, Material(quotes, audio={"e1": audio, "e2": broken}))
        assert [path.name for path in goal.iterdir()] == [filled.paths[0].name]
        assert filled.quotes == 1
        assert len(filled.warnings) == 3
        for words in ("broken.mp3", "“Nowhere” is not here", "ends before this is said"):
            assert any(words in warning for warning in filled.warnings)

    def test_an_odd_name_is_no_option_and_no_address(self, recordings: Recordings, tmp_path):
        odd = tmp_path / "-i concat:a%d?.wav"
        odd.write_bytes(recordings.file("wav", 20).read_bytes())
        strange = bookmark(1, start_ms=1000, end_ms=1000, speaker="-y/../x", text="-map\0 0")
        filled = fill(tmp_path / "clips", Material((strange,), audio={"e1": odd}))
        assert filled.warnings == ()
        assert filled.paths[0].parent == tmp_path / "clips"
        assert read_tags(filled.paths[0]).duration_ms >= 450
