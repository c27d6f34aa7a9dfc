"""`earmark export`, `earmark bookmark import` and `earmark open earmark://…`."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.export import targets
from reader.library import Library
from reader.model import TurnRange
from reader.quotes.capturing import quote_of
from reader.timing.timeline import Timeline
from reader.window import WindowRequest


class WindowThatNotes:
    """A window that only notes what it was to show."""

    def __init__(self) -> None:
        self.shown: list[tuple[str | None, int | None]] = []

    def problem(self) -> None:
        return None

    def findings(self) -> tuple[()]:
        return ()

    def show(self, request: WindowRequest) -> int:
        self.shown.append((request.episode, request.at_ms))
        return 0


@pytest.fixture
def library(tmp_path, ferry):
    with Library(tmp_path / "library") as library:
        yield library


@pytest.fixture
def kept(library, ferry):
    episode = library.episode(ferry["id"])
    timeline = Timeline(episode.turns, episode.chapters)
    quote = quote_of(timeline, TurnRange(1, 0, 1, len(episode.turns[1].text)))
    return library.add_bookmark(episode.id, quote, note="=1+1", tags=["fog, thick"])


class TestExport:
    def test_markdown_goes_to_standard_output(self, earmark, kept):
        status, out, err = earmark("export")
        assert (status, err) == (0, "")
        assert f"earmark://episode/{kept.episode}?t=" in out
        assert out.endswith("**Note:** \\=1+1\n")

    @pytest.mark.parametrize("name", ["csv", "readwise", "json", "html", "text", "webvtt"])
    def test_each_format_by_its_name(self, earmark, kept, name):
        status, out, err = earmark("export", "--format", name)
        assert (status, err) == (0, "")
        assert kept.quote.text.split()[0] in out

    def test_the_help_names_every_format(self, earmark):
        _, out, _ = earmark("export", "--help")
        words = out.replace(",", " ").split()
        assert [target.name for target in targets() if target.name not in words] == []

    def test_a_files_ending_says_its_format(self, earmark, kept, tmp_path):
        goal = tmp_path / "quotes.csv"
        status, out, _ = earmark("export", "-o", goal)
        assert (status, out) == (0, f"1 quote is in {goal}.\n")
        assert goal.read_bytes().startswith(b"\xef\xbb\xbfShow,Episode,")
        assert b",'=1+1," in goal.read_bytes()

    def test_it_narrows_by_episode_and_tag(self, earmark, kept, ferry):
        assert earmark("export", "--episode", ferry["id"], "--tag", "FOG, thick")[0] == 0
        status, out, err = earmark("export", "--tag", "other")
        assert (status, out) == (1, "")
        assert "nothing to export" in err
        assert earmark("export", "--episode", "nowhere")[0] == 1

    def test_a_folder_of_notes_is_kept_up_to_date(self, earmark, kept, library, tmp_path):
        vault = tmp_path / "vault"
        assert earmark("export", "--format", "obsidian", "-o", vault)[0] == 0
        (note,) = vault.iterdir()
        note.write_text(note.read_text(encoding="utf-8") + "\nmine\n", encoding="utf-8")
        library.change_bookmark(kept.id, note="changed")
        assert earmark("export", "--format", "obsidian", "-o", vault)[0] == 0
        assert note.read_text(encoding="utf-8").endswith("%%\n\nmine\n")
        assert "**Note:** changed" in note.read_text(encoding="utf-8")

    def test_whole_transcripts(self, earmark, ferry, tmp_path):
        status, out, _ = earmark("export", "--transcript", "--episode", ferry["id"])
        assert status == 0
        assert all(turn["text"] in out for turn in ferry["turns"])
        goal = tmp_path / "ferry.vtt"
        assert earmark("export", "--transcript", "-o", goal)[0] == 0
        assert goal.read_text(encoding="utf-8").startswith("WEBVTT\n")

    @pytest.mark.parametrize("name", ["new/", "new.csv/"])
    def test_a_name_that_ends_as_a_folders_does_makes_a_folder(self, earmark, kept, tmp_path, name):
        status, out, err = earmark("export", "-o", f"{tmp_path}/{name}")
        assert (status, err) == (0, "")
        (file,) = (tmp_path / name).iterdir()
        assert file.suffix == ".md"
        assert kept.quote.text in file.read_text(encoding="utf-8")
        assert str(tmp_path / name) in out

    def test_a_file_that_is_named_as_a_folder_is_left_alone(self, earmark, kept, tmp_path):
        (tmp_path / "quotes").write_text("mine")
        status, _, err = earmark("export", "-o", f"{tmp_path}/quotes/")
        assert status == 1
        assert "is a file; what you chose takes a folder" in err
        assert (tmp_path / "quotes").read_text() == "mine"

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--format", "docx"), "no format called docx"),
            (("-o", "quotes.docx"), "cannot be told from its ending"),
            (("--format", "obsidian"), "makes a folder; name one with -o"),
            (("--format", "csv", "--transcript"), "is for quotes"),
        ],
    )
    def test_what_cannot_be_is_a_sentence(self, earmark, kept, words, says):
        status, out, err = earmark("export", *words)
        assert (status, out) == (1, "")
        assert says in err

    def test_a_place_that_cannot_be_written_keeps_what_is_there(self, earmark, kept, tmp_path):
        (tmp_path / "file").write_text("mine")
        status, _, err = earmark("export", "-o", tmp_path / "file" / "quotes.md")
        assert status == 1
        assert "cannot be written" in err
        assert (tmp_path / "file").read_text() == "mine"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have it")
    @pytest.mark.parametrize("words", [["export"], ["bookmark", "list"], ["list", "--json"]])
    def test_an_output_that_is_full_is_a_sentence(self, kept, library, words):
        command = [sys.executable, "-m", "reader", *words, "--library", library.folder]
        with Path("/dev/full").open("w") as full:
            ended = subprocess.run(
                command, check=False, stdout=full, stderr=subprocess.PIPE, encoding="utf-8"
            )
        assert ended.returncode == 1
        assert ended.stderr.startswith("earmark: Standard output cannot be written (No space")
        assert ended.stderr.count("\n") == 1


class TestBringingIn:
    def test_json_comes_back_after_all_was_removed(self, earmark, kept, library, tmp_path):
        goal = tmp_path / "quotes.json"
        earmark("export", "-o", goal)
        assert earmark("bookmark", "import", goal)[1].endswith("0 bookmarks came in.\n")
        library.remove_bookmarks([kept.id])
        status, out, err = earmark("bookmark", "import", goal)
        assert (status, err) == (0, "")
        assert out.endswith("1 bookmark came in.\n")
        assert library.bookmarks() == (kept,)

    def test_a_dry_run_changes_nothing(self, earmark, kept, library, tmp_path):
        goal = tmp_path / "quotes.json"
        earmark("export", "-o", goal)
        text = goal.read_text(encoding="utf-8").replace(kept.id, "0" * 12)
        goal.write_text(text, encoding="utf-8")
        status, out, _ = earmark("bookmark", "import", goal, "--dry-run", "--json")
        assert status == 0
        told = json.loads(out)
        assert (told["new"], told["known"], told["came"]) == (1, 0, 0)
        assert library.bookmarks() == (kept,)

    def test_what_has_no_episode_here_is_told(self, earmark, kept, tmp_path):
        notes = tmp_path / "Somewhere else.md"
        notes.write_text("- 00:10 mine\n", encoding="utf-8")
        status, out, err = earmark("bookmark", "import", notes)
        assert status == 1
        assert "0 bookmarks came in" in out
        assert "“Somewhere else”" in err

    def test_a_damaged_file_changes_nothing(self, earmark, kept, library, tmp_path):
        goal = tmp_path / "quotes.json"
        earmark("export", "-o", goal)
        goal.write_text(goal.read_text(encoding="utf-8")[:-9], encoding="utf-8")
        status, _, err = earmark("bookmark", "import", goal)
        assert status == 1
        assert "is damaged: line" in err
        assert library.bookmarks() == (kept,)


class TestOpeningLinks:
    def test_a_link_opens_the_episode_at_the_second(self, earmark, ferry):
        window = WindowThatNotes()
        link = f"earmark://episode/{ferry['id']}?t=12.345"
        assert earmark("open", link, window=window)[0] == 0
        assert window.shown == [(ferry["id"], 12_345)]

    def test_a_bookmark_says_where_it_is_now(self, earmark, library, kept):
        window = WindowThatNotes()
        library.change_bookmark(kept.id, quote=replace(kept.quote, start_ms=7, end_ms=9))
        for link in (f"episode/gone?t=1&b={kept.id}", f"bookmark/{kept.id}"):
            assert earmark("open", f"earmark://{link}", window=window)[0] == 0
        assert window.shown == [(kept.episode, 7)] * 2

    def test_a_deleted_bookmark_leaves_the_second(self, earmark, library, kept):
        window = WindowThatNotes()
        library.remove_bookmarks([kept.id])
        link = f"earmark://episode/{kept.episode}?t=3&b={kept.id}"
        assert earmark("open", link, window=window)[0] == 0
        assert window.shown == [(kept.episode, 3000)]

    @pytest.mark.parametrize(
        ("link", "says"),
        [
            ("earmark://episode/0123456789ab?t=5", "no episode 0123456789ab"),
            ("earmark://bookmark/0123456789ab", "no bookmark 0123456789ab"),
            ("earmark://nonsense", "names no episode and no bookmark"),
        ],
    )
    def test_a_link_that_leads_nowhere_is_a_sentence(self, earmark, ferry, link, says):
        window = WindowThatNotes()
        status, _, err = earmark("open", link, window=window)
        assert (status, window.shown) == (1, [])
        assert says in err
        assert err.startswith("earmark: ")

    def test_a_files_address_is_that_file(self, earmark, tmp_path, folder, ferry):
        window = WindowThatNotes()
        page = folder / "a page é.txt"
        page.write_bytes((folder / "ferry.txt").read_bytes())
        assert earmark("open", page.as_uri(), window=window)[0] == 0
        assert window.shown == [(ferry["id"], None)]
