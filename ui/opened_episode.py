"""An episode got ready to be shown, off the GUI thread."""

from dataclasses import dataclass, replace
from pathlib import Path

from reader.library import Library
from reader.model import Episode
from reader.reading_page import ReadingPage
from reader.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Opened:
    """An episode, ready to be shown."""

    episode: Episode
    page: ReadingPage
    lost_audio: Path | None  # where its audio was, if it is not there any more


def open_in(library: Library, episode_id: str) -> Opened:
    """Read an episode and prepare its page; runs on the library's thread."""
    episode = library.episode(episode_id)
    audio = library.present_audio(episode)
    lost = episode.audio.path if episode.audio and audio is None else None
    episode = replace(episode, audio=audio)
    timeline = Timeline(episode.turns, episode.chapters)
    return Opened(episode, ReadingPage(episode, timeline), lost)
