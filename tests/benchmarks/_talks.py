"""Synthetic conversations whose sentences begin at known times: voices, pauses, noise, music.

Flite's voices speak every sentence on its own (and eSpeak NG's, where it is installed), so that
where each begins is known to the sample; what is between them, and under them, is ours to say.
"""

import random
import shutil
import subprocess
import sys
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from reader.model import PARAGRAPH_BREAK, TurnDraft

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

RATE = 16_000
SEED = 20260301
SPEECH_LEVEL = 0.12
TEMPO = 0.15  # no person says every sentence at one pace, as a synthetic voice does
AUDIBLE = 0.03  # of a sentence's loudest 5 ms: what a listener takes for its start
PARAGRAPH_SENTENCES = 6

Sound = NDArray[np.float32]

_WHO = ("the keeper", "my sister", "nobody here", "the old printer", "a friend of mine", "we",
        "the people on the ferry", "she", "they", "I", "the woman from the archive")  # fmt: skip
_DID = ("found", "wrote down", "never liked", "repaired", "forgot", "carried", "asked about",
        "counted", "wanted to keep", "looked for", "used to sell", "remembered")  # fmt: skip
_WHAT = ("the letters", "a small lamp", "every map of the coast", "the second chapter", "it",
         "seven boxes of negatives", "the engine", "what the harbour was for", "a list of names",
         "the recordings from that winter", "the whole building", "tea")  # fmt: skip
_WHEN = ("in the morning", "for nineteen years", "before the road was there", "at night", "again",
         "when the fog came in from the north", "without saying a word", "on Thursdays",
         "as far as I know", "after the war", "in about ten minutes")  # fmt: skip
