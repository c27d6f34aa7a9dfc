"""A transcript that is out of step with its audio: repaired once, right everywhere."""

from dataclasses import replace
from pathlib import Path

import pytest
from sample_episodes import episode

from reader.episodes.chapter_choice import ChapterKind
from reader.episodes.pairing import mismatch
from reader.errors import EpisodeNotFoundError, SyncError
from reader.library import Arrival, Library
from reader.model import (
    AudioFile,
    ChapterDraft,
    Cue,
    EpisodeDraft,
    Quote,
    TurnDraft,
    TurnRange,
)
from reader.quotes.capturing import quote_of
from reader.search.records import HitKind
from reader.timing.cues import PackedCues
from reader.timing.retiming import retimed_turns
from reader.timing.sentence_times import sentences_of
from reader.timing.settling import settle_turns
from reader.timing.sync_map import Anchor, SyncMap
from reader.timing.timeline import Timeline

PAGE = "/pages/ferry.txt"
TAGS = ChapterKind.TAGS
SOUND = AudioFile(Path("/sound/ferry.opus"), "f1", 178_000)
LONG_TURN = TurnDraft(
    "Ida Holm",
    (" ".join(f"The {word} ferry leaves the harbour at dawn." for word in ("old", "new") * 10),),
    0,
)
CUED = EpisodeDraft(
    "The night ferry",
    turns=(
        TurnDraft("Ida Holm", ("One two.",), 1000, None, (Cue(0, 3, 1000, 1400),)),
        TurnDraft(
            "Per Lind",
            ("Three. Four.",),
            20_000,
            None,
            (Cue(0, 6, 20_000, 21_000), Cue(7, 12, 22_000, 23_000)),
        ),
    ),
)


def set_anchor(library: Library, episode: str, transcript_ms: int, audio_ms: int) -> None:
    library.change_sync(episode, lambda sync: sync.with_anchor(transcript_ms, audio_ms))


@pytest.fixture
def ferry(library):
    (added,) = library.add([Arrival(episode(), SOUND)], PAGE)
    return added.id


def with_advertisement(library, ferry):
    """Let a minute of advertisements be heard at 60 s."""
    set_anchor(library, ferry, 0, 0)
    set_anchor(library, ferry, 60_000, 120_000)


class TestWhatIsKept:
    def test_at_first_the_times_are_taken_as_they_are(self, library, ferry):
        assert library.sync_of(ferry) == library.episode(ferry).sync == SyncMap()

    def test_anchors_and_nudges_are_there_the_next_time(self, library, ferry, tmp_path):
        set_anchor(library, ferry, 1000, 5000)
        library.nudge(ferry, 100)
        with Library(tmp_path / "library") as again:
            assert again.sync_of(ferry) == SyncMap((Anchor(1000, 5000),), 100)

    def test_an_anchor_can_be_removed_and_all_be_cleared(self, library, ferry):
        with_advertisement(library, ferry)
        assert library.remove_anchor(ferry, 60_000) == SyncMap((Anchor(0, 0),))
        assert library.clear_sync(ferry) == SyncMap()
        assert library.undo_sync(ferry) == SyncMap((Anchor(0, 0),))

    def test_each_change_can_be_taken_back_until_none_is_left(self, library, ferry):
        with_advertisement(library, ferry)
        assert library.undo_sync(ferry) == SyncMap((Anchor(0, 0),))
        assert library.undo_sync(ferry) == library.sync_of(ferry) == SyncMap()
        with pytest.raises(SyncError, match="no change of the sync"):
            library.undo_sync(ferry)

    def test_only_the_last_changes_are_kept(self, library, ferry):
        for _ in range(40):
            library.nudge(ferry, 100)
        assert library.storage.rows("SELECT COUNT(*) FROM syncs") == [(30,)]
        assert library.undo_sync(ferry).nudge_ms == 3900

    def test_an_anchor_that_crosses_changes_nothing(self, library, ferry):
        set_anchor(library, ferry, 40_000, 50_000)
        with pytest.raises(SyncError, match="cannot be heard at"):
            set_anchor(library, ferry, 60_000, 50_000)
        assert library.sync_of(ferry).anchors == (Anchor(40_000, 50_000),)

    def test_it_goes_with_its_episode(self, library, ferry):
        set_anchor(library, ferry, 40_000, 50_000)
        library.remove(ferry)
        with pytest.raises(EpisodeNotFoundError):
            library.nudge(ferry, 100)
        library.restore(ferry)
        assert library.sync_of(ferry).anchors == (Anchor(40_000, 50_000),)

    def test_the_same_page_again_leaves_it(self, library, ferry):
        set_anchor(library, ferry, 40_000, 50_000)
        library.add([Arrival(episode(notes="Others"), SOUND)], PAGE)
        assert library.sync_of(ferry).anchors == (Anchor(40_000, 50_000),)


