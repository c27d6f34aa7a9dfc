"""From the voice to the window, and from the transport's buttons back to the voice."""

from reader.listening.jump_trail import Jump
from reader.timing.timeline import Moment
from ui.desk import Handlers
from ui.main_window import MainWindow
from ui.open_episode import OpenEpisode
from ui.playing.playback_controller import PlaybackController
from ui.playing.volume_slider import STEP
from ui.preferences import Preferences


class VoiceFlow:
    """Shows where the voice is and does what the transport asks for. Lives on the GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        playback: PlaybackController,
        reading: OpenEpisode,
        preferences: Preferences,
    ) -> None:
        self._window = window
        self._playback = playback
        self._reading = reading
        self._preferences = preferences
        self._connect_playback()
        self._connect_transport()

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        transcript, transport = self._window.transcript, self._window.transport
        return {
            "follow": lambda: self._switch_follow(on=not transcript.following.active),
            "louder": lambda: transport.volume.step(STEP, transport),
            "softer": lambda: transport.volume.step(-STEP, transport),
        }

    def take_settings(self) -> None:
        """Sound, skip and follow as the settings say."""
        settings, transport = self._preferences.settings, self._window.transport
        transport.set_skips(settings.number("skip_back_s"), settings.number("skip_forward_s"))
        transport.volume.set_loudest(max(settings.number("volume"), 100))
        self._playback.set_volume(settings.number("volume"))
        transport.volume.setValue(settings.number("volume"))
        self._switch_follow(on=bool(settings["follow"]))

    # What is heard

    def _connect_playback(self) -> None:
        window, playback = self._window, self._playback
        playback.position_changed.connect(self._on_position_changed)
        playback.moment_changed.connect(self._on_moment_changed)
        playback.state_changed.connect(window.transport.set_state)
        playback.speed_changed.connect(window.transport.set_speed)
        playback.failed.connect(window.messages.tell)
        playback.recovered.connect(window.messages.withdraw)
        playback.loudest_changed.connect(window.transport.volume.set_loudest)
        playback.jumped.connect(self._on_jumped)
        self._reading.opened.connect(lambda _: window.messages.leave_episode())

    def _on_position_changed(self, position_ms: int) -> None:
        self._window.transport.set_duration(self._playback.duration_ms)
        self._window.transport.set_position(position_ms)
        self._window.transcript.set_position(position_ms)
        self._reading.place.keep_now_and_then()

    def _on_jumped(self, _from_ms: int, _to_ms: int, kind: Jump) -> None:
        if kind is not Jump.NONE:
            self._window.messages.drop_hint()

    def _on_moment_changed(self, moment: Moment) -> None:
        shown, sentence = self._reading.shown, None
        number = None if moment.in_gap else moment.sentence
        if shown is not None and moment.turn is not None and number is not None:
            sentence = shown.page.timeline.sentences(moment.turn)[number]
        self._window.transcript.set_heard(moment.turn, sentence)
        self._window.mark_chapter(moment.chapter)

    # What is asked for

    def _connect_transport(self) -> None:
        transport, playback, transcript = (
            self._window.transport,
            self._playback,
            self._window.transcript,
        )
        transcript.replay_asked.connect(playback.replay_turn)
        transcript.following_changed.connect(self._on_following_changed)
        transport.play_clicked.connect(playback.toggle)
        transport.skip_clicked.connect(playback.skip)
        transport.chapter_clicked.connect(self._step_chapter)
        transport.scrubbed.connect(playback.scrub)
        transport.sought.connect(playback.seek)
        transport.speed_chosen.connect(playback.set_speed)
        transport.volume_chosen.connect(self._set_volume)
        transport.follow_switched.connect(lambda on: self._switch_follow(on=on))

    def _on_following_changed(self, active: bool) -> None:  # noqa: FBT001 (a signal's argument)
        self._window.transport.set_following(active=active)

    def _step_chapter(self, step: int) -> None:
        move = self._playback.next_chapter if step > 0 else self._playback.previous_chapter
        move()

    def _switch_follow(self, *, on: bool) -> None:
        self._preferences.keep("follow", on)
        self._window.transcript.set_following(on=on)

    def _set_volume(self, percent: int) -> None:
        self._playback.set_volume(percent)
        self._preferences.keep("volume", percent)
