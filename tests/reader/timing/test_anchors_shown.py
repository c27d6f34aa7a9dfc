"""What a person is told of anchors: their words, and how far they moved the text."""

import pytest

from reader.model import Episode, Turn
from reader.timing.anchors_shown import anchor_set, anchors_shown, begun_as_given, moved, nudged
from reader.timing.retiming import retimed_turns
from reader.timing.sync_map import Anchor, SyncMap

TURNS = (
    Turn("Ida", ("The ferry left. Nobody saw it.",), 2000, 8000),
    Turn("Bo", ("And then?",), 8000, 12_000),
)


def episode(sync: SyncMap) -> Episode:
    turns = retimed_turns(TURNS, sync)
    return Episode(
        "1",
        "The ferry",
        "",
        "",
        None,
        12_000,
        "",
        "",
        chapters=(),
        turns=turns,
        audio=None,
        sync=sync,
    )


def test_an_anchor_is_known_by_its_sentence():
    sync = SyncMap((Anchor(0, 0), Anchor(2000, 2400), Anchor(8000, 100_000)))
    assert [one.in_short for one in anchors_shown(episode(sync))] == [
        "0:00.0 · as given · The beginning",
        "0:02.4 · 0.4 s later · “The ferry left.”",
        "1:40.0 · 1:32 min later · “And then?”",
    ]


def test_both_times_are_told_in_full():
    (only,) = anchors_shown(episode(SyncMap((Anchor(8000, 7000),))))
    assert only.in_full == "“And then?”, at 0:08.0 of the transcript, is heard at 0:07.0."


@pytest.mark.parametrize(
    ("sync", "told"),
    [
        (
            SyncMap((Anchor(2000, 5000),)),
            "“It” is heard at 0:05 now, and all of the text 3.0 s later.",
        ),
        (
            SyncMap((Anchor(8000, 5000),)),
            "“It” is heard at 0:05 now, and all of the text 3.0 s earlier.",
        ),
        (
            SyncMap((Anchor(0, 0), Anchor(2000, 5000))),
            "“It” is heard at 0:05 now; 3.0 s before it have no text.",
        ),
        (SyncMap((Anchor(0, 0), Anchor(5000, 5000))), "“It” is heard at 0:05 now."),
    ],
)
def test_what_an_anchor_did_is_told(sync, told):
    assert anchor_set("It", sync, 5000) == told


@pytest.mark.parametrize(
    ("by_ms", "told"),
    [
        (0, "as given"),
        (-60_000, "1:00 min earlier"),
        (3_599_000, "59:59 min later"),
        (3_600_000, "1:00:00 h later"),
    ],
)
def test_a_shift_is_told_in_what_it_is_best_counted_in(by_ms, told):
    assert moved(by_ms) == told


@pytest.mark.parametrize(
    ("by_ms", "told"), [(0, "as its anchors say"), (-50, "0.05 s earlier"), (75_000, "75 s later")]
)
def test_a_nudge_is_told_as_exactly_as_it_was_given(by_ms, told):
    assert nudged(by_ms) == told


@pytest.mark.parametrize(
    ("audio_ms", "told"),
    [
        (155_000, "What is before “It” is heard as it was; 1:35 min right before it have no text."),
        (
            50_000,
            "What is before “It” is heard as it was; 10.0 s of text right before it are not heard.",
        ),
    ],
)
def test_a_beginning_that_stays_is_told(audio_ms, told):
    assert begun_as_given("It", SyncMap((Anchor(60_000, audio_ms),)).begun_as_given()) == told
