"""One key that keeps what was just heard, or what is selected, and lets it grow."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from reader.library import Library
from reader.model import Bookmark, Episode, TurnRange
from reader.quotes.capturing import Catch, just_heard
from reader.quotes.keeping import keep_place, widen
from reader.timing.timeline import Timeline
from ui.background import LibraryThread
from ui.desk import Desk
from ui.keys.key_words import FROM_THE_START, KeyWords
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController
from ui.playing.reel import Reel

NOTHING_OPEN = "Open an episode first; then what is said in it can be kept."
NOTHING_SAID = "Nothing has been said yet at this place: play on, or select the words to keep."
NO_TRANSCRIPT = "This episode has no transcript whose words could be kept; import one first."
ARTICLE = (
    "Nobody speaks here whose words could be bookmarked; words that are selected can be copied as "
    "a quote ({cite})."
)
NOT_SAID = (
    "Only what somebody says can be bookmarked; the words that are selected can be copied as a "
    "quote ({cite})."
)
TRY_AGAIN = "Try again"
IN_PASSING = "This is heard in passing: press S to stay here, then keep it."


@dataclass(slots=True)
class _Caught:
    """What is being kept: `catch` is what is wanted, `saved` what is on the disk."""

    episode: str
    timeline: Timeline
    catch: Catch
    saved: TurnRange
    bookmark: str | None = None  # its id, once it is on the disk


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is on the disk now; `is_new`: it was not before. With all tags in use."""

    bookmark: Bookmark
    is_new: bool
    tags: tuple[str, ...]


