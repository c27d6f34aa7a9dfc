"""Episodes and pages of any length for the benchmarks, the same ones for the same seed."""

import random
from datetime import date, timedelta
from html import escape
from itertools import accumulate
from pathlib import Path

from reader.library import Arrival
from reader.model import AudioFile, ChapterDraft, EpisodeDraft, TurnDraft

SEED = 20260127
WORDS_AN_HOUR = 15_000
TURNS_AN_HOUR = 250
MS_A_MINUTE = 60_000
MS_A_WORD = 60 * MS_A_MINUTE // WORDS_AN_HOUR
CHAPTER_EVERY_TURNS = 25
SPEAKERS = ("Nora Winslow", "Felix Marlowe", "Ewan Tait")
_SYLLABLES = (
    *("ka", "len", "to", "mir", "sa", "vel", "ron", "di", "pe", "shu"),
    *("lan", "gor", "ti", "mas", "wen", "fo", "ber", "al", "ne", "qui"),
)
_SMALL_WORDS = [
    *("the", "of", "and", "to", "a", "in", "that", "it", "is", "was"),
    *("I", "you", "we", "but", "so", "not", "for", "on", "with", "as"),
]


def conversation(hours: float, seed: int = SEED) -> EpisodeDraft:
    """Return an episode with 250 turns and 15,000 words for each hour.

    Turns are of very different lengths, as in talk: many of a few words, some of several
    hundred in several paragraphs. A chapter begins every 25 turns.
    """
    chance = random.Random(seed)  # noqa: S311
    count = round(hours * TURNS_AN_HOUR)
    lengths = _turn_lengths(chance, count, round(hours * WORDS_AN_HOUR))
    starts = [before * MS_A_WORD for before in accumulate(lengths[:-1], initial=0)]
    vocabulary = _vocabulary(chance)
    turns = tuple(
        TurnDraft(chance.choice(SPEAKERS), _paragraphs(chance, vocabulary, words), start)
        for words, start in zip(lengths, starts, strict=True)
    )
    chapters = tuple(
        ChapterDraft(_sentence(chance, vocabulary, 5), starts[turn])
        for turn in range(0, count, CHAPTER_EVERY_TURNS)
    )
    return EpisodeDraft(
        f"A talk of {hours:g} hours, number {seed}",
        show="The Lamp Room",
        date=date(2026, 1, 27),
        duration_ms=sum(lengths) * MS_A_WORD,
        notes="\n\n".join(_paragraphs(chance, vocabulary, 300)),
        chapters=chapters,
        turns=turns,
    )


def short_episodes(count: int, seed: int = SEED) -> list[Arrival]:
    """Return episodes of a few turns, each with audio, for a library that is full of them."""
    chance = random.Random(seed)  # noqa: S311
    vocabulary = _vocabulary(chance)
    return [_short_episode(chance, vocabulary, number) for number in range(count)]


def page_text(episode: EpisodeDraft) -> str:
    """Return an episode as a saved page: head, notes, chapter list, transcript."""
    chapters = "\n\n".join(f"  • {_clock(c.start_ms)} {c.title}" for c in episode.chapters)
    turns = "\n\n".join(
        f"{_clock(turn.start_ms)} {turn.speaker}: " + "\n\n".join(turn.paragraphs)
        for turn in episode.turns
    )
    return (
        f"{episode.title}\n\n{episode.show}\n\n27/1/2026\n\n{episode.notes}\n\n"
        f"Chapters\n\n{chapters}\n\nTranscript\n\n{turns}\n"
    )


def page_html(episode: EpisodeDraft) -> str:
    """Return the same page as a browser saves it."""
    notes = "".join(f"<p>{escape(text)}</p>\n" for text in episode.notes.split("\n\n"))
    chapters = "".join(
        f"<li><p>{_clock(c.start_ms)} {escape(c.title)}</p></li>\n" for c in episode.chapters
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{escape(episode.title)}</title>"
        f"</head><body><article><h1>{escape(episode.title)}</h1>\n{notes}<h2>Chapters</h2>\n"
        f"<ul>{chapters}</ul><h2>Transcript</h2>\n{''.join(map(_turn_html, episode.turns))}"
        "</article></body></html>"
    )


def page_markdown(episode: EpisodeDraft) -> str:
    """Return the same page as a note taker writes it."""
    chapters = "\n".join(f"- {_clock(c.start_ms)} {c.title}" for c in episode.chapters)
    turns = "\n\n".join(
        f"**{turn.speaker}** [{_clock(turn.start_ms)}]\n\n" + "\n\n".join(turn.paragraphs)
        for turn in episode.turns
    )
    return (
        f"# {episode.title}\n\n{episode.notes}\n\n## Chapters\n\n{chapters}\n\n"
        f"## Transcript\n\n{turns}\n"
    )


def _turn_html(turn: TurnDraft) -> str:
    first, *rest = map(escape, turn.paragraphs)
    head = f"<p><strong>{_clock(turn.start_ms)} {turn.speaker}</strong>: {first}</p>\n"
    return head + "".join(f"<p>{paragraph}</p>\n" for paragraph in rest)


def _clock(position_ms: int | None) -> str:
    seconds = (position_ms or 0) // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _short_episode(chance: random.Random, vocabulary: list[str], number: int) -> Arrival:
    duration_ms = chance.randrange(20, 120) * MS_A_MINUTE
    turns = tuple(
        TurnDraft(SPEAKERS[index % 2], (_sentence(chance, vocabulary, 40),), index * 20_000)
        for index in range(12)
    )
    draft = EpisodeDraft(
        f"{number}: {_sentence(chance, vocabulary, chance.randrange(3, 16))}",
        show=f"Show number {number % 12}",
        date=date(2020, 1, 1) + timedelta(days=number),
        duration_ms=duration_ms,
        turns=turns,
    )
    audio = AudioFile(Path(f"/nowhere/{number}.mp3"), f"{number:064x}", duration_ms)
    return Arrival(draft, audio)


def _turn_lengths(chance: random.Random, count: int, words: int) -> list[int]:
    """Return each turn's words: log-normal like real talk, and `words` in all."""
    shares = [chance.lognormvariate(0, 1.3) for _ in range(count)]
    scale = words / sum(shares)
    return [max(1, round(share * scale)) for share in shares]


def _vocabulary(chance: random.Random) -> list[str]:
    rare = ["".join(chance.choices(_SYLLABLES, k=chance.randrange(1, 5))) for _ in range(3000)]
    return rare + _SMALL_WORDS * 100  # every other word or so is a small one


def _paragraphs(chance: random.Random, vocabulary: list[str], words: int) -> tuple[str, ...]:
    paragraphs: list[str] = []
    while words > 0:
        taken = min(words, chance.randrange(60, 160))
        paragraphs.append(_sentences(chance, vocabulary, taken))
        words -= taken
    return tuple(paragraphs)


def _sentences(chance: random.Random, vocabulary: list[str], words: int) -> str:
    sentences: list[str] = []
    while words > 0:
        taken = min(words, chance.randrange(3, 25))
        sentences.append(_sentence(chance, vocabulary, taken) + chance.choice(".....?!"))
        words -= taken
    return " ".join(sentences)


def _sentence(chance: random.Random, vocabulary: list[str], words: int) -> str:
    return " ".join(chance.choices(vocabulary, k=words)).capitalize()
