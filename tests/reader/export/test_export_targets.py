"""What every target owes: found by name, fit for anything, whole files, sentences."""

import csv
import errno
import io
import json
import os
import stat

import pytest
from bookmark_samples import BOOKMARK, bookmark, bookmarks, some_bookmarks
from hypothesis import given, settings
from sample_episodes import episode as draft

from reader import formats
from reader.errors import ExportError
from reader.export import Material, Wanted, gather, target_called, targets
from reader.export.carrying_out import as_text, encoded, write
from reader.export.comma_separated import COLUMNS
from reader.export.file_names import folded, free_name, safe_name
from reader.export.material import by_episode, chosen
from reader.export.whole_files import write_whole
from reader.formats import Source
from reader.library import Arrival

NAMES = [target.name for target in targets()]
WITH_QUOTES = [target for target in targets() if target.quotes is not None]
WITH_TRANSCRIPTS = [target for target in targets() if target.transcript is not None]


@pytest.fixture
def ferry(library):
    (added,) = library.add([Arrival(draft())], "/pages/ferry.txt")
    return library.episode(added.id)


class TestTargets:
    def test_they_are_all_there(self):
        assert (
            sorted(
                [
                    "markdown",
                    "obsidian",
                    "csv",
                    "readwise",
                    "json",
                    "html",
                    "text",
                    "webvtt",
                    "clips",
                ]
            )
            == NAMES
        )
        assert {target.name for target in WITH_TRANSCRIPTS} == {
            *("markdown", "text", "html", "webvtt", "json")
        }

    def test_an_unknown_one_is_a_sentence_that_names_them(self):
        with pytest.raises(ExportError, match=r"no format called docx; choose one of clips, csv"):
            target_called("docx")

    @pytest.mark.parametrize("target", WITH_QUOTES, ids=lambda target: target.name)
    @settings(max_examples=30)
    @given(some_bookmarks())
    def test_any_quotes_can_be_written(self, target, made):
        assert encoded(target, target.quotes(made))

    @pytest.mark.parametrize("target", WITH_QUOTES, ids=lambda target: target.name)
    @settings(max_examples=30)
    @given(bookmarks())
    def test_a_quote_carries_its_link(self, target, made):
        where = f"episode/{made.episode}" if made.episode else f"bookmark/{made.id}"
        ms = made.quote.start_ms
        link = f"earmark://{where}?t={ms // 1000}.{ms % 1000:03}"
        shown = target.quotes([made])
        assert target.name in ("webvtt", "json") or link in shown
        assert made.id in shown

    @pytest.mark.parametrize("target", WITH_TRANSCRIPTS, ids=lambda target: target.name)
    def test_a_transcript_has_all_words_speakers_and_times(self, target, ferry):
        text = target.transcript(ferry)
        for turn in ferry.turns:
            assert turn.text in text
        assert text.count("Per Lind") >= 15
        assert ("1:56" in text) or ("01:56" in text) or ("116000" in text)

    @pytest.mark.parametrize("name", ["markdown", "webvtt", "html", "text"])
    def test_a_transcript_is_one_that_earmark_reads(self, name, ferry):
        target = target_called(name)
        source = Source(f"ferry{target.suffix}", target.transcript(ferry).encode())
        (read,) = formats.read(source)
        assert len(read.turns) == len(ferry.turns)
        assert [turn.speaker for turn in read.turns] == [turn.speaker for turn in ferry.turns]


class TestTables:
    def test_spreadsheets_see_utf_8_and_pipes_no_mark(self):
        target = target_called("csv")
        assert encoded(target, "é").startswith(b"\xef\xbb\xbf")
        assert not target.quotes([BOOKMARK]).startswith("\ufeff")

    @settings(max_examples=30)
    @given(some_bookmarks())
    def test_every_row_has_every_column(self, made):
        rows = list(csv.reader(io.StringIO(target_called("csv").quotes(made), newline="")))
        assert rows[0] == list(COLUMNS)
        assert {len(row) for row in rows} == {len(COLUMNS)}
        assert len(rows) == len(made) + 1

    def test_readwise_gets_its_columns_and_one_source_an_episode(self):
        made = [bookmark(1, tags=("to quote",)), bookmark(2, text="", note="only a note")]
        rows = list(csv.DictReader(io.StringIO(target_called("readwise").quotes(made), newline="")))
        assert list(rows[0]) == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
        assert len({(row["Title"], row["Author"], row["URL"]) for row in rows}) == 1
        assert rows[0]["Note"].startswith(".to-quote\nfor the article")
        assert rows[1]["Highlight"] == "only a note"
        assert (rows[0]["Location"], rows[0]["Date"]) == ("1", "2026-01-27 18:30:05")


