"""Finding a transcript among a page's blocks, and telling its turns from what is around it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from reader.formats.pages.blocks import Block
from reader.formats.pages.chapter_lists import same_title
from reader.formats.pages.speaker_census import (
    are_labelled,
    is_bare_line,
    speakers_among,
    with_labels,
)
from reader.formats.pages.speaker_names import is_label, is_plain_name
from reader.formats.pages.turn_heads import Head, HeadShape, parse_head
from reader.formats.pages.words import is_footer, is_transcript_heading
from reader.model import ChapterDraft, TurnDraft

_SENTENCE_ENDS = ".?!…。？！،؟-–—:;,\"'”’»)]"
_TIMED_ALONE = 3  # fewer timed lines without speakers are no transcript


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript found in a page, and which of its blocks it takes up."""

    turns: tuple[TurnDraft, ...]
    first: int  # index of the block that the first turn begins in
    end: int  # index after the last turn's last block; what follows is the page's end
    headings: tuple[ChapterDraft, ...]  # headings among the turns, with the next turn's time
    resolution_ms: int


@dataclass(slots=True)
class _Growing:
    """A turn while its paragraphs come in."""

    speaker: str
    start_ms: int | None
    end_ms: int | None
    paragraphs: list[str] = field(default_factory=list)


def find_transcript(
    blocks: Sequence[Block], taken: frozenset[int], titles: frozenset[str]
) -> Transcript | None:
    """Find the transcript in one episode's blocks.

    `taken` are blocks of chapter lists, `titles` the chapters' titles (folded), which a page
    may repeat between turns.
    """
    heads = [
        None if index in taken or same_title(block.text, titles) else parse_head(block)
        for index, block in enumerate(blocks)
    ]
    heads = _join_lines(blocks, heads)
    start = _announced_start(blocks, heads)
    begun = start or 0
    labelled = are_labelled(heads[begun:])
    if labelled:
        heads = with_labels(heads)
    region = heads[begun:]
    said = sum(
        index not in taken and not (head and head.shape is HeadShape.TIME_LINE)
        for index, head in enumerate(heads)
        if index >= begun
    )
    speakers = speakers_among(region, said, announced=start is not None)
    settled = _settled_heads(heads, speakers, begun)
    starts = _turn_starts(settled, announced=start is not None, labelled=labelled)
    if not starts:
        return None
    return _assemble(blocks, starts, titles, labelled=labelled)


