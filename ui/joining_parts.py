"""Who hears of what: the parts of a session, joined by their signals."""

from typing import TYPE_CHECKING

from ui.main_window import MainWindow
from ui.playing.playback_controller import PlaybackController

if TYPE_CHECKING:
    from ui.reading_session import ReadingSession


def join_parts(session: "ReadingSession", window: MainWindow, playback: PlaybackController) -> None:
    """Let each part of the session know what another one did."""
    search, reading = session.search, session.reading
    opened = reading.opened
    for take in (session.speakers.take, session.sync.take, session.pacing.take, session.words.take):
        opened.connect(take)
    opened.connect(lambda _: session.jumps.take_episode())
    opened.connect(search.marks.take_episode)
    opened.connect(lambda _: session.finding.take_page())
    opened.connect(session.bookmarks.take_episode)
    opened.connect(session.sleep.take_episode)
    opened.connect(session.estimates.take)
    opened.connect(session.silences.take)
    opened.connect(session.recording.take)
    opened.connect(lambda _: session.shelf.refresh())  # it was used just now
    session.estimates.improved.connect(reading.take_times)
    session.watch.retimed.connect(reading.take_times)
    for take in (session.speakers.take, session.sync.take, session.pacing.take, session.words.take):
        reading.retimed.connect(take)
    for signal in (opened, reading.retimed):
        signal.connect(session.gaps.take)
    reading.retimed.connect(search.marks.take_episode)
    reading.retimed.connect(lambda _: session.finding.take_times())
    reading.retimed.connect(session.bookmarks.take_times)
    reading.retimed.connect(session.sleep.take_episode)
    reading.retimed.connect(session.estimates.take)
    reading.shut.connect(lambda: session.sleep.take_episode(None))
    reading.shut.connect(lambda: session.silences.take(None))
    reading.shut.connect(session.recording.leave)
    chip, catching = session.jumps.chip, session.bookmarks.catching
    session.keys.told += [chip.set_keys, catching.set_keys, session.pacing.set_keys]
    session.keys.told.append(session.gaps.chip.set_keys)
    session.reading.shut.connect(session.gaps.leave)
    session.outputs.changed.connect(session.sync.take_device)
    window.lanes.sought.connect(playback.seek)
    window.transport.catch_clicked.connect(session.bookmarks.catching.catch)
    search.audition_asked.connect(session.hearing.audition)
    search.play_all_asked.connect(session.hearing.play_all)
    search.hit_opening.connect(session.finding.leave)
    search.keeper.updated.connect(session.bookmarks.reload)  # others write, too
    session.finding.hits_changed.connect(search.marks.show_found)
    session.bookmarks.changed.connect(search.note_change)
    session.bookmarks.export_asked.connect(session.export.start)
