"""The recording that a command is to play or listen to, or a sentence on why there is none."""

from reader.errors import MediaError
from reader.library import Library
from reader.model import AudioFile, Episode
from reader.playback.faults import drive_problem


def recording_of(library: Library, episode: Episode) -> AudioFile:
    """Return an episode's recording, where it is now. Raise MediaError where there is none."""
    if episode.audio is None:
        raise MediaError(
            f"“{episode.title}” has no audio; import its page again with --audio FILE."
        )
    if problem := drive_problem(episode.audio.path):
        raise MediaError(problem, episode.audio.path)
    found = library.present_audio(episode)
    if found is None:
        raise MediaError(
            f"{episode.audio.path}, the audio of “{episode.title}”, is not there any more; "
            "put it back, or import the page again with --audio FILE.",
            episode.audio.path,
        )
    return found
