"""Tags as one types them, for one episode or several."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.library.tagging import TagsOf
from tests.ui.episode_summaries import summary
from ui.shelf.tags_dialog import TagsDialog

KNOWN = ("boats", "interview", "to quote")


def tags_of(*tags: tuple[str, ...]) -> TagsOf:
    return TagsOf(tuple(summary(f"e{n}", tags=t) for n, t in enumerate(tags)), KNOWN)


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , ,, ", ()),
        ("interview,  to   quote ", ("interview", "to quote")),
        ("#boats, # boats , Boats", ("boats",)),
    ],
)
def test_commas_part_the_tags(qtbot: QtBot, typed: str, tags: tuple[str, ...]) -> None:
    dialog = TagsDialog(tags_of(()))
    qtbot.addWidget(dialog)
    dialog.field.setText(typed)
    assert dialog.tags() == tags


def test_what_is_there_is_shown(qtbot: QtBot) -> None:
    dialog = TagsDialog(tags_of(("boats", "to quote")))
    qtbot.addWidget(dialog)
    assert dialog.field.text() == "boats, to quote"
    assert dialog.tags() == ("boats", "to quote")


def test_one_that_is_too_long_is_told_and_nothing_is_lost(qtbot: QtBot) -> None:
    dialog = TagsDialog(tags_of(()))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.field.setText("x" * 101)
    dialog.accept()
    assert dialog.isVisible()
    assert "has 101" in dialog.hint.text()

    dialog.field.setText("x" * 100)
    dialog.accept()
    assert not dialog.isVisible()


def test_what_is_in_use_completes_the_last_tag(qtbot: QtBot) -> None:
    dialog = TagsDialog(tags_of(()))
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.field, "fog, INT")
    assert dialog.field.completer().currentCompletion() == "fog, interview"
    dialog.field.setText("INT")
    dialog.field.completer().setCompletionPrefix("INT")
    assert dialog.field.completer().currentCompletion() == "interview"
