"""Notes are brought up to date between the markers; what a person wrote stays, byte for byte."""

import re
from dataclasses import replace

import pytest
from bookmark_samples import bookmark
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ExportError
from reader.export import Material
from reader.export.material import by_episode
from reader.export.obsidian import fill, new_note, updated
from reader.model import Bookmark

PAIR = re.compile(rb"%% earmark ([0-9a-f]{12}) begin %%.*?%% earmark \1 end %%", re.DOTALL)
ONE, TWO, THREE = (bookmark(n, text=f"Quote {n}.") for n in (1, 2, 3))


def note(*bookmarks: Bookmark) -> str:
    return new_note(by_episode(bookmarks)[0])


def outside(text: str) -> list[str]:
    """Return what is between the quotes."""
    return re.split(
        r"%% earmark [0-9a-f]{12} begin %%.*?%% earmark [0-9a-f]{12} end %%(?s:)",
        text,
        flags=re.DOTALL,
    )


own_words = st.lists(
    st.sampled_from(
        [
            *("mine", "\n", "\n\n", "> a", "%%", "# h", "\r\n", "é", "---", "\udc80", "\x00"),
            *("%% earmark 000000000001 end %%", "%% earmark 000000000002 begin %%"),
            "<!-- earmark 0 -->",
        ]
    ),
    max_size=8,
).map("".join)


class TestUpdating:
    @given(own_words, own_words, own_words)
    def test_all_that_is_outside_the_pairs_stays(self, before, between, after):
        first, second = note(ONE).split("\n\n", 2)[2], note(TWO).split("\n\n", 2)[2]
        text = f"{before}\n{first}\n{between}\n{second}\n{after}"
        changed = (replace(ONE, note="new"), replace(TWO, colour="green"))
        now = updated(text, changed)
        kept = [line for line in (before, between, after) if "%% earmark" not in line]
        for words in kept:
            assert words in now
        again = updated(now, changed)
        assert again == now

    @given(own_words.filter(lambda words: "%% earmark" not in words), st.booleans())
    def test_words_between_quotes_stand_where_they_stood(self, words, crlf):
        text = note(ONE, THREE).replace("%% earmark 000000000001 end %%\n", "\\g", 1)
        text = text.replace("\\g", f"%% earmark 000000000001 end %%\n{words}", 1)
        text = text.replace("\n", "\r\n") if crlf else text
        now = updated(text, (replace(ONE, note="changed"), TWO, THREE))
        gaps, were = outside(now), outside(text)
        assert gaps[0] == were[0]
        assert gaps[1] == were[1]
        assert [gaps[2].strip(), gaps[3]] == ["", were[2]]
        assert "changed" in now

    def test_a_new_quote_goes_before_the_next_one(self):
        text = note(ONE, THREE).replace("begin %%", "begin %%", 1)
        mine = text.replace(
            "end %%\n\n%% earmark 000000000003", "end %%\nmine\n\n%% earmark 000000000003"
        )
        now = updated(mine, (TWO,))
        order = [now.index(words) for words in ("Quote 1", "mine", "Quote 2", "Quote 3")]
        assert order == sorted(order)

    def test_many_new_quotes_go_each_to_its_place(self):
        all_of_them = tuple(bookmark(n, text=f"Quote {n:02}.") for n in range(1, 13))
        text = note(*all_of_them[2:9:3])
        now = updated(text, tuple(reversed(all_of_them)))
        assert re.findall(r"Quote \d+", now) == [f"Quote {n:02}" for n in range(1, 13)]
        assert updated(now, all_of_them) == now

    def test_a_new_quote_stands_by_the_times_of_now(self):
        later = replace(ONE, quote=replace(ONE.quote, start_ms=90_000, end_ms=91_000))
        now = updated(note(ONE), (TWO, later))
        assert now.index("Quote 2") < now.index("Quote 1")

    def test_a_marker_that_lost_its_fellow_is_left_alone(self):
        torn = note(ONE).replace("%% earmark 000000000001 end %%", "my own words")
        now = updated(torn, (replace(ONE, note="new"),))
        assert now.startswith(torn)
        assert "my own words" in updated(now, (replace(ONE, note="newer"),))

    def test_what_is_as_it_was_changes_nothing(self):
        assert updated(note(ONE, TWO), (ONE, TWO)) == note(ONE, TWO)


