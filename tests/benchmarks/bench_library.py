"""Measure the library: adding an episode, listing a thousand, loading a long one."""

import sqlite3
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from _episodes import SEED, conversation, short_episodes
from _figures import Figure, once_ms, report, timed_ms

from reader.library import Arrival, Library
from reader.model import EpisodeDraft
from reader.reading_page import ReadingPage
from reader.timing.timeline import Timeline

EPISODES = 1000
ROUNDS = 5


def adding(library: Library) -> Figure:
    """Add episodes of one hour to a library that is full, against SQLite writing their text."""
    drafts = [conversation(1, SEED + number) for number in range(ROUNDS)]
    spent = [once_ms(lambda d=draft: library.add([Arrival(d)], d.title)) for draft in drafts]
    path = library.folder / "plain.sqlite3"
    plain = sqlite3.connect(path, isolation_level=None)
    plain.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    plain.execute("CREATE TABLE turns (speaker, text, start_ms)")
    bare = [once_ms(lambda d=draft: _insert(plain, d)) for draft in drafts]
    plain.close()
    return Figure(
        f"Adding an episode of one hour to {EPISODES:,}",
        median(spent),
        against="inserting its turns into a bare table",
        baseline=median(bare),
    )


def _insert(connection: sqlite3.Connection, draft: EpisodeDraft) -> None:
    connection.execute("BEGIN")
    rows = ((turn.speaker, "\n\n".join(turn.paragraphs), turn.start_ms) for turn in draft.turns)
    connection.executemany("INSERT INTO turns VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")


def listing(library: Library, bare: sqlite3.Connection) -> Figure:
    """List every episode, against fetching the bare rows."""
    sql = "SELECT id, title, show, date, printed_ms, turn_count FROM episodes ORDER BY show, title"
    return Figure(
        f"Listing {EPISODES:,} episodes",
        timed_ms(library.summaries),
        against="fetching bare rows",
        baseline=timed_ms(lambda: bare.execute(sql).fetchall()),
    )


def loading(library: Library, bare: sqlite3.Connection, episode: str) -> list[Figure]:
    """Load ten hours, against fetching the turns' rows."""
    sql = "SELECT speaker, text, start_ms, end_ms FROM turns WHERE episode = ? ORDER BY idx"
    baseline_ms = timed_ms(lambda: bare.execute(sql, [episode]).fetchall())
    loaded = library.episode(episode)
    timeline = Timeline(loaded.turns, loaded.chapters)
    return [
        Figure(
            "Loading 10 hours with settled times",
            timed_ms(lambda: library.episode(episode)),
            against="fetching the turns' rows",
            baseline=baseline_ms,
        ),
        Figure("Making its rows to read", timed_ms(lambda: ReadingPage(loaded, timeline))),
    ]


def measure() -> list[Figure]:
    """Return the figures."""
    with TemporaryDirectory() as folder, Library(Path(folder)) as library:
        library.add(short_episodes(EPISODES), "many")
        bare = sqlite3.connect(library.storage.path)
        listed = listing(library, bare)
        added = adding(library)
        long = library.add([Arrival(conversation(10))], "long")[0].id
        figures = [added, listed, *loading(library, bare, long)]
        bare.close()
    return figures


def main() -> int:
    """Print the section and return the exit status."""
    return report("The library", f"Medians of {ROUNDS}; nothing is limited here.", measure())


if __name__ == "__main__":
    sys.exit(main())