class Catching(QObject):
    """Keeps quotes of the open episode; the card shows them after the commit, not before.

    Lives on the GUI thread; what is kept is written on the library's. A growth that is asked for
    while one is being written is written after it.

    Signal: `changed()`, the library's bookmarks are others than before.
    """

    changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        library: LibraryThread,
        desk: Desk,
        playback: PlaybackController,
        reel: Reel,
    ) -> None:
        super().__init__(window)
        self._transcript = window.transcript
        self._key_words = FROM_THE_START
        self._card = card = window.catch_card
        self._messages = window.messages
        self._library = library
        self._desk = desk
        self._playback = playback
        self._reel = reel
        self._opened: Opened | None = None
        self._caught: _Caught | None = None
        card.more_clicked.connect(self.grow)
        card.less_clicked.connect(self.shrink)
        card.undo_clicked.connect(self._undo)
        card.remarks_written.connect(self._keep_remarks)
        card.done.connect(self._transcript.setFocus)

    def take_episode(self, opened: Opened) -> None:
        """Keep what is said in this episode from now on."""
        if self._opened is None or opened.episode.id != self._opened.episode.id:
            self._card.dismiss()
        self._opened = opened

    def set_keys(self, words: KeyWords) -> None:
        """Name the keys that hold now."""
        self._key_words = words

    def close(self) -> None:
        """Hand over what was typed, and show nothing more."""
        self._card.dismiss()
        self._caught = None

    def catch(self, place: TurnRange | None = None) -> None:
        """Keep what is selected, or the sentence just heard; again: take in the one before.

        `place`: keep what stands there in the open episode.
        """
        episode, opened = self._desk.episode, self._opened
        if episode is None or opened is None:
            self._desk.tell(NOTHING_OPEN)
            return
        timeline = opened.page.timeline
        selected = place or self._transcript.selected_place()
        if selected is None and timeline.turns and self._transcript.selected_words():
            self._desk.tell(self._key_words.told(NOT_SAID))
            return
        if selected is None and self._can_go_on:
            self.grow()
            return
        if selected is None and self._reel.active:
            self._desk.tell(IN_PASSING)
            return
        heard = just_heard(timeline, self._playback.position_ms) if selected is None else None
        catch = Catch((selected,)) if selected is not None else heard
        if catch is None:
            self._desk.tell(self._key_words.told(_why_nothing(episode, timeline)))
        else:
            self._keep(episode, timeline, catch)

    @property
    def _can_go_on(self) -> bool:
        """Whether what was caught last is shown, or about to be."""
        is_coming = self._caught is not None and self._caught.bookmark is None
        return self._card.isVisible() or is_coming

    def _keep(self, episode: Episode, timeline: Timeline, catch: Catch) -> None:
        self._card.dismiss()  # what was typed belongs to what it shows
        self._caught = _Caught(episode.id, timeline, catch, catch.place)
        self._write(self._caught)

    def _write(self, caught: _Caught) -> None:
        place = caught.saved
        self._library.submit(
            lambda library: _kept(library, caught.episode, caught.timeline, place),
            lambda kept: self._on_kept(caught, kept),
            lambda message: self._on_failed(caught, message),
        )

    def _on_kept(self, caught: _Caught, kept: _Kept) -> None:
        caught.bookmark = kept.bookmark.id
        self.changed.emit()
        if self._caught is not caught:
            return
        if self._transcript.selected_place() == caught.saved:
            self._transcript.drop_selection()  # its mark takes its place
        self._card.show_kept(kept.bookmark, kept.tags, grows=_grows(caught), is_new=kept.is_new)
        self._write_growth(caught)

    def _on_failed(self, caught: _Caught, message: str) -> None:
        """Tell that it is not kept; what was meant can be kept a moment later."""
        if self._caught is caught:
            self._caught = None
        self._messages.offer(message, TRY_AGAIN, lambda: self._keep_again(caught))

    def _keep_again(self, caught: _Caught) -> None:
        self._caught = caught
        self._write(caught)

    # Growing

    def grow(self) -> None:
        """Take in the sentence before; from the turn's first on, the whole turn."""
        if self._caught is not None:
            self._caught.catch = self._caught.catch.grown(self._caught.timeline)
            self._write_growth(self._caught)

    def shrink(self) -> None:
        """Take back the latest growth."""
        if self._caught is not None:
            self._caught.catch = self._caught.catch.shrunk()
            self._write_growth(self._caught)

    def _write_growth(self, caught: _Caught) -> None:
        """Bring the bookmark to what is wanted, unless it is being made or is there already."""
        place, bookmark = caught.catch.place, caught.bookmark
        if bookmark is None or place == caught.saved:
            return
        caught.saved = place
        self._library.submit(
            lambda library: widen(library, bookmark, caught.timeline, place),
            lambda widened: self._on_widened(caught, widened),
            self._desk.tell,
        )

    def _on_widened(self, caught: _Caught, bookmark: Bookmark) -> None:
        self.changed.emit()
        if self._caught is caught and self._card.isVisible():
            shrinks = len(caught.catch.places) > 1
            self._card.show_changed(bookmark, grows=_grows(caught), shrinks=shrinks)

    # Remarks

    def _keep_remarks(self, note: str | None, tags: tuple[str, ...] | None) -> None:
        bookmark = self._caught.bookmark if self._caught is not None else None
        if bookmark is not None:
            self._write_remarks(bookmark, note, tags)

    def _write_remarks(self, bookmark: str, note: str | None, tags: tuple[str, ...] | None) -> None:
        self._library.submit(
            lambda library: library.change_bookmark(bookmark, note=note, tags=tags),
            lambda _: self.changed.emit(),
            # What was typed is kept for another try: it is nowhere else.
            lambda message: self._messages.offer(
                message, TRY_AGAIN, lambda: self._write_remarks(bookmark, note, tags)
            ),
        )

    def _undo(self) -> None:
        caught, self._caught = self._caught, None
        self._card.dismiss()  # what was typed belongs to nothing now
        bookmark = caught.bookmark if caught is not None else None
        if bookmark is not None:
            self._library.submit(
                lambda library: library.remove_bookmarks([bookmark]),
                lambda _: self.changed.emit(),
                self._desk.tell,
            )


def _why_nothing(episode: Episode, timeline: Timeline) -> str:
    if timeline.turns:
        return NOTHING_SAID
    return ARTICLE if episode.audio is None else NO_TRANSCRIPT


def _kept(library: Library, episode: str, timeline: Timeline, place: TurnRange) -> _Kept:
    """Keep it; runs on the library's thread."""
    bookmark, is_new = keep_place(library, episode, timeline, place)
    return _Kept(bookmark, is_new, library.all_bookmark_tags())


def _grows(caught: _Caught) -> bool:
    return caught.catch.grown(caught.timeline) is not caught.catch
