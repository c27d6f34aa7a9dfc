"""Finding in a page: what counts as the same words, and that spans are the page's own."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.finding import FindOptions, GivenMatches, Match, Matches, PageFinder, fold, heard_at
from reader.model import Chapter, Episode, Turn
from reader.reading_page import ReadingPage, Row, RowKind
from reader.timing.timeline import Timeline

CHARACTERS = st.sampled_from("aAeEsSßfiﬁéÉ\u0301\u200b\u00ad  \t\u00a0’'“\"–-…🙂İıøæ한가が_.")
TEXTS = st.text(CHARACTERS, max_size=30)


def turns(*texts: str) -> list[Row]:
    return [Row(RowKind.TURN, text, number) for number, text in enumerate(texts)]


def find(text: str, wanted: str, **options: bool) -> list[str]:
    """Return the words that are found in one turn, as they stand there."""
    (*found,) = PageFinder(turns(text)).find(wanted, FindOptions(**options))
    return [text[match.start : match.end] for match in found]


class TestWhatIsTheSame:
    @pytest.mark.parametrize(
        ("text", "wanted", "found"),
        [
            ("Open models", "open", ["Open"]),
            ("the café closes", "cafe", ["café"]),
            ("the cafe closes", "café", ["cafe"]),
            ("cafe\u0301s", "café", ["cafe\u0301"]),
            ("don’t", "don't", ["don’t"]),
            ("don't", "don’t", ["don't"]),
            ("He said “yes”", '"yes"', ["“yes”"]),
            ("a long–lost boat", "long-lost", ["long–lost"]),
            ("and then…", "then...", ["then…"]),
            ("die Straße", "strasse", ["Straße"]),
            ("the ﬁnal word", "final", ["ﬁnal"]),
            ("Søren and Łucja", "soren", ["Søren"]),
            ("night \t\u00a0ferry", "night ferry", ["night \t\u00a0ferry"]),
            ("light\u00adhouse", "lighthouse", ["light\u00adhouse"]),
            ("🙂🙂 ferry", "ferry", ["ferry"]),
            ("İstanbul", "istanbul", ["İstanbul"]),
            ("한국 사람", "한국", ["한국"]),
            ("かが", "が", ["が"]),
        ],
    )
    def test_words_are_found_however_they_are_written(
        self, text: str, wanted: str, found: list[str]
    ) -> None:
        assert find(text, wanted) == found

    def test_while_half_a_character_is_typed_the_whole_is_found(self) -> None:
        assert find("Straße", "stras") == ["Straß"]
        assert find("Straße", "s") == ["S", "ß"]

    def test_a_letter_is_not_found_in_another_one(self) -> None:
        assert find("がんばる", "か") == []
        assert find("한국", "하") == []

    @pytest.mark.parametrize("wanted", ["", " ", "\t\n", "\u00ad"])
    def test_nothing_is_found_for_nothing(self, wanted: str) -> None:
        assert find("a b \u00ad", wanted) == []

    def test_signs_stand_for_themselves(self) -> None:
        assert find("is it 3.5 or 355?", "3.5") == ["3.5"]
        assert find("C++ (or C)", "c++ (") == ["C++ ("]

    def test_matches_do_not_overlap(self) -> None:
        assert find("aaaa a", "aa") == ["aa", "aa"]


class TestOptions:
    def test_case_is_matched_where_it_is_asked_for(self) -> None:
        assert find("Mark will mark", "Mark", match_case=True) == ["Mark"]
        assert find("Élan élan", "Elan", match_case=True) == ["Élan"]

    @pytest.mark.parametrize(
        ("text", "wanted", "found"),
        [
            ("art, part, Art.", "art", ["art", "Art"]),
            ("it's an its", "it", ["it"]),
            ("snake_case case", "case", ["case"]),
            ("a-b a-bc", "a-b", ["a-b"]),
            ("go (home) now", "(home)", ["(home)"]),
            ("किताब क", "क", ["क"]),
        ],
    )
    def test_whole_words_end_where_words_end(
        self, text: str, wanted: str, found: list[str]
    ) -> None:
        assert find(text, wanted, whole_words=True) == found


class TestThePage:
    ROWS = (
        Row(RowKind.TITLE, "The ferry"),
        Row(RowKind.DETAILS, "Night Ferry · 2 hours"),
        Row(RowKind.FOLD, "Show notes of the ferry"),
        Row(RowKind.NOTE, "A ferry, and a ferry"),
        Row(RowKind.ITEM, "Ferry timetable"),
        Row(RowKind.CHAPTER, "On the ferry", chapter=0),
        Row(RowKind.TURN, "No boat here.", 0),
        Row(RowKind.TURN, "The last ferry", 1),
        Row(RowKind.TURN, "ferry again", 1, offset=16),
    )

    @pytest.fixture
    def ferries(self) -> Matches:
        return PageFinder(self.ROWS).find("ferry")

    def test_titles_notes_chapters_and_turns_are_searched(self, ferries: Matches) -> None:
        assert list(ferries.rows()) == [0, 3, 4, 5, 7, 8]
        assert list(ferries.in_row(3)) == [(2, 7), (15, 20)]
        assert list(ferries.in_row(6)) == []
        assert list(ferries.in_row(3)) == [(2, 7), (15, 20)]
        assert ferries.in_row(3) is ferries.in_row(3)  # a page asks for it whenever it is painted

    def test_matches_are_numbered_in_reading_order(self, ferries: Matches) -> None:
        assert len(ferries) == 7
        assert [ferries[i] for i in range(7)] == list(ferries)
        assert ferries[2] == Match(3, 15, 20)
        with pytest.raises(IndexError):
            ferries[7]

    def test_a_match_does_not_cross_a_paragraph(self) -> None:
        assert len(PageFinder(self.ROWS).find("ferry ferry")) == 0
        assert len(PageFinder(self.ROWS).find("ferryferry")) == 0

    @pytest.mark.parametrize(
        ("row", "offset", "number"),
        [(0, 0, 0), (0, 5, 1), (3, 2, 1), (3, 3, 2), (6, 0, 5), (8, 0, 6), (8, 1, None)],
    )
    def test_the_first_match_after_a_place_is_known(
        self, ferries: Matches, row: int, offset: int, number: int | None
    ) -> None:
        assert ferries.first_from(row, offset) == number

    def test_a_place_beyond_the_page_has_no_match_after_it(self, ferries: Matches) -> None:
        assert ferries.first_from(99) is None

    def test_an_empty_page_has_no_matches(self) -> None:
        assert list(PageFinder(()).find("ferry")) == []

    def test_matches_of_another_search_are_given_by_row(self) -> None:
        given_ones = GivenMatches([Match(4, 8, 9), Match(2, 0, 3), Match(4, 1, 2)])

        assert list(given_ones.rows()) == [2, 4]
        assert list(given_ones.in_row(4)) == [(1, 2), (8, 9)]
        assert list(given_ones.in_row(3)) == []


def naively_found(text: str, needle: str, *, match_case: bool) -> list[tuple[int, int]]:
    """Try every span, from left to right, the shortest first: slow and plain."""

    def folded(start: int, end: int) -> str:
        return fold(text[start:end], match_case=match_case)

    found = []
    start = 0
    while start < len(text):
        first = len(folded(start, start + 1))
        ends = range(start + 1, len(text) + 1)
        fits = (end for end in ends if 0 <= folded(start, end).find(needle) < first)
        end = next(fits, None)
        if end is None:
            start += 1
            continue
        while end < len(text) and folded(start, end + 1) == folded(start, end):
            end += 1
        found.append((start, end))
        start = end
    return found


@given(text=TEXTS, wanted=st.text(CHARACTERS, min_size=1, max_size=3), match_case=st.booleans())
@example(text="sßß", wanted="ss", match_case=False)
@example(text="a  b", wanted="a ", match_case=False)
def test_every_span_folds_to_the_needle_and_none_is_missed(
    text: str, wanted: str, match_case: bool
) -> None:
    needle = fold(wanted, match_case=match_case)
    options = FindOptions(match_case=match_case)

    matches = list(PageFinder(turns("before", text, "after")).find(wanted, options))

    if not needle.strip():
        assert matches == []
        return
    here = [(match.start, match.end) for match in matches if match.row == 1]
    for start, end in here:
        assert needle in fold(text[start:end], match_case=match_case)
    assert here == naively_found(text, needle, match_case=match_case)


@given(text=TEXTS)
def test_a_text_is_found_in_itself(text: str) -> None:
    matches = list(PageFinder(turns(text)).find(text))

    if fold(text).strip():
        assert len(matches) == 1
        assert fold(text[matches[0].start : matches[0].end]) == fold(text)


class TestWhenItIsHeard:
    def page(self, turns: int = 3) -> ReadingPage:
        said = ("First the ferry. Then the boat. Then the ferry and the ferry.",)
        spoken = [Turn("Ida", said, i * 10_000, (i + 1) * 10_000) for i in range(turns)]
        chapters = [Chapter("A ferry", 12_000, 30_000)]
        episode = Episode(
            "id", "The ferry", "", "", None, 30_000, "About a ferry.", "",
            tuple(chapters), tuple(spoken), None,
        )  # fmt: skip
        return ReadingPage(episode, Timeline(spoken, chapters), notes_shown=True)

    def moments(self, page: ReadingPage) -> tuple[int, ...]:
        return heard_at(page, PageFinder(page.rows).find("ferry"))

    def test_a_match_is_heard_where_its_sentence_begins_and_a_chapter_where_it_does(self) -> None:
        page = self.page()
        first, _, last = page.timeline.sentences(0)

        expected = {12_000, *(i * 10_000 + s.start_ms for i in range(3) for s in (first, last))}
        assert self.moments(page) == tuple(sorted(expected))

    def test_among_very_many_a_paragraphs_first_match_is_near_enough(self) -> None:
        page = self.page(turns=400)

        moments = self.moments(page)
        assert len(moments) == 400 + 1
        assert moments == tuple(sorted(moments))
        # No sentence had to be looked for.
        assert page.timeline.sentences.cache_info().currsize == 0
