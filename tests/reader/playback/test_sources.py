"""The choice of a player, and the machine's faults in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.errors import PlaybackError
from reader.playback.devices import no_sound_device
from reader.playback.faults import cut_short
from reader.playback.player import Player, PlayerSource
from reader.playback.silent import SilentPlayer
from reader.playback.sources import LibVlcSource, SilentSource, choose

ROOT = Path(__file__).parents[3]


class FakeSource:
    """A source that works, or says why not."""

    def __init__(self, name: str, problem: str | None = None) -> None:
        self.name = name
        self._problem = problem

    def problem(self) -> str | None:
        return self._problem

    def create(self) -> Player:
        return SilentPlayer()

    def wait(self, seconds: float) -> None:
        raise NotImplementedError


WORKS: PlayerSource = FakeSource("works")
WORKS_TOO: PlayerSource = FakeSource("works too")
BROKEN: PlayerSource = FakeSource("broken", "It is broken.")


@pytest.mark.parametrize(
    ("sources", "preferred", "chosen"),
    [
        ([WORKS, WORKS_TOO], None, WORKS),
        ([WORKS, WORKS_TOO], "works too", WORKS_TOO),
        ([BROKEN, WORKS], None, WORKS),
        ([WORKS, BROKEN], "broken", WORKS),
        ([WORKS, WORKS_TOO], "unheard of", WORKS),
    ],
)
def test_the_preferred_source_or_the_first_that_works_is_chosen(
    sources: list[PlayerSource], preferred: str | None, chosen: PlayerSource
) -> None:
    assert choose(sources, preferred) is chosen


def test_without_any_source_that_works_the_reasons_are_given() -> None:
    with pytest.raises(PlaybackError, match="It is broken"):
        choose([BROKEN])


def test_the_silent_source_always_works() -> None:
    assert SilentSource().problem() is None


@pytest.mark.vlc
def test_libvlc_options_it_cannot_take_are_a_problem_in_words() -> None:
    source = LibVlcSource(["--no-such-option-anywhere"])
    problem = source.problem()
    assert problem is not None
    assert "--no-such-option-anywhere" in problem or "not found" in problem
    with pytest.raises(PlaybackError):
        source.create()


class TestNoSoundDevice:
    def test_a_linux_machine_without_any_has_none(self, tmp_path: Path) -> None:
        assert "sound device" in (no_sound_device({}, tmp_path, "linux") or "")

    @pytest.mark.parametrize(
        "place", ["dev/snd/pcmC0D0p", "etc/asound.conf", "run/pulse/native", "dev/dsp"]
    )
    def test_a_card_a_server_or_a_set_up_counts(self, tmp_path: Path, place: str) -> None:
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).touch()
        assert no_sound_device({}, tmp_path, "linux") is None

    def test_a_session_s_sound_server_counts(self, tmp_path: Path) -> None:
        (tmp_path / "pipewire-0").touch()
        environ = {"XDG_RUNTIME_DIR": str(tmp_path)}
        assert no_sound_device(environ, tmp_path / "elsewhere", "linux") is None

    def test_a_server_elsewhere_counts(self, tmp_path: Path) -> None:
        assert no_sound_device({"PULSE_SERVER": "tcp:desk"}, tmp_path, "linux") is None

    def test_on_other_systems_nothing_is_claimed(self, tmp_path: Path) -> None:
        assert no_sound_device({}, tmp_path, "win32") is None


class TestCutShort:
    def test_an_end_long_before_the_announced_one_is_told_with_both_times(self) -> None:
        sentence = cut_short(Path("show.mp3"), 61_000, 3_725_000)
        assert "show.mp3 stops at 0:01:01 though it should last 1:02:05" in (sentence or "")

    @pytest.mark.parametrize("duration_ms", [None, 60_000, 61_000, 63_000])
    def test_a_rounding_or_an_unknown_length_is_not(self, duration_ms: int | None) -> None:
        assert cut_short(Path("show.mp3"), 61_000, duration_ms) is None


@pytest.mark.parametrize("variable", ["PYTHON_VLC_LIB_PATH", "PYTHON_VLC_MODULE_PATH"])
def test_a_path_to_libvlc_that_leads_nowhere_is_a_sentence(variable: str) -> None:
    script = (
        "from reader.playback.sources import LibVlcSource\n"
        "import logging; logging.basicConfig()\n"
        "print(LibVlcSource().problem())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | {variable: "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert variable in done.stdout


@pytest.mark.vlc
def test_options_that_libvlc_does_not_take_are_named_and_nothing_else_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    if LibVlcSource().problem():
        pytest.skip("libVLC is missing")
    problem = LibVlcSource(["--no-such-option"]).problem()
    assert problem is not None
    assert "EARMARK_VLC_ARGS" in problem
    assert "unknown option or missing mandatory argument `--no-such-option'" in problem
    assert capfd.readouterr().err == ""
