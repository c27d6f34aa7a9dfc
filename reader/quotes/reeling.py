"""Kept quotes as stretches of audio, to be heard one after another."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reader.library import Library
from reader.listening.reel import SHORTEST_MS, Stretch
from reader.model import Bookmark
from reader.timecode import timecode

EDGE_MS = 200  # what is heard before and after the range, so that no word is cut


def quote_stretches(
    bookmarks: Sequence[Bookmark], audio: Mapping[str, Path | None]
) -> Iterator[Stretch]:
    """Yield what to hear of bookmarks, in their order; `audio` is by episode."""
    for bookmark in bookmarks:
        quote = bookmark.quote
        start_ms = max(quote.start_ms - EDGE_MS, 0)
        end_ms = max(quote.end_ms + EDGE_MS, start_ms + SHORTEST_MS)
        who = ", ".join(part for part in (quote.speaker, timecode(quote.start_ms)) if part)
        episode = bookmark.episode or ""
        title = " · ".join(part for part in (who, bookmark.episode_title) if part)
        yield Stretch(episode, audio.get(episode), start_ms, end_ms, title)


def stretches_of_quotes(
    library: Library, bookmarks: Sequence[Bookmark], most_read: int
) -> tuple[Stretch, ...]:
    """Return what to hear of bookmarks; runs on the library's thread. Raise LibraryError.

    Of at most `most_read` episodes the audio is looked for where it was moved.
    """
    audio = {summary.id: summary.audio for summary in library.summaries()}
    wanted = [one for one in dict.fromkeys(b.episode for b in bookmarks) if one in audio]
    for episode in wanted if len(wanted) <= most_read else ():
        if episode is not None:
            found = library.present_audio(library.episode(episode))
            audio[episode] = found.path if found else audio[episode]
    return tuple(quote_stretches(bookmarks, audio))
