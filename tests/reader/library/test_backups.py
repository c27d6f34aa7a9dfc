"""The library's backups: kept every day, checked, and put back; nothing is lost on the way."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sample_episodes import conversation, episode

from reader.errors import LibraryDamagedError, LibraryError
from reader.library import Arrival, Library
from reader.library.backups import (
    KEPT,
    advice_on_damage,
    back_up,
    daily_backups,
    keep_daily,
    newest_sound,
    restore,
)
from reader.model import Quote
from reader.settings import Settings
from reader.storage import DATABASE_NAME, schema
from reader.storage.database import TABLES

DAY = date(2026, 2, 3)
NOW = datetime(2026, 2, 3, 10, 20, 30)


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as library:
        library.add([Arrival(episode())], "/pages/ferry.txt")
        yield library


@pytest.fixture
def folder(library) -> Path:
    return library.folder


def keep(library, text="the ice is thin", **remarks):
    return library.add_bookmark(library.summaries()[0].id, Quote(1, 2, text), **remarks)


def damage(path: Path) -> bytes:
    """Overwrite all but the first pages; return what the file is then."""
    content = path.read_bytes()
    content = content[:4096] + b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)
    return content


def content_of(path: Path) -> dict[str, list]:
    with closing(sqlite3.connect(path)) as connection:
        return {t: connection.execute(f"SELECT * FROM {t}").fetchall() for t in TABLES}  # noqa: S608


def everything(folder: Path) -> dict[Path, bytes]:
    """Return every file's content; SQLite's empty log is none."""
    files = [p for p in folder.rglob("*") if p.is_file() and "-shm" not in p.name]
    return {p: p.read_bytes() for p in files if p.stat().st_size}


def test_every_table_is_known_so_that_all_of_them_are_put_back(folder):
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        assert {row[0] for row in connection.execute(sql)} == set(TABLES)


class TestEveryDay:
    def test_a_backup_is_a_library_of_its_own(self, library, folder):
        keep(library, note="kept")
        path = keep_daily(folder, DAY)
        assert path == folder / "backups" / "library-2026-02-03.sqlite3"
        assert daily_backups(folder) == (path,)
        assert content_of(path) == content_of(folder / DATABASE_NAME)
        assert {p.name for p in path.parent.iterdir()} == {path.name}

    def test_one_a_day_is_enough(self, library, folder):
        keep_daily(folder, DAY)
        before = everything(folder / "backups")
        keep(library)
        assert keep_daily(folder, DAY) is None
        assert everything(folder / "backups") == before
        assert keep_daily(folder, DAY + timedelta(1)) is not None

    def test_the_last_seven_are_kept(self, folder):
        for day in range(10):
            keep_daily(folder, DAY + timedelta(day))
        names = [path.name for path in daily_backups(folder, DAY + timedelta(9))]
        assert len(names) == KEPT
        assert (names[0], names[-1]) == ("library-2026-02-12.sqlite3", "library-2026-02-06.sqlite3")

    def test_a_clock_that_was_wrong_for_a_while_pushes_out_none_of_today(self, folder):
        for day in range(KEPT):
            keep_daily(folder, date(2099, 1, 1 + day))
        made = [keep_daily(folder, DAY + timedelta(day)) for day in range(2)]
        names = daily_backups(folder, DAY + timedelta(1))
        assert len(names) == KEPT
        assert names[:2] == tuple(reversed(made))

    def test_an_empty_library_pushes_nothing_out(self, tmp_path):
        with Library(tmp_path) as library:
            assert keep_daily(tmp_path, DAY) is None
            assert daily_backups(tmp_path) == ()
            added = library.add([Arrival(episode())], "clipboard")[0]
            keep(library)
            library.remove(added.id)
            library.purge(timedelta(0))
            assert keep_daily(tmp_path, DAY) is not None

    def test_a_damaged_library_is_named_and_its_backups_stay(self, folder, library):
        library.add([Arrival(episode("B", seed=2, turns=conversation(2, 400)))], "clipboard")
        library.close()
        good = keep_daily(folder, DAY)
        damage(folder / DATABASE_NAME)
        before = everything(folder)
        with pytest.raises(LibraryDamagedError, match="is damaged"):
            keep_daily(folder, DAY + timedelta(1))
        assert everything(folder) == before
        assert newest_sound(folder) == good

    def test_where_none_can_be_written_it_is_said(self, library, folder):
        (folder / "backups").write_text("in the way")
        with pytest.raises(LibraryError, match=r"No backup was written.*as it was"):
            keep_daily(folder, DAY)
        assert library.summaries()

    @pytest.mark.skipif(sys.platform == "win32", reason="limits are set as on Unix")
    def test_on_a_full_disk_it_is_said_and_nothing_is_left(self, library, folder):
        library.close()
        size = (folder / DATABASE_NAME).stat().st_size
        script = (
            "import resource, sys; from datetime import date; from pathlib import Path\n"
            "from reader.library.backups import keep_daily\n"
            "from reader.errors import LibraryError\n"
            "limit = int(sys.argv[2]) // 2\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
            "try: keep_daily(Path(sys.argv[1]), date(2026, 2, 3))\n"
            "except LibraryError as error: print(error)\n"
        )
        command = [sys.executable, "-c", script, str(folder), str(size)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "No backup was written" in told
        assert list((folder / "backups").iterdir()) == []
        with Library(folder) as again:
            assert again.summaries()

    def test_what_a_killed_process_left_is_cleared_away_later(self, folder, monkeypatch):
        keep_daily(folder, DAY)
        left = folder / "backups" / ".earmark-copy-abc"
        left.write_bytes(b"half")
        keep_daily(folder, DAY + timedelta(1))
        assert left.exists()
        monkeypatch.setattr("time.time", lambda: left.stat().st_mtime + 100_000)
        keep_daily(folder, DAY + timedelta(2))
        assert not left.exists()


class TestOneFile:
    def test_it_holds_the_settings_too_and_comes_back_elsewhere(self, library, folder, tmp_path):
        kept = keep(library, note="for the article", tags=["ice, thin", "🎈"], colour="red")
        settings = Settings.load(folder)
        settings.set("text_size", 20)
        settings.save()
        back_up(folder, tmp_path / "one.sqlite3")
        restored = restore(tmp_path / "elsewhere", tmp_path / "one.sqlite3", NOW)
        assert (restored.episodes, restored.bookmarks, restored.set_aside) == (1, 1, None)
        with Library(tmp_path / "elsewhere") as other:
            assert other.bookmarks() == (kept,)
            assert other.episode(kept.episode) == library.episode(kept.episode)
        assert Settings.load(tmp_path / "elsewhere").number("text_size") == 20
        assert content_of(tmp_path / "elsewhere" / DATABASE_NAME) == content_of(
            folder / DATABASE_NAME
        )

    def test_an_older_one_is_replaced(self, library, folder, tmp_path):
        back_up(folder, tmp_path / "one.sqlite3")
        keep(library)
        back_up(folder, tmp_path / "one.sqlite3")
        assert len(content_of(tmp_path / "one.sqlite3")["bookmarks"]) == 1

    def test_nothing_else_is(self, folder, tmp_path):
        (tmp_path / "thesis.txt").write_text("years of work")
        for target in (tmp_path / "thesis.txt", folder / DATABASE_NAME, folder):
            with pytest.raises(LibraryError, match=r"choose another name|name a file"):
                back_up(folder, target)
        assert (tmp_path / "thesis.txt").read_text() == "years of work"

    def test_a_folder_that_is_none_is_named(self, folder, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(LibraryError, match="No backup was written to"):
            back_up(folder, tmp_path / "file" / "one.sqlite3")


class TestRestoring:
    def test_what_is_there_is_kept_first(self, library, folder, tmp_path):
        back_up(folder, tmp_path / "one.sqlite3")
        later = keep(library)
        restored = restore(folder, tmp_path / "one.sqlite3", NOW)
        assert restored.set_aside == folder / "backups" / "before-restore-2026-02-03-102030.sqlite3"
        assert library.bookmarks() == ()
        again = restore(folder, restored.set_aside, NOW)
        assert library.bookmarks() == (later,)
        assert again.set_aside != restored.set_aside

    def test_a_window_that_is_open_goes_on_with_what_was_restored(self, library, folder, tmp_path):
        early = keep(library)
        back_up(folder, tmp_path / "one.sqlite3")
        library.remove_bookmarks([early.id])
        restore(folder, tmp_path / "one.sqlite3", NOW)
        assert library.bookmarks() == (early,)
        late = keep(library, "and after that")
        with Library(folder) as other:
            assert set(other.bookmarks()) == {early, late}
            assert other.storage.faults() == ()

    def test_the_index_learns_that_all_is_other(self, library, folder, tmp_path):
        keep(library)
        back_up(folder, tmp_path / "one.sqlite3")
        before = library.revisions()
        keep(library, "more")
        changed = library.revisions()
        restore(folder, tmp_path / "one.sqlite3", NOW)
        assert library.revisions() == before != changed
        keep(library, "other words")
        unit = f"bookmarks/{library.summaries()[0].id}"
        assert library.revisions()[unit] not in (before[unit], changed[unit])

    def test_one_of_an_older_version_is_brought_up_to_date(self, tmp_path, folder, library):
        old = tmp_path / "old.sqlite3"
        with closing(sqlite3.connect(old)) as connection:
            script = Path(__file__).parents[1] / "storage" / "library_version_1.sql"
            connection.executescript(script.read_text(encoding="utf-8"))
        before = old.read_bytes()
        assert restore(folder, old, NOW).episodes == len(library.summaries()) > 0
        assert old.read_bytes() == before

    @pytest.mark.parametrize("how", ["cut", "flipped", "text", "empty", "foreign", "newer", "none"])
    def test_what_is_no_sound_backup_changes_nothing(self, library, folder, tmp_path, how):
        keep(library)
        path = tmp_path / "one.sqlite3"
        back_up(folder, path)
        spoil(path, how)
        before = everything(folder)
        expected = {"newer": "newer version", "none": "no file"}.get(how, "no sound backup")
        with pytest.raises(LibraryError, match=expected):
            restore(folder, path, NOW)
        assert everything(folder) == before
        assert len(library.bookmarks()) == 1

    @pytest.mark.parametrize("how", ["all of it", "further in"])
    def test_a_damaged_library_is_set_aside_as_it_is(self, library, folder, how):
        library.add([Arrival(episode("B", seed=2, turns=conversation(2, 400)))], "clipboard")
        kept = keep(library)
        library.close()
        backup = keep_daily(folder, DAY)
        path = folder / DATABASE_NAME
        damaged = damage(path)
        if how == "all of it":
            damaged = b"nonsense " * 9000
            path.write_bytes(damaged)
        restored = restore(folder, backup, NOW)
        assert restored.set_aside.name == "damaged-2026-02-03-102030.sqlite3"
        assert restored.set_aside.read_bytes() == damaged
        with Library(folder) as again:
            assert again.bookmarks() == (kept,)
            assert again.storage.faults() == ()

    def test_where_somebody_is_writing_it_waits_and_then_says_so(self, folder, tmp_path):
        back_up(folder, tmp_path / "one.sqlite3")
        with closing(sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LibraryError, match="is busy"):
                restore(folder, tmp_path / "one.sqlite3", NOW, busy_timeout_s=0.01)

    def test_a_library_of_a_newer_version_is_left_alone(self, library, folder, tmp_path):
        back_up(folder, tmp_path / "one.sqlite3")
        library.close()
        spoil(folder / DATABASE_NAME, "newer")
        before = everything(folder)
        with pytest.raises(LibraryError, match=r"Nothing was restored.*newer version"):
            restore(folder, tmp_path / "one.sqlite3", NOW)
        assert everything(folder) == before


def spoil(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "flipped":
        damage(path)
    elif how == "text":
        path.write_text("Dear diary, " * 900)
    elif how in ("empty", "none"):
        path.unlink()
        if how == "empty":
            path.touch()
    elif how == "foreign":
        path.unlink()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE cats (name)")
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")


class TestAdvice:
    def test_it_is_the_command_that_puts_the_newest_sound_one_back(self, folder):
        good, bad = keep_daily(folder, DAY), keep_daily(folder, DAY + timedelta(1))
        damage(bad)
        advice = advice_on_damage(folder)
        assert "The backup of 2026-02-03 is sound" in advice
        assert f"earmark restore --library {folder} {good}" in advice

    def test_without_a_backup_it_says_so(self, tmp_path):
        assert advice_on_damage(tmp_path) == "There is no sound backup of it."
