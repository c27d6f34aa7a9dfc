"""A link opens the program at the second that it names; a damaged one says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import LinkError
from reader.links import Link, is_link, parsed, written

IDS = st.from_regex(r"[0-9a-f]{12}", fullmatch=True)


@given(IDS, st.none() | st.integers(0, 10**11), st.just("") | IDS)
def test_what_was_written_is_read(episode, start_ms, bookmark):
    link = Link(episode, start_ms, bookmark)
    assert parsed(written(link)) == link


def test_a_link_says_the_second_and_the_bookmark():
    assert written(Link("e1", 750_123, "b1")) == "earmark://episode/e1?t=750.123&b=b1"
    assert written(Link("", 5, "b1")) == "earmark://bookmark/b1?t=0.005"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("earmark://episode/e1", Link("e1")),
        (" EARMARK://Episode/e1/?t=12 \n", Link("e1", 12_000)),
        ("earmark://episode/e1?t=1.5&later=yes#x", Link("e1", 1500)),
        ("earmark://episode/e1?t=1.98765", Link("e1", 1987)),
        ("earmark://episode/e1?b=%20..%2F", Link("e1")),
        ("earmark://bookmark/b1", Link("", None, "b1")),
    ],
)
def test_what_others_make_of_a_link_is_understood(text, link):
    assert is_link(text)
    assert parsed(text) == link


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("https://example.org/e1", "no link of Earmark's"),
        ("earmark:", "names no episode"),
        ("earmark://", "names no episode"),
        ("earmark://episode/", "names no episode"),
        ("earmark://episode/../../etc", "names no episode"),
        ("earmark://library/e1", "names no episode"),
        ("earmark://[e1", "is damaged"),
        ("earmark://episode/e1?t=noon", "no number of seconds"),
        ("earmark://episode/e1?t=-5", "no number of seconds"),
        ("earmark://episode/e1?t=٣", "no number of seconds"),
        ("earmark://episode/e1?b=" + "b" * 3000, "too long"),
    ],
)
def test_a_damaged_link_is_a_sentence(text, says):
    with pytest.raises(LinkError, match=says) as caught:
        parsed(text)
    assert caught.value.link.strip() == text
    assert len(str(caught.value)) < 250
