"""Where there is no place for an index either: a sentence."""

import tempfile
from pathlib import Path

import pytest

from reader.errors import SearchError
from reader.search.spare import spare_folder


def test_no_place_for_temporary_files_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(SearchError, match=r"no temporary folder.*TMPDIR\.$"):
        spare_folder()


def test_a_spare_folder_is_gone_when_it_is_let_go_of() -> None:
    with spare_folder() as folder:
        assert Path(folder).is_dir()
    assert not Path(folder).exists()
