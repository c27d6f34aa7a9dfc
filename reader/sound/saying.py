"""What of a text takes time to say, and where a voice may pause in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from reader.model import PARAGRAPH_BREAK, Turn
from reader.timing.sentences import split_sentences

_WORD = re.compile(r"[^\W\d_]+|\d")
_VOWELS = re.compile(
    r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœаеёиоуыэюяєіїαεηιουωάέήίόύώ]+", re.IGNORECASE
)
_CLAUSE = re.compile(r"(?<=[,;:–—])\s+|(?<=[\w,])\s+(?=[–—-]\s)|\s*[–—]\s*|(?<=…)\s+|[，、；：]")
# A syllable takes the longer the more letters it has: about a third of it each.
_LETTER = 0.3
_DIGIT = 2.0  # syllables: "seven", "twenty"
_LETTERS_A_SYLLABLE = 3.0  # in scripts whose vowels are not known
_SHORTEST = 0.5


class Break(IntEnum):
    """What lies between two clauses; the later in this list, the likelier a pause."""

    CLAUSE = 0
    SENTENCE = 1
    PARAGRAPH = 2
    TURN = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that are said without a sign to pause at; `length` is in something like syllables."""

    length: float
    ends_with: Break
    turn: int  # the index within what was given
    begins_sentence: bool


def clauses_of(turns: Sequence[Turn]) -> tuple[Clause, ...]:
    """Return what is said in some turns, in order. A turn without words gives none."""
    return tuple(clause for i, turn in enumerate(turns) for clause in _clauses_of_turn(i, turn))


def _clauses_of_turn(index: int, turn: Turn) -> Iterator[Clause]:
    text = turn.text
    spans = split_sentences(text)
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else None
        if following is None:
            closing = Break.TURN
        elif PARAGRAPH_BREAK in text[end:following]:
            closing = Break.PARAGRAPH
        else:
            closing = Break.SENTENCE
        lengths = [length for part in _CLAUSE.split(text[start:end]) if (length := spoken(part))]
        lengths = lengths or [_SHORTEST]
        for place, length in enumerate(lengths):
            is_last = place == len(lengths) - 1
            yield Clause(length, closing if is_last else Break.CLAUSE, index, place == 0)


def spoken(text: str) -> float:
    """Return how long it takes to say a text, in something like syllables; 0 for no words."""
    return sum(_syllables(word) for word in _WORD.findall(text))


def _syllables(word: str) -> float:
    if word.isdigit():
        return _DIGIT
    if _is_written_by_syllables(word):
        return float(len(word))
    if len(word) > 1 and word.isupper() and len(word) <= 5:  # is spelt
        return len(word) * (1 + _LETTER)
    vowels = len(_VOWELS.findall(word)) or max(1.0, len(word) / _LETTERS_A_SYLLABLE)
    silent = 1 if vowels > 1 and word[-1] in "eE" and word[-2] not in "lL" else 0
    return vowels - silent + _LETTER * len(word)


def _is_written_by_syllables(word: str) -> bool:
    """Tell Chinese, Japanese and Korean, where a sign is about a syllable."""
    return any("\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3" for sign in word)
