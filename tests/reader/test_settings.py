"""Settings last, forgive broken files, and refuse what cannot be."""

import json
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.settings import BROKEN_NAME, FILE_NAME, OPTIONS, Settings


def test_every_default_is_allowed_and_described():
    for option in OPTIONS.values():
        assert option.objection(option.default) is None
        assert option.description.endswith(".")


def test_without_a_file_the_defaults_hold(tmp_path: Path):
    settings = Settings.load(tmp_path / "nowhere")
    assert (settings["skip_back_s"], settings["skip_forward_s"]) == (15, 30)
    assert settings.warnings == ()


def test_what_was_set_is_there_the_next_time(tmp_path: Path):
    settings = Settings.load(tmp_path)
    settings.set("theme", "sepia")
    settings.set("follow", value=False)
    settings.set("line_height", 2)
    settings.save()
    again = Settings.load(tmp_path)
    assert [again[name] for name in ("theme", "follow", "line_height")] == ["sepia", False, 2]
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_what_a_newer_version_set_is_kept(tmp_path: Path):
    (tmp_path / FILE_NAME).write_text('{"hologram": [1], "theme": "dark"}')
    settings = Settings.load(tmp_path)
    settings.set("text_size", 20)
    settings.save()
    saved = json.loads((tmp_path / FILE_NAME).read_text())
    assert saved == {"hologram": [1], "theme": "dark", "text_size": 20}


@pytest.mark.parametrize("content", ["", "{", "[1]", "\x00", "nul"])
def test_a_broken_file_means_the_defaults_and_a_warning(tmp_path: Path, content):
    (tmp_path / FILE_NAME).write_text(content)
    settings = Settings.load(tmp_path)
    assert settings["theme"] == "system"
    assert str(tmp_path / FILE_NAME) in settings.warnings[0]


def test_a_broken_file_is_kept_when_settings_are_written(tmp_path: Path):
    by_hand = '{"theme": "dark", "text_size": 20,}'
    (tmp_path / FILE_NAME).write_text(by_hand)
    settings = Settings.load(tmp_path)
    assert BROKEN_NAME in settings.warnings[0]
    for size in (22, 24):
        settings.set("text_size", size)
        settings.save()
    assert (tmp_path / BROKEN_NAME).read_text() == by_hand
    assert Settings.load(tmp_path)["text_size"] == 24


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", 3),
        ("text_size", "large"),
        ("text_size", 4),
        ("text_size", True),
        ("text_size", 12.5),
        ("text_size", None),
        ("follow", 1),
        ("line_height", 9.5),
    ],
)
def test_a_value_that_cannot_be_falls_back_with_a_warning(tmp_path: Path, name, value):
    (tmp_path / FILE_NAME).write_text(json.dumps({name: value, "volume": 40}))
    settings = Settings.load(tmp_path)
    assert settings[name] == OPTIONS[name].default
    assert settings["volume"] == 40
    assert name in settings.warnings[0]
    with pytest.raises(ValueError, match=f"{name} cannot be"):
        settings.set(name, value)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("")
    settings = Settings.load(tmp_path / "file")
    settings.set("theme", "dark")
    with pytest.raises(LibraryError, match=r"cannot be saved in .*--library"):
        settings.save()
