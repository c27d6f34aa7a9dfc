"""`earmark`, `earmark open` and `earmark demo`: the commands that show the window."""

from contextlib import ExitStack
from importlib.resources import as_file
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from platformdirs import user_cache_path

from reader.commands.adding import add_audio, complain_about
from reader.commands.argument_types import seconds
from reader.commands.context import Context
from reader.commands.declaring import Commands, add_player
from reader.commands.playing import Players, TextReporter, play
from reader.importing import ImportReport, import_paths
from reader.library import Library
from reader.linked_places import place_of
from reader.links import Link, is_link, parsed
from reader.listening.read_along import Stretch
from reader.window import WindowRequest
from resources import resource

NO_WINDOW = "This installation has no window; use `earmark play` or `earmark show`."


def declare_open(commands: Commands) -> None:
    """Declare `earmark open`."""
    parser = commands.add("open", open_command, "add pages to the library and show them")
    parser.add_argument(
        "paths",
        nargs="*",
        type=_page_or_link,
        metavar="PAGE",
        help="a page, or a link such as earmark://episode/…?t=750",
    )
    add_audio(parser)
    add_player(parser)


def declare_demo(commands: Commands) -> None:
    """Declare `earmark demo`."""
    parser = commands.add("demo", demo_command, "open the episode that comes with the program")
    add_player(parser)
    parser.add_argument("--seconds", type=seconds, metavar="N", help="stop after so long")


def _page_or_link(text: str) -> Path | Link:
    """Take a path, a link of ours, or a file's address, as desktops hand files over."""
    if is_link(text):
        return parsed(text)
    if text.lower().startswith("file://"):
        address = urlsplit(text)
        if address.netloc in ("", "localhost"):
            return Path(url2pathname(address.path))
    return Path(text)


def last_command(context: Context) -> int:
    """Show the window on the episode that was read last."""
    with context.library_to_show() as library:
        return _show(context, library, library.last_read(), resumes=True)


def open_command(context: Context) -> int:
    """Import the pages and show the first of their episodes; or go where a link means."""
    named: list[Path | Link] = context.args.paths
    paths = [one for one in named if isinstance(one, Path)]
    links = [one for one in named if isinstance(one, Link)]
    if links:
        return _open_link(context, links[0])
    if not paths:
        return last_command(context)
    with context.library_to_show() as library:
        report = import_paths(library, paths, audio=context.args.audio)
        complain_about(report, context.console)
        if not report.imported and not any(map(_exists, paths)):
            return 1  # a mistyped name: no reason to show a window
        shown = _first_worth_showing(report, library)
        status = _show(context, library, shown, report, resumes=not report.imported)
    return max(status, 1 if report.failed else 0)


def _open_link(context: Context, link: Link) -> int:
    """Show the window on the moment that a link means. Raise EpisodeNotFoundError for one gone."""
    with context.library_to_show() as library:
        episode, at_ms = place_of(library, link)
        return _show(context, library, episode, at_ms=at_ms)


def demo_command(context: Context) -> int:
    """Show the episode that comes with the program; without a display, play it here.

    It has a library of its own, so that nobody's own library is cluttered.
    """
    folder = (
        getattr(context.args, "library", None)
        or user_cache_path("earmark", appauthor=False) / "demo"
    )
    with ExitStack() as stack:
        page = stack.enter_context(as_file(resource("demo", "episode.txt")))
        audio = stack.enter_context(as_file(resource("demo", "episode.opus")))
        library = stack.enter_context(Library(folder))
        report = import_paths(library, [page], audio=audio)
        complain_about(report, context.console)
        if not report.imported:
            return 1
        shown = report.imported[0].id
        problem = _window_problem(context)
        if problem is None:
            return _show(context, library, shown, plays=True)
        context.console.complain(f"{problem} The demo plays here instead.")
        return _play_here(context, library, shown, audio)


def _play_here(context: Context, library: Library, shown: str, audio: Path) -> int:
    episode = library.episode(shown)
    seconds: float | None = context.args.seconds
    stretch = Stretch(audio, stop_ms=None if seconds is None else int(seconds * 1000))
    settings = context.settings(library.folder)
    players = Players(context.players(settings), context.asked_for(settings))
    play(episode, stretch, players, TextReporter(context.console, episode))
    return 0


def _window_problem(context: Context) -> str | None:
    return NO_WINDOW if context.window is None else context.window.problem()


def _first_worth_showing(report: ImportReport, library: Library) -> str | None:
    """Prefer, of a page with several episodes, one that can be read along, then one with text."""
    if not report.imported:
        return library.last_read()
    paired = {line.id for line in library.summaries() if line.audio is not None}
    best = max(report.imported, key=lambda added: (added.id in paired, added.turns > 0))
    return best.id


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no system would take
        return False


def _show(  # noqa: PLR0913 - what a window is told
    context: Context,
    library: Library,
    shown: str | None,
    report: ImportReport | None = None,
    *,
    plays: bool = False,
    at_ms: int | None = None,
    resumes: bool = False,
) -> int:
    """Show the window; without one say so, and how to go on. Raise LibraryError, PlaybackError."""
    window, problem = context.window, _window_problem(context)
    if window is None or problem is not None:
        hint = f" Read it here: earmark show {shown}" if shown else ""
        context.console.complain(f"{problem}{hint}")
        return 1
    settings = context.settings(library.folder)
    return window.show(
        WindowRequest(
            library,
            settings,
            context.players(settings),
            shown,
            (*_messages(library, report), *settings.warnings),
            plays,
            context.asked_for(settings),
            at_ms,
            resumes,
        )
    )


def _messages(library: Library, report: ImportReport | None) -> list[str]:
    """Return the sentences for the message bar."""
    messages = [library.read_only_reason] if library.read_only_reason else []
    if report is not None:
        messages += [failure.message for failure in report.failed]
        messages += report.warnings
    return messages
