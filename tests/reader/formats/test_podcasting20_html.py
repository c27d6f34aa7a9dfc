"""Podcasting 2.0 HTML: cite, time and paragraph, any of the first two missing."""

import pytest
from markup_reading import chosen_for, episode_in, turns_in
from markup_samples import PODCASTING20_HTML


def test_names_times_and_paragraphs() -> None:
    assert chosen_for(PODCASTING20_HTML) == "Podcasting 2.0 HTML"
    assert turns_in(PODCASTING20_HTML) == [
        (0, "Priya", "Shall we dig the bed today?"),
        (7000, "Otis", "The ground is frozen."),
        (3_723_000, "Otis", "It still is."),
    ]


@pytest.mark.parametrize("name", ["@mole_99", "the whole allotment, singing", "Dr. Who?!"])
def test_any_name_in_a_cite_is_a_name(name: str) -> None:
    page = f"<cite>{name}:</cite><time>0:01</time><p>Dig.</p><cite>Otis</cite><p>No.</p>"
    assert turns_in(page) == [(1000, name, "Dig."), (None, "Otis", "No.")]


def test_times_alone_within_a_document_with_a_title() -> None:
    page = (
        '<!DOCTYPE html><html lang="de"><head><title>Frost</title></head><body><h1>Frost</h1>'
        "<time>00:00:01.500</time><p>Eins.</p><p>Zwei.</p><time datetime='PT3S'></time>"
        "<p>Drei.<br>Vier.</p></body></html>"
    )
    assert chosen_for(page) == "Podcasting 2.0 HTML"
    assert turns_in(page) == [(1500, "", "Eins.\n\nZwei."), (3000, "", "Drei.\n\nVier.")]
    episode = episode_in(page)
    assert (episode.title, episode.language, episode.resolution_ms) == ("Frost", "de", 1)


def test_a_page_with_more_on_it_is_left_to_the_pages_reader() -> None:
    page = (
        f"<html><body><p>Notes come first.</p><h2>Transcript</h2>{PODCASTING20_HTML}</body></html>"
    )
    assert chosen_for(page) == "page as HTML"
    assert [(at, name) for at, name, _ in turns_in(page)][:2] == [(0, "Priya"), (7000, "Otis")]


def test_names_and_times_within_the_paragraphs() -> None:
    page = (
        "<p><cite>Priya:</cite> <time>0:09</time> Dig at 10:30.</p><p>Or later.</p>"
        "<p><cite>Otis:</cite> <time>0:12</time> No.</p>"
    )
    assert turns_in(page) == [
        (9000, "Priya", "Dig at 10:30.\n\nOr later."),
        (12_000, "Otis", "No."),
    ]
