"""How a bookmark's colour looks in each theme: a mark, and the ground of the words.

A colour is never the only thing that says something: marks have a shape, lists a name.
"""

from dataclasses import dataclass

from reader.bookmark_colours import NO_COLOUR
from ui.looks.theme import Theme


@dataclass(frozen=True, slots=True)
class BookmarkLook:
    """`mark` keeps a contrast of at least 3 to 1 on the page, text on `ground` of 4.5 to 1."""

    mark: str
    ground: str


_LIGHT = {
    NO_COLOUR: BookmarkLook("#686d76", "#ecebe6"),
    "yellow": BookmarkLook("#9a7400", "#fbf0a8"),
    "orange": BookmarkLook("#c2560c", "#fde0c8"),
    "pink": BookmarkLook("#c02572", "#fbdbe9"),
    "purple": BookmarkLook("#7a3fc0", "#eadffa"),
    "blue": BookmarkLook("#1f68b5", "#d9e8fa"),
    "green": BookmarkLook("#2b7a3d", "#d8f0da"),
}
_SEPIA = {
    NO_COLOUR: BookmarkLook("#75654f", "#e8dcc3"),
    "yellow": BookmarkLook("#8a6700", "#f2e08e"),
    "orange": BookmarkLook("#a8480a", "#f4d2ac"),
    "pink": BookmarkLook("#a32762", "#f0cdd3"),
    "purple": BookmarkLook("#6b3796", "#e0d0e2"),
    "blue": BookmarkLook("#2a5788", "#cfdde2"),
    "green": BookmarkLook("#3b6b2e", "#d3dfb6"),
}
_DARK = {
    NO_COLOUR: BookmarkLook("#989ca4", "#34363b"),
    "yellow": BookmarkLook("#e3c53a", "#48411a"),
    "orange": BookmarkLook("#f09a5c", "#4f3420"),
    "pink": BookmarkLook("#ee86b4", "#4d2a3b"),
    "purple": BookmarkLook("#bd96ee", "#3d2f54"),
    "blue": BookmarkLook("#7db2ee", "#233c57"),
    "green": BookmarkLook("#7fc98c", "#25442c"),
}
_LOOKS = {"light": _LIGHT, "sepia": _SEPIA, "dark": _DARK}


def bookmark_look(theme: Theme, colour: str) -> BookmarkLook:
    """Return how a colour looks; one that is not known looks like none."""
    looks = _LOOKS[theme.name]
    return looks.get(colour, looks[NO_COLOUR])
