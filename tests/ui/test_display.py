"""Before Qt is asked for a window: is there a display, and does it answer?"""

import socket
from pathlib import Path

import pytest

import ui.display
from ui.app import settle_locale
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


@pytest.mark.parametrize("chosen", ["xcb", "xcb:nograb", "wayland;xcb", "wayland-egl"])
def test_a_dead_display_is_told_where_its_platform_is_chosen(
    chosen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.display, "X11_SOCKETS", tmp_path)
    dead = {"DISPLAY": ":987", "WAYLAND_DISPLAY": "way-9", "XDG_RUNTIME_DIR": str(tmp_path)}
    problem = display_problem({**dead, "QT_QPA_PLATFORM": chosen}, "linux")
    assert problem is not None
    assert (":987" if chosen.startswith("xcb") else "way-9") in problem
    assert display_problem({**dead, "QT_QPA_PLATFORM": f"{chosen};offscreen"}, "linux") is None


def test_a_chosen_platform_needs_a_display() -> None:
    assert display_problem({"QT_QPA_PLATFORM": "xcb"}, "linux") == NO_DISPLAY
    assert "wayland-0" in (display_problem({"QT_QPA_PLATFORM": "wayland"}, "linux") or "")


def test_without_x11_a_dead_compositor_is_told(tmp_path: Path) -> None:
    dead = {"WAYLAND_DISPLAY": "way-9", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "way-9" in (display_problem(dead, "linux") or "")


@pytest.mark.parametrize("chosen", ["wayland", "xcb;wayland", ""])
def test_a_compositor_that_answers_will_do(chosen: str, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "way-9"))
        server.listen()
        environ = {"WAYLAND_DISPLAY": "way-9", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert display_problem({**environ, "QT_QPA_PLATFORM": chosen}, "linux") is None
        absolute = {"WAYLAND_DISPLAY": str(tmp_path / "way-9"), "QT_QPA_PLATFORM": "wayland"}
        assert display_problem(absolute, "linux") is None


@pytest.mark.parametrize(
    "environ", [{"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}]
)
def test_other_ways_to_show_a_window_are_qts_to_try(environ: dict[str, str]) -> None:
    assert display_problem(environ, "linux") is None


def test_other_systems_always_have_one() -> None:
    assert display_problem({}, "darwin") is None


def test_a_locale_is_named_only_where_none_is() -> None:
    bare: dict[str, str] = {}
    settle_locale(bare, "linux")
    assert bare == {"LC_CTYPE": "C.UTF-8"}
    chosen = {"LANG": "de_DE.UTF-8"}
    settle_locale(chosen, "linux")
    assert chosen == {"LANG": "de_DE.UTF-8"}
