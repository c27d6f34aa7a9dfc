"""Everything that can be done from the menus and the keyboard, declared once."""

from dataclasses import dataclass

SEPARATOR = "-"
# `bookmark` stands for the first key of that command.
AFTER_CATCHING = (
    "While what was kept is shown: <b>{bookmark}</b> takes in the sentence before, <b>Shift+B</b> "
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
    Command("undo", "Edit", "Undo the last removal or repair", ("Ctrl+Z",)),
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
    Command("back_5", "Play", "Back 5 seconds", ("Left",)),
    Command("forward_5", "Play", "Forward 5 seconds", ("Right",)),
    Command("back_10", "Play", "Back 10 seconds", ("J",)),
    Command("forward_10", "Play", "Forward 10 seconds", ("L",)),
    Command(SEPARATOR, "Play", ""),
    Command("replay_turn", "Play", "Replay this turn", ("R",)),
    Command("repeat_sentence", "Play", "Repeat the sentence", ("Shift+R",)),
    Command("repeat_slower", "Play", "Repeat the sentence slower", ("Ctrl+R",)),
    Command("loop", "Play", "Loop the selection or the sentence", ("O",)),
    Command("loop_turn", "Play", "Loop the turn", ("Shift+O",)),
    Command("study", "Play", "Study pace: rest after each sentence or turn", ("P",)),
    Command("only_speaker", "Play", "Hear only this speaker"),
    Command(SEPARATOR, "Play", ""),
    Command("slower", "Play", "Slower", ("[",)),
    Command("faster", "Play", "Faster", ("]",)),
    Command("normal_speed", "Play", "Normal speed", ("Backspace",)),
    Command("shorten_silences", "Play", "Shorten silences", ("Z",)),
    Command(SEPARATOR, "Play", ""),
    Command("louder", "Play", "Louder", ("Ctrl+Up",)),
    Command("softer", "Play", "Softer", ("Ctrl+Down",)),
    Command("sleep", "Play", "Sleep timer…", ("Ctrl+Shift+S",)),
    Command("jump_back", "Go", "Back to where you were", ("Alt+Left",)),
    Command("jump_forward", "Go", "Forward again", ("Alt+Right",)),
    Command("skip_gap", "Go", "Past what has no text", ("G",)),
    Command(SEPARATOR, "Go", ""),
    Command("previous_turn", "Go", "Previous turn", ("Ctrl+Left",)),
    Command("next_turn", "Go", "Next turn", ("Ctrl+Right",)),
    Command("previous_of_speaker", "Go", "Previous turn of this speaker", ("Ctrl+Shift+Left",)),
    Command("next_of_speaker", "Go", "Next turn of this speaker", ("Ctrl+Shift+Right",)),
    Command("previous_chapter", "Go", "Previous chapter", ("Ctrl+PgUp",)),
    Command("next_chapter", "Go", "Next chapter", ("Ctrl+PgDown",)),
    Command(SEPARATOR, "Go", ""),
    Command("to_voice", "Go", "Bring the text here: to the sound", ("Shift+Home",)),
    Command("sound_here", "Go", "Bring the sound here: to the text in sight", ("Shift+End",)),
    Command("sync_now", "Sync", "This sentence is now", ("Ctrl+Y",)),
    Command("sync_earlier", "Sync", "All of the text 0.1 s earlier", ("Alt+,",)),
    Command("sync_later", "Sync", "All of the text 0.1 s later", ("Alt+.",)),
    Command(SEPARATOR, "Sync", ""),
    Command("sync_repair", "Sync", "Repair the sync…", ("Ctrl+Shift+Y",)),
    Command("follow", "View", "Follow the voice", ("F",)),
    Command("follow_by", "View", "Follow word by word", ("W",)),
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
    Command("change_keys", "Help", "Change keys…"),
    Command(SEPARATOR, "Help", ""),
    Command("about", "Help", "About Earmark"),
)


MENUS = tuple(dict.fromkeys(command.menu for command in COMMANDS))
# What a key does that no command can have: it would never arrive there, or bar the way out.
FIXED_KEYS = {
    **{f"Alt+{menu[0]}": f"it opens the menu {menu}" for menu in MENUS},
    "Esc": "it closes what is open",
    "Tab": "it goes to the next part of the window",
    "Shift+Tab": "it goes to the part of the window before",
    "Backtab": "it goes to the part of the window before",
    "Return": "it does what is chosen",
    "Enter": "it does what is chosen",
    "Ctrl+Return": "it hears a result in passing",
    "Ctrl+Enter": "it hears a result in passing",
    "Shift+Return": "it goes to the match before",
    "Shift+Enter": "it goes to the match before",
    "Home": "it moves in lists and on the page",
    "End": "it moves in lists and on the page",
    "Up": "it moves in lists and on the page",
    "Down": "it moves in lists and on the page",
    "PgUp": "it moves in lists and on the page",
    "PgDown": "it moves in lists and on the page",
    "S": "it stays at the result that is being heard",
    "N": "it goes to the note of what was kept",
    "Shift+B": "it takes back the last sentence of what was kept",
}
ALSO = {"replay_turn": ("Up, while following",)}
