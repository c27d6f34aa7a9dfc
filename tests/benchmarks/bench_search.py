"""Measure search beside SQLite's FTS5: twelve queries, indexing, and how cost grows.

`python tests/benchmarks/bench_search.py --growth` measures 25,000, 250,000 and a million turns,
which takes minutes, and keeps what it found beside docs/performance.md; without that, 250,000
turns are measured, and what was kept of the growth is told again.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from _corpus import SEED, Corpus
from _figures import Figure, amount, note, once_ms, report, timed_ms
from _fts5 import BEST, Fts5
from _plot import Line, plot
from _queries import Query, twelve_queries
from _searchable import Searchable, folder_for_libraries, prepared

from reader.library import Arrival, Library
from reader.search.index import Index
from reader.search.searching import LibrarySearch

TURNS = 250_000
GROWTH = (25_000, 250_000, 1_000_000)
ROUNDS = 15
ADDED = 5
MEDIAN_RATIO, P95_RATIO = 0.5, 1.0
FOUND_LIMIT_MS = 300.0
TURNS_A_SECOND = 3000
DOCS = Path(__file__).parents[2] / "docs"
KEPT, DRAWN = DOCS / "performance-search.md", DOCS / "performance-search.svg"
OURS_COLOUR, FTS5_COLOUR = "#0969da", "#bc4c00"


@dataclass(frozen=True, slots=True)
class Measured:
    """One query's times and hits."""

    name: str
    query: str
    hits: int
    fts5_hits: int
    ours_ms: tuple[float, ...]
    fts5_ms: tuple[float, ...]

    def row(self) -> str:
        """Return it as a row of the table."""
        times = [
            amount(of(ms), "ms") for ms in (self.ours_ms, self.fts5_ms) for of in (median, p95)
        ]
        found = (f"{self.hits:,}", f"{self.fts5_hits:,}")
        ratio = f"{median(self.ours_ms) / median(self.fts5_ms):.2f}"
        return f"| {' | '.join((self.name, f'`{self.query}`', *found, *times, ratio))} |"


COLUMNS = "Query|As typed|Hits|FTS5's hits|Median|p95|FTS5's median|FTS5's p95|Ratio"
HEAD = f"| {COLUMNS.replace('|', ' | ')} |\n{'|-' * 9}|"


def p95(values: tuple[float, ...]) -> float:
    """Return the 95th percentile."""
    return float(np.percentile(values, 95))


def ask(searchable: Searchable, queries: tuple[Query, ...]) -> list[Measured]:
    """Ask both sides every query in turn, `ROUNDS` times after a first one that is not counted."""
    ours: dict[str, list[float]] = {query.name: [] for query in queries}
    fts5s: dict[str, list[float]] = {query.name: [] for query in queries}
    with Library(searchable.library) as library, Fts5(searchable.fts5_path) as fts5:
        search = LibrarySearch(library, Index(library.folder))
        hits = {
            query.name: (search.answer(query.ours, limit=BEST).total, fts5.count(query.fts5))
            for query in queries
        }
        for number in range(-1, ROUNDS):
            for query in queries:
                one = once_ms(lambda q=query: search.answer(q.ours, limit=BEST))
                other = once_ms(lambda q=query: fts5.best(q.fts5))
                if number >= 0:
                    ours[query.name].append(one)
                    fts5s[query.name].append(other)
    return [
        Measured(q.name, q.ours, *hits[q.name], tuple(ours[q.name]), tuple(fts5s[q.name]))
        for q in queries
    ]


def over_all(measured: list[Measured]) -> list[Figure]:
    """Return the median and the 95th percentile of all the answers to the twelve queries."""
    ours = tuple(ms for one in measured for ms in one.ours_ms)
    fts5 = tuple(ms for one in measured for ms in one.fts5_ms)
    return [
        Figure(
            f"The {len(measured)} queries: {name}",
            of(ours),
            against="FTS5",
            baseline=of(fts5),
            limit_ratio=limit,
        )
        for name, of, limit in (
            ("median", median, MEDIAN_RATIO),
            ("95th percentile", p95, P95_RATIO),
        )
    ]


def indexing(searchable: Searchable) -> list[Figure]:
    """Say what the index costs: building it, its size, and opening it."""
    thousands = searchable.turns / 1000
    index = Index(searchable.library)
    size = sum(p.stat().st_size for p in (searchable.library / "search").rglob("*") if p.is_file())
    rate = searchable.turns / searchable.index_s
    return [
        Figure(
            f"Indexing 1,000 turns from the library, in bulk ({rate:,.0f} turns a second)",
            searchable.index_s / thousands * 1000,
            against="FTS5",
            baseline=searchable.fts5_s / thousands * 1000,
            limit=1000 * 1000 / TURNS_A_SECOND,
        ),
        Figure(
            "Size of the index",
            size / 2**20,
            "MB",
            against="FTS5 with the texts",
            baseline=searchable.fts5_path.stat().st_size / 2**20,
        ),
        Figure("Opening the index", timed_ms(lambda: index.snapshot().close())),
    ]


