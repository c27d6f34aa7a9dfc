"""`earmark search` and `earmark reindex`, as a person or a program types them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sample_episodes import conversation, episode

from reader import cli
from reader.commands import indexing
from reader.library import Arrival
from reader.model import Quote, TurnDraft
from reader.search.generations import Generations
from reader.search.index import Index
from reader.storage import schema

ROOT = Path(cli.__file__).parents[1]
SAID = (
    TurnDraft("SPEAKER_00", ("Welcome aboard.", "🎈🎈 The kite is up, and the kite stays up."), 0),
    TurnDraft("Per Lind", ("Nobody flies one in fog.",), 15_000),
)
KITES = episode("Of kites and fog", turns=SAID, chapters=(), notes="A talk on a kite.")


@pytest.fixture
def kites(library) -> str:
    """Add an episode about kites and one about neither; return the first one's id."""
    added = library.add([Arrival(KITES), Arrival(episode("Another day", seed=4))], "/pages/k.txt")
    library.rename_speaker(added[0].id, "SPEAKER_00", "Ida Holm")
    return added[0].id


@pytest.fixture
def search(earmark):
    """Return a function that searches and gives the JSON; nothing may be complained of."""

    def search_for(*words):
        status, out, err = earmark("search", *words, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return search_for


class TestForPrograms:
    @pytest.mark.parametrize("words", [("kite", "-stays"), ("-stays", "kite"), ("kite -stays",)])
    def test_a_word_is_left_out_wherever_it_stands(self, search, kites, words):
        answer = search(*words)
        assert (answer["query"], answer["total"]) == (" ".join(words), 2)

    @pytest.mark.parametrize(
        "words",
        [
            ("--limit", "1", "kite", "stays"),
            ("kite", "--limit", "1", "stays"),
            ("kite", "stays", "--limit", "1"),
        ],
    )
    def test_options_may_stand_among_the_words(self, search, kites, words):
        answer = search(*words)
        assert (answer["query"], len(answer["hits"])) == ("kite stays", 1)

    def test_behind_two_hyphens_everything_is_a_word(self, earmark, kites):
        out = json.loads(earmark("search", "--json", "--", "--limit", "kite")[1])
        assert out["query"] == "--limit kite"

    def test_a_hit_says_who_what_where_and_when(self, search, kites):
        answer = search("kite stays")
        assert (answer.pop("query"), answer.pop("total")) == ("kite stays", 1)
        assert answer.pop("took_ms") > 0
        (hit,) = answer.pop("hits")
        assert answer == {}
        assert hit.pop("score") > 0
        text, spans = hit.pop("text"), hit.pop("spans")
        assert text.endswith("🎈🎈 The kite is up, and the kite stays up.")
        assert [text[start:end] for start, end in spans] == ["kite", "kite", "stays"]
        assert 0 < hit.pop("match_ms") < 15_000
        assert hit.pop("offset") >= 0
        assert hit == {
            "episode": kites,
            "episode_title": "Of kites and fog",
            "turn": 0,
            "start_ms": 0,
            "speaker": "Ida Holm",
            "kind": "turn",
            "end_ms": 15_000,
            "show": "Night Ferry",
            "date": "2026-01-27",
            "bookmark": None,
        }

    def test_titles_notes_and_bookmarks_are_searched_too(self, search, kites, library):
        kept = library.add_bookmark(kites, Quote(15_000, 16_000, "one in fog"), note="a kite?")
        hits = {hit["kind"]: hit for hit in search("kite")["hits"]}
        assert set(hits) == {"turn", "title", "note", "bookmark"}
        assert (hits["note"]["turn"], hits["note"]["start_ms"]) == (None, None)
        assert (hits["bookmark"]["bookmark"], hits["bookmark"]["start_ms"]) == (kept.id, 15_000)
        (only,) = search("kite", "is:bookmark")["hits"]
        assert only == hits["bookmark"] | {"score": only["score"]}

    def test_the_limit_cuts_the_hits_and_not_the_total(self, search, kites):
        answer = search("kite", "--limit", "1")
        assert (answer["total"], len(answer["hits"])) == (3, 1)

    def test_what_is_misspelt_is_corrected_and_that_is_said(self, search, kites):
        answer = search("nobdy flies")
        assert (answer["query"], answer["corrected"]) == ("nobdy flies", "nobody flies")
        assert [hit["speaker"] for hit in answer["hits"]] == ["Per Lind"]

    def test_words_need_no_quotes_in_the_shell(self, search, kites):
        assert search("kite", "stays")["query"] == "kite stays"

    def test_nothing_found_is_no_failure(self, search, kites):
        answer = search("xylophone quartz")
        assert (answer["total"], answer["hits"]) == (0, [])


class TestForPeople:
    def test_hits_are_grouped_by_episode(self, earmark, kites):
        status, out, err = earmark("search", "nobody", "flies")
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "Of kites and fog · Night Ferry · 2026-01-27 · 1 hit",
            "  0:15  Per Lind",
            "    Nobody flies one in fog.",
            "",
            "1 hit in 1 episode.",
        ]

    def test_a_terminal_shows_matches_bold_and_a_pipe_nothing_odd(
        self, earmark, kites, monkeypatch
    ):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("TERM", "xterm")
        assert "    Nobody flies one in \x1b[1mfog\x1b[22m.\n" in earmark("search", "fog")[1]
        monkeypatch.setenv("TERM", "dumb")
        assert "\x1b" not in earmark("search", "fog")[1]

    def test_signs_that_a_terminal_would_obey_do_not_reach_it(self, earmark, library):
        turn = TurnDraft("Per Lind", ("A \x1b[31mred\x02 kite\x03 \x9b1m.",), 0)
        library.add([Arrival(episode("Odd", turns=(turn,), chapters=()))], "clipboard")
        out = earmark("search", "kite")[1]
        assert "    A [31mred kite 1m.\n" in out

    def test_what_is_no_turn_is_called_what_it_is(self, earmark, library):
        library.add([Arrival(episode("Of kites", subtitle="And fog", turns=()))], "clipboard")
        assert earmark("search", "kites")[1].splitlines()[1:3] == [
            "  title",
            "    Of kites — And fog",
        ]

    def test_it_is_said_how_many_more_there_are(self, earmark, kites):
        out = earmark("search", "kite", "--limit", "1")[1]
        assert "3 hits in 1 episode; the best 1 are shown, --limit shows more.\n" in out

    def test_what_is_shown_instead_and_what_is_not_found(self, earmark, kites):
        assert earmark("search", "nobdy")[1].startswith(
            "Nothing for “nobdy”; this is for “nobody”.\n"
        )
        assert earmark("search", "xylophone")[1] == "Nothing was found for “xylophone”.\n"


