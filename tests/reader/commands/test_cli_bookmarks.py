"""`earmark bookmark …`, as a person or a program types it."""

import io
import json
import shutil
import sqlite3
import sys
from contextlib import closing

import pytest
from sample_pages import page_text

from reader.library import Library
from reader.storage import schema

KEYS = ["id", "episode", "start_ms", "end_ms", "text", "speaker", "chapter", "note", "tags"]
KEYS += ["colour", "created", "placed"]


@pytest.fixture
def add(earmark, ferry):
    """Return a function that adds a bookmark and gives its JSON; nothing may be complained of."""

    def add_one(*words):
        status, out, err = earmark("bookmark", "add", "ferry", *words, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return add_one


def listed(earmark, *words):
    status, out, err = earmark("bookmark", "list", *words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


class TestAdd:
    def test_programs_get_all_of_it(self, earmark, ferry, add):
        kept = add(
            *("--at", "00:00:40", "--note", "for the article", "--colour", "Blue"),
            *("--tag", "ice, thin", "--tag", "🎈", "--tag", "ICE, thin"),
        )
        assert list(kept) == KEYS
        assert kept["text"] == "The ferry in winter, well."
        assert (kept["episode"], kept["speaker"], kept["chapter"]) == (
            ferry["id"],
            "Ida Holm",
            "Open water",
        )
        assert (kept["start_ms"], kept["note"], kept["tags"], kept["colour"], kept["placed"]) == (
            40_000,
            "for the article",
            ["ice, thin", "🎈"],
            "blue",
            "exact",
        )
        assert listed(earmark) == [kept]

    def test_a_range_is_kept_as_it_is_given(self, add):
        kept = add("--at", "0:20.5", "--to", "45")
        assert (kept["start_ms"], kept["end_ms"]) == (20_500, 45_000)
        assert kept["text"]

    def test_people_read_what_was_kept(self, earmark, ferry):
        status, out, err = earmark(
            "bookmark", "add", "ferry", "--at", "0:40", "--note", "good\none"
        )
        assert (status, err) == (0, "")
        assert out.startswith("kept       ")
        assert out.endswith(
            "  The ferry in winter\n    The ferry in winter, well.\n    ✎ good\n    ✎ one\n"
        )

    def test_a_note_of_a_megabyte_comes_through_a_pipe(self, earmark, add, monkeypatch):
        note = "Où? 🎈\n" * 150_000
        monkeypatch.setattr(sys, "stdin", io.StringIO(note))
        assert add("--at", "0:40", "--note", "-")["note"] == note
        assert listed(earmark)[0]["note"] == note

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (["--at", "1:02:03"], "1:02:03 is not in “The ferry in winter”, which is 1:20 long"),
            (["--at", "40", "--to", "9:00:00"], "9:00:00 is not in"),
            (["--at", "40", "--to", "20"], "0:20 is before 0:40"),
            (["--at", "40", "--colour", "mauve"], "There is no colour “mauve”; choose one of"),
            (["--at", "40", "--note", "a\udcff"], "no text"),
        ],
    )
    def test_what_makes_no_sense_gets_a_sentence_and_changes_nothing(
        self, earmark, ferry, words, sentence
    ):
        status, out, err = earmark("bookmark", "add", "ferry", *words)
        assert (status, out) == (1, "")
        assert sentence in err
        assert listed(earmark) == []

    def test_a_time_is_needed_and_an_episode(self, earmark, ferry):
        assert earmark("bookmark", "add", "ferry")[0] == 2
        assert earmark("bookmark", "add", "ferry", "--at", "noon")[0] == 2
        assert "No episode" in earmark("bookmark", "add", "nowhere", "--at", "1")[2]

    def test_where_nothing_is_kept_it_is_said(self, earmark, ferry, folder):
        (folder / "file").write_text("")
        words = ("--at", "40", "--library", folder / "file" / "library")
        status, _, err = earmark("bookmark", "add", "ferry", *words)
        assert status == 1
        assert "Nothing was changed." in err


