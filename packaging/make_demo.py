"""Make the demo episode in resources/demo: its sound, its page and the exact times of its words.

Run `python packaging/make_demo.py` where Flite 2.2 (`flite`) and FFmpeg with libopus are
installed. What comes out is committed, so only a change of `demo.toml` needs another run. The
same versions of both give the same bytes.
"""

import json
import math
import random
import re
import subprocess
import sys
import tomllib
import wave
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flite_voice import SAMPLE_RATE, FliteVoice, SpokenWord

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "demo.toml"
TARGET = HERE.parent / "resources" / "demo"

BITRATE = "40k"
SPEECH_LEVEL = 4_000  # root mean square of 16-bit samples: about 18 dB below full scale
PEAK = 29_000
AIR_LEVEL = 9  # the room's own noise, 71 dB below: digital silence sounds like a fault

FRAME = SAMPLE_RATE // 200  # 5 ms, the grain in which sound is told from silence
ONSET = 0.03  # of a sentence's loudest frame: what a listener takes for its start
TAIL = 0.01  # lower, so that no last consonant is cut
EDGE = SAMPLE_RATE // 125  # 8 ms of fade, so that no cut clicks

SENTENCE_PAUSE_MS = 300
PARAGRAPH_PAUSE_MS = 650
TURN_PAUSE_MS = 450
BELL_PAUSE_MS = 600
OPENING_MS = 2_900
AFTER_BELL_MS = 1_900
ON_THE_SECOND_MS = 30

OPENING_BELL = ((0, 392.0), (450, 523.25), (900, 659.25))  # G, C, E: a lamp being lit
CHAPTER_BELL = ((0, 523.25), (350, 659.25))
CLOSING_BELL = ((0, 659.25), (450, 523.25), (900, 392.0))

Span = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One spoken sentence, cut to what can be heard; word times count from its first sample."""

    samples: array
    words: list[SpokenWord]


def samples_of(ms: float) -> int:
    """Return how many samples last `ms` milliseconds."""
    return round(ms * SAMPLE_RATE / 1000)


def ms_of(samples: int) -> int:
    """Return the whole millisecond nearest to a sample's time."""
    return round(samples * 1000 / SAMPLE_RATE)


def level(samples: array) -> float:
    """Return the root mean square."""
    return math.sqrt(sum(value * value for value in samples) / max(1, len(samples)))


def audible_range(samples: array) -> tuple[int, int]:
    """Return where sound starts and ends, to `FRAME`."""
    levels = [level(samples[at : at + FRAME]) for at in range(0, len(samples), FRAME)]
    loudest = max(levels)
    start = next(index for index, value in enumerate(levels) if value > ONSET * loudest)
    end = max(index for index, value in enumerate(levels) if value > TAIL * loudest)
    return start * FRAME, min(len(samples), (end + 1) * FRAME)


def speak(voice: FliteVoice, text: str) -> Sentence:
    """Speak a sentence, cut the silence around it and bring it to the common level."""
    samples, words = voice.speak(text)
    start, end = audible_range(samples)
    heard = samples[start:end]
    gain = min(SPEECH_LEVEL / level(heard), PEAK / max(abs(value) for value in heard))
    faded = array("h", (round(value * gain * edge(i, len(heard))) for i, value in enumerate(heard)))
    return Sentence(faded, [shifted(word, start, end) for word in words])


def edge(index: int, length: int) -> float:
    """Return the fade's factor at a sample."""
    return min(1.0, (index + 1) / EDGE, (length - index) / EDGE)


def shifted(word: SpokenWord, start: int, end: int) -> SpokenWord:
    """Count a word's times from `start`, within what was kept."""
    inside = [min(max(time, start), end) - start for time in (word.start, word.end)]
    return SpokenWord(word.text, *inside)


