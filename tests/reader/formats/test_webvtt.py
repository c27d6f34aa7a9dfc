"""WebVTT, as its standard has it and as programs and people write it."""

import pytest
from caption_reading import episode, heard, said, surest

from reader.errors import TranscriptError
from reader.formats import Source, read


def vtt(*cues: str, header: str = "WEBVTT") -> str:
    return "\n\n".join([header, *cues]) + "\n"


def one(text: str, times: str = "00:01.000 --> 00:03.000") -> str:
    return vtt(f"{times}\n{text}")


@pytest.mark.parametrize(
    ("times", "start_ms", "end_ms"),
    [
        ("00:00:01.000 --> 00:00:03.500", 1000, 3500),
        ("00:01.000 --> 00:03.500 align:start line:40%", 1000, 3500),
        ("0.860 --> 7.380", 860, 7380),
        ("00:01 --> 02:12", 1000, 132_000),
        ("00:00:01,5 --> 00:00:03.500123", 1500, 3500),
        ("00:01.000-->00:03.500", 1000, 3500),
        ("00:01.000\t --> \t00:03.500", 1000, 3500),
        ("00:01.000 ---> 00:03.500", 1000, 3500),
        ("00:01.000 --> 00:03.500line:40% size:40%", 1000, 3500),
        ("00:01.000 --> 00:03.500 region:left-->", 1000, 3500),
        ("000:00:01.000 --> 130:00:00.000", 1000, 468_000_000),
        ("00:00:01:500 --> 00:00:03:500", 1500, 3500),
        ("-00:01.000 --> 00:03.500", 0, 3500),
    ],
)
def test_times(times: str, start_ms: int, end_ms: int) -> None:
    assert heard(one("Late bees.", times)) == [("Late bees.", start_ms, end_ms)]


def test_two_fields_beyond_sixty_are_hours_unless_minutes_lead_up_to_them() -> None:
    assert heard(one("Late.", "120:00.000 --> 120:10.000"))[0][1:] == (432_000_000, 432_600_000)
    long = vtt("59:58.000 --> 60:01.000\nSo.", "61:00.000 --> 61:02.000\nIt ends.")
    assert heard(long)[1][1:] == (3_660_000, 3_662_000)


@pytest.mark.parametrize(
    "header", ["WEBVTT - Bees", "WEBVTT\t", "\ufeffWEBVTT", "\n\tWEBVTT", "webvtt"]
)
def test_headers(header: str) -> None:
    text = vtt("00:01.000 --> 00:02.000\nLate.", header=header)
    assert surest(text) == "WebVTT"
    assert said(text) == [("", "Late.")]


def test_the_language_is_the_header_s() -> None:
    text = vtt("00:01.000 --> 00:02.000\nTarde.", header="WEBVTT\nKind: captions\nLanguage: pt-BR")
    assert episode(text).language == "pt-BR"


def test_comments_styles_and_regions_are_not_said() -> None:
    text = vtt(
        "STYLE\n::cue {\n  color: lime;\n}",
        "REGION\nid:left\nwidth:40%",
        "NOTE\nWritten late\nat night.",
        "00:01.000 --> 00:02.000\nLate",
        "NOTE the next one is a guess",
        "00:02.000 --> 00:03.000\nbees.",
    )
    assert said(text) == [("", "Late bees.")]


def test_identifiers_are_not_said() -> None:
    text = vtt("intro\n00:01.000 --> 00:02.000\nLate", "-->\n00:02.000 --> 00:03.000\nbees.")
    assert said(text) == [("", "Late bees.")]


def test_a_block_without_times_goes_on_with_the_cue_before() -> None:
    text = vtt("00:01.000 --> 00:02.000\nLate", "bees", "00:03.000 --> 00:04.000\nagain.")
    assert heard(text) == [("Late bees", 1000, 2000), ("again.", 3000, 4000)]


def test_a_cue_without_text_is_nothing() -> None:
    text = vtt(
        "00:01.000 --> 00:02.000\nLate", "00:02.000 --> 00:03.000", "00:03.000 --> 00:04.000\nbees."
    )
    assert heard(text) == [("Late", 1000, 2000), ("bees.", 3000, 4000)]


