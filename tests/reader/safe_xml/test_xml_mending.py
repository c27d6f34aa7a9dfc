"""Long XML is mended chunk by chunk as if it were in one piece."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.safe_xml import mending
from reader.safe_xml.mending import mended

PIECES = (
    "<a>", "</a>", "]]>", "]", "<![CDATA[", "<![CDATA[x & y &nbsp;]]>", "&", "&amp;", "&nbsp;",
    "&#38;", "&#0;", "&#XE9;", "&bogus;", "\x07", "\ufffe", "é", " ",
)  # fmt: skip


@example("<![CDATA[x & y &nbsp;]]><a>", 24)
@given(st.lists(st.sampled_from(PIECES)).map("".join), st.integers(10, 60))
def test_where_the_chunks_are_cut_changes_nothing(text: str, size: int) -> None:
    whole = "".join(mended(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mending, "_CHUNK", size)
        patch.setattr(mending, "_MOST_CHUNKS", len(text) + 1)
        assert "".join(mended(text)) == whole


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#0;&#x1F;&#xD800;&#x110000;&#999999999;", ""),
        ("&#233;&#XE9;", "&#233;&#xe9;"),
        ("<![CDATA[&nbsp;\x07]]>&nbsp;", "<![CDATA[&nbsp;]]>\xa0"),
        ("&Lt;&lt;", "≪&lt;"),
    ],
)
def test_references_are_those_of_xml_afterwards(written: str, meant: str) -> None:
    assert "".join(mended(written)) == meant
