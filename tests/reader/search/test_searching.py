"""Searching a library: what is answered, in which order, with which words marked."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from memory_index import MemoryIndex, MemorySegment, UnitLibrary, passage_text

from reader.errors import IndexBusyError, IndexDamagedError, IndexMissingError, LibraryError
from reader.search import searching
from reader.search.records import HitKind, SearchAnswer, SearchHit
from reader.search.searching import LibrarySearch
from reader.search.segments import Numbers
from reader.search.units import Passage, PassageText, Unit


def unit(name: str, *turns: str, day: dt.date | None = None, language: str = "") -> Unit:
    passages = tuple(
        Passage(HitKind.TURN, text, n, n * 60_000, "Ann Lee") for n, text in enumerate(turns)
    )
    return Unit(name, 1, name, f"About {name}", "Night School", day, language, passages)


WALKS = unit(
    "walks",
    "We walked along the river. Then it rained, and the rivers rose.",
    "Models of rivers are hard to open.",
    day=dt.date(2025, 5, 1),
)
TALKS = unit(
    "talks",
    "Open models, she said. Talking about “open models” is easy.",
    "The river can wait.",
    day=dt.date(2026, 2, 14),
)


@pytest.fixture
def units() -> list[Unit]:
    return [WALKS, TALKS]


@pytest.fixture
def library(units: list[Unit]) -> UnitLibrary:
    return UnitLibrary(units)


@pytest.fixture
def index(units: list[Unit]) -> MemoryIndex:
    return MemoryIndex(*(MemorySegment([one]) for one in units))


@pytest.fixture
def search(library: UnitLibrary, index: MemoryIndex) -> Iterator[LibrarySearch]:
    searching = LibrarySearch(library, index)
    yield searching
    searching.close()


def searching_in(*units: Unit) -> LibrarySearch:
    return LibrarySearch(UnitLibrary(units), MemoryIndex(MemorySegment(units)))


def places(answer: SearchAnswer) -> list[tuple[str, int | None]]:
    return [(hit.episode, hit.turn) for hit in answer.hits]


def marked(hit: SearchHit) -> list[str]:
    return [hit.text.text[start:end] for start, end in hit.text.spans]


def test_a_word_is_found_in_all_its_inflections(search: LibrarySearch) -> None:
    answer = search.answer("river")
    assert set(places(answer)) == {("walks", 0), ("walks", 1), ("talks", 1)}
    assert answer.total == 3
    assert answer.took_ms > 0
    assert [answer.query, answer.corrected, answer.incomplete, answer.remark] == [
        "river",
        "",
        "",
        "",
    ]


def test_a_hit_says_who_says_it_where_and_when(search: LibrarySearch) -> None:
    (hit,) = search.answer("rained").hits
    assert (hit.episode, hit.episode_title, hit.kind) == ("walks", "About walks", HitKind.TURN)
    assert (hit.speaker, hit.turn, hit.bookmark) == ("Ann Lee", 0, None)
    assert (hit.start_ms, hit.end_ms) == (0, 4800)
    assert hit.match_ms is not None
    assert 0 < hit.match_ms < 4800
    assert hit.score > 0


def test_the_sentence_with_the_most_of_the_words_is_shown(search: LibrarySearch) -> None:
    (hit,) = search.answer("river rained").hits
    assert hit.text.text.endswith("Then it rained, and the rivers rose.")
    assert marked(hit)[-2:] == ["rained", "rivers"]


def test_exact_phrases_are_not_inflected(search: LibrarySearch) -> None:
    assert places(search.answer('"the rivers"')) == [("walks", 0)]
    assert search.answer('"the rivers"').hits[0].text.spans
    (hit,) = search.answer('"open models"').hits
    assert marked(hit) == ["Open models", "open models"]


def test_episodes_are_counted_with_all_their_hits(search: LibrarySearch) -> None:
    answer = search.answer("river", limit=1)
    assert len(answer.hits) == 1
    assert answer.total == 3
    counts = {one.episode: (one.count, one.date, one.show) for one in answer.episodes}
    assert counts == {
        "walks": (2, dt.date(2025, 5, 1), "Night School"),
        "talks": (1, dt.date(2026, 2, 14), "Night School"),
    }
    assert answer.episodes[0].best == answer.hits[0].score
    assert search.answer("river", limit=0).hits == ()


def test_an_episode_and_its_bookmarks_are_counted_together() -> None:
    mark = Passage(HitKind.BOOKMARK, "that river", 0, 5000, "Ann Lee", key="b7")
    marks = replace(WALKS, id="bookmarks/walks", passages=(mark,))
    answer = searching_in(WALKS, marks).answer("river")
    assert [(one.episode, one.count) for one in answer.episodes] == [("walks", 3)]
    (bookmark,) = [hit for hit in answer.hits if hit.kind is HitKind.BOOKMARK]
    assert (bookmark.bookmark, bookmark.turn, bookmark.match_ms) == ("b7", None, 5000)


def test_bookmarks_whose_episode_is_gone_are_found() -> None:
    mark = Passage(HitKind.BOOKMARK, "that river", 0, 5000, key="b7")
    marks = replace(WALKS, id="bookmarks/walks", episode="", passages=(mark,))
    answer = searching_in(marks).answer("river")
    assert [(one.episode, one.title) for one in answer.episodes] == [("", "About walks")]


def test_filters_alone_list_turns_newest_episode_first(search: LibrarySearch) -> None:
    answer = search.answer("speaker:ann")
    assert places(answer) == [("talks", 0), ("talks", 1), ("walks", 0), ("walks", 1)]
    assert [hit.text.spans for hit in answer.hits] == [()] * 4
    assert places(search.answer("before:2026")) == [("walks", 0), ("walks", 1)]


def test_negative_words_alone_list_everything_else(search: LibrarySearch) -> None:
    assert places(search.answer("-river")) == [("talks", 0)]


def test_a_chapter_filter_finds_what_is_within_such_chapters() -> None:
    passages = (
        Passage(HitKind.CHAPTER, "Early years", 0),
        Passage(HitKind.CHAPTER, "Later", 1, 5000),
        Passage(HitKind.TURN, "the river", 0, 100, chapter=0),
        Passage(HitKind.TURN, "the river", 1, 6000, chapter=1),
    )
    answer = searching_in(replace(WALKS, passages=passages)).answer("river chapter:earl")
    assert places(answer) == [("walks", 0)]


@pytest.mark.parametrize("typed", ["", "  ", "*", "speaker:", '""', "AND -"])
def test_nothing_asked_is_nothing_found(search: LibrarySearch, typed: str) -> None:
    answer = search.answer(typed)
    assert (answer.total, answer.hits, answer.episodes) == (0, (), ())


def test_the_last_word_is_found_while_it_is_typed(search: LibrarySearch) -> None:
    assert places(search.answer("then it rai")) == [("walks", 0)]
    assert marked(search.answer("rai").hits[0]) == ["rained"]
    assert places(search.answer('"then it rai')) == [("walks", 0)]
    assert set(places(search.answer("wait OR rai"))) == {("talks", 1), ("walks", 0)}
    assert search.answer("rai river").total == 0


def test_a_word_that_is_whole_is_not_taken_for_a_beginning() -> None:
    answer = searching_in(unit("one", "a car", "a carpet")).answer("car")
    assert places(answer) == [("one", 0)]


@pytest.mark.parametrize(
    ("typed", "corrected", "total"),
    [
        ("rievr", "river", 1),
        ("Modesl  OPEN", "models  OPEN", 2),
        ('"opne models"', '"open models"', 1),
        ("raimed rievr", "rained river", 1),
        ("(waik | raimed)", "(wait | rained)", 2),
    ],
)
def test_misspelt_words_are_corrected_where_nothing_is_found(
    search: LibrarySearch, typed: str, corrected: str, total: int
) -> None:
    answer = search.answer(typed)
    assert answer.corrected == corrected
    assert answer.query == typed
    assert answer.total >= total
    assert all(hit.text.spans for hit in answer.hits)


@pytest.mark.parametrize("typed", ["teh", "xylophone", "riv3r", "-rievr -river", "speaker:zoe"])
def test_what_cannot_be_meant_is_left_alone(search: LibrarySearch, typed: str) -> None:
    answer = search.answer(typed)
    assert answer.corrected == ""


def test_the_more_frequent_of_two_near_words_is_meant() -> None:
    answer = searching_in(unit("one", "a boat", "a boat", "a goat", "a coat")).answer("noat")
    assert answer.corrected == "boat"


def test_hits_follow_the_index_as_it_changes(
    search: LibrarySearch, index: MemoryIndex, library: UnitLibrary
) -> None:
    assert search.answer("whales").total == 0
    more = unit("more", "Whales sing.")
    library.units["more"] = more
    index.put(MemorySegment([WALKS, TALKS]), MemorySegment([more]))
    assert places(search.answer("whale")) == [("more", 0)]
    assert [one.closed for one in index.opened] == [True, False]
    search.close()
    assert index.opened[-1].closed


def test_the_index_is_opened_once_while_it_stays(search: LibrarySearch, index: MemoryIndex) -> None:
    search.answer("river")
    search.answer("rain")
    assert len(index.opened) == 1


def test_hits_that_are_gone_from_the_library_are_left_out(
    search: LibrarySearch, library: UnitLibrary
) -> None:
    del library.units["talks"]
    assert {episode for episode, _ in places(search.answer("river"))} == {"walks"}


def test_texts_that_changed_meanwhile_are_left_out_unless_they_still_match(
    search: LibrarySearch, library: UnitLibrary
) -> None:
    texts = {WALKS.passages[0]: "😀 The RIVER again.", TALKS.passages[1]: "Nothing of it."}

    def changed(passage: Passage) -> PassageText:
        return passage_text(replace(passage, text=texts.get(passage, passage.text)))

    library.passage_text = changed
    answer = search.answer("river speaker:ann")
    assert set(places(answer)) == {("walks", 0), ("walks", 1)}
    assert {"RIVER"} <= {word for hit in answer.hits for word in marked(hit)}


def test_only_shown_hits_are_read_from_the_library(
    search: LibrarySearch, library: UnitLibrary
) -> None:
    search.answer("river", limit=2)
    assert library.asked == 2


def test_all_hits_of_an_episode_are_answered_by_time(search: LibrarySearch) -> None:
    hits = search.hits_in("rivers OR models", "walks")
    assert [hit.turn for hit in hits] == [0, 1]
    assert search.hits_in("rivers", "unknown") == ()
    assert search.hits_in("rievr", "walks")[0].turn == 0


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (IndexMissingError("no index"), searching.BEING_BUILT),
        (IndexDamagedError("bits"), searching.DAMAGED),
        (IndexBusyError("Another process writes."), "Another process writes."),
    ],
)
def test_an_index_that_cannot_be_read_is_said(
    search: LibrarySearch, index: MemoryIndex, error: Exception, said: str
) -> None:
    index.error = error
    answer = search.answer("river")
    assert (answer.total, answer.incomplete) == (0, said)
    assert search.hits_in("river", "walks") == ()


class NoPostings(MemorySegment):
    """A segment whose postings cannot be read."""

    def documents(self, words: Sequence[int]) -> tuple[Numbers, Numbers]:
        raise IndexDamagedError("bits")


class NoNumbers(MemorySegment):
    """A segment of which a column cannot be read."""

    @property
    def numbers(self) -> Numbers:  # type: ignore[override]
        raise IndexDamagedError("bits")

    @numbers.setter
    def numbers(self, _: Numbers) -> None:
        """Forget it."""


@pytest.mark.parametrize("damaged", [NoPostings, NoNumbers])
def test_a_damaged_segment_does_not_hide_the_others(
    library: UnitLibrary, damaged: type[MemorySegment]
) -> None:
    index = MemoryIndex(damaged([TALKS]), MemorySegment([WALKS]))
    answer = LibrarySearch(library, index).answer("river")
    assert set(places(answer)) == {("walks", 0), ("walks", 1)}
    assert answer.incomplete == searching.DAMAGED


def test_a_library_that_cannot_be_read_is_the_callers_to_say(
    search: LibrarySearch, library: UnitLibrary
) -> None:
    def unreadable(_: Passage) -> PassageText:
        raise LibraryError("gone")

    library.passage_text = unreadable
    with pytest.raises(LibraryError):
        search.answer("river")


def test_a_search_nobody_waits_for_stops(search: LibrarySearch, library: UnitLibrary) -> None:
    answer = search.answer("river", cancelled=lambda: True)
    assert (answer.total, answer.incomplete) == (0, searching.STOPPED)
    assert library.asked == 0


@pytest.mark.parametrize(
    ("limit", "beginning"), [("MOST_BEGINNING", "abc"), ("MOST_BEGINNING_SHORT", "ab")]
)
def test_a_beginning_of_very_many_words_is_cut_and_said(
    monkeypatch: pytest.MonkeyPatch, limit: str, beginning: str
) -> None:
    monkeypatch.setattr(f"reader.search.views.{limit}", 2)
    turns = ("abcd abce", "abce abcf", "abcf abcg", "abcd abcf abce", "abcg", beginning)
    search = searching_in(unit("one", *turns))
    answer = search.answer(f"{beginning}*")
    assert f"“{beginning}*”" in answer.remark
    assert [turn for _, turn in sorted(places(answer))] == [0, 1, 2, 3, 5]
    assert search.answer("abcde").remark == ""


def test_words_are_stemmed_in_the_languages_of_the_library() -> None:
    german = unit("haus", "Die Häuser am Fluss.", language="de-AT")
    finnish = unit("talo", "Taloissa asuu ihmisiä.", language="fi")
    search = searching_in(german, finnish)
    assert places(search.answer("hauses")) == [("haus", 0)]
    assert marked(search.answer("hauses").hits[0]) == ["Häuser"]
    assert places(search.answer("talossa")) == [("talo", 0)]


@pytest.mark.parametrize(
    ("text", "typed", "words"),
    [
        ("😀👩‍👩‍👧 naïve idea", "naive", ["naïve"]),
        ("a cafe\u0301 here", "café", ["cafe\u0301"]),
        ("She said “don’t”.", "dont", ["don’t"]),
        ("𝐁𝐨𝐥𝐝 — straße", "strasse", ["straße"]),
        ("私は東京都に住む", "東京", ["東京"]),
        ("שלום עולם טוב", "עולם", ["עולם"]),
        ("open-source models", '"source models"', ["source models"]),
        ("one two three two one", "one near/1 two", ["one", "two", "two", "one"]),
        ("first\n\nsecond part", '"first second"', ["first  second"]),
        ("models model", "model OR models", ["models", "model"]),
        ("the data the data the", '"the data the"', ["the data the data the"]),
    ],
)
def test_matches_are_marked_to_the_code_point(text: str, typed: str, words: list[str]) -> None:
    (hit,) = searching_in(unit("one", text)).answer(typed).hits
    assert marked(hit) == words


def test_words_that_are_not_near_are_not_marked() -> None:
    text = "Data far away, so far away that nobody sees it. Open data."
    (hit,) = searching_in(unit("one", text)).answer("open near/1 data").hits
    assert marked(hit) == ["Open", "data"]


@pytest.mark.parametrize("query", ["before:", "speaker:", '"', "-", "AND"])
def test_a_query_without_a_word_says_so(search: LibrarySearch, query: str) -> None:
    answer = search.answer(query)
    assert answer.total == 0
    assert answer.remark


def test_an_empty_query_says_nothing(search: LibrarySearch) -> None:
    assert search.answer(" ").remark == ""


def test_a_hit_knows_where_else_its_turn_matches() -> None:
    between = " ".join(["Nothing of the kind was said for a good while after that, by anyone."] * 6)
    text = f"A river rose. {between} Two rivers 😀 met another river."
    (hit,) = searching_in(unit("long", text)).answer("river").hits
    elsewhere = [text[start:end] for start, end in hit.elsewhere]
    assert sorted([*marked(hit), *elsewhere]) == ["river", "river", "rivers"]
    assert elsewhere
