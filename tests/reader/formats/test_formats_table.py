"""docs/formats.md says what the formats read; it is made from the samples and kept up to date."""

from formats_table import BEGIN, DOCUMENT, END, document, samples, table

from reader.formats import formats


def test_every_format_has_a_sample() -> None:
    assert {name for name, _ in samples()} == {form.NAME for form in formats()}


def test_the_table_has_a_line_for_each_format() -> None:
    lines = table().splitlines()
    assert len(lines) == 2 + len(formats())
    assert len({len(line) for line in lines}) == 1


def test_the_document_is_up_to_date() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert BEGIN in text
    assert END in text
    assert text == document(), "write it anew: make formats-table"