class TestChoosing:
    def test_by_tag_in_any_case_and_by_id(self):
        made = [bookmark(1, tags=("Ice",)), bookmark(2, tags=("fog", "ice")), bookmark(3, tags=())]
        assert [one.id[-1] for one in chosen(made, Wanted(tags=("iCE",)))] == ["1", "2"]
        assert [one.id[-1] for one in chosen(made, Wanted(tags=("iCE", "fog")))] == ["2"]
        assert [one.id[-1] for one in chosen(made, Wanted(ids=(made[2].id, "gone")))] == ["3"]
        assert chosen(made, Wanted(tags=(" ",))) == ()

    @settings(max_examples=30)
    @given(some_bookmarks(8))
    def test_by_episode_none_is_lost(self, made):
        groups = by_episode(made)
        assert sorted(one.id for group in groups for one in group.bookmarks) == sorted(
            one.id for one in made
        )
        for group in groups:
            starts = [one.quote.start_ms for one in group.bookmarks]
            assert starts == sorted(starts)
            assert {one.episode for one in group.bookmarks} == {group.id}

    def test_from_the_library(self, library, ferry):
        kept = library.add_bookmark(ferry.id, BOOKMARK.quote, tags=["ice"])
        assert gather(library, Wanted(ferry.id, ("ice",))).bookmarks == (kept,)
        assert gather(library, Wanted(tags=("fog",))).bookmarks == ()
        assert [one.id for one in gather(library, Wanted(transcripts=True)).episodes] == [ferry.id]

    def test_an_article_has_no_transcript(self, library):
        (added,) = library.add([Arrival(draft(turns=()))], "/pages/article.txt")
        assert gather(library, Wanted(transcripts=True)).episodes == ()
        with pytest.raises(ExportError, match="has no transcript"):
            gather(library, Wanted(added.id, transcripts=True))


class TestWriting:
    def test_a_file_by_its_name(self, tmp_path):
        goal = tmp_path / "new" / "quotes.md"
        exported = write(target_called("markdown"), Material((BOOKMARK,)), goal)
        assert goal.read_text(encoding="utf-8").startswith("# The last ferry")
        assert exported.sentence == f"1 quote is in {goal}."
        assert exported.folder == goal.parent

    def test_captions_of_several_episodes_are_a_folder(self, tmp_path):
        several = (bookmark(1), bookmark(2, episode="e2"), bookmark(3, episode="e3"))
        vtt = target_called("webvtt")
        with pytest.raises(ExportError, match="one episode a file"):
            as_text(vtt, Material(several))
        exported = write(vtt, Material(several), tmp_path / "captions")
        name = "The last ferry of the winter"
        assert exported.folder == tmp_path / "captions"
        assert sorted(path.name for path in exported.folder.iterdir()) == sorted(
            [f"{name}.vtt", f"{name} (2).vtt", f"{name} (3).vtt"]
        )

    def test_several_transcripts_are_a_folder(self, tmp_path, library, ferry):
        library.add([Arrival(draft("Fog: a/b?", seed=2))], "/pages/fog.txt")
        material = gather(library, Wanted(transcripts=True))
        with pytest.raises(ExportError, match="2 transcripts make as many files"):
            as_text(target_called("text"), material)
        exported = write(target_called("text"), material, tmp_path / "all")
        assert exported.sentence == f"2 transcripts are in {tmp_path / 'all'}."
        assert {path.name for path in (tmp_path / "all").iterdir()} == {
            *("Fog a b.txt", "The last ferry of the winter.txt")
        }

    @pytest.mark.parametrize(
        ("name", "material", "says"),
        [
            ("csv", "episode", "is for quotes"),
            ("clips", "episode", "is for quotes"),
            ("markdown", "nothing", "nothing to export"),
            ("obsidian", "quote", "takes a folder"),
        ],
    )
    def test_what_cannot_be_is_a_sentence(self, name, material, says, tmp_path, ferry):
        goal = tmp_path / "there.txt"
        goal.write_text("mine")
        given_ = {
            "episode": Material(episodes=(ferry,)),
            "nothing": Material(),
            "quote": Material((BOOKMARK,)),
        }[material]
        with pytest.raises(ExportError, match=says):
            write(target_called(name), given_, goal)
        assert goal.read_text() == "mine"


