"""What the library's database keeps, and what it says when it cannot."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample_episodes import conversation, episode
from yardstick import quickest

from reader.episodes.identity import traits_of
from reader.errors import LibraryError
from reader.model import AudioFile, ChapterDraft, EpisodeDraft, Place, Quote, TurnDraft
from reader.storage import DATABASE_NAME, Storage, schema

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def storage(tmp_path: Path):
    with Storage(tmp_path / "library") as storage:
        yield storage


def add(storage: Storage, draft: EpisodeDraft, source: str = "clipboard") -> str:
    with storage.writing():
        return storage.create(draft, source, NOW)


@pytest.mark.parametrize(
    "draft",
    [
        episode(),
        EpisodeDraft("A title and nothing else"),
        episode(turns=(), chapters=()),
        EpisodeDraft(
            "Everything odd",
            turns=(
                TurnDraft("", ("no times",)),
                TurnDraft("Åsa 🎈", ("one\nline", "second paragraph"), 5, 9),
                TurnDraft("Per", (".. and",), 5),
            ),
            chapters=(ChapterDraft("", 3, 4), ChapterDraft("Ö", 2)),
            resolution_ms=1,
        ),
    ],
)
def test_what_was_given_comes_back(storage, draft):
    assert storage.load(add(storage, draft)).draft == draft


def test_ids_are_twelve_hexadecimal_digits(storage):
    identifier = add(storage, episode())
    assert len(identifier) == 12
    assert int(identifier, 16) >= 0


def test_a_new_object_finds_what_another_wrote(storage):
    identifier = add(storage, episode())
    with Storage(storage.folder) as again:
        assert again.load(identifier).draft == episode()


def test_rewriting_replaces_the_content_and_keeps_place_and_audio(storage):
    identifier = add(storage, episode())
    audio = AudioFile(Path("/music/ferry.opus"), "f1", 118_000)
    storage.save_audio(identifier, audio)
    storage.save_place(identifier, Place(61_000, 1.25, NOW))
    shorter = episode(turns=conversation(2, turns=3), chapters=())
    with storage.writing():
        storage.rewrite(identifier, shorter, "/pages/ferry.txt")
    stored = storage.load(identifier)
    assert (stored.draft, stored.source) == (shorter, "/pages/ferry.txt")
    assert (stored.audio, stored.place) == (audio, Place(61_000, 1.25, NOW))


def test_a_list_counts_and_measures_without_reading_the_contents(storage):
    first = add(storage, episode("Alpha"))
    add(storage, episode("Beta", duration_ms=None))
    add(storage, EpisodeDraft("Gamma"))
    storage.save_audio(first, AudioFile(Path("/a.opus"), "f1", 118_000))
    lines = {line.title: line for line in storage.summaries()}
    assert (lines["Alpha"].chapters, lines["Alpha"].turns) == (3, 30)
    assert [lines[t].duration_ms for t in ("Alpha", "Beta", "Gamma")] == [118_000, 116_000, 0]
    assert lines["Alpha"].audio == Path("/a.opus")
    assert lines["Beta"].audio is None


def test_the_list_goes_by_show_then_newest_first(storage):
    for title, show, day in (("c", "B", 1), ("b", "a", 1), ("a", "a", 2)):
        add(storage, EpisodeDraft(title, show=show, date=datetime(2026, 1, day, tzinfo=UTC).date()))
    assert [line.title for line in storage.summaries()] == ["a", "b", "c"]


def test_removing_an_episode_leaves_nothing_of_it(storage):
    identifier = add(storage, episode())
    storage.note_source(identifier, "/a.txt", "key")
    storage.save_place(identifier, Place(1))
    storage.forget(identifier)
    assert storage.load(identifier) is None
    with closing(sqlite3.connect(storage.path)) as connection:
        tables = ("turns", "chapters", "transcript_marks", "sources", "places", "audio")
        rows = [connection.execute(f"SELECT COUNT(*) FROM {t}").fetchone()[0] for t in tables]  # noqa: S608
    assert rows == [0] * len(tables)


def test_file_names_that_are_no_unicode_survive(storage):
    odd = os.fsdecode(b"/music/caf\xe9.opus")
    identifier = add(storage, episode(), odd)
    storage.save_audio(identifier, AudioFile(Path(odd), "f", 1))
    stored = storage.load(identifier)
    assert (stored.source, stored.audio.path) == (odd, Path(odd))


def test_the_place_of_an_episode_that_is_gone_is_refused_with_a_sentence(storage):
    with pytest.raises(LibraryError, match="no longer has this episode"):
        storage.save_place("0" * 12, Place(1))


def test_candidates_share_title_transcript_or_audio(storage):
    by_text = add(storage, episode("One name", seed=5))
    by_title = add(storage, episode("Another name", seed=6))
    by_sound = add(storage, episode("Third name", seed=7))
    add(storage, episode("Unrelated", seed=8))
    storage.save_audio(by_sound, AudioFile(Path("/a"), "f1", 1))
    wanted = traits_of(episode("Another name!", seed=5))
    found = {c.id: c for c in storage.candidates(wanted, "/p", "f1")}
    assert set(found) == {by_text, by_title, by_sound}
    assert found[by_sound].same_audio
    assert not found[by_text].same_audio
    assert found[by_text].traits == traits_of(episode("One name", seed=5))


class TestTransactions:
    def test_an_error_leaves_nothing_behind(self, storage):
        def fail_halfway() -> None:
            with storage.writing():
                storage.create(episode(), "clipboard", NOW)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail_halfway()
        assert storage.summaries() == ()

    def test_a_full_disk_is_explained_and_undone(self, storage):
        add(storage, episode("Before"))
        pages = storage._connection.execute("PRAGMA page_count").fetchone()[0]
        storage._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(LibraryError, match="disk is full; free some space"):
            add(storage, episode("Too long", turns=conversation(1, turns=3000)))
        assert [line.title for line in storage.summaries()] == ["Before"]
        storage.save_place(storage.summaries()[0].id, Place(1))

    def test_a_writer_waits_for_another_and_then_says_so(self, tmp_path):
        with Storage(tmp_path) as one, Storage(tmp_path, busy_timeout_s=0.05) as other:
            identifier = add(one, episode())
            with one.writing():
                assert len(other.summaries()) == 1  # readers do not wait
                with pytest.raises(LibraryError, match=r"is busy.*try again"):
                    other.save_place(identifier, Place(1))
            other.save_place(identifier, Place(2))
            assert one.load(identifier).place.position_ms == 2

    def test_a_library_opens_while_another_window_writes(self, tmp_path):
        with Storage(tmp_path) as one, one.writing():
            one.create(episode(), "clipboard", NOW)
            with Storage(tmp_path, busy_timeout_s=0.05) as other:
                assert other.read_only_reason is None

    def test_writers_in_several_threads_lose_nothing(self, tmp_path):
        Storage(tmp_path).close()

        def write(first: int) -> None:
            with Storage(tmp_path) as storage:
                for number in range(first, first + 10):
                    add(storage, EpisodeDraft(f"Episode {number}"))

        threads = [threading.Thread(target=write, args=(n * 10,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with Storage(tmp_path) as storage:
            assert len(storage.summaries()) == 40
            assert storage.faults() == ()

    def test_what_was_acknowledged_survives_a_kill(self, tmp_path):
        script = (
            "import os, sys; from pathlib import Path; from datetime import datetime, UTC\n"
            "from reader.storage import Storage; from reader.model import EpisodeDraft\n"
            "s = Storage(Path(sys.argv[1]))\n"
            "with s.writing(): s.create(EpisodeDraft('Kept'), '', datetime.now(UTC))\n"
            "s._connection.execute('BEGIN IMMEDIATE')\n"
            "s.create(EpisodeDraft('Half done'), '', datetime.now(UTC))\n"
            "os._exit(9)\n"
        )
        done = subprocess.run([sys.executable, "-c", script, tmp_path], check=False)
        assert done.returncode == 9
        with Storage(tmp_path) as storage:
            assert [line.title for line in storage.summaries()] == ["Kept"]


class TestOpening:
    def test_a_damaged_database_is_named_and_left_alone(self, tmp_path):
        path = tmp_path / DATABASE_NAME
        path.write_bytes(b"no database at all, " * 300)
        with pytest.raises(LibraryError, match=r"is damaged.*move it away") as caught:
            Storage(tmp_path)
        assert caught.value.path == path
        assert path.read_bytes() == b"no database at all, " * 300

    def test_damage_further_in_is_explained_when_it_is_met(self, tmp_path):
        with Storage(tmp_path) as storage:
            identifier = add(storage, episode(turns=conversation(1, turns=500)))
        content = bytearray((tmp_path / DATABASE_NAME).read_bytes())
        content[8192:] = os.urandom(len(content) - 8192)
        (tmp_path / DATABASE_NAME).write_bytes(content)
        with pytest.raises(LibraryError, match="is damaged"), Storage(tmp_path) as storage:
            storage.load(identifier)

    def test_the_database_of_another_program_is_refused_and_left_alone(self, tmp_path):
        with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
            connection.execute("CREATE TABLE cats (name)")
        before = (tmp_path / DATABASE_NAME).read_bytes()
        with pytest.raises(LibraryError, match="another program's database"):
            Storage(tmp_path)
        assert (tmp_path / DATABASE_NAME).read_bytes() == before

    def test_a_folder_that_cannot_be_made_gives_a_library_for_this_session(self, tmp_path):
        (tmp_path / "file").write_text("")
        with Storage(tmp_path / "file" / "library") as storage:
            assert "Nothing from this session will be kept" in storage.read_only_reason
            assert "--library" in storage.read_only_reason
            identifier = add(storage, episode())
            assert storage.load(identifier).draft == episode()

    def test_a_newer_library_is_copied_and_left_alone(self, tmp_path):
        with Storage(tmp_path) as storage:
            identifier = add(storage, episode())
            storage.save_tags(identifier, ["winter"])
            storage.create_bookmark(identifier, Quote(1, 2, "kept"), NOW)
        with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
            connection.execute("ALTER TABLE turns ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")
            connection.execute("ALTER TABLE audio RENAME TO recordings")
            connection.execute("CREATE TABLE audio AS SELECT * FROM recordings")
            connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        before = (tmp_path / DATABASE_NAME).read_bytes()
        with Storage(tmp_path) as storage:
            assert "newer version" in storage.read_only_reason
            assert storage.load(identifier).draft == episode()
            assert storage.tags(identifier) == ("winter",)
            assert [kept.quote.text for kept in storage.bookmarks(identifier)] == ["kept"]
            add(storage, episode("For this session"))
        assert (tmp_path / DATABASE_NAME).read_bytes() == before

    def test_a_newer_library_that_makes_no_sense_here_is_refused(self, tmp_path):
        Storage(tmp_path).close()
        with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
            connection.execute("DROP TABLE turns")
            connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        with pytest.raises(LibraryError, match=r"newer version.*install that version"):
            Storage(tmp_path)

    @pytest.mark.parametrize("left_open", [False, True], ids=["closed", "with a log beside it"])
    def test_a_read_only_folder_is_copied(self, readonly_library, left_open):
        folder, titles = readonly_library(left_open)
        with Storage(folder) as storage:
            assert "cannot be written" in storage.read_only_reason
            assert {line.title for line in storage.summaries()} == titles
            add(storage, episode("For this session"))
            assert len(storage.summaries()) == len(titles) + 1

    @pytest.mark.parametrize("left", [0, 1000])
    def test_a_library_on_a_full_disk_can_be_read(self, tmp_path, room_for, left):
        with Storage(tmp_path) as storage:
            identifier = add(storage, episode())
        before = (tmp_path / DATABASE_NAME).read_bytes()
        with room_for(left), Storage(tmp_path) as storage:
            assert storage.load(identifier).draft == episode()
            assert "is full; make room" in storage.read_only_reason
            add(storage, episode("For this session"))
        with Storage(tmp_path) as storage:
            assert storage.read_only_reason is None
            assert len(storage.summaries()) == 1
        assert (tmp_path / DATABASE_NAME).read_bytes() == before

    @pytest.mark.parametrize("left", [90_000, 130_000])
    def test_an_older_library_that_no_room_is_left_for_is_brought_up_to_date_later(
        self, tmp_path, room_for, left
    ):
        script = Path(__file__).with_name("library_version_1.sql").read_text(encoding="utf-8")
        with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
            connection.executescript(script)
        with room_for(left), pytest.raises(LibraryError, match="check the disk"):
            Storage(tmp_path)
        with Storage(tmp_path) as storage:
            assert storage.schema_version() == schema.VERSION
            assert len(storage.summaries()) == 2

    def test_opening_tells_its_schema_version_and_finds_no_faults(self, storage):
        assert storage.schema_version() == schema.VERSION
        assert storage.faults() == ()


@pytest.fixture
def room_for():
    """Return a block within which no file can grow beyond some bytes, as if the disk were full."""
    resource = pytest.importorskip("resource")

    @contextmanager
    def full(left: int):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return full


@pytest.fixture
def readonly_library(reachable_path):
    """Make a library that this process, even as root, may read but not write."""
    folder = reachable_path / "library"

    def make(left_open: bool):
        script = (
            "import os, sys; from pathlib import Path; from datetime import datetime, UTC\n"
            "from reader.storage import Storage; from reader.model import EpisodeDraft\n"
            "s = Storage(Path(sys.argv[1]))\n"
            "with s.writing(): s.create(EpisodeDraft('Kept'), '', datetime.now(UTC))\n"
            "s.close() if sys.argv[2] == 'False' else os._exit(0)\n"
        )
        subprocess.run([sys.executable, "-c", script, folder, str(left_open)], check=True)
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        if os.geteuid() == 0:
            os.seteuid(65534)
        return folder, {"Kept"}

    user = os.geteuid()
    yield make
    os.seteuid(user)
    folder.chmod(0o755)


@pytest.mark.slow
def test_ten_hours_load_and_a_thousand_episodes_list_quickly(storage):
    long = add(storage, episode(turns=conversation(1, turns=2500, words=60)))
    with storage.writing():
        for number in range(1000):
            storage.create(episode(f"Episode {number}", seed=number), "", NOW)
    assert quickest(lambda: storage.load(long)) < 4
    assert quickest(storage.summaries) < 3
