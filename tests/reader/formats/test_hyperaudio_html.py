"""Hyperaudio: every word's time, speakers by class, headings as chapters."""

from markup_reading import chosen_for, cues_in, episode_in, turns_in
from markup_samples import HYPERAUDIO

from reader.model import ChapterDraft


def words(*said: tuple[int, str]) -> str:
    return "".join(f'<span data-m="{at}" data-d="100">{word} </span>' for at, word in said)


def test_words_speakers_and_chapters() -> None:
    assert chosen_for(HYPERAUDIO) == "Hyperaudio HTML"
    episode = episode_in(HYPERAUDIO)
    assert (episode.title, episode.language) == ("The leek question", "en")
    assert episode.chapters == (ChapterDraft("Who has the sun?", 0),)
    assert turns_in(HYPERAUDIO) == [
        (900, "Priya", "Leeks need light."),
        (2500, "Otis", "So do beans."),
    ]
    assert cues_in(HYPERAUDIO)[:2] == [("Leeks", 900, 1200), ("need", 1250, 1650)]


def test_early_pages_use_links_without_lengths() -> None:
    page = '<p><a data-m="20">Hi </a><a data-m="400">and </a><a m="520">welcome.</a></p>'
    assert chosen_for(page) == "Hyperaudio HTML"
    assert cues_in(page) == [("Hi", 20, 20), ("and", 400, 400), ("welcome.", 520, 520)]


def test_a_paragraph_without_a_name_goes_on_with_the_speaker() -> None:
    page = (
        f'<p><span data-m="0" class="speaker">[Otis] </span>{words((0, "Dig"), (200, "it."))}</p>'
        f"<p>{words((9000, 'Now.'))}</p>"
    )
    assert turns_in(page) == [(0, "Otis", "Dig it.\n\nNow.")]


def test_a_name_that_only_its_colon_marks() -> None:
    page = f'<p><span data-m="0" data-d="0">Otis: </span>{words((0, "Dig"), (200, "it."))}</p>'
    assert turns_in(page) == [(0, "Otis", "Dig it.")]


def test_text_between_the_words_is_kept_and_the_page_around_is_not() -> None:
    page = (
        f"<nav>Home</nav><p>{words((0, 'Dig'))}(laughs) "
        f"<b>{words((500, 'it'), (700, 'now.'))}</b></p>"
        "<p>Share this page</p>"
    )
    assert turns_in(page) == [(0, "", "Dig (laughs) it now.")]


def test_other_pages_use_the_attribute_for_other_things() -> None:
    page = '<p>Press <span data-m="save">Save</span>, <span data-m="1">one</span> of many.</p>'
    assert chosen_for(page) != "Hyperaudio HTML"
