"""A sound device that is heard late: what is heard, and how late each device is."""

from hypothesis import given
from hypothesis import strategies as st

from reader.playback.delay import LONGEST_MS, OutputDelay, delays_in, with_delay


def test_without_a_delay_what_is_given_out_is_heard():
    assert [OutputDelay().heard_at(ms, 1.0) for ms in (0, 40, 80)] == [0, 40, 80]


def test_what_is_on_its_way_through_a_late_device_is_not_heard_yet():
    delay = OutputDelay()
    delay.delay_ms = 200
    assert delay.heard_at(1000, 1.0) == 800
    assert delay.heard_at(2000, 1.5) == 1700


def test_after_a_seek_the_place_stands_until_the_sound_has_come_through():
    delay = OutputDelay()
    delay.delay_ms = 200
    delay.heard_at(90_000, 1.0)
    delay.sought(5000)
    assert [delay.heard_at(ms, 1.0) for ms in (5000, 5100, 5200, 5300)] == [5000, 5000, 5000, 5100]


@given(
    st.integers(0, LONGEST_MS),
    st.lists(st.tuples(st.integers(0, 500), st.floats(0.5, 3.0)), max_size=30),
)
def test_what_is_heard_never_runs_backwards_nor_ahead_of_what_is_given_out(delay_ms, steps):
    delay, position_ms, heard = OutputDelay(), 0, [0]
    delay.delay_ms = delay_ms
    for step_ms, rate in steps:
        position_ms += step_ms
        heard.append(delay.heard_at(position_ms, rate))
        assert heard[-1] <= position_ms
    assert heard == sorted(heard)


def test_each_device_has_its_own():
    setting = with_delay(with_delay("", "Köpfhörer 🎧", 180), "", 20)
    assert delays_in(setting) == {"Köpfhörer 🎧": 180, "": 20}
    assert delays_in(with_delay(setting, "", 0)) == {"Köpfhörer 🎧": 180}


def test_a_setting_that_cannot_be_read_counts_as_none():
    for text in ("", "{", "[1]", "3", '{"a": "late", "b": true, "c": null}'):
        assert delays_in(text) == {}
    assert delays_in('{"a": -5, "b": 99999}') == {"a": 0, "b": LONGEST_MS}