class TestList:
    def test_it_is_of_an_episode_or_of_those_with_all_tags(self, earmark, ferry, add, folder):
        one = add("--at", "40", "--tag", "Ice", "--tag", "water")
        two = add("--at", "20", "--tag", "ice")
        (folder / "b.txt").write_text(page_text("The bridge of Älvsborg"), encoding="utf-8")
        earmark("import", folder / "b.txt")
        earmark("bookmark", "add", "bridge", "--at", "40")
        assert listed(earmark, "--episode", "ferry") == [two, one]
        assert listed(earmark, "--tag", "ICE") == [two, one]
        assert listed(earmark, "--tag", "ice", "--tag", "water") == [one]
        assert listed(earmark, "--tag", "none") == []
        assert len(listed(earmark)) == 3

    def test_people_see_them_by_episode(self, earmark, ferry, add):
        one = add("--at", "40", "--tag", "ice", "--colour", "pink", "--note", "why?")
        lines = earmark("bookmark", "list")[1].splitlines()
        assert lines == earmark("bookmark")[1].splitlines()
        assert lines[0] == "The ferry in winter · Night Ferry · 2026-01-27"
        assert lines[1].startswith(f"  {one['id']}  0:40–0:4")
        assert lines[1].endswith("  Ida Holm  [pink, ice]")
        assert lines[2:] == ["    The ferry in winter, well.", "    ✎ why?", "", "1 bookmark."]

    def test_what_is_lost_is_said_to_be(self, earmark, ferry, add, folder):
        kept = add("--at", "40")
        path = folder / "ferry.txt"
        page = path.read_text(encoding="utf-8")
        for line in page.splitlines():
            if line.startswith("00:00:40"):
                other = " ".join(reversed(line.split()[4:]))
                page = page.replace(line, f"00:00:40 Ida Holm: {other}")
        path.write_text(page.replace("winter, well.", "summer, oh."), encoding="utf-8")
        err = earmark("import", path)[2]
        assert "1 bookmark has no sure place in the new transcript of “The ferry in winter”" in err
        assert f"earmark bookmark list --episode {ferry['id']}" in err
        (now,) = listed(earmark)
        assert now["placed"] != "exact"
        assert now | {"placed": "exact"} == kept
        assert listed(earmark, "--placed", now["placed"]) == [now]
        assert listed(earmark, "--placed", "exact") == []

    def test_a_note_does_not_command_the_terminal(self, earmark, add):
        note = "\x1b]0;owned\x07\x1b[2Kgone\rover\x9b1A\x7f\tkept"
        assert add("--at", "40", "--note", note)["note"] == note
        status, out, _ = earmark("bookmark", "list")
        assert status == 0
        assert "gone" in out
        assert not set(out) & set("\x1b\x07\r\x9b\x7f")

    def test_an_empty_list_says_how_to_begin(self, earmark, ferry):
        assert "earmark bookmark add EPISODE --at 12:30" in earmark("bookmark")[1]
        assert earmark("bookmark", "list", "--tag", "x")[1] == "There are no such bookmarks.\n"
        assert listed(earmark) == []


class TestEdit:
    def test_only_what_is_given_changes(self, earmark, add):
        kept = add("--at", "40", "--note", "one", "--tag", "a", "--tag", "b", "--colour", "pink")

        def edit(*words):
            status, out, err = earmark("bookmark", "edit", kept["id"], *words, "--json")
            assert (status, err) == (0, "")
            return json.loads(out)

        assert edit("--note", "two") == kept | {"note": "two"}
        assert edit("--tag", "c", "--untag", "A")["tags"] == ["b", "c"]
        assert edit("--colour", "none")["colour"] == ""
        moved = edit("--at", "20")
        assert (moved["start_ms"], moved["speaker"], moved["note"]) == (20_000, "Per Lind", "two")
        longer = edit("--to", "1:10")
        assert (longer["start_ms"], longer["end_ms"]) == (20_000, 70_000)
        assert listed(earmark) == [longer]

    def test_what_is_not_there_is_a_sentence(self, earmark, add):
        kept = add("--at", "40")
        assert "no bookmark 123" in earmark("bookmark", "edit", "123", "--note", "x")[2]
        status, _, err = earmark("bookmark", "edit", kept["id"], "--at", "9:00")
        assert (status, "9:00 is not in" in err) == (1, True)
        assert listed(earmark) == [kept]

    def test_the_range_of_one_whose_episode_is_gone_stays(self, earmark, ferry, add):
        kept = add("--at", "40")
        earmark("remove", "ferry")
        status, _, err = earmark("bookmark", "edit", kept["id"], "--at", "20")
        assert status == 1
        assert "import the episode first" in err
        assert earmark("bookmark", "edit", kept["id"], "--note", "still")[0] == 0
        assert listed(earmark) == [kept | {"episode": None, "note": "still"}]
        assert "no longer in the library" in earmark("bookmark")[1]


