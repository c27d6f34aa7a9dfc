"""A small sample of each caption format, by the format's name, for the contract of all formats."""

WEBVTT = """WEBVTT
Kind: captions
Language: en

NOTE Made by hand

1
00:00:01.000 --> 00:00:02.500 align:start position:0%
<v.host Ines>The bees are <00:00:02.000>late &amp; cold.</v>

00:02.500 --> 00:04.000
<v Tobias>They had
a long way.
"""
SUBRIP = """1
00:00:01,000 --> 00:00:02,500
Ines: The bees are late.

2
00:00:02,500 --> 00:00:04,000
Tobias: They had
<i>a long way.</i>

3
00:00:04,500 --> 00:00:06,000
Ines: As ever.
"""
SBV = "0:00:01.000,0:00:02.500\nThe bees are late.\n\n0:00:02.500,0:00:04.000\nAs ever.\n"
YOUTUBE_XML = (
    '<?xml version="1.0" encoding="utf-8" ?><transcript><text start="1.5" dur="2.25">The bees'
    '</text><text start="3.75" dur="1">aren&amp;#39;t here</text></transcript>'
)
TABLE = "start\tend\ttext\n1000\t2500\tThe bees are late.\n2500\t4000\tAs ever.\n"
AUDACITY = "1.000000\t2.500000\tThe bees are late.\n\\\t90.0\t800.0\n2.500000\t4.0\tAs ever.\n"
LRC = "[ti:Late bees]\n[00:01.00]The bees are late.\n[00:02.50]<00:02.50>As <00:03.00>ever.\n"
SUBSTATION = """[Script Info]
Title: Late bees

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ines,0,0,0,,{\\an8}The bees, again,\\Nare late.
Dialogue: 0,0:00:02.50,0:00:04.00,Default,Tobias,0,0,0,,{\\k40}As {\\k60}ever.
"""
TIMED_LINES = "".join(f"0:0{n} the bees are late\n" for n in range(1, 10))

SAMPLES = {
    name: text.encode()
    for name, text in {
        "WebVTT": WEBVTT,
        "SubRip": SUBRIP,
        "SBV": SBV,
        "YouTube XML": YOUTUBE_XML,
        "table of captions": TABLE,
        "Audacity labels": AUDACITY,
        "LRC": LRC,
        "SubStation": SUBSTATION,
        "timed lines": TIMED_LINES,
    }.items()
}
