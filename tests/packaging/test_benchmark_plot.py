"""The plot of how cost grows: well-formed, its points where their values are, its names apart."""

import importlib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def plotting() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("_plot")


def drawn(plotting: ModuleType, *lines: Any) -> ET.Element:
    return ET.fromstring(plotting.plot("Speed <of> search", "turns", "ms", lines))  # noqa: S314


def dots(svg: ET.Element) -> list[tuple[float, float]]:
    return [
        (float(dot.get("cx", "")), float(dot.get("cy", ""))) for dot in svg.iter(f"{SVG}circle")
    ]


def test_ten_times_as_much_is_as_far_everywhere(plotting: ModuleType) -> None:
    line = plotting.Line("ours", ((100, 1), (1000, 10), (10_000, 100)), "#0969da")
    (x1, y1), (x2, y2), (x3, y3) = dots(drawn(plotting, line))
    assert x2 - x1 == pytest.approx(x3 - x2, abs=0.2)
    assert y1 - y2 == pytest.approx(y2 - y3, abs=0.2)
    assert x1 < x2
    assert y1 > y2  # more is higher up


def test_every_point_lies_on_the_paper(plotting: ModuleType) -> None:
    line = plotting.Line("ours", ((25_000, 0.04), (1_000_000, 431)), "#0969da")
    for x, y in dots(drawn(plotting, line)):
        assert 0 < x < plotting.WIDTH
        assert 0 < y < plotting.HEIGHT


def test_names_of_curves_that_end_together_do_not_cover_each_other(plotting: ModuleType) -> None:
    lines = [
        plotting.Line(name, ((10, 1), (100, value)), "#0969da")
        for name, value in (("first", 5), ("second", 5.01), ("third", 5.02))
    ]
    svg = drawn(plotting, *lines)
    heights = {text.text: float(text.get("y", "nan")) for text in svg.iter(f"{SVG}text")}
    assert heights["first"] - heights["second"] >= 15
    assert heights["second"] - heights["third"] >= 15


def test_every_size_is_labelled(plotting: ModuleType) -> None:
    line = plotting.Line("ours", ((25_000, 1), (250_000, 10)), "#0969da", dashed=True)
    texts = {text.text for text in drawn(plotting, line).iter(f"{SVG}text")}
    assert {"25,000", "250,000", "Speed <of> search", "turns", "ms", "ours"} <= texts
