"""QuickTime chapter tracks, built here box by box."""

import struct
from io import BytesIO

import pytest

from reader.media.mp4_chapters import quicktime_chapters
from reader.model import ChapterDraft

SOUND, FIRST, SECOND = 1, 2, 3


def box(name: str, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), name.encode()) + content


def full(name: str, *numbers: int) -> bytes:
    """A box of version 0 with 32-bit numbers."""
    return box(name, struct.pack(f">I{len(numbers)}I", 0, *numbers))


def sample(text: bytes) -> bytes:
    return struct.pack(">H", len(text)) + text


def text_track(number: int, offsets: list[int], sizes: list[int], seconds: list[int]) -> bytes:
    """A track with a chunk a sample, in thousandths of a second."""
    handler = box("hdlr", bytes(8), b"text", bytes(12))
    durations = [value for second in seconds for value in (1, second * 1000)]
    tables = (
        full("stts", len(seconds), *durations),
        full("stsc", 1, 1, 1, 1),
        full("stsz", 0, len(sizes), *sizes),
        full("stco", len(offsets), *offsets),
    )
    inside = box("mdia", full("mdhd", 0, 0, 1000, 0), handler, box("minf", box("stbl", *tables)))
    return box("trak", full("tkhd", 0, 0, number), inside)


def sound_track(*chapter_tracks: int) -> bytes:
    references = struct.pack(f">{len(chapter_tracks)}I", *chapter_tracks)
    handler = box("hdlr", bytes(8), b"soun", bytes(12))
    reference = box("tref", box("chap", references)) if chapter_tracks else b""
    return box("trak", full("tkhd", 0, 0, SOUND), reference, box("mdia", handler))


def film(texts: dict[int, list[bytes]], references: tuple[int, ...]) -> BytesIO:
    """A file whose text tracks show each text for ten seconds."""
    samples = {number: [sample(text) for text in lines] for number, lines in texts.items()}
    content = b"".join(part for parts in samples.values() for part in parts)
    at, tracks = 8, [sound_track(*references)]
    for number, parts in samples.items():
        offsets = [at + sum(map(len, parts[:index])) for index in range(len(parts))]
        tracks.append(text_track(number, offsets, [len(p) for p in parts], [10] * len(parts)))
        at += sum(map(len, parts))
    return BytesIO(box("mdat", content) + box("moov", *tracks))


def test_texts_are_titles_and_durations_add_up_to_starts() -> None:
    file = film({FIRST: [b"Opening", "Überfahrt".encode(), b"Home"]}, (FIRST,))
    assert quicktime_chapters(file) == (
        ChapterDraft("Opening", 0, 10_000),
        ChapterDraft("Überfahrt", 10_000, 20_000),
        ChapterDraft("Home", 20_000),
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_titles_may_be_utf_16_with_its_mark(encoding: str) -> None:
    file = film({FIRST: ["Flüsse".encode(encoding)]}, (FIRST,))
    assert [chapter.title for chapter in quicktime_chapters(file)] == ["Flüsse"]


def test_a_track_of_links_is_passed_over() -> None:
    links = [b"https://example.org/1", b"https://example.org/2"]
    file = film({FIRST: links, SECOND: [b"Opening", b"Home"]}, (FIRST, SECOND))
    assert [chapter.title for chapter in quicktime_chapters(file)] == ["Opening", "Home"]


def test_a_track_of_blanks_is_passed_over() -> None:
    file = film({FIRST: [b"", b""], SECOND: [b"Opening", b"Home"]}, (FIRST, SECOND))
    assert [chapter.title for chapter in quicktime_chapters(file)] == ["Opening", "Home"]


def test_subtitles_are_no_chapters() -> None:
    assert quicktime_chapters(film({FIRST: [b"Good morning."]}, ())) == ()


def test_every_cut_of_a_file_is_read_as_far_as_it_goes() -> None:
    whole = film({FIRST: [b"Opening", b"Home"]}, (FIRST,)).getvalue()
    for length in range(len(whole)):
        assert len(quicktime_chapters(BytesIO(whole[:length]))) <= 2
