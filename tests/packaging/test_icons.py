"""The drawings can be drawn, in the colour and on the grid that the window counts on."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[2] / "resources" / "icons"
BUTTONS = sorted((ICONS / "ui").glob("*.svg"))


def drawn(path: Path, size: int) -> QImage:
    renderer = QSvgRenderer(path.read_bytes())
    assert renderer.isValid()
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def edge_is_clear(image: QImage) -> bool:
    last = image.width() - 1
    edge = [(x, y) for x in range(last + 1) for y in (0, last)]
    return all(image.pixelColor(*at).alpha() == 0 for x, y in edge for at in ((x, y), (y, x)))


@pytest.mark.parametrize("path", BUTTONS, ids=lambda path: path.stem)
def test_a_button_is_drawn_whole_within_its_square(path: Path) -> None:
    image = drawn(path, 96)
    opaque = sum(image.pixelColor(x, y).alpha() > 128 for x in range(96) for y in range(96))
    assert opaque > 300
    assert edge_is_clear(image)


@pytest.mark.parametrize("path", BUTTONS, ids=lambda path: path.stem)
def test_a_button_is_one_colour_on_a_grid_of_24(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', text)) <= {"#000", "none"}
    assert 'stroke="#000"' in text


@pytest.mark.parametrize("size", [16, 32, 256])
def test_the_icon_shows_page_ear_and_sound_at_every_size(size: int) -> None:
    image = drawn(ICONS / "earmark.svg", size)
    page = image.pixelColor(size // 4, size // 4)
    ear = image.pixelColor(int(size * 0.6), int(size * 0.3))
    assert page.blue() > page.red()
    assert ear.red() > ear.blue()
    assert image.pixelColor(size - 1, 0).alpha() == 0
