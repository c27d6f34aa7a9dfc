"""Several episodes are tagged at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_episodes import episode

from reader.errors import LibraryError
from reader.library import Arrival, Library
from reader.library.tagging import TagsOf, tag_episodes


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three episodes: all are of boats."""
    with Library(tmp_path / "library") as made:
        for seed, tags in enumerate((("boats", "soup"), ("fog", "boats"), ("boats",))):
            added = made.add([Arrival(episode(f"Part {seed}", seed))], f"/pages/{seed}.txt")
            made.set_tags(added[0].id, tags)
        yield made


def tags(library: Library) -> dict[str, set[str]]:
    return {summary.title: set(summary.tags) for summary in library.summaries()}


def test_what_all_have_is_changed_and_the_rest_stays(library: Library) -> None:
    shown = TagsOf(library.summaries(), library.all_tags())
    assert shown.shared == ("boats",)
    tag_episodes(library, shown.changed(("ferry",)))
    assert tags(library) == {
        "Part 0": {"soup", "ferry"},
        "Part 1": {"fog", "ferry"},
        "Part 2": {"ferry"},
    }


def test_only_those_that_become_others_are_changed(library: Library) -> None:
    shown = TagsOf(library.summaries(), library.all_tags())
    changed = {one for one, _ in shown.changed(("boats", "soup"))}
    titles = {summary.title for summary in library.summaries() if summary.id in changed}
    assert titles == {"Part 1", "Part 2"}
    assert shown.changed(("boats",)) == ()


def test_what_is_gone_meanwhile_is_passed_over(library: Library) -> None:
    shown = TagsOf(library.summaries(), library.all_tags())
    library.remove(shown.episodes[0].id)
    tag_episodes(library, shown.changed(("ferry",)))
    assert all("ferry" in those for those in tags(library).values())


def test_where_it_cannot_be_written_nothing_is_changed(library: Library) -> None:
    shown, before = TagsOf(library.summaries(), library.all_tags()), tags(library)
    with (
        Library(library.folder, busy_timeout_s=0.05) as ours,
        library.storage.writing(),
        pytest.raises(LibraryError),
    ):
        tag_episodes(ours, shown.changed(("ferry",)))
    assert tags(library) == before
