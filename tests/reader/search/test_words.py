"""Words: where they stand in a text, and what they are folded and stemmed to."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.words import LONGEST_WORD, fold, folded_words, stem, words_of

# Letters of many scripts, marks, joiners, apostrophes, dashes and signs outside the first plane.
ALPHABET = (
    "abIzß9_'’-—“…  "
    "éÉøæıİﬁñ\u0301\u0308\u00ad\u200b\u200d\ufe0fйЙёжנְאالأनमस्ते東京タワーﾊﾟไทยกำ한국🎧𝐀"
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Don’t DON'T don‘t", ["don't", "don't", "don't"]),
        ("l'été naïve Straße ﬁne Œuvre", ["l'ete", "naive", "strasse", "fine", "oeuvre"]),
        ("snake_case well-known 'quoted' 3rd", ["snake", "case", "well", "known", "quoted", "3rd"]),
        ("co\u00adop zero\u200bwidth", ["coop", "zerowidth"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("한국어 검색", ["한국어", "검색"]),
        ("Йод и ёлка", ["йод", "и", "елка"]),
        ("ISPARTA ışık İzmir", ["isparta", "isik", "izmir"]),
        ("ﾊﾟ が か", ["パ", "が", "か"]),
        ("", []),
        ("— … 🎧 '' _", []),
    ],
)
def test_words_are_folded(text: str, folded: list[str]) -> None:
    assert folded_words(text) == folded


@pytest.mark.parametrize("text", ["naïve Ångström", "любой йод", "क़लम ज़रा", "がぎぐ", "한국어"])
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert folded_words(decomposed) == folded_words(unicodedata.normalize("NFC", text))


def test_offsets_count_code_points_of_the_text_as_it_is() -> None:
    text = "🎧🎧 e\u0301te\u0301 — “Don’t”"
    assert [(word.start, word.end) for word in words_of(text)] == [(3, 8), (12, 17)]


@given(st.text(ALPHABET, max_size=40) | st.text(max_size=40))
def test_words_stand_in_order_and_the_quick_way_agrees(text: str) -> None:
    words = words_of(text)
    ends = [0, *(word.end for word in words)]
    assert all(end <= word.start < word.end for end, word in zip(ends, words, strict=False))
    assert [word.folded for word in words] == folded_words(text)


@given(st.text(ALPHABET, max_size=12) | st.text(max_size=12))
def test_folding_a_folded_word_changes_nothing(raw: str) -> None:
    for word in folded_words(raw):
        assert fold(word) == word


def test_a_huge_word_is_cut() -> None:
    (word,) = words_of("é" * 10_000)
    assert (word.end, word.folded) == (10_000, "e" * LONGEST_WORD)
    assert len(stem(word.folded, "en")) == LONGEST_WORD


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("running", "runs", "en"),
        ("running", "runs", ""),
        ("dont", "don't", "en-GB"),
        ("lucas", "lucas's", "en"),
        ("annees", "l'annee", "fr"),
        ("hauser", "hause", "de-AT"),
        ("книга", "книги", "ru"),
        ("книга", "книги", ""),
        ("huset", "huse", "nb"),
        ("annees", "l'annee", ""),
        ("artichaut", "d'artichauts", ""),
        ("universita", "dell'universita", ""),
        ("izmir", "izmir'de", ""),
        ("izmir", "izmir'in", "tr"),
        ("كتاب", "الكتاب", "ar"),
        ("كتاب", "والكتاب", ""),
        ("hawaii", "hawai'i", ""),
        ("dont", "don't", ""),
        ("oclock", "o'clock", ""),
    ],
)
def test_inflections_share_a_stem(one: str, other: str, language: str) -> None:
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize("language", ["tr", "ja", "hi", "x-unheard-of", "ar", "fa"])
def test_a_language_without_a_stemmer_leaves_words_as_they_are(language: str) -> None:
    assert stem("running", language) == "running"
