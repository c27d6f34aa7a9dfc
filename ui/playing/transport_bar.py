"""The bottom of the window: play, skip, seek, speed, volume, follow, theme."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from reader.model import Chapter
from reader.playback.player import PlayerState
from reader.timecode import timecode
from ui.keys.key_words import KeyWords
from ui.looks.icons import icon
from ui.looks.naming import explained, styled
from ui.looks.theme import Theme
from ui.playing.seek_bar import SeekBar
from ui.playing.volume_slider import VolumeSlider

SPEEDS = (0.5, 0.75, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5, 3.0)
WIDEST_SPEED = "0.75×"
ICON_PX = 22
PLAY_ICON_PX = 30
# Narrower than this, the bar leaves out what has keys and menus too.
ROOMY_PX = 850
TIGHT_PX = 690
NARROWEST_PX = 545
SHORTEN_PX = 16
SLEEP_PX = 60  # what the time that is left takes beside its drawing
SHORTEST_SEEK_BAR_PX = 140
BESIDE_KNOB_PX = 5  # between the times and the knob at the seek bar's ends


class TransportBar(QWidget):
    """Shows where playing is and takes orders.

    Signals: `play_clicked()`, `skip_clicked(ms)`, `chapter_clicked(step)` with -1 or 1,
    `scrubbed(ms)`, `sought(ms)`, `speed_chosen(float)`, `volume_chosen(percent)`,
    `follow_switched(bool)`, `theme_clicked()`, `catch_clicked()`.
    """

    play_clicked = Signal()
    skip_clicked = Signal(int)
    chapter_clicked = Signal(int)
    scrubbed = Signal(int)
    sought = Signal(int)
    speed_chosen = Signal(float)
    volume_chosen = Signal(int)
    follow_switched = Signal(bool)
    theme_clicked = Signal()
    catch_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._icons: dict[QToolButton, str] = {}
        self._duration_ms = 0
        step = self.chapter_clicked.emit
        self.previous = self._button("previous-chapter", "Previous chapter", lambda: step(-1))
        self.back = self._button("back-15", "Back", self._skip_back)
        self.play = self._button("play", "Play", self.play_clicked.emit)
        self.forward = self._button("forward-30", "Forward", self._skip_forward)
        self.next = self._button("next-chapter", "Next chapter", lambda: step(1))
        self._play_key = ""
        keep = "Keep what was just heard"
        self.catch = self._button("bookmark", keep, self.catch_clicked.emit)
        self.follow = self._button("follow", "Follow: the page goes with the voice", None)
        self.theme_button = self._button("theme", "Light, sepia or dark", self.theme_clicked.emit)
        self.follow.setCheckable(True)
        self.follow.setChecked(True)
        self.follow.setText("Follow")
        self.follow.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.follow.clicked.connect(self.follow_switched)
        self.speed = self._speed_button()
        self.sleep = self._sleep_button()
        self.is_fading = False
        self.volume = VolumeSlider(theme)
        self.volume.valueChanged.connect(self.volume_chosen)
        self.seek_bar = SeekBar(theme)
        self.seek_bar.setMinimumWidth(SHORTEST_SEEK_BAR_PX)
        self.seek_bar.scrubbed.connect(self.scrubbed)
        self.seek_bar.sought.connect(self.sought)
        self.elapsed = styled(QLabel("0:00"), "time")
        self.total = styled(QLabel("0:00"), "quiet")
        # Stands above the bar, where there is room for it in a narrow window.
        self.fading = styled(QLabel("Still there? Any key plays on."), "fading")
        self.fading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fading.hide()
        self._arrange()
        self.set_skips(15, 30)
        self.set_theme(theme)

    def _button(self, drawing: str, tip: str, pressed: Callable[[], None] | None) -> QToolButton:
        button = explained(QToolButton(), tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        button.setAutoRaise(True)
        self._icons[button] = drawing
        if pressed is not None:
            # clicked() brings its own argument along.
            button.clicked.connect(lambda _checked=False: pressed())
        return button

    def _speed_button(self) -> QToolButton:
        button = explained(QToolButton(), "Speed")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setIconSize(QSize(SHORTEN_PX, SHORTEN_PX))
        menu = QMenu(button)
        for speed in SPEEDS:
            choose = menu.addAction(f"{speed:g}×")
            choose.triggered.connect(partial(self.speed_chosen.emit, speed))
        button.setMenu(menu)
        return button

    def _sleep_button(self) -> QToolButton:
        button = self._button("sleep", "Sleep timer", None)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _arrange(self) -> None:
        self.play.setIconSize(QSize(PLAY_ICON_PX, PLAY_ICON_PX))
        self._loudness = QLabel()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(2)
        # What is left out in a narrow window must not keep the window wide.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumWidth(NARROWEST_PX)
        for button in (self.previous, self.back, self.play, self.forward, self.next):
            row.addWidget(button)
        row.addSpacing(10)
        row.addWidget(self.elapsed)
        row.addSpacing(BESIDE_KNOB_PX)
        row.addWidget(self.seek_bar, 1)
        row.addSpacing(BESIDE_KNOB_PX)
        row.addWidget(self.total)
        row.addSpacing(10)
        row.addWidget(self.speed)
        row.addSpacing(6)
        row.addWidget(self._loudness)
        row.addSpacing(4)
        row.addWidget(self.volume)
        row.addSpacing(12)
        row.addWidget(self.sleep)
        row.addWidget(self.catch)
        row.addWidget(self.follow)
        row.addWidget(self.theme_button)
        self.set_speed(1.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the seek bar where there is little."""
        super().resizeEvent(event)
        self._refit()

    def _fit_speed(self) -> None:
        """Give the speed the room of its longest text: nothing beside it moves when it changes."""
        text = self.speed.text()
        self.speed.setText(WIDEST_SPEED)
        self.speed.setMinimumWidth(self.speed.sizeHint().width())
        self.speed.setText(text)

    def _refit(self) -> None:
        self._fit_speed()
        sleeps = bool(self.sleep.text())
        width = self.width() - (SLEEP_PX if sleeps else 0)
        roomy = width >= ROOMY_PX
        for widget in (self.volume, self._loudness):
            widget.setVisible(roomy)
        for button in (self.previous, self.next, self.theme_button):
            button.setVisible(width >= TIGHT_PX)
        self.sleep.setVisible(roomy or sleeps)
        self.sleep.setMinimumWidth(self.sleep.sizeHint().width() if sleeps else 0)
        style = Qt.ToolButtonStyle
        self.follow.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if roomy else style.ToolButtonIconOnly
        )
        self._give_way()

    def _give_way(self) -> None:
        """Leave out more, where a timer or large letters need the room; all of it has keys."""
        spare = (self.total, self.catch, self.forward, self.back)
        widths = {widget: widget.sizeHint().width() + self._row.spacing() for widget in spare}
        needed = self._row.minimumSize().width() + sum(widths[w] for w in spare if w.isHidden())
        for widget in spare:
            widget.setVisible(needed <= self.width())
            needed -= widths[widget] if widget.isHidden() else 0

    def _skip_back(self) -> None:
        self.skip_clicked.emit(-self._back_s * 1000)

    def _skip_forward(self) -> None:
        self.skip_clicked.emit(self._forward_s * 1000)

    # What is shown

    def set_skips(self, back_s: int, forward_s: int) -> None:
        """Let the buttons skip so many seconds; the usual numbers are drawn on them."""
        self._back_s, self._forward_s = back_s, forward_s
        explained(self.back, f"Back {back_s} seconds")
        explained(self.forward, f"Forward {forward_s} seconds")
        self._icons[self.back] = "back-15" if back_s == 15 else "back"
        self._icons[self.forward] = "forward-30" if forward_s == 30 else "forward"
        self.set_theme(self._theme)

    def set_keys(self, words: KeyWords) -> None:
        """Say on hovering which keys do the same as the buttons."""
        self._play_key = words.beside("", "toggle")
        self.catch.setToolTip(words.beside("Keep what was just heard", "bookmark"))
        if self.play.isEnabled():
            self.play.setToolTip(self.play.accessibleName() + self._play_key)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        for button, drawing in self._icons.items():
            button.setIcon(icon(drawing, theme.text))
        self._loudness.setPixmap(icon("volume", theme.quiet).pixmap(18, 18))
        self.volume.set_theme(theme)
        self.seek_bar.set_theme(theme)

    def show_episode(
        self, duration_ms: int, chapters: tuple[Chapter, ...], *, has_audio: bool
    ) -> None:
        """Take another episode's length and chapters."""
        self.seek_bar.set_episode(duration_ms, chapters)
        self.set_duration(duration_ms)
        for button in (self.previous, self.next):
            button.setEnabled(bool(chapters))
        self.play.setEnabled(has_audio)
        for widget in (self.back, self.forward, self.seek_bar):
            widget.setEnabled(duration_ms > 0)
        self.set_state(PlayerState.PAUSED)
        if not has_audio:
            self.play.setToolTip("This episode has no audio yet: drop its audio file on the window")

    def set_duration(self, duration_ms: int) -> None:
        """Correct the length."""
        if duration_ms == self._duration_ms:
            return
        self._duration_ms = duration_ms
        self.seek_bar.set_duration(duration_ms)
        self.total.setText(timecode(duration_ms))
        width = QFontMetrics(self.elapsed.font()).horizontalAdvance(timecode(duration_ms) + "0")
        self.elapsed.setFixedWidth(width)
        self.elapsed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._refit()

    def set_position(self, position_ms: int) -> None:
        """Show where the playhead is."""
        self.elapsed.setText(timecode(position_ms, like_ms=self._duration_ms))
        self.seek_bar.set_position(position_ms)

    def set_state(self, state: PlayerState) -> None:
        """Show whether it plays."""
        playing = state is PlayerState.PLAYING
        drawing, name = ("pause", "Pause") if playing else ("play", "Play")
        tip = name + self._play_key
        if self._icons[self.play] != drawing or not self.play.toolTip().startswith(tip):
            self._icons[self.play] = drawing
            self.play.setIcon(icon(drawing, self._theme.text))
            self.play.setToolTip(tip)
            self.play.setAccessibleName(name)

    def set_speed(self, speed: float) -> None:
        """Show how fast it plays."""
        self.speed.setText(f"{speed:g}×")

    def show_shortening(self, words: str, *, on: bool) -> None:
        """Show beside the speed whether silences are shortened, and say what comes of it."""
        styles = Qt.ToolButtonStyle
        if on:
            self._icons[self.speed] = "shorten"
            self.speed.setIcon(icon("shorten", self._theme.text))
        else:
            self._icons.pop(self.speed, None)
        self.speed.setToolButtonStyle(
            styles.ToolButtonTextBesideIcon if on else styles.ToolButtonTextOnly
        )
        self._refit()
        said = ["Speed", *(["silences are shortened"] if on else []), *([words] if words else [])]
        explained(self.speed, "; ".join(said))

    def show_sleep(self, left: str) -> None:
        """Show how long the sleep timer has to run; "" where none runs."""
        self.sleep.setText(left)
        styles = Qt.ToolButtonStyle
        self.sleep.setToolButtonStyle(
            styles.ToolButtonTextBesideIcon if left else styles.ToolButtonIconOnly
        )
        self._refit()
        words = f"Sleep timer: {left} left" if left else "Sleep timer"
        if self.is_fading:
            words += "; any key keeps it playing"
        explained(self.sleep, words)

    def show_fading(self, *, on: bool) -> None:
        """Say beside the seek bar that the sound is about to stop, and what keeps it playing."""
        self.is_fading = on
        self.fading.setVisible(on)

    def set_following(self, *, active: bool) -> None:
        """Show whether the page goes with the voice."""
        self.follow.setChecked(active)
