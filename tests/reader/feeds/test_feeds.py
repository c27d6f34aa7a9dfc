"""What a saved feed says of its episodes, and which files beside it belong to them."""

import datetime as dt
from base64 import b64encode
from pathlib import Path

import pytest
from feed_writing import CHAPTERS, JSON, SRT, VTT, rss, saved
from yardstick import taking_at_most

from reader import feeds
from reader.errors import TranscriptError
from reader.formats.source import Source

TRANSCRIPT = '<podcast:transcript url="{}" type="{}"/>'


def read(text: str) -> feeds.Feed:
    return feeds.read(Source.from_text(text, "feed.xml"))


def first(*parts: str, channel: str = "<title>The harbour hour</title>") -> feeds.FeedItem:
    """Return the only item of a pasted feed."""
    return read(rss("".join(parts), channel=channel)).items[0]


def refusal(text: str) -> str:
    with pytest.raises(TranscriptError) as caught:
        read(text)
    return str(caught.value)


# Episodes


def test_an_item_says_its_title_show_date_length_and_guid() -> None:
    item = first(
        "<title>Cranes &amp;amp; tugs</title><guid>h-7</guid>",
        "<pubDate>Tue, 10 Oct 2023 23:46:31 -0700</pubDate>",
        "<itunes:duration>1:02:03</itunes:duration><itunes:subtitle>At the quay</itunes:subtitle>",
        channel="<title>The harbour hour</title><language>en-GB</language>",
    )
    draft = item.draft
    assert (draft.title, draft.show, draft.subtitle) == (
        "Cranes & tugs",
        "The harbour hour",
        "At the quay",
    )
    assert (draft.date, draft.duration_ms) == (dt.date(2023, 10, 10), 3_723_000)
    assert (draft.language, item.guid) == ("en-GB", "h-7")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 10 Oct 2023 08:46:31 GMT", (2023, 10, 10)),
        ("Tue, 10 Oct 2023 08:46 CEST", (2023, 10, 10)),
        ("Tue,10 Oct 23 08:46:31 +0530", (2023, 10, 10)),
        ("Tue, 10 Oct 2023 24:00:00 Z", (2023, 10, 10)),
        ("Tues, 10 October 2023 8:46:31 PST", (2023, 10, 10)),
        ("10 Oct 2023", (2023, 10, 10)),
        ("Di, 10 Okt 2023 08:46:31 +0200", (2023, 10, 10)),
        ("2023-10-10T08:46:31+02:00", (2023, 10, 10)),
        ("2023-10-10 08:46:31", (2023, 10, 10)),
        ("Thu, 01 Jan 1970 00:00:00 +0000", (1970, 1, 1)),
        ("Tue, 31 Feb 2023 08:46:31 GMT", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_the_day_as_written(written: str, day: tuple[int, int, int] | None) -> None:
    found = first(f"<title>a</title><pubDate>{written}</pubDate>").draft.date
    assert found == (dt.date(*day) if day else None)


@pytest.mark.parametrize(
    ("written", "length_ms"),
    [
        ("3723", 3_723_000),
        ("3723.5", 3_723_500),
        ("62:03", 3_723_000),
        ("1:02:03", 3_723_000),
        ("01:02:03.000", 3_723_000),
        ("PT1H2M3S", 3_723_000),
        ("1h 2min", 3_720_000),
        ("0", None),
        ("00:00:00", None),
        ("", None),
        ("an hour", None),
        ("123456789", None),
    ],
)
def test_a_length_is_seconds_or_a_clock_s(written: str, length_ms: int | None) -> None:
    item = first(f"<title>a</title><itunes:duration>{written}</itunes:duration>")
    assert item.draft.duration_ms == length_ms


def test_the_fullest_notes_are_taken_and_read_like_a_page() -> None:
    html = "<p>About <b>cranes</b>&nbsp;&amp; tugs.</p><ul><li>One</li><li>Two</li></ul><p>Bye</p>"
    item = first(
        f"<title>a</title><description>About cranes</description>"
        f"<content:encoded><![CDATA[{html}]]></content:encoded>"
    )
    assert item.draft.notes == "About cranes & tugs.\n\n• One\n• Two\n\nBye"


def test_a_chapter_list_in_the_notes_is_the_episode_s() -> None:
    notes = "About cranes&lt;br&gt;0:00 Quay&lt;br&gt;12:10 Tugs&lt;br&gt;40:00 Home"
    found = first(f"<title>a</title><description>{notes}</description>").draft.chapters
    assert [(chapter.start_ms, chapter.title) for chapter in found] == [
        (0, "Quay"),
        (730_000, "Tugs"),
        (2_400_000, "Home"),
    ]


def test_a_transcript_under_a_heading_in_the_notes_is_the_episode_s() -> None:
    turns = "".join(
        f"<p><strong>{name}:</strong> [00:0{i}:00] It rained all day, and so we waited.</p>"
        for i, name in enumerate(["Ines Okoro", "Tomas Lind", "Ines Okoro", "Tomas Lind"])
    )
    html = f"<p>About cranes.</p><h2>Transcript</h2>{turns}"
    draft = first(f"<title>a</title><description><![CDATA[{html}]]></description>").draft
    assert [turn.speaker for turn in draft.turns] == ["Ines Okoro", "Tomas Lind"] * 2
    assert draft.notes == "About cranes."


def test_people_stand_first_in_the_notes() -> None:
    person = "<podcast:person role='{}' group='{}'>{}</podcast:person>"
    people = person.format("host", "cast", "Ines Okoro") + person.format("guest", "", "Tomas Lind")
    artist = person.format("cover art designer", "visuals", "Ada Brush")
    item = first(f"<title>a</title><description>Cranes.</description>{people}{artist}")
    assert item.draft.notes == "With Ines Okoro and Tomas Lind\n\nCranes."
    assert item.people == ("Ines Okoro", "Tomas Lind")


def test_the_show_s_people_and_authors_stand_in_for_an_item_s() -> None:
    show = "<title>The harbour hour</title>"
    host = "<podcast:person>Ines Okoro</podcast:person>"
    author = "<itunes:author>{}</itunes:author>"
    assert first("<title>a</title>", channel=show + host).people == ("Ines Okoro",)
    assert first(f"<title>a</title>{author.format('Tomas Lind')}").people == ("Tomas Lind",)
    assert first("<title>a</title>", channel=show + author.format("The Harbour Hour")).people == ()


def test_chapters_in_the_item_itself_are_its_own() -> None:
    chapters = '<psc:chapters><psc:chapter start="3:07" title="Quay"/></psc:chapters>'
    found = first("<title>a</title>", chapters).draft.chapters
    assert [(chapter.start_ms, chapter.title) for chapter in found] == [(187_000, "Quay")]


def test_atom_is_read_as_well() -> None:
    feed = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenstunde</title>'
        "<entry><title type='html'>Kräne &amp;amp; Taue</title><id>urn:1</id>"
        "<published>2023-10-10T08:00:00Z</published><author><name>Ines</name></author>"
        '<link rel="enclosure" href="https://example.org/a/kran.mp3" type="audio/mpeg"/>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Am <b>Kai</b>.</p>'
        "<p>Ende</p></div></content></entry></feed>"
    )
    item = feed.items[0]
    assert (item.draft.title, item.draft.show) == ("Kräne & Taue", "Hafenstunde")
    assert item.draft.notes == "With Ines\n\nAm Kai.\n\nEnde"
    assert (item.draft.date, item.audio_name) == (dt.date(2023, 10, 10), "kran.mp3")
    assert (item.guid, item.draft.language) == ("urn:1", "de")


