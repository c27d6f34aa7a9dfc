"""The commands as a person or a program types them: what is printed, what they return."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sample_pages import write_page, write_sound

from reader import cli
from reader.cli import run
from reader.commands import recordings, windows
from reader.commands.argument_types import position
from reader.commands.progress import ProgressLine
from reader.doctor import Finding
from reader.errors import PlaybackError
from reader.importing import Progress, Step
from reader.library import Library
from reader.playback.sources import SilentSource
from reader.window import WindowRequest

ROOT = Path(cli.__file__).parents[1]


class WindowOnPaper:
    """A window that notes what it was asked to show, while the library is open."""

    def __init__(self, problem: str | None = None) -> None:
        self._problem = problem
        self.request: WindowRequest | None = None
        self.title: str | None = None

    def problem(self) -> str | None:
        return self._problem

    def show(self, request: WindowRequest) -> int:
        self.request = request
        if request.episode is not None:
            self.title = request.library.episode(request.episode).title
        return 0

    def findings(self) -> list[Finding]:
        return [Finding("Toolkit", "paper 1.0")]


class BrokenSource:
    """A kind of player that this machine lacks, or that cannot play any file."""

    def __init__(self, name: str, problem: str | None) -> None:
        self.name = name
        self._problem = problem

    def problem(self) -> str | None:
        return self._problem

    def create(self):
        raise PlaybackError("The broken player does not start.")

    def wait(self, seconds: float) -> None:
        raise AssertionError


class TestImport:
    def test_people_read_a_line_for_every_episode(self, earmark, folder):
        status, out, err = earmark("import", write_page(folder / "ferry.txt"))
        assert (status, err) == (0, "")
        assert out.startswith("new ")
        assert "The ferry in winter  (2 chapters, 4 turns)" in out

    def test_one_of_a_kind_is_singular(self, earmark, folder):
        page = folder / "short.txt"
        page.write_text(
            "A word\n\nChapters\n\n(00:00) Hello\n\nTranscript\n\n00:00:01 Ida: Hello.\n"
        )
        assert "(1 chapter, 1 turn)" in earmark("import", page)[1]
        assert ", 1 word)" in earmark("import", page, "--dry-run")[1]
        assert "  1 chapter\n" in earmark("chapters", "a word")[1]

    def test_programs_read_json_with_what_failed(self, earmark, folder):
        page, missing = write_page(folder / "ferry.txt"), folder / "missing.txt"
        status, out, err = earmark("import", missing, page, "--json")
        assert status == 1
        report = json.loads(out)
        (imported,) = report["imported"]
        identifier = imported.pop("id")
        assert len(identifier) == 12
        assert imported == {
            "title": "The ferry in winter",
            "chapters": 2,
            "turns": 4,
            "status": "new",
        }
        (failed,) = report["failed"]
        assert failed["path"] == str(missing)
        assert err == f"earmark: {failed['error']}\n"

    def test_a_library_that_keeps_nothing_takes_nothing(self, earmark, folder):
        page = write_page(folder / "ferry.txt")
        status, out, err = earmark("import", page, "--json", "--library", page / "below")
        assert status == 1
        assert json.loads(out)["failed"][0]["path"] == str(page)
        assert "Nothing from this session will be kept" in err
        assert err.count("\n") == 1

    def test_a_damaged_library_is_reported_as_json_too(self, earmark, folder, tmp_path):
        (tmp_path / "library").mkdir()
        (tmp_path / "library" / "library.sqlite3").write_bytes(b"nonsense " * 1000)
        status, out, err = earmark("import", write_page(folder / "a.txt"), "--json")
        assert status == 1
        assert "is damaged" in json.loads(out)["failed"][0]["error"]
        assert err.startswith("earmark: ")


class TestImportOptions:
    def test_a_dry_run_says_what_would_be_done(self, earmark, folder):
        page, sound = write_page(folder / "ferry.txt"), write_sound(folder / "ferry.wav")
        status, out, _ = earmark("import", folder, "--dry-run")
        assert status == 0
        assert out.splitlines()[0] == "new         The ferry in winter"
        assert str(page) in out
        assert str(sound) in out
        assert json.loads(earmark("list", "--json")[1]) == []

    def test_a_dry_run_for_programs(self, earmark, folder):
        page = write_page(folder / "ferry.txt")
        (planned,) = json.loads(earmark("import", page, "--dry-run", "--json")[1])["planned"]
        assert planned == {
            "title": "The ferry in winter",
            "action": "new",
            "id": None,
            "transcript": str(page),
            "format": "page as text",
            "page": None,
            "audio": None,
            "chapters": [],
            "others": [],
            "problems": [],
        }

    def test_what_the_files_do_not_say(self, earmark, folder):
        page = write_page(folder / "ferry.txt")
        names = ("--speaker", "Per Lind=Pär", "--speaker", "Ida Holm=Ida")
        earmark("import", page, *names, "--language", "sv", "--encoding", "utf-8")
        shown = json.loads(earmark("show", "ferry", "--json")[1])
        assert {turn["speaker"] for turn in shown["turns"]} == {"Pär", "Ida"}

    @pytest.mark.parametrize(
        "words", [("--speaker", "Per"), ("--speaker", "=Per"), ("--encoding", "klingon")]
    )
    def test_what_makes_no_sense_is_wrong_usage(self, earmark, folder, words):
        assert earmark("import", folder, *words)[0] == 2

    def test_nothing_moves_where_no_terminal_shows_it(self, earmark, folder):
        assert earmark("import", write_page(folder / "ferry.txt"))[2] == ""

    def test_a_terminal_shows_one_line_that_moves(self):
        terminal = TerminalOnPaper()
        line = ProgressLine(terminal)
        line.tell(Progress(4, 10, Path("/a/ferry.txt"), Step.ADDING))
        assert "Adding [#########" in terminal.text
        assert "5/10 ferry.txt" in terminal.text
        line.clear()
        assert terminal.text.endswith("\r")
        assert "\n" not in terminal.text

    @pytest.mark.slow
    def test_ctrl_c_keeps_what_is_finished(self, folder, tmp_path):
        for n in range(60):
            write_page(folder / f"{n:02}.txt", f"Crossing number {n}")
        script = (
            "import os, signal, sys\n"
            "from reader import cli, library\n"
            "add = library.Library.add\n"
            "def add_and_press(self, arrivals, source):\n"
            "    if source.endswith('10.txt'): os.kill(os.getpid(), signal.SIGINT)\n"
            "    return add(self, arrivals, source)\n"
            "library.Library.add = add_and_press\n"
            "if __name__ == '__main__':\n"
            "    sys.exit(cli.run(sys.argv[1:], players=lambda a: ()))\n"
        )
        (tmp_path / "press.py").write_text(script)
        words = ["import", folder, "--library", tmp_path / "lib", "--json"]
        done = subprocess.run(
            [sys.executable, tmp_path / "press.py", *map(str, words)],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert done.returncode == 130
        assert "Stopped: 11 of 60 episodes were imported and stay" in done.stderr
        with Library(tmp_path / "lib") as library:
            assert len(library.summaries()) == 11


class TestChapters:
    def test_lists_are_shown_added_and_chosen(self, earmark, ferry, folder):
        (folder / "more.txt").write_text("00:00:00 One\n00:00:10 Two\n00:00:20 Three\n")
        status, out, _ = earmark("chapters", "ferry", "--add", folder / "more.txt", "--json")
        assert status == 0
        told = json.loads(out)
        assert [chapter["title"] for chapter in told["chapters"]] == ["One", "Two", "Three"]
        assert [source["name"] for source in told["sources"]] == ["page:ferry.txt", "file:more.txt"]
        _, out, _ = earmark("chapters", "ferry", "--use", "page")
        assert out.splitlines() == [
            "    0:00  Departure",
            "    0:40  Open water",
            "",
            "page:ferry.txt  2 chapters  (chosen)",
            "file:more.txt  3 chapters",
        ]
        assert "Three" in earmark("chapters", "ferry", "--use", "rules")[1]

    def test_a_list_that_is_not_there_is_named(self, earmark, ferry):
        status, _, err = earmark("chapters", "ferry", "--use", "tags")
        assert status == 1
        assert "no list of chapters called “tags”" in err


class TerminalOnPaper(io.StringIO):
    """A terminal that keeps everything that was written."""

    @property
    def text(self) -> str:
        return self.getvalue()

    def isatty(self) -> bool:
        return True


class TestListAndShow:
    def test_an_empty_library_says_what_to_do(self, earmark):
        assert "earmark import" in earmark("list")[1]
        assert json.loads(earmark("list", "--json")[1]) == []

    def test_the_list_for_programs(self, earmark, ferry, folder):
        write_page(folder / "b.txt", "The bridge of Älvsborg")
        earmark("import", folder / "b.txt")
        lines = json.loads(earmark("list", "--json")[1])
        assert {line["title"]: line["audio"] for line in lines} == {
            "The ferry in winter": str(folder / "x.wav"),
            "The bridge of Älvsborg": None,
        }
        (line,) = (line for line in lines if line["id"] == ferry["id"])
        assert line.pop("added") > "2026"
        assert line == (
            {
                "id": ferry["id"],
                "title": "The ferry in winter",
                "show": "Night Ferry",
                "date": "2026-01-27",
                "duration_ms": 80_000,
                "chapters": 2,
                "turns": 4,
                "audio": str(folder / "x.wav"),
                "tags": [],
                "position_ms": 0,
                "used": None,
                "source": str(folder / "ferry.txt"),
            }
        )

    def test_the_list_for_people(self, earmark, ferry):
        _, out, _ = earmark("list")
        assert out.splitlines() == [
            "Night Ferry",
            f"  {ferry['id']}  2026-01-27      1:20  text + audio  The ferry in winter",
            "",
        ]

    def test_an_episode_for_programs(self, ferry, folder):
        turns, chapters = ferry.pop("turns"), ferry.pop("chapters")
        assert len(ferry.pop("id")) == 12
        assert "talk about" in ferry.pop("notes")
        assert ferry == {
            "title": "The ferry in winter",
            "show": "Night Ferry",
            "date": "2026-01-27",
            "duration_ms": 80_000,
            "audio": str(folder / "x.wav"),
            "source": str(folder / "ferry.txt"),
            "tags": [],
        }
        assert chapters == [
            {"start_ms": 0, "end_ms": 40_000, "title": "Departure"},
            {"start_ms": 40_000, "end_ms": 80_000, "title": "Open water"},
        ]
        assert [turn["index"] for turn in turns] == [0, 1, 2, 3]
        assert turns[1] | {"text": "", "paragraphs": []} == {
            "index": 1,
            "start_ms": 20_000,
            "end_ms": 40_000,
            "speaker": "Per Lind",
            "text": "",
            "paragraphs": [],
            "timing": "given",
        }
        assert turns[1]["text"] == "\n\n".join(turns[1]["paragraphs"])

    def test_an_episode_for_people_has_chapters_speakers_and_no_long_lines(
        self, earmark, ferry, monkeypatch
    ):
        monkeypatch.setenv("COLUMNS", "50")
        _, out, _ = earmark("show", ferry["id"][:8])
        lines = out.splitlines()
        assert lines[0] == "The ferry in winter"
        assert "## 0:40  Open water" in lines
        assert "0:20  Per Lind" in lines
        assert max(len(line) for line in lines if " " in line and "/" not in line) <= 50

    def test_an_episode_that_is_not_there_is_one_line_on_stderr(self, earmark, ferry):
        status, out, err = earmark("show", "nothing of the kind")
        assert (status, out) == (1, "")
        assert err == (
            "earmark: No episode in the library is called “nothing of the kind”; "
            "see `earmark list`.\n"
        )


class TestPlay:
    def test_programs_read_an_event_a_line(self, earmark, ferry):
        words = ("play", ferry["id"], "--from", "0:19.9", "--seconds", "0.2", "--json")
        status, out, _ = earmark(*words)
        started, first, second, ended = map(json.loads, out.splitlines())
        assert status == 0
        assert (started["event"], started["position_ms"]) == ("started", 19_900)
        assert (first["event"], first["turn"], first["start_ms"]) == ("turn", 0, 0)
        assert (second["turn"], second["start_ms"]) == (1, 20_000)
        assert 20_000 <= second["position_ms"] < 20_100
        heard_s = second["monotonic"] - first["monotonic"]
        assert heard_s * 1000 == pytest.approx(second["position_ms"] - 19_900, abs=60)
        assert ended["event"] == "ended"
        assert started["monotonic"] <= first["monotonic"] < ended["monotonic"]
        played_s = ended["monotonic"] - started["monotonic"]
        assert played_s * 1000 == pytest.approx(ended["position_ms"] - 19_900, abs=60)

    def test_people_read_the_chapter_and_the_turn(self, earmark, ferry):
        status, out, _ = earmark("play", "ferry", "--from", "40", "--seconds", "0.1")
        assert status == 0
        assert out.splitlines()[:5] == [
            "The ferry in winter (1:20)",
            "",
            "## 0:40  Open water",
            "",
            "0:40  Ida Holm",
        ]

    def test_playing_in_the_terminal_leaves_the_place_alone(self, earmark, ferry, tmp_path):
        with Library(tmp_path / "library") as library:
            library.save_place(ferry["id"], 61_000)
        earmark("play", "ferry", "--seconds", "0.05")
        with Library(tmp_path / "library") as library:
            assert library.episode(ferry["id"]).place.position_ms == 61_000

    def test_a_start_after_the_end_is_refused(self, earmark, ferry):
        status, _, err = earmark("play", "ferry", "--from", "1:20")
        assert status == 1
        assert "is 1:20 long; give --from a time before its end" in err

    def test_without_audio_it_says_so_in_both_languages(self, earmark, folder):
        earmark("import", write_page(folder / "a.txt"))
        status, out, err = earmark("play", "ferry", "--json")
        assert status == 1
        assert json.loads(out)["event"] == "error"
        assert "has no audio" in json.loads(out)["message"]
        assert "--audio FILE" in err

    def test_audio_that_is_gone_is_named(self, earmark, ferry, folder):
        (folder / "x.wav").unlink()
        status, _, err = earmark("play", "ferry")
        assert status == 1
        assert str(folder / "x.wav") in err

    def test_a_drive_that_does_not_answer_is_told_and_not_waited_for(
        self, earmark, ferry, monkeypatch
    ):
        monkeypatch.setattr(recordings, "drive_problem", "The drive of {} is away.".format)
        status, out, err = earmark("play", "ferry")
        assert (status, out) == (1, "")
        assert re.fullmatch(r"earmark: The drive of .*\.wav is away\.\n", err)

    def test_moved_audio_plays(self, earmark, ferry, folder):
        (folder / "x.wav").rename(folder / "y.wav")
        assert earmark("play", "ferry", "--seconds", "0.05")[0] == 0

    def test_players_that_do_not_work_are_passed_over_and_silence_is_explained(
        self, earmark, ferry
    ):
        sources = (BrokenSource("libvlc", "libVLC is missing; install it."), SilentSource())
        status, _, err = earmark("play", "ferry", "--seconds", "0.05", sources=sources)
        assert status == 0
        assert "libVLC is missing" in err

    def test_silence_does_not_hide_a_file_that_cannot_be_played(self, earmark, ferry):
        sources = (BrokenSource("libvlc", None), SilentSource())
        status, _, err = earmark("play", "ferry", "--seconds", "0.05", sources=sources)
        assert status == 1
        assert "The broken player does not start." in err

    @pytest.mark.parametrize("chosen", ["--player", "EARMARK_PLAYER"])
    def test_a_player_can_be_chosen(self, earmark, ferry, monkeypatch, chosen):
        sources = (BrokenSource("libvlc", None), SilentSource())
        words = ["play", "ferry", "--seconds", "0.05"]
        if chosen == "--player":
            words += ["--player", "silent"]
        else:
            monkeypatch.setenv(chosen, "silent")
        assert earmark(*words, sources=sources)[0] == 0

    @pytest.mark.parametrize("by", ["--player", "EARMARK_PLAYER", "EARMARK_VLC_ARGS"])
    def test_another_player_than_the_one_that_was_asked_for_is_no_secret(
        self, earmark, ferry, monkeypatch, by
    ):
        class Other(SilentSource):
            name = "other"

        sources = (Other(lambda _path: 80_000), BrokenSource("libvlc", "libVLC is missing."))
        words = ["play", "ferry", "--seconds", "0.05"]
        if by == "--player":
            words += [by, "libvlc"]
        else:
            monkeypatch.setenv(by, "libvlc" if by == "EARMARK_PLAYER" else "--aout=dummy")
            sources = sources[::-1]
        _, _, err = earmark(*words, sources=sources)
        assert err == "earmark: libVLC is missing. The player other is used instead.\n"
        monkeypatch.delenv("EARMARK_VLC_ARGS", raising=False)
        assert earmark(*words[:4], "--player", "other", sources=sources)[2] == ""

    def test_a_player_that_does_not_exist_lists_those_that_do(self, earmark, ferry):
        status, _, err = earmark("play", "ferry", "--player", "gramophone")
        assert status == 1
        assert "gramophone; choose one of silent" in err

    def test_libvlc_is_given_the_environments_arguments(self, ferry, capsys, monkeypatch):
        given = []
        monkeypatch.setenv("EARMARK_VLC_ARGS", "--aout=dummy '--audio-desync=20 ms'")
        words = ["play", "ferry", "--seconds", "0.05"]
        run(words, players=lambda args: [given.extend(args), SilentSource()][1:])
        assert given == ["--aout=dummy", "--audio-desync=20 ms"]


class TestWindow:
    def test_open_imports_and_shows(self, earmark, folder):
        window = WindowOnPaper()
        page, sound = write_page(folder / "ferry.txt"), write_sound(folder / "x.wav")
        assert earmark("open", page, "--audio", sound, window=window) == (0, "", "")
        assert window.title == "The ferry in winter"
        assert window.request.messages == ()

    def test_what_failed_is_shown_in_the_window_and_on_stderr(self, earmark, ferry, folder):
        (folder / "empty.txt").write_text("")
        window = WindowOnPaper()
        status, _, err = earmark("open", folder / "empty.txt", window=window)
        assert status == 1
        assert window.request.messages[0] in err
        assert window.title == "The ferry in winter"

    def test_a_mistyped_name_opens_no_window(self, earmark, folder):
        window = WindowOnPaper()
        assert earmark("open", folder / "missing.txt", window=window)[0] == 1
        assert window.request is None

    def test_alone_it_shows_the_episode_read_last(self, earmark, ferry):
        window = WindowOnPaper()
        assert earmark(window=window)[0] == 0
        assert window.request.episode == ferry["id"]

    def test_an_empty_library_shows_an_empty_window(self, earmark):
        window = WindowOnPaper()
        assert earmark(window=window)[0] == 0
        assert window.request.episode is None

    def test_of_several_episodes_the_one_with_audio_is_shown(self, earmark, folder):
        pages = [write_page(folder / f"{n}.txt", f"Crossing number {n}") for n in range(3)]
        sound = write_sound(folder / "x.wav", title="Crossing number 1")
        window = WindowOnPaper()
        earmark("open", *pages, "--audio", sound, window=window)
        assert window.title == "Crossing number 1"

    def test_a_read_only_library_says_so_in_the_window(self, earmark, folder):
        page = write_page(folder / "ferry.txt")
        window = WindowOnPaper()
        status, _, _ = earmark("--library", page / "below", "open", page, window=window)
        assert status == 0
        assert "Nothing from this session will be kept" in window.request.messages[0]
        assert window.title == "The ferry in winter"

    @pytest.mark.parametrize("keeps", [0, 8192], ids=["all of it", "further in"])
    def test_a_damaged_library_says_so_in_the_window_and_is_left_alone(
        self, earmark, ferry, folder, tmp_path, keeps
    ):
        database = tmp_path / "library" / "library.sqlite3"
        damaged = database.read_bytes()[:keeps] + os.urandom(60_000)
        database.write_bytes(damaged)
        window = WindowOnPaper()
        page = write_page(folder / "second.txt", "The second ferry")
        status, _, _ = earmark("open", page, window=window)
        assert status == 0
        assert "is damaged" in window.request.messages[0]
        assert window.title == "The second ferry"
        assert earmark(window=window)[0] == 0
        assert database.read_bytes() == damaged
        assert earmark("list")[0] == 1
        assert earmark("show", "ferry")[0] == 1

    def test_without_a_display_the_text_is_kept_and_the_way_to_it_shown(self, earmark, folder):
        window = WindowOnPaper("No display was found.")
        page = write_page(folder / "ferry.txt")
        status, _, err = earmark("open", page, window=window)
        assert status == 1
        assert "No display was found. Read it here: earmark show" in err
        assert earmark("show", "ferry")[0] == 0


class TestDemo:
    @pytest.fixture(autouse=True)
    def _cache(self, tmp_path, monkeypatch):
        monkeypatch.setattr(windows, "user_cache_path", lambda name, **_: tmp_path / "cache" / name)

    def test_it_is_shown_from_a_library_of_its_own(self, earmark, tmp_path):
        window = WindowOnPaper()
        assert earmark("demo", window=window) == (0, "", "")
        assert window.request.library.folder == tmp_path / "cache" / "earmark" / "demo"
        assert window.title
        assert json.loads(earmark("list", "--json")[1]) == []

    def test_its_place_is_remembered(self, earmark):
        class Leaver(WindowOnPaper):
            def show(self, request: WindowRequest) -> int:
                self.place = request.library.episode(request.episode).place
                request.library.save_place(request.episode, 5000)
                return 0

        window = Leaver()
        earmark("demo", window=window)
        earmark("demo", window=window)
        assert window.place.position_ms == 5000

    @pytest.mark.slow
    def test_without_a_display_it_plays_in_the_terminal(self, earmark):
        window = WindowOnPaper("No display was found.")
        status, out, err = earmark("demo", "--seconds", "2.5", window=window)
        assert status == 0
        assert "No display was found." in err
        assert "Nora Winslow" in out


class TestDoctor:
    def test_it_says_what_was_found(self, earmark, ferry, tmp_path):
        status, out, _ = earmark("doctor", window=WindowOnPaper())
        assert status == 0
        for part in ("paper 1.0", "Silent works", "1 episode", str(tmp_path / "library")):
            assert part in out

    def test_what_is_missing_is_a_note_while_one_can_read(self, earmark, ferry, folder):
        (folder / "x.wav").unlink()
        sources = (BrokenSource("libvlc", "libVLC is missing; install it."),)
        status, out, _ = earmark("doctor", sources=sources)
        assert status == 0
        assert "note  Player libvlc  libVLC is missing" in out
        assert str(folder / "x.wav") in out

    def test_a_damaged_library_is_bad(self, earmark, tmp_path):
        (tmp_path / "library").mkdir()
        (tmp_path / "library" / "library.sqlite3").write_bytes(b"nonsense " * 1000)
        status, out, _ = earmark("doctor")
        assert status == 1
        assert "BAD" in out


class TestALibraryThatCannotBeUsed:
    @pytest.fixture
    def tmp_path(self, reachable_path):
        return reachable_path

    @pytest.fixture(params=["folder", "database"])
    def unreadable(self, request, earmark, ferry, tmp_path):
        """Make the library one that this process, even as root, may not read."""
        earmark("doctor")  # loads modules that may lie where nobody else may read them
        folder = tmp_path / "library"
        locked = folder if request.param == "folder" else folder / "library.sqlite3"
        locked.chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        yield folder
        os.seteuid(user)
        locked.chmod(0o700)

    @pytest.mark.parametrize("words", [["list"], ["show", "ferry"], ["import", __file__]])
    def test_one_that_may_not_be_read_is_named(self, earmark, unreadable, words):
        status, _, err = earmark(*words)
        assert status == 1
        assert f"{unreadable / 'library.sqlite3'} cannot be read (Permission denied)" in err
        assert "--library" in err
        assert err.count("\n") == 1

    def test_the_doctor_finds_that_it_may_not_be_read(self, earmark, unreadable):
        status, out, err = earmark("doctor")
        assert (status, err) == (1, "")
        (bad,) = (line for line in out.splitlines() if line.startswith("BAD"))
        assert f"The library {unreadable / 'library.sqlite3'} cannot be read" in bad

    def test_the_window_shows_why_nothing_is_kept(self, earmark, unreadable):
        window = WindowOnPaper()
        status, _, _ = earmark("open", window=window)
        assert (status, window.request.episode) == (0, None)
        assert "cannot be read" in window.request.messages[0]
        assert "Nothing from this session will be kept" in window.request.messages[0]

    def test_audio_in_a_folder_that_may_not_be_read_is_named(self, earmark, ferry, tmp_path):
        earmark("doctor")  # as above
        earmark("play", "ferry", "--seconds", "0.01")
        for path in (tmp_path / "library", *(tmp_path / "library").iterdir()):
            path.chmod(0o777)
        (tmp_path / "files").chmod(0)
        user = os.geteuid()
        try:
            if user == 0:
                os.seteuid(65534)
            assert "x.wav" in earmark("doctor")[1]
            assert "x.wav" in earmark("play", "ferry")[2]
        finally:
            os.seteuid(user)
            (tmp_path / "files").chmod(0o700)

    @pytest.mark.parametrize("below", [".", "below"])
    @pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["show", "x"], ["play", "x"]])
    def test_where_none_can_be_it_is_not_called_empty(self, earmark, folder, words, below):
        page = write_page(folder / "ferry.txt")
        status, out, err = earmark(*words, "--library", page / below)
        assert status == 1
        assert "empty" not in out
        assert str(page / below) in err
        assert "--library" in err
        assert err.count("\n") == 1

    def test_a_file_in_its_place_is_called_one(self, earmark, folder):
        page = write_page(folder / "ferry.txt")
        window = WindowOnPaper()
        assert earmark("--library", page, "open", page, window=window)[0] == 0
        assert f"{page} is a file" in window.request.messages[0]
        assert window.title == "The ferry in winter"


class TestUsage:
    @pytest.mark.parametrize(
        "words",
        [
            ["import"],
            ["sing"],
            ["play", "x", "--from", "noon"],
            ["play", "x", "--seconds", "0"],
            ["play", "x", "--seconds", "nan"],
            ["demo", "--json"],
            ["list", "--libr", "x"],
        ],
    )
    def test_wrong_usage_is_2(self, earmark, words):
        status, _, err = earmark(*words)
        assert status == 2
        assert "usage: earmark" in err

    @pytest.mark.parametrize(
        ("text", "ms"),
        [("0", 0), ("90", 90_000), ("12:30", 750_000), ("01:02:03.5", 3_723_500), ("0:90", 90_000)],
    )
    def test_times_may_be_written_in_several_ways(self, text, ms):
        assert position(text) == ms

    def test_the_library_may_be_named_before_or_after_the_command(self, earmark, folder, tmp_path):
        page, other = write_page(folder / "a.txt"), tmp_path / "other"
        earmark("--library", other, "import", page)
        assert len(json.loads(earmark("list", "--json", "--library", other)[1])) == 1
        assert len(json.loads(earmark("--library", other, "list", "--json")[1])) == 1
        assert json.loads(earmark("list", "--json")[1]) == []

    def test_options_may_stand_among_paths(self, earmark, folder):
        pages = [write_page(folder / f"{n}.txt", f"Crossing {n}") for n in range(2)]
        assert earmark("import", pages[0], "--language", "da", pages[1])[0] == 0
        assert len(json.loads(earmark("list", "--json")[1])) == 2

    def test_help_and_version_are_no_failures(self, earmark):
        assert earmark("--help")[0] == 0
        assert earmark("--version")[0] == 0

    def test_a_bug_says_in_one_line_that_it_is_one(self, ferry, capsys):
        def fail(_args):
            raise ZeroDivisionError("of the test")

        assert run(["play", "ferry"], players=fail) == 1
        _, err = capsys.readouterr()
        assert "Earmark itself failed (ZeroDivisionError('of the test'))" in err
        assert err.count("\n") == 1


class TestProcess:
    """The things that only a process of its own shows."""

    @pytest.fixture
    def start(self, earmark, ferry):
        def start(*words: str, **extra: str) -> subprocess.Popen:
            return subprocess.Popen(
                [sys.executable, "-m", "reader", *words],
                cwd=ROOT,
                env=os.environ | extra,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )

        # Where the tests run in the background, their children would ignore Ctrl-C as they do.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        yield start
        signal.signal(signal.SIGINT, before)

    def test_a_reader_that_has_read_enough_is_no_failure(self, start):
        process = start("play", "ferry", "--from", "0:19", "--player", "silent", "--json")
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait(timeout=30) == 0

    def test_every_event_arrives_when_it_happens_and_ctrl_c_is_quiet(self, start):
        process = start("play", "ferry", "--player", "silent", "--json")
        assert b"started" in process.stdout.readline()
        assert b"turn" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert err == b""
        assert process.returncode == 130

    def test_a_terminal_without_unicode_is_no_obstacle(self, start, folder, earmark):
        earmark("import", write_page(folder / "b.txt", "Der Fährmann – 渡し"))
        process = start("list", PYTHONIOENCODING="ascii")
        out, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (0, b"")
        assert b"F\\xe4hrmann" in out