class TestAnotherRecording:
    def test_does_not_take_over_what_held_for_the_one_before_but_that_can_be_undone(
        self, library, ferry
    ):
        set_anchor(library, ferry, 40_000, 50_000)
        library.relink_audio(ferry, replace(SOUND, fingerprint="f2"))
        assert library.sync_of(ferry) == SyncMap()
        assert library.undo_sync(ferry).anchors == (Anchor(40_000, 50_000),)

    def test_the_same_recording_elsewhere_keeps_it(self, library, ferry):
        set_anchor(library, ferry, 40_000, 50_000)
        library.relink_audio(ferry, replace(SOUND, path=Path("/elsewhere.opus")))
        assert library.sync_of(ferry).anchors == (Anchor(40_000, 50_000),)

    def test_comes_with_a_page_too(self, library, ferry):
        set_anchor(library, ferry, 40_000, 50_000)
        other = AudioFile(Path("/sound/other.opus"), "f2", 200_000)
        library.add([Arrival(episode(), other, into=ferry)], PAGE)
        assert library.sync_of(ferry) == SyncMap()


class TestEveryTimeIsTheAudios:
    def test_turns_after_an_advertisement_are_heard_later(self, library, ferry):
        with_advertisement(library, ferry)
        turns = library.episode(ferry).turns
        assert [turn.start_ms for turn in turns[13:17]] == [52_000, 56_000, 120_000, 124_000]
        assert turns[14].end_ms == 60_000, "nobody speaks in the advertisement"
        assert turns[-1].end_ms == 178_000, "the last turn ends with the audio, as ever"

    def test_text_that_was_cut_off_the_beginning_is_at_the_start(self, library, ferry):
        set_anchor(library, ferry, 10_000, 0)
        turns = library.episode(ferry).turns
        assert [turn.start_ms for turn in turns[:5]] == [0, 0, 0, 2000, 6000]
        assert all(s.start_ms >= 0 for turn in turns for s in sentences_of(turn))

    def test_the_pages_chapters_go_along_and_those_of_the_audios_own_tags_stay(
        self, library, ferry
    ):
        with_advertisement(library, ferry)
        starts = [chapter.start_ms for chapter in library.episode(ferry).chapters]
        assert starts == [0, 40_000, 140_000]
        tags = tuple(ChapterDraft(f"Part {n}", n * 50_000) for n in range(3))
        library.add_chapters(ferry, tags, "/sound/ferry.opus", ChapterKind.TAGS)
        library.choose_chapters(ferry, "tags")
        starts = [chapter.start_ms for chapter in library.episode(ferry).chapters]
        assert starts == [0, 50_000, 100_000]

    def test_a_sentence_within_a_long_turn_is_heard_when_it_was_set_to_be(self, library):
        sound = AudioFile(Path("/sound/long.opus"), "f3", 120_000)
        draft = EpisodeDraft("One long turn", turns=(LONG_TURN,))
        (added,) = library.add([Arrival(draft, sound)], PAGE)
        before = sentences_of(library.episode(added.id).turns[0])
        heard = [(3, before[3].start_ms), (10, before[10].start_ms + 20_000)]
        for number, at_ms in heard:
            library.anchor_sentence(added.id, 0, before[number].start + 5, at_ms)
        after = sentences_of(library.episode(added.id).turns[0])
        assert [(n, after[n].start_ms) for n, _ in heard] == heard
        assert after[9].end_ms < heard[1][1] - 19_000, "the gap is before the sentence"
        assert [s.start_ms for s in after] == sorted(s.start_ms for s in after)

    def test_words_go_along(self, library):
        (added,) = library.add([Arrival(CUED)], PAGE)
        set_anchor(library, added.id, 1000, 1000)
        set_anchor(library, added.id, 22_000, 52_000)
        first, second = library.episode(added.id).turns
        assert list(first.cues) == [Cue(0, 3, 1000, 1400)]
        assert [(c.start_ms, c.end_ms) for c in second.cues] == [(20_000, 21_000), (52_000, 53_000)]
        assert [s.start_ms for s in sentences_of(second)] == [20_000, 52_000]

    def test_following_search_and_bookmarks_agree(self, library, ferry):
        with_advertisement(library, ferry)
        shown = library.episode(ferry)
        unit = library.unit(ferry)
        found = [p.start_ms for p in unit.passages if p.kind is HitKind.TURN]
        assert found == [turn.start_ms for turn in shown.turns]
        places = [(ferry, HitKind.TURN, n, "") for n in range(len(shown.turns))]
        texts = library.texts(places)
        assert [(t.start_ms, t.end_ms, t.retiming) for t in texts] == [
            (t.start_ms, t.end_ms, t.retiming) for t in shown.turns
        ]
        chapters = library.texts([(ferry, HitKind.CHAPTER, n, "") for n in range(3)])
        assert [c.start_ms for c in chapters] == [c.start_ms for c in shown.chapters]
        assert Timeline(shown.turns).turn_at(121_000) == 15

    def test_a_bookmark_goes_along_with_its_words_and_back(self, library, ferry):
        timeline = Timeline(library.episode(ferry).turns)
        early, late = (
            library.add_bookmark(ferry, quote_of(timeline, TurnRange(turn, 0, turn, 8)))
            for turn in (5, 20)
        )
        with_advertisement(library, ferry)
        moved = [library.bookmark(one.id).quote for one in (early, late)]
        assert [quote.start_ms for quote in moved] == [20_000, 140_000]
        assert [quote.place for quote in moved] == [early.quote.place, late.quote.place]
        library.clear_sync(ferry)
        assert [library.bookmark(one.id).quote for one in (early, late)] == [
            early.quote,
            late.quote,
        ]

    def test_a_bookmark_without_words_stays_in_the_chapter_that_is_there_now(self, library, ferry):
        kept = library.add_bookmark(ferry, Quote(100_000, 101_000, "copper"))
        assert library.unit(f"bookmarks/{ferry}").passages[0].chapter == 2
        with_advertisement(library, ferry)
        assert library.bookmark(kept.id).quote.start_ms == 100_000
        assert library.unit(f"bookmarks/{ferry}").passages[0].chapter == 1

    def test_an_index_learns_that_times_have_changed(self, library, ferry):
        for change in (
            lambda: library.nudge(ferry, 100),
            lambda: library.undo_sync(ferry),
            lambda: set_anchor(library, ferry, 0, 100),
        ):
            before = library.revisions()[ferry]
            change()
            assert library.revisions()[ferry] > before

    def test_a_recording_that_fits_after_the_repair_is_not_complained_of(self, library):
        late = episode(turns=tuple(TurnDraft("", ("Word.",), ms) for ms in (90_000, 150_000)))
        short = AudioFile(Path("/sound/short.opus"), "f4", 90_000)
        (added,) = library.add([Arrival(late, short)], PAGE)
        assert mismatch(library.episode(added.id), 90_000, "short.opus")
        set_anchor(library, added.id, 90_000, 10_000)
        assert mismatch(library.episode(added.id), 90_000, "short.opus") is None


