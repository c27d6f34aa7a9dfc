"""The index follows the library: a little here, much in a process, and never at any price."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.library import Library
from tests.ui.answering import ToldTools
from tests.ui.emissions import Emissions, emissions
from ui.background import LibraryThread
from ui.child_process import progress_in
from ui.searching import index_keeper
from ui.searching.index_keeper import IndexKeeper, reindex_command
from ui.searching.search_thread import SearchThread

LINES = "\\n".join(('{"done": 320, "total": 1000}', "chatter", '{"done": 1000, "total": 1000}', ""))
WORKS = f"print('{LINES}', end='', flush=True)"
FAILS = "import sys; sys.exit(1)"
LASTS = 'import time; print(\'{"done": 1, "total": 2}\', flush=True); time.sleep(600)'


class Keeping:
    """A keeper over told tools, whose process runs a program of the test's."""

    def __init__(self, qtbot: QtBot, folder: Path, library: Library) -> None:
        self.qtbot = qtbot
        self.tools = ToldTools()
        self.program: str | None = WORKS
        self.library = LibraryThread(library)
        self.thread = SearchThread(self.library, self.tools)
        self.keeper: IndexKeeper | None = None
        self.notices: list[str] = []
        self.updates: Emissions = []

    def start(self) -> None:
        self.keeper = IndexKeeper(self.thread, self.thread, self._command)
        self.keeper.notice_changed.connect(self.notices.append)
        self.updates = emissions(self.keeper.updated)
        self.keeper.start()

    def _command(self, folder: Path) -> tuple[str, list[str]]:
        if self.program is None:
            return str(folder / "missing"), []
        return sys.executable, ["-c", self.program]

    def until(self, what: str) -> None:
        self.qtbot.waitUntil(lambda: what in self.tools.done)

    def until_at_rest(self) -> None:
        self.qtbot.waitUntil(lambda: not self.keeper._is_busy)

    def leave(self) -> None:
        if self.keeper is not None:
            self.keeper.close()
        self.thread.close()
        self.library.close()


@pytest.fixture
def keeping(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeping]:
    """A keeper that is not started yet; it waits no longer than a test likes to."""
    monkeypatch.setattr(index_keeper, "LOOK_EVERY_MS", 20)
    monkeypatch.setattr(index_keeper, "PATIENCE_MS", (1, 1, 1))
    with Library(tmp_path) as library:
        made = Keeping(qtbot, tmp_path, library)
        yield made
        made.leave()


class TestFewUnits:
    def test_are_indexed_here(self, keeping: Keeping) -> None:
        keeping.tools.behind = 2
        keeping.start()
        keeping.until("indexed 2")
        keeping.qtbot.waitUntil(lambda: bool(keeping.updates))

    def test_also_when_the_library_changes_later(self, keeping: Keeping) -> None:
        keeping.start()
        keeping.until("verified")
        keeping.until_at_rest()
        keeping.tools.change(behind=1)
        keeping.until("indexed 1")

    def test_nothing_is_said_of_it(self, keeping: Keeping) -> None:
        keeping.tools.behind = 2
        keeping.start()
        keeping.until("verified")
        assert keeping.notices == []

    def test_while_another_process_writes_it_is_tried_again(self, keeping: Keeping) -> None:
        keeping.tools.behind, keeping.tools.busy = 2, 2
        keeping.start()
        keeping.until("indexed 2")
        assert keeping.tools.busy == 0

    def test_an_index_that_another_process_keeps_hold_of_is_told_of_until_it_lets_go(
        self, keeping: Keeping
    ) -> None:
        keeping.tools.behind, keeping.tools.busy = 2, 2
        keeping.start()
        keeping.until("verified")
        assert keeping.notices[0].startswith("Another process holds the search index.")
        assert keeping.notices[1:] == [""]


class TestManyUnits:
    def test_are_indexed_by_a_process_and_its_progress_is_said(self, keeping: Keeping) -> None:
        keeping.tools.behind, keeping.tools.whole = 900, 1000
        keeping.start()
        told = "The index is being built: 1,000 of 1,000 episodes. Results may be incomplete."
        keeping.qtbot.waitUntil(lambda: told in keeping.notices)
        assert keeping.notices[0].startswith("The index is being built: 100 of 1,000 episodes.")
        keeping.tools.change(behind=0)
        keeping.until("verified")
        keeping.qtbot.waitUntil(lambda: keeping.notices[-1] == "")
        assert not any(did.startswith("indexed") for did in keeping.tools.done)

    def test_where_no_process_can_do_it_they_are_indexed_here_one_by_one(
        self, keeping: Keeping
    ) -> None:
        keeping.program = FAILS
        keeping.tools.behind = 5
        keeping.start()
        keeping.until("verified")
        assert keeping.tools.done.count("indexed 1") == 2
        assert "indexed 3" in keeping.tools.done

    def test_a_process_that_cannot_be_started_is_no_harm(self, keeping: Keeping) -> None:
        keeping.tools.behind = 4
        keeping.program = None
        keeping.start()
        keeping.until("verified")

    def test_closing_ends_the_process(self, keeping: Keeping) -> None:
        keeping.program = LASTS
        keeping.tools.behind = 900
        keeping.start()
        keeping.qtbot.waitUntil(lambda: len(keeping.notices) >= 2)
        number = keeping.keeper._child._process.processId()
        keeping.keeper.close()
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


class TestManyAdditions:
    def test_are_joined_by_a_process_without_a_word(
        self, keeping: Keeping, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(index_keeper, "MANY_ADDITIONS", 2)
        tidied = tmp_path / "tidied"
        keeping.program = f"print('{LINES}'); open({str(tidied)!r}, 'w').close()"
        keeping.start()
        keeping.until("verified")
        for _ in range(2):
            keeping.until_at_rest()
            keeping.tools.change(behind=1)
            keeping.qtbot.waitUntil(lambda: keeping.tools.behind == 0)
        keeping.qtbot.waitUntil(tidied.exists)
        assert keeping.notices == []


class TestDamage:
    def test_every_byte_is_checked_once_and_a_damaged_index_built_anew(
        self, keeping: Keeping
    ) -> None:
        keeping.tools.sound, keeping.tools.whole = False, 3
        keeping.start()
        keeping.until("indexed 3")
        keeping.until_at_rest()
        assert keeping.tools.done.count("verified") == 1

    def test_an_answer_that_met_damage_has_it_checked_again(self, keeping: Keeping) -> None:
        keeping.start()
        keeping.until("verified")
        keeping.until_at_rest()
        keeping.keeper.note_incomplete("A part of the index is damaged.")
        keeping.qtbot.waitUntil(lambda: keeping.tools.done.count("verified") == 2)
        assert "A part of the index is damaged." in keeping.notices


class TestTheCommand:
    def test_it_names_the_library(self, tmp_path: Path) -> None:
        program, arguments = reindex_command(tmp_path)
        assert program == sys.executable
        assert arguments[:2] == ["-m", "reader"]
        assert str(tmp_path) in arguments

    def test_a_packaged_program_is_the_command_itself(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        assert "-m" not in reindex_command(tmp_path)[1]

    @pytest.mark.parametrize("line", [b"", b"[]", b"{}", b'{"done": "x", "total": 1}', b"\xff\n"])
    def test_lines_that_are_no_progress_are_overlooked(self, line: bytes) -> None:
        assert progress_in(line) is None
