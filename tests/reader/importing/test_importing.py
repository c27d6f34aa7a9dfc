"""Files in, episodes out: real pages, real audio, a real library."""

import os
import shutil
from pathlib import Path

import pytest
from sample_pages import page_text, write_page, write_sound

from reader import importing
from reader.importing import (
    Step,
    ToDo,
    bring_in,
    choose_audio,
    import_paths,
    import_text,
    plan_import,
)
from reader.library import Library, Status
from resources import resource


def only(library: Library):
    (line,) = library.summaries()
    return library.episode(line.id)


class TestPages:
    def test_a_page_becomes_an_episode(self, library, folder):
        page = write_page(folder / "ferry.txt")
        report = import_paths(library, [page])
        assert (report.failed, report.warnings) == ((), ())
        assert [added.status for added in report.imported] == [Status.NEW]
        episode = only(library)
        assert (episode.title, episode.source) == ("The ferry in winter", str(page))
        assert (len(episode.turns), len(episode.chapters)) == (4, 2)

    def test_the_source_is_absolute_however_the_path_was_typed(self, library, folder, monkeypatch):
        write_page(folder / "ferry.txt")
        monkeypatch.chdir(folder)
        import_paths(library, [Path("ferry.txt")])
        assert only(library).source == str(folder / "ferry.txt")

    def test_one_failing_file_stops_no_other_and_touches_nothing(self, library, folder):
        page = write_page(folder / "a.txt")
        import_paths(library, [page])
        before = only(library)
        (folder / "empty.txt").write_text("")
        (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
        bad = [folder / name for name in ("empty.txt", "binary.txt", "missing.txt")]
        second = write_page(folder / "b.txt", "A bridge in spring")
        report = import_paths(library, [*bad, second])
        assert [failure.path for failure in report.failed] == bad
        assert all(str(failure.path) in failure.message for failure in report.failed)
        assert [added.title for added in report.imported] == ["A bridge in spring"]
        assert library.episode(before.id) == before

    def test_a_page_that_brings_out_a_bug_is_one_failure(self, library, folder, monkeypatch):
        recognised = importing.formats.recognised

        def read_or_stumble(source):
            return 1 // 0 if source.path.name == "odd.txt" else recognised(source)

        monkeypatch.setattr(importing.formats, "recognised", read_or_stumble)
        pages = [write_page(folder / name, f"The {name}") for name in ("odd.txt", "good.txt")]
        report = import_paths(library, pages)
        assert len(report.imported) == 1
        assert "stumbled over it (ZeroDivisionError" in report.failed[0].message

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_what_may_never_end_is_not_read(self, library, folder):
        os.mkfifo(folder / "pipe.txt")
        (failure,) = import_paths(library, [folder / "pipe.txt"]).failed
        assert "is no ordinary file" in failure.message

    def test_names_that_no_system_takes_fail_with_a_sentence(self, library, folder):
        (failure,) = import_paths(library, [folder / ("x" * 3000)]).failed
        assert "cannot be read" in failure.message

    def test_pasted_text_is_imported_under_its_name(self, library):
        report = import_text(library, page_text("The ferry in winter"))
        assert [added.turns for added in report.imported] == [4]
        assert only(library).source == "clipboard"

    def test_pasted_nothing_fails_with_a_sentence(self, library):
        (failure,) = import_text(library, " \n").failed
        assert failure.message.startswith("The clipboard is empty.")

    def test_progress_tells_every_file_before_it_is_read(self, library, folder):
        pages = [write_page(folder / f"{n}.txt", f"Crossing number {n}") for n in range(3)]
        seen = []
        import_paths(library, pages, on_progress=seen.append)
        told = [(p.step, p.done, p.total, p.path) for p in seen]
        assert told == [(step, n, 3, pages[n]) for step in Step for n in range(3)]


class TestPairing:
    def test_given_audio_belongs_to_the_page(self, library, folder):
        sound = write_sound(folder / "x.wav")
        report = import_paths(library, [write_page(folder / "a.txt")], audio=sound)
        assert report.failed == ()
        assert only(library).audio.path == sound
        assert only(library).duration_ms == 80_000

    def test_given_audio_is_surer_than_a_file_of_the_pages_name(self, library, folder):
        write_sound(folder / "a.wav", seconds=60)
        sound = write_sound(folder / "x.wav")
        import_paths(library, [write_page(folder / "a.txt")], audio=sound)
        assert only(library).audio.path == sound

    def test_audio_of_the_pages_name_may_be_given_too(self, library, folder):
        sound = write_sound(folder / "a.wav")
        plan = plan_import(library, [write_page(folder / "a.txt")], audio=sound)
        assert [one.audio for one in plan.episodes] == [sound]
        assert plan.remarks == ()

    def test_audio_of_the_pages_name_is_found_beside_it(self, library, folder):
        sound = write_sound(folder / "Ferry.wav")
        import_paths(library, [write_page(folder / "ferry.txt")])
        assert only(library).audio.path == sound

    def test_a_page_and_a_recording_dropped_together_belong_together(self, library, folder):
        sound = write_sound(folder / "x.wav")
        report = import_paths(library, [sound, write_page(folder / "a.txt")])
        assert len(report.imported) == 1
        assert only(library).audio.path == sound

    def test_a_recording_that_is_opened_brings_the_page_of_its_name(self, library, folder):
        sound = write_sound(folder / "ferry.wav")
        write_page(folder / "ferry.txt")
        (folder / "ferry.jpg").write_bytes(b"\xff\xd8\xff\0")
        import_paths(library, [sound])
        assert (only(library).audio.path, len(only(library).turns)) == (sound, 4)

    def test_the_title_in_the_tags_picks_the_episode_of_several(self, library, folder):
        pages = [write_page(folder / f"{n}.txt", f"Crossing number {n}") for n in range(3)]
        sound = write_sound(folder / "x.wav", title="Crossing number 1")
        assert import_paths(library, pages, audio=sound).failed == ()
        paired = {line.title: line.audio for line in library.summaries()}
        assert paired["Crossing number 1"] == sound
        assert paired["Crossing number 0"] is None

    def test_when_unsure_the_text_is_kept_and_the_titles_are_listed(self, library, folder):
        pages = [write_page(folder / f"{n}.txt", f"Crossing number {n}") for n in range(2)]
        sound = write_sound(folder / "x.wav")
        report = import_paths(library, pages, audio=sound)
        assert len(report.imported) == 2
        (failure,) = report.failed
        assert failure.path == sound
        assert "“Crossing number 0”; “Crossing number 1”" in failure.message

    def test_audio_that_is_far_too_short_is_paired_with_a_warning(self, library, folder):
        sound = write_sound(folder / "x.wav", seconds=12)
        report = import_paths(library, [write_page(folder / "a.txt")], audio=sound)
        assert only(library).audio.path == sound
        assert "x.wav is 0:12 long but the transcript" in report.warnings[0]
        assert len(only(library).turns) == 4

    @pytest.mark.parametrize("content", [None, b"", b"RIFF\x10\0\0\0WAVEjunk"])
    def test_audio_that_cannot_be_read_fails_and_the_text_is_kept(self, library, folder, content):
        sound = folder / "broken.wav"
        if content is not None:
            sound.write_bytes(content)
        report = import_paths(library, [write_page(folder / "a.txt")], audio=sound)
        assert [failure.path for failure in report.failed] == [sound]
        assert str(sound) in report.failed[0].message
        assert len(only(library).turns) == 4

    def test_importing_the_page_alone_keeps_its_audio(self, library, folder):
        page, sound = write_page(folder / "a.txt"), write_sound(folder / "x.wav")
        import_paths(library, [page], audio=sound)
        import_paths(library, [page])
        assert only(library).audio.path == sound

    def test_moved_audio_is_found_again_and_remembered(self, library, folder):
        page, sound = write_page(folder / "a.txt"), write_sound(folder / "x.wav")
        import_paths(library, [page], audio=sound)
        assert library.present_audio(only(library)).path == sound
        renamed = sound.rename(folder / "renamed.wav")
        assert library.present_audio(only(library)).path == renamed
        assert only(library).audio.path == renamed
        renamed.unlink()
        write_sound(folder / "renamed.wav", pitch=3)
        shutil.move(folder / "renamed.wav", folder / "other.wav")
        assert library.present_audio(only(library)) is None


class TestAudioAlone:
    def test_it_becomes_an_episode_by_its_tags(self, library, folder):
        sound = write_sound(folder / "x.wav", title="A night at sea", show="Night Ferry")
        import_paths(library, [sound])
        episode = only(library)
        assert (episode.title, episode.show) == ("A night at sea", "Night Ferry")
        assert (episode.duration_ms, episode.turns) == (80_000, ())

    def test_without_tags_it_is_called_after_its_file(self, library, folder):
        import_paths(library, [write_sound(folder / "harbour 12.wav")])
        assert only(library).title == "harbour 12"

    def test_its_page_joins_it_later(self, library, folder):
        sound = write_sound(folder / "x.wav")
        import_paths(library, [sound])
        report = import_paths(library, [write_page(folder / "a.txt")], audio=sound)
        assert [added.status for added in report.imported] == [Status.MERGED]
        assert only(library).title == "The ferry in winter"

    def test_the_demos_chapters_come_from_its_tags(self, library, folder):
        sound = folder / "demo.opus"
        sound.write_bytes(resource("demo", "episode.opus").read_bytes())
        import_paths(library, [sound])
        assert len(only(library).chapters) == 5


class TestFolders:
    def test_everything_readable_in_it_is_imported_and_paired(self, library, folder):
        write_page(folder / "a.txt", "Crossing number 1")
        write_page(folder / "b.txt", "Crossing number 2")
        write_sound(folder / "b.wav")
        write_sound(folder / "c.wav", pitch=2, title="Alone at sea")
        (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff\0")
        write_page(folder / ".hidden.txt", "Crossing number 3")
        report = import_paths(library, [folder])
        assert report.failed == ()
        found = {line.title: line.audio for line in library.summaries()}
        assert found == {
            "Crossing number 1": None,
            "Crossing number 2": folder / "b.wav",
            "Alone at sea": folder / "c.wav",
        }

    def test_a_folder_with_nothing_in_it_says_so(self, library, folder):
        (failure,) = import_paths(library, [folder]).failed
        assert str(folder) in failure.message

    def test_importing_it_again_changes_nothing(self, library, folder):
        write_page(folder / "a.txt")
        write_sound(folder / "a.wav")
        import_paths(library, [folder])
        again = import_paths(library, [folder])
        assert {added.status for added in again.imported} == {Status.UNCHANGED}


class TestWhatIsDropped:
    @pytest.fixture
    def reading(self, library, tmp_path):
        import_paths(library, [write_page(tmp_path / "ferry.txt")])
        return only(library)

    def test_audio_is_for_the_episode_that_is_read_where_that_has_none(
        self, library, folder, reading
    ):
        audio = write_sound(folder / "any name.wav")
        assert bring_in(library, [audio], reading) is ToDo.PAIR
        assert only(library).audio is None

    def test_audio_is_another_episode_where_that_has_its_own_or_nothing_is_read(
        self, library, folder, reading
    ):
        choose_audio(library, reading.id, write_sound(folder / "its own.wav", 8))
        other = write_sound(folder / "other.wav", 4)
        assert bring_in(library, [other], only(library)).imported
        assert len(library.summaries()) == 2
        assert bring_in(library, [other], None).imported

    def test_what_may_hold_more_than_was_named_is_to_be_shown_first(self, library, folder):
        for paths in ([folder], [folder / "all.ZIP"], [folder / name for name in "abc"]):
            assert bring_in(library, paths, None) is ToDo.SHOW
        assert library.summaries() == ()

    def test_a_page_and_its_audio_come_in_at_once(self, library, folder, reading):
        page = write_page(folder / "bridge.txt", "A bridge in spring")
        report = bring_in(library, [page, write_sound(folder / "sound.wav")], reading)
        assert [added.title for added in report.imported] == ["A bridge in spring"]

    def test_a_list_of_chapters_is_for_the_episode_that_is_read(self, library, folder, reading):
        listed = folder / "chapters.txt"
        listed.write_text("00:00:00 Leaving\n00:10:00 The open water\n00:30:00 Home\n")
        assert bring_in(library, [listed], reading) == 3
        assert "The open water" in [chapter.title for chapter in only(library).chapters]
