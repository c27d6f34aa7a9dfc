"""YouTube's XML in its three kinds, and what XML could do to a reader."""

import pytest
from caption_reading import episode, heard, surest

from reader.errors import TranscriptError


def srv1(*captions: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8" ?>\n<transcript>{"".join(captions)}</transcript>'


def test_seconds() -> None:
    text = srv1(
        '<text start="0" dur="1.54">The bees</text>', '<text start="1.54" dur="4.16">hum</text>'
    )
    assert surest(text) == "YouTube XML"
    assert heard(text) == [("The bees", 0, 1540), ("hum", 1540, 5700)]


def test_text_is_escaped_twice() -> None:
    text = srv1(
        '<text start="0" dur="1">They&amp;#39;re &lt;i&gt;late&lt;/i&gt; &amp;amp; '
        "cold\nagain</text>"
    )
    assert heard(text)[0][0] == "They're late & cold again"


def test_captions_without_text_or_length() -> None:
    text = srv1('<text start="0" dur="1"></text>', '<text start="2">Late.</text>')
    assert heard(text) == [("Late.", 2000, 2000)]


def test_milliseconds() -> None:
    text = '<timedtext><text t="1500" d="500">Late.</text></timedtext>'
    assert heard(text) == [("Late.", 1500, 2000)]


def test_words() -> None:
    text = (
        '<timedtext format="3"><head><ws id="0"/></head><body><w t="0" id="1"/>'
        '<p t="160" d="4310" w="1"><s ac="0">the</s><s t="160" ac="0"> bees</s></p>'
        '<p t="2389" d="2081" w="1" a="1">\n</p>'
        '<p t="2399" d="4000" w="1"><s>are</s><s t="240"> late</s></p></body></timedtext>'
    )
    assert heard(text) == [
        ("the", 160, 320),
        ("bees", 320, 2399),
        ("are", 2399, 2639),
        ("late", 2639, 6399),
    ]


def test_damaged_xml_is_said_with_its_line() -> None:
    with pytest.raises(TranscriptError, match=r"is damaged YouTube XML: .* in line 2"):
        episode(srv1('<text start="0" dur="1">Late.</b>'))


def test_entities_are_not_expanded() -> None:
    entities = '<!ENTITY a "bees bees bees "><!ENTITY b "&a;&a;&a;&a;&a;">'
    caption = '<transcript><text start="0" dur="1">&b;</text></transcript>'
    with pytest.raises(TranscriptError, match="declares entities"):
        episode(f"<!DOCTYPE transcript [{entities}]>{caption}")


def test_a_file_without_captions() -> None:
    with pytest.raises(TranscriptError, match="without any captions"):
        episode(srv1('<text start="0" dur="1"> </text>'))
