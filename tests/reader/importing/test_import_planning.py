"""An import in two steps: what a plan says, how it can be changed, what carrying it out does."""

import json
from pathlib import Path

import pytest
from sample_pages import page_text, write_page, write_sound

from reader.importing import (
    Action,
    ByHand,
    Step,
    add_chapter_file,
    carry_out,
    import_paths,
    plan_import,
)
from reader.library import Library, Status


def write_chapters(path: Path, *titles: str, every: float = 20.5) -> Path:
    chapters = [{"startTime": i * every, "title": title} for i, title in enumerate(titles)]
    path.write_text(json.dumps({"version": "1.2.0", "chapters": chapters}), encoding="utf-8")
    return path


def audio_of(library: Library) -> dict[str, str | None]:
    return {line.title: line.audio and line.audio.name for line in library.summaries()}


class TestPlan:
    def test_it_says_what_would_be_done_and_does_nothing(self, library, folder):
        page, sound = write_page(folder / "ferry.txt"), write_sound(folder / "ferry.wav")
        write_chapters(folder / "ferry.chapters.json", "One", "Two", "Three")
        plan = plan_import(library, [folder])
        (episode,) = plan.episodes
        assert (episode.title, episode.action) == ("The ferry in winter", Action.NEW)
        assert (episode.text.path, episode.audio) == (page, sound)
        assert episode.chapters == (folder / "ferry.chapters.json",)
        assert (plan.failed, episode.problems) == ((), ())
        assert library.summaries() == ()

    def test_carried_out_it_is_what_it_said(self, library, folder):
        write_page(folder / "ferry.txt")
        write_sound(folder / "ferry.wav")
        write_chapters(folder / "ferry.chapters.json", "One", "Two", "Three")
        report = carry_out(library, plan_import(library, [folder]))
        (added,) = report.imported
        assert (added.status, added.chapters) == (Status.NEW, 3)
        names = [source.name for source in library.chapter_sources(added.id)]
        assert names == ["page:ferry.txt", "file:ferry.chapters.json"]
        assert library.episode(added.id).format == "page as text"

    def test_what_the_library_has_is_foreseen(self, library, folder):
        page = write_page(folder / "a.txt")
        import_paths(library, [page])
        write_page(folder / "b.txt", "A bridge in spring")
        (folder / "c.txt").write_text(page_text("The ferry in winter"), encoding="utf-8")
        known = library.summaries()[0].id
        actions = {
            e.text.path.name: (e.action, e.into) for e in plan_import(library, [folder]).episodes
        }
        assert actions == {
            "a.txt": (Action.UNCHANGED, known),
            "b.txt": (Action.NEW, None),
            "c.txt": (Action.MERGE, known),
        }
        page.write_text(page.read_text() + "\n00:01:15 Per Lind: And home again.\n")
        assert plan_import(library, [page]).episodes[0].action is Action.UPDATE

    def test_audio_alone_is_told_apart(self, library, folder):
        write_sound(folder / "x.wav", title="A night at sea")
        (episode,) = plan_import(library, [folder]).episodes
        assert (episode.title, episode.action, episode.text) == (
            "A night at sea",
            Action.AUDIO_ONLY,
            None,
        )

    def test_progress_counts_the_files_and_cancelling_plans_nothing(self, library, folder):
        for n in range(3):
            write_page(folder / f"{n}.txt", f"Crossing number {n}")
        seen = []
        plan = plan_import(
            library, [folder], on_progress=seen.append, cancelled=lambda: len(seen) == 2
        )
        assert [(p.done, p.total, p.step) for p in seen] == [
            (0, 3, Step.READING),
            (1, 3, Step.READING),
        ]
        assert (plan.episodes, plan.cancelled) == ((), True)
        assert carry_out(library, plan).cancelled

    def test_many_files_are_read_by_workers_and_come_in_order(self, library, folder):
        titles = [f"Crossing number {n}" for n in range(30)]
        for n, title in enumerate(titles):
            write_page(folder / f"{n:02}.txt", title)
        (folder / "15.txt").write_text("")
        plan = plan_import(library, [folder])
        assert [e.title for e in plan.episodes] == titles[:15] + titles[16:]
        (failure,) = plan.failed
        assert (
            failure.message == f"{folder / '15.txt'} is empty. Choose a saved page or a transcript."
        )
        assert len(carry_out(library, plan).imported) == 29


class TestChangingIt:
    @pytest.fixture
    def plan(self, library, folder):
        for n in (1, 2):
            write_page(folder / f"{n}.txt", f"Crossing number {n}")
            write_sound(folder / f"{n}.wav", pitch=n)
        write_sound(folder / "3.wav", pitch=3, title="Alone at sea")
        return plan_import(library, [folder])

    def numbers(self, plan):
        return {episode.title: episode.number for episode in plan.episodes}

    def test_one_can_be_left_out_and_taken_in_again(self, library, plan):
        number = self.numbers(plan)["Crossing number 1"]
        carry_out(library, plan.leave_out(number))
        assert set(audio_of(library)) == {"Crossing number 2", "Alone at sea"}
        carry_out(library, plan.leave_out(number).leave_out(number, included=True))
        assert len(library.summaries()) == 3

    def test_another_episodes_audio_moves(self, library, plan, folder):
        numbers = self.numbers(plan)
        changed = plan.with_audio(numbers["Crossing number 1"], folder / "2.wav")
        carry_out(library, changed)
        assert audio_of(library)["Crossing number 1"] == "2.wav"
        assert audio_of(library)["Crossing number 2"] is None

    def test_audio_that_was_an_episode_by_itself_is_that_no_more(self, library, plan, folder):
        changed = plan.with_audio(self.numbers(plan)["Crossing number 1"], folder / "3.wav")
        carry_out(library, changed)
        assert audio_of(library) == {"Crossing number 1": "3.wav", "Crossing number 2": "2.wav"}

    def test_no_audio_is_possible_and_so_is_one_from_elsewhere(self, library, plan, tmp_path):
        numbers = self.numbers(plan)
        far = write_sound(tmp_path / "far.wav", pitch=5)
        changed = plan.with_audio(numbers["Crossing number 1"], None)
        carry_out(library, changed.with_audio(numbers["Crossing number 2"], far))
        assert audio_of(library)["Crossing number 1"] is None
        assert audio_of(library)["Crossing number 2"] == "far.wav"

    def test_audio_chosen_by_hand_that_is_none_fails_and_the_text_is_kept(
        self, library, plan, tmp_path
    ):
        bad = tmp_path / "bad.wav"
        bad.write_bytes(b"")
        report = carry_out(library, plan.with_audio(self.numbers(plan)["Crossing number 1"], bad))
        assert [failure.path for failure in report.failed] == [bad]
        assert audio_of(library)["Crossing number 1"] is None


