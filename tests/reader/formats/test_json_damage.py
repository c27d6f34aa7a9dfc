"""JSON transcripts whose values are not what their names promise are read, or refused."""

import json
import random
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from json_samples import SAMPLES

from reader.errors import TranscriptError
from reader.formats import Source, formats, read
from reader.timing.settling import settle_turns

NONSENSE: list[Any] = [
    None,
    True,
    -1,
    0,
    1e308,
    float("nan"),
    float("inf"),
    10**30,
    "",
    " ",
    "soon",
    "99:99:99",
    "-0:01",
    "\ud800",
    "\n\n",
    "一二",
    [],
    {},
    [[]],
    [None],
    {"seconds": "x"},
    {"": {"": []}},
]


def places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """List every container of a value with each of its keys or indices."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys if isinstance(value, dict | list) else ():
        found.append((value, key))
        if isinstance(value[key], dict | list):
            places(value[key], found)
    return found


def damaged(value: Any, chance: random.Random) -> Any:
    """Put nonsense, a copy, or nothing in the place of a few values."""
    for _ in range(chance.randint(1, 4)):
        container, key = chance.choice(places(value, []) or [({"": value}, "")])
        damage = chance.randrange(4)
        if damage == 0:
            del container[key]
        elif damage == 1 and isinstance(container, list):
            container.insert(key, json.loads(json.dumps(chance.choice(places(value, []))[1])))
        else:
            other, at = chance.choice(places(value, []) or [({"": None}, "")])
            copied = json.loads(json.dumps(other[at]))
            container[key] = chance.choice(NONSENSE) if damage == 2 else copied
        if not isinstance(value, dict | list) or not value:
            break
    return value


def check(data: bytes) -> None:
    source = Source("damaged", data)
    assert all(0 <= form.confidence(source) <= 1 for form in formats())
    with suppress(TranscriptError):
        for episode in read(source):
            for turn in settle_turns(episode.turns, resolution_ms=1):
                assert turn.text.strip()
                assert (turn.text + turn.speaker).encode()
                starts = [turn.start_ms, *(cue.start_ms for cue in turn.cues)]
                assert all(a <= b for a, b in pairwise(starts))
                assert all(0 <= cue.start < cue.end <= len(turn.text) for cue in turn.cues)


def run(name: str, times: int) -> None:
    chance = random.Random(name)  # noqa: S311 - the same damage in every run
    lines = SAMPLES[name].decode().splitlines()
    for _ in range(times):
        values = [damaged(json.loads(line), chance) for line in lines]
        check("\n".join(map(json.dumps, values)).encode())


@pytest.mark.parametrize("name", SAMPLES)
def test_nonsense_in_any_place_does_no_harm(name: str) -> None:
    run(name, 40)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_much_nonsense_does_no_harm(name: str) -> None:
    run(name, 1500)
