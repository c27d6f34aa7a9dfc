"""The twelve queries that search is measured by, chosen from a corpus by how often words occur.

They are chosen from its first hundred episodes, and so are the same at every size.
"""

from dataclasses import dataclass

import numpy as np
from _corpus import BLOCK, TURNS_AN_EPISODE, Corpus, Tokens, host
from numpy.typing import NDArray

RARE, FEW, SOME, COMMON = 1 / 5000, 1 / 200, 1 / 20, 1 / 4  # shares of the turns
_TURNS = BLOCK * TURNS_AN_EPISODE
_PREFIX_LETTERS = 4
_UNFIT = {"near", "on", "one"}  # an operator of ours, and what Porter's stemmer makes one word


@dataclass(frozen=True, slots=True)
class Query:
    """One question in both languages."""

    name: str
    ours: str
    fts5: str


class WordCounts:
    """In what share of the turns each word is, in any form; words of plain letters alone."""

    def __init__(self, corpus: Corpus) -> None:
        self.forms = corpus.vocabulary.forms
        self.tokens = corpus.tokens(0)
        base_of = corpus.vocabulary.base_of
        self.shares = np.zeros(len(self.forms))
        shares = _shares(base_of[self.tokens.forms], self.tokens)
        self.shares[: len(shares)] = shares
        plain = [form.isalpha() and form not in _UNFIT for form in self.forms]
        self.plain = np.array(plain) & (self.shares > 0)
        self._taken: set[int] = set()

    def near(self, share: float, letters: range = range(2, 10)) -> str:
        """Return the word whose share is nearest, each one only once."""
        fits = [len(form) in letters for form in self.forms]
        order = np.argsort(np.abs(self.shares - share) + 9.0 * ~(self.plain & fits), kind="stable")
        number = next(n for n in order.tolist() if n not in self._taken)
        self._taken.add(number)
        return self.forms[number]

    def piece(self, words: int, least: float) -> str:
        """Return what is said in a row most often, of words that are in `least` of the turns."""
        usual = np.flatnonzero(self.plain & (self.shares >= least))
        place = np.full(len(self.forms), -1)
        place[usual] = np.arange(len(usual))
        said = place[self.tokens.forms]
        count = len(said) - words + 1
        rows = [said[i : i + count] for i in range(words)]
        codes = np.zeros(count, np.int64)
        for row in rows:
            codes = codes * len(usual) + row
        whole = np.all([row >= 0 for row in rows], axis=0)
        found, times = np.unique(codes[whole], return_counts=True)
        code, numbers = int(found[np.argmax(times)]), []
        for _ in range(words):
            code, number = divmod(code, len(usual))
            numbers.append(number)
        return " ".join(self.forms[usual[number]] for number in reversed(numbers))

    def prefix(self, share: float) -> str:
        """Return the beginning whose words together are in about this share of the turns."""
        sums: dict[str, float] = {}
        for number in np.flatnonzero(self.plain).tolist():
            begin = self.forms[number][:_PREFIX_LETTERS]
            sums[begin] = sums.get(begin, 0.0) + float(self.shares[number])
        whole = (begin for begin in sums if len(begin) == _PREFIX_LETTERS)
        return min(whole, key=lambda begin: abs(sums[begin] - share))

    def misspelt(self, word: str) -> str:
        """Return the word with two letters within it exchanged, so that it is no word."""
        known = {self.forms[number] for number in np.flatnonzero(self.plain).tolist()}
        for i in range(2, len(word) - 2):
            wrong = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            if wrong != word and wrong not in known:
                return wrong
        raise ValueError(f"No misspelling of {word!r} is found.")


def twelve_queries(corpus: Corpus) -> tuple[Query, ...]:
    """Choose the queries."""
    words = WordCounts(corpus)
    common = [words.near(share) for share in (1 / 3, 1 / 2, COMMON, 2 / 5, 3 / 10)]
    two, four = words.piece(2, COMMON), words.piece(4, SOME)
    some, other, few = words.near(SOME), words.near(SOME), words.near(1 / 50)
    rare, long = words.near(RARE), words.near(FEW, range(7, 10))
    begin, wrong = words.prefix(1 / 50), words.misspelt(long)
    name = host(3).split()[0]
    return (
        _plain("a rare word", rare),
        _plain("a common word", common[0]),
        _plain("two common words", *common[1:3]),
        _plain("three common words", common[0], *common[3:]),
        _phrase("phrase of two common words", two),
        _phrase("phrase of four words", four),
        Query("a prefix", f"{begin}*", f'"{begin}"*'),
        _joined("AND", common[2], some),
        _joined("OR", some, few),
        _joined("NOT", other, common[2]),
        Query(
            "speaker: with a word",
            f"speaker:{name.lower()} {common[2]}",
            f'speaker : "{name}" AND text : "{common[2]}"',
        ),
        _plain("a misspelling", wrong),
    )


def _plain(name: str, *words: str) -> Query:
    return Query(name, " ".join(words), " ".join(f'"{word}"' for word in words))


def _phrase(name: str, phrase: str) -> Query:
    return Query(name, f'"{phrase}"', f'"{phrase}"')


def _joined(operator: str, left: str, right: str) -> Query:
    return Query(operator, f"{left} {operator} {right}", f'"{left}" {operator} "{right}"')


def _shares(words: NDArray[np.int64], tokens: Tokens) -> NDArray[np.float64]:
    """Return in what share of the turns each word is."""
    turns = np.repeat(np.arange(_TURNS), np.diff(tokens.firsts))
    count = int(words.max()) + 1
    once = np.unique(turns * count + words)
    return np.bincount(once % count, minlength=count) / _TURNS
