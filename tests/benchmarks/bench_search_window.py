"""Measure search in the window: memory, results as one types, and reading on while it indexes.

What is measured are processes of their own, by `_search_window`, on the real window and a
library of 1,000 episodes of an hour.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from _corpus import Corpus
from _figures import Figure, note, report
from _queries import twelve_queries
from _search_window import BEFORE, MEMORY, PRIVATE, READING, RESIDENT, TYPING, Found
from _searchable import folder_for_libraries, prepared

TURNS = 250_000
IMPORTED = 100  # episodes at once: blocks of the corpus that the library does not have
IMPORTED_FIRST = 30_000
IMPORTS = 3
MEMORY_LIMIT_MB, RESULTS_LIMIT_MS, GAP_LIMIT_MS = 300.0, 100.0, 50.0
CHILD = "import _search_window; _search_window.main()"


def main() -> int:
    """Print the section and return the exit status."""
    remark = (
        "The real window, offscreen, on 1,000 episodes of an hour, 250,000 turns. A gap is the "
        "time between two beats of a timer of 2 ms on the GUI thread; a sentence is marked late by "
        "what the player has gone on since it began."
    )
    report("Searching in the window", remark, measure())
    return 0  # every limit here is an absolute one, of the machine


def measure() -> list[Figure]:
    """Return the figures; takes about two minutes."""
    corpus = Corpus()
    queries = json.dumps([query.ours for query in twelve_queries(corpus)])
    with folder_for_libraries() as folder:
        library = prepared(folder, TURNS, corpus).library
        memory = _child(MEMORY, library, queries)
        typing = _child(TYPING, library, queries)
        transcripts = [folder / f"transcripts {number}" for number in range(IMPORTS)]
        for number, to_import in enumerate(transcripts):
            _write_transcripts(to_import, corpus, IMPORTED_FIRST + number * IMPORTED)
        reading = _child(READING, library, json.dumps(list(map(str, transcripts))))
    return [*_memory(memory), *_typing(typing), *_reading(reading)]


def _child(kind: str, library: Path, given: str) -> Found:
    note(kind)
    path = os.pathsep.join(filter(None, [str(Path(__file__).parent), os.environ.get("PYTHONPATH")]))
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, kind, str(library), given],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": path},
    )
    found: Found = json.loads(ended.stdout)
    return found


def _write_transcripts(folder: Path, corpus: Corpus, first: int) -> None:
    """Write episodes as WebVTT, a caption a turn."""
    folder.mkdir()
    for number, draft in enumerate(corpus.episodes(IMPORTED, first)):
        starts = [turn.start_ms or 0 for turn in draft.turns] + [draft.duration_ms or 0]
        cues = (
            f"{_clock(starts[i])} --> {_clock(starts[i + 1])}\n"
            f"<v {turn.speaker}>{turn.paragraphs[0]}</v>\n"
            for i, turn in enumerate(draft.turns)
        )
        path = folder / f"{number:03} {draft.title.split(': ')[1]}.vtt"
        path.write_text("\n".join(["WEBVTT\n", *cues]), encoding="utf-8")


def _clock(at_ms: int) -> str:
    seconds, ms = divmod(at_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def _memory(found: Found) -> list[Figure]:
    whole = [
        Figure(
            "Memory, an episode open, after the twelve queries",
            resident,
            "MB",
            against="before the first query",
            baseline=before,
            limit=MEMORY_LIMIT_MB,
        )
        for resident, before in zip(found[RESIDENT], found[BEFORE], strict=True)
    ]
    return whole + [
        Figure("– of it private, not pages of mapped files", private, "MB")
        for private in found[PRIVATE]
    ]


def _typing(found: Found) -> list[Figure]:
    return [
        Figure(
            "From a query's last key to its results painted: 95th percentile",
            p95(found["ms"]),
            limit=RESULTS_LIMIT_MS,
        ),
        Figure("– median", median(found["ms"])),
    ]


def _reading(found: Found) -> list[Figure]:
    during, before = found["gaps during"], found["gaps before"]
    late, usual = found["late during"], found["late before"]
    return [
        Figure(
            f"{IMPORTED} episodes imported and indexed, {IMPORTS} times, one playing: gaps, 99th "
            "percentile",
            percentile(during, 0.99),
            against="without",
            baseline=percentile(before, 0.99),
            limit=GAP_LIMIT_MS,
        ),
        Figure("– the longest gap", max(during), against="without", baseline=max(before)),
        Figure("– share of the time in gaps over 50 ms", _share_over(during), "%"),
        Figure(
            f"– a sentence is marked late by ({len(late)} sentences): median",
            median(late),
            against="without",
            baseline=median(usual),
        ),
        Figure("– 95th percentile", p95(late), against="without", baseline=p95(usual)),
        Figure("– from an import's start to the index's end", median(found["took s"]), "s"),
    ]


def percentile(values: list[float], share: float) -> float:
    """Return the value that this share of the values does not pass."""
    return sorted(values)[round(share * (len(values) - 1))]


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return percentile(values, 0.95)


def _share_over(gaps: list[float]) -> float:
    return 100 * sum(gap for gap in gaps if gap > GAP_LIMIT_MS) / sum(gaps)


if __name__ == "__main__":
    sys.exit(main())
