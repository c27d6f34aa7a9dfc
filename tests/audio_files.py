"""Real audio for tests: every second of it says which second it is.

A second's number (up to 4,095) is written in twelve bits; each bit sounds as one of two tones.
Whoever plays the audio can tell by `second_heard` what is being heard, wherever the player claims
to be, and whatever the codec did to it. WAV needs nothing but Python; the rest is encoded by
FFmpeg, and a test that asks for it is skipped where FFmpeg is missing.
"""

import math
import random
import shutil
import subprocess
import wave
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add
from pathlib import Path

import pytest

RATE = 16_000

_COMMENTED = (".opus", ".ogg", ".flac")
_BITS = 12
_LOWEST_HZ, _STEP_HZ = 500, 200  # tones of whole periods in 5 ms, so that they do not disturb
_STRENGTH = 1_500
_NOISE = 3_000

# What FFmpeg is told, and the suffix, by kind of audio.
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "wav": (".wav", ()),
    "mp3-cbr": (".mp3", ("-c:a", "libmp3lame", "-ar", "44100", "-b:a", "64k")),
    "mp3-cbr-bare": (".mp3", ("-c:a", "libmp3lame", "-b:a", "64k", "-write_xing", "0")),
    "mp3-vbr": (".mp3", ("-c:a", "libmp3lame", "-ar", "44100", "-q:a", "7")),
    "mp3-vbr-bare": (
        ".mp3",
        ("-c:a", "libmp3lame", "-ar", "44100", "-q:a", "7", "-write_xing", "0"),
    ),
    "m4a": (".m4a", ("-c:a", "aac", "-b:a", "64k")),
    "m4a-faststart": (".m4a", ("-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart")),
    "opus": (".opus", ("-c:a", "libopus", "-b:a", "48k")),
    "vorbis": (".ogg", ("-c:a", "libvorbis", "-q:a", "3")),
    "flac": (".flac", ("-c:a", "flac")),
    "aiff": (".aiff", ("-write_id3v2", "1")),
    "wma": (".wma", ("-c:a", "wmav2", "-b:a", "64k")),
    "aac": (".aac", ("-c:a", "aac", "-b:a", "64k", "-f", "adts")),
}


@dataclass(frozen=True)
class About:
    """What an encoded file shall say about itself. Chapters: start in ms and title."""

    title: str = ""
    show: str = ""
    date: str = ""
    chapters: tuple[tuple[int, str], ...] = ()
    cover: Path | None = None


@dataclass
class Recordings:
    """Audio files made on demand, each once a test run."""

    folder: Path
    _made: dict[tuple[str, int, About], Path] = field(default_factory=dict)

    def file(self, kind: str, seconds: int = 20, about: About | None = None) -> Path:
        """Return a file of a kind from KINDS; treat it as read-only. Skips without FFmpeg."""
        wanted = (kind, seconds, about or About())
        if wanted not in self._made:
            target = self.folder / f"{len(self._made)}-{kind}{KINDS[kind][0]}"
            self._made[wanted] = self._make(target, *wanted)
        return self._made[wanted]

    def _make(self, target: Path, kind: str, seconds: int, about: About) -> Path:
        if kind == "wav":
            return write_wav(target, seconds)
        sound = self.file("wav", seconds)
        return encode(sound, target, KINDS[kind][1], about)


def time_signal(seconds: int) -> array:
    """Return 16-bit mono sound at RATE that tells its own time.

    The middle third is noisy, so that a variable bitrate does vary.
    """
    sound = array("h")
    for second in range(seconds):
        chord = map(add, map(add, _tones(0, second), _tones(1, second)), _tones(2, second))
        if seconds // 3 <= second < 2 * seconds // 3:
            chord = map(add, chord, _noise())
        sound.extend(chord)
    return sound


