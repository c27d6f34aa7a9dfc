"""Everything that can be done from the menus and the keyboard, declared once."""

from dataclasses import dataclass

SEPARATOR = "-"
AFTER_CATCHING = (
    "While what was kept is shown: <b>Ctrl+B</b> takes in the sentence before, <b>Shift+B</b> "
    "takes that back, <b>N</b> goes to the note, <b>Enter</b> or <b>Esc</b> is done. In the list "
    "of bookmarks: <b>Enter</b> goes there, <b>Space</b> plays it and comes back, <b>E</b> edits, "
    "<b>Delete</b> deletes."
)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: where it stands in the menus and which keys do it."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()


COMMANDS = (
    Command("open", "File", "Open…", ("Ctrl+O",)),
    Command("open_folder", "File", "Import a folder…", ("Ctrl+I",)),
    Command("paste", "File", "Paste a page or transcript", ("Ctrl+V",)),
    Command("add_audio", "File", "Choose the audio of this episode…", ("Ctrl+Shift+O",)),
    Command("details", "File", "Details of this episode…", ("Ctrl+D",)),
    Command(SEPARATOR, "File", ""),
    Command("export", "File", "Export…", ("Ctrl+E",)),
    Command("bring_bookmarks", "File", "Bring bookmarks in…"),
    Command(SEPARATOR, "File", ""),
    Command("demo", "File", "Open the demo episode"),
    Command(SEPARATOR, "File", ""),
    Command("quit", "File", "Quit", ("Ctrl+Q",)),
    Command("undo", "Edit", "Undo what was deleted or removed", ("Ctrl+Z",)),
    Command(SEPARATOR, "Edit", ""),
    Command("copy", "Edit", "Copy", ("Ctrl+C",)),
    Command("copy_quote", "Edit", "Copy with names and times", ("Ctrl+Shift+C",)),
    Command("cite", "Edit", "Copy as a quote", ("Ctrl+Alt+C",)),
    Command("select_all", "Edit", "Select all", ("Ctrl+A",)),
    Command(SEPARATOR, "Edit", ""),
    Command("bookmark", "Edit", "Bookmark what was just heard, or is selected", ("Ctrl+B",)),
    Command("bookmarks", "Edit", "Bookmarks", ("Ctrl+Shift+B",)),
    Command(SEPARATOR, "Edit", ""),
    Command("search", "Edit", "Search everything", ("Ctrl+Shift+F", "/")),
    Command("find", "Edit", "Find in this episode…", ("Ctrl+F",)),
    Command("find_next", "Edit", "Next match or result", ("F3", "Ctrl+G")),
    Command("find_previous", "Edit", "Previous match or result", ("Shift+F3", "Ctrl+Shift+G")),
    Command("play_match", "Edit", "Play from this match"),
    Command("filter_library", "Library", "Filter the library", ("Ctrl+L",)),
    Command(SEPARATOR, "Library", ""),
    Command("tags", "Library", "Tags…", ("Ctrl+Shift+T",)),
    Command("show_file", "Library", "Show the file"),
    Command("import_again", "Library", "Import again"),
    Command("remove", "Library", "Remove"),
    Command("toggle", "Play", "Play or pause", ("Space", "K")),
    Command("replay_turn", "Play", "Replay this turn", ("R",)),
    Command(SEPARATOR, "Play", ""),
    Command("back_5", "Play", "Back 5 seconds", ("Left",)),
    Command("forward_5", "Play", "Forward 5 seconds", ("Right",)),
    Command("back_10", "Play", "Back 10 seconds", ("J",)),
    Command("forward_10", "Play", "Forward 10 seconds", ("L",)),
    Command("previous_turn", "Play", "Previous turn", ("Ctrl+Left",)),
    Command("next_turn", "Play", "Next turn", ("Ctrl+Right",)),
    Command("previous_chapter", "Play", "Previous chapter", ("Ctrl+PgUp",)),
    Command("next_chapter", "Play", "Next chapter", ("Ctrl+PgDown",)),
    Command(SEPARATOR, "Play", ""),
    Command("slower", "Play", "Slower", ("[",)),
    Command("faster", "Play", "Faster", ("]",)),
    Command("normal_speed", "Play", "Normal speed", ("Backspace",)),
    Command("follow", "View", "Follow the voice", ("F",)),
    Command("to_voice", "View", "Back to the spoken text", ("Shift+Home",)),
    Command(SEPARATOR, "View", ""),
    Command("larger", "View", "Larger text", ("Ctrl++", "Ctrl+=")),
    Command("smaller", "View", "Smaller text", ("Ctrl+-",)),
    Command("normal_size", "View", "Normal text size", ("Ctrl+0",)),
    Command("theme", "View", "Light, sepia or dark", ("Ctrl+T",)),
    Command("side_panel", "View", "Library and chapters", ("F9",)),
    Command("who_speaks", "View", "Who speaks when", ("V",)),
    Command("talk_time", "View", "Talk time…"),
    Command("full_screen", "View", "Full screen", ("F11",)),
    Command("keys", "Help", "Keys", ("F1", "?")),
    Command("about", "Help", "About Earmark"),
)


def keys_as_text() -> str:
    """Return every command that has keys, with them, as a small HTML table."""
    cell = "<td style='padding: 3px 24px 3px 0'>"
    rows = "".join(
        f"<tr>{cell}{command.text.rstrip('…')}</td>{cell}<b>{_written(command)}</b></td></tr>"
        for command in COMMANDS
        if command.keys
    )
    return f"<table>{rows}</table><p>{AFTER_CATCHING}</p>"


def _written(command: Command) -> str:
    """Write a command's keys as they stand on a keyboard."""
    also = {"replay_turn": ("Up, while following",)}
    keys = (*command.keys, *also.get(command.name, ()))
    return " or ".join(keys).replace("PgDown", "PgDn")
