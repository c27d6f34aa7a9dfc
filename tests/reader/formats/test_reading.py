"""Choosing the format, and what content that is no page gets."""

import contextlib
import logging
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_makers import as_html, as_markdown, as_text, episodes
from yardstick import taking_at_most

from reader.errors import TranscriptError
from reader.formats import Source, formats, read

PAGE = """Rain on hives

00:00:03 Ines: Shall we begin?

00:00:06 Tobias: We have begun.
"""


def test_formats_are_found_by_being_there() -> None:
    names = [form.NAME for form in formats()]
    assert {"page as text", "page as HTML", "page as Markdown"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["page.txt", "page.html", "page.md", "page", "page.xsl"])
def test_the_content_decides_and_not_the_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE, "utf-8")
    (episode,) = read(Source.from_path(path))
    assert [turn.speaker for turn in episode.turns] == ["Ines", "Tobias"]


def test_a_page_without_a_title_takes_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "Rain on Hives.txt"
    path.write_text(PAGE.split("\n", 1)[1], "utf-8")
    assert read(Source.from_path(path))[0].title == "Rain on Hives"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        (" \n\t\n", "is empty"),
        ("table lamp seven under", "neither a transcript nor an article"),
        ('{"name": "a-package", "version": "1.0.0"}', "JSON"),
        ("name,start,end\nIna,0,1\nTom,1,2\nIna,2,3\n", "a table"),
        ("import os\n\ndef main():\n    x = os.getcwd()\n    return x\n", "source code"),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:02,000 --> 00:00:03,000\n",
            "without any captions",
        ),
        ('<?xml version="1.0"?><rss><channel/></rss>', "XML"),
        ("<html><body><nav>Home</nav></body></html>", "neither a transcript nor an article"),
    ],
)
def test_what_is_no_page_is_said_in_a_sentence(content: str, said: str) -> None:
    with pytest.raises(TranscriptError, match=said) as caught:
        read(Source.from_text(content, "notes.txt"))
    assert str(caught.value).startswith("notes.txt ")
    assert "Choose" in str(caught.value)


def test_close_calls_are_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.formats.page_html.confidence", lambda source: 0.1)
    with caplog.at_level(logging.INFO, "reader.formats"):
        read(Source.from_text(PAGE))
    assert "may be" in caplog.text


@settings(max_examples=50, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                [
                    "00:01",
                    "00:01:02",
                    "[",
                    "]",
                    "(",
                    ")",
                    "**",
                    "Ina:",
                    "Tom",
                    ": ",
                    " ",
                    "\n",
                    "\n\n",
                    "# ",
                    "• ",
                    "* ",
                    "Chapters",
                    "Transcript",
                    "27/1/2026",
                    "1h 2min",
                    "<p>",
                    "</p>",
                    "<li>",
                    "<b>",
                    "---",
                    "say it.",
                    "12.",
                    "：",
                ]
            ),
            max_size=60,
        ).map("".join),
    )
)
def test_no_text_raises_anything_but_transcript_error(text: str) -> None:
    _read_or_refuse(text.encode("utf-8", "replace"))


@settings(max_examples=25, deadline=None)
@given(
    episodes(),
    st.sampled_from([as_text, as_html, as_markdown]),
    st.data(),
)
def test_no_mutilated_page_raises_anything_but_transcript_error(episode, write, data) -> None:
    page = write([episode], "time first").encode()
    start = data.draw(st.integers(0, len(page)))
    end = data.draw(st.integers(start, len(page)))
    _read_or_refuse(page[:start] + data.draw(st.binary(max_size=8)) + page[end:])


def _read_or_refuse(content: bytes) -> None:
    with contextlib.suppress(TranscriptError):
        drafts = read(Source("page", content))
        for draft in drafts:
            assert draft.title
            assert all(turn.paragraphs and all(turn.paragraphs) for turn in draft.turns)
            starts = [turn.start_ms for turn in draft.turns if turn.start_ms is not None]
            assert starts == sorted(starts)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a ",
        "00:01 ",
        "Ina: ",
        "(",
        "[",
        "**",
        "*a ",
        "1:",
        "<b>",
        "<div>",
        "# ",
        "> ",
        "1h ",
        "- ",
        "[a](",
        "&",
        "`",
        "\n\n00:01 Ina: a",
        "\nIna\n0:01",
    ],
)
def test_long_monotonous_input_takes_linear_time(piece: str) -> None:
    text = piece * (2_000_000 // len(piece) if "\n" not in piece else 20_000)
    with taking_at_most(yards=200):  # a quadratic step would take hours
        _read_or_refuse(text.encode())


@pytest.mark.parametrize("text", ["word here\n" * 70_000, "<html><body>" + "<p>word here" * 70_000])
def test_more_paragraphs_than_anybody_reads_are_refused(text: str) -> None:
    with pytest.raises(TranscriptError, match="more than a page can have"):
        read(Source.from_text(text, "endless"))
