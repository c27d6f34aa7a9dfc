"""What each kind of chapter list may look like, and what is read from it."""

import pytest
from chapter_samples import SAMPLES

from reader import chapters
from reader.errors import TranscriptError
from reader.formats.source import Source


def read(text: str) -> list[tuple[int, str]]:
    """Return the starts and the titles of a list."""
    found = chapters.read(Source.from_text(text, "list"))
    return [(chapter.start_ms, chapter.title) for chapter in found]


def is_chapters(text: str) -> bool:
    return chapters.is_chapters(Source.from_text(text))


def refusal(text: str) -> str:
    with pytest.raises(TranscriptError) as caught:
        chapters.read(Source.from_text(text, "list"))
    return str(caught.value)


def speech(times: list[str]) -> str:
    """Return a transcript in lines: as much text as is said between the times."""
    said = "and so we tied the boat to the quay and waited for the rain to end, as one does"
    return "\n".join(f"{time} {said}" for time in times)


# What all have in common


def test_chapters_come_by_start_and_equal_starts_as_in_the_file() -> None:
    text = '{"chapters": [{"startTime": 9, "title": "c"}, {"startTime": 0, "title": "a"},'
    assert read(text + '{"startTime": 0, "title": "b"}]}') == [(0, "a"), (0, "b"), (9000, "c")]


def test_untitled_chapters_are_numbered_among_those_listed() -> None:
    text = '{"chapters": [{"startTime": 5, "toc": false}, {"startTime": 0}, {"startTime": 60}]}'
    assert read(text) == [(0, "Chapter 1"), (60_000, "Chapter 2")]


def test_titles_are_one_line_with_their_entities_resolved() -> None:
    text = '[{"start": "0:00", "title": " Rock &amp; roll \\n AT&T "}]'
    assert read(text) == [(0, "Rock & roll AT&T")]


def test_an_end_is_kept_only_after_the_start() -> None:
    text = '{"chapters": [{"startTime": 9, "endTime": 4}, {"startTime": 20, "endTime": 30.5}]}'
    found = chapters.read(Source.from_text(text))
    assert [chapter.end_ms for chapter in found] == [None, 30_500]


@pytest.mark.parametrize("text", ["", " \n", "Nothing here has a time.", "{}", "[]", "<a/>"])
def test_what_holds_no_chapters_is_refused_with_a_sentence(text: str) -> None:
    assert refusal(text).startswith("list ")
    assert not is_chapters(text)


def test_binary_data_is_no_chapter_list() -> None:
    assert not chapters.is_chapters(Source("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"))


# Podcasting 2.0


def test_times_may_be_strings_and_the_array_bare() -> None:
    assert read('[{"startTime": "1.5", "title": "a"}, {"startTime": "0:01:02", "title": "b"}]') == [
        (1500, "a"),
        (62_000, "b"),
    ]


def test_a_list_of_hidden_chapters_alone_is_shown_after_all() -> None:
    assert read('{"chapters": [{"startTime": 1, "title": "a", "toc": false}]}') == [(1000, "a")]


def test_a_transcript_in_json_is_no_chapter_list() -> None:
    segments = '{"speaker": "Ines", "startTime": 0.5, "endTime": 2, "body": "Good morning"}'
    assert not is_chapters(f'{{"version": "1.0.0", "segments": [{segments}]}}')
    assert not is_chapters(f"[{segments}]")
    assert not is_chapters('[{"start": 1, "end": 2, "text": "Good morning", "title": ""}]')


def test_chapters_beside_a_transcript_are_read_but_do_not_make_it_a_chapter_list() -> None:
    text = (
        '{"chapters": [{"start": "00:00:10", "title": "a"}], "transcripts": [{"text": "Good day"}]}'
    )
    assert read(text) == [(10_000, "a")]
    assert not is_chapters(text)


# Podlove, and programs


def test_a_player_s_configuration_holds_its_chapters() -> None:
    text = '{"show": {}, "chapters": [{"start": "00:01:06.093", "title": "a"}], "transcripts": []}'
    assert read(text) == [(66_093, "a")]
    assert is_chapters(text)


