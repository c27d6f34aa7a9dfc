"""Pages and recordings for tests, written to files: invented, and each unlike the others."""

import wave
from pathlib import Path
from zlib import crc32

from mutagen.id3 import TALB, TIT2
from mutagen.wave import WAVE
from sample_episodes import conversation

PAGE = """Transcript

{title}

Two people talk about boats, and about what boats carry when nobody looks.

Night Ferry

27/1/2026 | {minutes} min

In this episode Ida Holm and Per Lind talk about {title} for quite a while.

Chapters

• 00:00:00 Departure

• 00:00:40 Open water

Transcript

00:00:00 Ida Holm: {lines[0]}

00:00:20 Per Lind: {lines[1]}

00:00:40 Ida Holm: {lines[2]}

00:01:10 Per Lind: {lines[3]}
"""


def write_page(path: Path, title: str = "The ferry in winter", minutes: int = 2) -> Path:
    path.write_text(page_text(title, minutes), encoding="utf-8")
    return path


def page_text(title: str, minutes: int = 2) -> str:
    """Return a page whose conversation is about its title, unlike that of any other."""
    turns = conversation(crc32(title.encode()), turns=4)
    lines = [f"{title}, well. {turn.paragraphs[0]}" for turn in turns]
    return PAGE.format(title=title, minutes=minutes, lines=lines)


def write_sound(path: Path, seconds: int = 80, pitch: int = 1, **tags: str) -> Path:
    """Write audio with a small WAV: as long as it should be, and unlike that of other pitch."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(1000)
        file.writeframes(bytes(128 + i * pitch % 7 for i in range(seconds * 1000)))
    if tags:
        sound = WAVE(path)
        sound.add_tags()
        if "title" in tags:
            sound.tags.add(TIT2(text=tags["title"]))
        if "show" in tags:
            sound.tags.add(TALB(text=tags["show"]))
        sound.save()
    return path
