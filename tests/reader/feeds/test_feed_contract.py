"""What holds for any feed's file, damaged or hostile: episodes, or a sentence that names it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from damaged_files import damaged_copies
from feed_writing import CHAPTERS, JSON, SRT, VTT, rss, saved
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yardstick import taking_at_most

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


def damaged_feeds(folder: Path, seed: str, copies: int) -> Iterator[Source]:
    """Damage the feed, mostly so that it stays XML."""
    inserted = (b"&", b"&#0;", b"&nbsp;", b"..", b"%00", b"-1", b"9" * 20, b"]]>", b"<!--")
    for data in damaged_copies(FEED, seed, copies, inserted=inserted, longest_loss=200):
        yield Source("damaged", data, folder / "damaged")


def test_damaged_feeds_are_read_or_refused(folder: Path) -> None:
    for source in damaged_feeds(folder, "feeds", 150):
        survives(source)


@pytest.mark.slow
def test_many_damaged_feeds_are_read_or_refused_at_once(folder: Path) -> None:
    for source in damaged_feeds(folder, "feeds, at length", 10_000):
        with taking_at_most(yards=40):
            survives(source)


@given(st.text(max_size=120))
@example("Tue, 99999999999999999999 Oct 2023 08:46:31 +0200")
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
    with taking_at_most(yards=160):
        survives(Source("hostile", HOSTILE[name]))
