"""The desktop finds the program by one name, and offers it for files that it can read."""

import configparser
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from reader.links import SCHEME

ROOT = Path(__file__).parents[2]
ENTRY = ROOT / "packaging" / "earmark.desktop"
RECIPE = ROOT / "packaging" / "earmark.spec"
METAINFO = ROOT / "packaging" / "io.github.earmark.Earmark.metainfo.xml"


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    parser.read(ENTRY, encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.fixture
def metainfo() -> ET.Element:
    return ET.parse(METAINFO).getroot()  # noqa: S314  # our own file


@pytest.fixture
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_metainfo_launches_the_entry_and_shows_its_icon(
    entry: configparser.SectionProxy, metainfo: ET.Element
) -> None:
    assert metainfo.findtext("launchable") == ENTRY.name
    assert metainfo.findtext("icon") == entry["Icon"] == ENTRY.stem


def test_the_entry_starts_the_command_that_is_installed(
    entry: configparser.SectionProxy, project: dict[str, dict[str, str]]
) -> None:
    assert entry["Exec"].split()[0] in project["scripts"]


def test_links_to_a_quote_open_the_program(entry: configparser.SectionProxy) -> None:
    assert f"x-scheme-handler/{SCHEME}" in entry["MimeType"].split(";")
    assert entry["Exec"].endswith("open %U")  # %F would not hand links over
    registry = (ROOT / "packaging" / "earmark-links.reg").read_text(encoding="utf-8")
    assert rf"\Classes\{SCHEME}\shell\open\command]" in registry
    assert f'"CFBundleURLSchemes": ["{SCHEME}"]' in RECIPE.read_text(encoding="utf-8")


def test_the_metainfo_names_this_version_and_this_licence(
    metainfo: ET.Element, project: dict[str, object]
) -> None:
    newest = metainfo.find("releases/release")
    assert newest is not None
    assert newest.get("version") == project["version"]
    assert metainfo.findtext("project_license") == project["license"]


def test_the_entry_is_valid() -> None:
    assert_passes("desktop-file-validate", str(ENTRY))


def test_the_metainfo_is_valid() -> None:
    assert_passes("appstreamcli", "validate", "--no-net", str(METAINFO))


def assert_passes(*command: str) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    ended = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout + ended.stderr
