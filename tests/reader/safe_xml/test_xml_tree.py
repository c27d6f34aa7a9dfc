"""XML from anywhere: names by what their prefixes stand for, small faults mended, bombs refused."""

import pytest

from reader.errors import TranscriptError
from reader.formats.source import Source
from reader.safe_xml.tree import children, parse, text_of

PODCAST = "https://podcastindex.org/namespace/1.0"


def read(text: str):
    return parse(Source.from_text(text, "file.xml"))


def refusal(text: str) -> str:
    with pytest.raises(TranscriptError) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        f'<a xmlns:podcast="{PODCAST}"><podcast:b c="d"/></a>',
        f'<a xmlns:x="{PODCAST.upper()}"><x:b x:c="d"/></a>',
        f'<a><b xmlns="{PODCAST}/" c="d"/></a>',
        '<a><podcast:b c="d"/></a>',
    ],
)
def test_names_have_customary_prefixes_whatever_the_file_calls_them(text: str) -> None:
    (element,) = children(read(text), "podcast:b")
    assert element.attrib == {"c": "d"}


def test_a_prefix_holds_within_its_element_alone() -> None:
    root = read(f'<a><x:b xmlns:x="{PODCAST}"><x:c/></x:b><x:c/></a>')
    assert [element.tag for element in root.iter()] == ["a", "podcast:b", "podcast:c", "x:c"]


def test_text_is_that_of_all_elements_within() -> None:
    assert text_of(read("<a> One <b>two</b><![CDATA[ & <three>]]> </a>")) == "One two & <three>"
    assert text_of(None) == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("salt & pepper", "salt & pepper"),
        ("salt&nbsp;&eacute;&hellip;", "salt\u00a0é…"),
        ("&unknown; & more", "&unknown; & more"),
        ("a&#0;b&#x1F;c & d", "abc & d"),
        ("&lt;b> & &#60;", "<b> & <"),
        ("<![CDATA[x & y]]> & z", "x & y & z"),
    ],
)
def test_small_faults_are_mended(written: str, meant: str) -> None:
    assert text_of(read(f"<a>{written}</a>")) == meant


def test_larger_faults_are_said_with_the_line_of_the_file() -> None:
    assert "mismatched tag in line 4" in refusal("\n\n<a>\n<b></a>")
    assert "breaks off in line 2" in refusal("<a>\n<b>")
    assert refusal("").startswith("file.xml ")


@pytest.mark.parametrize(
    "declared", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///x">', '<!ENTITY % a "b">']
)
def test_declared_entities_are_refused(declared: str) -> None:
    assert "entities" in refusal(f"<!DOCTYPE a [{declared}]><a>&a;</a>")


def test_a_document_type_elsewhere_is_never_looked_up() -> None:
    text = '<!DOCTYPE rss PUBLIC "-//x//y" "http://example.org/x.dtd"><rss>a&copy;</rss>'
    assert read(text).text == "a©"


def test_depth_and_numbers_are_bounded() -> None:
    assert "too deeply" in refusal("<a>" * 1000)
    assert "elements" in refusal("<a>" + "<b/>" * 1_000_000 + "</a>")
    assert "namespaces" in refusal("<a " + " ".join(f'xmlns:p{n}="u"' for n in range(300)) + "/>")
    assert "kinds" in refusal("<a>" + "".join(f"<b{n}/>" for n in range(9000)) + "</a>")


def test_show_notes_full_of_links_are_no_elements() -> None:
    notes = '<a href="?a=1">b</a>' * 200_000
    assert text_of(read(f"<rss><item><![CDATA[{notes}]]></item></rss>")) == notes


def test_what_follows_the_root_is_ignored() -> None:
    assert read("<a>b</a> printed by <the server").text == "b"
