"""`earmark list` and `earmark show`: what is in the library, for people and for programs."""

from collections.abc import Sequence
from itertools import groupby

from reader.commands.context import Context
from reader.commands.declaring import Commands, add_episode, add_json
from reader.console import Console
from reader.model import Episode, EpisodeSummary
from reader.shelves.tags import clean_tags
from reader.timecode import timecode


def declare_list(commands: Commands) -> None:
    """Declare `earmark list`."""
    parser = commands.add("list", list_command, "list the library's episodes")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="only those that have this tag"
    )
    add_json(parser)


def declare_show(commands: Commands) -> None:
    """Declare `earmark show`."""
    parser = commands.add("show", show_command, "print an episode's text")
    add_episode(parser)
    add_json(parser)


def list_command(context: Context) -> int:
    """List every episode."""
    with context.library_to_read() as library:
        lines = _tagged(library.summaries(), context.args.tag)
    if context.args.json:
        context.console.json([_summary_json(line) for line in lines])
    elif lines:
        _print_list(lines, context.console)
    elif context.args.tag:
        wanted = ", ".join(context.args.tag)
        context.console.line(f"No episode is tagged {wanted}; see `earmark list`.")
    else:
        context.console.line("The library is empty. Add a page: earmark import PAGE --audio FILE")
    return 0


def show_command(context: Context) -> int:
    """Show one episode, whole."""
    with context.library_to_read() as library:
        episode = library.episode(library.find(context.args.episode))
    if context.args.json:
        context.console.json(_episode_json(episode))
    else:
        _print_episode(episode, context.console)
    return 0


def _tagged(lines: tuple[EpisodeSummary, ...], tags: Sequence[str]) -> tuple[EpisodeSummary, ...]:
    """Return the episodes that have all of these tags; case does not matter."""
    wanted = {tag.casefold() for tag in clean_tags(tags)}
    return tuple(line for line in lines if wanted <= {tag.casefold() for tag in line.tags})


def _summary_json(line: EpisodeSummary) -> dict[str, object]:
    return {
        "id": line.id,
        "title": line.title,
        "show": line.show,
        "date": line.date.isoformat() if line.date else None,
        "duration_ms": line.duration_ms,
        "chapters": line.chapters,
        "turns": line.turns,
        "audio": str(line.audio) if line.audio else None,
        "tags": list(line.tags),
        "position_ms": line.position_ms,
        "added": line.added_at.isoformat() if line.added_at else None,
        "used": line.used_at.isoformat() if line.used_at else None,
        "source": line.source,
    }


def _episode_json(episode: Episode) -> dict[str, object]:
    return {
        "id": episode.id,
        "title": episode.title,
        "show": episode.show,
        "date": episode.date.isoformat() if episode.date else None,
        "duration_ms": episode.duration_ms,
        "audio": str(episode.audio.path) if episode.audio else None,
        "source": episode.source,
        "tags": list(episode.tags),
        "notes": episode.notes,
        "chapters": [
            {"start_ms": c.start_ms, "end_ms": c.end_ms, "title": c.title} for c in episode.chapters
        ],
        "turns": [
            {
                "index": index,
                "start_ms": turn.start_ms,
                "end_ms": turn.end_ms,
                "speaker": turn.speaker,
                "text": turn.text,
                "paragraphs": list(turn.paragraphs),
                "timing": turn.timing.value,
            }
            for index, turn in enumerate(episode.turns)
        ],
    }


def _print_list(lines: tuple[EpisodeSummary, ...], console: Console) -> None:
    """Print episodes below their show's name, so that titles of any script line up."""
    for show, episodes in groupby(lines, key=lambda line: line.show):
        console.line(show or "Without a show")
        for line in episodes:
            date = line.date.isoformat() if line.date else ""
            length = timecode(line.duration_ms) if line.duration_ms else ""
            tags = f"  [{', '.join(line.tags)}]" if line.tags else ""
            facts = f"{line.id}  {date:10}  {length:>8}  {_kind(line):12}"
            console.line(f"  {facts}  {line.title}{tags}")
        console.line()


def _kind(line: EpisodeSummary) -> str:
    if line.turns:
        return "text + audio" if line.audio else "text"
    return "audio" if line.audio else "article"


def _print_episode(episode: Episode, console: Console) -> None:
    for line in console.wrapped(episode.title):
        console.line(line)
    console.line("=" * min(len(episode.title), console.width))
    for line in console.wrapped(episode.subtitle) if episode.subtitle else ():
        console.line(line)
    date = episode.date.isoformat() if episode.date else ""
    length = timecode(episode.duration_ms) if episode.duration_ms else ""
    console.line(" · ".join(part for part in (episode.show, date, length, episode.id) if part))
    if episode.tags:
        console.line(f"Tags: {', '.join(episode.tags)}")
    if episode.audio:
        console.line(f"Audio: {episode.audio.path}")
    console.line()
    for line in console.wrapped(episode.notes) if episode.notes else ():
        console.line(line)
    console.line()
    _print_transcript(episode, console)


def _print_transcript(episode: Episode, console: Console) -> None:
    chapters = list(episode.chapters)
    for turn in episode.turns:
        while chapters and chapters[0].start_ms <= turn.start_ms:
            console.chapter(chapters.pop(0), episode.duration_ms)
        console.turn(turn, episode.duration_ms)
    for chapter in chapters:
        console.chapter(chapter, episode.duration_ms)
