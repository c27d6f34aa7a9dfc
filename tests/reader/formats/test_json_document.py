"""JSON is parsed once for all formats, whatever it is wrapped in, and never without bounds."""

import json
import tracemalloc

import pytest
from json_samples import PODCASTING20

from reader.errors import TranscriptError
from reader.formats import Source, read

TEXT = json.dumps(PODCASTING20)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode() + b"\0\0\0",
        (TEXT + "\0").encode("utf-16"),
        b"\r\n\t " + TEXT.encode() + b"\r\n",
    ],
)
def test_marks_encodings_and_padding_make_no_difference(data: bytes) -> None:
    assert Source("a", data).json == PODCASTING20


def test_it_is_parsed_once() -> None:
    source = Source("a", TEXT.encode())
    assert source.json is source.json


def test_values_may_follow_one_another() -> None:
    assert Source("a", b'{"a": 1}\n{"a": 2}\n').json == [{"a": 1}, {"a": 2}]


def test_a_line_separator_within_a_string_is_kept_as_a_line_break() -> None:
    assert Source("a", '{"a": "b\u2028c"}'.encode()).json == {"a": "b\nc"}


def test_the_last_of_two_equal_names_counts() -> None:
    assert Source("a", b'{"a": 1, "a": 2}').json == {"a": 2}


@pytest.mark.parametrize(
    "text", ["[1] A footnote", "{braces} in prose", "[0:15] Hello", "", "12", '"a"']
)
def test_text_for_people_is_no_json(text: str) -> None:
    assert Source("a", text.encode()).json is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        (TEXT[:-40], "breaks off in line 1"),
        (TEXT.replace(",", ",\n").replace('"body"', "body"), "line 5, column 2"),
        ('{"a": ' + "1" * 5000 + "}", "a number too long"),
    ],
)
def test_json_that_cannot_be_read_is_refused_with_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(TranscriptError, match=sentence):
        read(Source("talk.json", text.encode()))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["[],", "{},", '{"a":1},', '"ab",', "1.5,", '["a","b"],'])
def test_hostile_json_takes_no_more_than_eight_times_its_size(unit: str) -> None:
    data = b"[" + unit.encode() * (20_000_000 // len(unit)) + b"0]"
    tracemalloc.start()
    try:
        with pytest.raises(TranscriptError):
            read(Source("talk.json", data))
        assert tracemalloc.get_traced_memory()[1] < 8 * len(data)
    finally:
        tracemalloc.stop()
