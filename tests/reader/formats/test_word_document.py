"""Word documents: the transcripts in them, whatever exported them, and archives that are none."""

import io
import zipfile

import pytest
from markup_reading import chosen_for, cues_in, source_of, turns_in
from markup_samples import WORD, docx, run

from reader.errors import TranscriptError
from reader.formats import read

BREAK = "<w:r><w:br/></w:r>"


def archive(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()


def test_names_with_times_on_lines_of_their_own() -> None:
    assert chosen_for(WORD) == "Word document"
    assert turns_in(WORD) == [
        (3000, "Priya Nair", "Who has the key?"),
        (6000, "Otis Brandt", "It hangs in the shed."),
        (11_000, "Priya Nair", "Which is locked."),
    ]


def test_name_time_and_text_in_one_paragraph_with_a_break() -> None:
    data = docx(
        run("Priya Nair", bold=True) + run("   0:03") + BREAK + run("Who has the key?"),
        run("Otis Brandt", bold=True) + run("   1:02:03") + BREAK + run("Not me."),
        run("Priya Nair", bold=True) + run("   1:02:05") + BREAK + run("I see."),
    )
    assert turns_in(data) == [
        (3000, "Priya Nair", "Who has the key?"),
        (3_723_000, "Otis Brandt", "Not me."),
        (3_725_000, "Priya Nair", "I see."),
    ]


def test_bold_names_without_times() -> None:
    data = docx(
        run("Priya:", bold=True) + run(" Who?"),
        run("Otis:", bold=True) + run(" You."),
        run("Priya:", bold=True) + run(" Oh."),
    )
    assert turns_in(data) == [
        (None, "Priya", "Who?"),
        (None, "Otis", "You."),
        (None, "Priya", "Oh."),
    ]


def test_captions_and_timed_lines_in_a_document_are_what_they_are() -> None:
    lines = ["1", "00:00:01,000 --&gt; 00:00:02,000", "Hello.", "2"]
    captions = docx(*map(run, [*lines, "00:00:03,000 --&gt; 00:00:04,000", "Bye."]))
    assert chosen_for(captions) == "SubRip"
    assert cues_in(captions) == [("Hello.", 1000, 2000), ("Bye.", 3000, 4000)]


def test_deleted_text_and_fields_are_not_read() -> None:
    kept = run("Priya:") + "<w:r><w:tab/></w:r>" + run("Who?")
    gone = (
        "<w:del><w:r><w:delText>Why?</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    data = docx(kept + gone, run("Otis: You."), run("Priya: Oh."))
    assert turns_in(data)[0] == (None, "Priya", "Who?")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (archive(notes_txt="x"), "is a ZIP archive"),
        (archive(content_xml="<x/>"), "is an OpenDocument file"),
        (WORD[:-30], "damaged or protected"),
        (archive(word__document_xml="<w:document><w:p>"), "Word document that is damaged"),
        (archive(word__document_xml="<!DOCTYPE a><a/>"), "document type"),
        (archive(word__document_xml=" " * 30_000_000), "expands to far more than a transcript"),
        (docx(), "is empty"),
        (b"{\\rtf1 Hello}", "is an RTF document, which Earmark cannot read. Save it as a Word"),
        (b"%PDF-1.7 ...", "is a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "is an old Word document"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes, problem: str) -> None:
    with pytest.raises(TranscriptError, match=f"^talk .*{problem}"):
        read(source_of(data))
