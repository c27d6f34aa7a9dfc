"""Work off the GUI thread: in order, answered on the GUI thread, failures as sentences."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.errors import TranscriptError
from reader.library import Library
from ui.background import OUR_FAULT, LibraryThread, Worker


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    made = Worker("test")
    yield made
    made.close()


def test_the_job_runs_elsewhere_and_the_answer_comes_here(worker: Worker, qtbot: QtBot) -> None:
    ran: list[threading.Thread] = []
    answered: list[threading.Thread] = []
    worker.submit(
        lambda: ran.append(threading.current_thread()),
        lambda _: answered.append(threading.current_thread()),
    )
    qtbot.waitUntil(lambda: bool(answered))

    assert answered == [threading.main_thread()]
    assert ran != answered


def test_jobs_run_one_after_another(worker: Worker, qtbot: QtBot) -> None:
    answers: list[int] = []
    for number in range(50):
        worker.submit(lambda number=number: number, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 50)

    assert answers == list(range(50))


def test_an_expected_failure_is_its_sentence(worker: Worker, qtbot: QtBot) -> None:
    failures: list[str] = []

    def fail() -> None:
        raise TranscriptError("“page.txt” is empty; save it again.")

    worker.submit(fail, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))

    assert failures == ["“page.txt” is empty; save it again."]


def test_a_bug_is_logged_and_the_next_job_runs(
    worker: Worker, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    failures: list[str] = []
    answers: list[str] = []

    def stumble() -> None:
        raise ZeroDivisionError

    worker.submit(stumble, failed=failures.append)
    worker.submit(lambda: "on we go", answers.append)
    qtbot.waitUntil(lambda: bool(answers))

    assert failures == [OUR_FAULT]
    assert "ZeroDivisionError" in caplog.text


def test_closing_finishes_what_was_submitted(qapp: object) -> None:
    done: list[int] = []
    worker = Worker("test")
    for number in range(20):
        worker.submit(lambda number=number: done.append(number))
    worker.close()

    assert done == list(range(20))


def test_leaving_drops_what_waits_and_does_not_wait_for_what_is_stuck(qapp: object) -> None:
    answer = threading.Event()
    done: list[str] = []
    worker = Worker("test")
    worker.submit(lambda: done.append(str(answer.wait())))
    worker.submit(lambda: done.append("never"))
    worker.leave(within_s=0.05)
    assert done == []

    answer.set()
    worker.close()
    assert done == ["True"]


def test_the_library_is_used_by_one_thread(qtbot: QtBot, tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        thread = LibraryThread(library)
        lists: list[tuple[object, ...]] = []
        thread.submit(lambda lib: lib.summaries(), lists.append)
        qtbot.waitUntil(lambda: bool(lists))
        thread.close()

    assert lists == [()]
