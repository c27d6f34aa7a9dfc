"""Whatever words say, in an export they are words: no markup, no formula, no end of a caption."""

import csv
import html
import io
import re

import pytest
from bookmark_samples import bookmark, texts, written
from hypothesis import example, given
from markdown_it import MarkdownIt

from reader.export import targets
from reader.export.comma_separated import quotes as csv_quotes
from reader.export.escaping import csv_cell, markdown_lines, markdown_text, vtt_text, yaml_text
from reader.export.readwise import quotes as readwise_quotes
from reader.export.web_page import quotes as page_of
from reader.export.webvtt import quotes as captions_of

HOSTILE = (
    "<script>alert(1)</script> [x](javascript:y) **b** --> \n\n# head\n- one\n1. two\n```\n~~~"
)


def visible(text: str) -> str:
    """Return what can be seen of a text; programs differ in what they make of the rest."""
    return "".join(c for c in text if c.isprintable() and c not in " \ufffd")


class TestMarkdown:
    @given(written)
    @example("\n")
    @example("\\")
    @example("a\\\nb")
    @example(" \n a ")
    @example("&#10;\n&#10;")
    def test_what_was_written_is_read_back(self, text):
        assert markdown_text(markdown_lines(text)) == text

    @given(written)
    @example("=\n=")
    @example("a\n---")
    @example("    code")
    @example("+ a")
    @example("12) a")
    @example("http://a.b <c@d.e>")
    def test_a_page_shows_the_words_and_nothing_else(self, text):
        page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        shown = page.render("\n".join(markdown_lines(text)))
        tags = set(re.findall(r"<[^>]*>", shown))
        assert tags <= {"<p>", "</p>", "<br />"}
        assert visible(html.unescape(re.sub(r"<[^>]*>", " ", shown))) == visible(text)

    def test_a_hostile_title_makes_no_heading_of_its_own(self):
        text = next(one for one in targets() if one.name == "markdown").quotes(
            [bookmark(1, episode_title=HOSTILE, show=HOSTILE, note=HOSTILE, tags=(HOSTILE,))]
        )
        shown = MarkdownIt("commonmark", {"html": True}).render(text)
        assert len(re.findall(r"<h\d", shown)) == 1
        assert "<script" not in shown
        assert re.findall(r'href="([^"]*)"', shown) == [
            "earmark://episode/e1?t=1.000&amp;b=000000000001"
        ]


class TestHtml:
    @given(written)
    def test_nothing_becomes_a_tag(self, text):
        hostile = bookmark(1, text=text, note=text, speaker=text, episode_title=text, tags=(text,))
        plain = bookmark(1, text="a", note="a", speaker="a", episode_title="a", tags=("a",))
        kinds = set(re.findall(r"<[a-z!/]+", page_of([plain])))
        assert set(re.findall(r"<[a-z!/]+", page_of([hostile]))) <= kinds

    def test_a_page_runs_no_scripts_and_loads_nothing(self):
        page = page_of([bookmark(1, text=HOSTILE)])
        assert "<script" not in page
        assert "default-src 'none'" in page
        assert not re.search(r"\s(?:src|href)=\"?(?!\"?earmark:)|@import|url\(", page)


class TestTables:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\n=", "＝"])
    def test_a_cell_is_no_formula(self, start):
        assert csv_cell(f"{start}1+1").startswith(f"'{start[:1]}")

    @pytest.mark.parametrize(
        ("cell", "safe"),
        [("a;=1", "a;'=1"), ("a\t@b", "a\t'@b"), ('a; "+1', "a;' \"+1"), ("a\n=1", "a\n'=1")],
    )
    def test_nor_is_a_part_of_one_that_other_programs_take_for_a_cell(self, cell, safe):
        assert csv_cell(cell) == safe

    @pytest.mark.parametrize("cell", ["", "1+1", "a=b", " a", "“=1”", "yes ;-)", "two:\n- a\n- b"])
    def test_other_cells_are_as_they_are(self, cell):
        assert csv_cell(cell) == cell

    @pytest.mark.parametrize("quotes", [csv_quotes, readwise_quotes])
    def test_no_cell_of_a_table_is_a_formula(self, quotes):
        evil = '=HYPERLINK("x")'
        made = quotes(
            [bookmark(1, text=evil, note=evil, speaker=evil, chapter=evil, show=evil, tags=(evil,))]
        )
        _, row = csv.reader(io.StringIO(made))
        assert sum("HYPERLINK" in cell for cell in row) >= 3
        assert not [cell for cell in row if cell.startswith("=")]


class TestCaptions:
    @given(written)
    def test_a_cue_is_not_ended_by_its_words(self, text):
        made = captions_of([bookmark(1, text=text, speaker=text, episode_title=text)])
        assert made.count("-->") == 1
        blocks = made.rstrip("\n").split("\n\n")
        assert len(blocks) in (2, 3)
        assert "<" not in re.sub(r"^<v [^<>\n]+>", "", blocks[-1].split("\n", 2)[2])

    def test_blank_lines_go_and_signs_are_escaped(self):
        assert vtt_text("a --> b\n\n\r\n<i>c & d") == "a --&gt; b\n&lt;i&gt;c &amp; d"


@given(texts)
def test_a_title_in_the_front_matter_is_one_line(text):
    field = yaml_text(text)
    assert len(field.splitlines()) == 1
    assert field[0] == field[-1] == '"'
