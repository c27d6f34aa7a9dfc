"""The audio beside a page, and audio that went elsewhere."""

import os
from pathlib import Path

import pytest
from audio_files import Recordings

from reader.media import audio_beside, find_moved, fingerprint


@pytest.fixture
def sound(recordings: Recordings) -> bytes:
    return recordings.file("wav", seconds=3).read_bytes()


def put(path: Path, content: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_the_file_of_the_same_name_is_found(tmp_path: Path, sound: bytes) -> None:
    page = put(tmp_path / "Salt and tar.html", b"<p>")
    put(tmp_path / "Another.wav", sound)
    audio = put(tmp_path / "Salt and tar.wav", sound)
    assert audio_beside(page) == audio


def test_letter_case_and_dots_in_the_name_do_not_matter(tmp_path: Path, sound: bytes) -> None:
    audio = put(tmp_path / "NO. 7 – salt.MP3", sound)
    assert audio_beside(tmp_path / "No. 7 – Salt.txt") == audio


def test_of_several_the_kind_that_podcasts_use_wins(tmp_path: Path, sound: bytes) -> None:
    for suffix in (".wav", ".flac", ".mp3", ".opus"):
        put(tmp_path / f"talk{suffix}", sound)
    assert audio_beside(tmp_path / "talk.txt") == tmp_path / "talk.mp3"


@pytest.mark.skipif(os.name == "nt", reason="names that differ by case alone are one file there")
def test_of_names_that_differ_by_case_the_exact_one_wins(tmp_path: Path, sound: bytes) -> None:
    put(tmp_path / "TALK.wav", sound)
    exact = put(tmp_path / "talk.wav", sound)
    assert audio_beside(tmp_path / "talk.txt") == exact


def test_what_is_no_audio_is_passed_over(tmp_path: Path, sound: bytes) -> None:
    put(tmp_path / "talk.mp3", b"<html>404 Not Found</html>")
    put(tmp_path / "talk.m4a")
    (tmp_path / "talk.ogg").mkdir()
    audio = put(tmp_path / "talk.wav", sound)
    assert audio_beside(tmp_path / "talk.txt") == audio


def test_nothing_beside_a_page_is_none(tmp_path: Path) -> None:
    assert audio_beside(tmp_path / "talk.txt") is None
    assert audio_beside(tmp_path / "no such folder" / "talk.txt") is None


def test_a_moved_and_renamed_file_is_found(tmp_path: Path, sound: bytes) -> None:
    original = put(tmp_path / "talk.wav", sound)
    wanted = fingerprint(original)
    put(tmp_path / "a" / "decoy.wav", sound[:-2] + b"\1\1")
    put(tmp_path / "a" / "empty.wav")
    moved = original.rename(put(tmp_path / "b" / "deep" / "renamed.wav"))
    assert find_moved(wanted, [tmp_path / "gone", tmp_path / "a", tmp_path]) == moved


def test_folders_are_searched_in_the_order_given(tmp_path: Path, sound: bytes) -> None:
    first = put(tmp_path / "z" / "talk.wav", sound)
    second = put(tmp_path / "a" / "talk.wav", sound)
    wanted = fingerprint(first)
    assert find_moved(wanted, [first.parent, second.parent]) == first
    assert find_moved(wanted, [second.parent, first.parent]) == second


def test_hidden_and_very_deep_folders_are_left_out(tmp_path: Path, sound: bytes) -> None:
    hidden = put(tmp_path / ".cache" / "talk.wav", sound)
    put(tmp_path.joinpath(*"abcdefg", "talk.wav"), sound)
    assert find_moved(fingerprint(hidden), [tmp_path]) is None


def test_a_fingerprint_of_another_kind_finds_nothing(tmp_path: Path, sound: bytes) -> None:
    put(tmp_path / "talk.wav", sound)
    for wanted in ("", "1-", "1-xyz-0", "9-10-0"):
        assert find_moved(wanted, [tmp_path]) is None
