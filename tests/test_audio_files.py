"""The recordings that tests listen to do tell the second that is heard."""

import pytest
from audio_files import KINDS, RATE, Recordings, decoded, second_heard, time_signal


@pytest.mark.parametrize("second", [0, 1, 7, 11])
def test_any_tenth_of_a_second_tells_its_second(second: int) -> None:
    sound = time_signal(12)
    for start in (0.0, 0.45, 0.9):
        at = round((second + start) * RATE)
        assert second_heard(sound[at : at + RATE // 10], RATE) == second


def test_across_a_border_the_longer_side_is_heard() -> None:
    sound = time_signal(9)
    border = 8 * RATE
    assert second_heard(sound[border - 600 : border + 1400], RATE) == 8
    assert second_heard(sound[border - 1400 : border + 600], RATE) == 7


@pytest.mark.audio
@pytest.mark.parametrize("kind", KINDS)
def test_every_codec_leaves_the_second_to_be_heard(kind: str, recordings: Recordings) -> None:
    sound = decoded(recordings.file(kind))
    heard = [
        second_heard(sound[at : at + RATE // 4], RATE)
        for at in range(RATE * 3 // 8, 20 * RATE, RATE)
    ]
    assert heard == list(range(20))
