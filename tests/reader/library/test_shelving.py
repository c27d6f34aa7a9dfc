"""Episodes tagged, removed, brought back, and at last deleted for good."""

from datetime import UTC, datetime, timedelta

import pytest
from sample_episodes import episode

from reader.episodes.identity import content_key
from reader.errors import EpisodeNotFoundError
from reader.library import Arrival, Library, Status
from reader.model import Quote

PAGE = "/pages/ferry.txt"
AT_ONCE = timedelta(seconds=-1)


@pytest.fixture
def ferry(library):
    return add(library)


def add(library, source=PAGE, title="The last ferry of the winter", **fields):
    (added,) = library.add([Arrival(episode(title, **fields))], source)
    return added.id


class TestTags:
    def test_are_kept_in_the_order_they_were_given(self, library, ferry):
        assert library.set_tags(ferry, ["winter", " Ice  and snow", "WINTER"]) == (
            "winter",
            "Ice and snow",
        )
        assert library.episode(ferry).tags == ("winter", "Ice and snow")
        assert library.summaries()[0].tags == ("winter", "Ice and snow")

    def test_are_replaced_as_a_whole(self, library, ferry):
        library.set_tags(ferry, ["winter"])
        library.set_tags(ferry, ["ice"])
        assert library.episode(ferry).tags == ("ice",)
        library.set_tags(ferry, [])
        assert library.episode(ferry).tags == ()

    def test_all_of_them_are_those_of_episodes_that_are_there(self, library, ferry):
        other = add(library, "clipboard", "Why the ferry is late", seed=2)
        library.set_tags(ferry, ["winter", "ice"])
        library.set_tags(other, ["Winter", "late"])
        assert library.all_tags() == ("ice", "late", "Winter")
        library.remove(other)
        assert library.all_tags() == ("ice", "winter")

    def test_stay_when_the_page_is_read_anew(self, library, ferry):
        library.set_tags(ferry, ["winter"])
        assert add(library, notes="Another day.") == ferry
        assert library.episode(ferry).tags == ("winter",)

    def test_of_an_episode_that_is_gone_are_refused(self, library):
        with pytest.raises(EpisodeNotFoundError, match="any more"):
            library.set_tags("0" * 12, ["winter"])


class TestRemoving:
    def test_hides_the_episode_everywhere(self, library, ferry):
        library.save_place(ferry, 61_000)
        library.remove(ferry)
        assert library.summaries() == ()
        assert library.last_read() is None
        assert library.revisions() == {}
        assert library.unit(ferry) is None
        assert library.storage.audio_paths() == ()
        for use in (library.episode, library.find, library.remove, library.language):
            with pytest.raises(EpisodeNotFoundError):
                use(ferry)

    def test_is_undone_by_restoring(self, library, ferry):
        library.set_tags(ferry, ["winter"])
        library.save_place(ferry, 61_000, 1.25)
        before = library.episode(ferry)
        library.remove(ferry)
        library.restore(ferry)
        assert library.episode(ferry) == before
        assert library.last_read() == ferry

    def test_is_undone_by_importing_the_same_page_again(self, library, ferry):
        library.set_tags(ferry, ["winter"])
        library.save_place(ferry, 61_000)
        before = library.episode(ferry)
        library.remove(ferry)
        arrival = Arrival(episode())
        assert library.foresee(arrival, PAGE) == (Status.NEW, None)
        (added,) = library.add([arrival], PAGE)
        assert (added.id, added.status, added.turns) == (ferry, Status.NEW, 30)
        assert library.episode(ferry) == before

    def test_is_undone_by_another_page_of_the_episode(self, library, ferry):
        library.remove(ferry)
        (added,) = library.add([Arrival(episode(subtitle="Through the ice"))], "/other.html")
        assert (added.id, added.status) == (ferry, Status.NEW)
        assert library.episode(ferry).subtitle == "Through the ice"

    def test_leaves_the_copy_that_stayed_to_be_known_again(self, library, ferry):
        library.remove(ferry)
        copy = library.storage.create(episode(), PAGE, datetime.now(UTC))
        library.storage.note_source(copy, PAGE, content_key(episode()), None)
        (again,) = library.add([Arrival(episode())], PAGE)
        assert (again.id, again.status) == (copy, Status.UNCHANGED)

    def test_restoring_what_is_there_changes_nothing(self, library, ferry):
        before = library.revisions()
        library.restore(ferry)
        assert library.revisions() == before

    def test_restoring_what_never_was_says_so(self, library):
        with pytest.raises(EpisodeNotFoundError, match="any more"):
            library.restore("0" * 12)

    def test_a_second_program_sees_it_at_once(self, library, ferry):
        with Library(library.folder) as other:
            library.remove(ferry)
            assert other.summaries() == ()
            other.restore(ferry)
        assert [line.id for line in library.summaries()] == [ferry]