# Files beside the feed


def test_all_transcripts_are_kept_and_those_beside_the_feed_found(tmp_path: Path) -> None:
    (tmp_path / "talk.srt").write_text(SRT)
    urls = ("https://example.org/a/talk.json?x=1", "https://example.org/a/talk.srt")
    parts = TRANSCRIPT.format(urls[0], "application/json") + TRANSCRIPT.format(urls[1], "text/srt")
    found = feeds.read(saved(tmp_path, rss(f"<title>a</title>{parts}"))).items[0].transcripts
    assert [one.url for one in found] == list(urls)
    assert [one.path for one in found] == [None, tmp_path / "talk.srt"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x/a%20talk.vtt?token=1#t",
        "a%20talk.vtt",
        "./a talk.vtt",
        "//cdn.example.org/A%20Talk.VTT",
    ],
)
def test_a_file_is_found_by_the_end_of_its_address(tmp_path: Path, url: str) -> None:
    (tmp_path / "a talk.vtt").write_text(VTT)
    text = rss(f"<title>a</title>{TRANSCRIPT.format(url, 'text/vtt')}")
    assert feeds.read(saved(tmp_path, text)).items[0].transcripts[0].path == tmp_path / "a talk.vtt"


def test_a_file_url_and_folders_below_are_followed(tmp_path: Path) -> None:
    below = tmp_path / "feeds"
    (below / "text").mkdir(parents=True)
    for path in (tmp_path / "far.vtt", below / "text" / "near.vtt"):
        path.write_text(VTT)
    parts = TRANSCRIPT.format((tmp_path / "far.vtt").as_uri(), "text/vtt")
    parts += TRANSCRIPT.format("https://example.org/near.vtt", "text/vtt")
    found = feeds.read(saved(below, rss(f"<title>a</title>{parts}"))).items[0].transcripts
    assert [one.path for one in found] == [tmp_path / "far.vtt", below / "text" / "near.vtt"]


