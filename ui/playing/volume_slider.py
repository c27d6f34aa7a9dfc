"""The volume: a slider that shows where louder than recorded begins, if the player can be."""

from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QToolTip, QWidget

from ui.looks.naming import explained, styled
from ui.looks.theme import Theme

AS_RECORDED = 100
STEP = 5
NEAR = 5  # percent: a hand that lets go this near means as recorded
WIDTH_PX = 76
TICK_PX = 10
TIP_ABOVE_PX = 44


class VolumeSlider(QSlider):
    """In percent; 100 is as loud as recorded. Named by what it is set to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        styled(self, "volume")
        self._theme = theme
        self.setRange(0, AS_RECORDED)
        self.setSingleStep(STEP)
        self.setPageStep(2 * STEP)
        self.setFixedWidth(WIDTH_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.valueChanged.connect(self._say)
        self.setValue(AS_RECORDED)

    @property
    def can_boost(self) -> bool:
        """Whether the player can be louder than recorded."""
        return self.maximum() > AS_RECORDED

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.update()

    def set_loudest(self, percent: int) -> None:
        """Let it go so far; what is set louder than that counts as that."""
        with QSignalBlocker(self):  # what was set stays kept, for a player that can be louder
            self.setRange(0, percent)
        self._say(self.value())
        self.update()

    def step(self, by: int, shown_on: QWidget) -> None:
        """Be louder by so many percent, or softer below 0; where it is hidden, say how loud."""
        self.setValue(self.value() + by)
        if not self.isVisible():
            above = QPoint(shown_on.width() // 2, -TIP_ABOVE_PX)
            QToolTip.showText(shown_on.mapToGlobal(above), self.toolTip(), shown_on)

    def _say(self, percent: int) -> None:
        rest = "" if self.can_boost else "; this player cannot be louder than recorded"
        explained(self, f"Volume {percent} %{rest if percent >= AS_RECORDED else ''}")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stay at what was recorded while the hand is near it."""
        super().mouseMoveEvent(event)
        if self.can_boost and self.isSliderDown() and abs(self.value() - AS_RECORDED) <= NEAR:
            self.setValue(AS_RECORDED)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a tick where louder than recorded begins."""
        if self.can_boost:
            middle = self.rect().center().y()
            painter = QPainter(self)
            tick = (self.as_recorded_x() - 1, middle - TICK_PX // 2, 2, TICK_PX)
            painter.fillRect(*tick, QColor(self._theme.quiet))
            painter.end()
        super().paintEvent(event)

    def as_recorded_x(self) -> int:
        """Return where the handle's middle is at as loud as recorded, in pixels."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style, control = self.style(), QStyle.ComplexControl.CC_Slider
        handle = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        room = self.width() - handle.width()
        along = QStyle.sliderPositionFromValue(0, self.maximum(), AS_RECORDED, room)
        return along + handle.width() // 2
