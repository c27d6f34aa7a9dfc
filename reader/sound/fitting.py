"""Fits the sentences of turns to a recording's pauses, by dynamic programming.

Between two turns whose starts are known, each clause should take about as much voice as its
length asks for, sentences should end in pauses, and pauses should not be in the midst of
clauses. Of all ways to place the breaks, the cheapest is taken. Costs are in nats, as negative
logarithms of how likely each thing is; what they are was set by hand on synthetic talk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.model import Timing, Turn
from reader.sound.pauses import Frames, Pauses
from reader.sound.saying import Break, Clause, clauses_of
from reader.storage.estimate_storage import Estimates

Costs = NDArray[np.float64]

_IMPOSSIBLE = 1e6
_WORST, _WORST_CLAUSE = 20.0, 3.0  # a stretch that does not fit at all costs no more, a clause
_HOPELESS = 25.0  # so much dearer than the best so far, a way is not followed on
_GRID_MS = 150  # of voice: how finely a break without a pause is placed
_SPREAD_MS = 220.0  # standard deviation of how long a second of voice takes, growing by its root
_LEAST_SPREAD_MS = 90.0
# What a break costs without a pause, by kind; and how long its pauses usually are at least.
_WITHOUT_PAUSE = {Break.CLAUSE: 0.4, Break.SENTENCE: 2.5, Break.PARAGRAPH: 3.0, Break.TURN: 2.5}
_USUAL_MS = {Break.CLAUSE: 150, Break.SENTENCE: 320, Break.PARAGRAPH: 420, Break.TURN: 300}
_SHORTFALL_MS = 120.0  # each of these below the usual costs 1
_LONG_CLAUSE_PAUSE_MS = 500.0  # a comma's pause beyond this costs as in a clause's midst
_MIDST = 0.9  # a pause in the midst of a clause, and 1 more for each of the following
_MIDST_MS = 300.0
_MOST = 6.0
_BAND_MS = 3000.0  # breaks are looked for this far from where the lengths put them, and
_BAND_SPREADS = 4.0  # so many standard deviations
_EARLY_MS = 200  # before a given start a voice may begin: players and clocks differ
_USUAL_RATE_MS = 95.0  # of voice for a unit of length, where nothing better is known
_LEAST_RATE_MS = 20.0
_PACES = 0.15  # standard deviation of a turn's pace, as the logarithm of its share of the usual
_MORE_THAN_SPEECH = 1.1  # of the usual: perhaps something else is heard after the last word
_MUSIC = 3.0  # what it costs to suppose that
_TELLING_LENGTH = 40.0  # a stretch this long tells something of the rate
_NEVER_MS = 2**62
_WORTH_MS = 700  # longer pauses are not worth more when a start is looked for


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Turns of which only the first has a known start, `turns[first:end]`, up to `end_ms`."""

    first: int
    end: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where a break may be, in order: voice stops at `stops_ms` and begins at `begins_ms`.

    `until` and `since` are the same as voice that has passed; `midst` is what the pauses before a
    place cost if they lie in the midst of clauses.
    """

    stops_ms: Frames
    begins_ms: Frames
    until: Costs
    since: Costs
    midst: Costs

    @property
    def lengths_ms(self) -> Frames:
        """How long each pause is; 0 for places without one."""
        return self.begins_ms - self.stops_ms


def fit(turns: Sequence[Turn], pauses: Pauses, resolution_ms: int = 1000) -> Estimates:
    """Return, for every turn, when each of its sentences begins; nothing where cues say so.

    `resolution_ms` is how finely the turns' starts were given: they are cut to multiples. A
    turn's first sentence begins its turn. Starts never decrease. Nothing also where the sound is
    too short for the text, and from the turn on in which it ends before the next one begins. Pure;
    takes a second for hours.
    """
    if not turns:
        return ()
    stretches = _stretches_within(turns, pauses, resolution_ms)
    clauses = [clauses_of(turns[s.first : s.end]) for s in stretches]
    rate_ms = _usual_rate(stretches, clauses, pauses)
    found: list[tuple[int, ...]] = [()] * len(turns)
    for stretch, said in zip(stretches, clauses, strict=True):
        if not said or _has_cues(turns, stretch):
            continue
        starts = _fit_stretch(stretch, said, pauses, rate_ms)
        for index in range(stretch.first, stretch.end):
            found[index] = tuple(at for turn, at in starts if turn == index - stretch.first)
    return tuple(found)


def costs_by_turn(
    turns: Sequence[Turn], pauses: Pauses, resolution_ms: int = 1000
) -> dict[int, tuple[float, int]]:
    """Return how badly the text fits the pauses, and by how many clauses that is told.

    By the index of each turn whose start is known, for it and those after it without a start.
    """
    costs = {}
    for stretch in _stretches_within(turns, pauses, resolution_ms):
        said = clauses_of(turns[stretch.first : stretch.end])
        if not said or _has_cues(turns, stretch):
            continue
        places, lengths = _places(stretch, pauses), np.array([clause.length for clause in said])
        whole = float(places.until[-1] - places.since[0])
        cost, _ = _cheapest(said, lengths * (whole / lengths.sum()), places, ends_there=True)
        costs[stretch.first] = min(cost, _WORST + _WORST_CLAUSE * len(said)), len(said)
    return costs


def _has_cues(turns: Sequence[Turn], stretch: _Stretch) -> bool:
    return any(len(turn.cues) for turn in turns[stretch.first : stretch.end])


# Turns' starts


def _stretches_within(turns: Sequence[Turn], pauses: Pauses, resolution_ms: int) -> list[_Stretch]:
    """Return the stretches that the sound reaches to the end of."""
    stretches = _stretches(turns, pauses, resolution_ms)
    return [stretch for stretch in stretches if stretch.end_ms <= pauses.length_ms]


def _stretches(turns: Sequence[Turn], pauses: Pauses, resolution_ms: int) -> list[_Stretch]:
    firsts = [i for i, turn in enumerate(turns) if turn.timing is Timing.GIVEN or i == 0]
    starts = _refined_starts([turns[i] for i in firsts], pauses, resolution_ms)
    closing = max((turn.end_ms for turn in turns), default=0)
    ends = [*starts[1:], min(max(closing, *starts[-1:], 0), pauses.length_ms)]
    lasts = [*firsts[1:], len(turns)]
    return [
        _Stretch(first, end, at, max(at, until))
        for first, end, at, until in zip(firsts, lasts, starts, ends, strict=True)
    ]


def _refined_starts(firsts: Sequence[Turn], pauses: Pauses, resolution_ms: int) -> list[int]:
    """Return when the voice begins in each turn, never decreasing.

    None moves past the next that stays: those with cues do, and where the sound has ended.
    """
    refined = [_refined(turn, pauses, resolution_ms) for turn in firsts]
    following = [turn.start_ms for turn in firsts[1:]]
    beyond = [at > pauses.length_ms for at in following] + [False]
    stays = [
        turn.start_ms if len(turn.cues) or is_beyond else _NEVER_MS
        for turn, is_beyond in zip(firsts, beyond, strict=True)
    ]
    latest = np.minimum.accumulate(np.array(stays, np.int64)[::-1])[::-1]
    rising = np.maximum.accumulate(np.array(refined, np.int64))
    return [int(at) for at in np.minimum(rising, latest)]


def _refined(turn: Turn, pauses: Pauses, resolution_ms: int) -> int:
    """Return when the voice begins after a start that was cut: where the best pause ends."""
    start_ms = turn.start_ms
    if turn.timing is not Timing.GIVEN or len(turn.cues):
        return start_ms
    # Within what it was cut to: the time that is printed stays true.
    latest = start_ms + max(resolution_ms - 1, 0)
    return min(max(_voice_near(start_ms, pauses, resolution_ms), start_ms), latest)


def _voice_near(start_ms: int, pauses: Pauses, resolution_ms: int) -> int:
    """Return the end of the pause that a start most likely means; the start where none is."""
    low, high = np.searchsorted(
        pauses.ends_ms, [start_ms - _EARLY_MS, start_ms + resolution_ms + _EARLY_MS]
    )
    if low < high:
        ends, lengths = pauses.ends_ms[low:high], (pauses.ends_ms - pauses.starts_ms)[low:high]
        outside = np.maximum(start_ms - ends, 0) + np.maximum(ends - start_ms - resolution_ms, 0)
        return int(ends[np.argmax(np.minimum(lengths, _WORTH_MS) - outside)])
    if high < len(pauses.ends_ms) and pauses.starts_ms[high] <= start_ms:
        return int(pauses.ends_ms[high])
    return start_ms


def _usual_rate(
    stretches: Sequence[_Stretch], clauses: Sequence[Sequence[Clause]], pauses: Pauses
) -> float:
    """Return how much voice a unit of length takes in this recording, the median."""
    rates = []
    for stretch, said in zip(stretches, clauses, strict=True):
        length = sum(clause.length for clause in said)
        if length >= _TELLING_LENGTH:
            start, end = pauses.voiced_at(np.array([stretch.start_ms, stretch.end_ms]))
            rates.append((end - start) / length)
    return max(float(np.median(rates)), _LEAST_RATE_MS) if rates else _USUAL_RATE_MS


# Sentences' starts


def _fit_stretch(
    stretch: _Stretch, clauses: Sequence[Clause], pauses: Pauses, usual_ms: float
) -> list[tuple[int, int]]:
    """Return (turn within the stretch, start) of every sentence; nothing where none fits."""
    places = _places(stretch, pauses)
    whole = float(places.until[-1] - places.since[0])
    lengths = np.array([clause.length for clause in clauses])
    total = float(lengths.sum())
    cost, chosen = _cheapest(clauses, lengths * (whole / total), places, ends_there=True)
    if whole > _MORE_THAN_SPEECH * usual_ms * total:
        cost += np.log(whole / total / usual_ms) ** 2 / (2 * _PACES**2)
        other, without = _cheapest(clauses, lengths * usual_ms, places, ends_there=False)
        chosen = without if other + _MUSIC < cost else chosen
    if not chosen:
        return []
    begins = [stretch.start_ms, *(int(places.begins_ms[at]) for at in chosen[:-1])]
    return [(c.turn, at) for c, at in zip(clauses, begins, strict=True) if c.begins_sentence]


def _places(stretch: _Stretch, pauses: Pauses) -> _Places:
    """Return where breaks may be: the start, pauses, a grid between them, the end."""
    low, high = np.searchsorted(pauses.starts_ms, [stretch.start_ms + 1, stretch.end_ms])
    stops, begins = pauses.starts_ms[low:high], pauses.ends_ms[low:high]
    ends_in_pause = len(begins) > 0 and begins[-1] >= stretch.end_ms
    if ends_in_pause:
        closing = (int(stops[-1]), int(begins[-1]))
        stops, begins = stops[:-1], begins[:-1]
    else:
        closing = (stretch.end_ms, stretch.end_ms)
    edges = np.concatenate(([stretch.start_ms], np.stack((stops, begins), 1).ravel(), closing[:1]))
    grid = np.concatenate([np.zeros(0, np.int64), *_between(edges)])
    order = np.argsort(np.concatenate((stops, grid)), kind="stable")
    stops = np.concatenate(([stretch.start_ms], np.concatenate((stops, grid))[order], closing[:1]))
    begins = np.concatenate(
        ([stretch.start_ms], np.concatenate((begins, grid))[order], closing[1:])
    )
    midst = np.where(begins > stops, np.minimum(_MIDST + (begins - stops) / _MIDST_MS, _MOST), 0.0)
    midst[[0, -1]] = 0.0
    return _Places(
        stops,
        begins,
        pauses.voiced_at(stops).astype(float),
        pauses.voiced_at(begins).astype(float),
        np.concatenate(([0.0], np.cumsum(midst))),
    )


def _between(edges: Frames) -> Iterator[Frames]:
    """Yield the grid within each voiced run; runs are from even to odd edges."""
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield np.arange(start + _GRID_MS, end - _GRID_MS // 2, _GRID_MS, dtype=np.int64)


def _cheapest(
    clauses: Sequence[Clause], expected: Costs, places: _Places, *, ends_there: bool
) -> tuple[float, list[int]]:
    """Return the cost, and the place of the break after each clause.

    The last one is the end, if it must be, or else any pause. No places where the clauses do not
    go in: the sound is too short for them.
    """
    goals = places.since[0] + np.cumsum(expected)
    bands = _bands(goals, expected, places)
    costs, reached = np.zeros(1), np.zeros(1, np.int64)
    trail: list[tuple[Frames, Frames]] = []
    last = len(clauses) - 1
    for number, clause in enumerate(clauses):
        if number == last and ends_there:
            targets = np.array([len(places.stops_ms) - 1])
        else:
            targets = np.arange(*bands[number])
        steps = _step_costs(reached, targets, float(expected[number]), places)
        steps += costs[:, None]
        before = np.argmin(steps, axis=0)
        costs = steps[before, np.arange(len(targets))]
        if number < last or not ends_there:
            costs = costs + _break_costs(clause.ends_with, places.lengths_ms[targets])
        is_near = costs <= costs.min() + _HOPELESS
        costs, reached = costs[is_near], targets[is_near]
        trail.append((reached, before[is_near]))
    cost = float(costs.min())
    return cost, [] if cost >= _IMPOSSIBLE else _walk_back(trail, int(np.argmin(costs)))


def _bands(goals: Costs, expected: Costs, places: _Places) -> list[tuple[int, int]]:
    """Return the range of places for each break, never empty, near where the lengths put it."""
    whole = float(expected.sum())
    share = goals - places.since[0]
    left = np.maximum(whole - share, 0) + 1000.0
    spreads = _SPREAD_MS * np.sqrt(np.minimum(share, left) / 1000)
    wide = _BAND_MS + _BAND_SPREADS * spreads
    lows = np.searchsorted(places.until, goals - wide, "left")
    highs = np.searchsorted(places.until, goals + wide, "right")
    count = len(places.stops_ms)
    return [
        (low, max(low + 1, min(int(high), count)))
        for low, high in zip((min(int(at), count - 1) for at in lows), highs, strict=True)
    ]


def _step_costs(
    origins: NDArray[np.int64], targets: NDArray[np.int64], expected: float, places: _Places
) -> Costs:
    """Return what it costs to say a clause from each origin (rows) to each target (columns)."""
    took = places.until[targets][None, :] - places.since[origins][:, None]
    spread = _SPREAD_MS**2 * expected / 1000 + _LEAST_SPREAD_MS**2
    costs = (took - expected) ** 2 / (2 * spread)
    # Up to the target, without itself and without what lies before the origin's end.
    midst = places.midst[targets][None, :] - places.midst[origins + 1][:, None]
    costs += np.maximum(midst, 0.0)
    costs[origins[:, None] >= targets[None, :]] = _IMPOSSIBLE
    return np.asarray(costs, np.float64)


def _break_costs(kind: Break, lengths_ms: Frames) -> Costs:
    """Return what it costs to have a break of a kind at pauses of these lengths; 0: no pause."""
    short = np.maximum(_USUAL_MS[kind] - lengths_ms, 0) / _SHORTFALL_MS
    with_pause = np.minimum(short, _WITHOUT_PAUSE[kind] * 0.8)
    if kind is Break.CLAUSE:
        long = np.maximum(lengths_ms - _LONG_CLAUSE_PAUSE_MS, 0) / _MIDST_MS
        with_pause = with_pause + np.minimum(long, _MOST)
    return np.where(lengths_ms > 0, with_pause, _WITHOUT_PAUSE[kind])


def _walk_back(trail: Sequence[tuple[Frames, Frames]], best: int) -> list[int]:
    """Return the places on the cheapest way, from those reached each time, and from where."""
    chosen = []
    for reached, before in reversed(trail):
        chosen.append(int(reached[best]))
        best = int(before[best])
    return chosen[::-1]
