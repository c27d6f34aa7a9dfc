"""SubStation's dialogue lines."""

import pytest
from caption_reading import episode, heard, said, surest

from reader.errors import TranscriptError

HEAD = """[Script Info]
Title: Late bees
; a comment

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def line(start: str, end: str, text: str, name: str = "", kind: str = "Dialogue") -> str:
    return f"{kind}: 0,{start},{end},Default,{name},0,0,0,,{text}\n"


def test_dialogue() -> None:
    text = HEAD + line("0:00:01.00", "0:00:02.50", "{\\an8}The bees, again,\\Nare late.", "Ines")
    assert surest(text) == "SubStation"
    assert (episode(text).title, said(text)) == (
        "Late bees",
        [("Ines", "The bees, again, are late.")],
    )
    assert heard(text)[0][1:] == (1000, 2500)


def test_comments_and_drawings_are_not_said() -> None:
    text = HEAD + line("0:00:01.00", "0:00:02.00", "not this", kind="Comment")
    text += line("0:00:01.00", "0:00:02.00", "{\\p1}m 0 0 l 10 10{\\p0}")
    text += line("0:00:02.00", "0:00:03.00", "{a remark}this")
    assert said(text) == [("", "this")]


def test_lines_are_ordered_by_their_times() -> None:
    text = (
        HEAD + line("0:00:03.00", "0:00:04.00", "bees.") + line("0:00:01.00", "0:00:02.00", "Late")
    )
    assert said(text) == [("", "Late bees.")]


def test_syllables() -> None:
    text = HEAD + line("0:00:01.00", "0:00:02.00", "{\\k20}Hum{\\k30}ming {\\kf50}bees")
    assert heard(text) == [("Hum", 1000, 1200), ("ming", 1200, 1500), ("bees", 1500, 2000)]


def test_the_older_order_of_columns() -> None:
    text = (
        "[Script Info]\n[Events]\nFormat: Marked, Start, End, Style, Name, Text\n"
        "Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,Ines,Late, as ever.\n"
    )
    assert said(text) == [("Ines", "Late, as ever.")]


def test_no_dialogue() -> None:
    with pytest.raises(TranscriptError, match="without any captions"):
        episode(HEAD)
