r"""Transcripts as Markdown: bold names, escaped brackets with times, breaks, plain lists."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markup_reading import turns_in
from markup_samples import MARKDOWN, TEXT

from reader.formats.page_markdown import _blocks, _parser


def test_times_names_and_marks() -> None:
    assert turns_in(MARKDOWN) == [
        (4000, "Priya", "Welcome back to the shed. [laughing]"),
        (None, "Otis", "It smells of onions."),
        (259_000, "Otis", "And of rain, I should add."),
        (1_125_000, "", "Break"),
        (6_008_000, "Priya", "Thank you for staying so long."),
        (None, "Otis", "A pleasure."),
    ]


def test_hours_and_fractions() -> None:
    text = "**Priya:** \\[00:00:01.25\\] Dig.\n\n**Otis:** \\[00:32:28.29\\] No.\n\n**Priya:** Yes."
    assert [at for at, _, _ in turns_in(text)] == [1250, 1_948_290, None]


def test_names_on_lines_of_their_own_and_a_list_at_the_end() -> None:
    text = (
        "**Priya Nair:**\n\nDig first.\n\nThen water it all.\n\n**Break:**\n\n**Otis Brandt:**\n\n"
        "No.\n\n**Priya Nair:**\n\nYes.\n\n**Otis Brandt:**\n\nOh.\n\n**Break:**\n\n"
        "**Priya Nair:**\n\n"
        "That was it. There is more in:\n\n- The frost\n- The thaw\n\nHave a good week!\n"
    )
    assert turns_in(text) == [
        (None, "Priya Nair", "Dig first.\n\nThen water it all."),
        (None, "", "Break"),
        (None, "Otis Brandt", "No."),
        (None, "Priya Nair", "Yes."),
        (None, "Otis Brandt", "Oh."),
        (None, "", "Break"),
        (
            None,
            "Priya Nair",
            "That was it. There is more in:\n\n• The frost\n\n• The thaw\n\nHave a good week!",
        ),
    ]


def test_plain_text_without_times_is_read_and_not_synced() -> None:
    assert turns_in(TEXT) == [
        (None, "Priya", "Is the kettle on?"),
        (None, "Otis", "It has been on since noon."),
        (None, "Priya", "Then it is empty."),
        (None, "Otis", "That would explain the smell."),
    ]


def test_bare_speech_without_any_marks_is_one_turn() -> None:
    text = "and then we dug the second bed and the rain came down " * 10
    assert turns_in(text) == [(None, "", text.strip())]


LINES = (
    *("", "", "", "Plain words.", "**Ida Holm:** Well, yes.", "00:01:02 Per Lind: I see."),
    *("- a bullet", "* another", "+ a third", "1. one", "2) two", "1986. A year.", "1986.5 metres"),
    *("> a quotation", "```", "~~~", "    code", "  a little in", "\tfar in", "# A heading", "## "),
    *("===", "---", "***", "* * *", "** not bold", "**bold** and on", "_thin_", "`code` here"),
    *("<div>", "</div>", "<!-- a remark", "-->", "<b>bold</b>", "[ref]: https://example.org"),
    *("[ref]", "[a link](https://example.org)", "\\[00:01\\] Ida", "| a | b |", "two  ", "\u00ad"),
    *("\u00a0", "and &amp; then", "“Quoted.”", "§ 3", "a<br>b"),
)


@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
@settings(max_examples=400)
def test_short_cuts_give_what_the_parser_would(page):
    plainly = MarkdownIt("commonmark", {"maxNesting": 12}).parse(page)

    assert list(_blocks(_parser().parse(page))) == list(_blocks(plainly))
