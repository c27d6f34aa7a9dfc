"""The yardstick itself: what is done twice takes twice as many yards."""

import pytest
from yardstick import quickest, taking_at_most, yard_s


def test_what_takes_more_yards_than_it_may_fails():
    with pytest.raises(AssertionError, match="yards"), taking_at_most(yards=0.01):
        sorted(range(200_000), key=str)


def test_what_takes_fewer_passes():
    with taking_at_most(yards=5):
        sorted(range(10))


def test_twice_the_work_takes_about_twice_the_yards():
    once = quickest(lambda: sorted(range(50_000), key=str))
    twice = quickest(lambda: [sorted(range(50_000), key=str) for _ in range(2)])
    assert 1.4 * once < twice < 2.8 * once
    assert yard_s() > 0