def write_wav(path: Path, seconds: int) -> Path:
    """Write the time signal as WAV; needs no FFmpeg."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(time_signal(seconds).tobytes())
    return path


def second_heard(samples: Sequence[int] | Sequence[float], rate: int) -> int:
    """Return which second of the time signal a piece of mono sound is from.

    Give it at least 50 ms, at any rate from 12 kHz and at any volume. Of a piece across two
    seconds, the second that takes more of it is returned; of silence, a number without meaning.
    """
    second = 0
    for bit in range(_BITS):
        off, on = (_power(samples, rate, _tone_hz(bit, value)) for value in (0, 1))
        second |= (on > off) << bit
    return second


def decoded(path: Path, start_s: float = 0.0, seconds: float | None = None) -> array:
    """Return a file's sound as 16-bit mono samples at RATE, by FFmpeg's exact decoding."""
    until = () if seconds is None else ("-t", str(seconds))
    command = (*_ffmpeg(), "-i", str(path), "-ss", str(start_s), *until)
    form = ("-f", "s16le", "-ac", "1", "-ar", str(RATE), "-")
    done = subprocess.run((*command, *form), check=True, capture_output=True)
    return array("h", done.stdout)


def encode(sound: Path, target: Path, options: Sequence[str], about: About) -> Path:
    """Encode a WAV file by FFmpeg, with tags, chapters and a cover."""
    notes = target.with_suffix(".ffmetadata")
    written = _comments(about) if target.suffix in _COMMENTED else _frames(about, _length_ms(sound))
    notes.write_text("\n".join([";FFMETADATA1", *_facts(about), *written, ""]), encoding="utf-8")
    inputs = ["-i", str(sound), "-i", str(notes)]
    mapping = ["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1"]
    if about.cover:
        inputs += ["-i", str(about.cover)]
        mapping += ["-map", "2:v", "-c:v", "copy", "-disposition:v", "attached_pic"]
    subprocess.run([*_ffmpeg(), *inputs, *mapping, *options, "-y", str(target)], check=True)
    return target


def _ffmpeg() -> tuple[str, ...]:
    if not shutil.which("ffmpeg"):
        pytest.skip("FFmpeg is not installed, so no encoded audio can be made")
    return ("ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error")


def _length_ms(sound: Path) -> int:
    with wave.open(str(sound), "rb") as file:
        return file.getnframes() * 1000 // file.getframerate()


def _facts(about: About) -> list[str]:
    facts = {"title": about.title, "album": about.show, "date": about.date}
    return [f"{name}={value}" for name, value in facts.items() if value]


def _frames(about: About, length_ms: int) -> list[str]:
    """Chapters for the formats that have a place of their own for them."""
    lines = []
    ends = [start for start, _ in about.chapters[1:]] + [length_ms]
    for (start, title), end in zip(about.chapters, ends, strict=False):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title={title}"]
    return lines


def _comments(about: About) -> list[str]:
    """Chapters as Vorbis comments: FFmpeg's own are a second late from half a second on."""
    lines = []
    for number, (start, title) in enumerate(about.chapters, start=1):
        minutes, ms = divmod(start, 60_000)
        lines.append(f"CHAPTER{number:03}=00:{minutes:02}:{ms // 1000:02}.{ms % 1000:03}")
        lines.append(f"CHAPTER{number:03}NAME={title}")
    return lines


def _tone_hz(bit: int, value: int) -> int:
    return _LOWEST_HZ + _STEP_HZ * (2 * bit + value)


def _tones(part: int, second: int) -> array:
    """Return one second of the four tones that stand for a third of the bits."""
    return _nibble(part, second >> 4 * part & 15)


@cache
def _nibble(part: int, value: int) -> array:
    turns = [math.tau * _tone_hz(4 * part + bit, value >> bit & 1) / RATE for bit in range(4)]
    return array(
        "h",
        (round(_STRENGTH * sum(math.sin(turn * at) for turn in turns)) for at in range(RATE)),
    )


@cache
def _noise() -> array:
    rough = random.Random(1)  # noqa: S311 - the same noise every time, not a secret
    return array("h", (rough.randint(-_NOISE, _NOISE) for _ in range(RATE)))


def _power(samples: Sequence[int] | Sequence[float], rate: int, hz: int) -> float:
    """Return the strength of one frequency (Goertzel's algorithm)."""
    weight = 2 * math.cos(math.tau * hz / rate)
    before = last = 0.0
    for sample in samples:
        before, last = last, sample + weight * last - before
    return last * last + before * before - weight * last * before
