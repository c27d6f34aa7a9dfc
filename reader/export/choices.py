"""What of a library can be exported, in words, with how much it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.counting import counted
from reader.export.material import Wanted
from reader.library import Library
from reader.model import Bookmark, EpisodeSummary
from reader.shelves.tags import sorted_tags


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be exported. `name` is what a file of it is called."""

    words: str
    wanted: Wanted
    name: str
    episodes: int = 1  # how many it is from


def choices_of(
    library: Library, episode: str | None = None, shown: Sequence[str] | None = None
) -> tuple[Choice, ...]:
    """Return what can be exported, the likeliest first: what is shown, what is open, tags, all.

    `episode` is the one that is open, `shown` the ids of the quotes in a list.
    """
    bookmarks = library.bookmarks()
    spoken = [line for line in library.summaries() if line.turns]
    opened = next((line for line in spoken if line.id == episode), None)
    return (
        *_shown(bookmarks, shown),
        *_quotes_of(bookmarks, opened),
        *_all_quotes(bookmarks, opened),
        *_tagged(bookmarks),
        *_transcripts(spoken, opened),
    )


def _shown(bookmarks: Sequence[Bookmark], shown: Sequence[str] | None) -> Iterator[Choice]:
    there = [one for one in bookmarks if shown is not None and one.id in set(shown)]
    if there:
        words = f"The {counted(len(there), 'quote')} shown"
        wanted = Wanted(ids=tuple(one.id for one in there))
        yield Choice(words, wanted, "Quotes", _episodes(there))


def _quotes_of(bookmarks: Sequence[Bookmark], opened: EpisodeSummary | None) -> Iterator[Choice]:
    mine = [one for one in bookmarks if opened is not None and one.episode == opened.id]
    if opened is not None and mine:
        words = f"{counted(len(mine), 'quote')} of “{opened.title}”"
        yield Choice(words, Wanted(opened.id), opened.title)


def _all_quotes(bookmarks: Sequence[Bookmark], opened: EpisodeSummary | None) -> Iterator[Choice]:
    if any(opened is None or one.episode != opened.id for one in bookmarks):
        episodes = _episodes(bookmarks)
        words = f"All quotes: {len(bookmarks):,} of {counted(episodes, 'episode')}"
        yield Choice(words, Wanted(), "Quotes", episodes)


def _tagged(bookmarks: Sequence[Bookmark]) -> Iterator[Choice]:
    for tag in sorted_tags(tag for one in bookmarks for tag in one.tags):
        of_it = [one for one in bookmarks if tag.casefold() in map(str.casefold, one.tags)]
        words = f"{counted(len(of_it), 'quote')} tagged {tag}"
        yield Choice(words, Wanted(tags=(tag,)), f"Quotes {tag}", _episodes(of_it))


def _transcripts(
    spoken: Sequence[EpisodeSummary], opened: EpisodeSummary | None
) -> Iterator[Choice]:
    if opened is not None:
        words = f"The whole transcript of “{opened.title}”"
        yield Choice(words, Wanted(opened.id, transcripts=True), opened.title)
    if any(opened is None or line.id != opened.id for line in spoken):
        words = f"All whole transcripts: {len(spoken):,}"
        yield Choice(words, Wanted(transcripts=True), "Transcripts", len(spoken))


def _episodes(bookmarks: Sequence[Bookmark]) -> int:
    return len({(one.episode, one.episode_title) for one in bookmarks})