class TestChapters:
    """Page and files are in the transcript's time; tags in the audio's, unless they are a copy."""

    @pytest.fixture
    def pages(self, library) -> str:
        chapters = (
            ChapterDraft("Ice", 0),
            ChapterDraft("Rope", 40_000),
            ChapterDraft("Quay", 80_000),
        )
        (added,) = library.add([Arrival(episode(chapters=chapters), SOUND)], PAGE)
        return added.id

    def starts(self, library, pages):
        return [chapter.start_ms for chapter in library.episode(pages).chapters]

    def tag(self, library, pages, *chapters, path=SOUND.path):
        library.add_chapters(pages, tuple(ChapterDraft(*c) for c in chapters), str(path), TAGS)

    def test_of_the_page_go_along_with_a_single_far_off_anchor(self, library, pages):
        set_anchor(library, pages, 20_000, 80_000)
        assert self.starts(library, pages) == [60_000, 100_000, 140_000]

    def test_of_a_file_beside_it_do_as_well(self, library, pages):
        listed = tuple(ChapterDraft(f"Part {n}", n * 20_000) for n in range(4))
        library.add_chapters(pages, listed, "/pages/ferry.chapters.json", ChapterKind.FILE)
        set_anchor(library, pages, 20_000, 80_000)
        assert self.starts(library, pages) == [60_000, 80_000, 100_000, 120_000]

    def test_of_tags_stay_where_the_page_lists_none(self, library):
        (added,) = library.add([Arrival(episode(chapters=()), SOUND)], PAGE)
        self.tag(library, added.id, ("Ice", 0), ("Rope", 40_250))
        set_anchor(library, added.id, 20_000, 80_000)
        assert self.starts(library, added.id) == [0, 40_250]

    @pytest.mark.parametrize("more", [(), (("Afterwards", 100_500),)], ids=["same", "more"])
    def test_of_tags_that_were_copied_from_the_page_go_along_with_it(self, library, pages, more):
        self.tag(library, pages, ("Ice", 0), ("Rope", 40_250), ("Quay", 80_000), *more)
        set_anchor(library, pages, 20_000, 80_000)
        later = [60_000 + start_ms for _, start_ms in more]
        assert self.starts(library, pages) == [60_000, 100_250, 140_000, *later]

    def test_of_copied_tags_that_were_chosen_by_hand_stay(self, library, pages):
        self.tag(library, pages, ("Ice", 0), ("Rope", 40_250), ("Quay", 80_000))
        library.choose_chapters(pages, "tags")
        set_anchor(library, pages, 20_000, 80_000)
        assert self.starts(library, pages) == [0, 40_250, 80_000]

    def test_of_the_same_names_are_heard_when_the_tags_say_before_any_repair(self, library, pages):
        self.tag(library, pages, ("Ice", 60_000), ("ROPE!", 100_000), ("Quay", 141_500))
        assert self.starts(library, pages) == [60_000, 100_000, 141_500]
        library.nudge(pages, 500)
        assert self.starts(library, pages) == [60_000, 100_000, 141_500]
        titles = [chapter.title for chapter in library.episode(pages).chapters]
        assert titles == ["Ice", "Rope", "Quay"]

    def test_of_another_recordings_tags_say_nothing_of_this_one(self, library, pages):
        self.tag(library, pages, *((f"Old {n}", n * 20_000) for n in range(5)))
        other = AudioFile(Path("/sound/other.opus"), "f2", 178_000)
        library.relink_audio(pages, other)
        self.tag(library, pages, ("New", 0), ("Newer", 90_000), path=other.path)
        assert self.starts(library, pages) == [0, 40_000, 80_000]

    def test_are_listed_by_their_source_as_they_are_heard(self, library, pages):
        self.tag(library, pages, ("Tagged", 30_000))
        set_anchor(library, pages, 20_000, 80_000)
        page, tags = library.chapter_sources(pages)
        assert [chapter.start_ms for chapter in page.chapters] == [60_000, 100_000, 140_000]
        assert [chapter.start_ms for chapter in tags.chapters] == [30_000]


