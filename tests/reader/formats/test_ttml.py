"""TTML: times of every kind, spans, breaks, speakers; and Apple's dialect with timed words."""

import pytest
from markup_reading import chosen_for, cues_in, episode_in, source_of, turns_in
from markup_samples import APPLE_TTML, TTML

from reader.errors import TranscriptError
from reader.formats import read
from reader.formats.ttml_reading.ttml_times import Rates


def body(paragraphs: str, root: str = "", head: str = "") -> str:
    return f"<tt {root}><head>{head}</head><body><div>{paragraphs}</div></body></tt>"


@pytest.mark.parametrize(
    ("time", "at_ms"),
    [
        ("0.220", 220),
        ("1:48.737", 108_737),
        ("1:09:04.480", 4_144_480),
        ("00:00:01,5", 1500),
        ("100:00:00.000", 360_000_000),
        ("00:00:01:12", 1480),
        ("00:00:01;12", 1480),
        ("00:00:01:120", 1120),
        ("12s", 12_000),
        ("1.5h", 5_400_000),
        ("2m", 120_000),
        ("250ms", 250),
        ("50f", 2000),
        ("1000t", 2000),
        ("soon", None),
        ("-1s", None),
        ("", None),
    ],
)
def test_times_of_every_kind(time: str, at_ms: int | None) -> None:
    assert Rates(frames=25, ticks=500).milliseconds(time) == at_ms


def test_rates_come_from_the_root() -> None:
    ticks = body('<p begin="15000000t" end="20000000t">Dig.</p>', 'ttp:tickRate="10000000"')
    frames = body('<p begin="48f" end="72f">Dig.</p>', 'p:frameRate="24"')
    drop = body(
        '<p begin="30f" end="60f">Dig.</p>',
        'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"',
    )
    assert cues_in(ticks) == [("Dig.", 1500, 2000)]
    assert cues_in(frames) == [("Dig.", 2000, 3000)]
    assert cues_in(drop) == [("Dig.", 1001, 2002)]


def test_many_ticks_without_a_rate_are_the_usual_ones() -> None:
    assert cues_in(body('<p begin="15000000t" end="20000000t">Dig.</p>')) == [("Dig.", 1500, 2000)]


def test_a_file_of_captions_with_names_in_the_text() -> None:
    assert chosen_for(TTML) == "TTML"
    assert turns_in(TTML) == [
        (1200, "Priya", "Where do the beans go?"),
        (3500, "Otis", "Along the wall."),
        (6000, "Priya", "Then the leeks have no sun."),
    ]
    assert (episode_in(TTML).title, episode_in(TTML).language) == ("The bean bed", "en-GB")


def test_prefixes_do_not_matter() -> None:
    text = '<x:tt xmlns:x="y"><x:body><x:p begin="1s" end="2s">A<x:br/>b</x:p></x:body></x:tt>'
    assert cues_in(text) == [("A b", 1000, 2000)]


def test_agents_speak_by_their_names_or_else_by_their_ids() -> None:
    head = (
        '<metadata><ttm:agent xml:id="a"><ttm:name type="full">Priya Nair</ttm:name>'
        '<ttm:name type="alias">P.</ttm:name></ttm:agent><ttm:agent xml:id="b"/></metadata>'
    )
    text = body(
        '<p begin="1s" ttm:agent="a">Dig.</p><p begin="2s" ttm:agent="b">No.</p>'
        '<p begin="3s" ttm:agent="a b">Yes!</p>',
        head=head,
    )
    assert [speaker for _, speaker, _ in turns_in(text)] == ["Priya Nair", "b", "Priya Nair & b"]


def test_spans_with_times_are_words_and_blanks_stay_as_they_are() -> None:
    text = body(
        '<p begin="1s" end="4s"><span begin="1s" end="2s">Lan</span>'
        '<span begin="2s" end="3s">terns</span> <span begin="3s" end="4s">drift</span>.</p>'
    )
    assert turns_in(text) == [(1000, "", "Lanterns drift.")]
    assert cues_in(text) == [("Lan", 1000, 2000), ("terns", 2000, 3000), ("drift.", 3000, 4000)]


def test_words_that_nothing_parts_are_parted() -> None:
    words = "".join(f'<span begin="{n}s">{word}</span>' for n, word in enumerate("abcd"))
    assert turns_in(body(f"<p>{words}</p>")) == [(0, "", "a b c d")]


def test_times_within_a_paragraph_count_from_it_where_they_cannot_be_its_own() -> None:
    text = body(
        '<p begin="10s" end="12s"><span begin="0s">Dig </span><span begin="1s">it.</span></p>'
    )
    assert [(word, at) for word, at, _ in cues_in(text)] == [("Dig", 10_000), ("it.", 11_000)]


def test_what_is_not_said_is_left_out() -> None:
    text = body(
        '<p begin="1s"><metadata><ttm:desc>a door</ttm:desc></metadata>Come in'
        '<span ttm:role="x-translation">Entrez</span></p>'
    )
    assert turns_in(text) == [(1000, "", "Come in")]


def test_a_cue_whose_times_are_nonsense_keeps_its_text() -> None:
    text = body(
        '<p begin="1s" end="2s">One</p><p begin="later">two</p><p begin="9s" end="3s">3</p>'
    )
    assert cues_in(text) == [("One", 1000, 2000), ("two", 1000, 1000), ("3", 9000, 9000)]


def test_without_times_it_is_read_but_not_synced() -> None:
    assert turns_in(body("<p>One</p><p>Two</p>")) == [(None, "", "One"), (None, "", "Two")]


def test_times_none_of_which_can_be_read_are_an_error_with_its_line() -> None:
    with pytest.raises(TranscriptError, match="times cannot be read: line 2 says “begin=later”"):
        read(source_of(body('\n<p begin="later">One</p>')))


def test_without_text_it_says_so() -> None:
    with pytest.raises(TranscriptError, match="TTML file without any captions"):
        read(source_of(body('<p begin="1s"/>')))


def test_apple_s_words_are_joined_with_spaces_and_keep_their_times() -> None:
    assert chosen_for(APPLE_TTML) == "Apple Podcasts TTML"
    assert turns_in(APPLE_TTML) == [
        (220, "Priya", "Beans first.\n\nAlways."),
        (4_144_480, "SPEAKER_2", "Leeks!"),
    ]
    assert cues_in(APPLE_TTML) == [
        ("Beans", 220, 500),
        ("first.", 500, 1500),
        ("Always.", 108_737, 109_900),
        ("Leeks!", 4_144_480, 4_145_100),
    ]
    assert episode_in(APPLE_TTML).language == "en"


def test_apple_s_sentences_without_words_are_cues() -> None:
    text = body(
        '<p begin="1.0" end="9.0" ttm:agent="S1"><span begin="1.0" end="2.0" '
        'podcasts:unit="sentence">Dig it.</span><span podcasts:unit="sentence" begin="4.0" '
        'end="5.0">Plant it.</span></p>'
    )
    assert turns_in(text) == [(1000, "S1", "Dig it.\n\nPlant it.")]
    assert cues_in(text) == [("Dig it.", 1000, 2000), ("Plant it.", 4000, 5000)]


def test_apple_s_words_of_one_instant_stay_apart() -> None:
    words = '<span begin="1.0" end="1.0" podcasts:unit="word">so</span>' * 3
    assert turns_in(body(f"<p>{words}</p>")) == [(1000, "", "so so so")]
