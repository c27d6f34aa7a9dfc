"""Cover pictures out of audio files, read off the GUI thread for the rows in sight."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from reader.errors import MediaError
from reader.model import Cover
from ui.background import Worker

K = TypeVar("K")
V = TypeVar("V")
KEPT_PICTURES = 300  # of 25 kB on a fine screen
KEPT_PATHS = 20_000
SETTLE_MS = 120  # a list that scrolls by is not looked into
LARGEST_PX = 12_000  # what claims to be larger is no cover
CORNER_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    digest: str = ""  # of the picture's file; "" without one
    image: QImage | None = None  # None: without one, or it is here already


class CoverStore(QObject):
    """Keeps the newest pictures, those of one show that are the same only once.

    Signal: `arrived()`, there is another picture to be shown. Lives on the GUI thread.
    """

    arrived = Signal()

    def __init__(self, side_px: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self._ratio = 1.0
        self._digests: OrderedDict[Path, str] = OrderedDict()
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._wanted: list[Path] = []
        self._worker: Worker | None = None
        self._is_loading = False
        self._is_closed = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._load_next)

    def picture(self, path: Path | None) -> QPixmap | None:
        """Return the cover in an audio file, if it is here already."""
        picture = self._pictures.get(self._digests.get(path, "")) if path else None
        if picture is not None and path is not None:
            self._pictures.move_to_end(self._digests[path])
        return picture

    def want(self, paths: Iterable[Path], ratio: float) -> None:
        """Say which files' covers are in sight now; `ratio` is the screen's device pixel ratio."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._digests.clear()
            self._pictures.clear()
        self._wanted = [path for path in dict.fromkeys(paths) if not self._is_known(path)]
        if self._wanted and not self._is_loading and not self._is_closed:
            self._settling.start()

    def close(self) -> None:
        """Load no more."""
        self._is_closed = True
        self._settling.stop()
        if self._worker is not None:
            self._worker.leave()

    def _is_known(self, path: Path) -> bool:
        digest = self._digests.get(path)
        return digest == "" or digest in self._pictures

    def _load_next(self) -> None:
        if self._is_closed or not self._wanted:
            return
        if self._worker is None:
            self._worker = Worker("covers", self)
        path, have = self._wanted.pop(0), frozenset(self._pictures)
        side_px, self._is_loading = round(self._side_px * self._ratio), True
        self._worker.submit(
            lambda: _find(path, side_px, have), self._take, lambda _: self._take(_Found(path))
        )

    def _take(self, found: _Found) -> None:
        self._is_loading = False
        _remember(self._digests, found.path, found.digest, KEPT_PATHS)
        if found.image is not None:
            pixmap = QPixmap.fromImage(found.image)
            pixmap.setDevicePixelRatio(self._ratio)
            _remember(self._pictures, found.digest, pixmap, KEPT_PICTURES)
        if found.digest:
            self.arrived.emit()
        self._load_next()


def _remember(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def _find(path: Path, side_px: int, have: frozenset[str]) -> _Found:
    from reader.media import read_cover  # noqa: PLC0415  # needs mutagen, which takes a while

    try:
        cover = read_cover(path)
    except MediaError:  # the list only does without a picture; opening the episode says why
        return _Found(path)
    if cover is None:
        return _Found(path)
    digest = hashlib.sha1(cover.data, usedforsecurity=False).hexdigest()
    if digest in have:
        return _Found(path, digest)
    image = scaled(cover, side_px)
    return _Found(path, digest, image) if image is not None else _Found(path)


def scaled(cover: Cover, side_px: int) -> QImage | None:
    """Return the middle of a picture as a square with round corners; None where it is damaged.

    Any thread.
    """
    data = QByteArray(cover.data)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    source = QImageReader(buffer)
    source.setAutoTransform(True)
    size = source.size()
    if size.isEmpty() or max(size.width(), size.height()) > LARGEST_PX:
        return None
    source.setScaledSize(size.scaled(QSize(side_px, side_px), _COVERING))
    image = source.read()
    return _rounded(image, side_px) if not image.isNull() else None


_COVERING = Qt.AspectRatioMode.KeepAspectRatioByExpanding


def _rounded(image: QImage, side_px: int) -> QImage:
    made = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    corner = side_px * CORNER_SHARE
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, side_px, side_px), corner, corner)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(outline)
    painter.drawImage((side_px - image.width()) // 2, (side_px - image.height()) // 2, image)
    painter.end()
    return made
