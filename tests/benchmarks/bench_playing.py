"""Measure what reading along costs: processor time while playing, and one tick of the controller.

The players are processes of their own that play the demo into nothing: one bare, one with the
window. What the window takes is the difference of their processor times.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from _episodes import conversation
from _figures import Figure, note, report

SECONDS = 20.0
SETTLING_S = 2.0
ROUNDS = 3
LIMIT_PERCENT = 3.0
TICKS = 5000
BARE, WINDOW = "bare", "window"
VLC_ARGS = ("--aout=dummy",)


def main() -> int:
    """Play as a child if told so; else measure and return the exit status."""
    if len(sys.argv) == 2:
        print((_play_bare if sys.argv[1] == BARE else _play_in_window)())
        return 0
    remark = (
        f"Processor time of the whole process over {SECONDS:g} s of the demo on libVLC, as a "
        f"share of one core; medians of {ROUNDS} rounds in turn, with the display "
        f"{os.environ.get('QT_QPA_PLATFORM', 'of the desktop')}."
    )
    return report("Playing", remark, measure())


def measure() -> list[Figure]:
    """Return the figures; takes a little over two minutes."""
    return [*_while_playing(), *_ticks()]


def _while_playing() -> list[Figure]:
    shares: dict[str, list[float]] = {BARE: [], WINDOW: []}
    for _ in range(ROUNDS):
        for kind, found in shares.items():
            ended = subprocess.run(
                [sys.executable, __file__, kind], stdout=subprocess.PIPE, text=True, check=True
            )
            found.append(float(ended.stdout))
            note(f"{kind}: {found[-1]:.2f} % of a core")
    above = [window - bare for window, bare in zip(shares[WINDOW], shares[BARE], strict=True)]
    bare = median(shares[BARE])
    return [
        Figure(
            "The window, reading along",
            median(shares[WINDOW]),
            unit="%",
            against="the player alone",
            baseline=bare,
        ),
        Figure("– above the player itself", median(above), unit="%", limit=LIMIT_PERCENT),
    ]


def _ticks() -> list[Figure]:
    """Tick through ten hours on a player that sounds nothing, in steps of 40 ms."""
    from PySide6.QtCore import QCoreApplication

    from reader.model import Place
    from reader.playback.silent import SilentPlayer
    from reader.timing.settling import settle_turns
    from reader.timing.timeline import Timeline
    from ui.playing.playback_controller import TICK_MS, PlaybackController

    application = QCoreApplication.instance() or QCoreApplication([])
    now_s = 0.0
    player = SilentPlayer(clock=lambda: now_s)
    controller = PlaybackController(now=lambda: now_s)
    controller.use_player(player)
    draft = conversation(10)
    timeline = Timeline(settle_turns(draft.turns, draft.duration_ms))
    controller.open(timeline, Path(__file__), draft.duration_ms or 0, Place())
    controller.play()
    spent_s = []
    for _ in range(TICKS):
        now_s += TICK_MS / 1000
        start_s = time.perf_counter()
        controller.tick()
        spent_s.append(time.perf_counter() - start_s)
    sample_s = []
    for _ in range(TICKS):
        start_s = time.perf_counter()
        player.sample()
        sample_s.append(time.perf_counter() - start_s)
    controller.close()
    del application
    return [
        Figure(
            "One tick of the controller, of 10 hours, nothing shown",
            median(spent_s) * 1e6,
            unit="µs",
            against="asking the silent player alone",
            baseline=median(sample_s) * 1e6,
        )
    ]


# What a child does


def _share(began_s: float, began_cpu_s: float) -> float:
    return 100 * (time.process_time() - began_cpu_s) / (time.monotonic() - began_s)


def _play_bare() -> float:
    """Play the demo with nothing around it; return the share of a core in per cent."""
    from importlib.resources import as_file

    from reader.playback.sources import LibVlcSource
    from resources import resource

    player = LibVlcSource(VLC_ARGS).create()
    with as_file(resource("demo", "episode.opus")) as audio:
        player.load(audio)
        player.play()
        time.sleep(SETTLING_S)
        began_s, began_cpu_s = time.monotonic(), time.process_time()
        time.sleep(SECONDS)
        share = _share(began_s, began_cpu_s)
        player.close()
    return share


def _play_in_window() -> float:
    """Play the demo in the window; return the share of a core in per cent."""
    from _window import application, settle, temporary_library, wait_until

    from reader.demo import add_demo
    from reader.playback.player import PlayerState
    from reader.playback.sources import LibVlcSource
    from reader.settings import Settings
    from reader.window import WindowRequest
    from ui.start import OpenWindow

    application()
    with temporary_library() as library:
        demo = add_demo(library).imported[0].id
        settings = Settings.load(library.folder)
        players = (LibVlcSource(VLC_ARGS),)
        reading = OpenWindow(WindowRequest(library, settings, players, demo, plays=True))
        reading.window.show()
        reading.look_for_players()
        wait_until(lambda: reading.playback.state is PlayerState.PLAYING)
        settle(SETTLING_S)
        began_s, began_cpu_s = time.monotonic(), time.process_time()
        settle(SECONDS)
        share = _share(began_s, began_cpu_s)
        if reading.playback.state is not PlayerState.PLAYING:
            raise RuntimeError("The demo did not play on.")
        reading.window.close()
    return share


if __name__ == "__main__":
    sys.exit(main())