def adding(searchable: Searchable, corpus: Corpus) -> list[Figure]:
    """Add episodes of an hour, one by one, until a search has found each; then remove them."""
    drafts = list(corpus.episodes(ADDED, first=2 * max(GROWTH)))
    added, caught_up, found = [], [], []
    with Library(searchable.library) as library:
        index = Index(library.folder)
        search = LibrarySearch(library, index)
        ids = []
        for number, draft in enumerate(drafts):
            before = search.answer(f'"{draft.title}"', limit=BEST).total
            arrivals = [Arrival(draft)]
            added.append(once_ms(lambda a=arrivals: ids.extend(library.add(a, "bench"))))
            caught_up.append(once_ms(lambda: index.catch_up(library)))
            found.append(once_ms(lambda d=draft: search.answer(f'"{d.title}"', limit=BEST)))
            if search.answer(f'"{draft.title}"', limit=BEST).total <= before:
                raise SystemExit(f"The episode number {number} that was added is not found.")
        for one in ids:
            library.remove(one.id)
        index.catch_up(library)
    whole = [sum(times) for times in zip(added, caught_up, found, strict=True)]
    return [
        Figure(
            f"One more episode of an hour in {searchable.turns:,} turns: from its import to a hit",
            median(whole),
            limit=FOUND_LIMIT_MS,
        ),
        Figure("– adding it to the library", median(added)),
        Figure("– bringing the index up to date", median(caught_up)),
        Figure("– the first search after that", median(found)),
    ]


# How cost grows


def growth_table(measured: dict[int, list[Measured]]) -> str:
    """Return the medians at every size, ours beside FTS5's, as a section of the document."""
    sizes = list(measured)
    head = ["Query", *(f"{turns:,}: ours | FTS5's | ratio" for turns in sizes)]
    cells = [
        [queries[0].name, *(_cells(median(q.ours_ms), median(q.fts5_ms)) for q in queries)]
        for queries in zip(*measured.values(), strict=True)
    ]
    overall = zip(*(over_all(of) for of in measured.values()), strict=True)
    cells += [
        [f"**{figures[0].what}**", *(_cells(f.value, f.baseline or 0) for f in figures)]
        for figures in overall
    ]
    lines = [head, ["-", *(["-|-|-"] * len(sizes))], *cells]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return (
        "## Searching: how cost grows\n\nMedians at three sizes of the library, all in one run, by "
        "`bench_search.py --growth`.\n\n"
        f"![Times at three sizes, ours beside FTS5's]({DRAWN.name})\n\n{table}"
    )


def _cells(ours: float, fts5: float) -> str:
    return f"{amount(ours, 'ms')} | {amount(fts5, 'ms')} | {ours / fts5:.2f}"


def drawing(measured: dict[int, list[Measured]]) -> str:
    """Draw the median and the 95th percentile of both sides at every size."""
    lines = []
    for number, name in enumerate(("median", "p95")):
        figures = {turns: over_all(of)[number] for turns, of in measured.items()}
        for side, colour, value in (
            ("Earmark", OURS_COLOUR, lambda f: f.value),
            ("FTS5", FTS5_COLOUR, lambda f: f.baseline),
        ):
            points = tuple((float(turns), value(f)) for turns, f in figures.items())
            lines.append(Line(f"{side}, {name}", points, colour, dashed=number == 1))
    title = "Answering twelve queries: the median and the 95th percentile"
    return plot(title, "turns in the library", "ms for the twenty best, with their texts", lines)


def measure_growth() -> int:
    """Measure every size; keep the section and the drawing."""
    corpus = Corpus()
    queries = twelve_queries(corpus)
    measured = {}
    with folder_for_libraries() as folder:
        for turns in GROWTH:
            note(f"{turns:,} turns")
            measured[turns] = ask(prepared(folder, turns, corpus), queries)
    KEPT.write_text(growth_table(measured) + "\n", encoding="utf-8")
    DRAWN.write_text(drawing(measured), encoding="utf-8")
    print(KEPT.read_text(encoding="utf-8"))
    return 0


def main() -> int:
    """Print the sections and return the exit status: 1 where a ratio is beyond its limit."""
    if sys.argv[1:] == ["--growth"]:
        return measure_growth()
    corpus = Corpus()
    with folder_for_libraries() as folder:
        searchable = prepared(folder, TURNS, corpus)
        measured = ask(searchable, twelve_queries(corpus))
        figures = [*over_all(measured), *indexing(searchable), *adding(searchable, corpus)]
    remark = (
        f"{TURNS:,} turns, 15,000,000 words, from the seed {SEED}; {ROUNDS} rounds, both in turn. "
        f"Ours is the whole answer: the {BEST} best hits with sentences and spans, all hits "
        f"counted by episode. FTS5's (`porter unicode61`, `ORDER BY rank LIMIT {BEST}`) is the "
        "numbers, ranks and texts of turns alone.\n\n"
        + "\n".join([HEAD, *(one.row() for one in measured)])
    )
    report("Searching", remark, figures)
    if KEPT.exists():
        print(f"\n{KEPT.read_text(encoding='utf-8').strip()}")
    return 0 if all(figure.ratio_is_kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
