"""Repairing the sync: "this sentence is now", the whole a little earlier or later, and undo."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from reader.errors import SyncError
from reader.library import Library
from reader.model import Episode
from reader.playback.delay import delays_in, with_delay
from reader.timing.anchors_shown import anchor_set, anchors_shown, begun_as_given, nudged
from reader.timing.sync_map import SyncMap
from ui.background import LibraryThread
from ui.desk import Desk, Handlers
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.page.transcript_view import TranscriptView
from ui.playing.output_device import output_device
from ui.playing.playback_controller import PlaybackController
from ui.preferences import Preferences
from ui.sync.sync_dialog import SyncDialog

NUDGE_MS = 100
SHOWN_LETTERS = 48
KEYS_IN_DIALOG = ("sync_now", "sync_earlier", "sync_later", "undo")
NO_EPISODE = "Open an episode first; then its text can be put in step with its audio."
NO_AUDIO = "Choose the audio of this episode first; then its text can be put in step with it."
NO_SENTENCE = (
    "Select some of the sentence that you hear, point at it or find it; "
    "then say again that it is now."
)
ELSEWHERE = "An excerpt is being played; stop it or stay there first, then put the text in step."
FROM_HERE_ON = "Only from here on"
TAKEN_BACK = "That repair was taken back."
OTHER_RECORDING = (
    "This is another recording: how its text was put in step with the one before is not used."
)

Choice = tuple[str, Callable[[], None]]  # what a button says, and does


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An anchor that is asked for: where in the text, and when it is heard."""

    episode: str
    turn: int
    offset: int
    at_ms: int
    words: str
    replacing: bool = False  # what it crosses


