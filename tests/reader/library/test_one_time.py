"""One time for everything: whoever says when a sentence is heard says the same millisecond."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.cli import run
from reader.export.bookmark_json import quotes as quotes_as_json
from reader.export.material import Wanted, gather
from reader.export.webvtt import quotes as quotes_as_captions
from reader.export.webvtt import transcript as as_captions
from reader.finding import PageFinder, heard_at
from reader.library import Arrival, Library
from reader.links import link_to, parsed
from reader.listening.reel import LEAD_MS, stretch_of
from reader.model import (
    AudioFile,
    Bookmark,
    ChapterDraft,
    Cue,
    EpisodeDraft,
    TurnDraft,
    TurnRange,
)
from reader.quotes.capturing import JUST_BEGUN_MS, just_heard, quote_of
from reader.quotes.keeping import keep_place
from reader.quotes.ranging import quote_between
from reader.quotes.reeling import EDGE_MS, quote_stretches
from reader.reading_page import ReadingPage
from reader.search.index import Index
from reader.search.records import HitKind, SearchHit
from reader.search.searching import LibrarySearch
from reader.timing.sentence_times import sentences_of
from reader.timing.sentences import split_sentences
from reader.timing.speaking import lanes
from reader.timing.timeline import Timeline

SOUND = AudioFile(Path("/sound/ferry.opus"), "sound-1", 200_000)
COLD = "It is cold. The ice is thin. Listen to it sing under the keel."
STEP = "Mind the step. The lantern went out an hour ago. Nobody lit it again."
LAND = "There is land. Somebody waits with a rope on the quay."
TIMED = (
    TurnDraft("Ida Holm", (COLD,), 5_000),
    TurnDraft("Per Lind", (STEP,), 20_000),
    TurnDraft("Ida Holm", (LAND,), 61_000),
)
HEARD = ((5_300, 9_120, 14_770), (20_610, 31_230, 44_440), (61_050, 70_010))
WANTED = (1, 1)  # the turn and the sentence that everybody is asked for
WORD = "lantern"


def worded(turn: TurnDraft) -> TurnDraft:
    """Return a turn of which every word has a time, with a pause before each sentence."""
    cues, at_ms, begin = [], turn.start_ms or 0, 0
    for word in turn.paragraphs[0].split(" "):
        cues.append(Cue(begin, begin + len(word), at_ms, at_ms + 211))
        at_ms += 257 + 1_409 * word.endswith(".")
        begin += len(word) + 1
    return TurnDraft(turn.speaker, turn.paragraphs, turn.start_ms, cues=tuple(cues))


@dataclass(frozen=True, slots=True)
class Ferry:
    """A library with one episode, and a bookmark that was kept before anything was put right."""

    library: Library
    episode: str
    kept: Bookmark

    @property
    def timeline(self) -> Timeline:
        shown = self.library.episode(self.episode)
        return Timeline(shown.turns, shown.chapters)

    @property
    def starts_ms(self) -> int:
        """When the mark of the window goes to the sentence."""
        turn, sentence = WANTED
        return self.timeline.sentences(turn)[sentence].start_ms

    @property
    def place(self) -> TurnRange:
        turn, sentence = WANTED
        start, end = split_sentences(self.timeline.turns[turn].text)[sentence]
        return TurnRange(turn, start, turn, end)

    def hit(self) -> SearchHit:
        index = Index(self.library.folder)
        index.catch_up(self.library)
        search = LibrarySearch(self.library, index)
        found = search.answer(f'"{WORD} went out"').hits
        search.close()
        return next(hit for hit in found if hit.turn == WANTED[0])


def with_kept(library: Library, *turns: TurnDraft) -> Ferry:
    chapters = (ChapterDraft("The ice", 0), ChapterDraft("The lantern", 20_000))
    draft = EpisodeDraft("The ferry", turns=turns, chapters=chapters)
    (added,) = library.add([Arrival(draft, audio=SOUND)], "/pages/ferry.txt")
    shown = library.episode(added.id)
    turn, sentence = WANTED
    start, end = split_sentences(shown.turns[turn].text)[sentence]
    quote = quote_of(Timeline(shown.turns), TurnRange(turn, start, turn, end))
    assert quote is not None
    return Ferry(library, added.id, library.add_bookmark(added.id, quote))


def put_right(ferry: Ferry) -> None:
    """Put in an advertisement before a sentence within the turn, and let all be a bit late."""
    third = split_sentences(STEP)[2][0]
    ferry.library.anchor_sentence(ferry.episode, 0, 0, 7_250)
    at_ms = sentences_of(ferry.library.episode(ferry.episode).turns[1])[2].start_ms
    ferry.library.anchor_sentence(ferry.episode, 1, third, at_ms + 30_000)
    ferry.library.nudge(ferry.episode, -130)
    assert ferry.library.sync_of(ferry.episode).gaps(), "there is an advertisement"


@pytest.fixture
def by_turns(library: Library) -> Ferry:
    """Turn times alone; what the sound told is known before the anchors are set."""
    ferry = with_kept(library, *TIMED)
    library.save_estimates(library.episode(ferry.episode, fitted=False), HEARD)
    put_right(ferry)
    assert ferry.timeline.turns[1].estimates, "the sound is heard"
    return ferry


@pytest.fixture
def by_anchors(library: Library) -> Ferry:
    """Turn times alone; the sound is heard after the anchors were set."""
    ferry = with_kept(library, *TIMED)
    put_right(ferry)
    late = ((7_300, 11_000, 16_500), (22_700, 26_510, 59_000), (93_100, 101_000))
    library.save_estimates(library.episode(ferry.episode, fitted=False), late)
    assert ferry.timeline.turns[1].estimates, "the sound is heard"
    return ferry


@pytest.fixture
def by_words(library: Library) -> Ferry:
    """Every word has a time."""
    ferry = with_kept(library, *map(worded, TIMED))
    put_right(ferry)
    return ferry


@pytest.fixture
def by_gaps(library: Library) -> Ferry:
    """Some turns have no time of their own, so that a hit needs the whole episode."""
    ferry = with_kept(library, TurnDraft("Ida Holm", (COLD,)), *TIMED[1:])
    library.save_estimates(library.episode(ferry.episode, fitted=False), ((), *HEARD[1:]))
    put_right(ferry)
    return ferry


@pytest.fixture(params=["by_turns", "by_anchors", "by_words", "by_gaps"])
def ferry(request: pytest.FixtureRequest) -> Ferry:
    made: Ferry = request.getfixturevalue(request.param)
    return made


def test_a_search(ferry: Ferry) -> None:
    hit, turn = ferry.hit(), ferry.timeline.turns[WANTED[0]]
    assert hit.match_ms == ferry.starts_ms
    assert (hit.start_ms, hit.end_ms) == (turn.start_ms, turn.end_ms)


def test_hearing_a_hit(ferry: Ferry) -> None:
    stretch = stretch_of(ferry.hit(), SOUND.path)
    assert stretch is not None
    assert stretch.start_ms == ferry.starts_ms - LEAD_MS


def test_finding_in_the_page(ferry: Ferry) -> None:
    page = ReadingPage(ferry.library.episode(ferry.episode), ferry.timeline, notes_shown=True)
    found = PageFinder(page.rows).find(f"{WORD} went")
    assert heard_at(page, found) == (ferry.starts_ms,)


def test_a_bookmark_from_before(ferry: Ferry) -> None:
    quote = ferry.library.bookmark(ferry.kept.id).quote
    assert quote.start_ms == ferry.starts_ms
    assert quote.place == ferry.place


def test_a_bookmark_of_now(ferry: Ferry) -> None:
    caught = just_heard(ferry.timeline, ferry.starts_ms + JUST_BEGUN_MS)
    assert caught is not None
    assert caught.place == ferry.place
    kept, is_new = keep_place(ferry.library, ferry.episode, ferry.timeline, caught.place)
    assert not is_new, "the one from before is placed in the transcript of now"
    assert kept.quote.start_ms == ferry.starts_ms


def test_a_bookmark_at_a_time(ferry: Ferry) -> None:
    shown = ferry.library.episode(ferry.episode)
    quote = quote_between(shown, ferry.starts_ms + 10, None)
    assert (quote.start_ms, quote.place) == (ferry.starts_ms, ferry.place)


def test_a_reel(ferry: Ferry) -> None:
    kept = ferry.library.bookmark(ferry.kept.id)
    (stretch,) = quote_stretches([kept], {ferry.episode: SOUND.path})
    assert stretch.start_ms == ferry.starts_ms - EDGE_MS


def test_a_link(ferry: Ferry) -> None:
    link = parsed(link_to(ferry.library.bookmark(ferry.kept.id)))
    assert link.start_ms == ferry.starts_ms


def test_a_transcript_that_is_taken_along(ferry: Ferry) -> None:
    (shown,) = gather(ferry.library, Wanted(ferry.episode, transcripts=True)).episodes
    assert stamp(ferry.starts_ms) in as_captions(shown)


def test_quotes_that_are_taken_along(ferry: Ferry) -> None:
    material = gather(ferry.library, Wanted(ferry.episode))
    assert stamp(ferry.starts_ms) in quotes_as_captions(material.bookmarks)
    (record,) = json.loads(quotes_as_json(material.bookmarks))["bookmarks"]
    assert record["start_ms"] == ferry.starts_ms


def stamp(at_ms: int) -> str:
    return f"{at_ms // 60_000:02}:{at_ms // 1000 % 60:02}.{at_ms % 1000:03} --> "


def test_the_lanes(ferry: Ferry) -> None:
    starts = {block.start_ms for lane in lanes(ferry.timeline.turns) for block in lane.blocks}
    assert starts == {turn.start_ms for turn in ferry.timeline.turns}


def test_a_search_for_a_chapter(ferry: Ferry) -> None:
    (chapter,) = (c for c in ferry.timeline.chapters if c.title == "The lantern")
    index = Index(ferry.library.folder)
    index.catch_up(ferry.library)
    search = LibrarySearch(ferry.library, index)
    hits = search.answer(WORD).hits
    search.close()
    assert [hit.start_ms for hit in hits if hit.kind is HitKind.CHAPTER] == [chapter.start_ms]


def test_the_command_line(
    ferry: Ferry, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = typing(ferry, capsys, monkeypatch)
    (found,) = (h for h in typed("search", WORD)["hits"] if h["kind"] == "turn")
    assert found["match_ms"] == ferry.starts_ms
    turns = typed("show", ferry.episode)["turns"]
    assert [t["start_ms"] for t in turns] == [t.start_ms for t in ferry.timeline.turns]
    seconds = f"{ferry.starts_ms // 1000}.{ferry.starts_ms % 1000:03}"
    kept = typed("bookmark", "add", ferry.episode, "--at", seconds)
    assert kept["start_ms"] == ferry.starts_ms
    chapters = typed("chapters", ferry.episode)["chapters"]
    assert [c["start_ms"] for c in chapters] == [c.start_ms for c in ferry.timeline.chapters]


def typing(
    ferry: Ferry, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict]:
    monkeypatch.setenv("EARMARK_LIBRARY", str(ferry.library.folder))

    def typed(*words: str) -> dict:
        assert run([*words, "--json"], players=lambda _: ()) == 0
        answer: dict = json.loads(capsys.readouterr().out)
        return answer

    return typed