_LINKS = (", and", ", but", " because", ", which is why", " while", ", although", " so that")
_OPENINGS = ("Well, ", "You know, ", "In the end ", "To be honest, ", "So ", "", "", "", "", "")
_SHORT = ("Yes.", "No, not at all.", "That is true.", "Really?", "I see.", "Exactly.", "Of course.",
          "Why is that?", "It was cold.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Habit:
    """How people talk in one conversation, and what it was recorded over and as."""

    name: str
    pause_ms: tuple[int, int]  # between sentences
    unpaused: float = 0.0  # the share of sentences that follow right on
    hesitations: float = 0.0  # the share of words that somebody stops before
    hesitation_ms: tuple[int, int] = (200, 700)
    noise_db: float = -62.0
    music_db: float | None = None
    jingles: float = 0.0  # the share of turns that music comes before
    voices: tuple[str, ...] = ("slt", "rms")
    encoded: tuple[str, ...] = ()  # what FFmpeg is told; () for WAV
    suffix: str = ".wav"


HABITS = (
    Habit("calm, in a studio, WAV", (300, 700)),
    Habit(
        "quick, few pauses, MP3",
        (120, 320),
        unpaused=0.15,
        hesitations=0.01,
        voices=("awb", "slt"),
        encoded=("-c:a", "libmp3lame", "-b:a", "64k", "-ar", "44100"),
        suffix=".mp3",
    ),
    Habit(
        "hesitant, a noisy room, Opus",
        (250, 900),
        hesitations=0.05,
        noise_db=-42,
        voices=("rms", "awb"),
        encoded=("-c:a", "libopus", "-b:a", "24k"),
        suffix=".opus",
    ),
    Habit(
        "music under everything, M4A",
        (250, 600),
        hesitations=0.01,
        music_db=-32,
        encoded=("-c:a", "aac", "-b:a", "64k"),
        suffix=".m4a",
    ),
    Habit(
        "breathless, VBR MP3",
        (80, 260),
        unpaused=0.4,
        hesitations=0.02,
        encoded=("-c:a", "libmp3lame", "-q:a", "6", "-ar", "44100", "-ac", "2"),
        suffix=".mp3",
    ),
    Habit(
        "jingles, other voices, Vorbis",
        (200, 600),
        hesitations=0.02,
        jingles=0.3,
        voices=("en-gb", "en-us"),
        encoded=("-c:a", "libvorbis", "-q:a", "2"),
        suffix=".ogg",
    ),
    Habit(
        "slow and loud, FLAC",
        (500, 1500),
        hesitations=0.03,
        noise_db=-50,
        suffix=".flac",
        encoded=("-c:a", "flac"),
    ),
)


@dataclass(slots=True)
class Talk:
    """A conversation on disk; `starts_ms[turn][sentence]` is when each sentence begins."""

    path: Path
    drafts: list[TurnDraft] = field(default_factory=list)
    sentences: list[list[str]] = field(default_factory=list)
    starts_ms: list[list[int]] = field(default_factory=list)
    length_ms: int = 0


class _Tape:
    """The sound so far; `at` is where the next sound begins."""

    def __init__(self) -> None:
        self.parts: list[Sound] = []
        self.at = 0

    @property
    def at_ms(self) -> int:
        """Where the next sound begins."""
        return self.at * 1000 // RATE

    def lay(self, sound: Sound) -> None:
        """Go on with a sound."""
        self.parts.append(sound)
        self.at += len(sound)

    def gap(self, ms: float) -> None:
        """Go on after a silence."""
        self.lay(_silence(ms))


def record(habit: Habit, folder: Path, minutes: float, seed: int = SEED) -> Talk:
    """Speak a conversation of about so many minutes, and write it as the habit says."""
    chance = random.Random(f"{seed} {habit.name}")  # noqa: S311 - the same one every time
    voices = [_voice(name) for name in habit.voices]
    talk, tape = Talk(folder / f"talk{habit.suffix}"), _Tape()
    tape.gap(chance.uniform(500, 3000))
    while tape.at < minutes * 60 * RATE:
        if chance.random() < habit.jingles:
            tape.lay(_jingle(chance))
            tape.gap(chance.uniform(100, 600))
        voice = voices[len(talk.drafts) % len(voices)]
        _speak_turn(talk, tape, habit, voice, chance)
        tape.gap(chance.uniform(*habit.pause_ms))
    talk.length_ms = tape.at_ms
    _write(np.concatenate(tape.parts), habit, talk.path, chance)
    return talk


def _speak_turn(
    talk: Talk, tape: _Tape, habit: Habit, voice: "_Voice", chance: random.Random
) -> None:
    count = chance.choice((1, 1, 2, 3, 5, 8, 14, 25, 40))
    sentences = [_sentence(chance) for _ in range(count)]
    starts = []
    for number, sentence in enumerate(sentences):
        if number and chance.random() >= habit.unpaused:
            longer = 1.5 if number % PARAGRAPH_SENTENCES == 0 else 1.0
            tape.gap(chance.uniform(*habit.pause_ms) * longer)
        starts.append(tape.at_ms)
        tape.lay(_with_hesitations(*_paced(*voice(sentence), chance), habit, chance))
    paragraphs = tuple(
        " ".join(sentences[first : first + PARAGRAPH_SENTENCES])
        for first in range(0, count, PARAGRAPH_SENTENCES)
    )
    cut_ms = starts[0] // 1000 * 1000  # as pages print it
    talk.drafts.append(TurnDraft(f"Speaker {len(talk.drafts) % 2}", paragraphs, cut_ms))
    talk.sentences.append(sentences)
    talk.starts_ms.append(starts)


def offsets_of(talk: Talk, turn: int) -> list[int]:
    """Return where each sentence of a turn begins in its text."""
    text = PARAGRAPH_BREAK.join(talk.drafts[turn].paragraphs)
    offsets, after = [], 0
    for sentence in talk.sentences[turn]:
        after = text.index(sentence, after)
        offsets.append(after)
        after += len(sentence)
    return offsets


def _sentence(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return chance.choice(_SHORT)
    said = chance.choice(_OPENINGS) + _clause(chance)
    while chance.random() < 0.4:
        said += f"{chance.choice(_LINKS)} {_clause(chance)}"
    return f"{said[0].upper()}{said[1:]}{chance.choice('....?')}"


def _clause(chance: random.Random) -> str:
    words = f"{chance.choice(_WHO)} {chance.choice(_DID)} {chance.choice(_WHAT)}"
    return f"{words} {chance.choice(_WHEN)}" if chance.random() < 0.7 else words


# Sound


class _Voice:
    """Speaks a sentence; returns it without silence around it, and where its words begin."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._flite = None
        if not name.startswith("en"):
            from flite_voice import FliteVoice

            self._flite = FliteVoice(name, 1.0)

    def __call__(self, sentence: str) -> tuple[Sound, list[int]]:
        if self._flite is not None:
            raw, words = self._flite.speak(sentence)
            sound, begins = np.array(raw, np.float32) / 2**15, [word.start for word in words]
        else:
            sound, begins = _by_espeak(self._name, sentence), []
        start, end = _audible(sound)
        heard = sound[start:end]
        heard = heard * (SPEECH_LEVEL / max(float(np.sqrt(np.mean(heard**2))), 1e-6))
        return heard, [at - start for at in begins if start < at < end]


def _voice(name: str) -> _Voice:
    if name.startswith("en") and not shutil.which("espeak-ng"):
        return _Voice("rms")
    return _Voice(name)


def _by_espeak(voice: str, sentence: str) -> Sound:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        command = ["espeak-ng", "-v", voice, "-s", "165", "-w", str(path), sentence]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(path)) as file:
            rate = file.getframerate()
            raw = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    sound = raw.astype(np.float32) / 2**15
    places = np.arange(int(len(sound) * RATE / rate)) * (rate / RATE)
    return np.interp(places, np.arange(len(sound)), sound).astype(np.float32)


def _audible(sound: Sound) -> tuple[int, int]:
    grain = RATE // 200
    whole = sound[: len(sound) // grain * grain].reshape(-1, grain)
    levels = np.sqrt((whole**2).mean(axis=1))
    loud = np.flatnonzero(levels > AUDIBLE * levels.max())
    return int(loud[0]) * grain, int(loud[-1] + 1) * grain


def _paced(
    sound: Sound, begins: Sequence[int], chance: random.Random
) -> tuple[Sound, Sequence[int]]:
    """Say a sentence somewhat faster or slower; its pitch goes with it, which does not matter."""
    pace = chance.uniform(1 - TEMPO, 1 + TEMPO)
    places = np.arange(int(len(sound) / pace)) * pace
    paced = np.interp(places, np.arange(len(sound)), sound).astype(np.float32)
    return paced, [int(at / pace) for at in begins]


def _with_hesitations(
    sound: Sound, begins: Sequence[int], habit: Habit, chance: random.Random
) -> Sound:
    parts, after = [], 0
    for at in begins[1:]:
        if chance.random() < habit.hesitations:
            parts += [sound[after:at], _silence(chance.uniform(*habit.hesitation_ms))]
            after = at
    return np.concatenate([*parts, sound[after:]])


def _silence(ms: float) -> Sound:
    return np.zeros(int(ms * RATE / 1000), np.float32)


def _jingle(chance: random.Random) -> Sound:
    times = np.arange(int(chance.uniform(2, 5) * RATE)) / RATE
    return (_chord(times, chance) * SPEECH_LEVEL).astype(np.float32)


def _chord(times: NDArray[np.float64], chance: random.Random) -> NDArray[np.float64]:
    pitches = [chance.choice((196.0, 220.0, 261.6, 329.6, 392.0)) * octave for octave in (1, 2, 3)]
    beat = 0.6 + 0.4 * np.sin(2 * np.pi * chance.uniform(0.8, 2.0) * times)
    return beat * sum(np.sin(2 * np.pi * pitch * times) for pitch in pitches) / 2


def _write(sound: Sound, habit: Habit, path: Path, chance: random.Random) -> None:
    generator = np.random.default_rng(SEED)
    mixed = sound + generator.normal(0, 10 ** (habit.noise_db / 20), len(sound))
    if habit.music_db is not None:
        times = np.arange(len(sound)) / RATE
        mixed += _chord(times, chance) * 10 ** (habit.music_db / 20)
    plain = path.with_suffix(".wav")
    with wave.open(str(plain), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(mixed, -1, 1) * 32767).astype(np.int16).tobytes())
    if habit.encoded:
        command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", str(plain)]
        subprocess.run([*command, *habit.encoded, str(path)], check=True)
