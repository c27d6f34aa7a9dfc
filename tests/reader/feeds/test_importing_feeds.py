"""A feed's file on its way into the library: its items, and the files that they name."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from audio_files import write_wav
from feed_writing import CHAPTERS, JSON, SRT, VTT, rss, saved

from reader.importing import Action, carry_out, import_paths, plan_import
from reader.library import Library, Status

TRANSCRIPT = '<podcast:transcript url="https://example.org/{}" type="text/vtt"/>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the feed's first item names."""
    folder = tmp_path / "show"
    folder.mkdir()
    for name, text in {"1.json": JSON, "1.srt": SRT, "c.json": CHAPTERS}.items():
        (folder / name).write_text(text)
    write_wav(folder / "crane.wav", 6)
    saved(
        folder,
        rss(
            "<title>Cranes</title><guid>1</guid><pubDate>Tue, 10 Oct 2023 08:46:31 GMT</pubDate>"
            "<podcast:person>Ines</podcast:person><description>About cranes.</description>"
            '<enclosure url="https://example.org/crane.wav" type="audio/wav" length="1"/>'
            '<podcast:chapters url="https://example.org/c.json" type="application/json+chapters"/>'
            + TRANSCRIPT.format("1.json")
            + TRANSCRIPT.format("1.srt"),
            "<title>Tugs</title><guid>2</guid><description>No more than notes.</description>",
            "<title>Ropes</title><guid>3</guid>" + TRANSCRIPT.format("far.vtt"),
        ),
    )
    return folder


@pytest.mark.parametrize("named", ["feed.xml", "."])
def test_a_feed_brings_its_episodes_with_what_lies_beside_it(
    library: Library, folder: Path, named: str
) -> None:
    plan = plan_import(library, [folder / named])
    assert [(e.title, e.action) for e in plan.episodes] == [
        ("Cranes", Action.NEW),
        ("Tugs", Action.NEW),
        ("Ropes", Action.NEW),
    ]
    assert plan.episodes[0].audio == folder / "crane.wav"
    assert "1.json was taken, 1.srt left out" in plan.episodes[0].problems[0]
    assert "far.vtt" in plan.remarks[0]
    report = carry_out(library, plan)
    assert report.failed == ()
    episode = library.episode(report.imported[0].id)
    assert (episode.title, episode.show) == ("Cranes", "The harbour hour")
    assert episode.notes == "With Ines\n\nAbout cranes."
    assert [turn.speaker for turn in episode.turns] == ["Ines", "Tomas"]
    assert [chapter.title for chapter in episode.chapters] == ["Cranes"]
    assert episode.audio is not None


def test_a_feed_saved_again_changes_only_what_it_says_anew(library: Library, folder: Path) -> None:
    import_paths(library, [folder / "feed.xml"])
    text = (folder / "feed.xml").read_text()
    saved(folder, text.replace("No more than notes.", "No more than notes, and a longer one."))
    (folder / "far.vtt").write_text(VTT)
    report = import_paths(library, [folder / "feed.xml"])
    assert [added.status for added in report.imported] == [
        Status.UNCHANGED,
        Status.UPDATED,
        Status.UPDATED,
    ]
    assert report.imported[2].turns == 2


def test_a_broken_feed_is_a_failure_with_its_line_and_stops_nothing_else(
    library: Library, folder: Path
) -> None:
    saved(folder, "<rss>\n<channel>\n</rss>")
    report = import_paths(library, [folder])
    (failure,) = [failure for failure in report.failed if failure.path == folder / "feed.xml"]
    assert "line 3" in failure.message
    assert report.imported


def test_an_opml_brings_its_feeds(library: Library, folder: Path) -> None:
    text = '<opml><body><outline xmlUrl="feed.xml"/></body></opml>'
    saved(folder, text, "mine.opml")
    report = import_paths(library, [folder / "mine.opml"])
    assert [added.title for added in report.imported] == ["Cranes", "Tugs", "Ropes"]


def test_a_feed_in_a_zip_brings_what_stands_in_it(library: Library, folder: Path) -> None:
    with ZipFile(folder.parent / "show.zip", "w") as packed:
        packed.write(folder / "feed.xml", "feed.xml")
    report = import_paths(library, [folder.parent / "show.zip"])
    assert [added.title for added in report.imported] == ["Cranes", "Tugs", "Ropes"]


def test_items_of_one_title_stay_apart_whenever_the_feed_is_saved(
    library: Library, tmp_path: Path
) -> None:
    bonus = "<title>Bonus</title><guid>{0}</guid><description>Only {0} says this.</description>"
    path = tmp_path / "feed.xml"
    saved(tmp_path, rss(*(bonus.format(n) for n in "123")))
    names = {e.text.path for e in plan_import(library, [path]).episodes if e.text}
    assert len(names) == 3
    saved(tmp_path, rss(*(bonus.format(n) for n in "4123")))
    assert names < {e.text.path for e in plan_import(library, [path]).episodes if e.text}
