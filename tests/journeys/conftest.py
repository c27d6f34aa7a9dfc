"""Fixtures for whole journeys: no display is needed, nothing may be left behind."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.leaks import _nothing_is_left_behind  # noqa: E402, F401