def test_times_that_follow_text_at_once_begin_a_cue() -> None:
    text = vtt("00:01.000 --> 00:02.000\nLate\n00:02.000 --> 00:03.000\nbees.")
    assert heard(text) == [("Late", 1000, 2000), ("bees.", 2000, 3000)]


def test_a_stream_s_parts_one_after_another() -> None:
    part = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
    text = f"{part}00:01.000 --> 00:02.000\nLate\n\n{part}00:02.000 --> 00:03.000\nbees.\n"
    assert said(text) == [("", "Late bees.")]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Bees &amp; wasps &lt;3&nbsp;o&#39;clock", "Bees & wasps <3 o'clock"),
        ("<i>Late</i> <b>bees</b> <c.yellow.bg>hum</c> <lang de>summ</lang>", "Late bees hum summ"),
        ("<strange>Late</strange> bees", "Late bees"),
        ("<laughs> Late < bees", "<laughs> Late < bees"),
        ("Late</b> bees", "Late bees"),
        ("<c Late bees", "<c Late bees"),
        ("{\\an8}Late\\Nbees", "Late bees"),
        (" Late \u200b  \xa0 bees\n  hum ", "Late bees hum"),
        ("[MUSIC]", "[MUSIC]"),
        ("- Late?\n- Bees.", "- Late? - Bees."),
    ],
)
def test_text(text: str, read_as: str) -> None:
    assert said(one(text)) == [("", read_as)]


@pytest.mark.parametrize(
    "text",
    [
        "<v Ines>Late.",
        "<v.loud.first Ines>Late.</v>",
        "<v Ines><i>Late.</i>",
        "<v Ines >Late.</v> ",
    ],
)
def test_a_voice(text: str) -> None:
    assert said(one(text)) == [("Ines", "Late.")]


def test_a_voice_s_entities() -> None:
    assert said(one("<v Ines &amp; Tobias>Late.")) == [("Ines & Tobias", "Late.")]


def test_several_voices_share_their_cue_by_length() -> None:
    text = one("<v Ines>Late?</v>\n<v Tobias>Bees.</v>")
    assert said(text) == [("Ines", "Late?"), ("Tobias", "Bees.")]
    assert heard(text) == [("Late?", 1000, 2000), ("Bees.", 2000, 3000)]


def test_a_voice_is_not_the_next_cue_s() -> None:
    text = vtt("00:01.000 --> 00:02.000\n<v Ines>Late?", "00:02.000 --> 00:03.000\nBees.")
    assert said(text) == [("Ines", "Late?"), ("", "Bees.")]


def test_times_within_a_cue_are_its_words() -> None:
    text = one("The <00:01.500><c>late</c> <00:02.250>bees")
    assert heard(text) == [("The", 1000, 1500), ("late", 1500, 2250), ("bees", 2250, 3000)]


def test_times_outside_the_cue_are_none() -> None:
    assert heard(one("The <00:09.500>late bees")) == [("The late bees", 1000, 3000)]


def test_times_that_run_backwards_within_a_cue_stand_still() -> None:
    text = one("The <00:02.500>late <00:02.000>bees")
    assert [cue[1] for cue in heard(text)] == [1000, 2500, 2500]


def test_rolling_captions_are_said_once_with_their_words() -> None:
    text = vtt(
        "00:00.160 --> 00:02.389 align:start position:0%\n \nthe<00:00.320><c> bees</c>",
        "00:02.389 --> 00:02.399 align:start position:0%\nthe bees\n ",
        "00:02.399 --> 00:04.470 align:start position:0%\nthe bees\nare<00:02.639><c> late</c>",
        "00:04.470 --> 00:04.480 align:start position:0%\nare late\n ",
    )
    assert heard(text) == [
        ("the", 160, 320),
        ("bees", 320, 2389),
        ("are", 2399, 2639),
        ("late", 2639, 4470),
    ]


