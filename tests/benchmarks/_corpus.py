"""A library of any size for the benchmarks of search: an hour an episode, as people talk.

Words come as often as in talk, an episode's subjects in bursts; see `_vocabulary`. The smaller
corpus is the beginning of the larger one with the same seed.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from _vocabulary import Vocabulary, vocabulary
from numpy.typing import NDArray

from reader.episodes.identity import EMPTY_SKETCH, Digest
from reader.library import Library
from reader.model import ChapterDraft, EpisodeDraft, TurnDraft

SEED = 20260301
TURNS_AN_EPISODE = 250
WORDS_AN_EPISODE = 15_000
MS_A_WORD = 240
BLOCK = 100  # so many episodes are made at once
SHOWS = 20
CHAPTER_EVERY_TURNS = 25
_GUESTS = 400
_TOPICS = 120  # words that an episode is about
_TOPIC_SHARE = 0.1  # of its words
_PIECE_EVERY_WORDS = 40
_FIRST_DAY, _DAYS = dt.date(2021, 1, 4), 5 * 365
_FIRST_NAMES = (
    *("Nora", "Felix", "Ewan", "Ida", "Tomas", "Leila", "Marek", "Oona", "Priya", "Rufus"),
    *("Selma", "Viggo", "Wanda", "Yusuf", "Zora", "Anselm", "Bettina", "Caspar", "Dilys", "Emeka"),
)
_LAST_NAMES = (
    *("Winslow", "Marlowe", "Tait", "Okafor", "Lindqvist", "Haddad", "Novak", "Sorensen"),
    *("Bellamy", "Quist", "Ferreira", "Iyer", "Vance", "Abara", "Kessler", "Dunmore"),
    *("Petrova", "Salgado", "Thorne", "Ueda"),
)
# A word in the eight ways it is written: with a capital or not, and what follows it.
_MARKS = ("", ",", ".", "?")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of some episodes: form numbers, and where each turn's begin (and one more)."""

    forms: NDArray[np.int64]
    firsts: NDArray[np.int64]