class Tape:
    """The sound so far. `position` is where the next sound goes."""

    def __init__(self) -> None:
        self.samples = array("h")
        self.position = 0

    def pause(self, ms: int) -> None:
        """Leave a silence."""
        self.position += samples_of(ms)

    def forward_to_second(self, after_ms: int = 0) -> None:
        """Go on to `after_ms` after the next whole second."""
        seconds = math.ceil((self.position - samples_of(after_ms)) / SAMPLE_RATE)
        self.position = seconds * SAMPLE_RATE + samples_of(after_ms)

    def add(self, sound: array) -> int:
        """Mix a sound in at the position; return where it ends. The position stays."""
        end = self.position + len(sound)
        self.samples.extend([0] * (end - len(self.samples)))
        for index, value in enumerate(sound, start=self.position):
            self.samples[index] += value
        return end


def bell(strokes: Iterable[tuple[int, float]]) -> array:
    """Return soft struck notes: three partials each, dying away at their own pace."""
    partials = ((1.0, 1.0, 0.5), (2.0, 0.35, 0.3), (3.01, 0.12, 0.15))  # ratio, strength, seconds
    sound = array("h", [0] * samples_of(max(at for at, _ in strokes) + 1_900))
    for at_ms, pitch in strokes:
        at = samples_of(at_ms)
        for index in range(len(sound) - at):
            time = index / SAMPLE_RATE
            value = sum(
                strength * math.sin(math.tau * pitch * ratio * time) * math.exp(-time / fade)
                for ratio, strength, fade in partials
            )
            attack = min(1.0, time / 0.004)
            ending = min(1.0, (len(sound) - at - index) / samples_of(200))
            sound[at + index] += round(2_600 * value * attack * ending)
    return sound


def paragraphs_of(turn: Span) -> list[str]:
    """Return a turn's paragraphs as written."""
    return [part.strip() for part in turn["text"].strip().split("\n\n")]


def sentences_of(paragraph: str) -> list[str]:
    """Split at sentence ends; the script has no abbreviations."""
    return re.split(r"(?<=[.!?])\s+", paragraph)


def record_turn(tape: Tape, voice: FliteVoice, turn: Span) -> Span:
    """Speak a turn on to the tape; return its times and those of its sentences and words."""
    sentences = []
    for number, paragraph in enumerate(paragraphs_of(turn)):
        for index, text in enumerate(sentences_of(paragraph)):
            if sentences:
                tape.pause(SENTENCE_PAUSE_MS if index else PARAGRAPH_PAUSE_MS)
            sentences.append({"paragraph": number, **record_sentence(tape, voice, text)})
    return {
        "speaker": turn["speaker"],
        "start_ms": sentences[0]["start_ms"],
        "end_ms": sentences[-1]["end_ms"],
        "sentences": sentences,
    }


def record_sentence(tape: Tape, voice: FliteVoice, text: str) -> Span:
    """Speak a sentence on to the tape and leave the position at its end."""
    sentence = speak(voice, text)
    start, end = tape.position, tape.add(sentence.samples)
    tape.position = end
    words = [
        {
            "text": word.text,
            "start_ms": ms_of(start + word.start),
            "end_ms": ms_of(start + word.end),
        }
        for word in sentence.words
    ]
    return {"text": text, "start_ms": ms_of(start), "end_ms": ms_of(end), "words": words}


def record(script: Span) -> tuple[Tape, Span]:
    """Speak the whole script; return the sound and the times."""
    voices = {
        name: FliteVoice(how["voice"], how["stretch"]) for name, how in script["speakers"].items()
    }
    tape, chapters, turns = Tape(), [], []
    for number, chapter in enumerate(script["chapters"]):
        if number:
            tape.pause(BELL_PAUSE_MS)
            tape.forward_to_second()
        chapters.append({"start_ms": ms_of(tape.position), "title": chapter["title"]})
        tape.add(bell(CHAPTER_BELL if number else OPENING_BELL))
        tape.pause(AFTER_BELL_MS if number else OPENING_MS)
        for index, turn in enumerate(chapter["turns"]):
            tape.pause(turn.get("pause_ms", TURN_PAUSE_MS) if index else 0)
            if turn.get("on_the_second"):
                tape.forward_to_second(ON_THE_SECOND_MS)
            turns.append(record_turn(tape, voices[turn["speaker"]], turn))
    tape.pause(BELL_PAUSE_MS)
    tape.position = tape.add(bell(CLOSING_BELL))
    tape.forward_to_second()
    return tape, {"duration_ms": ms_of(tape.position), "chapters": chapters, "turns": turns}


