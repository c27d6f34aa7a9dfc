"""Find the place of a quote in another transcript, and say how sure that is.

The quote's words with those before and after it are looked for together. Rare words vote for
where they would stand; at the best places the words are aligned (rapidfuzz), and the place is
sure only where the quote's own words and its neighbours agree, and no second place comes near.
`docs/decisions/0012-durable-quotes.md` gives the reasons and what was measured.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

from reader.model import Placed, Quote, TurnRange
from reader.quotes.words import TranscriptWords, keys_of

BUCKET_WORDS = 8  # votes this near to each other are for one place
MOST_VOTERS = 120
MOST_PLACES_OF_A_WORD = 400
CANDIDATES = 8
MARGIN_WORDS = 24
REFINED_WORDS = 3
# A quote of more words than this is placed by its two ends.
LONGEST_ALIGNED = 1500
END_WORDS = 200

# Shares of agreement: of letters for the quote itself, of words for its neighbours.
SURE_TEXT = 0.75
SURE_CONTEXT = 0.5
SURE_LEAD = 0.12  # how far the second best place must be behind
SURE_ALONE_WORDS = 8  # a quote without any neighbours must be as long as this
SURE_ALONE_TEXT = 0.9
LOST_TEXT = 0.5
LOST_CONTEXT = 0.35
# Unrelated words have about half of their letters in common, so this alone is not enough.
LOST_TEXT_ALONE = 0.72


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a quote stands. `score` is from 0 to 1; `place` is None where it is lost."""

    placed: Placed
    score: float
    place: TurnRange | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A quote as words, with its neighbours."""

    before: list[str]
    text: list[str]
    after: list[str]
    start_ms: int

    @property
    def words(self) -> list[str]:
        return [*self.before, *self.text, *self.after]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stretch of the transcript's words, and how well it agrees."""

    first: int
    end: int
    text: float
    context: float | None  # None: the quote has no neighbours
    off_ms: int  # how far from the quote's old time

    @property
    def score(self) -> float:
        return self.text if self.context is None else 0.5 * self.text + 0.5 * self.context


def place(quote: Quote, transcript: TranscriptWords) -> Placement:
    """Find a quote's place in a transcript. Pure; some milliseconds an hour of speech."""
    wanted = _Wanted(
        keys_of(quote.before), keys_of(quote.text), keys_of(quote.after), quote.start_ms
    )
    if not wanted.text or not len(transcript):
        return Placement(Placed.LOST, 0.0)
    if len(wanted.text) > LONGEST_ALIGNED:
        return _place_ends(wanted, transcript)
    return _decide(_candidates(wanted, transcript), wanted, transcript)


def placed_anew(quote: Quote, transcript: TranscriptWords) -> Quote:
    """Return a quote with its place in this transcript; its words and times stay its own.

    A quote without words (a mere moment), and one that is placed in this very transcript
    already, is returned as it is. A lost one keeps all but its place.
    """
    if not quote.text.strip() or quote.transcript == transcript.fingerprint:
        return quote
    found = place(quote, transcript)
    return replace(quote, place=found.place, placed=found.placed, transcript=transcript.fingerprint)


def _decide(
    candidates: list[_Candidate], wanted: _Wanted, transcript: TranscriptWords
) -> Placement:
    if not candidates:
        return Placement(Placed.LOST, 0.0)
    top = max(candidate.score for candidate in candidates)
    level = [candidate for candidate in candidates if candidate.score >= top - SURE_LEAD / 4]
    best = min(level, key=lambda candidate: candidate.off_ms)
    if _is_lost(best):
        return Placement(Placed.LOST, best.score)
    others = [other for other in candidates if not _same_place(best, other)]
    lead = best.score - max((other.score for other in others), default=0.0)
    sure = lead >= SURE_LEAD and _is_sure(best, len(wanted.text))
    return Placement(
        Placed.EXACT if sure else Placed.UNSURE,
        best.score,
        transcript.range_of(best.first, best.end),
    )


def _is_lost(best: _Candidate) -> bool:
    if best.context is None or best.context < LOST_CONTEXT:
        return best.text < LOST_TEXT_ALONE
    return best.text < LOST_TEXT


def _is_sure(best: _Candidate, words: int) -> bool:
    if best.context is None:
        return words >= SURE_ALONE_WORDS and best.text >= SURE_ALONE_TEXT
    return best.text >= SURE_TEXT and best.context >= SURE_CONTEXT


def _same_place(one: _Candidate, other: _Candidate) -> bool:
    return one.first < other.end and other.first < one.end


# Where to look


def _candidates(wanted: _Wanted, transcript: TranscriptWords) -> list[_Candidate]:
    """Align the quote wherever enough of its words would stand together."""
    found: dict[tuple[int, int], _Candidate] = {}
    for start in _likely_starts(wanted, transcript):
        aligned = _align(wanted, transcript, start)
        if aligned is not None:
            found.setdefault((aligned.first, aligned.end), aligned)
    return list(found.values())


