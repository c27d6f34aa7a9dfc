"""The menu of sound devices; one that goes while it sounds pauses, and the next is asked for."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from reader.playback.outputs import (
    DEFAULT,
    OutputWatch,
    gone_sentence,
    missing_sentence,
    named,
)
from reader.playback.player import OutputDevice, PlayerState
from ui.message_bar import MessageBar
from ui.playing.playback_controller import PlaybackController
from ui.preferences import Preferences

SETTING = "output_device"
LOOK_MS = 250
PATIENT_LOOKS = 3  # before a device is called missing: a sound server tells bit by bit


class OutputFlow(QObject):
    """Lives on the GUI thread. Signals: `changed(name)`, the chosen device is used, "": none is."""

    changed = Signal(str)

    def __init__(
        self,
        menu: QMenu,
        playback: PlaybackController,
        preferences: Preferences,
        messages: MessageBar,
    ) -> None:
        super().__init__(menu)
        self.menu = menu
        self._playback, self._preferences, self._messages = playback, preferences, messages
        self._gone = ""  # the sentence that said which one went
        self._watch = OutputWatch()
        self._in_use = DEFAULT
        self._looks_in_vain = 0
        self._shown: tuple[OutputDevice, ...] | None = None
        self._group = QActionGroup(self)
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self.look)
        menu.aboutToShow.connect(self._on_menu_opening)
        playback.state_changed.connect(self._on_state_changed)
        playback.loudest_changed.connect(self._on_player_came)

    def choose(self, name: str) -> None:
        """Sound on the device of that name from now on; "": on the system's default."""
        self._messages.withdraw(missing_sentence(self._wanted()))
        self._preferences.keep(SETTING, name)
        self._looks_in_vain = 0
        self.look()
        self._looking.start()

    def look(self) -> None:
        """See what devices are there, and act on what came and went."""
        player = self._playback.player
        if player is None:
            self._looking.stop()
            return
        devices = player.devices()
        playing = self._playback.state is PlayerState.PLAYING
        gone = self._watch.look(devices, player.sounding_on())
        if not playing:
            self._watch.forget()
        elif gone is not None:
            self._on_gone(gone)
        self._settle(devices)
        if self.menu.isVisible():
            self._fill(devices)
        elif not playing and not self._is_unsettled():
            self._looking.stop()

    def _on_gone(self, gone: OutputDevice) -> None:
        self._playback.pause()
        if gone.name == self._wanted():
            self._looks_in_vain = PATIENT_LOOKS  # the sentence says it already
        self._use(DEFAULT)
        self._gone = gone_sentence(gone.name)
        self._messages.tell(self._gone)

    def _settle(self, devices: tuple[OutputDevice, ...]) -> None:
        """Use what was chosen where it is there, else the default."""
        if not devices:
            return  # not known yet
        name = self._wanted()
        found = named(devices, name) if name else DEFAULT
        if found is not None:
            self._looks_in_vain = 0
            self._messages.withdraw(missing_sentence(name))
        elif self._looks_in_vain < PATIENT_LOOKS:
            self._looks_in_vain += 1
            if self._looks_in_vain == PATIENT_LOOKS:
                self._messages.tell(missing_sentence(name))
        self._use(found or DEFAULT)

    def _use(self, device: OutputDevice) -> None:
        if self._playback.player is None or device == self._in_use:
            return
        self._in_use = device
        self._watch.forget()
        self._playback.player.set_device(device.id)
        self.changed.emit("" if device == DEFAULT else device.name)

    def _wanted(self) -> str:
        return self._preferences.settings.text(SETTING)

    def _is_unsettled(self) -> bool:
        return self._wanted() not in ("", self._in_use.name) and (
            self._looks_in_vain < PATIENT_LOOKS
        )

    def _on_player_came(self) -> None:
        self._in_use = DEFAULT
        if self._wanted():
            self.look()
            self._looking.start()

    def _on_state_changed(self, state: PlayerState) -> None:
        if state is PlayerState.PLAYING:
            self._messages.withdraw(self._gone)
            self._looking.start()

    # The menu

    def _on_menu_opening(self) -> None:
        self._shown = None
        player = self._playback.player
        self._fill(() if player is None else player.devices())
        self._looking.start()  # what is found meanwhile is added

    def _fill(self, devices: tuple[OutputDevice, ...]) -> None:
        if devices != self._shown:
            self._shown = devices
            self._fill_anew(devices)
        for action in self._group.actions():
            action.setChecked(action.data() == self._in_use.name)

    def _fill_anew(self, devices: tuple[OutputDevice, ...]) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
        self.menu.clear()
        self._add(DEFAULT.name, DEFAULT.name, "")
        self.menu.addSeparator()
        for device in devices:
            self._add(device.name, device.name, device.name)
        wanted = self._wanted()
        if wanted and named(devices, wanted) is None:
            self._add(f"{wanted} (not connected)", wanted, wanted).setEnabled(False)

    def _add(self, words: str, data: str, name: str) -> QAction:
        action = self.menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setData(data)
        action.triggered.connect(partial(self._on_chosen, name))
        self._group.addAction(action)
        return action

    def _on_chosen(self, name: str, _checked: object = None) -> None:
        self.choose(name)
