"""`earmark sync`: shown, repaired and taken back from the command line."""

import json

import pytest
from sample_pages import write_sound


def synced(earmark, *words):
    status, out, err = earmark("sync", "ferry", *words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_at_first_the_times_are_taken_as_they_are(earmark, ferry):
    assert earmark("sync", "ferry")[1] == "The transcript's times are taken for the audio's.\n"
    assert synced(earmark) == {"episode": ferry["id"], "nudge_ms": 0, "anchors": [], "gaps": []}


def test_anchors_move_what_is_shown(earmark, ferry):
    starts = [turn["start_ms"] for turn in ferry["turns"]]
    answer = synced(earmark, "--anchor", "0:00=0:05", "--anchor", "0:20=0:55")
    assert answer["anchors"] == [
        {"transcript_ms": 0, "audio_ms": 5000},
        {"transcript_ms": 20_000, "audio_ms": 55_000},
    ]
    assert answer["gaps"] == [[0, 5000], [25_000, 55_000]]
    shown = json.loads(earmark("show", "ferry", "--json")[1])
    moved = [ms + 5000 if ms < 20_000 else ms + 35_000 for ms in starts]
    assert [turn["start_ms"] for turn in shown["turns"]] == moved


def test_it_is_printed_for_people(earmark, ferry):
    out = earmark("sync", "ferry", "--anchor", "0:10=0:40", "--nudge=-0.2")[1]
    assert out == (
        "    0:10.0  is heard at  0:39.8\n"
        "    0:00.0  to  0:29.8  has no text\n"
        "Everything is heard 0.2 s earlier.\n"
    )


def test_one_call_is_one_step_to_take_back(earmark, ferry):
    synced(earmark, "--nudge", "0.3")
    synced(earmark, "--clear", "--anchor", "1=2", "--anchor", "5=9", "--nudge", "0.1")
    assert synced(earmark, "--undo")["nudge_ms"] == 300
    assert synced(earmark, "--undo")["nudge_ms"] == 0
    status, out, err = earmark("sync", "ferry", "--undo")
    assert (status, out) == (1, "")
    assert err == "earmark: There is no change of the sync that could be taken back.\n"


def test_an_anchor_can_be_taken_back_by_its_time(earmark, ferry):
    synced(earmark, "--anchor", "1=2", "--anchor", "5=9")
    assert [a["transcript_ms"] for a in synced(earmark, "--remove", "1")["anchors"]] == [5000]


def test_anchors_that_cross_are_refused_and_change_nothing(earmark, ferry):
    status, out, err = earmark("sync", "ferry", "--anchor", "10=20", "--anchor", "12=15")
    assert (status, out) == (1, "")
    assert "0:12.0 of the transcript cannot be heard at 0:15.0" in err
    assert synced(earmark)["anchors"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("--anchor", "10"),
        ("--anchor", "ten=11"),
        ("--anchor", "=11"),
        ("--nudge", "nan"),
        ("--nudge", "1e9"),
        ("--nudge", "soon"),
    ],
)
def test_what_is_no_time_is_wrong_usage(earmark, ferry, words):
    status, _, err = earmark("sync", "ferry", *words)
    assert status == 2
    assert "write it as" in err or "no number of seconds" in err


def test_what_is_never_heard_is_refused(earmark, ferry):
    status, out, err = earmark("sync", "ferry", "--anchor", "0:10=1:02:03")
    assert (status, out) == (1, "")
    assert "1:02:03.0 is after the end of the audio of “The ferry in winter”" in err
    assert synced(earmark)["anchors"] == []


def test_undo_stands_alone(earmark, ferry):
    synced(earmark, "--nudge", "0.3")
    status, _, err = earmark("sync", "ferry", "--clear", "--undo")
    assert (status, err) == (
        1,
        "earmark: --undo takes the last change back; say it without any other change.\n",
    )
    assert synced(earmark)["nudge_ms"] == 300


def test_a_recording_that_seems_not_to_fit_is_told_beside_what_holds(earmark, ferry, folder):
    short = write_sound(folder / "short.wav", seconds=10)
    page = folder / "ferry.txt"
    earmark("import", page, "--audio", short)
    status, out, err = earmark("sync", "ferry")
    assert (status, out) == (0, "The transcript's times are taken for the audio's.\n")
    assert "short.wav" in err
