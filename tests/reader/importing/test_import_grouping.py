"""Which files are one episode, and which are not; never a wrong pair in silence."""

from datetime import date
from pathlib import Path

import pytest
from sample_episodes import conversation

from reader.episodes.identity import digest_of
from reader.episodes.merging import quality
from reader.importing.grouping import Grouping
from reader.importing.records import FoundChapters, FoundSound, FoundText
from reader.model import AudioFile, AudioTags, ChapterDraft


def text(name: str, seed: int = 1, turns: int = 30, *, index: int = 0, **known) -> FoundText:
    """Make a transcript of `turns` times four seconds."""
    said = known.pop("said", conversation(seed, turns=turns))
    path = Path("/files") / name
    facts = {"title": path.stem, "quality": quality(said), "turns": len(said)} | known
    return FoundText(path, index, format="test", digest=digest_of(said), **facts)


def sound(name: str, seconds: int = 120, **tags) -> FoundSound:
    path = Path("/files") / name
    return FoundSound(
        AudioFile(path, f"print of {name}", seconds * 1000), AudioTags(seconds * 1000, **tags)
    )


def pairs(texts, sounds) -> dict[str, str | None]:
    grouping = Grouping(texts)
    grouping.pair(sounds)
    return {
        g.text.path.name: g.sound.path.name if g.sound else None for g in grouping.groups if g.text
    }


def only(texts, sounds=(), chapters=()):
    grouping = Grouping(texts)
    grouping.pair(list(sounds))
    grouping.attach(list(chapters))
    (group,) = grouping.groups
    return group


class TestOfOneName:
    def test_audio_transcript_chapters_and_page_are_one_episode(self):
        chapters = FoundChapters(Path("/files/talk.chapters.json"), (ChapterDraft("A", 0),))
        page = text("talk.html", turns=0, said=(), notes=200, title="A talk at the harbour")
        group = only([page, text("talk.vtt")], [sound("talk.mp3")], [chapters])
        assert group.text.path.name == "talk.vtt"
        assert group.page.path.name == "talk.html"
        assert group.sound.path.name == "talk.mp3"
        assert group.chapters == [chapters]
        assert group.problems == []

    def test_of_several_transcripts_the_one_that_tells_most_is_taken_and_the_others_told(self):
        anonymous = tuple(
            turn.__class__("", turn.paragraphs, turn.start_ms) for turn in conversation(1)
        )
        group = only([text("talk.srt", said=anonymous), text("talk.json")])
        assert group.text.path.name == "talk.json"
        assert [other.path.name for other in group.others] == ["talk.srt"]
        assert group.problems == ["talk.srt is left out: talk.json also has speakers."]

    def test_a_translation_is_told_as_one(self):
        group = only([text("talk.en.vtt", seed=1), text("talk.de.vtt", seed=2, turns=20)])
        assert group.text.path.name == "talk.en.vtt"
        assert "in another language" in group.problems[0]

    def test_other_words_under_one_name_are_another_episode(self):
        grouping = Grouping([text("index.html", seed=1), text("index.txt", seed=2)])
        assert len(grouping.groups) == 2

    def test_of_two_recordings_one_is_left_out_and_told(self):
        grouping = Grouping([text("talk.vtt")])
        grouping.pair([sound("talk.wav"), sound("talk.mp3")])
        (group,) = grouping.groups
        assert group.sound.path.name == "talk.mp3"
        assert "talk.wav is left out" in grouping.remarks[0]

    def test_the_same_names_in_two_folders_stay_apart(self):
        texts = [text(f"{n}/index.vtt", seed=n) for n in (1, 2)]
        assert pairs(texts, [sound(f"{n}/index.mp3") for n in (1, 2)]) == {"index.vtt": "index.mp3"}
        grouping = Grouping(texts)
        grouping.pair([sound("1/index.mp3"), sound("2/index.mp3")])
        assert all(g.text.path.parent == g.sound.path.parent for g in grouping.groups)


