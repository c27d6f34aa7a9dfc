"""Turns and chapters settle in time: what a file left open is estimated, and says so.

Times that a file gives are kept. What it leaves open is estimated from the length of the text
(`Timing.ESTIMATED`).
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from reader.model import PARAGRAPH_BREAK, Chapter, ChapterDraft, Timing, Turn, TurnDraft
from reader.timing.cues import rising
from reader.timing.pace import SLOWEST_SPEECH, speech_ms


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
