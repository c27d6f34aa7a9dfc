"""Captions of a few words become turns and paragraphs; every time of their own stays."""

from hypothesis import given
from hypothesis import strategies as st

from reader.formats.speech.captions import Caption, grouped
from reader.model import PARAGRAPH_BREAK, Cue, TurnDraft


def text_of(turn: TurnDraft) -> str:
    return PARAGRAPH_BREAK.join(turn.paragraphs)


def spoken(*pieces: tuple[str, int, int], speaker: str = "") -> list[Caption]:
    return [Caption(text, start, end, speaker) for text, start, end in pieces]


def test_captions_of_one_speaker_are_one_turn_with_a_cue_each():
    (turn,) = grouped(spoken(("So this", 0, 900), ("is it.", 900, 1500), speaker="Ada"))
    assert turn == TurnDraft(
        "Ada", ("So this is it.",), 0, 1500, (Cue(0, 7, 0, 900), Cue(8, 14, 900, 1500))
    )


def test_another_speaker_is_another_turn():
    captions = [Caption("Yes?", 0, 500, "Ada"), Caption("No.", 500, 900, "Bo")]
    assert [turn.speaker for turn in grouped(captions)] == ["Ada", "Bo"]


def test_a_pause_after_a_sentence_begins_a_paragraph():
    (turn,) = grouped(spoken(("It ended.", 0, 1000), ("Then more", 2300, 3000)))
    assert turn.paragraphs == ("It ended.", "Then more")


def test_a_short_pause_within_a_sentence_does_not():
    (turn,) = grouped(spoken(("It ended", 0, 1000), ("there", 2300, 3000)))
    assert turn.paragraphs == ("It ended there",)


def test_where_nobody_is_named_a_long_silence_begins_a_turn():
    assert len(grouped(spoken(("One.", 0, 1000), ("Two.", 9100, 9500)))) == 2
    assert len(grouped(spoken(("One.", 0, 1000), ("Two.", 9100, 9500), speaker="Ada"))) == 1


def test_a_monologue_is_cut_where_a_paragraph_ends():
    captions = [
        Caption("A sentence that says a little.", i * 1000, i * 1000 + 990, "Ada")
        for i in range(300)
    ]
    turns = grouped(captions)
    assert len(turns) > 2
    assert all(turn.paragraphs[-1].endswith(".") for turn in turns)
    assert max(len(text_of(turn)) for turn in turns) < 4200


def test_words_keep_their_own_times():
    words = (Cue(0, 2, 10, 20), Cue(3, 5, 30, 40))
    (turn,) = grouped([Caption("Oh.", 0, 9, "A"), Caption("so it", 10, 40, "A", words)])
    assert [text_of(turn)[cue.start : cue.end] for cue in turn.cues] == ["Oh.", "so", "it"]


def test_scripts_without_spaces_are_joined_without():
    (turn,) = grouped(spoken(("これは", 0, 900), ("本です。", 900, 1500)))
    assert turn.paragraphs == ("これは本です。",)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["yes", "It is.", "so\U0001f600 on"]),
            st.integers(0, 20_000),
            st.integers(0, 3000),
            st.sampled_from(["", "A", "B"]),
        ),
        max_size=60,
    )
)
def test_no_word_is_lost_and_every_cue_is_where_it_says(pieces):
    captions = [Caption(text, at, at + length, speaker) for text, at, length, speaker in pieces]
    turns = grouped(captions)
    said = [text_of(turn)[cue.start : cue.end] for turn in turns for cue in turn.cues]
    assert said == [caption.text for caption in captions]
    assert "".join("".join(text_of(turn).split()) for turn in turns) == "".join(
        "".join(caption.text.split()) for caption in captions
    )
