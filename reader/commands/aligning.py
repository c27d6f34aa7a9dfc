"""`earmark align`: find out from an episode's sound when its sentences begin, and keep it.

Importing this module loads NumPy.
"""

import signal
from collections.abc import Callable
from dataclasses import replace

from reader.commands.context import Context
from reader.commands.progress import ProgressLine, interruption
from reader.commands.stepping_back import step_back
from reader.counting import counted
from reader.errors import LibraryError, MediaError
from reader.estimate_storage import Estimates
from reader.library import Library
from reader.model import Episode
from reader.sound.listening import listen

INTERRUPTED = 130


def align_command(context: Context) -> int:
    """Listen to an episode, in good order, and keep when its sentences begin."""
    step_back()
    with context.library() as library:
        if library.read_only_reason is not None:
            raise LibraryError(f"Nothing was kept. {library.read_only_reason}", library.folder)
        episode = _to_listen_to(library, context.args.episode, anew=context.args.anew)
        if not library.lacks_estimates(episode):
            return _report(context, episode)
        with interruption(signal.SIGINT, signal.SIGTERM) as interrupted:
            unfitted = replace(library.episode(episode.id, fitted=False), audio=episode.audio)
            estimates = _heard(context, library, unfitted, interrupted)
        if estimates is None:
            return INTERRUPTED
        library.save_estimates(unfitted, estimates)
        return _report(context, library.episode(episode.id))


def _to_listen_to(library: Library, wanted: str, *, anew: bool) -> Episode:
    episode_id = library.find(wanted)
    if anew:
        library.forget_estimates(episode_id)
    episode = library.episode(episode_id)
    if episode.audio is None:
        raise MediaError(
            f"“{episode.title}” has no audio to listen to; import it again with --audio FILE."
        )
    found = library.present_audio(episode)
    if found is None:
        raise MediaError(
            f"The audio {episode.audio.path} is not there any more; bring it back, or import the "
            "episode again with --audio FILE.",
            episode.audio.path,
        )
    return replace(episode, audio=found)


def _heard(
    context: Context, library: Library, episode: Episode, interrupted: Callable[[], bool]
) -> Estimates | None:
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
        library.save_estimates(episode, ())
        raise
    finally:
        line.clear()


def _report(context: Context, episode: Episode) -> int:
    fitted = sum(len(turn.estimates) for turn in episode.turns)
    if context.args.json:
        context.console.json({"sentences": fitted})
    elif fitted:
        context.console.line(f"{counted(fitted, 'sentence')} fitted to the sound.")
    else:
        context.console.line("The sound tells nothing that the transcript does not.")
    return 0
