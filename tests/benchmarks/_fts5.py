"""The yardstick for search: SQLite's own full-text index over the turns of a library."""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

BEST = 20
_FIND = "SELECT rowid, rank, text FROM turns WHERE turns MATCH ? ORDER BY rank LIMIT ?"
_COUNT = "SELECT count(*) FROM turns WHERE turns MATCH ?"
_FILL = """
INSERT INTO turns (speaker, text)
    SELECT speaker, text FROM library.turns ORDER BY episode, idx
"""


class Fts5:
    """An FTS5 table `turns` of speakers and texts, in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        self.path = path

    def build(self, library: Path) -> int:
        """Index every turn of a library's database in one transaction; return how many."""
        self._connection.execute("ATTACH ? AS library", [str(library)])
        self._connection.execute(
            "CREATE VIRTUAL TABLE turns USING fts5(speaker, text, tokenize = 'porter unicode61')"
        )
        self._connection.execute("BEGIN")
        count = self._connection.execute(_FILL).rowcount
        self._connection.execute("COMMIT")
        self._connection.execute("DETACH library")
        return count

    def best(self, query: str) -> list[tuple[int, float, str]]:
        """Return the twenty best turns: their numbers, ranks and texts."""
        return self._connection.execute(_FIND, [query, BEST]).fetchall()

    def count(self, query: str) -> int:
        """Return how many turns there are, which `best` does not say."""
        return int(self._connection.execute(_COUNT, [query]).fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
