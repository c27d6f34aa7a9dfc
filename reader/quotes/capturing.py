"""Catch what was just heard, or what is selected, as a quote that can be found again.

Places are stretches of the transcript (`TurnRange`); a quote is made of one. Pure: a timeline
in, frozen records out; any thread.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.model import PARAGRAPH_BREAK, Quote, Turn, TurnRange
from reader.quotes.words import fingerprint
from reader.timing.sentence_times import Sentence
from reader.timing.timeline import Timeline

# Who presses the key this soon after a sentence began means the one before it.
JUST_BEGUN_MS = 1500
CONTEXT_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Catch:
    """What was caught, and what it was before it grew: `places` from the first to the latest."""

    places: tuple[TurnRange, ...]

    @property
    def place(self) -> TurnRange:
        """What is caught now."""
        return self.places[-1]

    def grown(self, timeline: Timeline) -> "Catch":
        """Take in the sentence before; from the turn's first one on, the whole turn."""
        wider = _wider(timeline, self.place)
        return self if wider == self.place else Catch((*self.places, wider))

    def shrunk(self) -> "Catch":
        """Take back the latest growth; what was caught first stays."""
        return self if len(self.places) == 1 else Catch(self.places[:-1])


def just_heard(timeline: Timeline, position_ms: int) -> Catch | None:
    """Return the last whole sentence at a position; None before anything is said.

    That is the sentence being heard; where it has only just begun, the one before it, if need be
    in the turn before. Sentences' times are the words' own where they are known.
    """
    moment = timeline.moment_at(position_ms)
    if moment.turn is None:
        return None
    turn, number = moment.turn, moment.sentence or 0
    sentences = timeline.sentences(turn)
    if not sentences or position_ms - sentences[number].start_ms < JUST_BEGUN_MS:
        earlier = _sentence_before(timeline, turn, number)
        if earlier is not None:
            turn, number = earlier
    sentences = timeline.sentences(turn)
    if not sentences:
        return None
    return Catch((_range_of(turn, sentences[number]),))


def _range_of(turn: int, sentence: Sentence) -> TurnRange:
    return TurnRange(turn, sentence.start, turn, sentence.end)


def _sentence_before(timeline: Timeline, turn: int, number: int) -> tuple[int, int] | None:
    if number > 0:
        return turn, number - 1
    for earlier in range(turn - 1, -1, -1):
        if timeline.sentences(earlier):
            return earlier, len(timeline.sentences(earlier)) - 1
    return None


def _wider(timeline: Timeline, place: TurnRange) -> TurnRange:
    sentences = timeline.sentences(place.first_turn)
    earlier = [s for s in sentences if s.start < place.first_offset]
    if earlier:
        return replace(place, first_offset=earlier[-1].start)
    closing = timeline.sentences(place.last_turn)
    if closing and place.last_offset < closing[-1].end:
        return replace(place, last_offset=closing[-1].end)
    return place


# From a place to a quote


def quote_of(timeline: Timeline, place: TurnRange, transcript: str = "") -> Quote | None:
    """Return the quote that stands at a place; None where there is nothing but blanks.

    `transcript` is the fingerprint of the timeline's turns, where it is known already.
    """
    trimmed = _trimmed(timeline.turns, place)
    if trimmed is None:
        return None
    start_ms, end_ms = heard_range(timeline, trimmed)
    chapter = timeline.chapter_at(start_ms)
    return Quote(
        start_ms,
        end_ms,
        text_at(timeline.turns, trimmed),
        _first_speaker(timeline.turns, trimmed),
        timeline.chapters[chapter].title if chapter is not None else "",
        trimmed,
        *neighbours(timeline.turns, trimmed),
        transcript or fingerprint(timeline.turns),
    )


def text_at(turns: Sequence[Turn], place: TurnRange) -> str:
    """Return the words at a place, turns parted by blank lines."""
    return PARAGRAPH_BREAK.join(_pieces(turns, place))


def _pieces(turns: Sequence[Turn], place: TurnRange) -> list[str]:
    pieces = []
    for number in range(place.first_turn, place.last_turn + 1):
        text = turns[number].text
        start = place.first_offset if number == place.first_turn else 0
        end = place.last_offset if number == place.last_turn else len(text)
        pieces.append(text[start:end])
    return pieces


