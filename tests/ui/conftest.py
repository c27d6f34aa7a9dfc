"""Fixtures for tests of the window: no display is needed, nothing may be left behind."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from tests.ui.leaks import nothing_is_left_behind  # noqa: F401
from tests.ui.search_desk import searching  # noqa: F401


def pytest_itemcollected(item: pytest.Item) -> None:
    """Overlook what Qt says of its offscreen platform; every other warning fails the test."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
