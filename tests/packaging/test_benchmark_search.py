"""What the benchmark of search makes of its times: percentiles, limits, the table of growth."""

import importlib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def bench() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("bench_search")


def measured(bench: ModuleType, ours_ms: float, fts5_ms: float) -> Any:
    return bench.Measured("OR", "one OR two", 7, 6, (ours_ms,) * 3, (fts5_ms,) * 3)


def test_half_of_the_median_is_allowed_and_no_more(bench: ModuleType) -> None:
    median, p95 = bench.over_all([measured(bench, 5.0, 10.0)])
    assert (median.value, median.baseline, median.is_kept) == (5.0, 10.0, True)
    assert (p95.value, p95.baseline, p95.is_kept) == (5.0, 10.0, True)
    median, p95 = bench.over_all([measured(bench, 5.1, 10.0)])
    assert (median.is_kept, p95.is_kept) == (False, True)


def test_the_95th_percentile_may_not_be_beyond_that_of_the_other(bench: ModuleType) -> None:
    quick = [measured(bench, 1.0, 10.0)] * 11
    _, p95 = bench.over_all([*quick, measured(bench, 10.1, 10.0)])
    assert not p95.is_kept


def test_a_limit_in_ms_is_of_the_machine_and_not_of_the_ratios(bench: ModuleType) -> None:
    assert bench.Figure("Found", 301.0, limit=300.0).ratio_is_kept
    assert not bench.Figure("Median", 6.0, against="FTS5", baseline=10.0, limit_ratio=0.5).is_kept


def test_a_query_has_a_row_with_both_sides(bench: ModuleType) -> None:
    row = measured(bench, 5.0, 10.0).row()
    assert row == "| OR | `one OR two` | 7 | 6 | 5.0 ms | 5.0 ms | 10.0 ms | 10.0 ms | 0.50 |"


def test_the_table_of_growth_has_every_size_and_as_many_cells_in_each_row(
    bench: ModuleType,
) -> None:
    sizes = {25_000: [measured(bench, 1.0, 4.0)], 1_000_000: [measured(bench, 8.0, 160.0)]}
    table = [line for line in bench.growth_table(sizes).splitlines() if line.startswith("|")]
    assert table[2] == "| OR | 1.0 ms | 4.0 ms | 0.25 | 8.0 ms | 160 ms | 0.05 |"
    assert {row.count("|") for row in table} == {8}
    assert "1,000,000" in table[0]


def test_growth_is_drawn_for_both_sides(bench: ModuleType) -> None:
    sizes = {25_000: [measured(bench, 1.0, 4.0)], 1_000_000: [measured(bench, 8.0, 160.0)]}
    drawn = ET.fromstring(bench.drawing(sizes))  # noqa: S314 - written here
    texts = {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Earmark, median", "Earmark, p95", "FTS5, median", "FTS5, p95"} <= texts
