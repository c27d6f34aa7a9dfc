"""What holds for any feed's file, damaged or hostile: episodes, or a sentence that names it."""

import random
from pathlib import Path
from time import perf_counter

import pytest
from feed_writing import CHAPTERS, JSON, SRT, VTT, rss, saved
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import feeds
from reader.errors import TranscriptError
from reader.feeds.moments import day_of, duration_ms
from reader.feeds.nearby import Surroundings, inline_data, name_in
from reader.feeds.notes import told_in
from reader.formats.source import Source

FEED = rss(
    "<title>Cranes</title><pubDate>Tue, 10 Oct 2023 08:46:31 +0200</pubDate><guid>1</guid>"
    "<itunes:duration>1:02:03</itunes:duration><podcast:person>Ines</podcast:person>"
    '<enclosure url="https://example.org/t.mp3" type="audio/mpeg" length="1"/>'
    '<podcast:transcript url="t.json" type="application/json"/>'
    '<podcast:transcript url="data:text/vtt;base64,V0VCVlRU" type="text/vtt"/>'
    '<podcast:chapters url="c.json" type="application/json+chapters"/>'
    "<content:encoded><![CDATA[<p>About <b>cranes</b></p><ul><li>0:00 a</li><li>5:00 b</li></ul>]]>"
    "</content:encoded>",
    "<title>Tugs &amp; ropes</title><description>0:00 a&lt;br&gt;9:00 b</description>"
    '<psc:chapters><psc:chapter start="0" title="a"/></psc:chapters>',
).encode()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Damage a feed, mostly so that it stays XML."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at, length = chance.randrange(len(damaged) + 1), chance.randint(1, 25)
        damage = chance.randrange(5)
        if damage == 0:
            del damaged[at : at + length]
        elif damage == 1:
            damaged[at:at] = damaged[at : at + length]
        elif damage == 2:
            damaged[at : at + 1] = bytes([chance.randrange(256)])
        elif damage == 3:
            insert = [b"&", b"&#0;", b"&nbsp;", b"..", b"%00", b"-1", b"9" * 20, b"]]>", b"<!--"]
            damaged[at:at] = chance.choice(insert)
        else:
            del damaged[at : at + chance.randint(1, 200)]
    return bytes(damaged)


def survives(source: Source) -> None:
    """Read a feed and all its episodes: they are whole, or a sentence names the file."""
    feeds.is_feed(source)
    refusal = ""
    items: tuple[feeds.FeedItem, ...] = ()
    try:
        items = feeds.read(source).items
    except TranscriptError as error:
        refusal = str(error)
    assert bool(items) != (source.name in refusal)
    for item in items:
        episode = feeds.ready(item)
        assert episode.draft.title
        assert all(chapter.title for chapter in episode.draft.chapters)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the feed names."""
    for name, text in {"t.json": JSON, "c.json": CHAPTERS, "t.vtt": VTT, "t.srt": SRT}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_feed_is_whole_before_it_is_damaged(folder: Path) -> None:
    episodes = [feeds.ready(item) for item in feeds.read(saved(folder, FEED)).items]
    assert [len(episode.draft.turns) for episode in episodes] == [2, 0]
    assert [len(episode.draft.chapters) for episode in episodes] == [2, 1]


def test_damaged_feeds_are_read_or_refused(folder: Path) -> None:
    chance = random.Random("feeds")  # noqa: S311 - the same damage in every run
    for _ in range(150):
        survives(Source("damaged", mutated(FEED, chance), folder / "damaged"))


@pytest.mark.slow
def test_many_damaged_feeds_are_read_or_refused_at_once(folder: Path) -> None:
    chance = random.Random("feeds, at length")  # noqa: S311 - the same damage in every run
    for _ in range(10_000):
        begun = perf_counter()
        survives(Source("damaged", mutated(FEED, chance), folder / "damaged"))
        assert perf_counter() - begun < 2


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_no_text_in_a_field_brings_down_its_reading(text: str) -> None:
    day_of(text)
    duration_ms(text)
    told_in(text, "a")
    name_in(text)
    inline_data(f"data:{text}")
    Surroundings(Path(__file__).parent).find(text)


HOSTILE = {
    "deep": b"<rss>" + b"<a>" * 200_000,
    "many items": b"<rss>" + b"<item/>" * 1_000_000 + b"</rss>",
    "many namespaces": b"<rss " + b" ".join(b'xmlns:a%d="b"' % n for n in range(50_000)) + b"/>",
    "many names": b"<rss>" + b"".join(b"<a%d/>" % n for n in range(100_000)) + b"</rss>",
    "deep notes": rss(f"<description><![CDATA[{'<b><i>' * 100_000}]]></description>").encode(),
    "long notes": rss(f"<description>{'0:00 a ' * 400_000}</description>").encode(),
    "many lists": rss(f"<description>{'0:00 a&lt;p&gt;' * 100_000}</description>").encode(),
    "bare ampersands": rss(f"<title>{'&' * 1_000_000}</title>").encode(),
    "unclosed comment": b"<rss><!--" + b"-" * 5_000_000,
    "long attribute": b'<rss a="' + b"x" * 5_000_000,
    "doctype": b"<!DOCTYPE " + b"[" * 1_000_000,
    "junk before": b"<" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_neither_hang_nor_crash(name: str) -> None:
    begun = perf_counter()
    survives(Source("hostile", HOSTILE[name]))
    assert perf_counter() - begun < 8, "an honest machine takes a quarter of it"
