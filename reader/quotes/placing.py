"""Find the place of a quote in another transcript, and say how sure that is.

The quote's words with those before and after it are looked for together. Rare words vote for
where they would stand; at the best places the words are aligned (rapidfuzz), and the place is
sure only where the quote's own words and its neighbours agree, and no second place comes near.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq, Levenshtein

from reader.model import Placed, Quote, Turn, TurnRange
from reader.quotes.capturing import heard_range, neighbours
from reader.quotes.words import TranscriptWords, keys_of
from reader.timing.timeline import Timeline

BUCKET_WORDS = 8  # votes this near to each other are for one place
MOST_VOTERS = 120
MOST_PLACES_OF_A_WORD = 400
CANDIDATES = 8
MARGIN_WORDS = 64  # more than most advertisements
REFINED_WORDS = 3
# A quote of more words than this is placed by its two ends.
LONGEST_ALIGNED = 1500
END_WORDS = 200
# Two transcripts' times for the same words differ by this much; the one that was kept stays.
SAME_MOMENT_MS = 3000

# Shares of agreement: of letters for the quote itself, of words for its neighbours.
SURE_TEXT = 0.75
SURE_CONTEXT = 0.5
SURE_SIDE = 0.25  # of the worse side: a clip of the passage has other neighbours at its end
# A word or two stand anywhere: those right beside them must agree on both sides. What is said in
# much the same words right before or after must not be taken for the quote: each must in its place.
FEW_WORDS = 3
BESIDE_WORDS = 5
SURE_BESIDE = 0.5
SURE_LEAD = 0.12  # how far the second best place must be behind
SURE_ALONE_WORDS = 8  # a quote without any neighbours must be as long as this
SURE_ALONE_TEXT = 0.9
ECHO = 0.4
LOST_TEXT = 0.5
LOST_COVERED = 0.6  # an advertisement may stand in the middle
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
    sides: tuple[float, ...]  # of what is before and after; of two, one or none
    covered: float  # the share of the quote's words that are there, whatever is between them
    off_ms: int  # how far from the quote's old time

    @property
    def context(self) -> float | None:
        """Of both sides, the better one counting more; None: the quote has no neighbours."""
        return (2 * max(self.sides) + min(self.sides)) / 3 if self.sides else None

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


def placed_anew(quote: Quote, timeline: Timeline, transcript: TranscriptWords) -> Quote:
    """Return a quote with its place in this transcript, which is that of the timeline's turns.

    Its words stay as they were kept. Only where the place is sure, its range in the audio follows
    (unless it begins where it did, but for a moment), and its neighbours are the new ones. A
    quote without words (a mere moment), and one that is placed in this very transcript already,
    is returned as it is; but a place that the transcript does not have is forgotten.
    """
    if quote.transcript == transcript.fingerprint and not _has_place(timeline.turns, quote.place):
        quote = replace(quote, place=None, transcript="")
    if not quote.text.strip() or quote.transcript == transcript.fingerprint:
        return quote
    found = place(quote, transcript)
    moved = replace(
        quote, place=found.place, placed=found.placed, transcript=transcript.fingerprint
    )
    if found.place is None or found.placed is not Placed.EXACT:
        return moved
    start_ms, end_ms = heard_range(timeline, found.place)
    if abs(start_ms - quote.start_ms) <= SAME_MOMENT_MS:
        start_ms, end_ms = quote.start_ms, quote.end_ms
    before, after = neighbours(timeline.turns, found.place)
    return replace(moved, start_ms=start_ms, end_ms=end_ms, before=before, after=after)


def _has_place(turns: Sequence[Turn], place: TurnRange | None) -> bool:
    """Tell whether a place is one in these turns; None, of what is lost, is."""
    if place is None:
        return True
    first, last = (place.first_turn, place.first_offset), (place.last_turn, place.last_offset)
    return (
        (0, 0) <= first < last
        and last[0] < len(turns)
        and min(first[1], last[1]) >= 0
        and first[1] <= len(turns[first[0]].text)
        and last[1] <= len(turns[last[0]].text)
    )


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
    sure = lead >= SURE_LEAD and _is_sure(best, wanted, transcript)
    return Placement(
        Placed.EXACT if sure else Placed.UNSURE,
        best.score,
        transcript.range_of(best.first, best.end),
    )


def _is_lost(best: _Candidate) -> bool:
    if best.context is None or best.context < LOST_CONTEXT:
        return best.text < LOST_TEXT_ALONE
    return best.text < LOST_TEXT and best.covered < LOST_COVERED


def _is_sure(best: _Candidate, wanted: _Wanted, transcript: TranscriptWords) -> bool:
    if best.context is None:
        return len(wanted.text) >= SURE_ALONE_WORDS and best.text >= SURE_ALONE_TEXT
    if best.context < SURE_CONTEXT or min(best.sides) < SURE_SIDE:
        return False
    echoed = _is_echoed(wanted)
    if echoed or len(wanted.text) <= FEW_WORDS:
        agreement = _agreement_in_place if echoed else Indel.normalized_similarity
        beside = _beside(wanted, transcript, best, agreement)
        return min(beside) >= SURE_BESIDE and best.text >= SURE_TEXT
    return best.text >= SURE_TEXT


def _is_echoed(wanted: _Wanted) -> bool:
    """Return whether a quote's words, or many of them, are said again right beside it.

    If the quote was cut out, its echo would be taken for it.
    """
    length = len(wanted.text)
    near = max(length, BESIDE_WORDS)
    before, after = wanted.before[-near:], wanted.after[:near]
    return any(
        Indel.normalized_similarity(stretch, wanted.text) >= ECHO
        for side in (before, after)
        for stretch in _stretches(side, length)
    )


def _stretches(words: list[str], length: int) -> Iterator[list[str]]:
    return (words[at : at + length] for at in range(max(len(words) - length, 0) + 1))


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
    first, end = low + first, low + end
    if end - first <= 2 * len(wanted.text) + REFINED_WORDS:
        # Elsewhere something stands in its middle: fewer letters would always agree better.
        first, end = _refined(" ".join(wanted.text), transcript, first, end)
    opening, heard_text = transcript.words[first], transcript.keys[first:end]
    return _Candidate(
        first,
        end,
        fuzz.ratio(" ".join(wanted.text), transcript.text_of(first, end)) / 100,
        _sides(wanted, transcript, first, end),
        LCSseq.similarity(wanted.text, heard_text) / len(wanted.text),
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


def _sides(wanted: _Wanted, transcript: TranscriptWords, first: int, end: int) -> tuple[float, ...]:
    """Return the shares of the neighbouring words that agree, before and after a stretch."""
    sides = []
    if wanted.before:
        heard = transcript.keys[max(first - len(wanted.before), 0) : first]
        sides.append(Indel.normalized_similarity(wanted.before, heard))
    if wanted.after:
        heard = transcript.keys[end : end + len(wanted.after)]
        sides.append(Indel.normalized_similarity(wanted.after, heard))
    return tuple(sides)


def _beside(
    wanted: _Wanted,
    transcript: TranscriptWords,
    best: _Candidate,
    agreement: Callable[[Sequence[str], Sequence[str]], float],
) -> tuple[float, ...]:
    """Return how well the few words right beside a stretch agree, the nearest first."""
    before, after = wanted.before[-BESIDE_WORDS:], wanted.after[:BESIDE_WORDS]
    heard_before = transcript.keys[max(best.first - BESIDE_WORDS, 0) : best.first]
    heard_after = transcript.keys[best.end : best.end + BESIDE_WORDS]
    pairs = ((before[::-1], heard_before[::-1]), (after, heard_after))
    return tuple(agreement(side, heard) for side, heard in pairs if side)


def _agreement_in_place(side: Sequence[str], heard: Sequence[str]) -> float:
    """Return the share of words that are the same at the same distance."""
    return sum(map(str.__eq__, side, heard)) / len(side)


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
