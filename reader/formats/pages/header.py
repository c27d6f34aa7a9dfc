"""The lines around a page's title: which is the title, the subtitle, the date, the length."""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reader.formats.pages.blocks import Block, BlockKind, PageFacts
from reader.formats.pages.dates import find_date
from reader.formats.pages.shows import BYLINE, is_show_above_title, is_showish, show_line, words
from reader.formats.pages.speaker_names import is_plain_name
from reader.formats.pages.timecodes import TIMECODE, length_ms, milliseconds
from reader.formats.pages.words import (
    fold,
    is_chapters_heading,
    is_control,
    is_footer,
    is_navigation,
    is_transcript_heading,
)

PROSE_LENGTH = 140  # a line this long is running text, not a title
_LONGEST_META = 120
_LONGEST_TITLE = 250
_PIECES = re.compile(r"\s*[|•·∙–—,;／/]\s*|\s+-\s+|\s{2,}|(?<=[A-Za-z]):\s+")
_BAR = re.compile(r"[|•·∙]")
_LABEL = re.compile(
    r"(?:published|released?|posted|aired|recorded|updated|date|duration|length|"
    r"run ?time|running time|"
    r"episode|ep|folge|épisode|episodio|episódio|season|on|by|von|par|por|dauer|länge|datum|durée|"
    r"duración|duração|veröffentlicht|veröffentlicht am|publié le|publicado|publicado em|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|配信日|公開日|再生時間|時間|"
    r"audio|video|podcast|free|explicit|gmt|utc|min read)?\.?\s*[:：#]?\s*",
    re.IGNORECASE,
)
_SMALL_PIECE = re.compile(
    r"(?:#?\d{1,5}|s\d+\s?e\d+|[012]?\d:\d\d(?: ?[ap]m)?|\S+(?: \S+){0,2})$", re.IGNORECASE
)
_SHOW = re.compile(
    r"(?:show|podcast|series|sendung|émission|programa|programma|番組|节目|節目)"
    r"\s*[:：]\s*(?P<show>\S.{0,80})$",
    re.IGNORECASE,
)
_CLOCKS = re.compile(rf"(?<![\d:]){TIMECODE}")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Meta:
    """A line that holds an episode's date, its length, or both, and little else."""

    date: dt.date | None
    duration_ms: int | None
    show: str = ""  # a name beside them


@dataclass(frozen=True, slots=True)
class Header:
    """What the lines before an episode's text say, and which blocks they are."""

    title: str
    subtitle: str = ""
    show: str = ""
    date: dt.date | None = None
    duration_ms: int | None = None
    used: frozenset[int] = frozenset()


def parse_meta(block: Block) -> Meta | None:
    """Read `27/1/2026 | 1h 12min`, `Published: Jan 27, 2026`, `72 min` and their like."""
    text = block.line if block.marker[:1].isdigit() else block.text
    if len(text) > _LONGEST_META or not any(map(str.isdigit, text)):
        return None
    found = find_date(text)
    if not found:
        return _length_line(text)
    day, start, end = found
    if text[end : end + 1] in {":", "："}:  # a list of things by date
        return None
    before, after = _PIECES.split(text[:start]), _PIECES.split(text[end:])
    duration_ms, shows, strange = None, [], []
    for piece in (*before, *after):
        bare = _LABEL.sub("", piece, count=1).strip(" ()[]|")
        length = length_ms(bare)
        duration_ms = duration_ms or length
        if not bare or length is not None:
            continue
        if not _SMALL_PIECE.match(bare) or bare[-1] in ".!?":
            strange.append(piece)
        if piece in {*before[:-1], *after[1:]} and _names_show(piece, bare):
            shows.append(piece.strip())
    # A name of many words is believed between bars, and beside a length as well.
    if strange and not (strange == shows and duration_ms and _BAR.search(text)):
        return None
    return Meta(day, duration_ms, shows[0] if shows else "")


def _names_show(piece: str, bare: str) -> bool:
    """Say whether a piece beside a date is a show's name; `bare` is what a label leaves of it."""
    name = piece.strip()
    cut = len(name) - len(bare)
    labelled = cut > 0 and not name[cut - 1].isalpha()
    return not labelled and words(name) >= 2 and not is_control(name) and is_showish(name, ())


def _length_line(text: str) -> Meta | None:
    label = _LABEL.match(text)
    bare = text[label.end() :] if label else text
    if re.fullmatch(TIMECODE, bare) and bare == text:
        return None  # a player's clock, or a turn's time
    length = length_ms(bare.strip(" ()"))
    return Meta(None, length) if length else None


def is_prose(block: Block) -> bool:
    """Say whether a block is long enough to be running text."""
    return not block.is_heading and len(block.text) * _width(block.text) >= PROSE_LENGTH


def is_titleish(block: Block) -> bool:
    """Say whether a block may be a title: short, neither control nor date nor section."""
    text = block.text
    return (
        len(text) <= _LONGEST_TITLE
        and (block.is_heading or not is_prose(block))
        and not is_control(text)
        and not is_navigation(block)
        and not is_transcript_heading(text)
        and not is_chapters_heading(text)
        and any(map(str.isalpha, text))
        and parse_meta(block) is None
        and not _SHOW.match(text)
        and not is_footer(text)
    )


