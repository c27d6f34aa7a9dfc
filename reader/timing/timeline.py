"""Turns, sentences and chapters in time: what a file left open is settled here.

Times that a file gives are kept. What it leaves open is estimated from the length of the
text, and says so (`Timing.ESTIMATED`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from itertools import accumulate, pairwise

from reader.model import PARAGRAPH_BREAK, Chapter, ChapterDraft, Cue, Timing, Turn, TurnDraft
from reader.timing.cues import rising
from reader.timing.pace import said_length
from reader.timing.retiming import in_own_time
from reader.timing.sentences import split_sentences
from reader.timing.sync_map import SyncMap

# Conversation runs at about 170 words, or 1,000 characters, a minute.
SPEECH_MS_PER_CHARACTER = 60
SHORTEST_TURN_MS = 300
# A turn that seems to take longer than this ends in silence or music instead.
SLOWEST_SPEECH = 1.8
PAUSE_CHARACTERS = {",": 3, ";": 4, ":": 4, ".": 8, "?": 8, "!": 8}
OTHER_PAUSE_CHARACTERS = {
    **dict.fromkeys("、，،", 3),
    **dict.fromkeys("；：؛", 4),
    **dict.fromkeys("…。．？！؟।。", 8),
}
PARAGRAPH_PAUSE_CHARACTERS = 8
# Within this long after a turn's start, "previous" means the turn before it.
REPLAY_GRACE_MS = 1500
# A word is marked this long after its end, unless another begins.
WORD_LINGERS_MS = 300
# In characters: splitting a turn that is longer takes too long for a tick of the playhead.
LONG_TURN = 6000
# Of a turn's cues, so large a share may be of several words and the others still be words.
FEW_PHRASES = 0.1


def speech_ms(text: str) -> int:
    """Estimate how long it takes to say `text`."""
    return max(SHORTEST_TURN_MS, said_length(text) * SPEECH_MS_PER_CHARACTER)


def settle_turns(
    drafts: Sequence[TurnDraft], duration_ms: int | None = None, resolution_ms: int = 1000
) -> tuple[Turn, ...]:
    """Give every turn a start and an end, in the file's order.

    Starts never decrease. Turns that share a start are spread within `resolution_ms`, because
    their times were cut to it; turns without a time share the stretch up to the next known
    one by the length of their texts. `duration_ms` is the audio's length where it is known.
    """
    given = _rising_starts(drafts)
    known = _spread_equal(drafts, given, resolution_ms)
    starts = _fill_unknown(drafts, known, duration_ms)
    ends = _settle_ends(drafts, starts, duration_ms)
    return tuple(
        Turn(d.speaker, d.paragraphs, s, e, _timing(s, g), rising(d.cues, s))
        for d, s, e, g in zip(drafts, starts, ends, given, strict=True)
    )


def settle_chapters(
    drafts: Iterable[ChapterDraft], duration_ms: int | None = None
) -> tuple[Chapter, ...]:
    """Order chapters by start and end each where the next begins; the last with the audio.

    Exact repetitions are dropped. A chapter that starts after `duration_ms` is kept, so that a
    recording that is too short hides nothing.
    """
    ordered = sorted(dict.fromkeys(drafts), key=lambda chapter: chapter.start_ms)
    limits = [*(chapter.start_ms for chapter in ordered[1:]), duration_ms]
    return tuple(
        Chapter(d.title, d.start_ms, _chapter_end(d, limits[i])) for i, d in enumerate(ordered)
    )


def _timing(start_ms: int, given_ms: int | None) -> Timing:
    return Timing.GIVEN if start_ms == given_ms else Timing.ESTIMATED


def _chapter_end(draft: ChapterDraft, limit_ms: int | None) -> int:
    """Prefer the given end, within what follows; never before the start."""
    ends = [end for end in (draft.end_ms, limit_ms) if end is not None and end >= draft.start_ms]
    return min(ends, default=draft.start_ms)


def _text(draft: TurnDraft) -> str:
    return PARAGRAPH_BREAK.join(draft.paragraphs)


def _rising_starts(drafts: Sequence[TurnDraft]) -> list[int | None]:
    """Take the given starts, without those that lie before an earlier one."""
    starts: list[int | None] = []
    latest = 0
    for draft in drafts:
        known = draft.start_ms is not None and draft.start_ms >= latest
        starts.append(draft.start_ms if known else None)
        latest = draft.start_ms if known and draft.start_ms is not None else latest
    return starts


def _spread_equal(
    drafts: Sequence[TurnDraft], starts: Sequence[int | None], resolution_ms: int
) -> list[int | None]:
    """Tell turns with one start apart: each begins when those before it may have been said."""
    spread = list(starts)
    index = 0
    while index < len(starts):
        group = _equal_run(starts, index)
        if len(group) > 1:
            _spread_group(drafts, spread, group, resolution_ms)
        index = group[-1] + 1 if group else index + 1
    return spread


def _equal_run(starts: Sequence[int | None], first: int) -> list[int]:
    """Return the indices from `first` that share its start; none where it has no start."""
    if starts[first] is None:
        return []
    last = first
    while last + 1 < len(starts) and starts[last + 1] == starts[first]:
        last += 1
    return list(range(first, last + 1))


def _spread_group(
    drafts: Sequence[TurnDraft], spread: list[int | None], group: list[int], resolution_ms: int
) -> None:
    start = spread[group[0]]
    if start is None:
        return
    lengths = [speech_ms(_text(drafts[i])) for i in group[:-1]]
    rest = range(group[-1] + 1, len(spread))
    later = next((at for at in map(spread.__getitem__, rest) if at is not None), None)
    window = resolution_ms if later is None else min(resolution_ms, later - start)
    # The last of the group also began before the cut: leave it a share of the stretch.
    share = window * len(lengths) / len(group)
    scale = min(1.0, share / sum(lengths))
    for i, before in zip(group[1:], accumulate(lengths), strict=True):
        spread[i] = start + int(before * scale)


def _fill_unknown(
    drafts: Sequence[TurnDraft], starts: Sequence[int | None], duration_ms: int | None
) -> list[int]:
    """Share each stretch between known starts among the turns in it."""
    known = [i for i, start in enumerate(starts) if start is not None]
    lengths = [speech_ms(_text(draft)) for draft in drafts]
    filled: list[int] = []
    for first, following in pairwise(sorted({0, *known, len(starts)})):
        begin = starts[first] or 0
        stretch = lengths[first:following]
        end = starts[following] if following < len(starts) else duration_ms
        natural = sum(stretch)
        # After the last known start the text need not last until the audio's end.
        room = natural if end is None or end < begin else end - begin
        if following == len(starts) and known:
            room = min(room, int(natural * SLOWEST_SPEECH))
        scale = room / natural if natural else 0
        filled += [begin + int(before * scale) for before in accumulate(stretch[:-1], initial=0)]
    return filled


def _settle_ends(
    drafts: Sequence[TurnDraft], starts: Sequence[int], duration_ms: int | None
) -> list[int]:
    ends: list[int] = []
    for i, (draft, start) in enumerate(zip(drafts, starts, strict=True)):
        if draft.end_ms is not None and draft.end_ms > start:
            ends.append(draft.end_ms)
        elif i + 1 < len(starts):
            ends.append(starts[i + 1])
        elif duration_ms is not None and duration_ms > start:
            ends.append(duration_ms)
        else:
            ends.append(start + speech_ms(_text(draft)))
    return ends


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence within a turn: `turn.text[start:end]`, heard from `start_ms` to `end_ms`."""

    start: int
    end: int
    start_ms: int
    end_ms: int
    timing: Timing


