"""Run `earmark` without a window, and without Qt: `python -m reader`."""

import sys
from collections.abc import Sequence

from reader.cli import run
from reader.playback.player import PlayerSource
from reader.playback.sources import LibVlcSource, SilentSource


def _players(vlc_args: Sequence[str]) -> tuple[PlayerSource, ...]:
    return (LibVlcSource(vlc_args), SilentSource())


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], players=_players))
