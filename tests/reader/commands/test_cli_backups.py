"""`earmark backup`, `earmark restore`, and what is said and done about a damaged library."""

import json
import os
from pathlib import Path

import pytest

from reader.library.backups import daily_backups


@pytest.fixture
def library_folder(ferry, tmp_path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def kept(earmark, library_folder) -> dict:
    return json.loads(earmark("bookmark", "add", "ferry", "--at", "40", "--json")[1])


def bookmarks(earmark) -> list:
    return json.loads(earmark("bookmark", "list", "--json")[1])


def damage(folder: Path) -> bytes:
    content = os.urandom(50_000)
    (folder / "library.sqlite3").write_bytes(content)
    return content


def test_the_library_goes_into_a_file_and_comes_back(earmark, kept, tmp_path, library_folder):
    file = tmp_path / "one.sqlite3"
    assert earmark("backup", file) == (0, f"{file}: 1 episode, 1 bookmark\n", "")
    earmark("bookmark", "remove", kept["id"])
    earmark("bookmark", "add", "ferry", "--at", "20", "--note", "a zeppelin")
    assert json.loads(earmark("search", "zeppelin", "--json")[1])["total"] == 1
    status, out, err = earmark("restore", file)
    assert (status, err) == (0, "")
    (aside,) = (library_folder / "backups").glob("before-restore-*")
    assert out == f"restored   1 episode, 1 bookmark\nWhat was there before is kept: {aside}\n"
    assert bookmarks(earmark) == [kept]
    assert json.loads(earmark("search", "zeppelin", "--json")[1])["total"] == 0
    assert "Search index   up to date" in earmark("doctor")[1]


def test_what_is_no_backup_gets_a_sentence(earmark, kept, folder, tmp_path):
    for file, sentence in ((folder / "ferry.txt", "no sound backup"), (folder / "x", "no file")):
        status, out, err = earmark("restore", file)
        assert (status, out) == (1, "")
        assert sentence in err
    assert "is no backup; choose another name" in earmark("backup", folder / "ferry.txt")[2]
    assert "is empty" in earmark("backup", folder / "x", "--library", tmp_path / "new")[2]
    assert bookmarks(earmark) == [kept]


class TestEveryDay:
    def test_the_first_change_keeps_a_backup(self, earmark, ferry, library_folder):
        assert daily_backups(library_folder) == ()
        assert "Backups        none yet" in earmark("doctor")[1]
        earmark("list")
        assert daily_backups(library_folder) == ()
        earmark("tag", "ferry", "--add", "x")
        (path,) = daily_backups(library_folder)
        assert f"1 day, the newest is {path}" in earmark("doctor")[1]

    def test_one_that_fails_is_told_and_stops_nothing(self, earmark, ferry, library_folder):
        (library_folder / "backups").rmdir()
        (library_folder / "backups").write_text("in the way")
        status, out, err = earmark("bookmark", "add", "ferry", "--at", "40")
        assert (status, out[:4]) == (0, "kept")
        assert err.count("No backup was written") == 1


class TestADamagedLibrary:
    def test_names_the_newest_good_backup(self, earmark, kept, library_folder):
        (backup,) = daily_backups(library_folder)
        damaged = damage(library_folder)
        command = f"earmark restore {backup}"
        status, out, _ = earmark("doctor")
        assert status == 1
        assert "BAD   Library" in out
        assert command in out
        assert command in earmark("list")[2]
        assert (library_folder / "library.sqlite3").read_bytes() == damaged
        assert earmark("restore", backup)[0] == 0
        assert "BAD" not in earmark("doctor")[1]
        assert earmark("show", "ferry")[0] == 0

    def test_opens_the_window_with_that_sentence(self, earmark, kept, library_folder):
        class Window:
            def problem(self):
                return None

            def findings(self):
                return ()

            def show(self, request):
                self.message = request.messages[0]
                return 0

        (backup,) = daily_backups(library_folder)
        damage(library_folder)
        window = Window()
        assert earmark(window=window)[0] == 0
        assert f"earmark restore {backup}" in window.message
        assert "Nothing from this session will be kept." in window.message

    def test_without_a_backup_says_that_there_is_none(self, earmark, ferry, library_folder):
        damage(library_folder)
        assert "There is no sound backup of it." in earmark("list")[2]