@dataclass(frozen=True, slots=True)
class Moment:
    """What is being heard at one position; an index is None where nothing has begun."""

    chapter: int | None
    turn: int | None
    sentence: int | None
    in_gap: bool = False  # nothing of the text is heard here, such as in an advertisement


def _weight(text: str) -> int:
    """Estimate the share of time that `text` takes, in characters, its pauses included."""
    # Asked for every sentence of a turn: plain loops are quickest.
    weight = said_length(text) + text.count(PARAGRAPH_BREAK) * PARAGRAPH_PAUSE_CHARACTERS
    for mark, extra in PAUSE_CHARACTERS.items():
        weight += text.count(mark) * extra
    if not text.isascii():
        for mark, extra in OTHER_PAUSE_CHARACTERS.items():
            weight += text.count(mark) * extra
    return weight


def sentences_of(turn: Turn) -> tuple[Sentence, ...]:
    """Split a turn into sentences and say when each is heard.

    Where the turn has cues, their times are kept: a sentence that begins with a cue begins when
    it does. Elsewhere the first begins with the turn, and the rest begin where the sound makes
    it likely; where that is not known they share the turn's time by length and punctuation. All
    of it is done in the transcript's own time, so that an anchor within a turn holds for the
    sentence it was set on.
    """
    if turn.retiming is not None:
        return tuple(_heard(s, turn.retiming.sync) for s in sentences_of(in_own_time(turn)))
    cue_starts = [cue.start for cue in turn.cues]
    spans = split_sentences(turn.text, cue_starts)
    if turn.estimates and len(turn.estimates) == len(spans):
        return _fitted_sentences(turn, spans)
    if cue_starts:
        return _cued_sentences(turn, spans, cue_starts)
    return _estimated_sentences(turn, spans)