def test_downloaders_write_seconds_or_offsets_in_milliseconds() -> None:
    assert read('{"id": "x", "chapters": [{"start_time": 1.5, "end_time": 3, "title": "a"}]}') == [
        (1500, "a")
    ]
    nested = '{"start_offset_ms": 2000, "length_ms": 500, "title": "b"}'
    outer = f'{{"start_offset_ms": 0, "length_ms": 9, "title": "a", "chapters": [{nested}]}}'
    text = f'{{"content_metadata": {{"chapter_info": {{"chapters": [{outer}]}}}}}}'
    assert read(text) == [(0, "a"), (2000, "b")]


# XML


def test_simple_chapters_go_by_any_prefix_or_none() -> None:
    for opening, name in (
        ('<x:chapters xmlns:x="http://podlove.org/simple-chapters">', "x:chapter"),
        ('<chapters xmlns="http://podlove.org/simple-chapters">', "chapter"),
        ("<psc:chapters>", "psc:chapter"),
    ):
        closing = opening.split(" ")[0].replace("<", "</").rstrip(">") + ">"
        assert read(f'{opening}<{name} start="8:26.250" title="a"/>{closing}') == [(506_250, "a")]


def test_simple_chapters_copied_out_of_a_feed_need_no_root() -> None:
    text = '<psc:chapter start="0" title="a"/>\n<psc:chapter start="59" title="b"/>'
    assert read(text) == [(0, "a"), (59_000, "b")]


def test_a_feed_gives_the_chapters_of_its_one_episode_and_of_several_none() -> None:
    item = '<item><psc:chapters><psc:chapter start="7" title="a"/></psc:chapters></item>'
    feed = '<rss xmlns:psc="http://podlove.org/simple-chapters"><channel>{}</channel></rss>'
    assert read(feed.format(item)) == [(7000, "a")]
    assert "2 episodes" in refusal(feed.format(item * 2))
    assert not is_chapters(feed.format(item))


def test_broken_xml_is_said_with_its_line() -> None:
    assert "line 3" in refusal('<chapters>\n<chapter start="0" title="a"/>\n</chapter>')


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/hostname">',
        '<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;',
    ],
)
def test_xml_that_declares_entities_is_refused(declaration: str) -> None:
    text = f'<!DOCTYPE c [{declaration}]><chapters><chapter start="0" title="&b;"/></chapters>'
    assert "entities" in refusal(text)


def test_hidden_chapters_and_editions_that_are_not_the_default_are_left_out() -> None:
    atom = (
        "<ChapterAtom><ChapterTimeStart>00:00:0{0}.000</ChapterTimeStart>"
        "<ChapterDisplay><ChapterString>{0}</ChapterString></ChapterDisplay></ChapterAtom>"
    )
    first = f"<EditionEntry>{atom.format(1)}</EditionEntry>"
    default = "<EditionFlagDefault>1</EditionFlagDefault>"
    second = f"<EditionEntry>{default}{atom.format(2)}</EditionEntry>"
    assert read(f"<Chapters>{first}{second}</Chapters>") == [(2000, "2")]


# WebVTT


def test_chapters_as_webvtt_may_say_so() -> None:
    text = "WEBVTT\nKind: chapters\n\n00:00.000 --> 00:02.000\na\n\n00:02.000 --> 00:04.000\nb\n"
    assert is_chapters(text)
    assert read(text) == [(0, "a"), (2000, "b")]


def test_captions_are_no_chapters_however_few_and_short() -> None:
    cues = "00:00:0{0}.000 --> 00:00:0{0}.900\nGood morning to you\n\n"
    assert not is_chapters("WEBVTT\n\n" + "".join(cues.format(i) for i in range(9)))
    assert not is_chapters("WEBVTT\n\n00:00.000 --> 10:00.000\n<v Ines>Harbour noises\n")
    assert not is_chapters("WEBVTT\nKind: captions\n\n00:00.000 --> 20:00.000\nNoise\n" * 2)


# Lines of text