class Corpus:
    """The episodes of one seed. Making 1,000 takes some ten seconds."""

    def __init__(self, seed: int = SEED) -> None:
        self.seed = seed
        self.vocabulary = vocabulary(seed)
        self._written = _written(self.vocabulary)
        self._speech = np.cumsum(self.vocabulary.shares)

    def episodes(self, count: int, first: int = 0) -> Iterator[EpisodeDraft]:
        """Make `count` episodes from the number `first` on, which begins a block."""
        for number in range(first, first + count, BLOCK):
            wanted = min(BLOCK, first + count - number)
            yield from self._block(number // BLOCK)[:wanted]

    def tokens(self, block: int) -> Tokens:
        """Return the words of a block of episodes."""
        return self._tokens(np.random.default_rng((self.seed, block)))[0]

    def _block(self, block: int) -> list[EpisodeDraft]:
        chance = np.random.default_rng((self.seed, block))
        tokens, topics = self._tokens(chance)
        texts = self._texts(chance, tokens)
        return [
            self._episode(chance, block * BLOCK + i, tokens, texts, topics[i]) for i in range(BLOCK)
        ]

    def _tokens(self, chance: np.random.Generator) -> tuple[Tokens, NDArray[np.int64]]:
        lengths = _turn_lengths(chance)
        firsts = np.concatenate(([0], np.cumsum(lengths)))
        count = int(firsts[-1])
        forms = np.searchsorted(self._speech, chance.random(count))
        topics = self._topics(chance)
        episode = np.repeat(np.arange(BLOCK), np.diff(firsts[::TURNS_AN_EPISODE]))
        about = np.flatnonzero(chance.random(count) < _TOPIC_SHARE)
        weights = 1 / np.arange(3, _TOPICS + 3)
        rank = chance.choice(_TOPICS, len(about), p=weights / weights.sum())
        forms[about] = topics[episode[about], rank]
        self._say_pieces(chance, forms)
        return Tokens(np.minimum(forms, len(self._speech) - 1), firsts), topics

    def _topics(self, chance: np.random.Generator) -> NDArray[np.int64]:
        """Return the words that each episode is about, by their forms; rare ones as well."""
        lemmas = self.vocabulary.first_forms
        ranks = np.exp(chance.uniform(np.log(100), np.log(len(lemmas)), (BLOCK, _TOPICS)))
        return lemmas[np.minimum(ranks.astype(np.int64), len(lemmas) - 1)]

    def _say_pieces(self, chance: np.random.Generator, forms: NDArray[np.int64]) -> None:
        pieces = self.vocabulary.pieces
        weights = 1 / np.arange(2, len(pieces) + 2)
        places = np.flatnonzero(chance.random(len(forms) - 10) < 1 / _PIECE_EVERY_WORDS)
        said = chance.choice(len(pieces), len(places), p=weights / weights.sum())
        for number, piece in enumerate(pieces):
            for offset, form in enumerate(piece):
                forms[places[said == number] + offset] = form

    def _texts(self, chance: np.random.Generator, tokens: Tokens) -> list[str]:
        """Write the turns, with capitals and punctuation."""
        count = len(tokens.forms)
        mark = chance.choice(4, count, p=(0.84, 0.08, 0.07, 0.01))
        mark[tokens.firsts[1:] - 1] = 2
        capital = np.zeros(count, np.int64)
        capital[1:] = mark[:-1] >= 2
        capital[0] = 1
        words = self._written[tokens.forms * 8 + capital * 4 + mark].tolist()
        return [" ".join(words[first:end]) for first, end in pairwise(tokens.firsts.tolist())]

    def _episode(
        self,
        chance: np.random.Generator,
        number: int,
        tokens: Tokens,
        texts: Sequence[str],
        topics: NDArray[np.int64],
    ) -> EpisodeDraft:
        first = number % BLOCK * TURNS_AN_EPISODE
        starts = (
            tokens.firsts[first : first + TURNS_AN_EPISODE + 1] - tokens.firsts[first]
        ).tolist()
        subjects = [self.vocabulary.forms[form] for form in topics]
        show = number % SHOWS
        speakers = (host(show), _person(int(chance.integers(_GUESTS)) + SHOWS))
        turns = tuple(
            TurnDraft(speakers[i % 2], (texts[first + i],), starts[i] * MS_A_WORD)
            for i in range(TURNS_AN_EPISODE)
        )
        return EpisodeDraft(
            f"{number + 1}: {' '.join(subjects[:4])}",
            show=f"{_LAST_NAMES[show]} and Company",
            date=_FIRST_DAY + dt.timedelta(days=int(chance.integers(_DAYS))),
            duration_ms=starts[-1] * MS_A_WORD,
            notes=f"{' '.join(subjects[:30])}.\n\n{' '.join(subjects[30:60])}.",
            chapters=tuple(
                ChapterDraft(" ".join(subjects[i % 100 : i % 100 + 4]), starts[i] * MS_A_WORD)
                for i in range(0, TURNS_AN_EPISODE, CHAPTER_EVERY_TURNS)
            ),
            turns=turns,
            language="en",
        )


def host(show: int) -> str:
    """Return who speaks in every episode of a show."""
    return _person(show)


def fill(library: Library, drafts: Iterator[EpisodeDraft]) -> list[str]:
    """Put episodes into a library in one transaction and return their ids.

    They go past the comparing with what is there, which costs more than all the rest and which
    no search sees.
    """
    ids: list[str] = []
    now = dt.datetime.now(dt.UTC)
    with library.storage.writing():
        for number, draft in enumerate(drafts):
            digest = Digest(f"{number:032x}", EMPTY_SKETCH, 0, draft.duration_ms or 0)
            ids.append(library.storage.create(draft, draft.title, now, digest=digest))
    return ids


def _turn_lengths(chance: np.random.Generator) -> NDArray[np.int64]:
    """Return the words of each turn: log-normal as in talk, an hour's worth an episode."""
    shares = chance.lognormal(0, 1, (BLOCK, TURNS_AN_EPISODE))
    scaled = shares * (WORDS_AN_EPISODE / shares.sum(axis=1, keepdims=True))
    return np.maximum(1, np.rint(scaled)).astype(np.int64).ravel()


def _written(words: Vocabulary) -> NDArray[np.object_]:
    written = [
        shown + mark
        for form in words.forms
        for shown in (form, form[0].upper() + form[1:])
        for mark in _MARKS
    ]
    return np.array(written, dtype=object)


def _person(number: int) -> str:
    first, last = number % len(_FIRST_NAMES), (number // len(_FIRST_NAMES) + number * 7)
    return f"{_FIRST_NAMES[first]} {_LAST_NAMES[last % len(_LAST_NAMES)]}"
