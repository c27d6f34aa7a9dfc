"""Colours that can be read, whichever theme: contrasts by the formula of WCAG 2.2."""

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from ui.looks.dressing import apply_theme
from ui.looks.theme import DARK, LIGHT, THEMES, Theme, reading_style, theme_named

READABLE = 4.5
VISIBLE = 3.0  # what is no text, WCAG 2.2, 1.4.11
themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2, "relative luminance")."""
    parts = QColor(colour).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@themes
@pytest.mark.parametrize(
    "ground",
    ["page", "panel", "heard_turn", "heard_sentence", "selection", "match", "current_match"],
)
def test_text_can_be_read_on_every_ground(theme: Theme, ground: str) -> None:
    assert contrast(theme.text, getattr(theme, ground)) >= READABLE


@themes
@pytest.mark.parametrize("ground", ["page", "panel", "heard_turn"])
def test_quiet_text_can_be_read(theme: Theme, ground: str) -> None:
    assert contrast(theme.quiet, getattr(theme, ground)) >= READABLE


@themes
@pytest.mark.parametrize("ground", ["page", "panel"])
def test_the_accent_can_be_told_from_its_ground(theme: Theme, ground: str) -> None:
    assert contrast(theme.accent, getattr(theme, ground)) >= READABLE


@themes
@pytest.mark.parametrize("ground", ["page", "panel", "line"])
def test_ticks_beside_the_scroll_bar_can_be_seen(theme: Theme, ground: str) -> None:
    assert contrast(theme.tick, getattr(theme, ground)) >= VISIBLE


@themes
def test_the_outline_of_the_match_gone_to_can_be_seen(theme: Theme) -> None:
    assert contrast(theme.text, theme.match) >= VISIBLE
    assert contrast(theme.text, theme.current_match) >= VISIBLE


@themes
@pytest.mark.parametrize("ground", ["page", "heard_turn"])
def test_speakers_names_can_be_read(theme: Theme, ground: str) -> None:
    low = [c for c in theme.speakers if contrast(c, getattr(theme, ground)) < READABLE]

    assert low == []
    assert len(set(theme.speakers)) == len(theme.speakers) >= 6


@themes
def test_the_way_back_can_be_read(theme: Theme) -> None:
    assert contrast(theme.page, theme.text) >= READABLE
    assert contrast(theme.page, theme.accent) >= READABLE  # under the pointer


@themes
def test_an_item_under_the_pointer_can_be_read(theme: Theme) -> None:
    assert contrast(theme.text, theme.line) >= READABLE


def test_a_theme_is_found_by_its_name() -> None:
    assert theme_named("dark") is DARK
    assert theme_named("system") in (LIGHT, DARK)


@themes
def test_widgets_wear_it(theme: Theme, qapp: QApplication) -> None:
    apply_theme(qapp, theme)

    assert qapp.palette().window().color().name() == theme.panel
    assert qapp.palette().windowText().color().name() == theme.text
    apply_theme(qapp, LIGHT)


@pytest.mark.parametrize("text_px", [12, 17, 32])
def test_the_column_grows_with_the_text(qapp: QApplication, text_px: int) -> None:
    style = reading_style(LIGHT, text_px)
    prose = "He had been told that the boat would leave at nine, and it was nearly ten. "

    per_line = style.column_px / QFontMetricsF(style.font).horizontalAdvance(prose) * len(prose)
    assert 60 <= per_line <= 75
    assert style.line_px >= 1.4 * text_px


def test_an_unknown_font_falls_back(qapp: QApplication) -> None:
    assert reading_style(LIGHT, 17, "No Such Font").font.family() != "No Such Font"


@themes
def test_what_cannot_be_done_is_written_quietly_also_in_menus(
    theme: Theme, qapp: QApplication
) -> None:
    apply_theme(qapp, theme)
    roles, groups = QPalette.ColorRole, QPalette.ColorGroup
    for role in (roles.WindowText, roles.ButtonText, roles.Text):
        assert qapp.palette().color(groups.Disabled, role) == QColor(theme.quiet)
        assert qapp.palette().color(groups.Active, role) == QColor(theme.text)
    apply_theme(qapp, LIGHT)
