"""Before Qt is asked for a window: is there a display, and does it answer?"""

import socket
from pathlib import Path

import pytest

import ui.display
from ui.display import NO_DISPLAY, display_problem


def test_without_a_display_there_is_no_window() -> None:
    assert display_problem({}, "linux") == NO_DISPLAY


def test_a_display_that_does_not_answer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.display, "X11_SOCKETS", tmp_path)
    problem = display_problem({"DISPLAY": ":987"}, "linux")
    assert problem is not None
    assert ":987" in problem


def test_a_display_that_answers_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.display, "X11_SOCKETS", tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "X987"))
        server.listen()
        assert display_problem({"DISPLAY": ":987.0"}, "linux") is None


@pytest.mark.parametrize(
    "environ", [{"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}]
)
def test_other_ways_to_show_a_window_are_qts_to_try(environ: dict[str, str]) -> None:
    assert display_problem(environ, "linux") is None


def test_other_systems_always_have_one() -> None:
    assert display_problem({}, "darwin") is None
