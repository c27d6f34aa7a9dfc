"""Where on a page one episode ends and the next begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.formats.pages.blocks import Block
from reader.formats.pages.header import Meta, is_prose, is_titleish, parse_meta
from reader.formats.pages.turn_heads import parse_head
from reader.formats.pages.words import fold, is_footer, is_transcript_heading


@dataclass(frozen=True, slots=True)
class Part:
    """One of several episodes on a page: its blocks without its header, and its header."""

    title: str
    subtitle: str
    show: str
    meta: Meta
    blocks: tuple[Block, ...]


def dated_parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """Part a page by its lines of title and date; empty unless there are two or more."""
    metas = {i: meta for i, block in enumerate(blocks) if (meta := _episode_meta(block))}
    if len(metas) < 2:
        return ()
    titles = _titles_of(blocks, metas)
    if len(titles) < 2:
        return ()
    below = _shows_below(blocks, titles)
    if below:
        titles = [(title - 1, dated) for title, dated in titles]
    shows = _shows_above(blocks, [title for title, _ in titles])
    begins = [title - (title in shows) for title, _ in titles]
    parts = []
    for place, (title, dated) in enumerate(titles):
        start = max(title, dated) + 1
        last = place + 1 == len(titles)
        end = _page_end(blocks, start, title, dated) if last else begins[place + 1]
        between = blocks[title + 1 + below : dated]
        subtitle = between[0].text if between else ""
        parts.append(
            Part(
                blocks[title].text,
                subtitle,
                blocks[title + 1].text if below else shows.get(title, ""),
                metas[dated],
                tuple(blocks[start:end]),
            )
        )
    filled = tuple(part for part in parts if part.blocks)
    return filled if len(filled) > 1 else ()


def _episode_meta(block: Block) -> Meta | None:
    meta = parse_meta(block)
    return meta if meta and meta.date else None


def _titles_of(blocks: Sequence[Block], metas: dict[int, Meta]) -> list[tuple[int, int]]:
    """Pair each date line with its title, which stands above it, or below it on other sites."""
    above = [(index, meta) for meta in metas if (index := _title_above(blocks, meta)) is not None]
    below = [
        (meta + 1, meta)
        for meta in metas
        if meta + 1 < len(blocks) and is_titleish(blocks[meta + 1]) and meta + 1 not in metas
    ]
    headed_below = sum(blocks[title].is_heading for title, _ in below)
    headed_above = sum(blocks[title].is_heading for title, _ in above)
    chosen = below if headed_below > headed_above or len(below) > len(above) * 2 else above
    column = blocks[chosen[0][0]].indent if chosen else 0
    inside = [pair for pair in chosen if blocks[pair[0]].indent >= column]
    return _without_comments(blocks, inside)


def _title_above(blocks: Sequence[Block], meta: int) -> int | None:
    for index in range(meta - 1, max(meta - 3, -1), -1):
        if blocks[index].is_heading and is_titleish(blocks[index]):
            return index
    plain = meta >= 1 and is_titleish(blocks[meta - 1])
    return (
        meta - 1
        if plain and parse_head(blocks[meta - 1]) is None
        else (meta - 1 if plain and ":" in blocks[meta - 1].text else None)
    )


def _without_comments(
    blocks: Sequence[Block], titles: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Leave out what follows a line such as `Comments` unless it is as long as an episode."""
    kept: list[tuple[int, int]] = []
    for place, (title, meta) in enumerate(titles):
        end = titles[place + 1][0] if place + 1 < len(titles) else len(blocks)
        closed = kept and any(
            is_footer(block.text) and len(block.text) <= 60 for block in blocks[kept[0][1] : title]
        )
        substantial = sum(is_prose(block) for block in blocks[meta:end]) >= 2
        if not closed or substantial:
            kept.append((title, meta))
    return kept


def _shows_below(blocks: Sequence[Block], titles: Sequence[tuple[int, int]]) -> bool:
    """Say whether what stands above each date is the same show, so that titles are above it."""
    names = {blocks[title].text for title, _ in titles}
    return len(names) == 1 and all(
        title and is_titleish(blocks[title - 1]) and blocks[title - 1].text not in names
        for title, _ in titles
    )


def _shows_above(blocks: Sequence[Block], titles: Sequence[int]) -> dict[int, str]:
    """Return the show's name above each title: a line above the first title and most others.

    What only ends each episode in the same words ("Thanks for listening.") is not above the first.
    """
    above = {title: blocks[title - 1] for title in titles if title}
    show = above.get(titles[0])
    if show is None or not is_titleish(show) or parse_head(show) is not None:
        return {}
    same = {title: show.text for title, block in above.items() if block.text == show.text}
    return same if len(same) > 1 and len(same) * 2 >= len(titles) else {}


def _page_end(blocks: Sequence[Block], start: int, title: int, meta: int) -> int:
    """Return where the last episode ends: where the page leaves its column or container."""
    path = blocks[title].path[: _shared(blocks[title].path, blocks[meta].path)]
    indent = min(blocks[title].indent, blocks[meta].indent)
    level = blocks[title].level if blocks[title].is_heading else 0
    for index in range(start, len(blocks)):
        block = blocks[index]
        left = block.path[: len(path)] != path or block.indent < indent
        risen = block.is_heading and level and block.level <= level
        if left or (risen and not is_transcript_heading(block.text)):
            return index
    return len(blocks)


def _shared(first: tuple[int, ...], second: tuple[int, ...]) -> int:
    pairs = zip(first, second, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def headed_parts(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """Part a page by headings of one level that each have a transcript of their own."""
    for level in range(1, 4):
        marks = [
            i
            for i, block in enumerate(blocks)
            if block.is_heading and block.level == level and is_titleish(block)
        ]
        ends = [*marks, len(blocks)][1:]
        parts = [tuple(blocks[i:end]) for i, end in zip(marks, ends, strict=True)]
        if sum(map(_has_transcript, parts)) > 1:
            return tuple(part for part in parts if _has_transcript(part) or _has_text(part))
    return ()


def _has_transcript(part: Sequence[Block]) -> bool:
    return any(is_transcript_heading(block.text) for block in part) and any(
        parse_head(block) for block in part[1:]
    )


def _has_text(part: Sequence[Block]) -> bool:
    return sum(is_prose(block) for block in part) >= 1 and not is_footer(fold(part[0].text))
