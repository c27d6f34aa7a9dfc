"""What holds for every format, whatever it reads; samples stand in the `*_samples` modules here."""

import importlib
from collections import Counter
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from damaged_files import damaged_copies
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import TranscriptError
from reader.formats import Format, Source, formats, read
from reader.model import EpisodeDraft
from reader.timing.settling import settle_turns

SAMPLES = [
    pytest.param(name, data, id=name)
    for module in sorted(path.stem for path in Path(__file__).parent.glob("*_samples.py"))
    for name, data in importlib.import_module(module).SAMPLES.items()
]
FORMATS = [pytest.param(form, id=form.NAME) for form in formats()]


def claims(data: bytes) -> list[float]:
    """Ask every format about some bytes; those that are no text at all are no format's."""
    source = Source("anything", data)
    try:
        return [form.confidence(source) for form in formats()]
    except TranscriptError:
        return []


def check(episodes: tuple[EpisodeDraft, ...]) -> None:
    """Check what every reader of an episode relies on."""
    assert episodes
    for episode in episodes:
        for draft, turn in zip(episode.turns, settle_turns(episode.turns), strict=True):
            assert draft.paragraphs
            assert all(paragraph.strip() for paragraph in draft.paragraphs)
            assert turn.start_ms <= turn.end_ms
            assert all(0 <= cue.start < cue.end <= len(turn.text) for cue in draft.cues)
            assert all(
                a.start_ms <= b.start_ms and a.end <= b.start for a, b in pairwise(turn.cues)
            )


def survives(data: bytes) -> None:
    assert all(0 <= sure <= 1 for sure in claims(data))
    with suppress(TranscriptError):
        check(read(Source("damaged", data)))


def test_every_format_has_a_name_of_its_own() -> None:
    assert max(Counter(form.NAME for form in formats()).values()) == 1


@pytest.mark.parametrize(("name", "data"), SAMPLES)
def test_a_sample_is_claimed_by_its_own_format_and_read_well(name: str, data: bytes) -> None:
    source = Source("sample", data)
    assert max((form.confidence(source), form.NAME) for form in formats())[1] == name
    check(read(source))


def test_no_format_is_surer_than_the_most_that_it_says() -> None:
    sources = [Source("anything", sample.values[1]) for sample in SAMPLES]
    limited = [form for form in formats() if hasattr(form, "MOST")]
    assert limited
    for form in limited:
        assert max(form.confidence(source) for source in sources) == form.MOST


@pytest.mark.parametrize(("name", "data"), SAMPLES)
def test_a_damaged_sample_is_read_or_refused_with_a_sentence(name: str, data: bytes) -> None:
    for damaged in damaged_copies(data, name, 60):
        survives(damaged)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "data"), SAMPLES)
def test_many_damaged_samples_are_read_or_refused(name: str, data: bytes) -> None:
    for damaged in damaged_copies(data, f"{name}, at length", 1500):
        survives(damaged)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_refuses_what_is_another_s_without_crashing(form: Format) -> None:
    for parameters in SAMPLES:
        source = Source("of another format", parameters.values[1])
        with suppress(TranscriptError):
            check(form.read(source))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_no_bytes_make_a_format_fail_to_say_how_sure_it_is(data: bytes) -> None:
    assert all(0 <= sure <= 1 for sure in claims(data))
