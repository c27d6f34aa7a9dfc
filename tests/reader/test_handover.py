"""What a command hands over arrives as it was meant, or not at all."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import LibraryError
from reader.handover import (
    LONGEST,
    MOST_MESSAGES,
    VERSION,
    Handover,
    handover_of,
    is_own,
    meeting_place,
    parsed,
    written,
)
from reader.library import Library
from reader.settings import Settings
from reader.window import WindowRequest

ids = st.from_regex(r"[0-9A-Za-z_-]{1,100}", fullmatch=True)
tokens = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=500)
whole_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=500)
handovers = st.builds(
    Handover,
    st.none() | ids,
    st.none() | st.integers(0, 2**53),
    st.booleans(),
    st.lists(whole_text, max_size=MOST_MESSAGES).map(tuple),
    tokens,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def line(**told: Any) -> bytes:
    return json.dumps({"version": VERSION, **told}).encode()


class TestMessages:
    @given(handovers)
    def test_what_is_written_is_read_again(self, handover):
        message = written(handover)
        assert message.count(b"\n") == 1
        assert message.endswith(b"\n")
        assert len(message) <= LONGEST
        assert parsed(message) == handover

    def test_the_longest_there_can_be_is_not_too_long(self):
        worst = Handover("e" * 100, 2**53, True, ("\0" * 500,) * MOST_MESSAGES, '"' * 500)
        assert parsed(written(worst)) == worst

    @given(st.binary(max_size=200))
    def test_noise_is_dropped(self, noise):
        assert parsed(noise) is None

    @given(json_values)
    def test_json_that_is_no_message_is_dropped(self, value):
        assert parsed(json.dumps(value).encode()) is None

    @given(st.sampled_from(["episode", "at_ms", "plays", "messages", "activation"]), json_values)
    def test_a_field_is_as_it_should_be_or_all_is_dropped(self, field, value):
        handover = parsed(line(**{field: value}))
        assert handover is None or parsed(written(handover)) == handover

    @pytest.mark.parametrize(
        "told",
        [
            {"episode": ""},
            {"episode": "../../etc"},
            {"episode": 7},
            {"at_ms": -1},
            {"at_ms": True},
            {"at_ms": 1.5},
            {"at_ms": 2**60},
            {"plays": 1},
            {"messages": "one"},
            {"messages": ["one", 2]},
            {"messages": ["x"] * (MOST_MESSAGES + 1)},
            {"messages": ["x" * 501]},
            {"activation": "to\0ken"},
            {"activation": "x" * 501},
            {"version": VERSION + 1},
            {"version": None},
        ],
    )
    def test_what_is_wrong_is_dropped(self, told):
        assert parsed(line(**told)) is None

    def test_what_a_later_version_adds_is_overlooked(self):
        assert parsed(line(episode="a1", speed=2)) == Handover("a1")

    def test_too_long_a_line_is_dropped(self):
        assert parsed(line(more="x" * LONGEST)) is None

    def test_a_line_nested_too_deep_is_dropped(self):
        assert parsed(b'{"version": 1, "x": ' + b"[" * 60_000) is None

    def test_half_a_character_becomes_one_that_can_be_shown(self):
        assert parsed(line(messages=["a\ud800b"])) == Handover(messages=("a?b",))
        assert parsed(written(Handover(messages=("a\udc80b",)))) == Handover(messages=("a?b",))


class TestWhatIsHandedOver:
    @pytest.fixture
    def library(self, tmp_path):
        with Library(tmp_path / "library") as library:
            yield library

    def test_the_episode_the_moment_and_the_desktops_leave(self, library):
        request = WindowRequest(library, Settings(), (), "a1", ("Soup is gone.",), True, None, 7)
        assert handover_of(request, {"XDG_ACTIVATION_TOKEN": "leave"}) == Handover(
            "a1", 7, True, ("Soup is gone.",), "leave"
        )

    def test_an_episode_that_nobody_named_moves_no_window(self, library):
        request = WindowRequest(library, Settings(), (), "a1", resumes=True)
        assert handover_of(request, {}) == Handover()

    def test_many_and_long_messages_are_cut(self, library):
        request = WindowRequest(library, Settings(), (), messages=("x" * 9999,) * 50)
        handover = handover_of(request, {"XDG_ACTIVATION_TOKEN": "no\nleave"})
        assert handover is not None
        assert parsed(written(handover)) == handover == Handover(messages=("x" * 500,) * 20)

    def test_a_library_in_memory_is_nobody_elses(self, tmp_path):
        with Library(tmp_path / "library", unusable=LibraryError("It is damaged.")) as library:
            assert handover_of(WindowRequest(library, Settings(), (), "a1"), {}) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes' names instead")
class TestMeetingPlaces:
    def test_one_library_by_whatever_name_is_one_place(self, tmp_path, monkeypatch):
        (tmp_path / "library").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "library")
        monkeypatch.chdir(tmp_path)
        names = [tmp_path / "library", tmp_path / "link", Path("library"), Path("x/../library/")]
        assert len({meeting_place(name, {}) for name in names}) == 1

    def test_each_library_and_each_screen_has_its_own(self, tmp_path):
        screens = [
            {},
            {"DISPLAY": ":1"},
            {"DISPLAY": "elsewhere:1"},
            {"DISPLAY": ":1", "WAYLAND_DISPLAY": "wayland-0"},
        ]
        folders = [tmp_path / "a", tmp_path / "b"]
        places = {meeting_place(folder, screen) for folder in folders for screen in screens}
        assert len(places) == 8
        assert meeting_place(tmp_path, {"DISPLAY": ":1"}) == meeting_place(
            tmp_path, {"DISPLAY": ":1.0"}
        )

    def test_it_is_in_the_sessions_own_folder_where_there_is_one(self, tmp_path):
        assert Path(meeting_place(tmp_path, {"XDG_RUNTIME_DIR": str(tmp_path)})).parent == tmp_path
        elsewhere = {meeting_place(tmp_path, {"XDG_RUNTIME_DIR": name}) for name in ("", "no/such")}
        assert elsewhere == {meeting_place(tmp_path, {})}

    def test_its_path_is_short_enough_for_a_socket(self, tmp_path):
        deep = tmp_path / ("long " * 40) / ("name " * 40)
        assert len(Path(meeting_place(deep, {})).name) < 40

    def test_what_is_not_there_or_anothers_is_not_talked_to(self, tmp_path, monkeypatch):
        mine = tmp_path / "mine"
        mine.touch()
        assert is_own(str(mine))
        assert not is_own(str(tmp_path / "missing"))
        assert not is_own("a\0b")
        monkeypatch.setattr(os, "getuid", lambda: mine.stat().st_uid + 1)
        assert not is_own(str(mine))
