"""Other transcripts of one conversation, and which of their words are which of the first one's.

What real replacements do to a transcript: another transcriber's spelling and wording, words
misheard, turns cut elsewhere, advertisements put in, passages cut out. The conversation has what
makes places hard to tell apart: stock replies, a sponsor thanked twice, a clip before the start.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from _episodes import MS_A_WORD, conversation

from reader.model import Turn, TurnRange
from reader.timing.settling import settle_turns

STOCK = (
    *("Yeah.", "Right, exactly.", "That makes a lot of sense.", "I think so too, yeah."),
    *("Mm-hmm.", "No, I agree.", "Can you say more about that?", "That is a good question."),
)
SPONSOR = (
    "This conversation is brought to you by the lamp makers of the old town. Their lamps burn "
    "longer than any other lamp you have ever carried home. Say that we have sent you, and the "
    "second lamp is yours for nothing. And now back to the conversation."
)
FILLERS = ("um", "uh", "you know", "I mean", "like")
SMALL = frozenset(
    {
        *("the", "of", "and", "to", "a", "in", "that", "it", "is", "was"),
        *("i", "you", "we", "but", "so", "not", "for", "on", "with", "as"),
    }
)
WORDINGS = {"is": "'s", "not": "n't", "and": "&", "you": "ya", "with": "w/", "for": "fer"}
MISHEARD_SYLLABLES = ("bro", "nick", "stel", "pan", "dor", "ith", "cal", "mun", "ves", "tra")


@dataclass(frozen=True, slots=True)
class Token:
    """One written word. `origin` is its number in the first transcript, or -1."""

    text: str
    origin: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn as words, with its start in the audio."""

    speaker: str
    tokens: tuple[Token, ...]
    start_ms: int


Talk = tuple[Spoken, ...]
Chance = random.Random


