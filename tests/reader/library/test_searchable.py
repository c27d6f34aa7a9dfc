"""What of the library can be searched, and how an index learns that something has changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_episodes import conversation, episode

from reader.episodes.chapter_choice import ChapterKind
from reader.library import Arrival, Library
from reader.model import AudioFile, ChapterDraft, Cue, EpisodeDraft, Quote, TurnDraft
from reader.search.records import HitKind
from reader.search.units import PassageText, SearchableLibrary

PAGE = "/pages/ferry.txt"
SMALL = EpisodeDraft(
    "The last ferry",
    show="Night Ferry",
    subtitle="Through the ice",
    notes="Ida and Per cross.\n\n• A link\n• Another",
    duration_ms=20_000,
    chapters=(ChapterDraft("Landing", 10_000), ChapterDraft("Departure", 5000)),
    turns=(
        TurnDraft("SPEAKER_00", ("It's cold 🎈.", "The ice is thin."), 1000),
        TurnDraft("Per Lind", ("Mind the step.",), 5000),
        TurnDraft("", ("Nobody knows when.",)),
        TurnDraft("SPEAKER_00", ("We are there.",), 12_000),
    ),
    language="en",
)


@pytest.fixture
def ferry(library):
    (added,) = library.add([Arrival(SMALL)], PAGE)
    return added.id


def searched(library: SearchableLibrary) -> SearchableLibrary:
    """Let the type checker say that a library is what the index asks for."""
    return library


def of_kind(unit, kind):
    return [passage for passage in unit.passages if passage.kind is kind]


class TestAnEpisodesUnit:
    def test_holds_title_notes_chapters_and_turns_in_this_order(self, library, ferry):
        unit = searched(library).unit(ferry)
        assert [(p.kind.value, p.number, p.text) for p in unit.passages] == [
            ("title", 0, "The last ferry — Through the ice"),
            ("note", 0, "Ida and Per cross."),
            ("note", 1, "• A link\n• Another"),
            ("chapter", 0, "Departure"),
            ("chapter", 1, "Landing"),
            ("turn", 0, "It's cold 🎈.\n\nThe ice is thin."),
            ("turn", 1, "Mind the step."),
            ("turn", 2, "Nobody knows when."),
            ("turn", 3, "We are there."),
        ]

    def test_says_what_is_known_of_the_episode(self, library, ferry):
        library.set_tags(ferry, ["winter"])
        library.set_language(ferry, "en-GB")
        unit = library.unit(ferry)
        assert (unit.id, unit.episode, unit.title, unit.show) == (
            ferry,
            ferry,
            "The last ferry",
            "Night Ferry",
        )
        assert (unit.date, unit.language, unit.tags) == (None, "en-GB", ("winter",))

    def test_names_speakers_as_they_were_renamed(self, library, ferry):
        library.rename_speaker(ferry, "SPEAKER_00", "Ida Holm")
        turns = of_kind(library.unit(ferry), HitKind.TURN)
        assert [turn.speaker for turn in turns] == ["Ida Holm", "Per Lind", "", "Ida Holm"]

    def test_times_turns_as_they_are_shown_and_puts_them_into_chapters(self, library, ferry):
        turns = of_kind(library.unit(ferry), HitKind.TURN)
        assert [turn.start_ms for turn in turns] == [
            t.start_ms for t in library.episode(ferry).turns
        ]
        assert [turn.chapter for turn in turns] == [-1, 0, 0, 1]
        chapters = of_kind(library.unit(ferry), HitKind.CHAPTER)
        assert [(c.start_ms, c.chapter) for c in chapters] == [(5000, 0), (10_000, 1)]

    def test_of_an_episode_with_a_title_alone_holds_that(self, library):
        (bare,) = library.add([Arrival(EpisodeDraft("A title and nothing else"))], "clipboard")
        assert [p.text for p in library.unit(bare.id).passages] == ["A title and nothing else"]


class TestBookmarksUnit:
    def test_holds_the_words_and_the_note_and_the_tags(self, library, ferry):
        late = library.add_bookmark(ferry, Quote(12_000, 13_000, "We are there."), tags=["calm"])
        early = library.add_bookmark(
            ferry, Quote(1000, 2000, "The ice is thin.", speaker="Ida Holm"), note="at last"
        )
        unit = library.unit(f"bookmarks/{ferry}")
        assert (unit.episode, unit.title, unit.language) == (ferry, "The last ferry", "en")
        first, second = unit.passages
        assert (first.key, first.text) == (early.id, "The ice is thin.\n\nat last")
        assert (first.number, first.start_ms, first.speaker, first.chapter) == (
            0,
            1000,
            "Ida Holm",
            -1,
        )
        assert (second.key, second.tags, second.chapter) == (late.id, ("calm",), 1)

    def test_is_not_there_without_a_bookmark(self, library, ferry):
        kept = library.add_bookmark(ferry, Quote(0, 1, "words"))
        library.remove_bookmarks([kept.id])
        assert library.unit(f"bookmarks/{ferry}") is None
        assert set(library.revisions()) == {ferry}

    def test_stays_without_an_episode_when_that_is_removed(self, library, ferry):
        library.add_bookmark(ferry, Quote(0, 1, "words"))
        library.remove(ferry)
        unit = library.unit(f"bookmarks/{ferry}")
        assert (unit.episode, unit.title, len(unit.passages)) == ("", "The last ferry", 1)

    def test_of_episodes_deleted_for_good_is_one(self, library, ferry):
        kept = library.add_bookmark(ferry, Quote(0, 1, "words"))
        library.remove(ferry)
        library.purge(timedelta(seconds=-1))
        assert list(library.revisions()) == ["bookmarks/"]
        unit = library.unit("bookmarks/")
        assert (unit.episode, [p.key for p in unit.passages]) == ("", [kept.id])


def places_of(unit):
    return [(unit.id, p.kind, p.number, p.key) for p in unit.passages]


def timed(cued=False, **fields):
    """Return an episode whose turns all have starts of their own."""
    cues = (Cue(0, 4, 50, 90), Cue(5, 9, 20, 95), Cue(10, 12, 4100, 4200)) if cued else ()
    turns = conversation(3, turns=6)
    first = replace(turns[0], cues=cues, paragraphs=("One two three.", "Four."))
    return episode("Timed", turns=(first, replace(turns[1], end_ms=4500), *turns[2:]), **fields)


class TestTexts:
    @pytest.mark.parametrize(
        "draft",
        [
            SMALL,
            timed(),
            timed(cued=True),
            timed(duration_ms=None),
            timed(duration_ms=3000),
            episode(turns=tuple(replace(t, start_ms=0) for t in conversation(1))),
            episode(turns=tuple(replace(t, start_ms=None) for t in conversation(1))),
            episode(turns=tuple(reversed(conversation(1)))),
        ],
        ids=["gaps", "times", "cues", "no length", "too short", "one start", "none", "backwards"],
    )
    def test_are_what_was_indexed_with_the_times_that_are_shown(self, library, draft):
        (added,) = library.add([Arrival(draft)], PAGE)
        library.rename_speaker(added.id, draft.turns[0].speaker, "Åsa")
        unit, whole = library.unit(added.id), library.episode(added.id)
        texts = library.texts(places_of(unit))
        assert [text.text for text in texts] == [passage.text for passage in unit.passages]
        assert texts[-len(whole.turns) :] == [
            PassageText(t.text, t.speaker, t.start_ms, t.end_ms, t.timing, t.cues)
            for t in whole.turns
        ]

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        turns=st.lists(
            st.tuples(st.none() | st.integers(-5, 60_000), st.none() | st.integers(0, 70_000)),
            min_size=1,
            max_size=8,
        ),
        in_order=st.booleans(),
        length_ms=st.none() | st.integers(0, 80_000),
    )
    def test_have_the_times_that_are_shown_whatever_was_given(
        self, library, turns, in_order, length_ms
    ):
        if in_order:
            turns = sorted(turns, key=lambda turn: turn[0] or 0)
        drafts = tuple(TurnDraft("", (f"Words {n}.",), *turn) for n, turn in enumerate(turns))
        draft = EpisodeDraft("Times", turns=drafts, duration_ms=length_ms)
        added = library.storage.create(draft, PAGE, datetime.now(UTC))  # never one of those before
        whole = library.episode(added).turns
        texts = library.texts([(added, HitKind.TURN, n, "") for n in range(len(turns))])
        assert [(t.start_ms, t.end_ms, t.timing) for t in texts] == [
            (turn.start_ms, turn.end_ms, turn.timing) for turn in whole
        ]

    def test_of_turns_end_with_the_recording_where_there_is_one(self, library):
        (added,) = library.add([Arrival(timed(), AudioFile(Path("/a"), "f1", 22_000))], PAGE)
        (last,) = library.texts([(added.id, HitKind.TURN, 5, "")])
        assert (last.start_ms, last.end_ms) == (20_000, 22_000)

    def test_of_chapters_and_bookmarks_say_from_when_to_when(self, library, ferry):
        quote = Quote(1000, 2000, "The ice is thin.", speaker="Ida Holm")
        kept = library.add_bookmark(ferry, quote, note="at last")
        chapter, bookmark = library.texts(
            [
                (ferry, HitKind.CHAPTER, 1, ""),
                (f"bookmarks/{ferry}", HitKind.BOOKMARK, 0, kept.id),
            ]
        )
        assert chapter == PassageText("Landing", "", 10_000, 20_000)
        assert bookmark == PassageText("The ice is thin.\n\nat last", "Ida Holm", 1000, 2000)

    def test_of_what_is_gone_are_missing_in_their_place(self, library, ferry):
        kept = library.add_bookmark(ferry, Quote(0, 1, "kept words"))
        library.remove_bookmarks([kept.id])
        places = [
            (ferry, HitKind.TURN, 99, ""),
            (ferry, HitKind.TURN, 1, ""),
            (ferry, HitKind.CHAPTER, 2, ""),
            (ferry, HitKind.NOTE, -1, ""),
            (f"bookmarks/{ferry}", HitKind.BOOKMARK, 0, kept.id),
            ("0" * 12, HitKind.TITLE, 0, ""),
        ]
        texts = library.texts(places)
        assert [text and text.text for text in texts] == [None, "Mind the step.", *[None] * 4]
        library.remove(ferry)
        assert library.texts(places) == [None] * 6
        assert library.texts([]) == []


CHANGES = {
    "the page": lambda library, ferry: library.add(
        [Arrival(episode("The last ferry", notes="Another day."), into=ferry)], PAGE
    ),
    "a chapter list": lambda library, ferry: library.add_chapters(
        ferry, [ChapterDraft(str(n), n * 1000) for n in range(5)], "/a.cue", ChapterKind.FILE
    ),
    "a speaker's name": lambda library, ferry: library.rename_speaker(ferry, "SPEAKER_00", "Ida"),
    "the language": lambda library, ferry: library.set_language(ferry, "sv"),
    "the tags": lambda library, ferry: library.set_tags(ferry, ["winter"]),
    "the recording": lambda library, ferry: library.relink_audio(
        ferry, AudioFile(Path("/sound/ferry.opus"), "f1", 30_000)
    ),
    "removing and restoring": lambda library, ferry: (
        library.remove(ferry),
        library.restore(ferry),
    ),
}


class TestRevisions:
    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
    def test_rise_with_whatever_is_found_or_shown_with_it(self, library, ferry, change):
        (other,) = library.add([Arrival(episode("Another", seed=9))], "/pages/another.txt")
        before = library.revisions()
        change(library, ferry)
        after = library.revisions()
        assert after[ferry] > max(before.values())
        assert after[other.id] == before[other.id]
        assert library.unit(ferry).revision == after[ferry]

    def test_stay_while_one_reads_and_listens(self, library, ferry):
        library.set_tags(ferry, ["winter"])
        before = library.revisions()
        library.save_place(ferry, 5000)
        library.note_opened(ferry)
        library.set_tags(ferry, ["winter"])
        library.add([Arrival(SMALL)], PAGE)
        assert library.revisions() == before

    def test_of_bookmarks_rise_with_each_change_and_with_their_episodes(self, library, ferry):
        unit = f"bookmarks/{ferry}"
        kept, other = (library.add_bookmark(ferry, Quote(n, 9, "words")) for n in (1, 2))
        changes = (
            lambda: library.change_bookmark(kept.id, note="new"),
            lambda: library.remove_bookmarks([other.id]),
            lambda: library.restore_bookmarks([other.id]),
            lambda: library.rename_speaker(ferry, "SPEAKER_00", "Ida"),
            lambda: library.remove(ferry),
            lambda: library.restore(ferry),
        )
        for change in changes:
            before = library.revisions()[unit]
            change()
            assert library.revisions()[unit] > before
            assert library.unit(unit).revision == library.revisions()[unit]

    def test_of_the_episode_do_not_rise_with_its_bookmarks(self, library, ferry):
        before = library.revisions()[ferry]
        library.add_bookmark(ferry, Quote(0, 1, "words"))
        assert library.revisions()[ferry] == before

    def test_are_seen_by_a_second_program(self, library, ferry):
        with Library(library.folder) as other:
            library.set_tags(ferry, ["winter"])
            assert other.revisions() == library.revisions()
