"""Tables of captions: which columns, which separator, which unit."""

import pytest
from caption_reading import episode, heard, said, surest

from reader.errors import TranscriptError


def test_whisper_s_milliseconds() -> None:
    text = 'start\tend\ttext\n0\t1500\tThe "bees", they\n1500\t2600\tare late.\n'
    assert surest(text) == "table of captions"
    assert heard(text) == [('The "bees", they', 0, 1500), ("are late.", 1500, 2600)]


def test_quoted_values_between_commas() -> None:
    text = 'start,end,text\n0,1500,"The ""bees"", they"\n1500,2600," are late."\n'
    assert heard(text) == [('The "bees", they', 0, 1500), ("are late.", 1500, 2600)]


def test_speakers() -> None:
    text = "Start;End;Speaker;Text\n0.5;1.5;Ines;Late bees.\n1.5;2.25;Tobias;Hm.\n"
    assert said(text) == [("Ines", "Late bees."), ("Tobias", "Hm.")]
    assert heard(text) == [("Late bees.", 500, 1500), ("Hm.", 1500, 2250)]


def test_whole_seconds_are_told_by_how_fast_nobody_speaks() -> None:
    text = "start\tend\ttext\n0\t4\tThe bees are late this year.\n4\t9\tAs ever, and we wait.\n"
    assert heard(text)[1][1:] == (4000, 9000)


def test_timecodes() -> None:
    text = "start,end,text\n00:00:01.000,00:00:02.500,Late\n00:00:02.500,00:00:03.000,bees.\n"
    assert heard(text) == [("Late", 1000, 2500), ("bees.", 2500, 3000)]


def test_text_that_holds_the_separator_runs_on() -> None:
    assert heard("start,end,text\n0,900,Late, as ever\n")[0][0] == "Late, as ever"


def test_a_row_with_a_broken_time_keeps_its_text() -> None:
    text = "start\tend\ttext\n0\t1500\tThe\nx\t2000\tbees\n2000\t2500\thum\n"
    assert heard(text) == [("The", 0, 1500), ("bees", 0, 2000), ("hum", 2000, 2500)]


def test_a_row_that_breaks_off_early_says_nothing() -> None:
    columns = "id\tseek\ttokens\ttemperature\tlanguage\tchannel\tstart\tend\ttext\n"
    whole = "0\t0\t12\t0.0\ten\t1\t500\t1500\tThe bees\n"
    assert heard(f"{columns}{whole}1\n") == [("The bees", 500, 1500)]


def test_no_time_is_a_number() -> None:
    with pytest.raises(TranscriptError, match="times cannot be read: the first start is “soon”"):
        episode("start\tend\ttext\nsoon\tlater\tLate.\n")


def test_no_rows() -> None:
    with pytest.raises(TranscriptError, match="without any captions"):
        episode("start\tend\ttext\n")
