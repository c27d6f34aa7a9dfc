"""Bookmarks for tests of what is taken along: one of every kind, and any at all."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from reader.model import Bookmark, Placed, Quote, TurnRange

MADE = datetime(2026, 1, 27, 18, 30, 5, 250, tzinfo=UTC)
QUOTE = Quote(
    750_123,
    770_456,
    "The ice is thin.\n\nMind the step.",
    speaker="Ida Holm",
    chapter="Open water",
    place=TurnRange(1, 3, 2, 12),
    before="it is cold",
    after="says Per",
    transcript="f1",
)
BOOKMARK = Bookmark(
    "0123456789ab",
    QUOTE,
    "e1",
    "The last ferry of the winter",
    "Night Ferry",
    date(2026, 1, 27),
    MADE,
    MADE,
    "for the article",
    ("ice", "to quote"),
    "amber",
)


def bookmark(number: int = 1, **fields) -> Bookmark:
    """Return a bookmark with an id and times of its own; fields of the quote are known as such."""
    quoted = {key: fields.pop(key) for key in list(fields) if hasattr(QUOTE, key)}
    quote = replace(QUOTE, **({"start_ms": number * 1000, "end_ms": number * 1000 + 900} | quoted))
    return replace(BOOKMARK, **({"id": f"{number:012x}", "quote": quote} | fields))


# Anything that a library can hold: no half characters, and no NUL.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)
awkward = st.lists(
    st.sampled_from(
        [
            *"\\`*_[]<>&#~|$^%=-+>!:;,.'\"()",
            *("\n", "\n\n", " ", "  ", "\t", "\r", "1.", "2)", "a", "word", "\u2028"),
            *("-->", "<b>", "%% earmark 0123456789ab end %%", "<!-- x -->", "&#10;"),
        ]
    ),
    max_size=25,
).map("".join)
written = texts | awkward
names = written.map(lambda text: " ".join(text.split()))
moments = st.datetimes(
    min_value=datetime(1971, 1, 1), max_value=datetime(9000, 1, 1), timezones=st.just(UTC)
)
places = st.builds(TurnRange, *(st.integers(0, 2**40) for _ in range(4)))


@st.composite
def quotes(draw) -> Quote:
    start_ms = draw(st.integers(0, 10**9))
    return Quote(
        start_ms,
        start_ms + draw(st.integers(0, 10**6)),
        *(draw(written), draw(written), draw(written)),
        draw(st.none() | places),
        *(draw(texts), draw(texts), draw(texts)),
        draw(st.sampled_from(Placed)),
    )


def bookmarks() -> st.SearchStrategy[Bookmark]:
    """Return any bookmark at all."""
    ids = st.integers(0, 16**12 - 1).map("{:012x}".format)
    days = st.none() | st.dates()
    return st.builds(
        Bookmark,
        *(ids, quotes(), st.none() | ids, written, written, days, moments, moments, written),
        st.lists(written, max_size=4).map(tuple),
        written,
    )


def some_bookmarks(most: int = 5) -> st.SearchStrategy[list[Bookmark]]:
    """Return some bookmarks with different ids."""
    return st.lists(bookmarks(), max_size=most, unique_by=lambda one: one.id)
