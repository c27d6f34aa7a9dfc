"""LRC with times for lines and for words."""

from caption_reading import episode, heard, surest

LRC = (
    "[ti:Late bees]\n[la:en]\n[00:01.00]The bees\n"
    "[00:02.50]<00:02.50>are <00:03.10>late.\n[00:04]\n"
)


def test_lines_and_words() -> None:
    assert surest(LRC) == "LRC"
    assert heard(LRC) == [("The bees", 1000, 2500), ("are", 2500, 3100), ("late.", 3100, 4000)]


def test_tags() -> None:
    draft = episode(LRC)
    assert (draft.title, draft.language) == ("Late bees", "en")


def test_the_offset_moves_everything() -> None:
    assert heard("[offset:+500]\n" + LRC)[1] == ("are", 2000, 2600)


def test_a_line_sung_twice() -> None:
    text = "[00:01.00][00:03.00]The bees\n[00:02.00]hum\n"
    assert [(said, at) for said, at, _ in heard(text)] == [
        ("The bees", 1000),
        ("hum", 2000),
        ("The bees", 3000),
    ]


def test_a_transcript_with_times_in_brackets_is_another_s() -> None:
    assert surest("[00:00:13] Late.\n[00:00:14] Bees.\n[00:00:19] Hum.\n") != "LRC"
