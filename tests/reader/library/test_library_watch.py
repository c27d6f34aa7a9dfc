"""What somebody else wrote to a library is noticed, and told from what is only one's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.library import Arrival, Library
from reader.library.watching import Difference, LibraryWatch, difference
from reader.model import AudioFile, Cue, EpisodeDraft, Quote, TurnDraft

SOUND = AudioFile(Path("/sound/ferry.opus"), "f1", 60_000)
WORDED = TurnDraft("Ida Holm", ("It is cold.",), 0, cues=(Cue(0, 2, 0, 400), Cue(3, 5, 500, 900)))
SAID = (WORDED, TurnDraft("Per Lind", ("Mind the step. Mind the rope.",), 20_000))
DRAFT = EpisodeDraft("The ferry", turns=SAID)


@pytest.fixture
def other(library):
    """Open the same library as another process does."""
    with Library(library.folder) as made:
        yield made


@pytest.fixture
def ferry(library) -> str:
    return library.add([Arrival(DRAFT, SOUND)], "/pages/ferry.txt")[0].id


class TestNews:
    @pytest.fixture
    def watch(self, library, ferry) -> LibraryWatch:
        made = LibraryWatch()
        made.has_changed(library)
        made.is_other(library, ferry)
        return made

    def test_there_are_none_at_first_and_while_nobody_writes(self, library, watch):
        assert not LibraryWatch().has_changed(library)
        assert not watch.has_changed(library)

    def test_what_is_written_through_this_library_is_none(self, library, ferry, watch):
        library.nudge(ferry, 100)
        assert not watch.has_changed(library)

    def test_what_another_writes_is_told_once(self, library, other, ferry, watch):
        other.nudge(ferry, 100)
        assert watch.has_changed(library)
        assert not watch.has_changed(library)

    def test_what_could_not_be_read_is_told_again(self, library, ferry, watch):
        watch.forget()
        assert watch.has_changed(library)
        assert watch.is_other(library, ferry)
        assert not watch.has_changed(library)

    def test_an_episode_is_another_only_where_something_of_it_was_written(
        self, library, other, ferry, watch
    ):
        other.add_bookmark(ferry, Quote(0, 1, "words"))
        assert watch.has_changed(library)
        assert not watch.is_other(library, ferry)
        other.nudge(ferry, 100)
        assert watch.is_other(library, ferry)
        assert not watch.is_other(library, ferry)


class TestDifference:
    def test_of_the_same_there_is_none_wherever_it_was_left(self, library, ferry):
        shown = library.episode(ferry)
        library.save_place(ferry, 5000)
        library.set_tags(ferry, ["winter"])
        assert difference(shown, library.episode(ferry)) is Difference.NONE

    @pytest.mark.parametrize(
        "change",
        [
            lambda library, ferry: library.nudge(ferry, 100),
            lambda library, ferry: library.change_sync(
                ferry, lambda sync: sync.with_anchor(0, 5000)
            ),
            lambda library, ferry: library.rename_speaker(ferry, "Per Lind", "Per"),
            lambda library, ferry: library.save_estimates(
                library.episode(ferry, fitted=False), ((), (20_400, 23_000))
            ),
        ],
        ids=["nudge", "anchor", "speaker", "estimates"],
    )
    def test_of_times_the_words_stay(self, library, ferry, change):
        shown = library.episode(ferry)
        change(library, ferry)
        assert difference(shown, library.episode(ferry)) is Difference.TIMES

    def test_of_a_words_time_is_one_of_times_also_under_a_map(self, library, ferry):
        library.nudge(ferry, 100)
        shown = library.episode(ferry)
        later = replace(WORDED, cues=(WORDED.cues[0], Cue(3, 5, 600, 900)))
        library.add([Arrival(replace(DRAFT, turns=(later, SAID[1])))], "/pages/ferry.txt")
        assert difference(shown, library.episode(ferry)) is Difference.TIMES

    @pytest.mark.parametrize(
        "draft",
        [
            replace(DRAFT, title="The last ferry"),
            replace(DRAFT, notes="A crossing."),
            replace(
                DRAFT,
                turns=(WORDED, replace(SAID[1], paragraphs=("Mind that step. Mind the rope.",))),
            ),
        ],
        ids=["title", "notes", "turns"],
    )
    def test_of_words_the_page_is_another(self, library, ferry, draft):
        shown = library.episode(ferry)
        library.add([Arrival(draft, into=ferry)], "/pages/ferry.txt")
        assert difference(shown, library.episode(ferry)) is Difference.WORDS

    def test_of_the_recording_as_well(self, library, ferry):
        shown = library.episode(ferry)
        library.relink_audio(ferry, replace(SOUND, fingerprint="f2"))
        assert difference(shown, library.episode(ferry)) is Difference.WORDS
