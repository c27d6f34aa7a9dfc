"""`earmark tag`, `remove` and `bring-back`, and the list by tags."""

import json

import pytest
from sample_pages import write_page

from reader.library import Library
from reader.model import Quote


@pytest.fixture
def bridge(earmark, folder) -> str:
    """Import a second page; return its episode's id."""
    page = write_page(folder / "b.txt", "The bridge of Älvsborg")
    (imported,) = json.loads(earmark("import", page, "--json")[1])["imported"]
    return imported["id"]


class TestTag:
    def test_tags_are_added_removed_and_printed(self, earmark, ferry):
        status, out, err = earmark("tag", "ferry", "--add", "winter", "--add", "ice, thin 🎈")
        assert (status, out, err) == (0, "winter\nice, thin 🎈\n", "")
        assert earmark("tag", "ferry", "--remove", "WINTER", "--add", "cold")[1] == (
            "ice, thin 🎈\ncold\n"
        )
        assert earmark("tag", "ferry")[1] == "ice, thin 🎈\ncold\n"

    def test_programs_read_json(self, earmark, ferry):
        out = earmark("tag", "ferry", "--add", "winter", "--json")[1]
        assert json.loads(out) == {"episode": ferry["id"], "tags": ["winter"]}

    def test_list_and_show_tell_them(self, earmark, ferry):
        earmark("tag", "ferry", "--add", "winter", "--add", "ice")
        assert "The ferry in winter  [winter, ice]\n" in earmark("list")[1]
        assert "Tags: winter, ice\n" in earmark("show", "ferry")[1]
        assert json.loads(earmark("list", "--json")[1])[0]["tags"] == ["winter", "ice"]
        assert json.loads(earmark("show", "ferry", "--json")[1])["tags"] == ["winter", "ice"]

    def test_the_list_can_be_of_those_with_all_of_some_tags(self, earmark, ferry, bridge):
        earmark("tag", "ferry", "--add", "Winter", "--add", "ice")
        earmark("tag", "bridge", "--add", "winter")

        def listed(*words):
            return {line["id"] for line in json.loads(earmark("list", "--json", *words)[1])}

        assert listed("--tag", "winter") == {ferry["id"], bridge}
        assert listed("--tag", "winter", "--tag", "ICE") == {ferry["id"]}
        assert listed("--tag", "summer") == set()
        assert "No episode is tagged summer" in earmark("list", "--tag", "summer")[1]

    def test_an_unknown_episode_is_a_sentence(self, earmark, ferry):
        status, out, err = earmark("tag", "nowhere", "--add", "winter")
        assert (status, out) == (1, "")
        assert (
            err == "earmark: No episode in the library is called “nowhere”; see `earmark list`.\n"
        )


class TestRemove:
    def test_an_episode_goes_and_comes_back(self, earmark, ferry, bridge):
        status, out, err = earmark("remove", "ferry")
        assert (status, err) == (0, "")
        assert f"removed    {ferry['id']}  The ferry in winter\n" in out
        assert f"earmark bring-back {ferry['id']}" in out
        assert [line["id"] for line in json.loads(earmark("list", "--json")[1])] == [bridge]
        assert earmark("show", ferry["id"])[0] == 1
        assert earmark("bring-back")[1] == f"{ferry['id']}  The ferry in winter\n"
        assert earmark("bring-back", "ferry") == (
            0,
            f"back       {ferry['id']}  The ferry in winter\n",
            "",
        )
        assert json.loads(earmark("show", "ferry", "--json")[1]) == ferry

    def test_its_bookmarks_stay_unless_they_are_to_go(self, earmark, ferry, tmp_path):
        with Library(tmp_path / "library") as library:
            library.add_bookmark(ferry["id"], Quote(0, 1, "words"))
            assert "Its 1 bookmark stays in the library.\n" in earmark("remove", "ferry")[1]
            assert len(library.bookmarks()) == 1
            earmark("bring-back", "ferry")
            assert "bookmark " not in earmark("remove", "ferry", "--with-bookmarks")[1]
            assert library.bookmarks() == ()

    def test_what_was_not_removed_cannot_be_brought_back(self, earmark, ferry):
        assert earmark("bring-back")[1] == "Nothing was removed in the last 30 days.\n"
        status, _, err = earmark("bring-back", "ferry")
        assert status == 1
        assert "No episode called “ferry” was removed" in err

    def test_where_nothing_is_kept_nothing_is_changed(self, earmark, folder):
        (folder / "file").write_text("")
        for words in (["remove", "x"], ["bring-back", "x"], ["tag", "x", "--add", "y"]):
            status, _, err = earmark(*words, "--library", folder / "file" / "library")
            assert status == 1
            assert "Nothing was changed." in err
            assert "--library" in err