def test_captions_that_grow_are_said_once() -> None:
    text = vtt(
        "00:01.000 --> 00:02.000\nthe",
        "00:02.000 --> 00:03.000\nthe bees",
        "00:03.000 --> 00:04.000\nthe bees are",
    )
    assert heard(text) == [("the", 1000, 2000), ("bees", 2000, 3000), ("are", 3000, 4000)]


def test_a_line_said_twice_stays_twice() -> None:
    cues = [
        f"00:{n:02}.000 --> 00:{n + 1:02}.000\n{line}"
        for n, line in enumerate(["No.", "No.", "Yes.", "No."])
    ]
    assert said(vtt(*cues)) == [("", "No. No. Yes. No.")]


def test_words_lit_in_turn_are_one_line() -> None:
    text = vtt(
        "00:01.000 --> 00:02.000\n<u>Late</u> bees.",
        "00:02.000 --> 00:03.000\nLate <u>bees.</u>",
        "00:03.000 --> 00:03.500\nLate bees.",
        "00:03.500 --> 00:04.000\n<u>Hum.</u>",
    )
    assert heard(text) == [("Late", 1000, 2000), ("bees.", 2000, 3000), ("Hum.", 3500, 4000)]


def test_names_before_colons_go_on_until_the_next() -> None:
    text = vtt(
        "NOTE\nMade with an editor",
        "00:01.000 --> 00:02.000\nInes: The bees",
        "00:02.000 --> 00:03.000\nare late. Reminder: it's 10:30.",
        "00:03.000 --> 00:04.000\nTobias: As ever.",
    )
    assert said(text) == [
        ("Ines", "The bees are late. Reminder: it's 10:30."),
        ("Tobias", "As ever."),
    ]


def test_a_colon_alone_names_nobody() -> None:
    text = vtt(
        "00:01.000 --> 00:02.000\nSubtitles: a friend",
        "00:02.000 --> 00:03.000\nThe bees are late.",
    )
    assert said(text) == [("", "Subtitles: a friend The bees are late.")]


def test_identifiers_that_name_the_speaker() -> None:
    text = vtt(
        '1 "Ines Maar" (2147)\n00:01.000 --> 00:02.000\nLate.',
        '2 "Tobias" (88)\n00:02.000 --> 00:03.000\nHm.',
    )
    assert said(text) == [("Ines Maar", "Late."), ("Tobias", "Hm.")]


def test_marks_of_a_change_begin_turns() -> None:
    text = vtt(
        "00:01.000 --> 00:02.000\n&gt;&gt; INES: The bees",
        "00:02.000 --> 00:03.000\nare late.",
        "00:03.000 --> 00:04.000\n>> As ever.",
        "00:04.000 --> 00:05.000\n>> INES: Yes.",
    )
    assert said(text) == [("INES", "The bees are late."), ("", "As ever."), ("INES", "Yes.")]


def test_times_that_make_no_sense_lose_no_text() -> None:
    text = vtt(
        "00:05.000 --> 00:04.000\nThe",
        "00:0x.000 --> 00:07.000\nlate",
        "00:06.000 --> 00:07.000\nbees",
        "00:06.000 --> 00:07.000\nhum",
        "00:01.000 --> 00:02.000\nagain.",
    )
    assert said(text) == [("", "The late bees hum"), ("", "again.")]
    assert [cue[1] for cue in heard(text)] == [5000, 5000, 6000, 6000, 1000]


def test_no_time_that_makes_sense_is_said_with_its_line() -> None:
    with pytest.raises(TranscriptError, match=r"line 3 says “00.00.000 --> 00:02.000”"):
        episode(one("Late.", "00.00.000 --> 00:02.000"))


@pytest.mark.parametrize(
    "text", ["WEBVTT", "WEBVTT\n\nNOTE nothing yet", "WEBVTT\n\n00:01.000 --> 00:02.000\n"]
)
def test_a_file_without_captions(text: str) -> None:
    with pytest.raises(TranscriptError, match="is a WebVTT file without any captions"):
        read(Source.from_text(text))
