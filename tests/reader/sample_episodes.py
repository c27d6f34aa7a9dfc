"""Episodes for the library's tests: invented conversations that differ from one another."""

import random
from datetime import date

from reader.model import ChapterDraft, EpisodeDraft, TurnDraft

_WORDS = (
    *("harbour", "lantern", "kettle", "ferry", "winter", "engine", "garden", "letter", "bridge"),
    *("copper", "window", "island", "paper", "signal", "barley", "compass", "orchard", "thunder"),
    *("velvet", "marble", "whistle", "anchor", "saddle", "pepper", "ribbon"),
)


def conversation(seed: int, turns: int = 30, words: int = 12) -> tuple[TurnDraft, ...]:
    """Return turns whose words depend on the seed alone, four seconds apart."""
    rng = random.Random(seed)  # noqa: S311
    return tuple(
        TurnDraft(
            ("Ida Holm", "Per Lind")[i % 2],
            (" ".join(rng.choice(_WORDS) for _ in range(words)) + ".",),
            i * 4000,
        )
        for i in range(turns)
    )


def episode(title: str = "The last ferry of the winter", seed: int = 1, **fields) -> EpisodeDraft:
    """Return an episode with notes, three chapters and a conversation."""
    known = {
        "show": "Night Ferry",
        "date": date(2026, 1, 27),
        "duration_ms": 120_000,
        "notes": "Ida and Per cross the sound.\n\n• A link\n• Another",
        "chapters": (
            ChapterDraft("Departure", 0),
            ChapterDraft("Open water", 40_000),
            ChapterDraft("Landing", 80_000),
        ),
        "turns": conversation(seed),
    }
    return EpisodeDraft(title, **(known | fields))
