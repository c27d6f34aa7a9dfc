"""Transcripts in XML are read safely: no entities, nothing from outside, nothing without bounds."""

import tracemalloc

import pytest
from markup_reading import episode_in, source_of, turns_in
from yardstick import taking_at_most

from reader.errors import TranscriptError
from reader.formats import read

PARAGRAPH = '<tt><body><div><p begin="1s" end="2s">{}</p></div></body></tt>'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("beans &amp; leeks", "beans & leeks"),
        ("beans & leeks", "beans & leeks"),
        ("beans&nbsp;&eacute;", "beans é"),
        ("B&Q &bogus; &#233;&#x26;", "B&Q &bogus; é&"),
        ("<![CDATA[1 < 2 & 3]]>", "1 < 2 & 3"),
        ("a\x07b", "ab"),
    ],
)
def test_characters_are_read_as_they_were_meant(written: str, said: str) -> None:
    assert turns_in(PARAGRAPH.format(written)) == [(1000, "", said)]


@pytest.mark.parametrize(
    ("prolog", "problem"),
    [
        ('<!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>', "declares entities"),
        ('<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "declares entities"),
        ('<!DOCTYPE tt SYSTEM "http://example.org/tt.dtd">', "document type outside itself"),
        ('<!DOCTYPE tt PUBLIC "-//X//DTD Y//EN" "y.dtd">', "document type outside itself"),
    ],
)
def test_what_is_not_safe_is_refused_with_a_sentence(prolog: str, problem: str) -> None:
    with pytest.raises(TranscriptError, match=problem) as caught:
        read(source_of(prolog + PARAGRAPH.format("&b;")))
    assert str(caught.value).startswith("talk is TTML that ")


def test_a_bare_document_type_does_no_harm() -> None:
    assert turns_in("<!DOCTYPE tt>" + PARAGRAPH.format("Hello")) == [(1000, "", "Hello")]


def test_the_line_of_the_damage_is_named() -> None:
    with pytest.raises(TranscriptError, match="damaged TTML: mismatched tag in line 3"):
        read(source_of('<tt><body>\n<p begin="1s">One</p>\n</div></tt>'))


def test_depth_is_bounded() -> None:
    deep = "<div>" * 100_000
    with pytest.raises(TranscriptError, match="nested too deeply"):
        read(source_of(f"<tt><body>{deep}"))


def test_the_file_s_own_encoding_is_honoured() -> None:
    data = '<?xml version="1.0" encoding="UTF-16"?>' + PARAGRAPH.format("Möhren")
    assert episode_in(data.encode("utf-16")).turns[0].paragraphs == ("Möhren",)


def test_sections_without_end_take_no_time() -> None:
    # Looking for each one's end anew would take minutes.
    with taking_at_most(yards=100), pytest.raises(TranscriptError, match="breaks off"):
        read(source_of("<tt>" + "<![CDATA[" * 100_000))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["<p>a</p>", '<p begin="1s">a</p>', "<p/>", "& ", '<b a="b"/>'])
def test_hostile_xml_takes_no_more_than_eight_times_its_size(unit: str) -> None:
    data = ("<tt><body>" + unit * (8_000_000 // len(unit)) + "</body></tt>").encode()
    tracemalloc.start()
    try:
        with pytest.raises(TranscriptError):
            read(source_of(data + b"<"))
        assert tracemalloc.get_traced_memory()[1] < 8 * len(data) + 48_000_000
    finally:
        tracemalloc.stop()
