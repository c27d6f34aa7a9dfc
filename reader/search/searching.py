"""Searching the library: a query in, the best hits out, with their texts as they are now.

A query is run on every segment of the index; only the hits that are shown are looked up in the
library. What the index says and the text denies is left out: the index may lag behind.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from reader.errors import IndexDamagedError, IndexMissingError, SearchError
from reader.search.evaluating import SearchStoppedError
from reader.search.hits import Place, hits_of, unit_of
from reader.search.opened_index import Found, OpenedIndex, Stopped
from reader.search.parsing import parse
from reader.search.query import Query
from reader.search.ranking import best
from reader.search.records import SearchAnswer, SearchHit
from reader.search.segments import Snapshot
from reader.search.suggesting import corrected_text
from reader.search.units import SearchableLibrary

BEING_BUILT = "The search index is being built, so that not everything is found yet."
DAMAGED = "The search index is damaged and has to be built anew, so that not everything is found."
STOPPED = "The search was stopped."
NO_WORD = "The query has no word to look for yet."


class SearchedIndex(Protocol):
    """What searching asks of the index. Errors: SearchError from both."""

    def generation(self) -> int:
        """Return a number that changes with the index; asked for with every query."""

    def snapshot(self) -> Snapshot:
        """Return the index as it is now."""


class LibrarySearch:
    """Answers queries about one library. One object a thread; close it when done."""

    def __init__(self, library: SearchableLibrary, index: SearchedIndex) -> None:
        self._library = library
        self._index = index
        self._opened: OpenedIndex | None = None

    def close(self) -> None:
        """Let go of the index's files. The next query opens them again."""
        if self._opened is not None:
            self._opened.snapshot.close()
            self._opened = None

    def answer(self, query: str, *, limit: int = 50, cancelled: Stopped = None) -> SearchAnswer:
        """Find the best hits. Any text is a query; `cancelled` is asked now and then.

        Errors: LibraryError where the library cannot be read. What is wrong with the index is
        said in `incomplete`, beside what was found nevertheless.
        """
        started = time.perf_counter()
        read = parse(query)
        remark = read.remark or (NO_WORD if read.root is None and query.strip() else "")
        answer = SearchAnswer(query, 0, (), (), 0.0, remark=remark)
        try:
            answer = self._answer(answer, read, max(0, limit), cancelled)
        except SearchStoppedError:
            answer = replace(answer, incomplete=STOPPED)
        except SearchError as error:
            self.close()
            answer = replace(answer, incomplete=_what_is_wrong(error))
        return replace(answer, took_ms=(time.perf_counter() - started) * 1000)

    def hits_in(self, query: str, episode: str) -> tuple[SearchHit, ...]:
        """Return all hits of one episode by time, those without a time first.

        Errors: LibraryError. Where the index cannot be read there are none.
        """
        try:
            found = self._open().find(parse(query))
            hits = self._hits(_places_in(found, episode), found)
        except SearchError:
            self.close()
            return ()
        return tuple(sorted(hits, key=_heard_at))

    def _answer(
        self, answer: SearchAnswer, read: Query, limit: int, stopped: Stopped
    ) -> SearchAnswer:
        opened = self._open()
        found = opened.find(read, stopped)
        cut = (_cut_remark(*each) for each in opened.cut_beginnings(read.root).items())
        return replace(
            answer,
            total=found.total,
            hits=self._hits(best(found.matches, limit), found),
            episodes=opened.episodes.count(found.matches),
            corrected=corrected_text(read, found.corrections),
            incomplete=DAMAGED if found.damaged else "",
            remark=" ".join(filter(None, (answer.remark, *cut))),
        )

    def _open(self) -> OpenedIndex:
        generation = self._index.generation()
        if self._opened is None or self._opened.snapshot.generation != generation:
            snapshot = self._index.snapshot()
            self.close()
            self._opened = OpenedIndex(snapshot)
        return self._opened

    def _hits(self, places: Sequence[Place], found: Found) -> tuple[SearchHit, ...]:
        if found.root is None or not places:
            return ()
        return tuple(hits_of(places, found.root, self._library))


def _places_in(found: Found, episode: str) -> list[Place]:
    return [
        (float(points), one.view, document)
        for one in found.matches
        if any(unit.episode == episode for unit in one.view.segment.units)
        for document, points in zip(one.documents.tolist(), one.scores.tolist(), strict=True)
        if unit_of(one.view, document).episode == episode
    ]


def _heard_at(hit: SearchHit) -> tuple[int, int]:
    at_ms = hit.start_ms if hit.match_ms is None else hit.match_ms
    return -1 if at_ms is None else at_ms, hit.turn or 0


def _what_is_wrong(error: SearchError) -> str:
    if isinstance(error, IndexMissingError):
        return BEING_BUILT
    return DAMAGED if isinstance(error, IndexDamagedError) else str(error)


def _cut_remark(beginning: str, most: int) -> str:
    return f"“{beginning}*” begins very many words; the {most:,} commonest of them were found."