@pytest.mark.parametrize(
    "text",
    [
        "00:00 Cranes\n12:10 Pilots\n1:02:03 Home",
        "0:00 - Cranes\n12:10 - Pilots\n01:02:03 - Home",
        "(0:00) Cranes\n(12:10) Pilots\n(1:02:03) Home",
        "• 00:00:00 Cranes\n• 00:12:10 Pilots\n• 01:02:03 Home",
        "Cranes 0:00\nPilots 12:10\nHome 1:02:03",
        "00:00:00.000 Cranes\n00:12:10.000 Pilots\n01:02:03.000 Home <https://example.org/a>",
        "00000000 Cranes\n00730000 Pilots\n03723000 Home",
        "0:00:00.000,Cranes\n0:12:10.000,Pilots\n1:02:03.000,Home",
        "\ufeffChapters:\n\n00:00 Cranes\r\n12:10 Pilots\r\n1:02:03 Home\r\n\r\n",
    ],
)
def test_lines_that_begin_or_end_with_a_time_are_chapters(text: str) -> None:
    assert read(text) == [(0, "Cranes"), (730_000, "Pilots"), (3_723_000, "Home")]
    assert is_chapters(text)


def test_times_with_nothing_beside_them_are_numbered() -> None:
    assert read("00:00:40.312\n00:02:00.873\n00:10:44.269")[1] == (120_873, "Chapter 2")


@pytest.mark.parametrize(
    "text",
    [
        speech(["0:00", "0:05", "0:11", "0:16", "0:22"]),
        speech(["[00:00:01]", "[00:00:06]", "[00:00:12]"]),
        "Ines Okoro  0:00\nGood morning.\n\nTomas Lind  0:31\nGood morning to you, Ines.\n",
        "00:00:01 Ines Okoro: " + "Well, it rained. " * 40 + "\n00:01:01 Tomas Lind: It did. " * 2,
    ],
)
def test_a_transcript_in_lines_is_no_chapter_list(text: str) -> None:
    assert not is_chapters(text)


@pytest.mark.parametrize(
    "text",
    [
        "0:00:01.000,0:00:04.000\nGood morning\n\n0:00:05.000,0:00:08.000\nHello\n",
        "1\n00:00:01,000 --> 00:00:04,000\nGood morning\n\n2\n00:00:05,000 --> 00:00:08,000\nHi\n",
    ],
)
def test_captions_hold_no_chapters(text: str) -> None:
    assert not is_chapters(text)


def test_a_description_gives_the_list_within_it() -> None:
    text = SAMPLES["chapters on a page"].decode()
    assert read(text) == [(0, "Cranes"), (730_000, "Pilots")]
    assert not is_chapters(text)


# Labels, tags and sheets


def test_labels_that_transcribe_are_no_chapters() -> None:
    assert is_chapters("0.0\t0.0\tCranes\n730,5\t730,5\tPilots\n")
    words = "".join(f"{i}.0\t{i}.9\tand so we tied the boat\n" for i in range(20))
    assert not is_chapters(words)


def test_ffmpeg_s_times_count_in_their_base_and_its_escapes_are_undone() -> None:
    assert read(SAMPLES["FFmpeg metadata"].decode()) == [
        (0, "Nets = knots"),
        (61_500, "Chapter 2"),
    ]


def test_a_cue_sheet_counts_75_frames_a_second_and_names_guests() -> None:
    assert read(SAMPLES["CUE sheet"].decode()) == [(0, "Cranes"), (360_493, "Tomas Lind – Pilots")]


def test_a_cue_sheet_for_several_files_is_refused() -> None:
    text = 'FILE "{0}.wav" WAVE\n TRACK 0{0} AUDIO\n  TITLE "a"\n  INDEX 01 00:00:00\n'
    assert "2 audio files" in refusal(text.format(1) + text.format(2))


def test_a_name_belongs_to_the_time_of_its_number_wherever_it_stands() -> None:
    text = "CHAPTER02NAME=b\nCHAPTER01=00:00:01.000\nCHAPTER02=00:00:02.500\nCHAPTER01NAME=a\n"
    assert read(text) == [(1000, "a"), (2500, "b")]
