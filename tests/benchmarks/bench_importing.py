"""Measure an import: a thousand transcripts of one hour, from files to the library."""

import json
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from _figures import Figure, note, report

from reader.importing import Progress, carry_out, plan_import
from reader.library import Library

EPISODES = 1000
LIMIT_S = 60.0
WORDS = 9000  # spoken in an hour
CAPTION_WORDS = 9
MS_A_WORD = 400
_SYLLABLES = ("ka", "lo", "mi", "ren", "sta", "vo", "shi", "tur", "bel", "dan", "fo", "gri")


def write_transcripts(folder: Path, count: int) -> None:
    """Write transcripts of one hour: half WebVTT with speakers, half WhisperX JSON with words."""
    chance = random.Random(7)  # noqa: S311 - no secret
    vocabulary = [
        "".join(chance.choices(_SYLLABLES, k=chance.randrange(1, 4))) for _ in range(4000)
    ]
    for number in range(count):
        words = chance.choices(vocabulary, k=WORDS)
        path = folder / f"{number:04} - Conversation {words[0]} {words[1]}"
        if number % 2:
            path.with_suffix(".json").write_text(_whisperx(words), encoding="utf-8")
        else:
            path.with_suffix(".vtt").write_text(_webvtt(words), encoding="utf-8")


def _captions(words: list[str]) -> list[tuple[int, list[str]]]:
    return [(at, words[at : at + CAPTION_WORDS]) for at in range(0, len(words), CAPTION_WORDS)]


def _webvtt(words: list[str]) -> str:
    cues = [
        f"{_clock(at)} --> {_clock(at + len(part))}\n<v Speaker {at // 180 % 2}>{' '.join(part)}.\n"
        for at, part in _captions(words)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(word: int) -> str:
    seconds, ms = divmod(word * MS_A_WORD, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def _whisperx(words: list[str]) -> str:
    return json.dumps(
        {
            "segments": [
                {
                    "start": at * MS_A_WORD / 1000,
                    "end": (at + len(part)) * MS_A_WORD / 1000,
                    "text": f" {' '.join(part)}.",
                    "speaker": f"SPEAKER_0{at // 180 % 2}",
                    "words": [_word(at + i, word) for i, word in enumerate(part)],
                }
                for at, part in _captions(words)
            ]
        }
    )


def _word(index: int, word: str) -> dict[str, object]:
    start = index * MS_A_WORD / 1000
    return {"word": word, "start": start, "end": start + 0.3, "score": 0.9}


def measure(count: int) -> list[Figure]:
    """Return how long planning and carrying out take for `count` transcripts."""
    with TemporaryDirectory() as name, Library(Path(name) / "library") as library:
        folder = Path(name) / "transcripts"
        folder.mkdir()
        write_transcripts(folder, count)
        note(f"{count} transcripts, {sum(p.stat().st_size for p in folder.iterdir()) >> 20} MB")
        start = time.perf_counter()
        plan = plan_import(library, [folder], foresee=False)
        planned = time.perf_counter()
        done = carry_out(library, plan, on_progress=_tell)
        ended = time.perf_counter()
        if len(done.imported) != count or done.failed:
            raise SystemExit(f"{len(done.imported)} of {count} were imported: {done.failed[:3]}")
        stored_mb = library.storage.path.stat().st_size / 2**20
    scale = count / EPISODES
    return [
        Figure(f"Importing {count:,} transcripts", ended - start, "s", limit=LIMIT_S * scale),
        Figure("of it reading and pairing", planned - start, "s"),
        Figure("of it adding to the library", ended - planned, "s"),
        Figure("Size of the library", stored_mb, "MB"),
    ]


def _tell(progress: Progress) -> None:
    if progress.done % 200 == 0:
        note(f"added {progress.done}")


def main() -> int:
    """Print the section and return the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else EPISODES
    remark = "One hour each: half WebVTT with speakers, half WhisperX JSON with words' times."
    return report("Importing", remark, measure(count))


if __name__ == "__main__":
    sys.exit(main())
