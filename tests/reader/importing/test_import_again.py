"""An episode's own file is read anew, and nothing else."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from reader.errors import TranscriptError
from reader.importing import import_paths, import_text
from reader.importing.again import file_of, import_again
from reader.library import Library


def page(title: str, *said: str) -> str:
    """Return a saved page whose words depend on its title."""
    turns = [f"00:0{n}:00 Ida Holm: {words}" for n, words in enumerate(said or (f"{title}, yes.",))]
    return "\n\n".join(
        [
            title,
            "Two people at a table.",
            "Night Ferry",
            "27/1/2026 | 9 min",
            "Transcript",
            *turns,
            "",
        ]
    )


def add_page(library: Library, folder: Path, title: str) -> str:
    path = folder / f"{title}.txt"
    path.write_text(page(title), encoding="utf-8")
    return import_paths(library, [path]).imported[0].id


def said(library: Library, episode: str) -> list[str]:
    return [turn.text for turn in library.episode(episode).turns]


def test_what_was_changed_in_the_file_is_in_the_episode(library: Library, tmp_path: Path) -> None:
    episode = add_page(library, tmp_path, "Soup")
    library.save_place(episode, 30_000)
    (tmp_path / "Soup.txt").write_text(page("Soup", "Soup, yes.", "And more of it."))
    report = import_again(library, episode)
    assert [added.id for added in report.imported] == [episode]
    assert said(library, episode) == ["Soup, yes.", "And more of it."]
    assert library.episode(episode).place.position_ms == 30_000
    assert len(library.summaries()) == 1


def test_a_file_that_stayed_as_it_was_changes_nothing(library: Library, tmp_path: Path) -> None:
    episode = add_page(library, tmp_path, "Soup")
    before = library.episode(episode)
    assert len(import_again(library, episode).imported) == 1
    assert library.episode(episode) == before


def test_of_a_zip_only_this_episode_is_read(library: Library, tmp_path: Path) -> None:
    archive = tmp_path / "pages.zip"
    with ZipFile(archive, "w") as opened:
        for title in ("Soup", "Fog"):
            opened.writestr(f"{title}.txt", page(title))
    ids = {one.title: one.id for one in import_paths(library, [archive]).imported}
    library.remove(ids["Fog"])
    import_again(library, ids["Soup"])
    assert [summary.title for summary in library.summaries()] == ["Soup"]


def test_a_file_that_is_gone_is_named(library: Library, tmp_path: Path) -> None:
    episode = add_page(library, tmp_path, "Soup")
    (tmp_path / "Soup.txt").unlink()
    with pytest.raises(TranscriptError, match=r"Soup\.txt is not there any more"):
        import_again(library, episode)


def test_what_was_pasted_has_no_file(library: Library) -> None:
    episode = import_text(library, page("Soup")).imported[0].id
    with pytest.raises(TranscriptError, match="“Soup” did not come from a file"):
        import_again(library, episode)


def test_a_file_that_holds_another_episode_now_is_refused(library: Library, tmp_path: Path) -> None:
    episode = add_page(library, tmp_path, "Soup")
    other = page("On the nature of fog", "Wholly other words, by somebody else, about the sea.")
    (tmp_path / "Soup.txt").write_text(other)
    with pytest.raises(TranscriptError, match="does not hold this episode any more"):
        import_again(library, episode)
    assert [summary.title for summary in library.summaries()] == ["Soup"]


def test_a_file_that_cannot_be_read_changes_nothing(library: Library, tmp_path: Path) -> None:
    episode = add_page(library, tmp_path, "Soup")
    (tmp_path / "Soup.txt").write_bytes(b"")
    with pytest.raises(TranscriptError, match=r"Soup\.txt"):
        import_again(library, episode)
    assert said(library, episode) == ["Soup, yes."]


@pytest.mark.parametrize("source", ["clipboard", "", "page.html", "/nowhere/page.html"])
def test_a_source_that_names_no_file(source: str) -> None:
    assert file_of(source) is None
