"""What cannot be read ends in one kind of error: a sentence that names the file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from audio_files import About, Recordings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import MediaError
from reader.media import fingerprint, read_cover, read_tags

READERS: tuple[Callable[[Path], object], ...] = (read_tags, read_cover, fingerprint)
ABOUT = About("Salt and tar", "Harbour Talk", "2025-11-04", ((0, "One"), (700, "Two")))
LIMITS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def expect(path: Path, *words: str) -> None:
    for read in (read_tags, read_cover):
        with pytest.raises(MediaError) as caught:
            read(path)
        assert caught.value.path == path
        assert path.name in str(caught.value)
        for word in words:
            assert word in str(caught.value)
        assert str(caught.value).endswith(".")


def test_a_missing_file(tmp_path: Path) -> None:
    expect(tmp_path / "gone.mp3", "not there", "choose it again")


def test_a_folder(tmp_path: Path) -> None:
    expect(tmp_path, "is a folder")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp3"
    path.touch()
    expect(path, "is empty", "again")


def test_a_text(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_text("Not found", encoding="utf-8")
    expect(path, "not audio", "Choose")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_that_may_not_be_read(silent_mp3: Path) -> None:
    silent_mp3.chmod(0)
    expect(silent_mp3, "may not be read", "permissions")


@pytest.mark.audio
def test_an_m4a_cut_before_its_index(recordings: Recordings, tmp_path: Path) -> None:
    content = recordings.file("m4a").read_bytes()
    path = tmp_path / "cut.m4a"
    path.write_bytes(content[: len(content) // 2])
    expect(path, "damaged or cut short", "again")


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(b"ID3\x09\x00\x00\x00\x00\x00\x20", id="unknown version"),
        pytest.param(b"ID3\x04\x00\x0f\x00\x00\x00\x20", id="unknown flags"),
        pytest.param(b"ID3\x04\x00\x00\x00\x00\x00\xa0", id="impossible size"),
        pytest.param(b"ID3\x04\x00\x00\x00\x00\x00\x20", id="damaged frame"),
    ],
)
def test_a_damaged_tag_does_not_silence_the_sound(header: bytes, silent_mp3: Path) -> None:
    frame = b"CHAP\x00\x00\x00\x20\x00\x00" + b"\xee" * 22
    silent_mp3.write_bytes(header + frame + silent_mp3.read_bytes())
    assert read_tags(silent_mp3).duration_ms == round(40 * 1152 / 44.1)


def only_media_errors(path: Path) -> None:
    for read in READERS:
        try:
            read(path)
        except MediaError as error:
            assert path.name in str(error)  # noqa: PT017 - either outcome is right


@LIMITS
@given(
    content=st.binary(min_size=1, max_size=400),
    mark=st.sampled_from(
        [
            b"",
            b"ID3\x04",
            b"OggS",
            b"fLaC",
            b"RIFF\0\0\0\0WAVE",
            b"FORM\0\0\0\0AIFF",
            b"\0\0\0\x08ftyp",
            b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
            b"\xff\xfb\x90\x00",
            b"\xff\xf1",
            b"wvPk",
        ]
    ),
)
def test_anything_behind_a_known_mark(mark: bytes, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.mp3"
    path.write_bytes(mark + content)
    only_media_errors(path)


@pytest.mark.audio
@pytest.mark.parametrize(
    "kind", ["mp3-vbr", "m4a-faststart", "opus", "vorbis", "flac", "aiff", "wma", "wav"]
)
@LIMITS
@given(data=st.data())
def test_real_files_with_bytes_changed_and_ends_cut(
    kind: str, data: st.DataObject, recordings: Recordings, tmp_path: Path
) -> None:
    content = bytearray(recordings.file(kind, seconds=2, about=ABOUT).read_bytes())
    changes = st.tuples(st.integers(0, min(4_000, len(content) - 1)), st.integers(0, 255))
    for at, value in data.draw(st.lists(changes, min_size=1, max_size=12), label="changes"):
        content[at] = value
    length = data.draw(st.integers(1, len(content)), label="length")
    path = tmp_path / f"damaged-{kind}"
    path.write_bytes(content[:length])
    only_media_errors(path)
