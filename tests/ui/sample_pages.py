"""Invented episodes for tests of the window, and the page that shows them."""

from itertools import pairwise

from reader.model import AudioFile, Chapter, Episode, Place, Turn
from reader.reading_page import ReadingPage
from reader.timing.timeline import Timeline

TURN_MS = 10_000
LONG_TURN = 30
LONG_TURN_MS = 200_000
SPEAKERS = ("Ida Holm", "Per Lind", "Wanda Ask")
_SENTENCES = (
    "The ferry leaves when the water does, and not a minute before.",
    "You learn to carry your own lamp.",
    "Nobody in the harbour has ever owned a watch that agreed with another one.",
)


def episode(
    *turns: Turn,
    chapters: tuple[tuple[str, int], ...] = (),
    notes: str = "",
    audio: AudioFile | None = None,
    place: Place | None = None,
) -> Episode:
    """Return an episode of these turns; chapters as (title, start in ms)."""
    length_ms = turns[-1].end_ms if turns else 0
    ends = [start for _, start in chapters[1:]] + [length_ms]
    return Episode(
        id="ferry",
        title="The last ferry of the winter",
        show="Night Ferry",
        subtitle="Two people, one crossing.",
        date=None,
        duration_ms=length_ms,
        notes=notes,
        source="clipboard",
        chapters=tuple(
            Chapter(title, start, end) for (title, start), end in zip(chapters, ends, strict=False)
        ),
        turns=turns,
        audio=audio,
        place=place or Place(),
    )


def spoken(speaker: str, start_ms: int, end_ms: int, *paragraphs: str) -> Turn:
    """Return a turn."""
    return Turn(speaker, paragraphs, start_ms, end_ms)


def long_episode(turns: int = 60) -> Episode:
    """Return many short turns of three sentences, and one that no view can hold."""
    lengths = [LONG_TURN_MS if i == LONG_TURN else TURN_MS for i in range(turns)]
    starts = [sum(lengths[:i]) for i in range(turns + 1)]
    made = [
        spoken(SPEAKERS[i % 3], start, end, *_paragraphs(i))
        for i, (start, end) in enumerate(pairwise(starts))
    ]
    chapters = tuple((f"Chapter at turn {i}", starts[i]) for i in range(0, turns, 10))
    notes = "What the crossing is like.\n\n• A link\n• Another"
    return episode(*made, chapters=chapters, notes=notes)


def page_of(shown: Episode, *, notes_shown: bool = False) -> ReadingPage:
    """Return the page that shows an episode."""
    return ReadingPage(shown, Timeline(shown.turns, shown.chapters), notes_shown=notes_shown)


def _paragraphs(turn: int) -> tuple[str, ...]:
    if turn == LONG_TURN:
        return (" ".join(_SENTENCES * 8),) * 4
    return (" ".join(_SENTENCES),)