def read_header(
    blocks: Sequence[Block], body: int, facts: PageFacts, people: Collection[str] = ()
) -> Header:
    """Read one episode's header; `body` is where its list of chapters or its turns begin.

    `people` are the speakers, none of whom is the name of the show.
    """
    limit = min(next((i for i, b in enumerate(blocks[:body]) if is_prose(b)), body), 60)
    metas = {i: meta for i, block in enumerate(blocks[:limit]) if (meta := parse_meta(block))}
    title = _title_index(blocks, limit, body, metas, facts)
    used = set(metas)
    subtitle = ""
    show, told = _show(blocks, title, limit, metas, people)
    used |= told
    if title is not None:
        used |= set(range(title + 1)) if title < limit else {title}
        below = _subtitle_index(blocks, title, limit, body, metas)
        if below is not None and below not in told:
            subtitle = blocks[below].text
            used.add(below)
            used |= {i for i in range(below, max(metas, default=below)) if len(blocks[i].text) < 60}
    first = next((meta for meta in metas.values() if meta.date), None)
    return Header(
        blocks[title].text if title is not None else facts.title,
        subtitle,
        facts.show or show,
        facts.date or (first.date if first else None),
        facts.duration_ms
        or next((meta.duration_ms for meta in metas.values() if meta.duration_ms), None)
        or _player_length(blocks[:limit]),
        frozenset(used),
    )


def _show(
    blocks: Sequence[Block],
    title: int | None,
    limit: int,
    metas: dict[int, Meta],
    people: Collection[str],
) -> tuple[str, set[int]]:
    """Return the show's name and the lines that say no more than it."""
    labels = {i: m["show"] for i in range(limit) if (m := _SHOW.match(blocks[i].text))}
    beside = [meta.show for meta in metas.values() if meta.show and meta.show not in people]
    if labels or beside:
        return next(iter([*labels.values(), *beside])), set(labels)
    dated = next((i for i in metas if title is not None and i > title), None)
    if title is None or dated is None:
        return "", set()
    line = show_line(blocks, title, dated, _candidates(blocks, limit), people)
    # An article's author stands where a podcast's name does.
    episode = people or any(meta.duration_ms for meta in metas.values())
    if line is None or (not episode and is_plain_name(blocks[line].text)):
        return "", set()
    return blocks[line].text, {line}


def _candidates(blocks: Sequence[Block], limit: int) -> list[int]:
    return [
        i for i in range(limit) if is_titleish(blocks[i]) and blocks[i].kind is not BlockKind.ITEM
    ]


def _title_index(
    blocks: Sequence[Block], limit: int, body: int, metas: dict[int, Meta], facts: PageFacts
) -> int | None:
    if facts.title:
        wanted = fold(facts.title)
        same = [i for i, block in enumerate(blocks[:body]) if fold(block.text) == wanted]
        return same[0] if same else None
    candidates = _candidates(blocks, limit)
    headings = [i for i in candidates if blocks[i].is_heading]
    if headings:
        return min(headings, key=lambda i: blocks[i].level)
    if metas and not any(i < min(metas) for i in candidates):
        return candidates[0] if candidates else None
    before = [i for i in candidates if metas and i < min(metas)]
    if len(before) == 2 and is_show_above_title(blocks, *before):
        return before[1]
    likeliest = _title_of_words(blocks, before or candidates)
    if likeliest is not None:
        return likeliest
    return before[-1] if before else next(iter(candidates), None)


def _title_of_words(blocks: Sequence[Block], candidates: Sequence[int]) -> int | None:
    """Prefer the first of several words; a whole sentence is rather what stands below a title."""
    long = [
        i for i in candidates if words(blocks[i].text) >= 3 and not BYLINE.match(blocks[i].text)
    ]
    phrases = [i for i in long if not blocks[i].text.endswith((".", "。"))]
    if phrases:
        return phrases[0]
    if long:
        above = [i for i in candidates if i < long[0]]
        return above[-1] if above else long[0]
    return None


def _subtitle_index(
    blocks: Sequence[Block], title: int, limit: int, body: int, metas: dict[int, Meta]
) -> int | None:
    below = title + 1
    if below >= limit or not is_titleish(blocks[below]) or blocks[below].kind is BlockKind.ITEM:
        return None
    text = blocks[below].text
    if BYLINE.match(text) or words(text) < 4:
        return None
    ruled = any(index > below for index in metas)
    runs_on = not metas and limit < body and limit - below <= 3
    return below if ruled or runs_on else None


def _player_length(blocks: Sequence[Block]) -> int | None:
    """Return the longest time that a player's clock shows above the text."""
    times = [
        milliseconds(found[0])
        for block in blocks
        if is_control(block.text)
        for found in _CLOCKS.finditer(block.text)
    ]
    longest = max(times, default=0)
    return longest if longest >= 60_000 else None


def _width(text: str) -> float:
    """Weigh scripts that say in one sign what takes Latin two or three letters."""
    return 2.5 if _WIDE.search(text) else 1.0