class TestRemove:
    def test_all_that_are_named_go_or_none(self, earmark, add):
        kept = [add("--at", f"{n}") for n in (10, 30, 60)]
        ids = [one["id"] for one in kept]
        assert earmark("bookmark", "remove", ids[0], "000")[0] == 1
        assert len(listed(earmark)) == 3
        status, out, err = earmark("bookmark", "remove", *ids[:2])
        assert (status, err) == (0, "")
        assert "removed    2 bookmarks\n" in out
        assert listed(earmark) == [kept[2]]
        assert out.endswith(f"earmark bookmark bring-back {ids[0]} {ids[1]}\n")
        assert earmark("bookmark", "bring-back", *ids[:2])[0] == 0
        assert listed(earmark, "--episode", "ferry") == kept

    def test_with_an_episode_they_stay_unless_they_are_to_go(self, earmark, ferry, add):
        kept = add("--at", "40")
        earmark("remove", "ferry")
        assert listed(earmark) == [kept | {"episode": None}]
        earmark("bring-back", "ferry")
        earmark("remove", "ferry", "--with-bookmarks")
        assert listed(earmark) == []
        earmark("bring-back", "ferry")
        assert listed(earmark) == [kept]


class TestSearch:
    def found(self, earmark, *words):
        return [h["bookmark"] for h in json.loads(earmark("search", *words, "--json")[1])["hits"]]

    def test_follows_every_change(self, earmark, add):
        kept = add("--at", "40", "--note", "a zeppelin", "--tag", "ice, thin 🎈")["id"]
        assert self.found(earmark, "zeppelin") == [kept]
        assert self.found(earmark, "is:bookmark") == [kept]
        assert self.found(earmark, 'tag:"ice, thin 🎈"', "is:bookmark") == [kept]
        earmark("bookmark", "edit", kept, "--note", "an airship", "--untag", "ice, thin 🎈")
        assert self.found(earmark, "airship", "is:bookmark") == [kept]
        assert self.found(earmark, "tag:ice", "is:bookmark") == []
        earmark("bookmark", "edit", kept, "--tag", "later")
        assert self.found(earmark, "tag:later", "is:bookmark") == [kept]
        earmark("bookmark", "remove", kept)
        assert self.found(earmark, "is:bookmark") == []
        earmark("bookmark", "bring-back", kept)
        assert self.found(earmark, "airship") == [kept]

    def test_loses_nothing_with_its_index(self, earmark, add, tmp_path):
        kept = add("--at", "40", "--note", "a zeppelin")["id"]
        assert self.found(earmark, "zeppelin") == [kept]
        shutil.rmtree(tmp_path / "library" / "search")
        assert self.found(earmark, "zeppelin") == [kept]

    def test_finds_those_of_an_episode_that_is_gone(self, earmark, add):
        kept = add("--at", "40", "--note", "a zeppelin")["id"]
        earmark("remove", "ferry")
        assert self.found(earmark, "zeppelin") == [kept]


def test_the_window_and_the_command_line_share_them(earmark, add, tmp_path):
    with Library(tmp_path / "library") as window:
        kept = add("--at", "40")
        (seen,) = window.bookmarks()
        assert seen.id == kept["id"]
        window.change_bookmark(seen.id, note="from the window")
        assert listed(earmark)[0]["note"] == "from the window"


def test_those_in_a_newer_programs_library_are_read_and_left_alone(earmark, add, tmp_path):
    kept = add("--at", "40", "--tag", "ice")
    path = tmp_path / "library" / "library.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE bookmarks ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    assert listed(earmark) == listed(earmark, "--tag", "ice") == [kept]
    for words in (
        ["add", "ferry", "--at", "20"],
        ["edit", kept["id"], "--note", "x"],
        ["remove", kept["id"]],
    ):
        status, out, err = earmark("bookmark", *words)
        assert (status, out) == (1, "")
        assert "Nothing was changed." in err
        assert "a newer version of Earmark wrote the library" in err
    assert path.read_bytes() == before