@pytest.mark.parametrize(
    "url",
    ["../secret.vtt", "..%2Fsecret.vtt", "file://host/share/secret.vtt", "javascript:secret.vtt"],
)
def test_nothing_outside_the_folder_and_nothing_of_other_machines(tmp_path: Path, url: str) -> None:
    (tmp_path / "secret.vtt").write_text(VTT)
    (tmp_path / "feeds").mkdir()
    text = rss(f"<title>a</title>{TRANSCRIPT.format(url, 'text/vtt')}")
    assert feeds.read(saved(tmp_path / "feeds", text)).items[0].transcripts[0].path is None


def test_a_name_that_several_addresses_share_needs_its_folder_too(tmp_path: Path) -> None:
    (tmp_path / "transcript.vtt").write_text(VTT)
    (tmp_path / "8").mkdir()
    (tmp_path / "8" / "transcript.vtt").write_text(VTT)
    items = [
        f"<title>{n}</title>"
        + TRANSCRIPT.format(f"https://example.org/{n}/transcript.vtt", "text/vtt")
        for n in (7, 8)
    ]
    found = feeds.read(saved(tmp_path, rss(*items))).items
    assert [item.transcripts[0].path for item in found] == [None, tmp_path / "8" / "transcript.vtt"]


def test_a_transcript_may_be_given_as_data() -> None:
    urls = [
        f"data:text/vtt;base64,{b64encode(VTT.encode()).decode()}",
        "data:text/plain;charset=latin-1,caf%E9",
    ]
    found = first("<title>a</title>", *(TRANSCRIPT.format(url, "") for url in urls)).transcripts
    assert [one.data for one in found] == [VTT.encode(), b"caf\xe9"]
    assert [(one.type, one.encoding) for one in found] == [
        ("text/vtt", None),
        ("text/plain", "latin-1"),
    ]


def test_audio_is_found_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "talk.mp3").write_bytes(b"ID3")
    link = '<enclosure url="https://track.example/r.mp3/example.org/talk.mp3?s=1" length="1"/>'
    item = feeds.read(saved(tmp_path, rss(f"<title>a</title>{link}"))).items[0]
    assert (item.audio, item.audio_name) == (tmp_path / "talk.mp3", "talk.mp3")


def test_the_recording_may_be_here_in_another_quality(tmp_path: Path) -> None:
    (tmp_path / "low.opus").write_bytes(b"OggS")
    links = (
        '<enclosure url="https://example.org/high.mp3"/>'
        '<podcast:alternateEnclosure type="audio/ogg"><podcast:source uri="https://example.org/low.opus"/></podcast:alternateEnclosure>'
    )
    item = feeds.read(saved(tmp_path, rss(f"<title>a</title>{links}"))).items[0]
    assert (item.audio, item.audio_name) == (tmp_path / "low.opus", "high.mp3")


# Whole episodes


def whole(folder: Path, *parts: str, language: str = "en") -> feeds.ReadyEpisode:
    """Make the only item of a feed saved in a folder whole."""
    channel = f"<title>The harbour hour</title><language>{language}</language>"
    text = rss("<title>Cranes</title>" + "".join(parts), channel=channel)
    return feeds.ready(feeds.read(saved(folder, text)).items[0])


def test_the_transcript_that_carries_most_is_taken_and_the_others_told(tmp_path: Path) -> None:
    for name, text in {"t.srt": SRT, "t.vtt": VTT, "t.json": JSON}.items():
        (tmp_path / name).write_text(text)
    episode = whole(
        tmp_path,
        TRANSCRIPT.format("t.srt", "application/srt"),
        TRANSCRIPT.format("t.vtt", "text/plain"),
        TRANSCRIPT.format("t.json", "application/json"),
    )
    assert episode.transcript is not None
    assert episode.transcript.path == tmp_path / "t.json"
    assert [turn.speaker for turn in episode.draft.turns] == ["Ines", "Tomas"]
    assert episode.remarks == (
        "“Cranes” has several transcripts: t.json was taken, t.srt, t.vtt left out.",
    )


