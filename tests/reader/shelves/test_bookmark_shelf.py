"""Which bookmarks are listed, in which order, under which headings."""

import pytest
from kept_quotes import kept

from reader.model import Placed
from reader.shelves.bookmark_shelf import BookmarkOrder, BookmarkWish, KeptQuotes

QUOTES = KeptQuotes(
    [
        kept("late", 9_000, text="Über die Brücke", tags=("sea", "to quote"), colour="blue"),
        kept("early", 1_000, note="Compare with the storm", age_h=2),
        kept("other", 4_000, episode="letter", title="A letter", speaker="Per", age_h=1),
        kept("gone", 2_000, episode=None, title="An old one", colour="green", age_h=3),
        kept("unsure", 6_000, placed=Placed.UNSURE, age_h=4),
        kept("lost", 3_000, placed=Placed.LOST, tags=("sea",), colour="green", age_h=5),
    ]
)


def listed(**wished) -> list[str]:
    groups = QUOTES.groups(BookmarkWish(**wished))
    return [one.id for group in groups for one in group.bookmarks]


def headings(**wished) -> list[str]:
    return [group.title for group in QUOTES.groups(BookmarkWish(**wished))]


class TestOrder:
    def test_of_all_by_episode_and_time_what_is_lost_first(self) -> None:
        assert listed() == ["lost", "other", "early", "unsure", "late", "gone"]
        assert headings() == [
            "To place again",
            "A letter · Night Ferry",
            "The last ferry · Night Ferry",
            "An old one · Night Ferry (no longer in the library)",
        ]

    def test_of_one_episode_by_time_without_a_heading(self) -> None:
        assert listed(episode="ferry") == ["lost", "early", "unsure", "late"]
        assert headings(episode="ferry") == ["To place again", ""]

    def test_the_newest_first(self) -> None:
        order = BookmarkOrder.NEWEST
        assert listed(order=order) == ["lost", "late", "other", "early", "gone", "unsure"]

    def test_by_colour_those_without_one_last(self) -> None:
        order = BookmarkOrder.COLOUR
        assert headings(order=order) == ["To place again", "Blue", "Green", "No colour"]
        assert listed(order=order)[1:3] == ["late", "gone"]

    def test_two_episodes_of_one_title_are_not_mixed(self) -> None:
        same = KeptQuotes([kept("a", 5), kept("b", 1, episode="copy"), kept("c", 1)])
        groups = same.groups(BookmarkWish())
        assert [[one.id for one in group.bookmarks] for group in groups] == [["b"], ["c", "a"]]


class TestFilter:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("uber brucke", ["late"]),  # in the words, whatever the accents
            ("STORM", ["early"]),  # in the note
            ("per", ["other"]),  # the speaker, or a part of one
            ("letter night", ["other"]),  # the episode and its show
            ("#sea", ["lost", "late"]),
            ("#sea brücke", ["late"]),
            ("nowhere", []),
        ],
    )
    def test_every_word_is_somewhere(self, text: str, found: list[str]) -> None:
        assert listed(text=text) == found

    def test_tags_add_up_and_colours_are_choices(self) -> None:
        assert listed(tags=frozenset({"sea", "to quote"})) == ["late"]
        assert listed(colours=frozenset({"green", "blue"})) == ["lost", "late", "gone"]
        assert listed(colours=frozenset({""})) == ["other", "early", "unsure"]

    def test_what_is_lost_or_not_sure_is_to_be_placed(self) -> None:
        assert listed(to_place=True) == ["lost", "unsure"]

    def test_it_tells_whether_anything_may_be_left_out(self) -> None:
        assert not BookmarkWish(text="  ", order=BookmarkOrder.NEWEST).narrows
        assert BookmarkWish(text="a").narrows
        assert BookmarkWish(to_place=True).narrows

    def test_the_tags_in_use_are_known(self) -> None:
        assert QUOTES.tags == ("sea", "to quote")
