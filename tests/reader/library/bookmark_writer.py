"""Programs for the tests of what is never lost: they write bookmarks, and tell what is kept.

Each line on standard output is an acknowledgement: it is written when the call has returned.

    bookmark_writer.py forking LIBRARY EPISODE    a child for each seed on standard input
    bookmark_writer.py adding LIBRARY EPISODE N   N bookmarks, and then the end
    bookmark_writer.py restoring LIBRARY BACKUP   tells when it begins
"""

import json
import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from reader.library import Library
from reader.library.backups import restore
from reader.model import Bookmark, Quote


def main() -> None:
    """Do what the arguments say."""
    what, folder, episode, *rest = sys.argv[1:]
    if what == "restoring":
        print("begun", flush=True)
        restore(Path(folder), Path(episode), datetime.now(UTC))
        return
    if what == "adding":
        with Library(Path(folder), busy_timeout_s=60.0) as library:
            for number in range(int(rest[0])):
                kept = library.add_bookmark(episode, Quote(number, number, f"{rest[1]} {number}"))
                print(json.dumps([kept.id, kept.quote.text]), flush=True)
        return
    # To load the program anew for every child would take longer than all that the child does.
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_on(Path(folder), episode, random.Random(int(line)))  # noqa: S311
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


def write_on(folder: Path, episode: str, rng: random.Random) -> None:
    """Make, change and remove bookmarks until killed."""
    with Library(folder) as library:
        there = [bookmark.id for bookmark in library.bookmarks()]
        while True:
            deed = rng.choice(("make", "make", "change", "remove")) if there else "make"
            if deed == "make":
                told = state(make(library, episode, rng))
                there.append(told[0])
            elif deed == "change":
                note = f"note {rng.random()} " * rng.choice((1, 1, 400))
                changed = library.change_bookmark(rng.choice(there), note=note, tags=["changed"])
                told = state(changed)
            else:
                gone = there.pop(rng.randrange(len(there)))
                library.remove_bookmarks([gone])
                told = [gone]
            os.write(1, json.dumps(told).encode() + b"\n")


def make(library: Library, episode: str, rng: random.Random) -> Bookmark:
    """Keep a quote of its own."""
    start_ms = rng.randrange(100_000)
    quote = Quote(start_ms, start_ms + 10, f"words {start_ms}")
    return library.add_bookmark(episode, quote, tags=["made", str(start_ms)], colour="red")


def state(bookmark: Bookmark) -> list[object]:
    """Return what a bookmark must be found as; its id comes first.

    It is short, so that a pipe takes it whole or, where the writer is killed, not at all.
    """
    quote = bookmark.quote
    return [
        *(bookmark.id, quote.text, quote.start_ms, crc32(bookmark.note.encode())),
        *(list(bookmark.tags), bookmark.colour),
    ]


if __name__ == "__main__":
    main()
