"""Pages in the shapes that podcast sites, note takers and transcribers give them."""

from datetime import date
from itertools import pairwise

import pytest

from reader.formats import Source, read
from reader.model import EpisodeDraft


def single(page: str) -> EpisodeDraft:
    (episode,) = read(Source.from_text(page))
    return episode


def spoken(episode: EpisodeDraft) -> list[tuple[int | None, str, str]]:
    return [
        (
            None if turn.start_ms is None else turn.start_ms // 1000,
            turn.speaker,
            "|".join(turn.paragraphs),
        )
        for turn in episode.turns
    ]


PROSE = (
    "This week we talk with Ines Calloway, who has kept bees on the roofs of three cities and "
    "wrote down what each of them did with the rain. It is a long conversation, and a calm one."
)


def test_time_name_colon_with_player_above_and_comments_below() -> None:
    page = f"""0:00
/
0:00
Transcript

Bees on the roof, and what they do with rain

A conversation about three cities and their hives

{PROSE}

Share

Chapters

  • 0:00:00 Intro: bees, rain & roofs

  • 00:08:26 What a hive weighs

  • 1:02:29 Goodbye

Transcript

Transcript made by machine and read over by a person.

00:00:06 Tobias Renn: Welcome to the roof.

00:01:18 Ines Calloway: Thank you. So the thing is: it's 10:30 and they're still asleep.

Reminder: they sleep late.

00:01:18 Tobias Renn: Uh-

00:01:18 Ines Calloway: -which surprised me.

00:02:01 Tobias Renn: ... and the rain?

01:03:10 Ines Calloway: It goes round them.

Discussion about this video

User's avatar

Ready for more?
"""
    episode = single(page)
    assert episode.title == "Bees on the roof, and what they do with rain"
    assert episode.subtitle == "A conversation about three cities and their hives"
    assert episode.notes == f"{PROSE}\n\nTranscript made by machine and read over by a person."
    assert [(c.start_ms // 1000, c.title) for c in episode.chapters] == [
        (0, "Intro: bees, rain & roofs"),
        (506, "What a hive weighs"),
        (3749, "Goodbye"),
    ]
    assert spoken(episode) == [
        (6, "Tobias Renn", "Welcome to the roof."),
        (
            78,
            "Ines Calloway",
            (
                "Thank you. So the thing is: it's 10:30 and they're still asleep."
                "|Reminder: they sleep late."
            ),
        ),
        (78, "Tobias Renn", "Uh-"),
        (78, "Ines Calloway", "-which surprised me."),
        (121, "Tobias Renn", "... and the rain?"),
        (3790, "Ines Calloway", "It goes round them."),
    ]


def test_name_and_time_in_brackets_without_a_colon() -> None:
    page = f"""Rain on Hives – Transcript

{PROSE}

Table of Contents
0:00 – Introduction
9:49 – Weighing hives

Introduction

Tobias Renn (00:00:00) The following is a conversation about rain.

Ines Calloway (00:01:37) Bees know it before we do.
(00:02:10) And they say so.

Weighing hives

Tobias Renn (00:09:49) How heavy is one?

Ines Calloway (00:09:55) Heavier than you.
"""
    episode = single(page)
    assert [chapter.title for chapter in episode.chapters] == ["Introduction", "Weighing hives"]
    assert spoken(episode) == [
        (0, "Tobias Renn", "The following is a conversation about rain."),
        (97, "Ines Calloway", "Bees know it before we do."),
        (130, "Ines Calloway", "And they say so."),
        (589, "Tobias Renn", "How heavy is one?"),
        (595, "Ines Calloway", "Heavier than you."),
    ]


def test_names_without_any_times() -> None:
    page = f"""# The Beekeeper's Year

{PROSE}

**Tobias Renn:** Hello everyone, and welcome.

**Ines Calloway:** Thank you for having me.

And for the honey.

**Tobias Renn:** My pleasure. One question: why roofs?

**Ines Calloway:** Because nobody else is there.
"""
    episode = single(page)
    assert episode.title == "The Beekeeper's Year"
    assert spoken(episode) == [
        (None, "Tobias Renn", "Hello everyone, and welcome."),
        (None, "Ines Calloway", "Thank you for having me.|And for the honey."),
        (None, "Tobias Renn", "My pleasure. One question: why roofs?"),
        (None, "Ines Calloway", "Because nobody else is there."),
    ]


def test_speaker_labels_with_the_text_on_the_next_line() -> None:
    page = """Speaker 1 (00:05):
Good morning. Is it on?

Speaker 2 (00:08):
It is.

Speaker 1 (100:08):
Then let us stop.
"""
    assert spoken(single(page)) == [
        (5, "Speaker 1", "Good morning. Is it on?"),
        (8, "Speaker 2", "It is."),
        (6008, "Speaker 1", "Then let us stop."),
    ]


def test_name_two_spaces_time_then_text_and_a_maker_line() -> None:
    page = """Rooftop interview

Ines Calloway  0:02
So we started with two hives.

SPEAKER_01  0:11
Two?

Ines Calloway  55:21
Two. And now forty.

Transcribed by https://example.com
"""
    assert spoken(single(page)) == [
        (2, "Ines Calloway", "So we started with two hives."),
        (11, "SPEAKER_01", "Two?"),
        (3321, "Ines Calloway", "Two. And now forty."),
    ]


def test_all_capitals_with_a_role() -> None:
    page = f"""Bees Take To The Roofs

{PROSE}

TOBIAS RENN, HOST: Bees are moving upstairs.

(SOUNDBITE OF BUZZING)

RENN: Ines Calloway keeps forty hives.

INES CALLOWAY: They like the view.

RENN: Do they?

CALLOWAY: I asked them: they do.
"""
    assert spoken(single(page)) == [
        (None, "TOBIAS RENN, HOST", "Bees are moving upstairs.|(SOUNDBITE OF BUZZING)"),
        (None, "RENN", "Ines Calloway keeps forty hives."),
        (None, "INES CALLOWAY", "They like the view."),
        (None, "RENN", "Do they?"),
        (None, "CALLOWAY", "I asked them: they do."),
    ]


def test_time_in_brackets_before_the_name_with_fractions() -> None:
    page = """[00:00:01.230] - Ines Calloway
They begin at dawn.

[00:00:04.500] - Tobias Renn
Every day?

[00:00:06.010] - Ines Calloway
Every day.
"""
    episode = single(page)
    assert episode.resolution_ms == 1
    assert [turn.start_ms for turn in episode.turns] == [1230, 4500, 6010]
    assert {turn.speaker for turn in episode.turns} == {"Ines Calloway", "Tobias Renn"}


def test_times_on_some_turns_only_in_escaped_brackets() -> None:
    page = r"""**Jo Ambler:** Hello \[laughs\] again.

**Mika de la Cruz:** \[04:19\] Yes.

\[05:00\] And more.

**Break**: \[18:45\]

**Jo Ambler:** Right.

**Mika de la Cruz:** \[100:08\] Quite.
"""
    assert spoken(single(page))[:3] == [
        (None, "Jo Ambler", "Hello [laughs] again."),
        (259, "Mika de la Cruz", "Yes."),
        (300, "Mika de la Cruz", "And more."),
    ]
    assert spoken(single(page))[-2:] == [
        (None, "Jo Ambler", "Right."),
        (6008, "Mika de la Cruz", "Quite."),
    ]


def test_name_time_and_text_on_three_lines() -> None:
    page = "\n".join(
        f"{name}\n0:{second:02}\n{text}"
        for name, second, text in [
            ("Ines Calloway", 3, "Shall we begin?"),
            ("Tobias Renn", 5, "We have begun."),
            ("Ines Calloway", 9, "Good."),
            ("Tobias Renn", 12, "Good."),
        ]
    )
    assert spoken(single(page)) == [
        (3, "Ines Calloway", "Shall we begin?"),
        (5, "Tobias Renn", "We have begun."),
        (9, "Ines Calloway", "Good."),
        (12, "Tobias Renn", "Good."),
    ]


def test_time_alone_above_name_and_text() -> None:
    page = """Roofs
00:00:03
Ines: Shall we begin?
00:00:05
Tobias: We have begun.
00:00:09
Ines: Good.
"""
    assert spoken(single(page)) == [
        (3, "Ines", "Shall we begin?"),
        (5, "Tobias", "We have begun."),
        (9, "Ines", "Good."),
    ]


def test_times_without_names() -> None:
    page = """0:00 Hello and welcome to the roof,
0:04 where the bees live.
0:07 My guest has forty hives
0:11 and a ladder.
"""
    assert spoken(single(page)) == [
        (0, "", "Hello and welcome to the roof,"),
        (4, "", "where the bees live."),
        (7, "", "My guest has forty hives"),
        (11, "", "and a ladder."),
    ]


def test_description_with_chapters_and_no_transcript() -> None:
    page = f"""Bees on the roof | Ines Calloway

{PROSE}

0:00 Intro
2:15 - Why roofs
(14:40) The rain
Honey 31:05
1:02:03 Goodbye

Follow Ines: https://example.com
"""
    episode = single(page)
    assert episode.turns == ()
    assert [(c.start_ms // 1000, c.title) for c in episode.chapters] == [
        (0, "Intro"),
        (135, "Why roofs"),
        (880, "The rain"),
        (1865, "Honey"),
        (3723, "Goodbye"),
    ]
    assert "Follow Ines: https://example.com" in episode.notes


def test_german_page() -> None:
    page = f"""Startseite
Folge 12: Bienen auf dem Dach

27. Januar 2026 | 1 Std. 12 Min.

{PROSE}

Kapitel
00:00 Begrüßung
08:26 Was ein Volk wiegt

Transkript

Tobias Renn [00:01:16]
Schön, dass du da bist.

Inés Müller-Lüdenscheidt [00:01:20]
Danke für die Einladung.

Tobias Renn [00:08:26]
Wie schwer ist so ein Volk?

Kommentare
Noch keine Kommentare
"""
    episode = single(page)
    assert episode.title == "Folge 12: Bienen auf dem Dach"
    assert episode.date == date(2026, 1, 27)
    assert episode.duration_ms == 72 * 60_000
    assert [chapter.title for chapter in episode.chapters] == ["Begrüßung", "Was ein Volk wiegt"]
    assert spoken(episode)[-1] == (506, "Tobias Renn", "Wie schwer ist so ein Volk?")


def test_french_page_with_spaces_before_colons() -> None:
    page = f"""Des abeilles sur les toits

1er février 2026 · 45 minutes

{PROSE}

Transcription de l’épisode

Inès Cadoret : Bonjour à tous.

Théo d’Arcy : Bonjour Inès.

Inès Cadoret : On commence ?
"""
    episode = single(page)
    assert episode.date == date(2026, 2, 1)
    assert episode.duration_ms == 45 * 60_000
    assert [turn.speaker for turn in episode.turns] == [
        "Inès Cadoret",
        "Théo d’Arcy",
        "Inès Cadoret",
    ]


def test_japanese_page_with_full_width_colons() -> None:
    page = """屋上のミツバチ

2026年1月27日

都会の屋上で蜂を飼うことについて、長い時間をかけて話を聞きました。雨の日に蜂が何をしているのか、誰も知らないと思います。

文字起こし

佐藤：今日はよろしくお願いします。

李明：よろしくお願いします。10:30に始めましょう。

佐藤：はい。
"""
    episode = single(page)
    assert episode.title == "屋上のミツバチ"
    assert episode.date == date(2026, 1, 27)
    assert spoken(episode)[1] == (None, "李明", "よろしくお願いします。10:30に始めましょう。")


def test_right_to_left_names() -> None:
    page = """نحل على السطح

00:00:03 سامي: أهلا بكم.

00:00:06 ليلى: شكرا.

00:00:09 سامي: لنبدأ.
"""
    assert [turn.speaker for turn in single(page).turns] == ["سامي", "ليلى", "سامي"]


def test_hard_wrapped_paragraphs_are_made_whole() -> None:
    page = """The long way up

00:00:03 Ines: We carried the first hive up eleven flights of
stairs because the lift was being mended, and I still think that
it was the best thing that could have happened to any of us.

00:00:40 Tobias: Eleven flights with forty thousand bees in a box
that was closed with nothing better than a piece of string and
some hope.

00:01:02 Ines: Hope holds.
"""
    turns = single(page).turns
    assert [len(turn.paragraphs) for turn in turns] == [1, 1, 1]
    assert turns[1].paragraphs[0].endswith("a piece of string and some hope.")


def test_a_time_that_runs_backwards_is_dropped_and_its_text_kept() -> None:
    lines = [(10, "a"), (20, "b"), (3, "c"), (30, "d"), (4000, "e"), (40, "f")]
    page = "\n\n".join(
        f"{s // 60:02}:{s % 60:02} {name}: {text} said something."
        for (s, text), name in zip(lines, ["Ines", "Tobias"] * 3, strict=True)
    )
    turns = single(page).turns
    assert [turn.start_ms for turn in turns] == [10000, 20000, None, 30000, None, 40000]
    assert turns[2].paragraphs == ("c said something.",)


def test_a_broken_chapter_list_keeps_what_is_sane() -> None:
    page = f"""Roofs again, with numbers

27/1/2026 | 20min

{PROSE}

Chapters
* 00:10:00 Later
* 00:00:00 Start
* 00:05:00
* garbage
* 00:02:00 Second
* 00:02:00 Second
* 99:00:00 Far past the end
* 00:10:00 Taken

Transcript
00:00:01 Ines: Hello.
00:00:04 Tobias: Hello.
00:12:04 Ines: Goodbye.
"""
    episode = single(page)
    assert [(c.start_ms // 60000, c.title) for c in episode.chapters] == [
        (0, "Start"),
        (2, "Second"),
        (10, "Later"),
    ]
    assert [turn.speaker for turn in episode.turns] == ["Ines", "Tobias", "Ines"]
    assert all(a.start_ms < b.start_ms for a, b in pairwise(episode.chapters))


def test_chapter_titles_repeated_in_the_transcript_are_no_speech() -> None:
    page = f"""Roofs, in parts

{PROSE}

Chapters
00:00 Going up
01:00 Coming down

Transcript

Going up

00:01 Ines: Mind the step.

01:00 Coming down

01:02 Tobias: Mind it again.

01:05 Ines: I do.
"""
    episode = single(page)
    assert [chapter.title for chapter in episode.chapters] == ["Going up", "Coming down"]
    assert spoken(episode) == [
        (1, "Ines", "Mind the step."),
        (62, "Tobias", "Mind it again."),
        (65, "Ines", "I do."),
    ]


def test_bulleted_turns_are_no_chapters() -> None:
    page = "The list\n\n" + "\n".join(
        f"* {m:02}:00 {name}: We speak of bees." for m, name in enumerate(["Ines", "Tobias"] * 4)
    )
    episode = single(page)
    assert len(episode.turns) == 8
    assert episode.chapters == ()


@pytest.mark.parametrize(
    "speaker",
    [
        "Dr. Ana de la Cruz",
        "J. R. Hartley",
        "SPEAKER_00",
        "Speaker 1",
        "李明",
        "Mary O’Neil-Smith",
        "van der Berg",
    ],
)
def test_names_of_many_kinds(speaker: str) -> None:
    page = "\n\n".join(
        f"00:00:{second:02} {name}: Said."
        for second, name in enumerate([speaker, "Tobias Renn", speaker, "Tobias Renn"])
    )
    assert [turn.speaker for turn in single(page).turns][::2] == [speaker, speaker]


def test_several_episodes_of_one_show_and_the_sites_own_end() -> None:
    page = f"""PodcastsScienceRoof Talk

Roof Talk

135 episodes

  • Roof Talk

    Notes on a winter

    30/1/2026 | 10min
    {PROSE}
    * Apr 05, 2023: Behind the hive
    {PROSE}

  • Roof Talk

    Bees in the rain

    1/30/2025 | 1h 12min
    {PROSE}
    Chapters
    * 0:00:00 Start
    * 00:30:00 Middle
    Transcript
    00:00:06 Ines Calloway: Hello.
    00:00:07 Tobias Renn: Hello.
    01:10:00 Ines Calloway: Thanks.


    This is a public episode. Visit example.com to hear more of them.
  • Roof Talk

    Many hives

    11/1/2026 | 7min
    {PROSE}

More podcasts about science

About Roof Talk

Conversations on roofs with people who have something to say about them and about weather too.
Site v8.5 | © 2026
Generated: 2/9/2026 - 6:29:53 AM
"""
    winter, rain, hives = read(Source.from_text(page))
    assert [episode.title for episode in (winter, rain, hives)] == [
        "Notes on a winter",
        "Bees in the rain",
        "Many hives",
    ]
    assert {winter.show, rain.show, hives.show} == {"Roof Talk"}
    assert [episode.date for episode in (winter, rain, hives)] == [
        date(2026, 1, 30),
        date(2025, 1, 30),
        date(2026, 1, 11),
    ]
    assert winter.notes == f"{PROSE}\n\n• Apr 05, 2023: Behind the hive\n\n{PROSE}"
    assert len(rain.chapters) == 2
    assert spoken(rain)[-1] == (4200, "Ines Calloway", "Thanks.")
    assert hives.notes == PROSE
    assert not winter.turns
    assert not hives.turns


def test_what_html_says_of_itself_and_what_it_hides() -> None:
    page = f"""<!doctype html><html><head><title>Bees in the rain | Roof Talk</title>
<meta property="og:site_name" content="Roof Talk">
<script type="application/ld+json">{{"@type": "PodcastEpisode", "name": "Bees in the rain",
 "datePublished": "2026-01-27T08:00:00Z", "duration": "PT1H12M",
 "partOfSeries": {{"name": "Roof Talk Weekly"}}}}</script></head><body>
<header><h1>Roof Talk</h1><a href="/">Home</a></header><nav>All episodes</nav>
<main><h1>Bees in the rain</h1><p>{PROSE}</p><div hidden>Secret words.</div>
<div class="transcript"><h2>Transcript</h2>
<div><span class="speaker">Ines</span><button>0:03</button></div>
<div>Fish &amp; chips<br>on the roof.</div>
<div><span class="speaker">Tobias</span><button>0:09</button></div><div>Quite.</div>
<div><span class="speaker">Ines</span><button>0:12</button></div><div>Good.</div>
</div></main><footer>© Roof Talk</footer></body></html>"""
    episode = single(page)
    assert (episode.title, episode.show) == ("Bees in the rain", "Roof Talk Weekly")
    assert (episode.date, episode.duration_ms) == (date(2026, 1, 27), 72 * 60_000)
    assert episode.notes == PROSE
    assert spoken(episode) == [
        (3, "Ines", "Fish & chips|on the roof."),
        (9, "Tobias", "Quite."),
        (12, "Ines", "Good."),
    ]


def test_front_matter_of_markdown() -> None:
    page = f"""---
title: "Bees in the rain"
show: Roof Talk
date: 2026-01-27
duration: 1:12:00
---

{PROSE}

**Ines:** Hello.

**Tobias:** Hello.
"""
    episode = single(page)
    assert (episode.title, episode.show) == ("Bees in the rain", "Roof Talk")
    assert (episode.date, episode.duration_ms) == (date(2026, 1, 27), 72 * 60_000)


def test_a_short_title_is_not_passed_over_for_the_sentence_below_it() -> None:
    page = """Quiet water

    A talk about rivers, and about patience.

    12 March 2026 | 1h 2min

    Notes about it here, and some more of them to be sure.

    Transcript

    00:00:05 Ilse Marten: Hello there everybody.

    00:10:00 Bo: Yes.
    """
    (episode,) = read(Source.from_text(page, "page"))
    assert (episode.title, episode.subtitle) == (
        "Quiet water",
        "A talk about rivers, and about patience.",
    )


def test_a_name_of_many_parts_is_a_name() -> None:
    name = "Professor Dr. Maximiliana von und zu Hohenfels-Waldenburg-Schilling"
    page = f"A page\n\nTranscript\n\n00:00:05 {name}: Hello there.\n\n00:00:09 Bo: Yes.\n"
    (episode,) = read(Source.from_text(page, "page"))
    assert [turn.speaker for turn in episode.turns] == [name, "Bo"]


def test_labels_that_no_rule_about_names_knows_are_speakers_among_labelled_lines() -> None:
    page = """The ferry play

Transcript

00:00:01 Voice (O.S.): Once there was a ferry.

00:00:04 Anna-Lou "Al" Berg: I steered it.

00:00:09 (bell)

00:00:12 Voice (O.S.): And it left.

00:00:15 @deckhand_2: On time.

00:00:19 And then it was gone: quite gone, I think.
"""
    assert spoken(single(page)) == [
        (1, "Voice (O.S.)", "Once there was a ferry."),
        (4, 'Anna-Lou "Al" Berg', "I steered it."),
        (9, "", "(bell)"),
        (12, "Voice (O.S.)", "And it left."),
        (15, "@deckhand_2", "On time."),
        (19, "", "And then it was gone: quite gone, I think."),
    ]


@pytest.mark.parametrize("heading", ["Transcript\n\n", ""])
def test_a_sound_before_the_first_speaker_is_a_turn_of_nobody(heading: str) -> None:
    page = f"""The ferry play, again

{heading}00:00:00 [Music]

00:00:06 Ines: Good evening.

00:00:09 Tobias: Good evening to you.

00:00:20 [Applause]

00:00:23 Ines: Shall we?
"""
    episode = single(page)
    assert episode.notes == ""
    assert spoken(episode)[:2] == [(0, "", "[Music]"), (6, "Ines", "Good evening.")]
    assert spoken(episode)[3] == (20, "", "[Applause]")


def test_two_labelled_lines_are_turns() -> None:
    page = "The ferry\n\nTranscript\n\n00:00:01 A Sailor: Hi.\n00:05:00 B Sailor: Ho.\n"
    episode = single(page)
    assert spoken(episode) == [(1, "A Sailor", "Hi."), (300, "B Sailor", "Ho.")]
    assert (episode.notes, episode.chapters) == ("", ())


def test_a_time_in_a_comment_below_is_no_turn() -> None:
    page = """The ferry, with a reader below

Transcript

00:00:01 Ines: Hello.

00:05:10 Tobias: Hello to you.

00:40:00 Ines: Goodbye.

Comments

00:05:10 was the best part!
"""
    assert [start for start, _, _ in spoken(single(page))] == [1, 310, 2400]


RUNNING_ON = """0:00 so here we are at the ferry

0:04 and the bell is ringing

0:04 can you hear it

0:09 it's 10:30 already: late

58:10 thanks for coming along
"""


@pytest.mark.parametrize("above", ["The ferry\n\nTranscript\n\n", "The ferry\n\n", ""])
def test_lines_of_speech_without_speakers_are_no_chapters(above: str) -> None:
    episode = single(above + RUNNING_ON)
    assert episode.chapters == ()
    assert spoken(episode) == [
        (0, "", "so here we are at the ferry"),
        (4, "", "and the bell is ringing"),
        (4, "", "can you hear it"),
        (9, "", "it's 10:30 already: late"),
        (3490, "", "thanks for coming along"),
    ]


def test_what_a_heading_calls_a_transcript_is_no_list_of_chapters() -> None:
    page = """The ferry, slowly

Transcript

Made by machine.

0:00 The ferry leaves
5:00 The other side
9:00 The way back
"""
    episode = single(page)
    assert episode.chapters == ()
    assert [text for _, _, text in spoken(episode)] == [
        "The ferry leaves",
        "The other side",
        "The way back",
    ]


def test_a_chapter_list_under_a_button_for_the_transcript_is_a_list() -> None:
    page = """Transcript

0:00 Leaving
5:00 The other side

00:00:01 Ines: Hello.

00:00:07 Tobias: Hello.

00:05:01 Ines: Here we are.
"""
    episode = single(page)
    assert [chapter.title for chapter in episode.chapters] == ["Leaving", "The other side"]
    assert len(episode.turns) == 3


def test_lines_of_a_chapter_list_that_are_no_chapters_are_kept_as_notes() -> None:
    page = """The ferry, in parts

Chapters

0:00 Leaving

The bell rings twice.

5:00 The other side

99:00:00 Far past the end

Transcript

00:00:01 Ines: Hello.

00:05:07 Tobias: Hello.

00:05:09 Ines: Here we are.
"""
    episode = single(page)
    assert [chapter.title for chapter in episode.chapters] == ["Leaving", "The other side"]
    assert episode.notes == "The bell rings twice.\n\n99:00:00 Far past the end"


ROWS = [("00:00", "Ines", "The bell."), ("00:07", "Olaf", "I hear."), ("00:15", "Ines", "Good.")]
ROWS_IN_LINES = {
    "time first": "\n\n".join("\n".join(row) for row in ROWS),
    "name first": "\n\n".join(f"{name}\n{time}\n{said}" for time, name, said in ROWS),
    "a table": "<html><body><h1>Rows of a ferry</h1><table>"
    + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    + "</table></body></html>",
}


@pytest.mark.parametrize("shape", ROWS_IN_LINES)
def test_who_speaks_once_is_known_by_the_place_of_the_name(shape: str) -> None:
    page = ROWS_IN_LINES[shape]
    above = "" if page.startswith("<") else "Rows of a ferry\n\nTranscript\n\n"
    assert spoken(single(above + page)) == [
        (0, "Ines", "The bell."),
        (7, "Olaf", "I hear."),
        (15, "Ines", "Good."),
    ]


def test_single_words_below_times_are_speech() -> None:
    page = "The ferry\n\nTranscript\n\n0:00\nReady\n0:02\nYes\n0:04\nGo\n0:06\nGone\n"
    assert [(speaker, text) for _, speaker, text in spoken(single(page))] == [
        ("", "Ready"),
        ("", "Yes"),
        ("", "Go"),
        ("", "Gone"),
    ]


SPOKEN = """
We took the early boat, and were late.

Transcript

00:00:01 Ines Calloway: Welcome to the boat.

00:00:05 Tobias Renn: Thank you.

00:00:08 Ines Calloway: Mind the rope.
"""


@pytest.mark.parametrize(
    ("above", "title", "subtitle", "show"),
    [
        (
            "The slow ferry\n\nQuay Stories\n21/3/2024 | 41 min",
            "The slow ferry",
            "",
            "Quay Stories",
        ),
        ("The slow ferry\n\nQuay Stories\n\n21/3/2024", "The slow ferry", "", "Quay Stories"),
        (
            "The slow ferry\n\nWhy it is late.\n\nQuay Stories\n\n21/3/2024 | 41 min",
            "The slow ferry",
            "Why it is late.",
            "Quay Stories",
        ),
        (
            "Quay Stories\n\nThe slow ferry\n\n21/3/2024 | 41 min",
            "The slow ferry",
            "",
            "Quay Stories",
        ),
        (
            "The slow ferry\n\nQuay Stories · 21 Mar 2024 · 41 min",
            "The slow ferry",
            "",
            "Quay Stories",
        ),
        (
            "# The slow ferry\n\n*Quay Stories* · 21/3/2024 · 41min",
            "The slow ferry",
            "",
            "Quay Stories",
        ),
        (
            "Skip to content\nMenu\nHome  Episodes  About\n\nThe slow ferry\n\n21/3/2024 | 41 min",
            "The slow ferry",
            "",
            "",
        ),
        (
            "Home / Episodes / 42\n\nThe slow ferry\n\nQuay Stories | March 21, 2024 | 41 min",
            "The slow ferry",
            "",
            "Quay Stories",
        ),
        (
            (
                "Startseite  Podcasts  Über uns\n\nFolge 4: Die Fähre\nKaigespräche\n"
                "21.3.2024 | 41 Min."
            ),
            "Folge 4: Die Fähre",
            "",
            "Kaigespräche",
        ),
        (
            "The slow ferry\n\nWhy boats are late\n\nInes Calloway\n\nMar 21, 2024",
            "The slow ferry",
            "Why boats are late",
            "",
        ),
        ("The slow ferry\n\nInes Calloway\n\n21/3/2024 | 41 min", "The slow ferry", "", ""),
    ],
)
def test_title_subtitle_and_show_of_a_page_of_text(
    above: str, title: str, subtitle: str, show: str
) -> None:
    episode = single(f"{above}\n{SPOKEN}")
    assert (episode.title, episode.subtitle, episode.show) == (title, subtitle, show)
    assert episode.date == date(2024, 3, 21)
    assert "We took the early boat, and were late." in episode.notes
    assert "Episodes" not in episode.notes


def test_the_line_that_the_page_says_again_is_the_show() -> None:
    above = "The Quay Story\n\nA ferry that is slow and late\n\n21/3/2024 | 41 min"
    episode = single(f"{above}\n{SPOKEN}\n00:00:12 Tobias Renn: So this was The Quay Story.\n")
    assert (episode.title, episode.show) == ("A ferry that is slow and late", "The Quay Story")


def test_the_author_of_an_article_is_not_its_show() -> None:
    page = f"Slow ferries and why\n\nTheir own time\n\nInes Calloway\n\nMar 21, 2024\n\n{PROSE}"
    assert single(page).show == ""


@pytest.mark.parametrize(
    ("line", "show"),
    [
        (
            "Quay Stories from the North Sea · 21 Mar 2024 · 41 min",
            "Quay Stories from the North Sea",
        ),
        ("Emission du 21 mars 2024", ""),
        ("S2 E4 · 21 Mar 2024 · 41 min", ""),
        ("By Ines Calloway · 21 Mar 2024 · 41 min", ""),
        ("Bytes Ashore · 21 Mar 2024", "Bytes Ashore"),
    ],
)
def test_a_show_beside_the_date(line: str, show: str) -> None:
    episode = single(f"The slow ferry\n\n{line}\n{SPOKEN}")
    assert (episode.title, episode.show, episode.date) == (
        "The slow ferry",
        show,
        date(2024, 3, 21),
    )


def test_several_episodes_with_the_show_between_title_and_date() -> None:
    page = "\n\n".join(
        f"{title}\n\nQuay Stories\n\n{day}/3/2024 | 41 min\n{SPOKEN}"
        for title, day in [("The slow ferry", 21), ("A rope", 14), ("The far shore", 7)]
    )
    episodes = read(Source.from_text(page))
    assert [episode.title for episode in episodes] == ["The slow ferry", "A rope", "The far shore"]
    assert {(episode.show, episode.subtitle) for episode in episodes} == {("Quay Stories", "")}
    assert [len(episode.turns) for episode in episodes] == [3, 3, 3]


def test_soft_hyphens_are_dropped() -> None:
    page = f"The slow ferry\n\n21/3/2024 | 41 min\n\nFer\u00adries and wind\u00admills.\n{SPOKEN}"
    assert single(page).notes.startswith("Ferries and windmills.")
    markup = (
        f"<html><body><h1>The slow fer&shy;ry</h1><p>Wind&shy;mills. {PROSE * 2}</p></body></html>"
    )
    episode = single(markup)
    assert episode.title == "The slow ferry"
    assert episode.notes.startswith("Windmills.")


def test_chapters_in_the_cells_of_a_table() -> None:
    rows = [("0:00", "Leaving"), ("2:30", "Rope &amp; knots"), ("9:00", "The far shore")]
    cells = "".join(f"<tr><td>{time}</td><td>{title}</td></tr>" for time, title in rows)
    page = (
        "<html><body><h1>The slow ferry</h1><h3>Chapters</h3>"
        f"<table><tr><th>Time</th><th>Title</th></tr>{cells}</table><h3>Transcript</h3>"
        "<p>00:00:01 Ines: Hello.</p><p>00:02:31 Tobias: Hello.</p><p>00:09:01 Ines: Bye.</p>"
        "</body></html>"
    )
    episode = single(page)
    assert [(c.start_ms // 1000, c.title) for c in episode.chapters] == [
        (0, "Leaving"),
        (150, "Rope & knots"),
        (540, "The far shore"),
    ]
    assert episode.notes == ""
    assert len(episode.turns) == 3


def test_times_and_titles_of_chapters_on_lines_of_their_own() -> None:
    page = f"""The slow ferry

Chapters

0:00

Leaving

2:30

Rope and knots
{SPOKEN.replace("We took the early boat, and were late.", "")}"""
    episode = single(page)
    assert [c.title for c in episode.chapters] == ["Leaving", "Rope and knots"]
    assert episode.notes == ""


def test_chapters_with_a_sign_for_a_bullet() -> None:
    page = """The slow ferry

Chapters

🕐 00:00 Leaving ⛴️
🕑 00:30 Rope
➡️ 01:30 Shore

Transcript

00:00:01 Ines: Hello.

00:00:31 Tobias: Hello.

00:01:31 Ines: Bye.
"""
    episode = single(page)
    assert [c.title for c in episode.chapters] == ["Leaving ⛴️", "Rope", "Shore"]
    assert episode.notes == ""


def test_a_pages_own_words_are_no_notes() -> None:
    page = f"The slow ferry\n\nMar 21, 2024\n\n∙ Paid\n\nShow notes\n{SPOKEN}"
    assert single(page).notes == "We took the early boat, and were late."


def test_a_first_word_that_is_also_a_chapters_title_is_said() -> None:
    page = """The slow ferry

Chapters
0:00 Hello
2:30 Rope

Transcript

Ines (0:00):

Hello.

Tobias (0:09):

Hello.

Ines (2:30):

Rope.
"""
    assert [text for _, _, text in spoken(single(page))] == ["Hello.", "Hello.", "Rope."]
