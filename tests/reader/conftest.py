"""Fixtures for what is typed: commands, the files they are given, an episode to begin with."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sample_pages import write_page, write_sound

from reader.cli import run
from reader.library import Library
from reader.playback.sources import SilentSource

_SILENT = (SilentSource(lambda _path: 80_000),)


@pytest.fixture
def reachable_path() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are its user's alone."""
    with TemporaryDirectory() as made:
        folder = Path(made).resolve()
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """The library that the commands use, too."""
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def earmark(tmp_path, capsys, monkeypatch):
    """Return a function that runs a command and gives (status, stdout, stderr)."""
    monkeypatch.setenv("EARMARK_LIBRARY", str(tmp_path / "library"))
    monkeypatch.delenv("EARMARK_PLAYER", raising=False)

    def type_in(*words, window=None, sources=_SILENT):
        status = run([str(word) for word in words], players=lambda args: sources, window=window)
        return (status, *capsys.readouterr())

    return type_in


@pytest.fixture
def ferry(earmark, folder) -> dict:
    """Import a page with its audio; return what `show --json` says of it."""
    page, sound = (
        write_page(folder / "ferry.txt"),
        write_sound(folder / "x.wav", show="Night Ferry"),
    )
    assert earmark("import", page, "--audio", sound)[0] == 0
    return json.loads(earmark("show", "ferry in winter", "--json")[1])
