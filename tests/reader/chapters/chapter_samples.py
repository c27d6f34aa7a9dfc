"""One invented chapter list for every kind, by the kind's name: what the contract runs over."""

SAMPLES: dict[str, bytes] = {
    "Podcasting 2.0 chapters": b"""{"version": "1.2.0", "chapters": [
        {"startTime": 0, "title": "Tide tables", "img": "https://example.org/tide.png"},
        {"startTime": 94.5, "title": "Sponsor", "toc": false},
        {"startTime": "610", "endTime": 1200, "title": "The lighthouse", "url": "https://example.org"}
    ]}""",
    "Podlove chapters as JSON": """[
        {"start": "00:00:00.000", "title": "Anfang", "href": "", "image": ""},
        {"start": "00:12:30.250", "title": "Über Nebel", "href": "https://example.org", "image": ""}
    ]""".encode(),
    "chapters in a program's JSON": b"""{"chapters": [
        {"id": 0, "time_base": "1/1000", "start": 0, "start_time": "0.000000", "end": 61500,
         "end_time": "61.500000", "tags": {"title": "Harbour"}},
        {"id": 1, "time_base": "1/1000", "start": 61500, "start_time": "61.500000", "end": 99000,
         "end_time": "99.000000", "tags": {}}
    ]}""",
    "Podlove Simple Chapters": b"""<?xml version="1.0" encoding="utf-8"?>
        <psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
          <psc:chapter start="0" title="Welcome &amp; weather"/>
          <psc:chapter start="3:07" title="Ropes" href="https://example.org/"/>
          <psc:chapter start="1:08:26.250" title="Farewell"/>
        </psc:chapters>""",
    "Matroska chapters as XML": b"""<?xml version="1.0"?>
        <!-- <!DOCTYPE Chapters SYSTEM "matroskachapters.dtd"> -->
        <Chapters><EditionEntry>
          <ChapterAtom><ChapterTimeStart>00:00:00.000000000</ChapterTimeStart>
            <ChapterDisplay><ChapterString>Slipway</ChapterString></ChapterDisplay></ChapterAtom>
          <ChapterAtom><ChapterTimeStart>00:09:30.500000000</ChapterTimeStart>
            <ChapterTimeEnd>00:10:00.000000000</ChapterTimeEnd>
            <ChapterDisplay><ChapterString>Keel</ChapterString></ChapterDisplay></ChapterAtom>
          <ChapterAtom><ChapterTimeStart>00:11:00.000000000</ChapterTimeStart>
            <ChapterFlagHidden>1</ChapterFlagHidden></ChapterAtom>
        </EditionEntry></Chapters>""",
    "Matroska chapters as text": b"""CHAPTER01=00:00:00.000
CHAPTER01NAME=Slipway
CHAPTER02=00:09:30.500
CHAPTER02NAME=Keel
""",
    "FFmpeg metadata": b""";FFMETADATA1
title=The whole talk
[CHAPTER]
TIMEBASE=1/1000
START=0
END=61500
title=Nets \\= knots
[CHAPTER]
START=61500000000
END=99000000000
""",
    "CUE sheet": b"""PERFORMER "Ines Okoro"
TITLE "An hour of harbours"
FILE "talk.mp3" MP3
  TRACK 01 AUDIO
    TITLE "Cranes"
    PERFORMER "Ines Okoro"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Pilots"
    PERFORMER "Tomas Lind"
    INDEX 00 05:59:00
    INDEX 01 06:00:37
""",
    "WebVTT chapters": b"""WEBVTT

00:00.000 --> 02:10.000
Cranes

02:10.000 --> 09:00.000
Pilots &amp; tugs

09:00.000 --> 1:10:00.000
The <i>long</i>
way home
""",
    "chapters as lines of text": b"""00:00:00.000 Cranes
00:02:10.500 Pilots and tugs <https://example.org/tugs>
01:10:00.000 Home
""",
    "Audacity labels": (
        b"0.000000\t0.000000\tCranes\n\\\t0.0\t900.0\n130.5\t130.5\tPilots\n600\t600\t\n"
    ),
    "chapters on a page": b"""The harbour hour

A talk about cranes, with a list for those in a hurry. It was recorded on the quay.

0:00 Cranes
12:10 Pilots

Write to us if something is missing. We read every letter, and answer most of them.
Thank you for listening, and thank you for telling others.
Music by the port's own band. Editing by a friend. Coffee by the harbour master.
""",
}