class TestOutOfStep:
    def test_an_audio_that_is_longer_than_the_page_says_is_told_until_one_has_looked_after_it(
        self, library, ferry
    ):
        longer = replace(SOUND, duration_ms=300_000)
        library.relink_audio(ferry, longer)
        said = library.out_of_step(library.episode(ferry), longer)
        assert "ferry.opus is 3:00 longer than the page" in said
        set_anchor(library, ferry, 0, 60_000)
        assert library.out_of_step(library.episode(ferry), longer) is None

    @pytest.mark.parametrize(
        ("off_ms", "said"),
        [
            (500, None),
            (-500, None),
            (30_000, None),  # an end with music; nothing is printed that would tell
            (-20_000, "ferry.opus ends 0:18 before the last words of"),
            (-60_000, "may be another recording"),
            (60_000, "goes on for 1:00 after the last words of"),
            (-178_000, None),  # nobody knows its length
        ],
    )
    def test_where_no_length_is_printed_the_last_words_tell(self, library, off_ms, said):
        turns = tuple(TurnDraft("", ("Five words are said here.",), n * 4000) for n in range(45))
        sound = replace(SOUND, duration_ms=SOUND.duration_ms + off_ms)
        draft = EpisodeDraft("The ferry", turns=turns)
        (added,) = library.add([Arrival(draft, sound)], PAGE)
        told = library.out_of_step(library.episode(added.id), sound)
        assert (said in told) if said else told is None

    def test_words_without_a_time_of_their_own_tell_nothing(self, library):
        turns = tuple(TurnDraft("", ("Five words are said here.",)) for _ in range(45))
        sound = replace(SOUND, duration_ms=3_600_000)
        (added,) = library.add([Arrival(EpisodeDraft("The ferry", turns=turns), sound)], PAGE)
        assert library.out_of_step(library.episode(added.id), sound) is None

    def test_text_that_goes_on_after_the_audio_is_always_told(self, library, ferry):
        library.nudge(ferry, 100)
        short = replace(SOUND, duration_ms=20_000)
        assert "may be another recording" in library.out_of_step(library.episode(ferry), short)


