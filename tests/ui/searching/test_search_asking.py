"""As one types: the newest answer wins, what is shown stays until then, and nothing flickers."""

from dataclasses import replace

from PySide6.QtCore import Qt

from tests.ui.answering import answer_of, hit
from tests.ui.emissions import emissions
from tests.ui.search_desk import SearchRoom


def told(room: SearchRoom, *queries: str) -> None:
    """Let each query have one hit, which says it."""
    for query in queries:
        room.search.tell(answer_of(query, hit(f"[{query}] said")))


class TestAsOneTypes:
    def test_results_come(self, searching: SearchRoom) -> None:
        told(searching, "ferry")
        searching.type("ferry")
        searching.until_shown("ferry said")
        assert searching.panel.summary == "1 hit in 1 episode"

    def test_keys_in_quick_succession_ask_once(self, searching: SearchRoom) -> None:
        told(searching, "ferry")
        searching.type("ferry")
        searching.until_shown("ferry said")
        assert searching.search.asked == ["ferry"]

    def test_what_runs_is_cancelled_by_what_is_newer(self, searching: SearchRoom) -> None:
        told(searching, "fe", "ferry")
        searching.search.hold("fe")
        searching.type("fe")
        searching.until_asked("fe")
        searching.type("ferry")
        searching.until_shown("ferry said")
        assert searching.search.cancelled == ["fe"]

    def test_an_answer_that_comes_too_late_is_not_shown(self, searching: SearchRoom) -> None:
        told(searching, "fe", "ferry")
        gate = searching.search.hold("fe")
        shown = emissions(searching.flow.hits_changed)
        searching.type("fe")
        searching.until_asked("fe")
        searching.panel.field.setText("ferry")  # the pause runs while the first one answers
        gate.set()
        searching.until_shown("ferry said")
        assert shown == [("ferry",)]

    def test_old_results_stay_until_the_new_ones_come(self, searching: SearchRoom) -> None:
        told(searching, "ferry", "ferry boat")
        searching.type("ferry")
        searching.until_shown("ferry said")
        gate = searching.search.hold("ferry boat")
        searching.type("ferry boat")
        searching.until_asked("ferry boat")
        assert [one.text.text for one in searching.shown] == ["ferry said"]
        gate.set()
        searching.until_shown("ferry boat said")

    def test_an_empty_field_shows_the_guide_at_once_and_forgets_what_runs(
        self, searching: SearchRoom
    ) -> None:
        told(searching, "ferry")
        gate = searching.search.hold("ferry")
        searching.type("ferry")
        searching.until_asked("ferry")
        searching.panel.field.clear()
        gate.set()
        searching.settle()
        assert searching.shown == []
        assert searching.panel.guide.isVisible()

    def test_a_failure_is_told_and_the_next_query_is_answered(self, searching: SearchRoom) -> None:
        searching.search.failing = "The library is locked; try again."
        searching.type("fe")
        searching.qtbot.waitUntil(lambda: bool(searching.desk.told))
        assert searching.desk.told == ["The library is locked; try again."]
        searching.search.failing = ""
        told(searching, "ferry")
        searching.type("ferry")
        searching.until_shown("ferry said")


class TestWhatStays:
    def test_the_selection_where_the_same_hit_is_still_found(self, searching: SearchRoom) -> None:
        first, second = hit("the [ferry] went", turn=1), hit("a [ferry] came", turn=2, score=0.5)
        searching.search.tell(answer_of("ferry", first, second))
        searching.search.tell(answer_of("ferry c", replace(second, score=2.0)))
        searching.type("ferry")
        searching.until_shown("the ferry went", "a ferry came")
        searching.panel.results.step(1)
        searching.panel.results.step(1)
        searching.type("ferry c")
        searching.until_shown("a ferry came")
        assert searching.panel.results.current_hit == replace(second, score=2.0)

    def test_the_place_where_more_of_the_same_is_loaded(self, searching: SearchRoom) -> None:
        hits = [hit(f"[ferry] {n}", f"episode {n}", n, score=1000 - n) for n in range(200)]
        searching.search.tell(answer_of("ferry", *hits))
        searching.type("ferry")
        searching.qtbot.waitUntil(lambda: len(searching.shown) == 50)
        bar = searching.panel.results.verticalScrollBar()
        bar.setValue(bar.maximum())
        seen = bar.value()
        searching.qtbot.waitUntil(lambda: len(searching.shown) > 50)
        assert bar.value() == seen
        assert [one.turn for one in searching.shown[:60]] == list(range(60))

    def test_another_query_begins_at_the_top(self, searching: SearchRoom) -> None:
        hits = [hit(f"[ferry] {n}", f"episode {n}", n, score=1000 - n) for n in range(50)]
        searching.search.tell(answer_of("ferry", *hits))
        searching.search.tell(answer_of("boat", *(replace(one, turn=77) for one in hits)))
        searching.type("ferry")
        searching.qtbot.waitUntil(lambda: len(searching.shown) == 50)
        bar = searching.panel.results.verticalScrollBar()
        bar.setValue(bar.maximum())
        searching.type("boat")
        searching.qtbot.waitUntil(lambda: searching.shown[0].turn == 77)
        assert bar.value() == 0


class TestAnEagerHand:
    def test_enter_before_the_answer_opens_what_was_asked_for(self, searching: SearchRoom) -> None:
        searching.search.tell(answer_of("fe", hit("[fe] said", "wrong")))
        searching.search.tell(answer_of("ferry", hit("[ferry] said", "right", 3)))
        searching.type("fe")
        searching.until_shown("fe said")
        gate = searching.search.hold("ferry")
        searching.type("ferry")
        searching.press(Qt.Key.Key_Return)
        searching.until_asked("ferry")
        gate.set()
        searching.qtbot.waitUntil(lambda: bool(searching.desk.opened))
        assert searching.desk.opened == [("right", 30_000)]
