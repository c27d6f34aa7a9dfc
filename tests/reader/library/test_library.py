"""What the library does with episodes: one real database, in a folder of its own."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_episodes import conversation, episode
from yardstick import taking_at_most

from reader.errors import EpisodeNotFoundError
from reader.library import Arrival, Library, Status, default_folder
from reader.model import AudioFile, EpisodeDraft, TurnDraft

PAGE, OTHER_PAGE = "/pages/ferry.txt", "/pages/another-site.html"
SOUND = AudioFile(Path("/sound/ferry.opus"), "f1", 118_000)


def add(library: Library, *drafts: EpisodeDraft, source: str = PAGE, audio=None):
    added = library.add([Arrival(draft, audio) for draft in drafts], source)
    return added[0] if len(added) == 1 else added


class TestAdding:
    def test_a_new_episode_is_there_with_settled_times(self, library):
        added = add(library, episode())
        assert (added.status, added.chapters, added.turns) == (Status.NEW, 3, 30)
        stored = library.episode(added.id)
        assert (stored.title, stored.source) == ("The last ferry of the winter", PAGE)
        assert [c.end_ms for c in stored.chapters] == [40_000, 80_000, 120_000]
        assert stored.turns[0].end_ms == 4000

    def test_the_same_page_again_changes_nothing(self, library):
        first = add(library, episode())
        assert add(library, episode()) == replace(first, status=Status.UNCHANGED)
        assert len(library.summaries()) == 1

    def test_a_changed_page_updates_its_episode(self, library):
        first = add(library, episode())
        added = add(library, episode(notes="Ida and Per cross the sound, at last."))
        assert (added.id, added.status) == (first.id, Status.UPDATED)
        assert library.episode(first.id).notes == "Ida and Per cross the sound, at last."

    def test_another_page_of_the_episode_is_merged_once(self, library):
        article = episode(show="", date=None, turns=(), chapters=(), subtitle="Through the ice")
        first = add(library, episode())
        added = add(library, article, source=OTHER_PAGE)
        assert (added.id, added.status, added.turns) == (first.id, Status.MERGED, 30)
        assert library.episode(first.id).subtitle == "Through the ice"
        assert add(library, article, source=OTHER_PAGE).status is Status.UNCHANGED
        assert add(library, episode()).status is Status.UNCHANGED

    def test_the_transcript_may_come_second_and_the_source_is_where_it_came_from(self, library):
        first = add(library, episode(turns=(), chapters=()))
        added = add(library, episode(), source=OTHER_PAGE)
        assert (added.id, added.turns) == (first.id, 30)
        assert library.episode(first.id).source == OTHER_PAGE

    def test_a_page_that_lost_its_transcript_takes_nothing_away(self, library):
        first = add(library, episode())
        add(library, episode(turns=(), chapters=(), notes=""))
        assert len(library.episode(first.id).turns) == 30
        assert len(library.episode(first.id).chapters) == 3

    def test_episodes_of_one_name_stay_apart_and_find_themselves_again(self, library):
        bonus = [episode("Bonus", seed=n, date=None, duration_ms=None) for n in range(3)]
        first = add(library, *bonus)
        assert len({added.id for added in first}) == 3
        corrected = [replace(draft, notes=f"Corrected {draft.notes}") for draft in bonus]
        again = add(library, *corrected)
        assert [added.id for added in again] == [added.id for added in first]
        assert {added.status for added in again} == {Status.UPDATED}

    def test_articles_of_one_name_without_any_date_find_themselves_again(self, library):
        one = EpisodeDraft("Bonus", notes="A walk along the harbour wall before breakfast")
        two = EpisodeDraft("Bonus", notes="Questions from listeners, answered at great length")
        first = add(library, one, two)
        longer = [replace(d, notes=d.notes + ", and what came after it") for d in (two, one)]
        again = add(library, *longer)
        assert [a.id for a in again] == [first[1].id, first[0].id]

    def test_a_page_that_lists_an_episode_twice_gives_it_once(self, library):
        teaser = episode(turns=(), chapters=())
        first, second = add(library, teaser, episode())
        assert first.id == second.id
        assert {a.status for a in add(library, teaser, episode())} == {Status.UNCHANGED}

    def test_audio_that_comes_later_is_paired_and_counts_as_a_change(self, library):
        first = add(library, episode())
        added = add(library, episode(), audio=SOUND)
        assert (added.id, added.status) == (first.id, Status.UPDATED)
        assert library.episode(first.id).audio == SOUND
        assert library.episode(first.id).duration_ms == SOUND.duration_ms
        assert add(library, episode(), audio=SOUND).status is Status.UNCHANGED

    def test_a_page_joins_the_episode_made_from_its_recording(self, library):
        alone = add(library, EpisodeDraft("ferry-042"), source="/sound/ferry.opus", audio=SOUND)
        added = add(library, episode(), audio=SOUND)
        assert (added.id, added.title) == (alone.id, "The last ferry of the winter")
        assert len(library.summaries()) == 1

    def test_an_error_halfway_adds_nothing_of_the_page(self, library):
        broken = EpisodeDraft("Broken", turns=(TurnDraft("Ida", (5,)),))  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            library.add([Arrival(episode()), Arrival(broken)], PAGE)
        assert library.summaries() == ()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([PAGE, OTHER_PAGE])), max_size=8))
def test_in_whatever_order_pages_come_each_episode_is_there_once(tmp_path_factory, arrivals):
    with Library(tmp_path_factory.mktemp("library")) as library:
        for seed, source in arrivals:
            add(library, episode(f"Crossing number {seed}", seed=seed), source=source)
        titles = sorted(line.title for line in library.summaries())
        assert titles == sorted({f"Crossing number {seed}" for seed, _ in arrivals})


class TestFinding:
    @pytest.fixture
    def ids(self, library):
        titles = ("The Café by the sea", "A café in winter", "Night, and day")
        return [add(library, episode(t, seed=n)).id for n, t in enumerate(titles)]

    def test_by_id_start_of_id_title_and_part_of_a_title(self, library, ids):
        for wanted in (ids[2], "night and day", "NIGHT, AND", "Nïght"):
            assert library.find(wanted) == ids[2]
        shortest = next(ids[2][:n] for n in range(1, 13) if _unique(ids, ids[2][:n]))
        assert library.find(shortest) == ids[2]

    def test_a_whole_title_beats_a_part_of_another(self, library, ids):
        whole = add(library, EpisodeDraft("Café")).id
        assert library.find("cafe") == whole

    def test_what_is_ambiguous_lists_the_candidates(self, library, ids):
        with pytest.raises(EpisodeNotFoundError) as caught:
            library.find("café")
        assert caught.value.wanted == "café"
        assert all(part in str(caught.value) for part in (ids[0], ids[1], "by its id"))
        assert ids[2] not in str(caught.value)

    @pytest.mark.parametrize("wanted", ["Nothing of the kind", "", "?", "%", "'"])
    def test_what_is_not_there_says_so(self, library, ids, wanted):
        with pytest.raises(EpisodeNotFoundError, match="No episode"):
            library.find(wanted)

    def test_an_id_that_is_gone_says_so(self, library, ids):
        library.remove(ids[0])
        for use in (library.episode, library.remove):
            with pytest.raises(EpisodeNotFoundError, match="any more"):
                use(ids[0])


def _unique(ids: list[str], start: str) -> bool:
    return sum(known.startswith(start) for known in ids) == 1


def test_places_are_kept_and_the_last_one_left_comes_first(library):
    assert library.last_read() is None
    first, second = (add(library, episode(t, seed=n)).id for n, t in enumerate(["One", "Two"]))
    assert library.last_read() == second  # the newest, while nothing was read
    library.save_place(first, 61_000, 1.25)
    assert library.last_read() == first
    place = library.episode(first).place
    assert (place.position_ms, place.speed) == (61_000, 1.25)
    assert place.left_at is not None
    assert {line.id: line.position_ms for line in library.summaries()} == {first: 61_000, second: 0}


def test_the_length_is_the_audios_or_the_printed_one_or_the_texts(library):
    lengths = []
    for n, known in enumerate([{}, {"duration_ms": None}]):
        added = add(library, episode(f"Crossing {n}", seed=n, **known))
        lengths.append(library.episode(added.id).duration_ms)
    assert lengths[0] == 120_000
    assert lengths[1] >= 116_000


def test_relinked_audio_is_what_the_episode_has(library):
    added = add(library, episode(), audio=SOUND)
    elsewhere = AudioFile(Path("/elsewhere/ferry.mp3"), "f2", 117_000)
    library.relink_audio(added.id, elsewhere)
    assert library.episode(added.id).audio == elsewhere


def test_where_the_library_is_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.delenv("EARMARK_LIBRARY", raising=False)
    assert default_folder().name == "earmark"
    monkeypatch.setenv("EARMARK_LIBRARY", str(tmp_path))
    assert default_folder() == tmp_path


def test_one_long_turn_of_paragraphs_keeps_them(library):
    added = add(library, episode(turns=(TurnDraft("Ida", ("One.", "Two."), 0),)))
    assert library.episode(added.id).turns[0].paragraphs == ("One.", "Two.")


def test_an_hour_is_added_quickly(library):
    hour = episode(turns=conversation(1, turns=250, words=40))
    with taking_at_most(yards=8):
        add(library, hour)