def own_start_ms(turn: Turn, offset: int) -> int:
    """Return the start of the sentence that an offset lies in, in the transcript's own time."""
    sentences = sentences_of(in_own_time(turn))
    found = _last_begun([s.start for s in sentences], offset)
    return sentences[found or 0].start_ms if sentences else in_own_time(turn).start_ms


def _heard(sentence: Sentence, sync: SyncMap) -> Sentence:
    start_ms, end_ms = sync.stretch(sentence.start_ms, sentence.end_ms)
    return replace(sentence, start_ms=start_ms, end_ms=end_ms)


def _cued_sentences(
    turn: Turn, spans: Sequence[tuple[int, int]], starts: Sequence[int]
) -> tuple[Sentence, ...]:
    begins: list[tuple[int, Timing]] = []
    for start, end in spans:
        at_ms, timing = _cued_time(turn, starts, start, end)
        latest = begins[-1][0] if begins else turn.start_ms
        begins.append((max(at_ms, latest), timing))
    ends = [at_ms for at_ms, _ in begins[1:]] + [max(turn.end_ms, begins[-1][0] if begins else 0)]
    return tuple(
        Sentence(start, end, at_ms, until_ms, timing)
        for (start, end), (at_ms, timing), until_ms in zip(spans, begins, ends, strict=False)
    )


def _cued_time(turn: Turn, starts: Sequence[int], start: int, end: int) -> tuple[int, Timing]:
    """Return when the text at `start` is heard: a cue's own time, or a place within one."""
    following = bisect_left(starts, start)
    if following < len(starts) and starts[following] < end:
        cue = turn.cues[following]
        inside = following > 0 and turn.cues[following - 1].end > start
        if not inside:
            return cue.start_ms, Timing.GIVEN
    if following == 0:
        return turn.start_ms, turn.timing
    cue = turn.cues[following - 1]
    share = min((start - cue.start) / (cue.end - cue.start), 1.0)
    return cue.start_ms + int(share * (cue.end_ms - cue.start_ms)), Timing.ESTIMATED


def _fitted_sentences(turn: Turn, spans: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    ends = [*turn.estimates[1:], max(turn.end_ms, turn.estimates[-1])]
    return tuple(
        Sentence(start, end, at, until, Timing.ESTIMATED if i else turn.timing)
        for i, ((start, end), at, until) in enumerate(zip(spans, turn.estimates, ends, strict=True))
    )


def _estimated_sentences(turn: Turn, spans: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    text = turn.text
    begins = [span[0] for span in spans]
    weights = [_weight(text[a:b]) for a, b in pairwise([*begins, len(text)])]
    total = sum(weights)
    longest = int(total * SPEECH_MS_PER_CHARACTER * SLOWEST_SPEECH)
    span_ms = min(turn.end_ms - turn.start_ms, longest)
    marks = [
        turn.start_ms + span_ms * before // max(total, 1)
        for before in accumulate(weights, initial=0)
    ]
    return tuple(
        Sentence(start, end, at, until, Timing.ESTIMATED if i else turn.timing)
        for i, ((start, end), (at, until)) in enumerate(zip(spans, pairwise(marks), strict=True))
    )


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
