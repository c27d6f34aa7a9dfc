"""The window that reads along with coded sound, while what it plays is recorded: one child."""

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from _ears import Ears
from _window import application, settle, temporary_library, wait_until

from reader.importing import import_paths
from reader.playback.player import PlayerSource, PlayerState
from reader.playback.sources import LibVlcSource
from reader.settings import Settings
from reader.window import WindowRequest
from tests.coded_sound import WORD_EVERY_MS, HeardWord, coding_delay_ms
from tests.hearing_along import Heard, Listening, Mark, Seek, compare
from tests.reader.playback.sound_server import SoundServer
from ui.page.scrolled_page import ScrolledPage
from ui.playing.qt_player import QtSource
from ui.start import OpenWindow

WORDS = 480
DEVICE = "ears"
SEEK_EVERY_S = (0.85, 1.25)
FARTHER_MS = 10_000  # no seek is to nearer: old and new sound must be told apart
TURN_WORDS, SENTENCE_WORDS = 24, 8


def listen(player: str, audio: Path, speeds: list[float], seeks: int) -> list[Listening]:
    """Play a file of WORDS words in the real window, with seeks at each speed."""
    with TemporaryDirectory() as name, SoundServer(Path(name), {DEVICE: "Ears"}) as server:
        os.environ["PULSE_SERVER"] = server.address
        delay_ms = coding_delay_ms(audio)
        source = sources()[player]
        with _reading(source, audio, _transcript(Path(name), delay_ms)) as (reading, desk):
            return [desk.listen(reading, speed, seeks, delay_ms) for speed in speeds]


def sources() -> dict[str, PlayerSource]:
    """Return the kinds of player that are listened to, by name."""
    return {"libvlc": LibVlcSource(["--aout=pulse"]), "qt": QtSource()}


def _transcript(folder: Path, delay_ms: float) -> Path:
    """Write a transcript that says when each word is heard."""
    spoken = []
    for number in range(WORDS):
        start_s = (number * WORD_EVERY_MS + delay_ms) / 1000
        stop = "." if number % SENTENCE_WORDS == SENTENCE_WORDS - 1 else ""
        word = f"{'W' if number % SENTENCE_WORDS == 0 else 'w'}ord{number}{stop}"
        end_s = start_s + WORD_EVERY_MS / 1000
        spoken.append({"word": f" {word}", "start": start_s, "end": end_s})
    segments = []
    for first in range(0, WORDS, TURN_WORDS):
        words = spoken[first : first + TURN_WORDS]
        speaker = ("Ida Holm", "Per Lind")[first // TURN_WORDS % 2]
        about = {"start": words[0]["start"], "end": words[-1]["end"], "speaker": speaker}
        said = [{**word, "speaker": speaker} for word in words]
        text = "".join(str(word["word"]) for word in words)
        segments.append({**about, "text": text, "words": said})
    path = folder / "words.json"
    path.write_text(json.dumps({"segments": segments, "language": "en"}))
    return path


@contextmanager
def _reading(
    source: PlayerSource, audio: Path, transcript: Path
) -> Iterator[tuple[OpenWindow, "Desk"]]:
    """Open the window on the episode, following by word, with its player there."""
    application()
    with temporary_library() as library:
        report = import_paths(library, [transcript], audio=audio)
        settings = Settings.load(library.folder)
        settings.set("follow_by", "word")
        request = WindowRequest(library, settings, (source,), report.imported[0].id)
        reading = OpenWindow(request)
        desk = Desk(reading)
        reading.window.show()
        reading.look_for_players()
        wait_until(lambda: reading.playback.state is PlayerState.PAUSED)
        settle(0.5)
        yield reading, desk
        reading.window.close()
        settle()


class Desk:
    """Notes what the window shows, and moves the playhead at random."""

    def __init__(self, reading: OpenWindow) -> None:
        self._marks: list[Mark] = []
        self._positions: list[tuple[float, int]] = []
        reading.playback.position_changed.connect(self._on_position_changed)
        _watch_painting(self._marks)

    def _on_position_changed(self, position_ms: int) -> None:
        self._positions.append((time.monotonic(), position_ms))

    def listen(self, reading: OpenWindow, speed: float, seeks: int, delay_ms: float) -> Listening:
        """Play at a speed, going to a place about every second."""
        playback, chance = reading.playback, random.Random(7)  # noqa: S311
        playback.set_speed(speed)
        ears = Ears(DEVICE)
        settle(0.3)
        playback.play()
        wait_until(lambda: playback.state is PlayerState.PLAYING)
        began_s, cpu_s = time.monotonic(), time.thread_time()
        sought = []
        for _ in range(seeks + 1):
            target_ms = _elsewhere(chance, playback.position_ms)
            sought.append(Seek(time.monotonic(), target_ms))
            playback.seek(target_ms)
            settle(chance.uniform(*SEEK_EVERY_S))
        share = (time.thread_time() - cpu_s) / (time.monotonic() - began_s)
        playback.pause()
        words: list[HeardWord] = ears.close(speed)
        heard = Heard(words, self._marks, self._positions, sought, delay_ms, ears.standstills)
        found = compare(heard, speed)
        found.share = share
        return found


def _elsewhere(chance: random.Random, position_ms: int) -> int:
    while True:
        target_ms = chance.randrange((WORDS * WORD_EVERY_MS) - 2 * FARTHER_MS)
        if abs(target_ms - position_ms) > FARTHER_MS:
            return target_ms


def _watch_painting(marks: list[Mark]) -> None:
    """Note which word is marked whenever the page has been painted with another one."""
    painted = ScrolledPage.paintEvent

    def paint(page: ScrolledPage, event: object) -> None:
        painted(page, event)  # type: ignore[arg-type]
        word, turn = page.marks.heard_word, page.marks.heard_turn
        number = -1
        if word is not None and turn is not None and page.page is not None:
            text = page.page.timeline.turns[turn].text[word.start : word.end]
            number = int(text.strip("Wword."))
        if not marks or marks[-1].number != number:
            marks.append(Mark(time.monotonic(), number))

    ScrolledPage.paintEvent = paint  # type: ignore[method-assign]


def as_json(listenings: list[Listening]) -> str:
    """Write what a child found for its parent."""
    return json.dumps([asdict(listening) for listening in listenings])


def from_json(text: str) -> list[Listening]:
    """Read what a child found."""
    return [Listening(**found) for found in json.loads(text)]