def _likely_starts(wanted: _Wanted, transcript: TranscriptWords) -> Iterator[int]:
    """Yield where the quote may begin, in words, the likeliest first."""
    votes: Counter[int] = Counter()
    for offset, places in _voters(wanted, transcript):
        weight = log(1 + len(transcript) / len(places)) / len(places) ** 0.25
        for bucket in {(at - offset) // BUCKET_WORDS for at in places}:
            votes[bucket] += weight
    both = Counter({b: votes[b] + votes[b + 1] for b in {*votes, *(b - 1 for b in votes)}})
    taken: list[int] = []
    for bucket, _ in both.most_common(CANDIDATES * 3):
        if all(abs(bucket - other) > 1 for other in taken):
            taken.append(bucket)
            yield (bucket + 1) * BUCKET_WORDS
        if len(taken) == CANDIDATES:
            return


def _voters(wanted: _Wanted, transcript: TranscriptWords) -> Sequence[tuple[int, Sequence[int]]]:
    """Return the rarest words: the place of each in the quote, and its places in the transcript."""
    known = [
        (number - len(wanted.before), transcript.places(key))
        for number, key in enumerate(wanted.words)
    ]
    heard = [(at, places) for at, places in known if 0 < len(places) <= MOST_PLACES_OF_A_WORD]
    if not heard:
        heard = [(at, places[:MOST_PLACES_OF_A_WORD]) for at, places in known if places]
    return sorted(heard, key=lambda voter: len(voter[1]))[:MOST_VOTERS]


# How well it fits


def _align(wanted: _Wanted, transcript: TranscriptWords, start: int) -> _Candidate | None:
    """Align the words around a likely start with the quote's; None: its own are not there."""
    margin = MARGIN_WORDS + len(wanted.text) // 4
    low = max(start - len(wanted.before) - margin, 0)
    high = start + len(wanted.text) + len(wanted.after) + margin
    heard = transcript.keys[low:high]
    first, end = _mapped(wanted, heard)
    if first >= end:
        return None
    first, end = _refined(" ".join(wanted.text), transcript, low + first, low + end)
    opening = transcript.words[first]
    return _Candidate(
        first,
        end,
        fuzz.ratio(" ".join(wanted.text), transcript.text_of(first, end)) / 100,
        _context(wanted, transcript, first, end),
        abs(transcript.turns[opening.turn].start_ms - wanted.start_ms),
    )


def _mapped(wanted: _Wanted, heard: list[str]) -> tuple[int, int]:
    """Return the stretch of the heard words that the quote's own words are aligned with."""
    opens, closes = len(wanted.before), len(wanted.before) + len(wanted.text)
    first, end = len(heard), 0
    for block in Levenshtein.opcodes(wanted.words, heard):
        begin, stop = max(block.src_start, opens), min(block.src_end, closes)
        if begin < stop and block.tag in ("equal", "replace"):
            first = min(first, block.dest_start + begin - block.src_start)
            end = max(end, block.dest_start + stop - block.src_start)
    return first, end


def _refined(text: str, transcript: TranscriptWords, first: int, end: int) -> tuple[int, int]:
    """Move both ends by a few words to where the letters agree best."""

    def likeness(first: int, end: int) -> float:
        return fuzz.ratio(text, transcript.text_of(first, end))

    near = sorted(range(-REFINED_WORDS, REFINED_WORDS + 1), key=abs)
    first = max(
        (first + by for by in near if 0 <= first + by < end),
        key=lambda start: likeness(start, end),
    )
    end = max(
        (end + by for by in near if first < end + by <= len(transcript)),
        key=lambda stop: likeness(first, stop),
    )
    return first, end


def _context(wanted: _Wanted, transcript: TranscriptWords, first: int, end: int) -> float | None:
    """Return the share of the neighbouring words that agree; the better side counts more."""
    sides = []
    if wanted.before:
        heard = transcript.keys[max(first - len(wanted.before), 0) : first]
        sides.append(Indel.normalized_similarity(wanted.before, heard))
    if wanted.after:
        heard = transcript.keys[end : end + len(wanted.after)]
        sides.append(Indel.normalized_similarity(wanted.after, heard))
    return (2 * max(sides) + min(sides)) / 3 if sides else None


# Very long quotes


def _place_ends(wanted: _Wanted, transcript: TranscriptWords) -> Placement:
    """Place the beginning and the end of a long quote; the rest lies between them."""
    text = wanted.text
    opening = replace(wanted, text=text[:END_WORDS], after=text[END_WORDS : 2 * END_WORDS])
    closing = replace(wanted, before=text[-2 * END_WORDS : -END_WORDS], text=text[-END_WORDS:])
    parts = [
        _decide(_candidates(part, transcript), part, transcript) for part in (opening, closing)
    ]
    first, last = parts[0].place, parts[1].place
    score = min(part.score for part in parts)
    if first is None or last is None or _order(first) > _order(last):
        return Placement(Placed.LOST, score)
    sure = all(part.placed is Placed.EXACT for part in parts)
    whole = TurnRange(first.first_turn, first.first_offset, last.last_turn, last.last_offset)
    return Placement(Placed.EXACT if sure else Placed.UNSURE, score, whole)


def _order(found: TurnRange) -> tuple[int, int]:
    return found.first_turn, found.first_offset
