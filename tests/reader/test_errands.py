"""Errands may be stuck without holding anybody up."""

import subprocess
import sys
from pathlib import Path
from threading import Event

from reader.errands import Errands, answer_of, leave

ROOT = Path(__file__).parents[2]


def test_are_done_in_order_and_the_last_at_the_end() -> None:
    done: list[str] = []
    errands = Errands("shopping", lambda: done.append("home"))
    for place in ("baker", "butcher"):
        errands.do(lambda place=place: done.append(place))
    errands.end()
    errands.wait(10)

    assert done == ["baker", "butcher", "home"]
    assert errands.finished


def test_what_one_raises_is_kept_and_the_others_are_done() -> None:
    done: list[str] = []
    errands = Errands("shopping", lambda: done.append("home"))
    errands.do(lambda: 1 / 0)
    errands.end()
    errands.wait(10)

    assert isinstance(errands.problem, ZeroDivisionError)
    assert done == ["home"]


def test_leaving_waits_for_what_can_be_done_and_not_for_what_is_stuck() -> None:
    answer, done = Event(), Event()
    stuck = Errands("stuck", lambda: None)
    stuck.do(answer.wait)
    Errands("quick", done.set)

    assert not leave(within_s=0.1)
    assert done.wait(10)
    answer.set()
    stuck.wait(10)
    assert stuck.finished


def test_a_program_ends_though_an_errand_does_not() -> None:
    script = (
        "import threading\n"
        "from reader.errands import Errands\n"
        "Errands('stuck', lambda: None).do(threading.Event().wait)\n"
        "print('over')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "over\n", "")


def test_a_question_is_answered_or_taken_as_answered() -> None:
    answer = Event()

    assert answer_of(lambda: "yes", 10, "no") == "yes"
    assert answer_of(lambda: str(1 / 0), 10, "no") == "no"
    assert answer_of(lambda: str(answer.wait()), 0.05, "no") == "no"
    answer.set()