def test_anchors_that_are_crossed_can_be_replaced(library, ferry):
    set_anchor(library, ferry, 40_000, 50_000)
    set_anchor(library, ferry, 90_000, 100_000)
    with pytest.raises(SyncError):
        library.anchor_sentence(ferry, 15, 0, 40_000)
    after = library.anchor_sentence(ferry, 15, 0, 40_000, replacing=True)
    assert after.anchors == (Anchor(60_000, 40_000), Anchor(90_000, 100_000))
    assert library.undo_sync(ferry).anchors[0] == Anchor(40_000, 50_000), "in one step"


def test_a_turn_that_is_gone_cannot_be_anchored(library, ferry):
    with pytest.raises(SyncError, match="choose the sentence again"):
        library.anchor_sentence(ferry, 30, 0, 1000)


def test_without_a_map_nothing_is_worked_out(library, ferry):
    turns = library.episode(ferry).turns
    assert turns == settle_turns(episode().turns, SOUND.duration_ms)
    assert all(turn.retiming is None for turn in turns)


def test_word_times_are_not_unpacked_before_they_are_looked_at():
    cues = PackedCues.of([Cue(0, 3, 1000, 1400)])
    turn = settle_turns([TurnDraft("", ("One two.",), 1000, None, cues)])[0]
    (heard,) = retimed_turns([turn], SyncMap().nudged(100))
    assert turn.cues._cues is None
    assert [cue.start_ms for cue in heard.cues] == [1100]
    assert heard.cues == (Cue(0, 3, 1100, 1500),)
    assert hash(heard.cues) == hash((Cue(0, 3, 1100, 1500),))
