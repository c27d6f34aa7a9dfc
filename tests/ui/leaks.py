"""Fails a test that leaves a window, a running timer or a thread behind."""

import gc
import threading
from collections.abc import Iterator
from weakref import WeakSet

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_S = 5.0
QTS_OWN = ("QTipLabel", "QComboBoxPrivateContainer")

_timers: WeakSet[QTimer] = WeakSet()  # to look for them among all objects takes a quarter second
_make_timer = QTimer.__init__


def _note_timer(timer: QTimer, *args: object, **named: object) -> None:
    _make_timer(timer, *args, **named)  # type: ignore[call-overload]
    _timers.add(timer)


QTimer.__init__ = _note_timer  # type: ignore[method-assign, assignment]


@pytest.fixture(autouse=True)
def nothing_is_left_behind(qapp: QApplication) -> Iterator[None]:
    windows = {id(widget) for widget in _windows()}
    threads = set(threading.enumerate())
    yield
    gc.unfreeze()  # what a window set apart is no more so for the next test
    _delete_what_is_done_with()
    timers = _running_timers()
    if timers or any(id(widget) not in windows for widget in _windows()):
        gc.collect()  # what only a cycle keeps is no leak
        _delete_what_is_done_with()
        timers = _running_timers()
    left = [f"the window {widget!r}" for widget in _windows() if id(widget) not in windows]
    for timer in timers:
        left.append(f"the running timer {timer!r}")
        timer.stop()  # so that the next test is not blamed
    left += [f"the thread {thread.name}" for thread in _still_running(threads)]
    assert not left, f"left behind: {', '.join(left)}"


def _delete_what_is_done_with() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _windows() -> list[QWidget]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.metaObject().className() not in QTS_OWN
    ]


def _running_timers() -> list[QTimer]:
    return [timer for timer in _timers if shiboken6.isValid(timer) and timer.isActive()]


def _still_running(before: set[threading.Thread]) -> list[threading.Thread]:
    new = [thread for thread in threading.enumerate() if thread not in before]
    for thread in new:
        thread.join(PATIENCE_S)
    return [thread for thread in new if thread.is_alive()]
