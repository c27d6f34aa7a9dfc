"""Databases of every past version become today's, step by step, or stay as they were."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.library import Arrival, Library, Status
from reader.library.heard_turns import basis_of
from reader.listening.silences import Silence
from reader.model import EpisodeDraft, TurnDraft
from reader.search.records import HitKind
from reader.storage import schema
from reader.timing.sentence_times import sentences_of
from reader.timing.sync_map import SyncMap


@pytest.fixture
def database():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def test_an_empty_database_becomes_todays_and_is_marked_as_ours(database):
    assert not schema.is_foreign(database)
    schema.migrate(database)
    assert schema.version_of(database) == schema.VERSION == len(schema.STEPS)
    assert not schema.is_foreign(database)


def test_migrating_again_changes_nothing(database):
    schema.migrate(database)
    before = list(database.iterdump())
    schema.migrate(database)
    assert list(database.iterdump()) == before


def test_only_the_missing_steps_are_taken(database):
    first = "CREATE TABLE one (a); INSERT INTO one VALUES (1);"
    second = "ALTER TABLE one ADD COLUMN b\n  DEFAULT 'x;y';\nINSERT INTO one VALUES (2, ';');"
    schema.migrate(database, (first.replace("; ", ";\n"),))
    schema.migrate(database, (first, second))
    assert database.execute("SELECT * FROM one").fetchall() == [(1, "x;y"), (2, ";")]
    assert schema.version_of(database) == 2


def test_a_step_that_fails_is_undone_whole(database):
    steps = ("CREATE TABLE one (a);\n", "CREATE TABLE two (a);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(database, steps)
    assert schema.version_of(database) == 1
    assert [row[0] for row in database.execute("SELECT name FROM sqlite_master")] == ["one"]


def test_another_programs_database_is_told_apart(database):
    database.execute("CREATE TABLE cats (name)")
    assert schema.is_foreign(database)


VERSION_1 = Path(__file__).with_name("library_version_1.sql")
VERSION_2 = Path(__file__).with_name("library_version_2.sql")
VERSION_3 = Path(__file__).with_name("library_version_3.sql")
VERSION_5 = Path(__file__).with_name("library_version_5.sql")


@pytest.fixture
def version_1(tmp_path):
    """Return the folder of a library that version 1 of the program left."""
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    return tmp_path


def test_a_library_of_version_1_is_brought_up_to_date_with_everything_in_it(version_1):
    with Library(version_1) as library:
        assert library.read_only_reason is None
        assert library.storage.schema_version() == schema.VERSION
        assert library.storage.faults() == ()
        ferry = library.episode("0a1b2c3d4e5f")
        assert (ferry.title, ferry.language, ferry.format) == (
            "The last ferry of the winter",
            "",
            "",
        )
        assert [turn.start_ms for turn in ferry.turns[:2]] == [0, 4000]
        assert ferry.turns[0].paragraphs == ("It's cold; isn't it?", "The ice is thin.")
        assert not any(turn.cues for turn in ferry.turns)
        assert [chapter.title for chapter in ferry.chapters] == ["Departure", "Open water"]
        assert (ferry.place.position_ms, ferry.place.speed) == (61_000, 1.25)
        assert ferry.audio.path == Path("/sound/ferry.opus")
        (listed,) = library.chapter_sources(ferry.id)
        assert (listed.name, listed.chapters) == ("page:ferry.txt", ferry.chapters)


def test_what_version_1_counted_while_listing_is_counted_once(version_1):
    with Library(version_1) as library:
        (last_ms,) = library.storage._connection.execute(
            "SELECT last_ms FROM episodes WHERE id = '0a1b2c3d4e5f'"
        ).fetchone()
        assert last_ms == 6000
        assert {line.title: line.chapters for line in library.summaries()} == {
            "The last ferry of the winter": 2,
            "Why the ferry is late": 0,
        }


def test_a_page_of_version_1_is_known_again(version_1):
    said = ("It's cold; isn't it?", "The ice is thin.", "So thin that it sings under our boots.")
    page = EpisodeDraft(
        "The last ferry of the winter",
        show="Night Ferry",
        turns=(TurnDraft("Ida Holm", said, 0), TurnDraft("Per Lind", ("Mind the step.",), 4000)),
    )
    with Library(version_1) as library:
        (added,) = library.add([Arrival(page)], "/pages/ferry.txt")
        assert (added.id, added.status) == ("0a1b2c3d4e5f", Status.UPDATED)
        assert library.episode(added.id).turns[0].paragraphs == said
        assert library.episode(added.id).place.position_ms == 61_000


@pytest.fixture
def version_2(tmp_path):
    """Return the folder of a library that version 2 of the tables was used for."""
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as connection:
        connection.executescript(VERSION_2.read_text(encoding="utf-8"))
    return tmp_path


def test_a_library_of_version_2_is_brought_up_to_date_with_everything_in_it(version_2):
    with Library(version_2) as library:
        assert library.read_only_reason is None
        assert library.storage.schema_version() == schema.VERSION
        assert library.storage.faults() == ()
        ferry = library.episode("0a1b2c3d4e5f")
        assert (ferry.language, ferry.format, ferry.tags) == ("en-GB", "WebVTT", ())
        assert [turn.speaker for turn in ferry.turns] == ["Ida Holm", "Per Lind", ""]
        assert [cue.start_ms for cue in ferry.turns[0].cues] == [100, 420]
        assert [chapter.title for chapter in ferry.chapters] == ["Departure", "Open water"]
        assert [s.name for s in library.chapter_sources(ferry.id) if s.chosen] == ["page:ferry.vtt"]
        assert library.last_read() == ferry.id
        assert {line.title for line in library.summaries()} == {
            ferry.title,
            "Why the ferry is late",
        }


def test_what_an_older_version_kept_can_be_searched_and_removed(version_2):
    with Library(version_2) as library:
        assert set(library.revisions()) == {"0a1b2c3d4e5f", "5f4e3d2c1b0a"}
        assert all(revision > 0 for revision in library.revisions().values())
        library.remove("0a1b2c3d4e5f")
        assert set(library.revisions()) == {"5f4e3d2c1b0a"}


@pytest.mark.parametrize(("start_ms", "told"), [(7000, True), (4000, False), (None, False)])
def test_whether_all_starts_are_told_is_found_out_once(version_2, start_ms, told):
    with closing(sqlite3.connect(version_2 / "library.sqlite3")) as connection, connection:
        connection.execute("UPDATE turns SET start_ms = ? WHERE idx = 2", [start_ms])
    with Library(version_2) as library:
        (turn,) = library.storage.turns_at([("0a1b2c3d4e5f", 0)]).values()
        assert turn.starts_told is told


@pytest.fixture
def version_3(tmp_path):
    """Return the folder of a library that version 3 of the tables was used for."""
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as connection:
        connection.executescript(VERSION_3.read_text(encoding="utf-8"))
    return tmp_path


def test_a_library_of_version_3_keeps_its_bookmarks_and_can_be_put_in_step(version_3):
    with Library(version_3) as library:
        assert library.read_only_reason is None
        assert library.storage.faults() == ()
        ferry = library.episode("0a1b2c3d4e5f")
        (kept,) = library.bookmarks()
        assert (kept.quote.text, kept.tags, ferry.tags) == (
            "Mind the step.",
            ("doors",),
            ("winter",),
        )
        assert library.sync_of(ferry.id) == SyncMap()
        library.nudge(ferry.id, 500)
        starts = [turn.start_ms + 500 for turn in ferry.turns]
        assert [turn.start_ms for turn in library.episode(ferry.id).turns] == starts


@pytest.fixture
def version_5(tmp_path):
    """Return the folder of a library that version 5 of the tables was used for."""
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as connection:
        connection.executescript(VERSION_5.read_text(encoding="utf-8"))
    return tmp_path


def test_a_library_of_version_5_keeps_its_sync_is_heard_anew_and_can_take_silences(version_5):
    with Library(version_5) as library:
        assert library.read_only_reason is None
        assert library.storage.schema_version() == schema.VERSION
        assert library.storage.faults() == ()
        ferry = library.episode("0a1b2c3d4e5f")
        assert library.sync_of(ferry.id).nudge_ms == 500
        # What was worked out is of sentences that were parted by other rules.
        assert [turn.estimates for turn in ferry.turns] == [(), (), ()]
        assert library.lacks_estimates(ferry)
        assert library.silences(ferry) is None
        library.save_silences(ferry, (Silence(1000, 2000),))
        assert library.silences(ferry) == (Silence(1000, 2000),)


FERRY = "0a1b2c3d4e5f"


@pytest.fixture
def version_5_that_heard(version_3, tmp_path_factory):
    """Return the folder of a library of version 5 that knows when the ferry's sentences begin."""
    copy = shutil.copytree(version_3, tmp_path_factory.mktemp("copy") / "library")
    with Library(copy) as library:
        ferry = library.episode(FERRY)
    starts = [[at.start_ms + 7 for at in sentences_of(turn)] for turn in ferry.turns]
    kept = [FERRY, basis_of(ferry.turns, ferry.audio), json.dumps(starts)]
    with closing(sqlite3.connect(version_3 / "library.sqlite3", isolation_level=None)) as old:
        schema.migrate(old, schema.STEPS[:5])
        old.execute("INSERT INTO sentence_starts VALUES (?, ?, ?)", kept)
    return version_3


def test_what_version_5_had_heard_holds_for_the_page_and_for_what_is_found(version_5_that_heard):
    with Library(version_5_that_heard) as library:
        starts = [turn.start_ms for turn in library.episode(FERRY).turns]
        assert starts[0] % 10 == 7
        places = [(FERRY, HitKind.TURN, number, "") for number in range(len(starts))]
        assert [text.start_ms for text in library.texts(places)] == starts
        library.confirm_estimates()
        (turn,) = library.storage.turns_at([(FERRY, 0)]).values()
        assert (turn.fitted[0], turn.is_doubted) == (starts[0], False)
        assert [text.start_ms for text in library.texts(places)] == starts