class TestFilling:
    def test_an_episode_is_a_note_and_is_found_by_its_id(self, tmp_path):
        (path,) = fill(tmp_path, Material((ONE,))).paths
        assert path.name == "The last ferry of the winter.md"
        (tmp_path / "mine").mkdir()
        moved = path.rename(tmp_path / "mine" / "ferry notes.md")
        later = (
            replace(TWO, episode_title="Another title"),
            replace(ONE, episode_title="Another title"),
        )
        assert fill(tmp_path, Material(later)).paths == (moved,)
        assert [found.name for found in tmp_path.glob("*.md")] == []
        text = moved.read_text(encoding="utf-8")
        assert text.index("Quote 1") < text.index("Quote 2")

    def test_a_file_of_the_person_is_not_taken_for_ours(self, tmp_path):
        theirs = tmp_path / "the last FERRY of the winter.md"
        theirs.write_bytes(b"mine\n")
        (path,) = fill(tmp_path, Material((ONE,))).paths
        assert path.name == "The last ferry of the winter (2).md"
        assert theirs.read_bytes() == b"mine\n"

    def test_bytes_that_are_no_text_stay(self, tmp_path):
        (path,) = fill(tmp_path, Material((ONE,))).paths
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\xff\xfe caf\xe9\n")
        fill(tmp_path, Material((replace(ONE, note="new"),)))
        now = path.read_bytes()
        assert now.startswith(b"\xef\xbb\xbf---\n")
        assert now.endswith(b"\xff\xfe caf\xe9\n")
        assert b"**Note:** new" in now

    def test_a_note_that_is_as_it_should_be_is_not_written(self, tmp_path):
        (path,) = fill(tmp_path, Material((ONE,))).paths
        before = path.stat()
        fill(tmp_path, Material((ONE,)))
        assert path.stat().st_mtime_ns == before.st_mtime_ns
        assert path.stat().st_ino == before.st_ino

    def test_quotes_whose_episode_is_gone_keep_their_note(self, tmp_path):
        gone = bookmark(1, episode=None)
        fill(tmp_path, Material((gone,)))
        (path,) = fill(tmp_path, Material((gone, bookmark(2, episode=None)))).paths
        assert [found.name for found in tmp_path.iterdir()] == [path.name]

    @pytest.mark.parametrize("episode", [None, "e9"])
    def test_a_removed_or_returned_episode_keeps_its_note(self, tmp_path, episode):
        (path,) = fill(tmp_path, Material((ONE, TWO))).paths
        path.write_bytes(path.read_bytes() + b"mine\n")
        later = [replace(one, episode=episode, note="new") for one in (TWO, THREE)]
        assert fill(tmp_path, Material(tuple(later))).paths == (path,)
        assert [found.name for found in tmp_path.iterdir()] == [path.name]
        text = path.read_text(encoding="utf-8")
        assert "mine\n" in text
        assert text.count("**Note:** new") == 2

    def test_a_quote_that_was_copied_into_another_episodes_note_is_not_taken_for_it(self, tmp_path):
        other = bookmark(7, episode="e2", episode_title="Another")
        (theirs,) = fill(tmp_path, Material((other,))).paths
        theirs.write_bytes(theirs.read_bytes() + note(ONE).encode())
        paths = fill(tmp_path, Material((ONE, other))).paths
        assert len(set(paths)) == 2

    def test_tags_are_such_as_obsidian_knows(self, tmp_path):
        tagged = bookmark(1, tags=("to quote", "42", "a#b, c", "!"))
        (path,) = fill(tmp_path, Material((tagged,))).paths
        assert "- Tags: #to-quote #_42 #a-b-c\n" in path.read_text(encoding="utf-8")

    def test_a_title_cannot_break_the_front_matter(self, tmp_path):
        evil = 'a"\n---\n%% earmark 000000000001 begin %%%% earmark 000000000001 end %%'
        named = bookmark(1, episode_title=evil, show=evil)
        (path,) = fill(tmp_path, Material((named,))).paths
        before = path.read_bytes()
        assert len(PAIR.findall(before)) == 1
        fill(tmp_path, Material((replace(named, note="new"),)))
        assert path.read_bytes().split(b"begin %%")[0] == before.split(b"begin %%")[0]

    def test_a_folder_that_cannot_be_made_is_a_sentence(self, tmp_path):
        (tmp_path / "file").write_text("mine")
        with pytest.raises(ExportError, match="cannot be written"):
            fill(tmp_path / "file" / "notes", Material((ONE,)))