def with_air(tape: Tape) -> array:
    """Return the whole tape with a room's faint noise under it, up to the position."""
    noise = random.Random(1)  # noqa: S311 - the same noise every time, not a secret
    missing = tape.position - len(tape.samples)
    return array(
        "h", (value + round(noise.gauss(0, AIR_LEVEL)) for value in [*tape.samples, *[0] * missing])
    )


def clock(ms: int) -> str:
    """Return `HH:MM:SS`, cut to the second as pages do."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def page_parts(script: Span, times: Span) -> Iterator[str]:
    """Yield the page's paragraphs, from the player's controls to the footer."""
    day = script["date"]
    yield "0:00\n/\n0:00\nTranscript"
    yield from (script["title"], script["subtitle"], script["show"])
    minutes = math.ceil(times["duration_ms"] / 60_000)
    yield f"{day.day}/{day.month}/{day.year} | {minutes} min"
    yield script["notes"].strip().replace("• ", "  • ")
    yield "Chapters"
    for chapter in times["chapters"]:
        yield f"  • {clock(chapter['start_ms'])} {chapter['title']}"
    yield "Transcript"
    yield script["made"]
    written = (turn for chapter in script["chapters"] for turn in chapter["turns"])
    for turn, heard in zip(written, times["turns"], strict=True):
        text = "\n\n".join(paragraphs_of(turn))
        yield f"{clock(heard['start_ms'])} {turn['speaker']}: {text}"
    yield from script["footer"]


def tags(script: Span, times: Span) -> Iterator[str]:
    """Yield Vorbis comments as `NAME=value`; chapters as CHAPTER001 and CHAPTER001NAME."""
    yield f"TITLE={script['title']}"
    yield f"ARTIST={script['show']}"
    yield f"ALBUM={script['show']}"
    yield f"DATE={script['date'].isoformat()}"
    yield "GENRE=Podcast"
    for number, chapter in enumerate(times["chapters"], start=1):
        start = chapter["start_ms"]
        yield f"CHAPTER{number:03}={clock(start)}.{start % 1000:03}"
        yield f"CHAPTER{number:03}NAME={chapter['title']}"


def encode(samples: array, comments: Iterable[str], target: Path) -> None:
    """Write Ogg Opus at 48 kHz mono, with these comments and nothing that changes by the day."""
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "demo.wav"
        with wave.open(str(sound), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE)
            file.writeframes(samples.tobytes())
        command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", str(sound)]
        command += ["-ar", "48000", "-c:a", "libopus", "-b:a", BITRATE, "-application", "audio"]
        command += ["-fflags", "+bitexact", "-flags:a", "+bitexact"]
        for comment in comments:
            command += ["-metadata", comment]
        subprocess.run([*command, str(target)], check=True)  # noqa: S603


def numbered(turns: list[Span]) -> list[Span]:
    """Give every turn its index, as programs name turns by it."""
    return [{"index": index, **turn} for index, turn in enumerate(turns)]


def main() -> int:
    """Make the episode; say how long it is and how large its sound."""
    script = tomllib.loads(SCRIPT.read_text(encoding="utf-8"))
    tape, times = record(script)
    times["turns"] = numbered(times["turns"])
    TARGET.mkdir(parents=True, exist_ok=True)
    sound = TARGET / "episode.opus"
    encode(with_air(tape), tags(script, times), sound)
    page = "\n\n".join(page_parts(script, times)) + "\n"
    (TARGET / "episode.txt").write_text(page, encoding="utf-8")
    text = json.dumps(times, ensure_ascii=False, indent=1) + "\n"
    (TARGET / "times.json").write_text(text, encoding="utf-8")
    print(f"{sound}: {times['duration_ms'] / 1000:.0f} s, {sound.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