def first_talk(hours: float, seed: int) -> Talk:
    """Return a conversation with stock replies, a sponsor thanked twice, a clip at the start."""
    chance = Chance(seed)
    turns = settle_turns(conversation(hours, seed).turns)
    said: list[tuple[str, str]] = []
    for number, turn in enumerate(turns):
        said.append((turn.speaker, turn.text))
        if chance.random() < 0.3:
            said.append(("Felix Marlowe", chance.choice(STOCK)))
        if number in (len(turns) // 3, 2 * len(turns) // 3):
            said.append(("Nora Winslow", SPONSOR))
    clip = max(said[len(said) // 2 : len(said) // 2 + 20], key=lambda one: len(one[1]))
    return _numbered([(clip[0], " ".join(clip[1].split()[:40])), *said])


def _numbered(said: Sequence[tuple[str, str]]) -> Talk:
    talk: list[Spoken] = []
    count = 0
    for speaker, text in said:
        words = text.split()
        tokens = tuple(Token(word, count + i) for i, word in enumerate(words))
        talk.append(Spoken(speaker, tokens, count * MS_A_WORD))
        count += len(words)
    return tuple(talk)


# What may happen to it


def other_wording(talk: Talk, chance: Chance) -> Talk:
    """Write it as another transcriber would: fillers, contractions, spellings, signs, case."""
    return _each_word(talk, chance, _worded)


def misheard(talk: Talk, chance: Chance) -> Talk:
    """Change a tenth of the words."""

    def change(token: Token, chance: Chance) -> list[Token]:
        heard = "".join(chance.choices(MISHEARD_SYLLABLES, k=chance.randint(1, 3)))
        return [replace(token, text=heard) if chance.random() < 0.1 else token]

    return _each_word(talk, chance, change)


def corrected(talk: Talk, chance: Chance) -> Talk:
    """Change one word in fifty."""
    return _each_word(
        talk, chance, lambda token, c: [_misspelt(token, c) if c.random() < 0.02 else token]
    )


def cut_elsewhere(talk: Talk, chance: Chance) -> Talk:
    """Join some turns with the next one, and split others anywhere."""
    joined: list[Spoken] = []
    for turn in talk:
        if joined and chance.random() < 0.3:
            joined[-1] = replace(joined[-1], tokens=joined[-1].tokens + turn.tokens)
        else:
            joined.append(turn)
    return tuple(part for turn in joined for part in _split(turn, chance))


def advertised(talk: Talk, chance: Chance) -> Talk:
    """Put in two advertisements; what follows is heard later."""
    advertisement = Spoken("", tuple(Token(word, -1) for word in SPONSOR.upper().split()), 0)
    length_ms = 30_000
    for _ in range(2):
        at = chance.randrange(len(talk))
        start_ms = talk[at].start_ms
        later = (replace(turn, start_ms=turn.start_ms + length_ms) for turn in talk[at:])
        talk = (*talk[:at], replace(advertisement, start_ms=start_ms), *later)
    return talk


def everything(talk: Talk, chance: Chance) -> Talk:
    """Do all of that but the mishearing of a tenth."""
    for change in (other_wording, cut_elsewhere, advertised, corrected):
        talk = change(talk, chance)
    return talk


def without(talk: Talk, origins: frozenset[int]) -> Talk:
    """Cut a passage out."""
    left = (
        replace(turn, tokens=tuple(t for t in turn.tokens if t.origin not in origins))
        for turn in talk
    )
    return tuple(turn for turn in left if turn.tokens)


def _each_word(talk: Talk, chance: Chance, change: Callable[[Token, Chance], list[Token]]) -> Talk:
    changed = (
        replace(turn, tokens=tuple(new for old in turn.tokens for new in change(old, chance)))
        for turn in talk
    )
    return tuple(turn for turn in changed if turn.tokens)


def _worded(token: Token, chance: Chance) -> list[Token]:
    bare = token.text.strip(".,?!").lower()
    roll = chance.random()
    if bare in SMALL and roll < 0.08:
        return []
    if bare in WORDINGS and roll < 0.3:
        return [replace(token, text=WORDINGS[bare])]
    if roll > 0.96:
        fillers = chance.choice(FILLERS).split()
        return [*(Token(filler, -1) for filler in fillers), token]
    if bare not in SMALL and roll > 0.9:
        return [_misspelt(token, chance)]
    return [replace(token, text=bare) if roll > 0.6 and bare else token]


def _misspelt(token: Token, chance: Chance) -> Token:
    at = chance.randrange(len(token.text))
    letter = chance.choice("aeioutrnsl")
    return replace(token, text=token.text[:at] + letter + token.text[at + 1 :])


def _split(turn: Spoken, chance: Chance) -> list[Spoken]:
    if len(turn.tokens) < 12 or chance.random() < 0.4:
        return [turn]
    at = chance.randrange(4, len(turn.tokens) - 4)
    later = turn.start_ms + at * MS_A_WORD
    rest = Spoken(f"Speaker {chance.randint(1, 3)}", turn.tokens[at:], later)
    return [replace(turn, tokens=turn.tokens[:at]), *_split(rest, chance)]


# As turns, and back


def turns_of(talk: Talk) -> tuple[Turn, ...]:
    """Return a talk as the library would hold it."""
    return tuple(
        Turn(
            spoken.speaker,
            (" ".join(token.text for token in spoken.tokens),),
            spoken.start_ms,
            spoken.start_ms + len(spoken.tokens) * MS_A_WORD,
        )
        for spoken in talk
    )


def origins_at(talk: Talk, place: TurnRange) -> frozenset[int]:
    """Return which words of the first transcript stand at a place; words put in count as -1."""
    found = set()
    for number in range(place.first_turn, place.last_turn + 1):
        first = place.first_offset if number == place.first_turn else 0
        last = place.last_offset if number == place.last_turn else None
        at = 0
        for token in talk[number].tokens:
            if at + len(token.text) > first and (last is None or at < last):
                found.add(token.origin)
            at += len(token.text) + 1
    return frozenset(found)
