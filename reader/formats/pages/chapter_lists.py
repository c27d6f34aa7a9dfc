"""Chapter lists: finding them among a page's blocks, and keeping what is sane in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from reader.formats.pages.blocks import Block, BlockKind
from reader.formats.pages.timecodes import STAMP, TIMECODE, milliseconds
from reader.formats.pages.words import fold, is_chapters_heading, is_transcript_heading
from reader.model import ChapterDraft

_LONGEST_TITLE = 200
_GARBAGE = 2  # lines in a row that may interrupt a list
_ROUNDING_MS = 60_000  # a printed duration is often cut to the minute
_OVERHANG_MS = 30 * 60_000  # how long the last turn may be, where nothing says how long it is
_MOST_CHAPTERS = 60  # more timed lines without a heading are a transcript
_CALM_MS = 120_000  # chapters are long where their titles could be speech
_NARROWEST_MS = 20_000  # half of a list's chapters are longer
_BULLET = re.compile(
    r"(?:[•◦‣▪●○·∙*+–—-]|\d{1,3}[.)](?!\d))\s+"
    rf"|[^\w\s\x00-\x7f–—…“”‘’«»【】]{{1,8}}\s*(?=[(\[【<]?{TIMECODE})"  # an emoji
)
_TIME_FIRST = re.compile(rf"{STAMP}\s*(?:[-–—|•·:：.,]+\s*)?(?P<title>.*)$")
_TIME_LAST = re.compile(rf"\s*[-–—|•·:：]?\s*[(\[【<]?(?P<time>{TIMECODE})[)\]】>]?$")
_HAS_LETTER = re.compile(r"[^\W_]")


def parse_chapter(text: str) -> ChapterDraft | None:
    """Read `00:08:26 Title`, `Title (8:26)` and their like, with or without a bullet.

    The title is "" where there is none; None where there is no time.
    """
    if len(text) > _LONGEST_TITLE + 20 or not (":" in text or "：" in text):
        return None
    text = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    first = _TIME_FIRST.match(text)
    if first:
        end = milliseconds(first["end"]) if first["end"] else None
        return ChapterDraft(_titled(first["title"]), milliseconds(first["time"]), end)
    last = _TIME_LAST.search(text)
    if last:
        return ChapterDraft(_titled(text[: last.start()]), milliseconds(last["time"]))
    return None


def _titled(text: str) -> str:
    return text.strip() if _HAS_LETTER.search(text) else ""


def listed_after_heading(
    blocks: Sequence[Block], heading: int, turns: frozenset[int]
) -> dict[int, ChapterDraft]:
    """Read the list below a heading, by index; `turns` are blocks sure to be turns."""
    pairs = _paired_cells(blocks, heading, turns)
    if pairs:
        return pairs
    found: dict[int, ChapterDraft] = {}
    missed = 0
    for index in range(heading + 1, len(blocks)):
        block = blocks[index]
        chapter = parse_chapter(block.text) if index not in turns else None
        if chapter is None:
            missed += 1
            if index in turns or missed > _GARBAGE or _ends_list(block):
                break
        elif found and _breaks_off(blocks[max(found)], block):
            break
        else:
            missed = 0
            found[index] = chapter
    return found


def _paired_cells(
    blocks: Sequence[Block], heading: int, turns: frozenset[int]
) -> dict[int, ChapterDraft]:
    """Read a list whose times and titles stand in cells, or on lines, of their own."""
    found: dict[int, ChapterDraft] = {}
    index = heading + 1
    while index + 1 < len(blocks) and index not in turns and not _ends_list(blocks[index]):
        time = parse_chapter(blocks[index].text)
        below = blocks[index + 1]
        alone = time is not None and not time.title
        if time and alone and _may_title(below):
            found[index] = replace(time, title=_titled(below.text))
            found[index + 1] = replace(time, title="")
            index += 2
        elif found or time or index - heading > _GARBAGE:
            break
        else:
            index += 1
    return found if len(found) >= 4 else {}


def _may_title(block: Block) -> bool:
    return (
        len(block.text) <= _LONGEST_TITLE
        and not _ends_list(block)
        and _titled(block.text) != ""
        and parse_chapter(block.text) is None
    )


def _ends_list(block: Block) -> bool:
    return block.is_heading or is_transcript_heading(block.text) or is_chapters_heading(block.text)


def _breaks_off(last: Block, block: Block) -> bool:
    """Say whether a list of bullets is over because a line without a bullet comes."""
    return last.kind is BlockKind.ITEM and block.kind is not BlockKind.ITEM


def unheaded_runs(blocks: Sequence[Block], turns: frozenset[int]) -> list[dict[int, ChapterDraft]]:
    """Find runs of two or more timed lines with short titles that are no turns."""
    runs: list[dict[int, ChapterDraft]] = []
    run: dict[int, ChapterDraft] = {}
    for index, block in enumerate(blocks):
        chapter = parse_chapter(block.text) if index not in turns else None
        if chapter and chapter.title:
            run[index] = chapter
        elif run:
            runs.append(run)
            run = {}
    runs.append(run)
    return [run for run in runs if len(run) >= 2 and _rises(run)]


def _rises(run: dict[int, ChapterDraft]) -> bool:
    starts = [chapter.start_ms for chapter in run.values()]
    rising = sum(first < second for first, second in pairwise(starts))
    return rising * 3 >= (len(starts) - 1) * 2


def looks_like_chapters(run: Iterable[ChapterDraft]) -> bool:
    """Tell a chapter list from a transcript without speakers: few, short and far apart."""
    chapters = list(run)
    starts = [chapter.start_ms for chapter in chapters]
    usual_ms = median(second - first for first, second in pairwise(sorted(starts)))
    if len(chapters) > _MOST_CHAPTERS or len(set(starts)) < len(starts):
        return False
    if usual_ms < (_CALM_MS if _runs_on(chapters) else _NARROWEST_MS):
        return False
    apart_ms = (max(starts) - min(starts)) / max(len(starts) - 1, 1)
    length = sum(len(chapter.title) for chapter in chapters) / len(chapters)
    ends = sum(chapter.title[-1:] in ".?!…," for chapter in chapters)
    return apart_ms >= 45_000 and length <= 90 and ends * 2 <= len(chapters)


def _runs_on(chapters: Sequence[ChapterDraft]) -> bool:
    """Say whether the titles read as speech cut into lines: many words, none capitalised."""
    small = sum(chapter.title[0].islower() for chapter in chapters)
    words = sum(len(chapter.title.split()) for chapter in chapters)
    return small * 5 >= len(chapters) * 4 and words >= len(chapters) * 3


def is_transcript_below_heading(
    blocks: Sequence[Block], run: dict[int, ChapterDraft], turns: frozenset[int]
) -> bool:
    """Say whether a run of timed lines is what the heading `Transcript` above it promised.

    It is not where the transcript begins only later: below another such heading, or where the
    times of sure turns start anew.
    """
    above = min(run) - 1
    while above > 0 and min(run) - above <= 2 and blocks[above].text.endswith((".", "。", "!")):
        above -= 1
    if above < 0 or not is_transcript_heading(blocks[above].text):
        return False
    below = range(max(run) + 1, len(blocks))
    if any(is_transcript_heading(blocks[index].text) for index in below):
        return False
    begins = next((index for index in below if index in turns), None)
    later = parse_chapter(blocks[begins].text[:_LONGEST_TITLE]) if begins is not None else None
    return later is None or later.start_ms >= run[max(run)].start_ms


def sane_chapters(
    chapters: Iterable[ChapterDraft], duration_ms: int | None, last_turn_ms: int | None
) -> tuple[ChapterDraft, ...]:
    """Order chapters by time; drop those without a title, past the end, or at a taken time."""
    end_ms = _latest_start(duration_ms, last_turn_ms)
    taken: set[int] = set()
    kept = []
    for chapter in sorted(chapters, key=lambda chapter: chapter.start_ms):
        if chapter.title and chapter.start_ms not in taken and chapter.start_ms <= end_ms:
            taken.add(chapter.start_ms)
            kept.append(chapter)
    return tuple(kept)


def _latest_start(duration_ms: int | None, last_turn_ms: int | None) -> float:
    known = []
    if duration_ms:
        known.append(duration_ms + _ROUNDING_MS)
    if last_turn_ms:
        known.append(last_turn_ms + (0 if duration_ms else _OVERHANG_MS))
    return max(known) if known else float("inf")


def same_title(text: str, titles: frozenset[str]) -> bool:
    """Say whether a block repeats a chapter's title (folded), with or without its time."""
    if len(text) > _LONGEST_TITLE + 20:
        return False
    if fold(text) in titles:
        return True
    chapter = parse_chapter(text)
    return chapter is not None and chapter.title != "" and fold(chapter.title) in titles
