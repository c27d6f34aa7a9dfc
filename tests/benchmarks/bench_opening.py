"""Measure how fast a long transcript is on screen, and how long it keeps the window waiting."""

import sys
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from _episodes import SEED, conversation
from _figures import Figure, Stopwatch, note, once_ms, report
from _window import Pulse, application, settle, shown, temporary_library, wait_until
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit

from reader.library import Arrival, Library
from reader.model import EpisodeDraft, TurnDraft
from reader.reading_page import ReadingPage
from reader.timing.timeline import Timeline
from ui.main_window import FIRST_SIZE, MainWindow
from ui.page.page_layout import PageLayout
from ui.page.scrolled_page import ScrolledPage
from ui.start import OpenWindow

ROUNDS = 7
PAINTED = "page_painted_last"
OPEN_LIMIT_MS, GAP_LIMIT_MS = 300, 100
READ, ROWS, SHOWN, LAYOUT, PAINT = (
    "Library: read and settle the times",
    "Timeline and rows of the page",
    "Window: everything of the new episode",
    "of that, the page's estimated heights",
    "Painting, with the layout of the rows in sight",
)


class PlainText(QPlainTextEdit):
    """The yardstick: Qt's own view of plain text, which lays out what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        self.painted = True


class Opening:
    """Opens episodes in one window and takes the time of each part."""

    def __init__(self, reading: OpenWindow, watch: Stopwatch) -> None:
        self._reading = reading
        self._watch = watch
        self._ids = {r.title: r.id for r in reading.window.library_panel.model.records}

    def open(self, title: str) -> None:
        """Choose an episode in the list and wait until it has been painted."""
        transcript = self._reading.window.transcript
        self._watch.reset()
        self._reading.window.library_panel.chosen.emit(self._ids[title])
        wait_until(lambda: _title_painted(transcript) == title)

    def refine(self) -> None:
        """Wait until every height of the page is exact."""
        transcript = self._reading.window.transcript
        wait_until(lambda: not transcript._refining.isActive())


def _title_painted(transcript: ScrolledPage) -> str:
    painted = getattr(transcript, PAINTED, None)
    return painted.episode.title if painted else ""


def watched() -> Stopwatch:
    """Take the time of the parts from now on."""
    watch = Stopwatch()
    watch.watch(Library, "episode", READ)
    watch.watch(Timeline, "__init__", ROWS)
    watch.watch(ReadingPage, "__init__", ROWS)
    watch.watch(MainWindow, "show_episode", SHOWN)
    watch.watch(PageLayout, "__init__", LAYOUT)
    original = ScrolledPage.paintEvent

    def paint(transcript: ScrolledPage, event: QPaintEvent) -> None:
        with watch.running(PAINT):
            original(transcript, event)
        setattr(transcript, PAINTED, transcript.page)

    ScrolledPage.paintEvent = paint
    return watch


def plain_text_ms(text: str) -> float:
    """Return how long Qt's own view takes to show a text."""
    view = PlainText()
    view.resize(*FIRST_SIZE)
    view.show()
    settle()
    view.painted = False

    def show() -> None:
        view.setPlainText(text)
        view.viewport().update()
        wait_until(lambda: view.painted)

    spent = once_ms(show)
    view.close()
    return spent


def ten_hours(watch: Stopwatch) -> list[Figure]:
    """Open two transcripts of ten hours in turn, and the same text as plain text."""
    drafts = [conversation(10, SEED + number) for number in range(2)]
    opened: list[dict[str, float]] = []
    plain: list[float] = []
    with temporary_library() as library:
        for draft in drafts:
            library.add([Arrival(draft)], draft.title)
        with shown(library) as reading:
            opening = Opening(reading, watch)
            for number in range(ROUNDS):
                draft = drafts[number % 2]
                whole = once_ms(lambda: opening.open(draft.title))  # noqa: B023 (called here)
                opened.append({"whole": whole, **watch.spent_ms})
                plain.append(
                    plain_text_ms("\n\n".join("\n".join(t.paragraphs) for t in draft.turns))
                )
                opening.refine()
    figures = [
        Figure(
            "10 hours (2,500 turns, 150,000 words): from the choice to the end of painting",
            median(one["whole"] for one in opened),
            against="the same text in a QPlainTextEdit",
            baseline=median(plain),
            limit=OPEN_LIMIT_MS,
        )
    ]
    parts = (READ, ROWS, SHOWN, LAYOUT, PAINT)
    return figures + [Figure(f"– {part}", median(one[part] for one in opened)) for part in parts]