class TestOddQueries:
    def test_an_empty_one_asks_for_words(self, earmark, kites, search):
        status, out, err = earmark("search", "  ")
        assert (status, out) == (1, "")
        assert "Say what to look for" in err
        assert search("")["hits"] == []

    def test_ten_thousand_characters_are_answered_and_not_printed_again(self, earmark, kites):
        status, out, _ = earmark("search", "kite " * 2000)
        assert status == 0
        assert "Of kites and fog" in out
        status, out, _ = earmark("search", "x" * 10_000)
        assert status == 0
        assert len(out) < 200

    @pytest.mark.parametrize("query", ["*", '"', "(", "OR", "speaker:", "kite AND (", "NEAR/"])
    def test_half_typed_ones_are_answered(self, earmark, kites, query):
        status, out, _ = earmark("search", query, "--json")
        assert status == 0
        assert json.loads(out)["query"] == query

    @pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5"])
    def test_a_limit_that_is_none_is_wrong_usage(self, earmark, limit):
        assert earmark("search", "kite", "--limit", limit)[0] == 2


class TestKeepingUp:
    def test_what_is_added_is_found_at_once(self, search, kites, library):
        assert search("lanternfish")["hits"] == []
        library.add([Arrival(episode("The lanternfish", seed=8))], "/pages/l.txt")
        assert search("lanternfish")["total"] == 1

    def test_what_is_removed_is_not_found_until_it_is_back(self, search, kites, library):
        assert search("kite")["total"] == 3
        library.remove(kites)
        assert search("kite")["total"] == 0
        library.restore(kites)
        assert search("kite")["total"] == 3

    def test_when_much_is_missing_it_is_said_and_the_rest_answered(
        self, earmark, search, kites, library, monkeypatch
    ):
        search("kite")
        monkeypatch.setattr(indexing, "FEW_UNITS", 0)
        library.add([Arrival(episode("A third kite", seed=8))], "/pages/l.txt")
        status, out, err = earmark("search", "kite", "--json")
        answer = json.loads(out)
        assert (status, answer["total"]) == (0, 3)
        assert "1 of 3 episodes are not indexed yet" in answer["incomplete"]
        assert "earmark reindex" in err
        assert earmark("reindex")[0] == 0
        assert search("kite")["total"] == 4

    def test_a_library_never_indexed_is_indexed_first(self, search, kites, monkeypatch):
        monkeypatch.setattr(indexing, "FEW_UNITS", 0)
        assert search("kite")["total"] == 3

    def test_an_index_that_holds_nothing_is_filled_first(self, search, kites, library, monkeypatch):
        search("kite")
        monkeypatch.setattr(indexing, "FEW_UNITS", 0)
        Index(library.folder).rebuild()  # as whoever was killed at once leaves it
        assert search("kite")["total"] == 3

    def test_while_another_process_indexes_there_is_an_answer(
        self, earmark, search, kites, library, monkeypatch
    ):
        search("kite")
        library.add([Arrival(episode("A third kite", seed=8))], "/pages/l.txt")
        monkeypatch.setattr(indexing, "PATIENCE_S", 0.05)
        with Generations(library.folder / "search").writing(1.0):
            status, out, err = earmark("search", "kite", "--json")
            assert earmark("reindex")[0] == 1
        assert (status, json.loads(out)["total"]) == (0, 3)
        assert "Another process is writing" in err
        assert search("kite")["total"] == 4


def damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "deleted":
        path.unlink()
    elif how == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes(b ^ 0xFF for b in content[middle:]))


class TestADamagedIndex:
    @pytest.mark.parametrize("how", ["deleted", "cut", "flipped"])
    @pytest.mark.parametrize("what", ["*.toc", "*.arrays", "*"])
    def test_is_built_anew_and_the_answer_given(self, search, kites, library, how, what):
        before = search("kite")["hits"]
        damaged = [p for p in Path(library.folder, "search").glob(what) if p.stat().st_size]
        assert damaged
        for path in damaged:
            damage(path, how)
        assert search("kite")["hits"] == before
        assert not indexing.is_damaged(Index(library.folder))

    def test_is_found_and_mended_by_reindex(self, earmark, search, kites, library):
        search("kite")
        (path,) = Path(library.folder, "search").glob("*.arrays")
        damage(path, "flipped")
        assert "earmark reindex" in earmark("doctor")[1]
        assert earmark("reindex")[0] == 0
        assert "Search index   up to date" in earmark("doctor")[1]


class TestALibraryThatCannotBeWritten:
    @pytest.fixture
    def newer(self, library, kites):
        """Make the library one that a newer version wrote."""
        library.close()
        with closing(sqlite3.connect(library.storage.path)) as connection:
            connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        return library.folder

    def test_is_searched_without_leaving_anything_in_its_folder(self, search, newer):
        assert search("kite")["total"] == 3
        assert not (newer / "search").exists()

    def test_is_not_indexed_in_its_folder(self, earmark, newer):
        status, out, err = earmark("reindex")
        assert (status, out) == (1, "")
        assert "Nothing was indexed." in err


class TestAFolderThatTakesNoIndex:
    @pytest.fixture(autouse=True)
    def something_in_its_place(self, library, kites):
        Path(library.folder, "search").write_text("not a folder")

    def test_is_searched_all_the_same_and_it_is_said(self, earmark, library):
        status, out, err = earmark("search", "kite", "--json")
        answer = json.loads(out)
        assert (status, answer["total"]) == (0, 3)
        assert "cannot be written" in answer["remark"]
        assert "cannot be written" in err
        assert Path(library.folder, "search").read_text() == "not a folder"

    def test_is_named_by_reindex(self, earmark):
        status, out, err = earmark("reindex")
        assert (status, out) == (1, "")
        assert "cannot be written" in err


class TestReindex:
    def test_people_read_what_was_done(self, earmark, kites):
        assert earmark("reindex") == (0, "2 indexed, 0 taken out; 2 in all.\n", "")
        assert earmark("reindex") == (0, "The index is up to date: 2 in all.\n", "")
        assert earmark("reindex", "--anew")[1] == "2 indexed, 0 taken out; 2 in all.\n"

    def test_programs_read_a_line_now_and_then_and_one_at_the_end(self, earmark, kites):
        status, out, err = earmark("reindex", "--json")
        told = [json.loads(line) for line in out.splitlines()]
        assert (status, err) == (0, "")
        assert told[-2:] == [
            {"done": 2, "total": 2},
            {"written": 2, "removed": 0, "complete": True},
        ]

    def test_doctor_tells_how_the_index_is(self, earmark, kites, library):
        assert "Search index   not built yet" in earmark("doctor")[1]
        earmark("reindex")
        assert "Search index   up to date" in earmark("doctor")[1]
        library.set_tags(kites, ["winter"])
        assert "1 of 2 not indexed yet; run: earmark reindex" in earmark("doctor")[1]

    @pytest.mark.slow
    @pytest.mark.skipif(not hasattr(os, "nice"), reason="Windows has no signals to be asked by")
    def test_it_ends_in_good_order_when_asked_to(self, earmark, search, library):
        library.add(
            [Arrival(episode(f"{n}", seed=n, turns=conversation(n, 200))) for n in range(400)],
            "/pages/many.html",
        )
        words = ["-m", "reader", "--library", library.folder, "reindex", "--json"]
        with subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            assert json.loads(process.stdout.readline())["total"] == 400
            process.send_signal(signal.SIGTERM)
            told = [json.loads(line) for line in process.stdout]
        assert process.returncode == 130
        assert told[-1]["complete"] is False
        assert earmark("reindex")[0] == 0
        assert search("ferry", "is:turn")["total"] > 1000
