"""The words of a transcript as they are compared, each with its place; and its fingerprint.

Case, accents, punctuation and where turns are cut make no difference: another transcriber sets
all of them anew.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from reader.finding import fold
from reader.model import Turn, TurnRange

# Scripts that write no blanks between words (Thai, Lao, Burmese, Khmer, Chinese, Japanese) count
# by characters; an apostrophe is part of its word.
_UNPARTED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNPARTED}]|[^\W{_UNPARTED}]+(?:['’][^\W{_UNPARTED}]+)*")


class Word(NamedTuple):
    """One word of a transcript: `turns[turn].text[start:end]`."""

    key: str
    turn: int
    start: int
    end: int


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return fold(word).replace("'", "")


def keys_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [_key(match[0]) for match in _WORD.finditer(text)]


def _words_of(number: int, turn: Turn) -> Iterator[Word]:
    for match in _WORD.finditer(turn.text):
        yield Word(_key(match[0]), number, match.start(), match.end())


class TranscriptWords:
    """All words of a transcript in order, and where each is said. Immutable; any thread."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = turns
        self.fingerprint = fingerprint(turns)
        self.words = [word for i, turn in enumerate(turns) for word in _words_of(i, turn)]
        self.keys = [word.key for word in self.words]
        self._places: dict[str, list[int]] = {}
        for place, key in enumerate(self.keys):
            self._places.setdefault(key, []).append(place)

    def __len__(self) -> int:
        return len(self.words)

    def places(self, key: str) -> Sequence[int]:
        """Return the numbers of the words that are this one, rising."""
        return self._places.get(key, ())

    def range_of(self, first: int, end: int) -> TurnRange:
        """Return the place of the words `first:end`, at least one; signs after them belong to it.

        Signs are those that stand right at a word: its full stop, its closing quote.
        """
        opening, closing = self.words[first], self.words[end - 1]
        start = _with_signs(self.turns[opening.turn].text, opening.start, -1)
        stop = _with_signs(self.turns[closing.turn].text, closing.end, 1)
        return TurnRange(opening.turn, start, closing.turn, stop)

    def text_of(self, first: int, end: int) -> str:
        """Return the keys of the words `first:end`, parted by blanks."""
        return " ".join(self.keys[first:end])


_OPENING = "\"'“‘«„([¿¡"
_CLOSING = "\"'”’»)].,;:?!…。、！？"


def _with_signs(text: str, at: int, step: int) -> int:
    """Move a border of words over the signs that belong to them."""
    if step < 0:
        while at > 0 and text[at - 1] in _OPENING:
            at -= 1
    else:
        while at < len(text) and text[at] in _CLOSING:
            at += 1
    return at


def fingerprint(turns: Sequence[Turn]) -> str:
    """Return a transcript's fingerprint: where it is the same, places in it are, too."""
    digest = blake2b(digest_size=16)
    for turn in turns:
        text = turn.text.encode("utf-8", "surrogatepass")
        digest.update(len(text).to_bytes(8, "little"))
        digest.update(text)
    return digest.hexdigest()
