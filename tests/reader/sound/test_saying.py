"""How long a text takes to say, and where a voice may pause in it."""

from reader.model import Turn
from reader.sound.saying import Break, clauses_of, spoken


def turn(*paragraphs: str) -> Turn:
    return Turn("Per Lind", paragraphs, 0, 1000)


def test_sentences_paragraphs_and_turns_end_clauses():
    kinds = [c.ends_with for c in clauses_of([turn("One, two. Three.", "Four."), turn("Five.")])]
    assert kinds == [Break.CLAUSE, Break.SENTENCE, Break.PARAGRAPH, Break.TURN, Break.TURN]


def test_only_the_first_clause_of_a_sentence_begins_it():
    clauses = clauses_of([turn("When it rains, it pours. Then not.")])
    assert [c.begins_sentence for c in clauses] == [True, False, True]


def test_digits_and_spelt_letters_take_longer_than_they_look():
    assert spoken("1987") > spoken("mill")
    assert spoken("BBC") > spoken("bed")


def test_a_vowel_that_is_silent_takes_no_time():
    assert spoken("note") < spoken("nota")
    assert spoken("fable") == spoken("fabli")


def test_signs_alone_take_no_time_and_a_sentence_of_them_takes_some():
    assert spoken("— …") == 0
    assert all(clause.length > 0 for clause in clauses_of([turn("…"), turn("Yes — no.")]))


def test_scripts_without_blanks_count_by_their_signs():
    assert spoken("今天天气很好") == 6
