"""The window's drawings: SVG files in one colour, tinted with the theme's."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import resource

DRAWN_IN = "#000"
SIZES = (20, 24, 32, 48, 64)


def icon(name: str, colour: str) -> QIcon:
    """Return the drawing `resources/icons/ui/{name}.svg` in a colour."""
    drawing = resource("icons", "ui", f"{name}.svg").read_text("utf-8")
    return _rendered(drawing.replace(DRAWN_IN, colour))


def program_icon() -> QIcon:
    """Return the program's own icon."""
    return _rendered(resource("icons", "earmark.svg").read_text("utf-8"), (*SIZES, 128, 256))


def _rendered(drawing: str, sizes: tuple[int, ...] = SIZES) -> QIcon:
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    rendered = QIcon()
    for size in sizes:
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        rendered.addPixmap(pixmap)
    return rendered
