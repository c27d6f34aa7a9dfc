"""Otter's text: heads of a name, two blanks and a time."""

from markup_reading import chosen_for, episode_in, turns_in
from markup_samples import OTTER


def test_heads_and_footer() -> None:
    assert chosen_for(OTTER) == "Otter text"
    assert turns_in(OTTER) == [
        (3000, "Priya Nair", "Shall we dig the bed today?"),
        (9000, "Otis Brandt", "The ground is frozen."),
        (3_321_000, "Priya Nair", "Then we shall plan instead."),
    ]


def test_without_its_footer_it_begins_with_a_head() -> None:
    text = OTTER.partition("Transcribed")[0]
    assert chosen_for(text) == "Otter text"
    assert turns_in(text) == turns_in(OTTER)


def test_any_name_is_one_and_a_clock_in_the_text_is_none() -> None:
    text = OTTER.replace("Otis Brandt", "the neighbour's cat, maybe").replace(
        "frozen", "off at 10:30"
    )
    assert turns_in(text)[1] == (9000, "the neighbour's cat, maybe", "The ground is off at 10:30.")


def test_heads_without_names_and_paragraphs() -> None:
    text = "0:21  \nOne.\n\nTwo.\n\n1:00:24\nThree.\n\nTranscribed by https://otter.ai\n"
    assert turns_in(text) == [(21_000, "", "One.\n\nTwo."), (3_624_000, "", "Three.")]


def test_lists_at_the_top_become_notes() -> None:
    episode = episode_in(f"SUMMARY KEYWORDS\nleeks, frost\n\nSPEAKERS\nPriya, Otis\n\n{OTTER}")
    assert episode.title == "Transcript"
    assert episode.notes == "SUMMARY KEYWORDS\n\nleeks, frost\n\nSPEAKERS\n\nPriya, Otis"
    assert episode_in(f"Frost\n\n{OTTER}").title == "Frost"
