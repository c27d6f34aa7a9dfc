"""Paints the rows of the library's shelf: headings, and episodes with cover, title and details."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QPolygonF, QTextOption

from ui.looks.theme import Theme
from ui.looks.two_lines import MOST_LINES, cut_to_two_lines
from ui.shelf.shelf_model import EpisodeRow, Heading, Row

SIDE_PX = 12
PADDING_PX = 8
COVER_PX = 40
GAP_PX = 10
MARK_PX = 3
KEPT_TITLES = 20_000
CORNER_PX = 4
NEARLY = 0.1


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row stands; `is_open` is that of the open episode."""

    is_open: bool = False
    is_hovered: bool = False
    is_selected: bool = False
    has_focus: bool = False


class _LetterWidths(dict[str, float]):
    """How wide each letter is alone, measured when it is first met."""

    def __init__(self, metrics: QFontMetrics) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, letter: str) -> float:
        self[letter] = width = self._metrics.horizontalAdvance(letter)
        return width


@dataclass
class ShelfFonts:
    """The fonts of the rows, with the titles that were measured in them.

    A title takes one line or two; a library of thousands is measured once, not at every key.
    """

    base: QFont
    _width: int = 0  # that `_fitting` is for
    _fitting: dict[tuple[str, bool], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.title, self.open_title, self.detail = (QFont(self.base) for _ in range(3))
        self.open_title.setWeight(QFont.Weight.DemiBold)
        self.detail.setPointSizeF(self.base.pointSizeF() * 0.88)
        self.heading = QFont(self.detail)
        self.heading.setWeight(QFont.Weight.DemiBold)
        self.detail_px = QFontMetrics(self.detail).height()
        self._metrics = (QFontMetrics(self.title), QFontMetrics(self.open_title))
        self._letters = tuple(_LetterWidths(metrics) for metrics in self._metrics)

    def metrics(self, *, is_open: bool) -> QFontMetrics:
        """Return the measures of a title."""
        return self._metrics[is_open]

    def title_px(self, text: str, width: int, *, is_open: bool) -> int:
        """Return the height of a title's lines."""
        if width != self._width or len(self._fitting) >= KEPT_TITLES:
            self._fitting.clear()
            self._width = width
        fits = self._fitting.get((text, is_open))
        if fits is None:
            fits = self._fitting[text, is_open] = self._fits(text, is_open=is_open)
        return self._metrics[is_open].lineSpacing() * (1 if fits else MOST_LINES)

    def _fits(self, text: str, *, is_open: bool) -> bool:
        """Return whether a title takes one line.

        Letters of European alphabets are about as wide in a word as alone. Only a title that
        nearly fits, or one in another script, is measured: that takes several times as long.
        """
        if max(text, default="") < "ɐ":
            sum_px = sum(map(self._letters[is_open].__getitem__, text))
            if abs(sum_px - self._width) > self._width * NEARLY:
                return sum_px <= self._width
        return self._metrics[is_open].horizontalAdvance(text) <= self._width


class ShelfPainter:
    """Knows how high the rows are and how they look. On the GUI thread."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self.theme = theme
        self.row_px = 0  # how wide rows are, but for what a scroll bar would take
        self.fonts = ShelfFonts(QFont(font))

    @property
    def _text_px(self) -> int:
        return max(self.row_px - SIDE_PX - COVER_PX - GAP_PX - SIDE_PX, 20)

    def height(self, row: Row, *, is_open: bool) -> int:
        """Return a row's height."""
        if isinstance(row, Heading):
            return self.fonts.detail_px + 2 * PADDING_PX
        text_px = self.fonts.title_px(row.title, self._text_px, is_open=is_open)
        text_px += 2 + self.fonts.detail_px + (6 if row.share else 0)
        return max(text_px, COVER_PX) + 2 * PADDING_PX

    def paint(
        self, painter: QPainter, box: QRect, row: Row, state: RowState, cover: QPixmap | None
    ) -> None:
        """Paint a row into its box."""
        painter.save()
        self._paint_ground(painter, box, state)
        if isinstance(row, Heading):
            self._paint_heading(painter, box, row, state)
        else:
            top = QRect(box.left() + SIDE_PX, box.top() + PADDING_PX, COVER_PX, COVER_PX)
            self._paint_cover(painter, top, row, cover)
            self._paint_words(painter, box, row, state)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRect, state: RowState) -> None:
        """Tint the row; the open episode has a bar too, so that colour is not the only mark."""
        theme = self.theme
        grounds = (
            (state.is_selected, theme.selection),
            (state.is_open, theme.heard_sentence),
            (state.is_hovered, theme.line),
        )
        ground = next((colour for holds, colour in grounds if holds), None)
        if ground is not None:
            painter.fillRect(box, QColor(ground))
        if state.is_open:
            bar = QRect(box.left(), box.top(), MARK_PX, box.height())
            painter.fillRect(bar, QColor(theme.accent))
        if state.has_focus:
            painter.setPen(QColor(theme.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_heading(self, painter: QPainter, box: QRect, row: Heading, state: RowState) -> None:
        plain = not (state.is_hovered or state.is_selected)
        colour = QColor(self.theme.quiet if plain else self.theme.text)
        left = box.left() + SIDE_PX
        if row.key is not None:
            _paint_arrow(painter, QPointF(left + 4, box.center().y() + 0.5), colour, row)
            left += 16
        painter.setPen(colour)
        painter.setFont(self.fonts.heading)
        metrics = painter.fontMetrics()
        count = f"{row.count:,}" if row.key is not None else ""
        count_px = metrics.horizontalAdvance(count)
        words = QRect(
            left, box.top(), box.right() - SIDE_PX - count_px - GAP_PX - left, box.height()
        )
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, words.width())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(self.fonts.detail)
        painter.drawText(
            box.adjusted(0, 0, -SIDE_PX, 0), middle | Qt.AlignmentFlag.AlignRight, count
        )

    def _paint_cover(
        self, painter: QPainter, box: QRect, row: EpisodeRow, cover: QPixmap | None
    ) -> None:
        if cover is not None:
            painter.drawPixmap(box, cover)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.line))
        painter.drawRoundedRect(QRectF(box), CORNER_PX, CORNER_PX)
        painter.setPen(QColor(self.theme.text))
        font = QFont(self.fonts.heading)
        font.setPixelSize(15)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, monogram(row))

    def _paint_words(self, painter: QPainter, box: QRect, row: EpisodeRow, state: RowState) -> None:
        fonts, left = self.fonts, box.left() + SIDE_PX + COVER_PX + GAP_PX
        width = self._text_px
        title_px = fonts.title_px(row.title, width, is_open=state.is_open)
        bar_px = 6 if row.share else 0
        whole_px = title_px + 2 + fonts.detail_px + bar_px
        top = box.top() + PADDING_PX + max(COVER_PX - whole_px, 0) // 2
        title = QRect(left, top, width, title_px)
        metrics = fonts.metrics(is_open=state.is_open)
        painter.setFont(fonts.open_title if state.is_open else fonts.title)
        painter.setPen(QColor(self.theme.text))
        painter.drawText(title, cut_to_two_lines(metrics, width, row.title), _WRAPPED)
        painter.setFont(fonts.detail)
        # Quiet text would be too faint on the grounds of these.
        plain = not (state.is_open or state.is_hovered or state.is_selected)
        painter.setPen(QColor(self.theme.quiet if plain else self.theme.text))
        detail = QRect(left, title.bottom() + 3, width, fonts.detail_px)
        shown = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, width)
        painter.drawText(detail, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if row.share:
            track = QRect(left, detail.bottom() + 4, width, 2)
            self._paint_progress(painter, track, row.share, plain=plain)

    def _paint_progress(
        self, painter: QPainter, track: QRect, share: float, *, plain: bool
    ) -> None:
        painter.fillRect(track, QColor(self.theme.line if plain else self.theme.page))
        read = QRect(track.left(), track.top(), max(round(share * track.width()), 2), 2)
        painter.fillRect(read, QColor(self.theme.accent))


_WRAPPED = QTextOption(Qt.AlignmentFlag.AlignLeft)
_WRAPPED.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


def monogram(row: EpisodeRow) -> str:
    """Return one or two letters for an episode without a cover: its show's, or its own."""
    words = (row.episode.show or row.title).split()
    starts = [next((sign for sign in word if sign.isalnum()), "") for word in words]
    minor = {"the", "a", "an", "of", "and", "to", "in"}
    telling = [s for word, s in zip(words, starts, strict=True) if s and word.lower() not in minor]
    return "".join((telling or [s for s in starts if s])[:2]).upper() or "♪"


def _paint_arrow(painter: QPainter, middle: QPointF, colour: QColor, row: Heading) -> None:
    """Point to the right where a show is folded, else down."""
    along, across = (
        (QPointF(1, 0), QPointF(0, 1)) if row.is_folded else (QPointF(0, 1), QPointF(1, 0))
    )
    corners = [
        middle + along * 3,
        middle - along * 2.5 + across * 4,
        middle - along * 2.5 - across * 4,
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(corners))
