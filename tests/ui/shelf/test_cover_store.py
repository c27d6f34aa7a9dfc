"""Covers beside the episodes: read when in sight, kept once, never in the way."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import write_wav
from mutagen.id3 import APIC
from mutagen.wave import WAVE
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from reader.model import Cover
from ui.shelf import covers
from ui.shelf.covers import CoverStore, scaled

SIDE_PX = 40


def drawn(colour: str, width: int = 300, height: int = 300, kind: str = "PNG") -> bytes:
    """Return a picture's file."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return buffer.data().data()


def recording(folder: Path, name: str, picture: bytes | None) -> Path:
    path = write_wav(folder / name, 1)
    if picture is not None:
        sound = WAVE(path)
        sound.add_tags()
        sound.tags.add(APIC(encoding=3, mime="image/png", type=3, desc="", data=picture))
        sound.save()
    return path


@pytest.fixture
def store(qapp: object) -> Iterator[CoverStore]:
    made = CoverStore(SIDE_PX)
    yield made
    made.close()


def wait_for(store: CoverStore, qtbot: QtBot, *paths: Path) -> None:
    store.want(paths, 1.0)
    qtbot.waitUntil(lambda: all(path in store._digests for path in paths), timeout=10_000)


def test_a_cover_comes_after_a_while_and_says_so(
    store: CoverStore, qtbot: QtBot, tmp_path: Path
) -> None:
    path = recording(tmp_path, "a.wav", drawn("#123456"))
    assert store.picture(path) is None
    with qtbot.waitSignal(store.arrived):
        store.want([path], 1.0)
    shown = store.picture(path)
    assert (shown.width(), shown.height()) == (SIDE_PX, SIDE_PX)
    assert shown.toImage().pixelColor(20, 20).name() == "#123456"
    assert shown.toImage().pixelColor(0, 0).alpha() < 255  # the corners are round


def test_on_a_fine_screen_it_is_finer(store: CoverStore, qtbot: QtBot, tmp_path: Path) -> None:
    path = recording(tmp_path, "a.wav", drawn("#123456"))
    wait_for(store, qtbot, path)
    with qtbot.waitSignal(store.arrived):
        store.want([path], 2.0)
    shown = store.picture(path)
    assert (shown.width(), shown.devicePixelRatio()) == (2 * SIDE_PX, 2.0)


def test_the_same_picture_is_kept_once(store: CoverStore, qtbot: QtBot, tmp_path: Path) -> None:
    one, two = (recording(tmp_path, name, drawn("#aa0000")) for name in ("a.wav", "b.wav"))
    wait_for(store, qtbot, one, two)
    assert store.picture(one) is store.picture(two) is not None


def test_what_has_none_is_looked_into_once(store: CoverStore, qtbot: QtBot, tmp_path: Path) -> None:
    bare, gone = recording(tmp_path, "a.wav", None), tmp_path / "gone.wav"
    broken = recording(tmp_path, "c.wav", b"\x89PNG\r\n\x1a\n but no picture")
    wait_for(store, qtbot, bare, gone, broken)
    assert [store.picture(path) for path in (bare, gone, broken, None)] == [None] * 4
    store.want([bare, gone, broken], 1.0)
    assert not store._settling.isActive()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_passed_over(
    store: CoverStore, qtbot: QtBot, tmp_path: Path
) -> None:
    path = recording(tmp_path, "a.wav", drawn("#aa0000"))
    path.chmod(0)
    wait_for(store, qtbot, path)
    assert store.picture(path) is None


def test_what_went_out_of_sight_is_not_looked_into(
    store: CoverStore, qtbot: QtBot, tmp_path: Path
) -> None:
    passing, staying = (recording(tmp_path, n, drawn("#00aa00")) for n in ("a.wav", "b.wav"))
    store.want([passing], 1.0)
    wait_for(store, qtbot, staying)
    assert passing not in store._digests


def test_memory_is_bounded(
    store: CoverStore, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(covers, "KEPT_PICTURES", 2)
    paths = [recording(tmp_path, f"{n}.wav", drawn(f"#0000a{n}")) for n in range(4)]
    for path in paths:
        wait_for(store, qtbot, path)
    assert [store.picture(path) is not None for path in paths] == [False, False, True, True]
    with qtbot.waitSignal(store.arrived):
        store.want([paths[0]], 1.0)
    assert store.picture(paths[0]) is not None


def test_after_closing_nothing_is_loaded(store: CoverStore, tmp_path: Path) -> None:
    store.close()
    store.want([tmp_path / "a.wav"], 1.0)
    assert not store._settling.isActive()


@pytest.mark.parametrize(("width", "height"), [(900, 30), (30, 900), (1, 1), (39, 41)])
@pytest.mark.parametrize("kind", ["PNG", "JPG"])
def test_whatever_its_shape_it_becomes_a_square(width: int, height: int, kind: str) -> None:
    image = scaled(Cover("image/png", drawn("#808080", width, height, kind)), SIDE_PX)
    assert (image.width(), image.height()) == (SIDE_PX, SIDE_PX)
    assert image.pixelColor(20, 20).red() == pytest.approx(128, abs=3)


@pytest.mark.qt_log_ignore("qt.gui.imageio", "Corrupt JPEG", "Premature end", "JPEG")
@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"GIF89a", b"RIFF....WEBP"])
def test_damaged_pictures_are_none(data: bytes) -> None:
    assert scaled(Cover("image/png", data), SIDE_PX) is None


def test_a_picture_of_absurd_size_is_not_unpacked() -> None:
    data = drawn("#808080", 10, 10)
    huge = data.replace((10).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2, 1)
    assert huge != data
    assert scaled(Cover("image/png", huge), SIDE_PX) is None
