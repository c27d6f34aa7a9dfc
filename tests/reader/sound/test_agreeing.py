"""Whether pauses go with a text: those of its talk do, those of anything else do not."""

import numpy as np
import pytest
from sample_pages import page_text

from reader.formats import Source, read
from reader.model import Turn
from reader.sound.agreeing import agree
from reader.sound.cutting import fit_beside
from reader.sound.energy import Levels
from reader.sound.pauses import find_pauses, rotated
from reader.timing.settling import settle_turns
from tests.reader.sound.made_sound import RATE, levels_of, silence, talk_of, voice

LENGTH_MS = 80_000
PAGE = page_text("The ferry in winter")


def turns_of(page: str) -> tuple[Turn, ...]:
    return settle_turns(read(Source.from_text(page, "page"))[0].turns, LENGTH_MS)


def drums() -> Levels:
    beats = (0.5, 0.25, 0.25, 0.75, 0.25)
    parts = []
    for beat in beats * 40:
        hit = voice(int(beat * 1000), 0.2)
        fading = np.exp(-np.arange(len(hit)) / (0.04 * RATE))
        parts.append((hit * fading).astype(np.float32) + silence(int(beat * 1000)))
    return levels_of(parts)


OTHER_SOUNDS = {
    "nothing": lambda: levels_of([np.zeros(LENGTH_MS * RATE // 1000, np.float32)]),
    "noise": lambda: levels_of([voice(LENGTH_MS)]),
    "drums": drums,
    "a tune": lambda: levels_of(
        [part for beat in range(100) for part in (voice(500 + 130 * (beat % 3)), silence(170))]
    ),
}


def test_the_talk_of_a_text_goes_with_it() -> None:
    assert agree(turns_of(PAGE), find_pauses(levels_of([talk_of(PAGE, LENGTH_MS)])))


@pytest.mark.parametrize("kind", OTHER_SOUNDS)
def test_what_is_no_talk_does_not_and_nothing_is_fitted_to_it(kind: str) -> None:
    levels = OTHER_SOUNDS[kind]()
    assert not agree(turns_of(PAGE), find_pauses(levels))
    assert fit_beside(turns_of(PAGE), levels, ()) == ((),) * 4


def test_talk_as_even_as_a_list_does() -> None:
    items = "".join(
        f"00:00:{at:02} Ida: {'The lamp is on the pier. ' * 3}\n\n" for at in range(0, 60, 5)
    )
    page = f"A list\n\nTranscript\n\n{items}"
    assert agree(turns_of(page), find_pauses(levels_of([talk_of(page, LENGTH_MS)])))


def test_the_talk_begun_elsewhere_does_not() -> None:
    pauses = find_pauses(levels_of([talk_of(PAGE, LENGTH_MS)]))
    assert not agree(turns_of(PAGE), rotated(pauses, 31_000))


def test_of_a_few_words_the_pauses_are_believed() -> None:
    said = (Turn("Ida Holm", ("Yes. No. It was cold.",), 0, 5000),)
    assert agree(said, find_pauses(levels_of([voice(2000), silence(400), voice(2600)])))


def test_rotated_pauses_are_the_same_elsewhere() -> None:
    pauses = find_pauses(levels_of([voice(2000), silence(500), voice(7500)]))
    moved = rotated(pauses, 3000)
    assert (moved.starts_ms - pauses.starts_ms).tolist() == [3000]
    assert moved.voiced_ms[-1] == pauses.voiced_ms[-1]
    assert rotated(moved, 7000).voiced_ms.tolist() == pauses.voiced_ms.tolist()
