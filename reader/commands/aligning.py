"""`earmark align`: find out from an episode's sound when its sentences begin, and keep it.

What is heard tells the silences, too: they are kept for who wants to hear them shorter.

Importing this module loads NumPy.
"""

import signal
from collections.abc import Callable
from dataclasses import replace

from reader.commands.context import Context
from reader.commands.progress import ProgressLine, interruption
from reader.commands.recordings import recording_of
from reader.commands.stepping_back import step_back
from reader.counting import counted
from reader.errors import LibraryError, MediaError
from reader.library import Library
from reader.media import another_recording, holds_another
from reader.model import Episode
from reader.sound.listening import Heard, listen
from reader.timecode import timecode

INTERRUPTED = 130
TELLS_NOTHING = (
    "No sentence was fitted: the pauses in the sound do not go with the text, as in music, noise "
    "or another recording. Times within turns stay estimated from the text."
)


def align_command(context: Context) -> int:
    """Listen to an episode, in good order, and keep what that tells."""
    step_back()
    with context.library() as library:
        if library.read_only_reason is not None:
            raise LibraryError(f"Nothing was kept. {library.read_only_reason}", library.folder)
        episode = _to_listen_to(library, context.args.episode)
        lacks_estimates = context.args.anew or library.lacks_estimates(episode)
        lacks_silences = context.args.silences and library.lacks_silences(episode)
        if not (lacks_estimates or lacks_silences):
            return _report(context, library, episode)
        with interruption(signal.SIGINT, signal.SIGTERM) as interrupted:
            unfitted = replace(library.episode(episode.id, fitted=False), audio=episode.audio)
            heard = _heard(context, library, unfitted, interrupted)
        if heard is None:
            return INTERRUPTED
        _refuse_another(episode)  # it may have been swapped while it was heard
        if lacks_estimates:
            library.save_estimates(unfitted, heard.estimates)
        library.save_silences(unfitted, heard.silences)
        return _report(context, library, episode)


def _to_listen_to(library: Library, wanted: str) -> Episode:
    episode = library.episode(library.find(wanted))
    episode = replace(episode, audio=recording_of(library, episode))
    _refuse_another(episode)
    return episode


def _refuse_another(episode: Episode) -> None:
    """Raise MediaError where the file has other sound than the library knows of the episode."""
    audio = episode.audio
    if audio is not None and holds_another(audio.path, audio.fingerprint):
        raise MediaError(
            f"{another_recording(audio.path)} Nothing was learnt from it; bring the right file "
            "back, or import the episode again with --audio FILE.",
            audio.path,
        )


def _heard(
    context: Context, library: Library, episode: Episode, interrupted: Callable[[], bool]
) -> Heard | None:
    """Return what the sound tells; what cannot be decoded is noted, so that it is tried once."""
    if context.sound is None:
        raise MediaError("This program cannot decode audio; use `earmark`, which comes with Qt.")
    reader = context.sound()
    line = ProgressLine()
    whole_s = max(episode.duration_ms // 1000, 1)

    def tell(heard_ms: int) -> None:
        if not context.args.json:
            line.count("Listening, in seconds", min(heard_ms // 1000, whole_s), whole_s)

    try:
        resolution_ms = library.resolution_ms(episode.id)
        return listen(episode, reader, resolution_ms, tell, interrupted)
    except MediaError:
        _refuse_another(episode)
        if library.lacks_estimates(episode):
            library.save_estimates(episode, ())
        library.save_silences(episode, ())
        raise
    finally:
        line.clear()


def _report(context: Context, library: Library, episode: Episode) -> int:
    fitted = sum(len(turn.estimates) for turn in library.episode(episode.id).turns)
    silences = library.silences(episode) or ()
    if context.args.json:
        context.console.json({"sentences": fitted, "silences": len(silences)})
        return 0
    if fitted:
        context.console.line(f"{counted(fitted, 'sentence')} fitted to the sound.")
    elif all(len(turn.cues) for turn in episode.turns):
        context.console.line("The sound tells nothing that the transcript does not.")
    else:
        context.console.line(TELLS_NOTHING)
    if context.args.silences:
        whole = timecode(sum(silence.end_ms - silence.start_ms for silence in silences))
        context.console.line(f"{counted(len(silences), 'silence')}, {whole} in all.")
    return 0