class SyncFlow(QObject):
    """Puts text and audio of the open episode in step. Lives on the GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        library: LibraryThread,
        desk: Desk,
        playback: PlaybackController,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._desk = desk
        self._playback = playback
        self._preferences = preferences
        self._shown: Episode | None = None
        self._doubted: tuple[str, str] | None = None  # the episode and its recording
        self._told_doubt = ""
        self._dialog: SyncDialog | None = None
        self._nudge_ms = 0  # asked for while the last one is still being written
        self._nudging = False
        self._chosen_device = ""
        self._told_change = self._told_refusal = ""
        self._steps: dict[str, int] = {}  # changes since the start that can be undone, by episode
        window.transcript.sentence_is_now.connect(self.anchor)

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {
            "sync_now": self.anchor_meant,
            "sync_earlier": lambda: self.nudge(-NUDGE_MS),
            "sync_later": lambda: self.nudge(NUDGE_MS),
            "sync_repair": self.show_dialog,
        }

    def take(self, opened: Opened) -> None:
        """Look after the episode that is open now, or has other times or another audio now."""
        before, self._shown = self._shown, opened.episode
        if before is not None and before.id != opened.episode.id:
            self._window.messages.withdraw(self._told_doubt)  # it would repair this one
        self._window.transport.seek_bar.set_gaps(opened.episode.sync.gaps())
        self._playback.delay.delay_ms = self._delay_ms()
        if self._dialog is not None:
            self._dialog.show_sync(opened.episode.sync, anchors_shown(opened.episode))
            if before is not None and before.id != opened.episode.id:
                self._dialog.close()
        if before is not None and _lost_sync(before, opened.episode):
            undo = partial(self._undo, before.id)
            self._window.messages.offer(OTHER_RECORDING, "Use it for this one, too", undo)
        elif before is None or not _was_repaired(before, opened.episode):
            # A doubt about what was repaired just now would take the place of its undoing.
            self._doubt(opened)

    def leave(self) -> None:
        """Have no episode to put in step."""
        self._shown = None
        if self._dialog is not None:
            self._dialog.close()

    def _doubt(self, opened: Opened) -> None:
        """Offer the repair where text and audio seem not to fit; once for each opening."""
        sentence, audio = opened.out_of_step, opened.episode.audio
        doubted = (opened.episode.id, audio.fingerprint) if sentence and audio else None
        if sentence and doubted != self._doubted:
            self._told_doubt = sentence
            self._window.messages.offer(sentence, "Repair the sync…", self.show_dialog)
        self._doubted = doubted

    # What is to be heard when

    def anchor_meant(self) -> None:
        """Set an anchor on the sentence that is selected, pointed at or found."""
        if self._ready() is None:
            return
        place = place_meant(self._window.transcript)
        if place is not None:
            self.anchor(*place)
        else:
            self._window.messages.hint(NO_SENTENCE)

    def anchor(self, turn: int, offset: int) -> None:
        """Let a sentence be heard at the present place of the audio."""
        episode, page = self._ready(), self._window.transcript.page
        if episode is not None and page is not None:
            at_ms = self._playback.position_ms
            sentence = page.timeline.sentence_holding(turn, offset)
            text = page.timeline.turns[turn].text
            words = text[sentence.start : sentence.end] if sentence else text
            self._set(_Wanted(episode.id, turn, offset, at_ms, words))

    def _set(self, wanted: _Wanted) -> None:
        self._library.submit(
            lambda library: _anchored(library, wanted),
            lambda refusal: self._on_anchored(wanted, refusal),
            self._desk.tell,
        )

    def _on_anchored(self, wanted: _Wanted, answer: SyncMap | str) -> None:
        if isinstance(answer, SyncMap):
            words = textwrap.shorten(wanted.words, SHOWN_LETTERS, placeholder="…")
            said = anchor_set(words, answer, wanted.at_ms)
            keep = partial(self._begin_as_given, wanted.episode, words)
            instead = (FROM_HERE_ON, keep) if answer.may_begin_as_given else None
            self._on_changed(wanted.episode, said, instead)
        elif not wanted.replacing:
            replacing = replace(wanted, replacing=True)
            self._told_refusal = answer
            self._window.messages.offer(answer, "Replace that anchor", lambda: self._set(replacing))
        else:
            self._desk.tell(answer)

    def _begin_as_given(self, episode: str, words: str) -> None:
        self._library.submit(
            lambda library: library.begin_as_given(episode),
            lambda sync: self._on_changed(episode, begun_as_given(words, sync)),
            self._desk.tell,
        )

    def nudge(self, by_ms: int) -> None:
        """Let all of the text be heard later, or earlier below 0.

        What is asked for while one is being written is written at once, after it.
        """
        episode = self._ready()
        if episode is not None:
            self._nudge_ms += by_ms
            if not self._nudging:
                self._write_nudge(episode.id)

    def _write_nudge(self, episode: str) -> None:
        by_ms, self._nudge_ms, self._nudging = self._nudge_ms, 0, True
        self._library.submit(
            lambda library: library.nudge(episode, by_ms),
            lambda sync: self._on_nudged(episode, sync),
            self._on_nudge_failed,
        )

    def _on_nudged(self, episode: str, sync: SyncMap) -> None:
        self._nudging = False
        if self._nudge_ms and self._desk.episode is not None and self._desk.episode.id == episode:
            self._write_nudge(episode)
        else:
            self._nudge_ms = 0
            self._on_changed(episode, f"All of the text is heard {nudged(sync.nudge_ms)} now.")

    def _on_nudge_failed(self, why: str) -> None:
        self._nudge_ms, self._nudging = 0, False
        self._desk.tell(why)

    def _ready(self) -> Episode | None:
        """Return the open episode if it can be put in step; otherwise say why not."""
        episode = self._desk.episode
        if episode is None or not self._playback.has_audio:
            self._window.messages.hint(NO_EPISODE if episode is None else NO_AUDIO)
            return None
        if self._playback.is_lent:
            self._window.messages.hint(ELSEWHERE)
            return None
        return episode

    def _change(self, episode: str, job: Callable[[Library], SyncMap], message: str) -> None:
        self._library.submit(job, lambda _: self._on_changed(episode, message), self._desk.tell)

    def _on_changed(self, episode: str, message: str, instead: Choice | None = None) -> None:
        self._steps[episode] = self._steps.get(episode, 0) + 1
        self._told_change = message
        undo = partial(self._undo, episode)
        self._window.messages.offer(message, "Undo", undo, undoes=True, instead=instead)
        self._show_change(episode)

    def _undo(self, episode: str) -> None:
        """Take an episode's last change back, whichever is open then."""
        self._library.submit(
            lambda library: library.undo_sync(episode),
            lambda _: self._on_undone(episode),
            self._desk.tell,
        )

    def _on_undone(self, episode: str) -> None:
        self._steps[episode] = left = max(self._steps.get(episode, 0) - 1, 0)
        self._window.messages.withdraw(self._told_change)
        if not left:
            self._window.messages.hint(TAKEN_BACK)
        else:
            undo = partial(self._undo, episode)
            self._window.messages.offer(TAKEN_BACK, "Undo the one before", undo, undoes=True)
        self._show_change(episode)

    def _show_change(self, episode: str) -> None:
        self._window.messages.withdraw(self._told_refusal)
        self._show_undo(episode)
        self._desk.retime(episode)

    def _show_undo(self, episode: str) -> None:
        """Let the dialog offer to undo what was changed today or earlier."""
        if self._dialog is not None:
            self._library.submit(
                lambda library: library.can_undo_sync(episode), self._on_undo_known
            )

    def _on_undo_known(self, possible: bool) -> None:  # noqa: FBT001 (an answer of the library)
        if self._dialog is not None:
            self._dialog.undo.setEnabled(possible)

    # The dialog

    def show_dialog(self) -> None:
        """Show the anchors, and what can be done about them."""
        episode = self._ready()
        if episode is None or self._dialog is not None:
            return
        keys = self._window.actions_by_name["sync_now"].shortcut()
        words = keys.toString(QKeySequence.SequenceFormat.NativeText)
        dialog = SyncDialog(
            words, output_device(self._chosen_device), self._delay_ms(), self._window
        )
        dialog.show_sync(episode.sync, anchors_shown(episode))
        # The dialog is a window of its own, where the main window's keys do not reach.
        dialog.addActions([self._window.actions_by_name[name] for name in KEYS_IN_DIALOG])
        self._connect(dialog, episode.id)
        self._dialog = dialog
        self._show_undo(episode.id)
        dialog.stand_beside(self._window)
        dialog.show()  # not modal: one listens, and points at sentences, meanwhile

    def _connect(self, dialog: SyncDialog, episode: str) -> None:
        dialog.anchor_removed.connect(
            lambda at_ms: self._change(
                episode, lambda library: library.remove_anchor(episode, at_ms), "An anchor is gone."
            )
        )
        dialog.cleared.connect(
            lambda: self._change(
                episode, lambda library: library.clear_sync(episode), "The sync was cleared."
            )
        )
        dialog.shifted.connect(self.nudge)
        dialog.undo.clicked.connect(lambda: self._undo(episode))
        dialog.play.clicked.connect(self._window.actions_by_name["toggle"].trigger)
        dialog.delay_chosen.connect(self._keep_delay)
        dialog.finished.connect(self._on_dialog_finished)

    def _on_dialog_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    # The sound device

    def take_device(self, name: str) -> None:
        """Be as late as the device is that was chosen; "": as the system's default."""
        self._chosen_device = name
        self._playback.delay.delay_ms = self._delay_ms()

    def _delay_ms(self) -> int:
        delays = delays_in(self._preferences.settings.text("output_delays"))
        return delays.get(output_device(self._chosen_device), delays.get("", 0))

    def _keep_delay(self, delay_ms: int) -> None:
        known = self._preferences.settings.text("output_delays")
        device = output_device(self._chosen_device)
        self._preferences.keep("output_delays", with_delay(known, device, delay_ms))
        self._playback.delay.delay_ms = delay_ms