def test_the_next_best_is_taken_where_the_best_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"segments": [')
    (tmp_path / "t.srt").write_text(SRT)
    parts = TRANSCRIPT.format("t.json", "application/json") + TRANSCRIPT.format("t.srt", "text/srt")
    episode = whole(tmp_path, parts)
    assert episode.transcript is not None
    assert episode.transcript.path == tmp_path / "t.srt"
    assert len(episode.draft.turns) == 1
    assert "t.json" in episode.remarks[0]


def test_a_transcript_in_the_feed_s_language_goes_before_a_translation(tmp_path: Path) -> None:
    (tmp_path / "de.srt").write_text(SRT)
    (tmp_path / "en.json").write_text(JSON)
    translated = '<podcast:transcript url="en.json" type="application/json" language="en"/>'
    own = '<podcast:transcript url="de.srt" type="text/srt" language="de"/>'
    episode = whole(tmp_path, translated, own, language="de-AT")
    assert episode.transcript is not None
    assert episode.transcript.path == tmp_path / "de.srt"
    assert episode.draft.language == "de"


def test_the_longer_of_two_chapter_lists_holds(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(CHAPTERS.replace("]", ', {"startTime": 60, "title": "b"}]'))
    inline = '<psc:chapters><psc:chapter start="0" title="a"/></psc:chapters>'
    file = '<podcast:chapters url="https://example.org/c.json" type="application/json+chapters"/>'
    episode = whole(tmp_path, inline, file)
    assert [chapter.title for chapter in episode.draft.chapters] == ["Cranes", "b"]
    assert episode.chapter_file is not None


def test_transcripts_that_are_not_beside_the_feed_are_told_once() -> None:
    part = TRANSCRIPT.format("https://example.org/{}.vtt", "text/vtt")
    feed = read(rss("<title>a</title>", *(f"<title>b</title>{part.format(n)}" for n in "12")))
    told = feeds.missing(feed)
    assert told is not None
    assert "2 of 3 episodes of “The harbour hour”" in told
    assert "https://example.org/1.vtt" in told


# Odd feeds


def test_prefixes_are_the_feed_s_own_choice() -> None:
    text = rss(f"<title>a</title>{TRANSCRIPT.format('t.vtt', 'text/vtt')}")
    odd = text.replace("podcast:", "p20:").replace(":podcast=", ":p20=")
    assert "p20:transcript" in odd
    assert [one.url for one in read(odd).items[0].transcripts] == ["t.vtt"]
    undeclared = odd.replace("p20:", "podcast:").replace("xmlns:p20", "xmlns:unused")
    assert [one.url for one in read(undeclared).items[0].transcripts] == ["t.vtt"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_the_bytes_count_not_what_is_declared(tmp_path: Path, encoding: str) -> None:
    source = saved(tmp_path, rss("<title>Kräne über Nacht</title>").encode(encoding))
    assert feeds.read(source).items[0].draft.title == "Kräne über Nacht"


@pytest.mark.parametrize(
    "title", ["Rope & tar", "Rope &nbsp;&amp; tar", "Rope \x08& tar", "<![CDATA[Rope & tar]]>"]
)
def test_small_faults_are_mended(title: str) -> None:
    assert first(f"<title>{title}</title>").draft.title == "Rope & tar"


def test_items_of_what_nobody_knows_are_not_the_feed_s() -> None:
    feed = rss("<title>a</title>").replace(
        "</channel>", "<x><item><title>b</title></item></x></channel>"
    )
    assert [item.draft.title for item in read(feed).items] == ["a"]


def test_the_namespace_goes_by_the_address_of_its_document_too() -> None:
    text = rss(f"<title>a</title>{TRANSCRIPT.format('t.vtt', 'text/vtt')}")
    known, odd = "https://podcastindex.org/namespace/1.0", "HTTP://GitHub.com/Podcastindex-org/x"
    assert (
        len(
            read(text.replace(known, odd).replace("podcast:", "p:").replace(":podcast=", ":p="))
            .items[0]
            .transcripts
        )
        == 1
    )


def test_what_a_server_prints_before_and_after_the_feed_is_ignored() -> None:
    feed = rss("<title>a</title>")
    assert read(f"Warning: headers sent\n\n{feed}\n<script>x</script>").title == "The harbour hour"


def test_a_feed_in_which_nothing_is_said_gives_names_all_the_same() -> None:
    assert (
        first("<enclosure url='https://example.org/crane%201.mp3'/>").draft.title == "crane 1.mp3"
    )
    assert first("<guid>1</guid>").draft.title == "Untitled episode"


def test_broken_feeds_are_refused_with_the_line() -> None:
    feed = rss("\n<title>a</title>\n", "<title>b</title>\n")
    broken = feed.replace("<title>b</title>", "<title>b</tilte>")
    assert "line 4" in refusal(broken)
    assert "line 6" in refusal(f"Warning: headers sent\n\n{broken}")
    assert "breaks off in line 4" in refusal(feed[: feed.index("b</title>")])


def test_what_is_no_feed_is_said() -> None:
    page = "<!DOCTYPE html><html><head><title>404</title></head><body>Not found</body></html>"
    assert "web page" in refusal(page)
    assert "“tt”" in refusal("<tt><body/></tt>")
    assert "no podcast feed" in refusal("Good morning")
    assert "without episodes" in refusal(rss())
    assert "more than 20,000 episodes" in refusal(rss(*["<guid>1</guid>"] * 20_001))
    assert "entities" in refusal(
        '<!DOCTYPE rss [<!ENTITY a "b">]>' + rss("<title>&a;</title>")[38:]
    )


def test_a_text_that_speaks_of_feeds_is_none() -> None:
    text = f"How to write a feed. It begins so:\n\n{rss()[:200]}\n\nand ends."
    assert not feeds.is_feed(Source.from_text(text))


def test_feeds_are_told_from_other_xml() -> None:
    for text in (rss("<title>a</title>"), "<opml/>", '<feed xmlns="http://www.w3.org/2005/Atom"/>'):
        assert feeds.is_feed(Source.from_text(text))
    for text in ("<tt/>", "<chapters/>", "<html/>", "WEBVTT", "", "{}", "<feed/>"):
        assert not feeds.is_feed(Source.from_text(text))
    assert not feeds.is_feed(Source("a.mp3", b"ID3\0\0"))


@pytest.mark.slow
def test_a_feed_of_a_thousand_episodes_is_read_at_once() -> None:
    paragraph = "<p>About <b>cranes</b> and what they lift, for as long as it takes.</p>"
    notes = f"<description><![CDATA[{paragraph * 60}]]></description>"
    parts = TRANSCRIPT.format("https://example.org/{}.vtt", "text/vtt") + notes
    text = rss(*(f"<title>{n}</title>{parts.format(n)}" for n in range(1000)))
    assert len(text) > 4_000_000
    with taking_at_most(yards=120):
        assert len(read(text).items) == 1000


# OPML


def test_an_opml_gives_the_episodes_of_its_local_feeds(tmp_path: Path) -> None:
    (tmp_path / "shows").mkdir()
    saved(tmp_path / "shows", rss("<title>a</title>", "<title>b</title>"), "harbour.xml")
    (tmp_path / "talk.vtt").write_text(VTT)
    outlines = "".join(
        f'<outline text="x" type="rss" xmlUrl="{url}"/>'
        for url in ("shows/harbour.xml", "https://example.org/feed", "talk.vtt", "gone.xml")
    )
    text = (
        f"<opml><head><title>Mine</title></head><body><outline>{outlines}</outline></body></opml>"
    )
    feed = feeds.read(saved(tmp_path, text, "mine.opml"))
    assert feed.title == "Mine"
    assert [item.draft.title for item in feed.items] == ["a", "b"]
    assert feed.files == (tmp_path / "talk.vtt",)
    assert "2 feeds that are no local files" in feed.remarks[0]


def test_an_opml_of_the_network_is_refused_with_what_to_do(tmp_path: Path) -> None:
    text = '<opml><body><outline xmlUrl="https://example.org/feed"/></body></opml>'
    with pytest.raises(TranscriptError, match="does not fetch"):
        feeds.read(saved(tmp_path, text, "mine.opml"))


def test_an_opml_that_names_itself_or_a_broken_feed_ends(tmp_path: Path) -> None:
    saved(tmp_path, "<rss><channel>", "broken.xml")
    saved(tmp_path, rss("<title>a</title>"), "whole.xml")
    names = ("mine.opml", "broken.xml", "whole.xml")
    outlines = "".join(f'<outline xmlUrl="{name}"/>' for name in names)
    feed = feeds.read(saved(tmp_path, f"<opml><body>{outlines}</body></opml>", "mine.opml"))
    assert [item.draft.title for item in feed.items] == ["a"]
    assert "broken.xml" in feed.remarks[0]