class TestBookmarksOfARemovedEpisode:
    def test_stay_with_what_is_known_of_the_episode(self, library, ferry):
        kept = library.add_bookmark(ferry, Quote(0, 4000, "the ice"))
        library.remove(ferry)
        (lone,) = library.bookmarks()
        assert (lone.id, lone.episode) == (kept.id, None)
        assert (lone.episode_title, lone.show) == ("The last ferry of the winter", "Night Ferry")
        library.restore(ferry)
        assert library.bookmarks(ferry) == (kept,)

    def test_go_and_come_back_with_it_where_that_is_asked_for(self, library, ferry):
        kept, dropped = (library.add_bookmark(ferry, Quote(n, 4000, "the ice")) for n in (0, 1))
        library.remove_bookmarks([dropped.id])
        library.remove(ferry, with_bookmarks=True)
        assert library.bookmarks() == ()
        library.restore(ferry)
        assert library.bookmarks(ferry) == (kept,)

    def test_outlive_it_when_it_is_deleted(self, library, ferry):
        kept = library.add_bookmark(ferry, Quote(0, 4000, "the ice"), tags=["cold"])
        library.set_tags(ferry, ["winter"])
        add(library, notes="Another day.", show="The Night Ferry")
        library.remove(ferry)
        library.purge(AT_ONCE)
        (lone,) = library.bookmarks()
        assert (lone.id, lone.episode, lone.tags) == (kept.id, None, ("cold",))
        assert (lone.episode_title, lone.show) == (
            "The last ferry of the winter",
            "The Night Ferry",
        )
        assert library.storage.faults() == ()


class TestPurging:
    def test_deletes_what_was_removed_long_ago_and_nothing_else(self, library, ferry):
        stays = add(library, "clipboard", "Why the ferry is late", seed=2)
        library.remove(ferry)
        library.purge()
        library.restore(ferry)
        library.remove(ferry)
        library.purge(AT_ONCE)
        with pytest.raises(EpisodeNotFoundError):
            library.restore(ferry)
        assert [line.id for line in library.summaries()] == [stays]

    def test_a_purged_episode_is_made_anew_by_its_page(self, library, ferry):
        library.remove(ferry)
        library.purge(AT_ONCE)
        assert add(library) != ferry

    def test_bookmarks_that_were_removed_are_deleted_too(self, library, ferry):
        dropped = library.add_bookmark(ferry, Quote(0, 4000, "the ice"))
        library.remove_bookmarks([dropped.id])
        library.purge(AT_ONCE)
        library.restore_bookmarks([dropped.id])
        assert library.bookmarks() == ()


def test_a_line_of_the_list_tells_what_a_panel_shows(library, ferry):
    (line,) = library.summaries()
    assert (line.source, line.used_at, line.tags) == (PAGE, None, ())
    assert line.added_at is not None
    library.save_place(ferry, 61_000)
    left_at = library.summaries()[0].used_at
    library.note_opened(ferry)
    opened_at = library.summaries()[0].used_at
    assert line.added_at <= left_at <= opened_at
