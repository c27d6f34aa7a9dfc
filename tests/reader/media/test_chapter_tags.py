"""Chapters in ID3 frames and Vorbis comments, also where they are written oddly."""

from collections.abc import Sequence

from mutagen.id3 import CHAP, CTOC, ID3, TIT2, CTOCFlags

from reader.media.chapter_tags import id3_chapters, vorbis_chapters
from reader.model import ChapterDraft

NOT_SAID = 0xFFFF_FFFF


def chap(name: str, start: int, title: str | None = "", end: int = NOT_SAID) -> CHAP:
    frames = [] if title is None else [TIT2(text=[title or name])]
    return CHAP(
        element_id=name,
        start_time=start,
        end_time=end,
        start_offset=NOT_SAID,
        end_offset=NOT_SAID,
        sub_frames=frames,
    )


def ctoc(name: str, children: Sequence[str], *, top: bool = False) -> CTOC:
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED if top else CTOCFlags.ORDERED
    return CTOC(element_id=name, flags=flags, child_element_ids=list(children), sub_frames=[])


def titles(*frames: CHAP | CTOC) -> list[str]:
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    return [chapter.title for chapter in id3_chapters(tags)]


def test_times_and_titles_are_taken_whatever_the_byte_offsets() -> None:
    tags = ID3()
    tags.add(chap("one", 0, "Opening", end=5_000))
    tags.add(chap("two", 5_000, "Home"))
    assert id3_chapters(tags) == (ChapterDraft("Opening", 0, 5_000), ChapterDraft("Home", 5_000))


def test_a_chapter_outside_the_table_of_contents_is_hidden() -> None:
    table = ctoc("toc", ["one", "two"], top=True)
    assert titles(table, chap("one", 0), chap("picture", 500), chap("two", 900)) == ["one", "two"]


def test_a_table_counts_without_the_top_level_flag() -> None:
    table = ctoc("toc", ["two"])
    assert titles(table, chap("one", 0), chap("two", 900)) == ["two"]


def test_tables_within_tables_are_unfolded() -> None:
    frames = (
        ctoc("toc", ["part1", "part2"], top=True),
        ctoc("part1", ["one"]),
        ctoc("part2", ["two", "three"]),
    )
    chapters = (chap("one", 0), chap("two", 10), chap("three", 20), chap("hidden", 15))
    assert titles(*frames, *chapters) == ["one", "two", "three"]


def test_only_the_table_marked_as_top_counts() -> None:
    frames = (ctoc("other", ["hidden"]), ctoc("toc", ["one"], top=True))
    assert titles(*frames, chap("hidden", 0), chap("one", 10)) == ["one"]


def test_without_the_flag_the_table_that_no_other_lists_comes_first() -> None:
    frames = (ctoc("part", ["b"]), ctoc("toc", ["a", "part"]))
    assert titles(*frames, chap("b", 0), chap("a", 0)) == ["a", "b"]


def test_tables_that_go_round_in_a_circle_end() -> None:
    frames = (ctoc("left", ["right", "one"]), ctoc("right", ["left"]))
    assert titles(*frames, chap("one", 0)) == ["one"]


def test_a_table_that_leads_nowhere_hides_nothing() -> None:
    table = ctoc("toc", ["ch0", "ch1"], top=True)
    assert titles(table, chap("one", 0), chap("two", 10)) == ["one", "two"]


def test_without_a_table_chapters_come_by_start() -> None:
    assert titles(chap("late", 900), chap("early", 100)) == ["early", "late"]


def test_of_chapters_that_start_together_the_table_gives_the_order() -> None:
    table = ctoc("toc", ["b", "a"], top=True)
    assert titles(table, chap("a", 0), chap("b", 0)) == ["b", "a"]


def test_a_chapter_without_a_title_gets_a_number() -> None:
    assert titles(chap("one", 0, "Opening"), chap("two", 10, None)) == ["Opening", "Chapter 2"]


def test_a_chapter_placed_by_bytes_alone_is_left_out() -> None:
    assert titles(chap("one", 0), chap("lost", NOT_SAID)) == ["one"]


def comments(**values: str) -> tuple[ChapterDraft, ...]:
    return vorbis_chapters(list(values), lambda key: [values[key]])


def test_comments_give_start_and_name_in_any_letter_case() -> None:
    assert comments(
        CHAPTER001="00:00:00.000", chapter001name="Opening", Chapter002="01:02:03.5"
    ) == (ChapterDraft("Opening", 0), ChapterDraft("Chapter 2", 3_723_500))


def test_comments_may_count_from_any_number_and_leave_some_out() -> None:
    found = comments(CHAPTER10="00:01:00", CHAPTER10NAME="b", CHAPTER9="59", CHAPTER00="0:05")
    assert [chapter.start_ms for chapter in found] == [5_000, 60_000]


def test_links_of_chapters_are_no_chapters() -> None:
    assert comments(CHAPTER001URL="https://example.org", CHAPTER001NAME="a") == ()
