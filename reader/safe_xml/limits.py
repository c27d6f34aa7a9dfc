"""How much XML may hold: far more than any transcript, feed or list of chapters needs."""

DEEPEST = 200  # elements within elements
LONGEST_TAG = 1_000_000  # characters: a picture may stand in one
PROLOGUE = 100_000  # characters before the root, or in one declaration
MOST_PREFIXES = 200
MOST_NAMES = 5_000  # of elements and attributes, each counted once
MOST_CHARACTERS = 32 * 1024 * 1024  # in a tree; the largest feeds have half of it

# What Python's objects take for an element and for an attribute of a tree, on the safe side.
ELEMENT_BYTES, ATTRIBUTE_BYTES = 240, 160

_ALWAYS_ALLOWED, _SHORTEST = 100_000, 16  # elements, and characters for each
_ALWAYS_ALLOWED_BYTES = 48 * 1024 * 1024
_NEVER_ALLOWED_BYTES = 192 * 1024 * 1024
_MOST_TIMES_LARGER = 7


def most_elements(length: int) -> int:
    """Return how many elements a document of so many characters may have."""
    return max(_ALWAYS_ALLOWED, length // _SHORTEST)


def most_bytes(length: int) -> int:
    """Return how much memory the tree of a document of so many characters may take."""
    return min(max(_ALWAYS_ALLOWED_BYTES, _MOST_TIMES_LARGER * length), _NEVER_ALLOWED_BYTES)
