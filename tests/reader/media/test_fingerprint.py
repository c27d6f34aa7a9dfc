"""A fingerprint is of the sound: it outlives names, places and tags, and nothing else shares it."""

from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest
from audio_files import KINDS, About, Recordings
from mutagen.apev2 import APEv2
from mutagen.id3 import APIC, ID3, TIT2
from mutagen.mp4 import MP4, MP4Cover

from reader.errors import MediaError
from reader.media import fingerprint

RETAGGED = tuple(kind for kind in KINDS if kind not in ("wav", "aac"))
COVER = b"\xff\xd8\xff" + bytes(200_000)  # larger than any padding, so that everything moves


def copy_of(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def retag(path: Path) -> None:
    """Give a file a long title, whatever its kind of tag."""
    media = mutagen.File(path)
    long = "A much longer title than before " * 4_000
    if media.tags is None:
        media.add_tags()
    if isinstance(media.tags, ID3):
        media.tags.add(TIT2(text=[long]))
        media.tags.add(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=COVER))
    elif isinstance(media, MP4):
        media["covr"] = [MP4Cover(COVER, imageformat=MP4Cover.FORMAT_JPEG)]
    else:
        media["title"] = [long[:30_000]]
    media.save()


def test_a_copy_elsewhere_by_another_name_has_the_same(
    recordings: Recordings, tmp_path: Path
) -> None:
    original = recordings.file("wav")
    copy = copy_of(original, tmp_path / "Another name.bin")
    assert fingerprint(copy) == fingerprint(original)


@pytest.mark.audio
@pytest.mark.parametrize("kind", RETAGGED)
@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(10, id="hashed whole"),
        pytest.param(150, id="in pieces", marks=pytest.mark.slow),
    ],
)
def test_other_tags_and_a_cover_leave_it_the_same(
    kind: str, seconds: int, recordings: Recordings, tmp_path: Path
) -> None:
    original = recordings.file(kind, seconds=seconds)
    copy = copy_of(original, tmp_path / f"copy{original.suffix}")
    retag(copy)
    assert copy.stat().st_size != original.stat().st_size
    assert fingerprint(copy) == fingerprint(original)


def test_tags_at_the_end_of_an_mp3_do_not_count(silent_mp3: Path) -> None:
    before = fingerprint(silent_mp3)
    tags = APEv2()
    tags["Title"] = "Salt and tar"
    tags.save(silent_mp3)
    with silent_mp3.open("ab") as file:
        file.write(b"TAG" + b"Salt and tar".ljust(125, b"\0"))
    assert fingerprint(silent_mp3) == before


@pytest.mark.audio
@pytest.mark.slow
def test_every_kind_and_length_has_its_own(recordings: Recordings) -> None:
    files = [recordings.file(kind, seconds) for kind in KINDS for seconds in (10, 20)]
    # With and without room for later, an M4A's sound is the same.
    same = {"m4a", "m4a-faststart"}
    assert len({fingerprint(file) for file in files}) == len(files) - 2 * (len(same) - 1)


@pytest.mark.audio
def test_chapters_in_comments_do_not_count(recordings: Recordings) -> None:
    plain = recordings.file("opus")
    marked = recordings.file("opus", about=About("Salt", chapters=((0, "One"), (9_000, "Two"))))
    assert fingerprint(plain) == fingerprint(marked)


@pytest.mark.parametrize("at", [lambda size: 100, lambda size: size // 2, lambda size: size - 1])
def test_a_change_of_the_sound_shows(
    at: Callable[[int], int], recordings: Recordings, tmp_path: Path
) -> None:
    original = recordings.file("wav")
    content = bytearray(original.read_bytes())
    content[at(len(content))] ^= 1
    changed = tmp_path / "changed.wav"
    changed.write_bytes(content)
    assert fingerprint(changed) != fingerprint(original)


def test_only_a_megabyte_of_a_long_file_matters(tmp_path: Path) -> None:
    """The pieces are 64 KiB; what lies between them is not read."""
    long = tmp_path / "long.bin"
    content = bytearray(bytes(range(256)) * 40_000)
    long.write_bytes(content)
    before = fingerprint(long)
    content[100_000] ^= 1
    long.write_bytes(content)
    assert fingerprint(long) == before


def test_it_tells_version_size_and_digest(silent_mp3: Path) -> None:
    version, size, digest = fingerprint(silent_mp3).split("-")
    assert (version, int(size, 16), len(digest)) == ("1", silent_mp3.stat().st_size, 32)


def test_a_missing_file_is_a_media_error(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"gone\.mp3.*not there"):
        fingerprint(tmp_path / "gone.mp3")