def place_meant(view: TranscriptView) -> tuple[int, int] | None:
    """Return the turn and the offset that a hand means: selected, pointed at, or found."""
    page, marks = view.page, view.marks
    if page is None:
        return None
    if not marks.selection.is_empty:
        row = page.rows[marks.selection.first.row]
        if row.turn is not None:
            return row.turn, row.offset + marks.selection.first.offset
    pointed = view.sentence_pointed_at()
    if pointed is not None:
        return pointed[0], pointed[1].start
    match = marks.current_match
    found = page.shown_row(match.row) if match is not None else None
    if match is None or found is None or page.rows[found].turn is None:
        return None
    return page.rows[found].turn or 0, page.rows[found].offset + match.start


def _anchored(library: Library, wanted: _Wanted) -> SyncMap | str:
    """Set an anchor; return the map, or why it was refused. Runs on the library's thread."""
    place = (wanted.episode, wanted.turn, wanted.offset, wanted.at_ms)
    try:
        return library.anchor_sentence(*place, replacing=wanted.replacing)
    except SyncError as refusal:
        return str(refusal)


def _lost_sync(before: Episode, now: Episode) -> bool:
    """Tell whether an episode was given another recording, which starts without its sync."""
    if before.id != now.id or before.audio is None or now.audio is None:
        return False
    other = before.audio.fingerprint != now.audio.fingerprint
    return other and before.sync != SyncMap() and now.sync == SyncMap()


def _was_repaired(before: Episode, now: Episode) -> bool:
    return before.id == now.id and before.sync != now.sync
