"""`earmark tag`, `remove` and `bring-back`: what a person does with whole episodes."""

from reader.commands.context import Context
from reader.commands.declaring import EPISODE_HELP, Commands, add_episode, add_json
from reader.counting import counted
from reader.library.shelving import KEPT_AFTER_REMOVAL
from reader.shelves.tags import clean_tags

_DAYS = KEPT_AFTER_REMOVAL.days


def declare_tag(commands: Commands) -> None:
    """Declare `earmark tag`."""
    parser = commands.add("tag", tag_command, "show or change an episode's tags")
    add_episode(parser)
    for name in ("add", "remove"):
        what = f"a tag to {name}; may be given several times"
        parser.add_argument(f"--{name}", action="append", default=[], metavar="TAG", help=what)
    add_json(parser)


def declare_remove(commands: Commands) -> None:
    """Declare `earmark remove`."""
    parser = commands.add("remove", remove_command, "take an episode out of the library")
    add_episode(parser)
    parser.add_argument(
        "--with-bookmarks", action="store_true", help="its bookmarks too; else they are kept"
    )


def declare_bring_back(commands: Commands) -> None:
    """Declare `earmark bring-back`."""
    parser = commands.add("bring-back", bring_back_command, "bring a removed episode back")
    parser.add_argument(
        "episode",
        nargs="?",
        metavar="EPISODE",
        help=f"{EPISODE_HELP}; without it: list those that can be brought back",
    )


def tag_command(context: Context) -> int:
    """Add and remove tags, and print those that an episode has then."""
    args = context.args
    changes = bool(args.add or args.remove)
    with context.library_to_change() if changes else context.library_to_read() as library:
        episode = library.find(args.episode)
        tags = library.episode(episode).tags
        if changes:
            dropped = {tag.casefold() for tag in clean_tags(args.remove)}
            kept = [tag for tag in tags if tag.casefold() not in dropped]
            tags = library.set_tags(episode, [*kept, *args.add])
    if args.json:
        context.console.json({"episode": episode, "tags": list(tags)})
    else:
        for tag in tags:
            context.console.line(tag)
    return 0


def remove_command(context: Context) -> int:
    """Remove an episode, and say how it comes back."""
    args = context.args
    with context.library_to_change() as library:
        episode = library.find(args.episode)
        title = library.episode(episode).title
        bookmarks = len(library.bookmarks(episode))
        library.remove(episode, with_bookmarks=args.with_bookmarks)
    context.console.line(f"removed    {episode}  {title}")
    if bookmarks and not args.with_bookmarks:
        kept = "stays" if bookmarks == 1 else "stay"
        context.console.line(f"Its {counted(bookmarks, 'bookmark')} {kept} in the library.")
    context.console.line(f"For {_DAYS} days this brings it back: earmark bring-back {episode}")
    return 0


def bring_back_command(context: Context) -> int:
    """Bring a removed episode back, or list those that can be."""
    wanted = context.args.episode
    if wanted is None:
        return _list_removed(context)
    with context.library_to_change() as library:
        episode = library.find_removed(wanted)
        library.restore(episode)
        title = library.episode(episode).title
    context.console.line(f"back       {episode}  {title}")
    return 0


def _list_removed(context: Context) -> int:
    with context.library_to_read() as library:
        removed = library.removed()
    for episode, title in removed:
        context.console.line(f"{episode}  {title}")
    if not removed:
        context.console.line(f"Nothing was removed in the last {_DAYS} days.")
    return 0