def forty_hours(watch: Stopwatch) -> list[Figure]:
    """Find the longest gaps of the event loop while a huge transcript is handled."""
    drafts = [conversation(40, SEED + number) for number in range(2)]
    gaps: dict[str, list[float]] = {}
    pulse = Pulse()
    with temporary_library() as library:
        for draft in drafts:
            library.add([Arrival(draft)], draft.title)
        with shown(library) as reading:
            opening, window = Opening(reading, watch), reading.window

            def resize() -> None:
                for step in range(10):
                    window.resize(FIRST_SIZE[0] - 40 * step, FIRST_SIZE[1])
                    settle(0.02)

            def change_size(name: str) -> Callable[[], None]:
                def change() -> None:
                    window.actions_by_name[name].trigger()
                    settle(0.3)

                return change

            for number in range(ROUNDS):
                title = drafts[number % 2].title
                works: dict[str, Callable[[], None]] = {
                    "idle": lambda: settle(1.0),
                    "loads": lambda: opening.open(title),  # noqa: B023 (called here)
                    "refines": opening.refine,
                    "resizes": resize,
                    "text grows": change_size("larger"),
                    "text shrinks": change_size("smaller"),
                }
                for name, work in works.items():
                    gaps.setdefault(name, []).append(pulse.longest_gap_ms(work))
                    note(f"{name}: {gaps[name][-1]:.0f} ms")
                window.resize(*FIRST_SIZE)
    return _gap_figures({name: median(longest) for name, longest in gaps.items()})


def one_paragraph(watch: Stopwatch) -> list[Figure]:
    """Find the longest gaps with a transcript that is one paragraph of 60,000 words."""
    drafts = [_in_one_paragraph(conversation(4, SEED + number)) for number in range(2)]
    gaps: dict[str, list[float]] = {}
    pulse = Pulse()
    with temporary_library() as library:
        for draft in drafts:
            library.add([Arrival(draft)], draft.title)
        with shown(library) as reading:
            opening, transcript = Opening(reading, watch), reading.window.transcript

            def follow() -> None:
                page = transcript.page
                for sentence in page.timeline.sentences(0)[::100] if page else ():
                    transcript.set_heard(0, sentence)
                    settle(0.02)

            for number in range(ROUNDS):
                title = drafts[number % 2].title
                works: dict[str, Callable[[], None]] = {
                    "idle": lambda: settle(0.5),
                    "loads": lambda: opening.open(title),  # noqa: B023 (called here)
                    "follows": follow,
                }
                for name, work in works.items():
                    gaps.setdefault(name, []).append(pulse.longest_gap_ms(work))
    words = {"loads": "while it loads, until it is painted", "follows": "while it is followed"}
    return [
        Figure(
            f"One paragraph of 60,000 words: longest gap {said}",
            median(gaps[name]),
            against="an idle window",
            baseline=median(gaps["idle"]),
            limit=GAP_LIMIT_MS,
        )
        for name, said in words.items()
    ]


def _in_one_paragraph(draft: EpisodeDraft) -> EpisodeDraft:
    text = " ".join(paragraph for turn in draft.turns for paragraph in turn.paragraphs)
    turn = TurnDraft("Nora Winslow", (text,), 0)
    return replace(draft, title=f"{draft.title}, by one", turns=(turn,), chapters=())


def _gap_figures(gaps: dict[str, float]) -> list[Figure]:
    words = {
        "loads": "while it loads, until it is painted",
        "refines": "while its heights are made exact",
        "resizes": "while the window is made narrower in ten steps",
        "text grows": "when the text is made larger",
        "text shrinks": "when the text is made smaller",
    }
    return [
        Figure(
            f"40 hours (10,000 turns, 600,000 words): longest gap {said}",
            gaps[name],
            against="an idle window",
            baseline=gaps["idle"],
            limit=GAP_LIMIT_MS,
        )
        for name, said in words.items()
    ]


def measure() -> list[Figure]:
    """Return the figures; takes about a minute."""
    application()
    watch = watched()
    return ten_hours(watch) + forty_hours(watch) + one_paragraph(watch)


def main() -> int:
    """Print the section and return the exit status."""
    remark = (
        f"In the real window; medians of {ROUNDS} rounds, text generated from the seed {SEED}. "
        f"A gap is the time between two beats of a timer of {Pulse.EVERY_MS} ms on the GUI thread."
    )
    return report("Opening a long transcript", remark, measure())


if __name__ == "__main__":
    sys.exit(main())
