"""What is left when two pages tell of one episode: the richer of each, and never less."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from sample_episodes import conversation, episode

from reader.episodes.merging import merged, merged_chapters, updated, with_tags
from reader.model import AudioTags, ChapterDraft, EpisodeDraft, TurnDraft

BARE = EpisodeDraft("The last ferry of the winter")

drafts = st.builds(
    EpisodeDraft,
    title=st.just("A title"),
    show=st.sampled_from(["", "Night Ferry"]),
    date=st.sampled_from([None, date(2026, 1, 1)]),
    duration_ms=st.sampled_from([None, 60_000]),
    notes=st.sampled_from(["", "short", "rather longer notes"]),
    chapters=st.lists(
        st.builds(ChapterDraft, st.sampled_from(["", "x"]), st.integers(0, 2500)), max_size=2
    ).map(tuple),
    turns=st.lists(
        st.builds(
            TurnDraft,
            st.sampled_from(["", "Ida"]),
            st.tuples(st.sampled_from(["one", "one two", "one two three"])),
            st.sampled_from([None, 1000]),
        ),
        max_size=2,
    ).map(tuple),
)


def _fullness(draft: EpisodeDraft) -> tuple[int, ...]:
    return (
        bool(draft.show),
        draft.date is not None,
        draft.duration_ms is not None,
        bool(draft.notes),
        bool(draft.chapters),
        bool(draft.turns),
    )


@given(drafts, drafts)
def test_nothing_known_is_ever_lost(known, fresh):
    for result in (merged(known, fresh), updated(known, fresh)):
        assert _fullness(result) == tuple(map(max, _fullness(known), _fullness(fresh)))


@given(drafts, drafts)
def test_seeing_a_page_again_changes_nothing(known, fresh):
    once = merged(known, fresh)
    assert merged(once, fresh) == once
    once = updated(known, fresh)
    assert updated(once, fresh) == once


def test_a_page_without_a_transcript_takes_only_gaps():
    article = replace(BARE, show="Another", subtitle="Through the ice", notes="Short.")
    assert merged(episode(), article) == replace(episode(), subtitle="Through the ice")
    assert updated(episode(), BARE) == episode()


def test_an_episode_named_after_its_file_takes_the_pages_title():
    assert merged(EpisodeDraft("ferry-042"), episode()) == episode()


def test_a_transcript_with_times_beats_a_longer_one_without():
    untimed = tuple(replace(t, start_ms=None) for t in conversation(1, turns=40))
    assert merged(episode(), episode(turns=untimed)).turns == episode().turns
    assert merged(episode(turns=untimed), episode()).turns == episode().turns


def test_a_transcript_brings_its_own_resolution():
    exact = episode(turns=conversation(1, turns=40), resolution_ms=10)
    assert merged(episode(), exact).resolution_ms == 10
    assert merged(exact, episode()).resolution_ms == 10


def test_a_corrected_page_replaces_its_earlier_self():
    corrected = episode(turns=conversation(2, turns=28), notes="Ida and Per cross the Sound.")
    assert updated(episode(), corrected) == corrected


def test_a_page_saved_before_it_had_loaded_takes_nothing_away():
    preview = episode(turns=conversation(1, turns=5), notes="Ida", chapters=episode().chapters[:1])
    assert updated(episode(), preview) == episode()


class TestChapters:
    PAGE = (ChapterDraft("Departure", 0), ChapterDraft("Open water", 40_000))
    TAGS = (ChapterDraft("Dep.", 0, 40_350), ChapterDraft("", 40_350, 80_000))

    def test_lists_that_agree_give_the_first_ones_titles_and_the_finer_times(self):
        assert merged_chapters(self.PAGE, self.TAGS) == (
            ChapterDraft("Departure", 0, 40_350),
            ChapterDraft("Open water", 40_350, 80_000),
        )

    def test_of_lists_that_disagree_the_longer_holds_or_else_the_first(self):
        other = (ChapterDraft("a", 0), ChapterDraft("b", 42_000))
        assert merged_chapters(self.PAGE, other) == self.PAGE
        assert merged_chapters(self.PAGE[:1], other) == other


def test_tags_fill_what_the_page_lacks():
    tags = AudioTags(90_000, "Title in the tags", "Night Ferry", date(2026, 1, 1))
    draft = replace(episode(), show="", date=None)
    filled = replace(draft, show="Night Ferry", date=date(2026, 1, 1))
    assert with_tags(draft, tags) == filled
