"""A reel: stretches of audio to be heard one after another, and which of them is due.

Pure: the position and `now` are arguments. Who plays is in `ui/playing/reel.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reader.model import Episode
from reader.search.records import SearchHit
from reader.timecode import timecode
from reader.timing.sentence_times import sentences_of

LEAD_MS = 500  # what is heard before the moment itself
TAIL_MS = 400  # and after it
SENTENCE_MS = 8000  # how long a sentence may last whose end is not known
SHORTEST_MS = 2000
REST_S = 0.7  # the pause between two stretches
AGAIN_MS = 1500  # later than this in a stretch, "previous" means its start


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an episode's audio; `start_ms < end_ms`."""

    episode: str
    audio: Path | None  # None: the episode has none
    start_ms: int
    end_ms: int
    title: str  # "Ida Holm, 12:30 · The last ferry"


def stretch_of(
    hit: SearchHit, audio: Path | None, sentence_end_ms: int | None = None
) -> Stretch | None:
    """Return what to hear of a hit; None for a hit that has no time (a note, a title).

    It begins a little before the sentence with the match and ends a little after it, or with the
    turn. Where the sentence's end is not known it is taken to last eight seconds.
    """
    at_ms = hit.match_ms if hit.match_ms is not None else hit.start_ms
    if at_ms is None:
        return None
    end_ms = sentence_end_ms if sentence_end_ms is not None else at_ms + SENTENCE_MS
    if hit.end_ms is not None and hit.end_ms > at_ms:
        end_ms = min(end_ms, hit.end_ms)
    start_ms = max(at_ms - LEAD_MS, 0)
    end_ms = max(end_ms + TAIL_MS, start_ms + SHORTEST_MS)
    return Stretch(hit.episode, audio, start_ms, end_ms, stretch_title(hit, at_ms))


def stretch_title(hit: SearchHit, at_ms: int) -> str:
    """Name a hit: `Ida Holm, 12:30 · The last ferry`."""
    return f"{', '.join(filter(None, (hit.speaker, timecode(at_ms))))} · {hit.episode_title}"


def sentence_end_ms(hit: SearchHit, episode: Episode) -> int | None:
    """Return when the sentence of a hit ends, as the episode's own times say."""
    if hit.turn is None or hit.match_ms is None or not 0 <= hit.turn < len(episode.turns):
        return None
    sentences = sentences_of(episode.turns[hit.turn])
    ends = [s.end_ms for s in sentences if s.start_ms <= hit.match_ms < s.end_ms]
    return ends[-1] if ends else None


def stretches_of(
    hits: Sequence[SearchHit],
    audio: Mapping[str, Path | None],
    episodes: Mapping[str, Episode] | None = None,
) -> tuple[Stretch, ...]:
    """Return what to hear of hits, in their order; both mappings are by episode.

    The times of the `episodes` given make the ends exact; hits without a time are left out.
    """
    known = episodes or {}
    found = (
        stretch_of(
            hit,
            audio.get(hit.episode),
            sentence_end_ms(hit, known[hit.episode]) if hit.episode in known else None,
        )
        for hit in hits
    )
    return tuple(stretch for stretch in found if stretch is not None)


class Order(StrEnum):
    """What is to be done now."""

    GO_ON = "go on"
    REST = "rest"  # the stretch is over: be silent
    BEGIN = "begin"  # another stretch is to be heard: `Schedule.current`
    END = "end"  # nothing is left


class Schedule:
    """Says which stretch is due. Stretches whose audio cannot be played are passed over."""

    def __init__(self, stretches: Sequence[Stretch], rest_s: float = REST_S) -> None:
        self.stretches = tuple(stretches)
        self.index = -1
        self._rest_s = rest_s
        self._rests_until_s: float | None = None
        self._unplayable: set[Path | None] = {None}

    @property
    def current(self) -> Stretch:
        """The stretch that is on, or was last."""
        return self.stretches[self.index]

    @property
    def resting(self) -> bool:
        """True in the pause after a stretch."""
        return self._rests_until_s is not None

    @property
    def playable(self) -> int:
        """How many stretches can be heard, as far as is known."""
        return sum(stretch.audio not in self._unplayable for stretch in self.stretches)

    def at(self, position_ms: int, now: float, *, over: bool = False) -> Order:
        """Return what to do at a position of the current stretch's audio.

        `now` is in seconds of any clock that only rises; `over`: the audio has ended.
        """
        if self._rests_until_s is not None:
            return self.next() if now >= self._rests_until_s else Order.GO_ON
        if over or position_ms >= self.current.end_ms:
            self._rests_until_s = now + self._rest_s
            return Order.REST
        return Order.GO_ON

    def next(self) -> Order:
        """Go on to the next stretch that can be heard."""
        self.rouse()
        later = self._playable_in(range(self.index + 1, len(self.stretches)))
        if later is None:
            return Order.END
        self.index = later
        return Order.BEGIN

    def previous(self, position_ms: int) -> Order:
        """Go back to the current stretch's start, or to the one before where it has only begun."""
        self.rouse()
        if position_ms - self.current.start_ms < AGAIN_MS:
            earlier = self._playable_in(range(self.index - 1, -1, -1))
            self.index = self.index if earlier is None else earlier
        return Order.BEGIN

    def rouse(self) -> None:
        """End the pause: the current stretch goes on."""
        self._rests_until_s = None

    def give_up(self) -> Order:
        """Pass over the current stretch and all others of its audio: it cannot be played."""
        self._unplayable.add(self.current.audio)
        return self.next()

    def _playable_in(self, indices: range) -> int | None:
        playable = (i for i in indices if self.stretches[i].audio not in self._unplayable)
        return next(playable, None)
