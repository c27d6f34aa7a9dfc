"""The benchmarks' yardstick: what is measured is as long as it says, and limits are compared."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from reader.formats import Source, read

FOLDER = Path(__file__).parents[1] / "benchmarks"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded  # where dataclasses look for the module they are made in
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def figures() -> ModuleType:
    return module("_figures")


@pytest.fixture(scope="module")
def episodes() -> ModuleType:
    return module("_episodes")


def test_ten_hours_have_the_turns_and_words_that_the_limit_speaks_of(episodes: ModuleType) -> None:
    draft = episodes.conversation(10)
    words = sum(len(" ".join(turn.paragraphs).split()) for turn in draft.turns)
    assert len(draft.turns) == 2500
    assert words == pytest.approx(150_000, rel=0.02)
    assert draft.duration_ms == pytest.approx(36_000_000, rel=0.02)


def test_a_seed_gives_one_conversation(episodes: ModuleType) -> None:
    assert episodes.conversation(0.5, 7) == episodes.conversation(0.5, 7)
    assert episodes.conversation(0.5, 7).turns != episodes.conversation(0.5, 8).turns


@pytest.mark.parametrize("kind", ["page_text", "page_html", "page_markdown"])
def test_a_page_of_it_is_read_back_whole(episodes: ModuleType, kind: str) -> None:
    draft = episodes.conversation(0.5)
    (found,) = read(Source.from_text(getattr(episodes, kind)(draft)))
    assert [turn.paragraphs for turn in found.turns] == [turn.paragraphs for turn in draft.turns]
    assert len(found.chapters) == len(draft.chapters)


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ({}, True),
        ({"limit": 30.0}, True),
        ({"limit": 29.9}, False),
        ({"limit_ratio": 1.5}, True),
        ({"limit_ratio": 1.4}, False),
        ({"limit": 40.0, "limit_ratio": 1.4}, False),
    ],
)
def test_a_figure_keeps_all_of_its_limits_or_fails(
    figures: ModuleType, limits: dict[str, float], kept: bool
) -> None:
    figure = figures.Figure("Opening", 30.0, against="nothing", baseline=20.0, **limits)
    assert figure.is_kept is kept
    assert ("**passed**" in figure.row()) is not kept


def test_the_report_fails_where_one_figure_does(
    figures: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = figures.Figure("Fast", 1.0, limit=2.0), figures.Figure("Slow", 3.0, limit=2.0)
    assert figures.report("Opening", "Measured.", [good]) == 0
    assert figures.report("Opening", "Measured.", [good, bad]) == 1
    assert "| Slow | 3.0 ms |" in capsys.readouterr().out
