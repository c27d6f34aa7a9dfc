"""From a file to the library: what would come in, shown first, and then all of it or nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.bringing import BookmarkFile, file_at, kind_of, own_json, own_markdown
from reader.counting import counted
from reader.episodes.identity import title_key
from reader.library import Library
from reader.model import Bookmark, Episode, EpisodeSummary, Placed, Quote, TurnRange
from reader.quotes.capturing import quote_of
from reader.timing.timeline import Timeline

_SHORTEST_PART = 12  # of a title, to tell an episode by


@dataclass(frozen=True, slots=True)
class BringingPlan:
    """What a file holds, and what of it would come in."""

    path: Path
    kind: str
    bookmarks: tuple[Bookmark, ...]  # that would come in
    known: int  # that are in the library already
    episodes: tuple[tuple[str, int], ...]  # titles, and how many would come in for each
    unmatched: tuple[tuple[str, int], ...]  # titles that are not in the library; how many of them
    kept_alone: bool  # whether those without their episode come in all the same

    @property
    def sentence(self) -> str:
        """Say what would come in."""
        new = counted(len(self.bookmarks), "bookmark")
        known = f"; {self.known:,} are in the library already" if self.known else ""
        return f"{self.kind}: {new} to bring in{known}."

    @property
    def lack(self) -> str:
        """Say what has no episode here; empty where all have one."""
        if not self.unmatched:
            return ""
        titles = ", ".join(f"“{title}”" for title, _ in self.unmatched[:5])
        more = f" and {len(self.unmatched) - 5:,} more" if len(self.unmatched) > 5 else ""
        what = "come in without it" if self.kept_alone else "are left out; import it first"
        whole = counted(sum(count for _, count in self.unmatched), "bookmark")
        return f"{whole} whose episode is not in the library {what}: {titles}{more}."


def plan_bringing(library: Library, path: Path) -> BringingPlan:
    """Read a file and say what would come in; nothing is changed. Raise BookmarkFileError.

    Seconds for thousands of quotes: each is looked for in its episode's transcript.
    """
    file = file_at(path)
    kind = kind_of(file)
    read = _once(kind.read(file), file)
    known = {bookmark.id for bookmark in library.bookmarks()}
    fresh = [bookmark for bookmark in read if bookmark.id not in known]
    summaries = library.summaries()
    matched = [replace(one, episode=_match(one, summaries)) for one in fresh]
    lone = [one for one in matched if one.episode is None]
    ours = kind.NAME in (own_json.NAME, own_markdown.NAME)
    kept_alone = kind.NAME == own_json.NAME
    coming = [one for one in matched if one.episode is not None]
    return BringingPlan(
        path,
        kind.NAME,
        (*_settled(library, coming, ours=ours), *(lone if kept_alone else ())),
        len(read) - len(fresh),
        _counted_titles(coming),
        _counted_titles(lone),
        kept_alone,
    )


def carry_out(library: Library, plan: BringingPlan) -> int:
    """Bring in what was planned, all of it or on an error nothing; return how many came in."""
    return library.bring_bookmarks(plan.bookmarks)


def _once(bookmarks: Iterable[Bookmark], file: BookmarkFile) -> tuple[Bookmark, ...]:
    """Return each bookmark once. Raise BookmarkFileError where there are none."""
    found = tuple({bookmark.id: bookmark for bookmark in bookmarks}.values())
    if not found and '"bookmarks"' not in file.text:
        raise file.error("holds no bookmarks. Choose another file.")
    return found


def _counted_titles(bookmarks: Iterable[Bookmark]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(one.episode_title or "Untitled" for one in bookmarks).items())


# Whose they are


def _match(bookmark: Bookmark, summaries: Sequence[EpisodeSummary]) -> str | None:
    """Return the episode that a bookmark is of: by id, or by title and show where one answers."""
    if any(one.id == bookmark.episode for one in summaries):
        return bookmark.episode
    wanted, show = title_key(bookmark.episode_title), title_key(bookmark.show)
    if not wanted:
        return None
    shows = [one for one in summaries if not show or title_key(one.show) in (show, "")]
    readings = (
        [one for one in shows if title_key(one.title) == wanted],
        [one for one in summaries if title_key(one.title) == wanted],
        [one for one in shows if _is_part(wanted, title_key(one.title))],
    )
    found = next((reading for reading in readings if reading), [])
    return found[0].id if len(found) == 1 else None


def _is_part(one: str, other: str) -> bool:
    """Return whether a title is the other one with something before or after it."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_PART and f" {short} " in f" {long} "


