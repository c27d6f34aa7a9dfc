"""The root's name is told without reading on."""

import pytest

from reader.safe_xml.root import root_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<tt>", "tt"),
        ("\n <a:tt xmlns:a='x'>", "a:tt"),
        ("<psc:chapters/>", "psc:chapters"),
        ("<?xml version='1.0'?><!-- <no> --><tt/>", "tt"),
        ("<!DOCTYPE tt [ <!ENTITY a 'b'> ]><tt/>", "tt"),
        ("<!DOCTYPE rss SYSTEM 'a.dtd'>\n<rss version='2.0'>", "rss"),
        ("<?xml never ends", ""),
        ("Good morning <b>", ""),
        ("plain < text", ""),
        ("<", ""),
        ("", ""),
    ],
)
def test_the_root_is_found_behind_what_stands_before_it(text: str, name: str) -> None:
    assert root_name(text) == name