def _trimmed(turns: Sequence[Turn], place: TurnRange) -> TurnRange | None:
    """Return a place without blanks at its ends, and without turns of which it has no words."""
    pieces = _pieces(turns, place)
    spoken = [number for number, piece in enumerate(pieces) if piece.strip()]
    if not spoken:
        return None
    first, last = spoken[0], spoken[-1]
    opening, closing = pieces[first], pieces[last]
    first_offset = place.first_offset if first == 0 else 0
    last_offset = (place.first_offset if last == 0 else 0) + len(closing.rstrip())
    return TurnRange(
        place.first_turn + first,
        first_offset + len(opening) - len(opening.lstrip()),
        place.first_turn + last,
        last_offset,
    )


def _first_speaker(turns: Sequence[Turn], place: TurnRange) -> str:
    inside = turns[place.first_turn : place.last_turn + 1]
    return next((turn.speaker for turn in inside if turn.speaker), "")


def neighbours(turns: Sequence[Turn], place: TurnRange) -> tuple[str, str]:
    """Return some of what is said right before a place and right after it, in whole words."""
    return _before(turns, place), _after(turns, place)


def _before(turns: Sequence[Turn], place: TurnRange) -> str:
    """Return about 200 characters of what was said before a place, from a word's beginning on."""
    text = turns[place.first_turn].text[: place.first_offset]
    number = place.first_turn
    while len(text) < CONTEXT_CHARACTERS and number > 0:
        number -= 1
        text = f"{turns[number].text}{PARAGRAPH_BREAK}{text}"
    text = text.rstrip()
    if len(text) <= CONTEXT_CHARACTERS:
        return text.lstrip()
    cut = text[-CONTEXT_CHARACTERS - 1 :]
    return cut[1:].lstrip() if cut[0].isspace() else _without_first_word(cut[1:])


def _without_first_word(text: str) -> str:
    """Drop a word that was cut; a text that has no blanks stays."""
    _, blank, rest = text.partition(" ")
    return rest.lstrip() if blank else text


def _after(turns: Sequence[Turn], place: TurnRange) -> str:
    """Return about 200 characters of what was said after a place, to a word's end."""
    text = turns[place.last_turn].text[place.last_offset :]
    number = place.last_turn
    while len(text) < CONTEXT_CHARACTERS and number + 1 < len(turns):
        number += 1
        text = f"{text}{PARAGRAPH_BREAK}{turns[number].text}"
    text = text.lstrip()
    if len(text) <= CONTEXT_CHARACTERS:
        return text.rstrip()
    cut, following = text[:CONTEXT_CHARACTERS], text[CONTEXT_CHARACTERS]
    if following.isspace():
        return cut.rstrip()
    whole, blank, _ = cut.rpartition(" ")
    return whole.rstrip() if blank else cut


# When it is heard


def heard_range(timeline: Timeline, place: TurnRange) -> tuple[int, int]:
    """Return when the words at a place are heard, in ms: their own times where they are known.

    Elsewhere a word's time is its share of its sentence, so that what begins with a sentence
    begins when it does. The end is never before the start.
    """
    start_ms = _begins_ms(timeline, place.first_turn, place.first_offset)
    end_ms = _ends_ms(timeline, place.last_turn, place.last_offset)
    return start_ms, max(start_ms, end_ms)


def _begins_ms(timeline: Timeline, turn: int, offset: int) -> int:
    said = timeline.turns[turn]
    index = bisect_right(said.cues, offset, key=lambda cue: cue.start) - 1
    if index >= 0 and said.cues[index].start == offset:
        return said.cues[index].start_ms
    return _share_ms(timeline, turn, offset)


def _ends_ms(timeline: Timeline, turn: int, offset: int) -> int:
    said = timeline.turns[turn]
    index = bisect_right(said.cues, max(offset - 1, 0), key=lambda cue: cue.start) - 1
    if index >= 0 and said.cues[index].end <= offset:
        return said.cues[index].end_ms
    if not timeline.sentences(turn):
        return said.end_ms
    return _share_ms(timeline, turn, offset)


def _share_ms(timeline: Timeline, turn: int, offset: int) -> int:
    """Return when a place within a sentence is heard, by its share of the sentence's letters."""
    sentence = timeline.sentence_holding(turn, max(offset, 0))
    if sentence is None:
        return timeline.turns[turn].start_ms
    if offset == sentence.start:
        # What ends where the next sentence begins ends there, too.
        return sentence.start_ms
    share = min((offset - sentence.start) / max(sentence.end - sentence.start, 1), 1.0)
    return sentence.start_ms + int(max(share, 0.0) * (sentence.end_ms - sentence.start_ms))