class TestByWhatTheySay:
    @pytest.mark.parametrize(
        ("texts", "sounds"),
        [
            (
                [text("a.vtt", title="Keepers of the light")],
                [sound("x.mp3", title="Keepers of the Light")],
            ),
            ([text("012 - Some title.vtt")], [sound("ep12.mp3")]),
            ([text("transcripts/talk.vtt")], [sound("audio/talk.mp3")]),
            ([text("a.vtt", date=date(2026, 1, 27))], [sound("2026-01-27.mp3")]),
            (
                [text("a.vtt", title="A winter on the ice")],
                [sound("x.mp3", title="12: A winter on the ice!")],
            ),
        ],
        ids=["title", "number and length", "name in another folder", "day", "title with more"],
    )
    def test_a_sure_sign_pairs_silently(self, texts, sounds):
        far = text("far.vtt", seed=9, turns=900, title="Something else altogether")
        grouping = Grouping([*texts, far])
        grouping.pair([*sounds, sound("other.mp3", 7)])
        group = next(g for g in grouping.groups if g.text and g.text.path == texts[0].path)
        assert group.sound is sounds[0]
        assert group.problems == []

    def test_the_name_in_another_folder_is_not_enough_to_be_silent(self):
        group = only([text("texts/talk.vtt")], [sound("audio/talk.mp3", 200)])
        assert "by the name alone" in group.problems[0]
        far = pairs([text("show a/texts/ep1.vtt")], [sound("show b/audio/2026/ep1.mp3")])
        assert far == {"ep1.vtt": None}

    def test_episodes_of_one_title_in_two_shows_stay_apart(self):
        texts = [text("a.vtt", title="Welcome aboard", show="Night Ferry")]
        recording = sound("x.mp3", 240, title="Welcome aboard", show="Day Ferry")
        assert pairs(texts, [recording]) == {"a.vtt": None}

    def test_the_length_alone_pairs_with_a_sentence(self):
        group = only([text("a.vtt")], [sound("x.mp3")])
        assert group.sound.path.name == "x.mp3"
        assert "by the length alone" in group.problems[0]

    def test_two_that_fit_are_paired_with_neither_and_told(self):
        grouping = Grouping([text("a.vtt"), text("b.vtt", seed=2)])
        grouping.pair([sound("x.mp3")])
        assert [g.sound for g in grouping.groups if g.text] == [None, None]
        alone = grouping.groups[-1]
        assert "x.mp3 may be the recording of a.vtt, b.vtt" in alone.problems[0]

    def test_a_number_with_another_length_pairs_nothing(self):
        assert pairs([text("012 - Some title.vtt")], [sound("ep12.mp3", 3600)]) == {
            "012 - Some title.vtt": None
        }

    def test_titles_that_differ_are_not_overruled_by_the_length(self):
        texts = [text("a.vtt", title="Crossing number 1")]
        assert pairs(texts, [sound("x.mp3", title="Alone at sea")]) == {"a.vtt": None}

    def test_numbers_that_differ_are_not_overruled_by_the_length(self):
        assert pairs([text("012 - Some title.vtt")], [sound("ep13.mp3")]) == {
            "012 - Some title.vtt": None
        }

    def test_a_transcript_that_goes_on_after_the_audio_of_its_name_is_told(self):
        group = only([text("talk.vtt", turns=900)], [sound("talk.mp3", 60)])
        assert "it may be another recording" in group.problems[0]


class TestChapters:
    LIST = FoundChapters(Path("/files/x.json"), (ChapterDraft("A", 0),))

    def test_a_list_of_another_name_goes_to_the_only_episode(self):
        assert only([text("talk.vtt")], chapters=[self.LIST]).chapters == [self.LIST]

    def test_with_several_episodes_it_is_left_and_told(self):
        grouping = Grouping([text("a.vtt"), text("b.vtt", seed=2)])
        grouping.attach([self.LIST])
        assert grouping.loose == [self.LIST]


def test_a_thousand_of_each_are_paired_quickly():
    texts = [text(f"{n:04} - About {n}.vtt", seed=n, turns=4) for n in range(1000)]
    sounds = [sound(f"episode-{n}.mp3", 14) for n in range(1000)]
    found = pairs(texts, sounds)
    assert found["0012 - About 12.vtt"] == "episode-12.mp3"
    assert len(found) == 1000
