"""A text is parted into the sentences that its readers would see, whatever its language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.timing.sentences import LONGEST, PIECE, split_sentences
from reader.timing.written_language import written_language


def parts(text: str, *seams: int) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, seams)]


def apart(text: str) -> list[str]:
    """Return what stands between bars: how a text without them should be parted."""
    return text.split(" | ")


class TestSentences:
    def test_abbreviations_numbers_and_stutters_do_not_break_a_sentence(self):
        text = "Dr. Ames said 4.5 is fine... right-- it is. Is it? Yes!"
        assert parts(text) == ["Dr. Ames said 4.5 is fine... right-- it is.", "Is it?", "Yes!"]

    def test_a_paragraph_break_always_parts_sentences(self):
        assert parts("and then\n\nnothing more") == ["and then", "nothing more"]

    def test_an_emoji_does_not_shift_what_follows(self):
        assert parts("So \U0001f600 good. Really good.")[1] == "Really good."

    @given(st.text(max_size=300))
    def test_sentences_are_in_order_and_cover_every_visible_character(self, text):
        spans = split_sentences(text)
        covered = "".join(text[a:b] for a, b in spans)
        assert "".join(covered.split()) == "".join(text.split())
        assert all(a < b for a, b in spans)


@pytest.mark.parametrize(
    "parted",
    [
        "I met J. K. Lind vs. the No. 5 pump in the U.S. in 1990. | It was 5 p.m. | Then we left.",
        "She asked him and he said no. | Nobody had thought of the No. 5 pump.",
        "It was late. | (I was tired.) | Then nothing. | “It was fine.” | Good.",
        "“Why is that?” she asked. | “Because,” he said, “it is.” | Then they went.",
        "I have approx. five of them, see vol. 3, max. 5. | Then we left.",
        "And then it was what... what do you say? | Really?! | Yes.",
        "1. First we go. | 2. Second we stay. | Q. And then? | A. We stay.",
        "We like the sea. | iPhone prices rose. | It was not much.",
        "yeah i think so. | it was late. | and then we went",
        "Das ist z. B. richtig. | Am 3. Oktober und im 19. Jahrhundert war es so. | Er ging nicht.",
        "Der 1. FC war es nicht. | Es waren 12. | Dann gingen wir. | „Warum?“, fragte sie.",
        "El Sr. García y la Sra. López viven en EE. UU. desde 1990. | ¿Y tú? | Pues… no sé.",
        "Yo digo que no. | Luego se fue. | Está bien. | Vive en la Avda. Mayor, núm. 5.",
        "M. Dupont est arrivé. | « Pourquoi ? » dit-elle. | « Parce que. » | Il est parti.",
        "Il sig. Rossi è qui. | Non lo so, dico di no. | Poi è andato via.",
        "Det er f.eks. godt. | Kl. 14.30 gik vi. | Dr. Holm var her ikke.",
        "Dhr. Jansen kwam o.a. hier. | Het is 3,5 km. | Ik weet het niet.",
        "Это г. Москва. | Проф. Иванов так сказал. | А. С. Пушкин писал.",
        "Τι κάνεις; | Καλά είμαι. | Εσύ;",
        "كيف حالك؟ | أنا بخير. | ماذا قلت؟ | لا أعرف!",
        "आप कैसे हैं? | मैं ठीक हूँ। | चलो चलते हैं।",
    ],
)
def test_each_language_ends_its_sentences_in_its_own_way(parted):
    assert parts(parted.replace(" | ", " ")) == apart(parted)


def test_signs_that_leave_no_blank_behind_them_end_a_sentence():
    parted = "今日は天気がいいです。 | 散歩に行きましょう。 | そうですね！ | 本当？ | はい。"
    assert parts(parted.replace(" | ", "")) == apart(parted)


def test_an_hour_of_talk_without_blanks_is_parted_as_its_sentences_are():
    told = ["水が来た。", "「なぜ？」", "そうですね！", "船は港を出た。"] * 3000
    assert parts("".join(told)) == told


class TestARunWithoutFullStops:
    words = ("so the thing is that we were going down to the water " * 24).strip()

    def test_is_parted_between_words_into_pieces_that_can_be_followed(self):
        pieces = parts(self.words)
        assert " ".join(pieces) == self.words
        assert all(PIECE / 2 <= len(piece) <= PIECE * 3 / 2 for piece in pieces)

    def test_is_parted_where_a_clause_ends_if_there_is_one(self):
        pieces = parts(self.words.replace("water so", "water, so"))
        assert all(piece.endswith("water,") for piece in pieces[:-1])

    def test_is_parted_where_something_is_known_to_begin(self):
        seams = range(0, len(self.words), 18)
        assert {self.words.index(piece) for piece in parts(self.words[:LONGEST])} == {0}
        starts = [start for start, _ in split_sentences(self.words, seams)]
        assert len(starts) > 3
        assert set(starts) <= {*seams}

    def test_is_as_short_in_time_where_each_sign_says_more(self):
        pieces = parts("今日は天気がいいですね " * 60)
        assert len(pieces) > 5
        assert all(len(piece) < PIECE / 2 for piece in pieces)

    def test_a_long_sentence_with_an_end_is_left_whole(self):
        sentence = "It was, as " + "far as we know, " * 30 + "the sea."
        assert len(sentence) < LONGEST
        assert parts(sentence) == [sentence]


class TestWrittenLanguage:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "I am at the sea and she is not."),
            ("en", "Ida Holm, Bo Lind."),
            ("en", ""),
            ("de", "Das ist nicht der Hafen."),
            ("pt", "A casa não é do Sr. Silva."),
            ("el", "Τι κάνεις;"),
            ("uk", "Він жив у місті."),
            ("ru", "Он жил в городе."),
        ],
    )
    def test_is_told_by_script_or_by_the_commonest_words(self, language, text):
        assert written_language(text) == language