# Where they stand


def _settled(library: Library, bookmarks: Sequence[Bookmark], *, ours: bool) -> list[Bookmark]:
    """Find each quote's place in its episode's transcript as it is here."""
    ids = dict.fromkeys(one.episode for one in bookmarks if one.episode is not None)
    settled = []
    for id_ in ids:
        episode = library.episode(id_)
        mine = [one for one in bookmarks if one.episode == id_]
        settled += _settled_in(episode, mine, ours=ours)
    return settled


def _settled_in(episode: Episode, bookmarks: list[Bookmark], *, ours: bool) -> list[Bookmark]:
    # What compares words takes longer to load than most commands take.
    from reader.quotes.placing import placed_anew  # noqa: PLC0415
    from reader.quotes.words import TranscriptWords  # noqa: PLC0415

    words, timeline = TranscriptWords(episode.turns), Timeline(episode.turns, episode.chapters)
    settled = []
    for bookmark in bookmarks:
        quote = bookmark.quote
        if not quote.text.strip() and not ours:
            quote = _said_at(timeline, quote, words.fingerprint)
        is_outside = 0 < episode.duration_ms <= quote.start_ms
        if is_outside:  # the times are of another recording, so the words alone are believed
            quote = replace(quote, transcript="")
        verbatim = _verbatim(quote, timeline, words.fingerprint, keeps_times=not is_outside)
        found = verbatim or placed_anew(quote, timeline, words)
        if is_outside and found.place is None:
            found = replace(found, placed=Placed.LOST)
        settled.append(replace(bookmark, quote=found))
    return settled


def _verbatim(
    quote: Quote, timeline: Timeline, transcript: str, *, keeps_times: bool
) -> Quote | None:
    """Return a quote that came without its neighbours where one turn alone has its very words."""
    text = quote.text.strip()
    if not text or quote.before or quote.after or quote.transcript == transcript:
        return None
    holding = [
        (number, turn.text) for number, turn in enumerate(timeline.turns) if text in turn.text
    ]
    if len(holding) != 1 or holding[0][1].count(text) != 1:
        return None
    number, said = holding[0]
    start = said.index(text)
    place = TurnRange(number, start, number, start + len(text))
    exact = quote_of(timeline, place, transcript)
    if exact is None:
        return None
    timed = quote if keeps_times else exact
    return replace(
        exact,
        start_ms=timed.start_ms,
        end_ms=timed.end_ms,
        text=quote.text,
        speaker=quote.speaker or exact.speaker,
        chapter=quote.chapter or exact.chapter,
    )


def _said_at(timeline: Timeline, quote: Quote, transcript: str) -> Quote:
    """Return what is said at the time that a note names; a mere moment stands for its sentence."""
    first = timeline.moment_at(quote.start_ms)
    last = timeline.moment_at(max(quote.start_ms, quote.end_ms - 1))
    if first.turn is None or last.turn is None:
        return quote
    starts, ends = timeline.sentences(first.turn), timeline.sentences(last.turn)
    if not starts or not ends:
        return quote
    place = TurnRange(
        first.turn,
        starts[first.sentence or 0].start,
        last.turn,
        ends[last.sentence or 0].end,
    )
    said = quote_of(timeline, place, transcript)
    if said is None:
        return quote
    if quote.end_ms > quote.start_ms:
        return replace(said, start_ms=quote.start_ms, end_ms=quote.end_ms)
    return said