class TestWholeFiles:
    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
    def test_a_disk_that_fails_leaves_the_old_file(self, tmp_path, monkeypatch, code):
        goal = tmp_path / "quotes.md"
        goal.write_text("old")

        def fail(_):
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(ExportError, match="nothing was changed") as caught:
            write_whole(goal, b"new" * 1000)
        assert ("no room" in str(caught.value)) == (code != errno.EIO)
        assert goal.read_text() == "old"
        assert list(tmp_path.iterdir()) == [goal]

    def test_a_disk_that_is_full_leaves_the_old_file(self, tmp_path):
        resource = pytest.importorskip("resource")
        goal = tmp_path / "quotes.md"
        goal.write_text("old")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        try:
            with pytest.raises(ExportError, match="no room"):
                write_whole(goal, b"n" * 100_000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert goal.read_text() == "old"
        assert list(tmp_path.iterdir()) == [goal]

    def test_rights_and_links_stay(self, tmp_path):
        goal, link = tmp_path / "quotes.md", tmp_path / "link.md"
        goal.write_text("old")
        goal.chmod(0o640)
        link.symlink_to(goal)
        write_whole(link, b"new")
        assert link.is_symlink()
        assert goal.read_bytes() == b"new"
        assert stat.S_IMODE(goal.stat().st_mode) == 0o640

    @pytest.mark.parametrize("name", ["a\0b", "x" * 300])
    def test_a_name_that_no_system_takes_is_a_sentence(self, tmp_path, name):
        with pytest.raises(ExportError, match="Choose another place"):
            write_whole(tmp_path / name, b"new")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_a_pipe_or_a_device_is_not_replaced(self, tmp_path):
        path = tmp_path / "quotes.md"
        os.mkfifo(path)
        with pytest.raises(ExportError, match="no file"):
            write_whole(path, b"new")
        assert path.is_fifo()

    def test_a_folder_of_that_name_is_a_sentence(self, tmp_path):
        (tmp_path / "there").mkdir()
        with pytest.raises(ExportError, match="cannot be written"):
            write_whole(tmp_path / "there", b"new")
        assert [path.name for path in tmp_path.iterdir()] == ["there"]


class TestFileNames:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Fog: a/b\\c?", "Fog a b c"),
            ("../../etc/passwd", "etc passwd"),
            ("  dots... ", "dots"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("", "Untitled"),
            ("???", "Untitled"),
            ("#1 [draft] ^x", "1 draft x"),
            ("a\u202eb\u200bc\nd", "abc d"),
            ("Caf\u0065\u0301", "Caf\u00e9"),
        ],
    )
    def test_every_system_takes_it(self, title, name):
        assert safe_name(title) == name

    def test_a_long_title_is_cut_between_characters(self):
        name = safe_name("é🎈" * 200)
        assert len(name.encode()) <= 120
        assert set(name) == {"é", "🎈"}

    def test_none_comes_twice(self):
        taken = {folded("FOG.md"), folded("fog (2).md")}
        assert free_name("Fog", ".md", taken) == "Fog (3).md"


def test_json_of_a_transcript_is_versioned(ferry):
    told = json.loads(target_called("json").transcript(ferry))
    assert (told["format"], told["version"], told["title"]) == (
        "earmark transcript",
        1,
        ferry.title,
    )
    assert [turn["start_ms"] for turn in told["turns"]] == [turn.start_ms for turn in ferry.turns]
