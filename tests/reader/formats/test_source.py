"""What a format is given to read, and how its bytes become text."""

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import TranscriptError
from reader.formats.source import MAX_BYTES, Source

GREEK = "Καλημέρα σε όλους, αυτή είναι η εκπομπή."


def text_of(data: bytes, encoding: str | None = None) -> str:
    return Source("page.txt", data, encoding=encoding).text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_with_and_without_a_mark(encoding: str) -> None:
    page = "Olá, “hello”. " * 20
    assert text_of(page.encode(encoding)) == page


def test_western_bytes_without_a_declaration() -> None:
    assert text_of("“Café” – naïve".encode("cp1252")) == "“Café” – naïve"


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="iso-8859-7">',
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-7">',
        '<?xml version="1.0" encoding="iso-8859-7"?>',
    ],
)
def test_the_declared_charset(declaration: str) -> None:
    page = f"{declaration}<p>{GREEK}</p>"
    assert text_of(page.encode("iso-8859-7")) == page


def test_a_declaration_that_is_no_encoding_is_passed_over() -> None:
    assert text_of('<meta charset="hex">é'.encode("cp1252")).endswith("é")


def test_utf8_wins_over_a_wrong_declaration() -> None:
    assert text_of(f'<meta charset="iso-8859-1">{GREEK}'.encode()).endswith(GREEK)


def test_a_script_far_from_latin_is_guessed() -> None:
    russian = "Добрый день, дорогие друзья. Сегодня мы говорим о пчёлах на крышах домов. " * 5
    assert text_of(russian.encode("cp1251")) == russian


def test_utf8_cut_off_within_a_character() -> None:
    assert text_of((GREEK * 3).encode()[:-2] + b"\xce").startswith(GREEK * 2)


def test_a_persons_choice_wins() -> None:
    assert text_of(GREEK.encode("cp1253"), "cp1253") == GREEK


@pytest.mark.parametrize(
    ("encoding", "said"), [("ascii", "not text in ascii"), ("nonsense", "no encoding")]
)
def test_a_wrong_choice_is_said(encoding: str, said: str) -> None:
    with pytest.raises(TranscriptError, match=said):
        text_of(GREEK.encode(), encoding)


def test_line_ends_are_one_kind() -> None:
    assert text_of(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        (b"ID3\x04\x00\x00" + b"\xff" * 50, "is an audio file"),
        (b"\x00\x00\x00\x20ftypM4A " + b"\0" * 9, "audio or video"),
        (b"OggS" + b"\0" * 40, "is an audio file"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, said: str) -> None:
    with pytest.raises(TranscriptError, match=said) as caught:
        text_of(data)
    assert "page.txt" in str(caught.value)


def test_a_path_gives_name_bytes_and_title(tmp_path: Path) -> None:
    page = tmp_path / "Rain on Hives.txt"
    page.write_text("Hello", "utf-8")
    source = Source.from_path(page)
    assert (source.name, source.text, source.path, source.title) == (
        "Rain on Hives.txt",
        "Hello",
        page,
        "Rain on Hives",
    )


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match="does not exist") as caught:
        Source.from_path(tmp_path / "gone.txt")
    assert caught.value.path == tmp_path / "gone.txt"


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match="is a folder"):
        Source.from_path(tmp_path)


def test_a_file_that_is_far_too_large(tmp_path: Path) -> None:
    page = tmp_path / "huge.txt"
    with page.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TranscriptError, match="too large"):
        Source.from_path(page)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("x")
    page.chmod(0)
    with pytest.raises(TranscriptError, match="cannot be read"):
        Source.from_path(page)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(TranscriptError, match="cannot be read"):
        Source.from_path(Path("a\0b"))


def test_pasted_text_keeps_every_character() -> None:
    assert Source.from_text("Πες «γεια» 🐝").text == "Πες «γεια» 🐝"


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(TranscriptError):
        assert isinstance(text_of(data), str)
