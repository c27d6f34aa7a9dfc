"""What holds for every kind of chapter list; the samples stand in `chapter_samples`."""

from collections import Counter

import pytest
from chapter_samples import SAMPLES
from damaged_files import damaged_copies
from hypothesis import given, settings
from hypothesis import strategies as st
from yardstick import taking_at_most

from reader import chapters
from reader.errors import TranscriptError
from reader.formats.source import Source

NAMES = [kind.NAME for kind in chapters.kinds()]


def survives(data: bytes) -> None:
    """Read content: it gives chapters as they should be, or a sentence that names the file."""
    source = Source("damaged", data)
    chapters.is_chapters(source)
    try:
        sure = chapters.confidence(source)
        found = chapters.read(source)
    except TranscriptError as error:
        sure, found, refusal = 0.0, (), str(error)
    else:
        refusal = ""
    assert 0 <= sure <= 1
    assert bool(found) != ("damaged" in refusal)
    assert all(chapter.title and chapter.start_ms >= 0 for chapter in found)
    assert all(chapter.end_ms is None or chapter.end_ms > chapter.start_ms for chapter in found)
    starts = [chapter.start_ms for chapter in found]
    assert starts == sorted(starts)


def test_every_kind_has_a_name_of_its_own_and_a_sample() -> None:
    assert max(Counter(NAMES).values()) == 1
    assert set(NAMES) == set(SAMPLES)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_claimed_by_its_own_kind(name: str) -> None:
    source = Source("sample", SAMPLES[name])
    assert max((kind.confidence(source), kind.NAME) for kind in chapters.kinds())[1] == name
    survives(SAMPLES[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_refuses_what_is_another_s_with_a_sentence(name: str) -> None:
    kind = next(kind for kind in chapters.kinds() if name == kind.NAME)
    for data in SAMPLES.values():
        found: tuple[object, ...] = ()
        refusal = ""
        try:
            found = kind.read(Source("another's", data))
        except TranscriptError as error:
            refusal = str(error)
        assert bool(found) != ("another's" in refusal)


@pytest.mark.parametrize("name", NAMES)
def test_damaged_samples_are_read_or_refused(name: str) -> None:
    for data in damaged_copies(SAMPLES[name], name, 60):
        survives(data)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_many_damaged_samples_are_read_or_refused_at_once(name: str) -> None:
    for data in damaged_copies(SAMPLES[name], f"{name}, at length", 1000):
        with taking_at_most(yards=40):
            survives(data)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_no_bytes_bring_anything_but_a_sentence(data: bytes) -> None:
    survives(data)


HOSTILE = {
    "deep JSON": b"[" * 100_000,
    "deep JSON chapters": b'{"chapters":' * 50_000,
    "deep XML": b"<chapters>" + b"<a>" * 100_000,
    "entity bomb": b'<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b'<chapters><chapter start="0" title="&b;"/></chapters>',
    "external entity": b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<chapters><chapter start="0" title="&x;"/></chapters>',
    "many elements": b"<chapters>" + b"<c/>" * 2_000_000 + b"</chapters>",
    "many chapters": b"0:00 One\n" * 300_000,
    "one long line": b"0:00 " + b"x" * 4_000_000,
    "colons": b":" * 1_000_000,
    "blanks": b" \t" * 1_000_000 + b"x",
    "equals signs": b"CHAPTER01=" * 200_000,
    "backslashes": b";FFMETADATA1\n[CHAPTER]\ntitle=" + b"\\" * 1_000_001,
    "open brackets": b"[CHAPTER]\n" * 200_000,
    "arrows": b"WEBVTT\n\n" + b"00:00 --> \n" * 200_000,
    "comments": b"<!--" * 500_000,
    "digits": b"9" * 1_000_000,
    "tabs": b"0\t" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_content_neither_hangs_nor_crashes(name: str) -> None:
    with taking_at_most(yards=160):
        survives(HOSTILE[name])
