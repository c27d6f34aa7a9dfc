"""Measure how well quotes find their places in other transcripts, and how long that takes."""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from _episodes import SEED
from _figures import Figure, note, report, timed_ms
from _replacements import (
    Talk,
    advertised,
    corrected,
    cut_elsewhere,
    everything,
    first_talk,
    misheard,
    origins_at,
    other_wording,
    turns_of,
    without,
)

from reader.model import Placed, Quote, TurnRange
from reader.quotes.capturing import just_heard, quote_of
from reader.quotes.placing import Placement, place
from reader.quotes.words import TranscriptWords
from reader.timing.timeline import Timeline

HOURS = 1.0
TALKS = 5
QUOTES_A_TALK = 200
CUT_OUT_A_TALK = 60
MOST_NOT_RIGHT = 1.0  # of a hundred
MOST_WRONG_AND_SURE = 0.0
KINDS: dict[str, Callable[[Talk, random.Random], Talk]] = {
    "one word in fifty corrected": corrected,
    "another transcriber's wording": other_wording,
    "a tenth of the words changed": misheard,
    "turns joined and split": cut_elsewhere,
    "two advertisements put in": advertised,
    "wording, turns and advertisements at once": everything,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A quote and which words of the talk it is."""

    quote: Quote
    origins: frozenset[int]


def kept_quotes(talk: Talk, chance: random.Random) -> Iterator[Kept]:
    """Yield quotes as people make them: caught, grown, and selected, also across turns."""
    timeline = Timeline(turns_of(talk))
    last_ms = timeline.turns[-1].end_ms
    for _ in range(QUOTES_A_TALK):
        caught = just_heard(timeline, chance.randrange(last_ms))
        assert caught is not None
        for _ in range(chance.choice((0, 0, 0, 1, 2, 4))):
            caught = caught.grown(timeline)
        where = caught.place if chance.random() < 0.7 else selected(timeline, chance)
        quote = quote_of(timeline, where)
        if quote is not None and quote.place is not None:
            yield Kept(quote, origins_at(talk, quote.place))


def selected(timeline: Timeline, chance: random.Random) -> TurnRange:
    """Return a selection from somewhere in a turn to somewhere in the same or a later one."""
    first = chance.randrange(len(timeline.turns) - 2)
    last = first + chance.choice((0, 0, 1, 2))
    opening, closing = timeline.turns[first].text, timeline.turns[last].text
    start = opening.rfind(" ", 0, chance.randrange(len(opening)) + 1) + 1
    end = closing.find(" ", min(start + 20, len(closing)) if last == first else 0)
    return TurnRange(first, start, last, len(closing) if end < 0 else end)


def verdict(kept: Kept, talk: Talk, found: Placement) -> str:
    """Say what became of a quote: right, wrong or lost, and whether it was said to be sure."""
    if found.place is None:
        return "lost"
    there = origins_at(talk, found.place) - {-1}
    wanted = kept.origins & {t.origin for turn in talk for t in turn.tokens}
    shared = len(there & wanted) / max(len(there | wanted), 1)
    right = shared >= 0.5
    sure = found.placed is Placed.EXACT
    return f"{'right' if right else 'wrong'}, {'sure' if sure else 'unsure'}"


def replaced(kind: str) -> Counter[str]:
    """Return what became of the quotes in one kind of replacement."""
    seen: Counter[str] = Counter()
    for seed in range(SEED, SEED + TALKS):
        chance = random.Random(f"{kind} {seed}")  # noqa: S311
        talk = first_talk(HOURS, seed)
        other = KINDS[kind](talk, chance)
        transcript = TranscriptWords(turns_of(other))
        for kept in kept_quotes(talk, chance):
            seen[verdict(kept, other, place(kept.quote, transcript))] += 1
    note(f"{kind}: {dict(seen)}")
    return seen


def cut_out() -> Counter[str]:
    """Return what became of quotes whose own words are not in the other transcript."""
    seen: Counter[str] = Counter()
    for seed in range(SEED, SEED + TALKS):
        chance = random.Random(f"cut {seed}")  # noqa: S311
        talk = first_talk(HOURS, seed)
        once = (kept for kept in kept_quotes(talk, chance) if not is_said_twice(kept, talk))
        for kept in islice(once, CUT_OUT_A_TALK):
            other = everything(without(talk, kept.origins), chance)
            found = place(kept.quote, TranscriptWords(turns_of(other)))
            seen["lost" if found.place is None else found.placed.value] += 1
    note(f"cut out: {dict(seen)}")
    return seen


def is_said_twice(kept: Kept, talk: Talk) -> bool:
    """Return whether a clip repeats a quote together with what stands beside it."""
    quote = kept.quote
    words = [*quote.before.split()[-3:], *quote.text.split(), *quote.after.split()[:3]]
    said = " ".join(token.text for turn in talk for token in turn.tokens)
    return said.count(" ".join(words)) > 1


def share(seen: Counter[str], *verdicts: str) -> float:
    """Return how many of a hundred met one of these ends."""
    return 100 * sum(seen[one] for one in verdicts) / seen.total()


def figures() -> Iterator[Figure]:
    """Yield the lines of the table."""
    for kind in KINDS:
        seen = replaced(kind)
        missed = share(seen, "lost", "wrong, sure", "wrong, unsure")
        yield Figure(
            f"{kind}: not at their place",
            missed,
            "%",
            f"{share(seen, 'right, sure'):.1f} % right and sure",
            limit=MOST_NOT_RIGHT,
        )
        yield Figure(
            f"{kind}: wrong, and said to be sure",
            share(seen, "wrong, sure"),
            "%",
            limit=MOST_WRONG_AND_SURE,
        )
    seen = cut_out()
    yield Figure(
        "the passage itself cut out: said to be sure",
        share(seen, "exact"),
        "%",
        f"{share(seen, 'lost'):.1f} % known to be lost",
        limit=MOST_WRONG_AND_SURE,
    )
    yield speed()


def speed() -> Figure:
    """Return how long one quote takes."""
    chance = random.Random(SEED)  # noqa: S311
    talk = first_talk(HOURS, SEED)
    transcript = TranscriptWords(turns_of(everything(talk, chance)))
    quotes = [kept.quote for kept in kept_quotes(talk, chance)]
    spent = timed_ms(lambda: [place(quote, transcript) for quote in quotes], 3)
    return Figure("a quote placed in an hour of speech", spent / len(quotes))


def main() -> int:
    """Print the section and return the exit status."""
    remark = (
        f"{QUOTES_A_TALK * TALKS} quotes of {TALKS} conversations, caught, grown and selected, "
        f"for each kind of replacement. From the seed {SEED}."
    )
    return report("Quotes in other transcripts", remark, list(figures()))


if __name__ == "__main__":
    sys.exit(main())