def sure_turns(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the indices of blocks that begin with a time and the name of a repeated speaker."""
    heads = _join_lines(blocks, [parse_head(block) for block in blocks])
    named = {
        index: head.speaker
        for index, head in enumerate(heads)
        if head and head.start_ms is not None and head.speaker
    }
    counts = Counter(name for name, _ in {(head.speaker, head.start_ms) for head in heads if head})
    sure = {
        index
        for index, name in named.items()
        if is_label(name) or (counts[name] > 1 and is_plain_name(name))
    }
    listed = [index for index in named if blocks[index].marker]
    if sum(index in sure for index in listed) * 5 < len(listed) * 3:
        sure.difference_update(listed)
    return frozenset(sure)


def inside_speech(blocks: Sequence[Block], run: Collection[int]) -> bool:
    """Say whether recurring names begin lines both above and below a run of blocks."""
    heads = [parse_head(block) for block in blocks]
    counts = Counter(head.speaker for head in heads if head)
    named = [
        index
        for index, head in enumerate(heads)
        if head and head.speaker and counts[head.speaker] > 1 and is_plain_name(head.speaker)
    ]
    return any(index < min(run) for index in named) and any(index > max(run) for index in named)


def _join_lines(blocks: Sequence[Block], heads: list[Head | None]) -> list[Head | None]:
    """Make one head of a name and a time on lines of their own, in either order."""
    before = _names_beside_times(blocks, heads, -1)
    after = _names_beside_times(blocks, heads, 1)
    names, step = (before, -1) if len(before) >= len(after) else (after, 1)
    counts = Counter(blocks[index + step].text for index in names)
    placed = _is_place_of_names(blocks, heads, names, step)
    joined = list(heads)
    for index in names:
        name = blocks[index + step].text.strip(" :：")
        head = heads[index]
        if head and (placed or counts[blocks[index + step].text] > 1 or is_label(name)):
            first, second = sorted((index, index + step))
            joined[first] = replace(head, shape=HeadShape.NAMED_TIMED_LINE, speaker=name)
            joined[second] = _CONSUMED
    return joined


_CONSUMED = Head(HeadShape.TIME_LINE, "", "")  # the second line of a head: nothing of its own


def _is_place_of_names(
    blocks: Sequence[Block], heads: Sequence[Head | None], names: Sequence[int], step: int
) -> bool:
    """Say whether a name stands beside nearly every lone time, with what is said below both.

    Then the place alone makes it a name, even that of somebody who speaks once.
    """
    alone = sum(head is not None and head.shape is HeadShape.TIME_LINE for head in heads)
    beside = {index + step for index in names}
    said = [
        index
        for index in names
        if (below := max(index, index + step) + 1) not in beside and _is_said(blocks, heads, below)
    ]
    repeated = len({blocks[index + step].text for index in said}) < len(said)
    return len(said) >= 2 and len(said) * 4 >= alone * (2 if repeated else 3)


def _is_said(blocks: Sequence[Block], heads: Sequence[Head | None], index: int) -> bool:
    if index >= len(blocks) or blocks[index].is_heading:
        return False
    head = heads[index]
    return head is None or head.start_ms is None


def _names_beside_times(
    blocks: Sequence[Block], heads: Sequence[Head | None], step: int
) -> list[int]:
    def is_name(index: int) -> bool:
        head = heads[index]
        plain = head is None or head.shape is HeadShape.NAME_LINE
        return (
            plain
            and len(blocks[index].text) <= 60
            and is_plain_name(blocks[index].text.strip(" :："))
        )

    return [
        index
        for index, head in enumerate(heads)
        if head
        and head.shape is HeadShape.TIME_LINE
        and 0 <= index + step < len(heads)
        and is_name(index + step)
    ]


def _announced_start(blocks: Sequence[Block], heads: Sequence[Head | None]) -> int | None:
    """Return the index after the heading that has most turns below it, None without one."""
    headings = [i for i, block in enumerate(blocks) if is_transcript_heading(block.text)]
    best, most = None, 0
    for heading, following in zip(headings, [*headings, len(blocks)][1:], strict=True):
        below = sum(head is not None for head in heads[heading + 1 : following])
        if below > most:
            best, most = heading + 1, below
    return best


def _settled_heads(
    heads: Sequence[Head | None], speakers: frozenset[str], begun: int
) -> dict[int, Head]:
    """Return the blocks that may begin a turn, with heads that name real speakers only."""
    settled = {
        index: _settled(head, speakers, heads[index + 1] if index + 1 < len(heads) else None)
        for index, head in enumerate(heads)
        if head is not None and index >= begun
    }
    return {
        i: head
        for i, head in settled.items()
        if head.speaker or head.start_ms is not None or head is _CONSUMED
    }


def _turn_starts(starts: dict[int, Head], *, announced: bool, labelled: bool) -> dict[int, Head]:
    """Return the blocks that begin a turn; none where there is too little to tell."""
    named = [index for index, head in starts.items() if head.speaker]
    if named:
        first = named[0]
        if announced:
            first = min(starts)
        while labelled and first - 1 in starts:
            first -= 1
        return _within_bounds(starts, first)
    timed = [index for index, head in starts.items() if head.text or head.start_ms is not None]
    enough = 1 if announced else _TIMED_ALONE
    return starts if len(timed) >= enough else {}


def _settled(head: Head, speakers: frozenset[str], following: Head | None) -> Head:
    """Take the name away from a head whose name is nobody's."""
    if not head.speaker:
        return head
    alone = following is not None and (following.speaker or following.start_ms is not None)
    if head.speaker in speakers and not (is_bare_line(head) and alone):
        return head
    if not head.untitled:
        return replace(head, speaker="", start_ms=None)
    return replace(head, shape=HeadShape.TIMED, speaker="", text=head.untitled)


def _within_bounds(starts: dict[int, Head], first: int) -> dict[int, Head]:
    """Leave a bare `10:30` at a paragraph's beginning in the text unless it fits as a time."""
    times = {
        i: head.start_ms for i, head in starts.items() if head.speaker and head.start_ms is not None
    }
    order = list(times)
    last = max(index for index, head in starts.items() if head.speaker)
    kept: dict[int, Head] = {}
    for index, head in starts.items():
        if (
            head.speaker
            or head is _CONSUMED
            or head.bracketed
            or (head.full_clock and index < last)
        ):
            fits = True
        elif head.start_ms is not None:
            at = bisect_right(order, index)
            low = times[order[at - 1]] if at else 0
            high = times[order[at]] if at < len(order) else None
            fits = (
                low <= head.start_ms and (high is None or head.start_ms <= high) if order else True
            )
        else:
            fits = False
        leads = head.shape is HeadShape.TIME_LINE and index == first - 1
        if fits and (index >= first or leads):
            kept[index] = head
    return kept


def _assemble(
    blocks: Sequence[Block], starts: dict[int, Head], titles: frozenset[str], *, labelled: bool
) -> Transcript:
    """Make the turns; where times come before `labelled` speakers, a bare time has none."""
    first = min(starts)
    end = _tail_start(blocks, starts, titles)
    growing: list[_Growing] = []
    headings: list[tuple[str, int]] = []
    pending: Head | None = None
    for index in range(first, end):
        head = starts.get(index)
        if head is _CONSUMED:
            continue
        if head and head.shape is HeadShape.TIME_LINE and not head.speaker:
            pending = head
        elif head:
            before = "" if labelled else _last_speaker(growing)
            growing.append(_opened(head, pending, before))
            pending = None
        elif same_title(blocks[index].text, titles) and not _is_awaited(blocks[index], growing):
            continue
        elif blocks[index].is_heading:
            headings.append((blocks[index].text, len(growing)))
        elif is_transcript_heading(blocks[index].text) and not growing:
            continue
        else:
            if pending or not growing:
                before = "" if labelled else _last_speaker(growing)
                growing.append(_opened(Head(HeadShape.TIMED, "", ""), pending, before))
                pending = None
            growing[-1].paragraphs.append(blocks[index].line)
    _keep_marks(growing)
    turns = _settle_times(growing)
    return Transcript(
        tuple(turn for turn in turns if turn.paragraphs),
        first,
        end,
        _as_chapters(headings, turns),
        min((head.resolution_ms for head in starts.values()), default=1000),
    )


def _is_awaited(block: Block, growing: Sequence[_Growing]) -> bool:
    """Say whether a speaker was named of whom nothing has come yet: `Hello.` may be a title too."""
    return not block.is_heading and bool(growing) and not growing[-1].paragraphs


def _keep_marks(growing: Sequence[_Growing]) -> None:
    """Make text of names that never say anything: `Break: [18:45]` is no speaker, but a mark."""
    speaking = {turn.speaker for turn in growing if turn.paragraphs}
    for turn in growing:
        if not turn.paragraphs and turn.speaker and turn.speaker not in speaking:
            turn.paragraphs.append(turn.speaker)
            turn.speaker = ""


def _last_speaker(growing: Sequence[_Growing]) -> str:
    return growing[-1].speaker if growing else ""


def _opened(head: Head, pending: Head | None, before: str) -> _Growing:
    """Begin a turn; a head with only a time goes on with the speaker `before` it."""
    speaker = head.speaker or before
    stamp = pending if pending and head.start_ms is None else head
    return _Growing(speaker, stamp.start_ms, stamp.end_ms, [head.text] if head.text else [])


def _settle_times(growing: Sequence[_Growing]) -> list[TurnDraft]:
    """Make the turns, without the times that cannot be true because they run backwards."""
    kept = _longest_rise([turn.start_ms for turn in growing])
    return [
        TurnDraft(
            turn.speaker,
            tuple(turn.paragraphs),
            turn.start_ms if index in kept else None,
            turn.end_ms if index in kept and (turn.end_ms or 0) >= (turn.start_ms or 0) else None,
        )
        for index, turn in enumerate(growing)
    ]


def _longest_rise(times: Sequence[int | None]) -> set[int]:
    """Return the indices of the longest run of times that never decrease (patience sorting)."""
    ends: list[int] = []  # the lowest time that a run of each length can end with
    tops: list[int] = []  # and the index where it does
    previous: dict[int, int | None] = {}
    for index, time in enumerate(times):
        if time is None:
            continue
        pile = bisect_right(ends, time)
        previous[index] = tops[pile - 1] if pile else None
        ends[pile : pile + 1] = [time]
        tops[pile : pile + 1] = [index]
    kept: set[int] = set()
    at = tops[-1] if tops else None
    while at is not None:
        kept.add(at)
        at = previous[at]
    return kept


def _as_chapters(
    headings: Sequence[tuple[str, int]], turns: Sequence[TurnDraft]
) -> tuple[ChapterDraft, ...]:
    found = []
    for title, following in headings:
        start_ms = turns[following].start_ms if following < len(turns) else None
        if start_ms is not None:
            found.append(ChapterDraft(title, start_ms))
    return tuple(found)


def _tail_start(blocks: Sequence[Block], starts: dict[int, Head], titles: frozenset[str]) -> int:
    """Return where the last turn ends and the page's own end begins."""
    last = max(index for index, head in starts.items() if head is not _CONSUMED)
    first = min(starts)
    body = blocks[first : last + 1]
    said_below = not starts[last].text
    usual_gap = max((block.gap for block in body[1:]), default=1)
    runs_on = any(
        index not in starts and (index - 1 not in starts or starts[index - 1].text)
        for index in range(first + 1, last)
    )
    path = _common_path([blocks[index].path for index in starts])
    indent = min(blocks[index].indent for index in starts)
    for index in range(last + 1, len(blocks)):
        block = blocks[index]
        if (
            said_below
            and index == last + 1 + (starts.get(index) is _CONSUMED)
            and not block.is_heading
        ):
            continue
        if starts.get(index) is _CONSUMED or same_title(block.text, titles):
            continue
        left = block.path[: len(path)] != path or block.indent < indent
        parted = block.gap > max(usual_gap, 1)
        chrome = not runs_on and len(block.text) < 60 and block.text[-1] not in _SENTENCE_ENDS
        if left or parted or chrome or block.is_heading or is_footer(block.text):
            return index
    return len(blocks)


def _common_path(paths: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    shared = min(paths, key=len, default=())
    for path in paths:
        length = 0
        for ours, theirs in zip(shared, path, strict=False):
            if ours != theirs:
                break
            length += 1
        shared = shared[:length]
    return shared
