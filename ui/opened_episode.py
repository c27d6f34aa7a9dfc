"""An episode got ready to be shown, off the GUI thread."""

from dataclasses import dataclass, replace

from reader.library import Library
from reader.model import AudioFile, Episode
from reader.reading_page import ReadingPage
from reader.timing.speaking import Lane, lanes
from reader.timing.timeline import Timeline
from ui.sweeping import unswept


@dataclass(frozen=True, slots=True)
class Opened:
    """An episode, ready to be shown."""

    episode: Episode
    page: ReadingPage
    remarks: tuple[str, ...] = ()  # sentences about its audio
    lanes: tuple[Lane, ...] = ()  # who speaks when
    out_of_step: str | None = None  # a sentence: text and audio seem not to fit


def open_in(library: Library, episode_id: str) -> Opened:
    """Read an episode and prepare its page; runs on the library's thread."""
    with unswept():
        return _opened(library, episode_id)


def _opened(library: Library, episode_id: str) -> Opened:
    episode = library.episode(episode_id)
    audio = library.present_audio(episode)
    remarks = _remarks(episode, audio)
    episode = replace(episode, audio=audio)
    timeline = Timeline(episode.turns, episode.chapters, episode.sync.gaps())
    timeline.split_long_turns()
    page = ReadingPage(episode, timeline)
    out_of_step = library.out_of_step(episode, audio) if audio else None
    return Opened(episode, page, remarks, lanes(episode.turns), out_of_step)


def _remarks(episode: Episode, found: AudioFile | None) -> tuple[str, ...]:
    if episode.audio is None or found is not None:
        return ()
    sentence = (
        f"The audio {episode.audio.path} is not there any more. Read on without it, or "
        "choose where it is now with File ▸ Choose the audio of this episode."
    )
    return (sentence,)
