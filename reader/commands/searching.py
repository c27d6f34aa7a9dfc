"""`earmark search`: who said it, where and when, for people and for programs.

Importing this module loads NumPy and Whoosh.
"""

import os
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from itertools import groupby

from reader.commands.context import Context
from reader.commands.indexing import (
    bring_up_to_date,
    build_anew,
    index_of,
    is_damaged,
    spare_index,
)
from reader.console import Console
from reader.counting import counted
from reader.errors import SearchError
from reader.library import Library
from reader.search.index import Index
from reader.search.records import EpisodeHits, HighlightedText, HitKind, SearchAnswer, SearchHit
from reader.search.searching import LibrarySearch
from reader.timecode import timecode

_INDENT = " " * 4
_LONGEST_SHOWN = 60  # of a query in a sentence
_ON, _OFF = "\x02", "\x03"  # stand for bold while lines are folded
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # a terminal would obey some of them
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


def search_command(context: Context) -> int:
    """Print the best hits of a query."""
    query, as_json = _query(context.args.query), context.args.json
    if not query.strip() and not as_json:
        raise SearchError("Say what to look for, such as: earmark search “open models”")
    with context.library_to_read() as library:
        answer = _answer_in(library, query, context.args.limit)
    if as_json:
        context.console.json(_answer_json(answer))
    else:
        _print(answer, context.console)
    for sentence in filter(None, (answer.remark, answer.incomplete)):
        context.console.complain(sentence)
    return 0


def _query(words: list[str]) -> str:
    """Return what was typed; `reader.cli` puts a space before `-word`."""
    return " ".join(word[1:] if word.startswith(" -") else word for word in words)


def _answer_in(library: Library, query: str, limit: int) -> SearchAnswer:
    """Answer from the library's index, or from a spare one where none can be written."""
    with index_of(library) as index:
        try:
            return _answer(library, index, query, limit)
        except SearchError as error:
            why = str(error)
    with spare_index() as spare:
        answer = _answer(library, spare, query, limit)
    return replace(answer, remark=" ".join(filter(None, (answer.remark, why))))


def _answer(library: Library, index: Index, query: str, limit: int) -> SearchAnswer:
    incomplete = bring_up_to_date(index, library)
    with closing(LibrarySearch(library, index)) as search:
        answer = search.answer(query, limit=limit)
        if answer.incomplete and is_damaged(index):
            search.close()
            incomplete = build_anew(index, library)
            answer = search.answer(query, limit=limit)
    return replace(answer, incomplete=answer.incomplete or incomplete)


# For programs


def _answer_json(answer: SearchAnswer) -> dict[str, object]:
    episodes = {found.episode: found for found in answer.episodes}
    remarks = {
        "corrected": answer.corrected,
        "incomplete": answer.incomplete,
        "remark": answer.remark,
    }
    return {
        "query": answer.query,
        "total": answer.total,
        "took_ms": round(answer.took_ms, 3),
        "hits": [_hit_json(hit, episodes) for hit in answer.hits],
        **{name: text for name, text in remarks.items() if text},
    }


def _hit_json(hit: SearchHit, episodes: Mapping[str, EpisodeHits]) -> dict[str, object]:
    found = episodes.get(hit.episode)
    return {
        "episode": hit.episode,
        "episode_title": hit.episode_title,
        "turn": hit.turn,
        "start_ms": hit.start_ms,
        "speaker": hit.speaker,
        "kind": hit.kind.value,
        "text": hit.text.text,
        "spans": [list(span) for span in hit.text.spans],
        "score": hit.score,
        "match_ms": hit.match_ms,
        "end_ms": hit.end_ms,
        "offset": hit.offset,
        "show": found.show if found else "",
        "date": found.date.isoformat() if found and found.date else None,
        "bookmark": hit.bookmark,
    }


# For people


def _print(answer: SearchAnswer, console: Console) -> None:
    asked = _shortened(answer.query)
    if answer.corrected:
        console.line(f"Nothing for “{asked}”; this is for “{_shortened(answer.corrected)}”.")
    if not answer.hits:
        console.line(f"Nothing was found for “{asked}”.")
        return
    marks = (_BOLD, _PLAIN) if _can_be_bold() else ("", "")
    episodes = {found.episode: found for found in answer.episodes}
    for episode, hits in groupby(_by_episode(answer.hits), key=lambda hit: hit.episode):
        listed = list(hits)
        _print_heading(listed[0], episodes.get(episode), console)
        for hit in listed:
            _print_hit(hit, console, marks)
        console.line()
    console.line(_sum(answer))


def _by_episode(hits: tuple[SearchHit, ...]) -> Iterator[SearchHit]:
    """Yield the hits of the best hit's episode first, then those of the next best, and so on."""
    groups: dict[str, list[SearchHit]] = {}
    for hit in hits:
        groups.setdefault(hit.episode, []).append(hit)
    for group in groups.values():
        yield from group


def _print_heading(hit: SearchHit, found: EpisodeHits | None, console: Console) -> None:
    facts = [hit.episode_title or "Bookmarks of episodes that are gone"]
    if found is not None:
        facts += [found.show, found.date.isoformat() if found.date else ""]
        facts.append(counted(found.count, "hit"))
    console.line(" · ".join(filter(None, facts)))


def _print_hit(hit: SearchHit, console: Console, marks: tuple[str, str]) -> None:
    kind = "" if hit.kind is HitKind.TURN else hit.kind.value
    at_ms = hit.start_ms if hit.match_ms is None else hit.match_ms
    time = timecode(at_ms) if at_ms is not None else ""
    console.line("  " + "  ".join(filter(None, (time, hit.speaker, kind))))
    marked = _marked(hit.text)
    for line in textwrap.wrap(marked, console.width - len(_INDENT), break_on_hyphens=False):
        console.line(_INDENT + line.replace(_ON, marks[0]).replace(_OFF, marks[1]))


def _marked(highlighted: HighlightedText) -> str:
    """Return the text in one line, with a sign before and after each match."""
    text = _CONTROLS.sub(" ", highlighted.text)  # one for one: the spans stay true
    parts, at = [], 0
    for start, end in highlighted.spans:
        parts += [text[at:start], _ON, text[start:end], _OFF]
        at = end
    return " ".join("".join([*parts, text[at:]]).split())


def _sum(answer: SearchAnswer) -> str:
    whole = f"{counted(answer.total, 'hit')} in {counted(len(answer.episodes), 'episode')}"
    if len(answer.hits) >= answer.total:
        return f"{whole}."
    return f"{whole}; the best {len(answer.hits):,} are shown, --limit shows more."


def _shortened(query: str) -> str:
    return query if len(query) <= _LONGEST_SHOWN else f"{query[:_LONGEST_SHOWN]}…"


def _can_be_bold() -> bool:
    if os.name == "nt" and "WT_SESSION" not in os.environ:
        return False  # older consoles would show the signs
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