class TestCarryingOut:
    def test_cancelling_leaves_what_is_finished_whole(self, library, folder):
        for n in range(4):
            write_page(folder / f"{n}.txt", f"Crossing number {n}")
        plan, seen = plan_import(library, [folder]), []
        report = carry_out(library, plan, on_progress=seen.append, cancelled=lambda: len(seen) == 2)
        assert report.cancelled
        assert [added.title for added in report.imported] == [
            "Crossing number 0",
            "Crossing number 1",
        ]
        assert {line.turns for line in library.summaries()} == {4}
        assert len(carry_out(library, plan).imported) == 4

    def test_a_file_that_is_gone_meanwhile_needs_no_second_reading(self, library, folder):
        page = write_page(folder / "a.txt")
        plan = plan_import(library, [page])
        page.unlink()
        assert [added.turns for added in carry_out(library, plan).imported] == [4]

    def test_what_was_too_much_to_keep_is_read_again(self, library, folder, monkeypatch):
        monkeypatch.setattr("reader.importing.planning.MOST_FOLDED_BYTES", 0)
        page, gone = (
            write_page(folder / "a.txt"),
            write_page(folder / "b.txt", "A bridge in spring"),
        )
        plan = plan_import(library, [page, gone])
        gone.unlink()
        report = carry_out(library, plan)
        assert [added.title for added in report.imported] == ["The ferry in winter"]
        assert [failure.path for failure in report.failed] == [gone]

    def test_an_error_of_ours_is_one_files_failure(self, library, folder, monkeypatch):
        pages = [write_page(folder / f"{n}.txt", f"Crossing number {n}") for n in range(2)]
        add = library.add

        def add_or_stumble(arrivals, source):
            return 1 // 0 if source.endswith("0.txt") else add(arrivals, source)

        monkeypatch.setattr(library, "add", add_or_stumble)
        report = carry_out(library, plan_import(library, pages))
        assert len(report.imported) == 1
        assert "stumbled over it" in report.failed[0].message


class TestCompanions:
    def test_a_page_brings_its_audio_and_its_chapters(self, library, folder):
        page = write_page(folder / "ferry.txt")
        write_sound(folder / "ferry.wav")
        write_chapters(folder / "ferry.chapters.json", "One", "Two", "Three")
        write_page(folder / "ferry.html", "Nobody asked for this")
        (episode,) = plan_import(library, [page]).episodes
        assert (episode.audio, len(episode.chapters)) == (folder / "ferry.wav", 1)
        assert episode.others == ()

    def test_chapters_of_no_episode_are_told(self, library, folder):
        lost = write_chapters(folder / "lost.json", "One", "Two")
        (failure,) = plan_import(library, [lost]).failed
        assert "earmark chapters EPISODE --add FILE" in failure.message


class TestByHand:
    def test_language_and_names_are_said_for_what_is_imported(self, library, folder):
        page = write_page(folder / "a.txt")
        by_hand = ByHand(language="sv", speakers=(("Per Lind", "Pär Lind"),))
        report = carry_out(library, plan_import(library, [page], by_hand=by_hand))
        episode = library.episode(report.imported[0].id)
        assert episode.language == "sv"
        assert {turn.speaker for turn in episode.turns} == {"Ida Holm", "Pär Lind"}

    @pytest.mark.parametrize("kept_bytes", [0, 1 << 20], ids=["read twice", "read once"])
    def test_another_encoding_updates_and_is_remembered(
        self, library, folder, monkeypatch, kept_bytes
    ):
        monkeypatch.setattr("reader.importing.planning.MOST_FOLDED_BYTES", kept_bytes)
        page = folder / "a.txt"
        page.write_bytes(
            page_text("The ferry in winter").replace("harbour", "гавань").encode("cp1251")
        )
        import_paths(library, [page], encoding="koi8-r")
        (wrong,) = library.summaries()
        assert "гавань" not in library.episode(wrong.id).turns[0].text
        (again,) = import_paths(library, [page], encoding="cp1251").imported
        assert (again.id, again.status) == (wrong.id, Status.UPDATED)
        words = " ".join(turn.text for turn in library.episode(wrong.id).turns)
        assert "гавань" in words
        assert again.change.differing > 0
        (third,) = import_paths(library, [page]).imported
        assert (third.id, third.status) == (wrong.id, Status.UNCHANGED)

    def test_a_chapter_file_can_be_added_later(self, library, folder):
        (added,) = import_paths(library, [write_page(folder / "a.txt")]).imported
        assert add_chapter_file(library, added.id, write_chapters(folder / "x.json", *"ABC")) == 3
        assert [c.title for c in library.episode(added.id).chapters] == ["A", "B", "C"]
