"""What is heard at a position: the chapter, the turn, its sentence and its word."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from reader.model import Chapter, Cue, Turn
from reader.timing.sentence_times import Sentence, sentences_of

# Within this long after a turn's start, "previous" means the turn before it.
REPLAY_GRACE_MS = 1500
# A word is marked this long after its end, unless another begins.
WORD_LINGERS_MS = 300
# In characters: splitting a turn that is longer takes too long for a tick of the playhead.
LONG_TURN = 6000
# Of a turn's cues, so large a share may be of several words and the others still be words.
FEW_PHRASES = 0.1


@dataclass(frozen=True, slots=True)
class Moment:
    """What is being heard at one position; an index is None where nothing has begun."""

    chapter: int | None
    turn: int | None
    sentence: int | None
    in_gap: bool = False  # nothing of the text is heard here, such as in an advertisement


class Timeline:
    """Answers what is heard at a position. Immutable, so any thread may ask."""

    def __init__(
        self,
        turns: Sequence[Turn],
        chapters: Sequence[Chapter] = (),
        gaps: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Take turns, chapters and the stretches of audio without text, each in their order."""
        self.turns = tuple(turns)
        self.chapters = tuple(chapters)
        self._gaps = tuple(gaps)
        self._turn_starts = [turn.start_ms for turn in self.turns]
        self._chapter_starts = [chapter.start_ms for chapter in self.chapters]
        self._split_ahead: dict[int, tuple[Sentence, ...]] = {}
        # Sentences are split when first asked for: a ten-hour transcript opens at once.
        # Nothing in here leads back to this object: one that is left is freed at once.
        self.sentences = lru_cache(maxsize=256)(partial(_split, self.turns, self._split_ahead))
        self._words = cache(partial(_words_of, self.turns))  # each is a turn's own cues, or ()

    def split_long_turns(self) -> None:
        """Split the turns that would keep a window waiting if they were first asked for there.

        To be called once, off the GUI thread, before others know this timeline. An hour in one
        turn takes a few ms and 1 MB; what is short still waits until it is asked for.
        """
        for index, turn in enumerate(self.turns):
            if sum(map(len, turn.paragraphs)) > LONG_TURN:
                self._split_ahead[index] = sentences_of(turn)
                self._words(index)

    @property
    def has_words(self) -> bool:
        """True where some of the first turns say when each of their words is heard."""
        return any(self._words(turn) for turn in range(min(len(self.turns), 8)))

    def word_at(self, turn: int, position_ms: int) -> Cue | None:
        """Return the word of `turn` that is heard; None in a pause, or where no word has a time.

        Nothing is estimated here: a word marked at the wrong moment says less than none.
        """
        words = self._words(turn)
        index = bisect_right(words, position_ms, key=_cue_start_ms) - 1
        if index < 0 or position_ms >= words[index].end_ms + WORD_LINGERS_MS:
            return None
        return words[index]

    def moment_at(self, position_ms: int) -> Moment:
        """Return the chapter, the turn and its sentence that are heard at `position_ms`."""
        turn = self.turn_at(position_ms)
        sentence = None if turn is None else self.sentence_at(turn, position_ms)
        return Moment(self.chapter_at(position_ms), turn, sentence, self.is_gap(position_ms))

    def is_gap(self, position_ms: int) -> bool:
        """Return whether a position is known to be without text."""
        return any(start_ms <= position_ms < end_ms for start_ms, end_ms in self._gaps)

    def next_change_ms(self, position_ms: int) -> int | None:
        """Return where the next turn, sentence or word begins, whichever is first."""
        turn = self.turn_at(position_ms)
        following = _next(self._turn_starts, position_ms)
        if turn is None:
            return following
        sentences, words = self.sentences(turn), self._words(turn)
        sentence = bisect_right(sentences, position_ms, key=_sentence_start_ms)
        word = bisect_right(words, position_ms, key=_cue_start_ms)
        changes = [found.start_ms for found in sentences[sentence : sentence + 1]]
        changes += [found.start_ms for found in words[word : word + 1]]
        if following is not None:
            changes.append(following)
        return min(changes, default=None)

    def turn_at(self, position_ms: int) -> int | None:
        """Return the index of the last turn that has begun."""
        return _last_begun(self._turn_starts, position_ms)

    def chapter_at(self, position_ms: int) -> int | None:
        """Return the index of the last chapter that has begun."""
        return _last_begun(self._chapter_starts, position_ms)

    def sentence_at(self, turn: int, position_ms: int) -> int | None:
        """Return the index, within `turn`, of the last sentence that has begun."""
        # Asked many times a second, and a turn may have a thousand sentences.
        index = bisect_right(self.sentences(turn), position_ms, key=_sentence_start_ms) - 1
        return index if index >= 0 else None

    def offset_at(self, turn: int, sentence: Sentence, position_ms: int) -> int:
        """Return about which character of a sentence of `turn` is being said, as an offset.

        The turn's cues say so where it has any; elsewhere it is the sentence's share of time.
        """
        cues = self.turns[turn].cues
        index = bisect_right(cues, position_ms, key=_cue_start_ms) - 1 if cues else -1
        part: Sentence | Cue = cues[index] if index >= 0 else sentence
        share = (position_ms - part.start_ms) / max(part.end_ms - part.start_ms, 1)
        said = part.start + int(min(max(share, 0.0), 1.0) * (part.end - part.start))
        return min(max(said, sentence.start), sentence.end - 1)

    def sentence_holding(self, turn: int, offset: int) -> Sentence | None:
        """Return the sentence of `turn` that the text offset lies in, or the one before it."""
        sentences = self.sentences(turn)
        if not sentences:
            return None
        return sentences[max(bisect_right(sentences, offset, key=_sentence_start) - 1, 0)]

    def next_turn_ms(self, position_ms: int) -> int | None:
        """Return where the next turn starts."""
        return _next(self._turn_starts, position_ms)

    def previous_turn_ms(self, position_ms: int) -> int | None:
        """Return the start of this turn, or of the one before where this has only begun."""
        return _previous(self._turn_starts, position_ms)

    def next_chapter_ms(self, position_ms: int) -> int | None:
        """Return where the next chapter starts."""
        return _next(self._chapter_starts, position_ms)

    def previous_chapter_ms(self, position_ms: int) -> int | None:
        """Return the start of this chapter, or of the one before where this has only begun."""
        return _previous(self._chapter_starts, position_ms)


