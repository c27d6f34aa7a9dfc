"""What bad input gets: a sentence each, with the file's name, and nothing else is harmed."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sample_pages import page_text, write_page, write_sound

from reader import importing
from reader.importing import folders, import_paths
from reader.importing.archives import Archive

ROOT = Path(importing.__file__).parents[2]


def only_failure(report) -> str:
    (failure,) = report.failed
    assert str(failure.path) in failure.message
    assert failure.message.count("\n") == 0
    return failure.message


class TestAudioThatIsNone:
    @pytest.mark.parametrize("suffix", [".mp3", ".M4A", ".wav", ".opus"])
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "is empty: it has no sound"),
            (bytes(range(256)) * 40, "is not audio that Earmark knows"),
            (b"nothing to hear\n", "is not audio that Earmark knows"),
        ],
        ids=["empty", "noise", "text"],
    )
    def test_it_is_called_audio_not_a_page(self, library, folder, content, sentence, suffix):
        path = folder / f"ferry{suffix}"
        path.write_bytes(content)
        assert sentence in only_failure(import_paths(library, [path]))

    def test_a_transcript_under_such_a_name_is_read(self, library, folder):
        page = write_page(folder / "ferry.mp3")
        assert import_paths(library, [page]).failed == ()


class TestFolders:
    def test_folders_in_folders_are_gone_through(self, library, folder):
        (folder / "2026" / "spring").mkdir(parents=True)
        write_page(folder / "2026" / "a.txt", "Crossing number 1")
        write_page(folder / "2026" / "spring" / "b.txt", "Crossing number 2")
        (folder / ".hidden").mkdir()
        write_page(folder / ".hidden" / "c.txt", "Crossing number 3")
        report = import_paths(library, [folder])
        assert [added.title for added in report.imported] == [
            "Crossing number 1",
            "Crossing number 2",
        ]

    def test_a_folder_that_links_to_itself_is_gone_through_once(self, library, folder):
        write_page(folder / "a.txt")
        (folder / "again").symlink_to(folder, target_is_directory=True)
        assert len(import_paths(library, [folder]).imported) == 1

    def test_a_link_to_itself_and_one_to_nowhere(self, library, folder):
        loop, nowhere = folder / "loop.txt", folder / "nowhere.txt"
        loop.symlink_to(loop)
        nowhere.symlink_to(folder / "missing")
        report = import_paths(library, [loop, nowhere])
        assert [failure.path for failure in report.failed] == [loop, nowhere]
        assert all("leads nowhere" in failure.message for failure in report.failed)

    def test_what_lies_too_deep_or_is_too_much_is_told(self, library, folder, monkeypatch):
        monkeypatch.setattr(folders, "DEEPEST", 2)
        deep = folder / "1" / "2" / "3"
        deep.mkdir(parents=True)
        write_page(folder / "1" / "2" / "a.txt", "Crossing number 1")
        write_page(deep / "b.txt", "Crossing number 2")
        report = import_paths(library, [folder])
        assert [added.title for added in report.imported] == ["Crossing number 1"]
        assert "2 folders deep" in report.failed[0].message
        monkeypatch.setattr(folders, "MOST_FILES", 1)
        write_page(folder / "1" / "2" / "b.txt", "Crossing number 2")
        assert any("more than 1 files" in f.message for f in import_paths(library, [folder]).failed)

    @pytest.mark.skipif(not hasattr(os, "setresuid") or os.geteuid() != 0, reason="needs root")
    def test_a_folder_one_may_not_read(self, reachable_path):
        shared = reachable_path
        (shared / "library").mkdir()
        (shared / "library").chmod(0o777)
        (shared / "files" / "closed").mkdir(parents=True)
        write_page(shared / "files" / "a.txt")
        write_page(shared / "files" / "closed" / "b.txt", "Crossing number 2")
        (shared / "files" / "closed").chmod(0o700)
        script = (
            "import os, sys; sys.path.insert(0, sys.argv[1])\n"
            "from pathlib import Path\n"
            "from reader.library import Library; from reader.importing import import_paths\n"
            "from reader import chapters, formats; formats.formats(); chapters.kinds()\n"
            "os.setresuid(65534, 65534, 65534)\n"
            "with Library(Path(sys.argv[2]) / 'library') as library:\n"
            "    report = import_paths(library, [Path(sys.argv[2]) / 'files'])\n"
            "print(len(report.imported), *(f.message for f in report.failed), sep='\\n')\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, ROOT, shared], capture_output=True, text=True, check=True
        )
        closed = shared / "files" / "closed"
        told = f"{closed} cannot be looked into (permission denied); check its permissions."
        assert done.stdout.splitlines() == ["1", told]


class TestFiles:
    def test_two_gigabytes_are_refused_by_their_size(self, library, folder):
        huge = folder / "huge.vtt"
        with huge.open("wb") as file:
            file.write(b"WEBVTT\n\n")
            file.truncate(2 << 30)
        message = only_failure(import_paths(library, [huge]))
        assert "too large" in message

    def test_audio_under_a_texts_name_is_audio(self, library, folder):
        write_sound(folder / "x.wav", title="A night at sea").rename(folder / "x.txt")
        (added,) = import_paths(library, [folder / "x.txt"]).imported
        assert (added.title, added.turns) == ("A night at sea", 0)

    def test_a_page_under_an_audios_name_is_a_page(self, library, folder):
        write_page(folder / "x.txt").rename(folder / "x.mp3")
        (added,) = import_paths(library, [folder / "x.mp3"]).imported
        assert added.turns == 4


class TestZips:
    def pack(self, path: Path, members: dict[str, bytes | str], **how) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in members.items():
                file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return path

    def test_a_folder_in_a_zip_is_imported_and_its_audio_unpacked(self, library, folder, tmp_path):
        sound = write_sound(tmp_path / "ferry.wav")
        packed = self.pack(
            folder / "all.zip",
            {
                "all/ferry.txt": page_text("The ferry in winter"),
                "all/ferry.wav": sound.read_bytes(),
                "all/cover.jpg": b"\xff\xd8\xff\0",
                "__MACOSX/all/._ferry.txt": b"junk",
                "all/bridge.txt": page_text("A bridge in spring"),
            },
        )
        report = import_paths(library, [packed])
        assert report.failed == ()
        found = {line.title: line.audio for line in library.summaries()}
        unpacked = library.folder / "media" / "all" / "ferry.wav"
        assert found == {"The ferry in winter": unpacked, "A bridge in spring": None}
        assert unpacked.read_bytes() == sound.read_bytes()
        sources = {library.episode(line.id).source for line in library.summaries()}
        assert sources == {str(packed / "all" / name) for name in ("ferry.txt", "bridge.txt")}

    def test_importing_it_again_changes_nothing(self, library, folder, tmp_path):
        sound = write_sound(tmp_path / "ferry.wav")
        members = {"ferry.txt": page_text("The ferry in winter"), "ferry.wav": sound.read_bytes()}
        packed = self.pack(folder / "all.zip", members)
        import_paths(library, [packed])
        again = import_paths(library, [packed])
        assert [added.status for added in again.imported] == ["unchanged"]
        assert len(list((library.folder / "media" / "all").iterdir())) == 1

    @pytest.mark.parametrize(
        "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:/evil.txt"]
    )
    def test_names_that_lead_outside(self, library, folder, name):
        packed = self.pack(folder / "evil.zip", {"good.txt": page_text("Good"), name: "x"})
        assert "outside its folder" in only_failure(import_paths(library, [packed]))
        assert library.summaries() == ()

    def test_a_thousandfold_expansion(self, library, folder):
        packed = self.pack(folder / "bomb.zip", {"a.txt": b"a" * (40 << 20)})
        assert packed.stat().st_size < 1 << 20
        assert "two hundredfold" in only_failure(import_paths(library, [packed]))

    def test_a_zip_that_lies_about_its_sizes(self, library, folder):
        packed = self.pack(folder / "liar.zip", {"a.txt": page_text("The ferry") * 50})
        content = packed.read_bytes()
        size = len((page_text("The ferry") * 50).encode())
        packed.write_bytes(content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
        assert "nothing in it was imported" in only_failure_in(
            import_paths(library, [packed]), packed
        )

    def test_one_that_is_locked(self, library, folder):
        packed = self.pack(folder / "locked.zip", {"a.txt": "x"})
        content = bytearray(packed.read_bytes())
        content[6] |= 1
        content[content.rindex(b"PK\x01\x02") + 8] |= 1
        packed.write_bytes(content)
        assert "locked with a password" in only_failure(import_paths(library, [packed]))

    def test_one_that_is_damaged(self, library, folder):
        packed = self.pack(folder / "cut.zip", {"a.txt": page_text("The ferry")})
        packed.write_bytes(packed.read_bytes()[:-30])
        assert "is damaged" in only_failure(import_paths(library, [packed]))

    def test_damage_in_one_member_harms_no_other(self, library, folder):
        packed = self.pack(
            folder / "part.zip",
            {"a.txt": page_text("Crossing number 1"), "b.txt": page_text("Crossing number 2")},
        )
        with Archive(packed) as archive:
            offset = archive._members[packed / "a.txt"].header_offset
        content = bytearray(packed.read_bytes())
        content[offset + 60 : offset + 90] = bytes(30)
        packed.write_bytes(content)
        report = import_paths(library, [packed])
        assert [added.title for added in report.imported] == ["Crossing number 2"]
        assert len(report.failed) == 1


def only_failure_in(report, archive: Path) -> str:
    (failure,) = report.failed
    assert failure.path.is_relative_to(archive)
    return failure.message
