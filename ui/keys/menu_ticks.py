"""Ticks in the menus beside what is switched on, looked up when a menu opens."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

Switches = Mapping[str, Callable[[], bool]]  # whether it is on, by the command's name


def tick_when_opened(menu: QMenu, actions: Mapping[str, QAction], switches: Switches) -> None:
    """Let a menu tick its entries that are switches, whatever switched them."""
    inside = {name: actions[name] for name in switches if actions[name] in menu.actions()}
    for action in inside.values():
        action.setCheckable(True)
    menu.aboutToShow.connect(partial(_tick, inside, switches))


def _tick(inside: Mapping[str, QAction], switches: Switches) -> None:
    for name, action in inside.items():
        action.setChecked(switches[name]())