def _split(
    turns: Sequence[Turn], ahead: Mapping[int, tuple[Sentence, ...]], turn: int
) -> tuple[Sentence, ...]:
    known = ahead.get(turn)
    return sentences_of(turns[turn]) if known is None else known


def _words_of(turns: Sequence[Turn], turn: int) -> Sequence[Cue]:
    """Return the turn's cues where they are words; nothing where they are lines or phrases."""
    text, cues = turns[turn].text, turns[turn].cues
    phrases = sum(" " in text[cue.start : cue.end].strip() for cue in cues)
    return cues if phrases <= len(cues) * FEW_PHRASES else ()


def _sentence_start_ms(sentence: Sentence) -> int:
    return sentence.start_ms


def _sentence_start(sentence: Sentence) -> int:
    return sentence.start


def _cue_start_ms(cue: Cue) -> int:
    return cue.start_ms


def _last_begun(starts: Sequence[int], position: int) -> int | None:
    index = bisect_right(starts, position) - 1
    return index if index >= 0 else None


def _next(starts: Sequence[int], position_ms: int) -> int | None:
    index = bisect_right(starts, position_ms)
    return starts[index] if index < len(starts) else None


def _previous(starts: Sequence[int], position_ms: int) -> int | None:
    current = _last_begun(starts, position_ms)
    if current is None:
        return None
    if position_ms - starts[current] >= REPLAY_GRACE_MS:
        return starts[current]
    earlier = _last_begun(starts, starts[current] - 1)
    return starts[current] if earlier is None else starts[earlier]
