"""Length, title, show, date and chapters, whatever the kind of audio and of tag."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from audio_files import KINDS, About, Recordings
from mutagen.id3 import ID3, TALB, TDRC, TDRL, TIT2, TPE1
from mutagen.mp4 import MP4

from reader.media import read_tags
from reader.model import AudioTags

CHAPTERS = ((0, "Opening"), (5_500, "The ferry"), (12_000, "Going home"))
ABOUT = About("Salt and tar", "Harbour Talk", "2025-11-04", CHAPTERS)
TAGGED = tuple(kind for kind in KINDS if kind not in ("wav", "aac", "wma"))

Tagger = Callable[[ID3], None]


@pytest.mark.audio
@pytest.mark.parametrize("kind", TAGGED)
def test_every_kind_says_title_show_and_day(kind: str, recordings: Recordings) -> None:
    tags = read_tags(recordings.file(kind, about=ABOUT))
    assert (tags.title, tags.show, tags.date) == ("Salt and tar", "Harbour Talk", date(2025, 11, 4))


@pytest.mark.audio
@pytest.mark.parametrize("kind", TAGGED)
def test_every_kind_gives_its_chapters(kind: str, recordings: Recordings) -> None:
    tags = read_tags(recordings.file(kind, about=ABOUT))
    assert tuple((chapter.start_ms, chapter.title) for chapter in tags.chapters) == CHAPTERS


@pytest.mark.audio
def test_windows_media_says_title_and_show(recordings: Recordings) -> None:
    tags = read_tags(recordings.file("wma", about=ABOUT))
    assert (tags.title, tags.show) == ("Salt and tar", "Harbour Talk")


@pytest.mark.audio
@pytest.mark.parametrize("kind", KINDS)
def test_length_is_that_of_the_sound(kind: str, recordings: Recordings) -> None:
    assert read_tags(recordings.file(kind)).duration_ms == pytest.approx(20_000, abs=120)


def test_a_file_without_tags_says_only_how_long_it_is(recordings: Recordings) -> None:
    assert read_tags(recordings.file("wav")) == AudioTags(duration_ms=20_000)


def test_the_name_of_the_file_does_not_matter(recordings: Recordings, tmp_path: Path) -> None:
    disguised = tmp_path / "notes.txt"
    disguised.write_bytes(recordings.file("wav").read_bytes())
    assert read_tags(disguised).duration_ms == 20_000


@pytest.fixture
def tagged_mp3(silent_mp3: Path) -> Callable[[Tagger], AudioTags]:
    """Read the tags that a function puts on a short MP3."""

    def read(fill: Tagger) -> AudioTags:
        tags = ID3()
        fill(tags)
        tags.save(silent_mp3)
        return read_tags(silent_mp3)

    return read


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-11-04", date(2025, 11, 4)),
        ("2025-11-04T06:30:00", date(2025, 11, 4)),
        ("2025-11", None),
        ("2025", None),
    ],
)
def test_only_a_date_with_a_day_counts(
    tagged_mp3: Callable[[Tagger], AudioTags], written: str, expected: date | None
) -> None:
    assert tagged_mp3(lambda tags: tags.add(TDRC(text=[written]))).date == expected


def test_the_day_of_release_goes_before_the_day_of_recording(
    tagged_mp3: Callable[[Tagger], AudioTags],
) -> None:
    def fill(tags: ID3) -> None:
        tags.add(TDRC(text=["2025-10-01"]))
        tags.add(TDRL(text=["2025-11-04"]))

    assert tagged_mp3(fill).date == date(2025, 11, 4)


def test_the_artist_stands_in_where_no_show_is_named(
    tagged_mp3: Callable[[Tagger], AudioTags],
) -> None:
    assert tagged_mp3(lambda tags: tags.add(TPE1(text=["Ida Holm"]))).show == "Ida Holm"

    def with_album(tags: ID3) -> None:
        tags.add(TPE1(text=["Ida Holm"]))
        tags.add(TALB(text=["Harbour Talk"]))

    assert tagged_mp3(with_album).show == "Harbour Talk"


def test_a_title_is_one_line(tagged_mp3: Callable[[Tagger], AudioTags]) -> None:
    assert (
        tagged_mp3(lambda tags: tags.add(TIT2(text=[" Salt\nand  tar "]))).title == "Salt and tar"
    )


@pytest.mark.audio
def test_an_impossible_date_is_none(recordings: Recordings, tmp_path: Path) -> None:
    path = tmp_path / "odd.m4a"
    path.write_bytes(recordings.file("m4a").read_bytes())
    media = MP4(path)
    media["\xa9day"] = ["2025-02-31"]
    media.save()
    assert read_tags(path).date is None
