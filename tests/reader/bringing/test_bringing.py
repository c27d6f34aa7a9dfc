"""Bookmarks brought in: shown first, then all or nothing, and never twice."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote as percent

import pytest
from sample_episodes import episode as draft

from reader.bringing import BookmarkFile, file_at, kind_of, kinds
from reader.bringing.planning import carry_out, plan_bringing
from reader.errors import BookmarkFileError, LibraryError
from reader.export import target_called
from reader.library import Arrival, Library
from reader.model import Bookmark, Placed, TurnRange
from reader.quotes.capturing import quote_of
from reader.timing.timeline import Timeline

TITLE = "The last ferry of the winter"


@pytest.fixture
def ferry(library):
    (added,) = library.add([Arrival(draft())], "/pages/ferry.txt")
    return library.episode(added.id)


@pytest.fixture
def kept(library, ferry):
    """Two quotes of the ferry."""
    timeline = Timeline(ferry.turns, ferry.chapters)
    quotes = (quote_of(timeline, TurnRange(n, 0, n, 40)) for n in (3, 9))
    return [library.add_bookmark(ferry.id, quote, note="mine", tags=["ice"]) for quote in quotes]


def file(tmp_path, text: str, name: str = "quotes.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def elsewhere(tmp_path, *drafts) -> Library:
    other = Library(tmp_path / "other")
    for one in drafts:
        other.add([Arrival(one)], "/elsewhere/page.txt")
    return other


class TestOurOwn:
    @pytest.mark.parametrize("name", ["json", "markdown"])
    def test_what_is_here_is_not_doubled(self, library, kept, tmp_path, name):
        path = file(tmp_path, target_called(name).quotes(kept))
        plan = plan_bringing(library, path)
        assert (plan.bookmarks, plan.known) == ((), 2)
        assert carry_out(library, plan) == 0
        assert list(library.bookmarks()) == sorted(
            kept, key=lambda one: -one.created_at.timestamp()
        )

    def test_what_was_removed_comes_back_as_it_was(self, library, kept, tmp_path):
        path = file(tmp_path, target_called("json").quotes(kept))
        before = library.bookmarks()
        library.remove_bookmarks([kept[0].id])
        assert carry_out(library, plan_bringing(library, path)) == 1
        assert library.bookmarks() == before

    def test_json_goes_into_another_library_without_loss(self, library, kept, tmp_path):
        alone = replace(kept[0], id="0" * 12, episode=None, episode_title="Gone for good")
        path = file(tmp_path, target_called("json").quotes([*kept, alone]))
        with elsewhere(tmp_path, draft()) as other:
            (there,) = (one.id for one in other.summaries())
            plan = plan_bringing(other, path)
            assert plan.episodes == ((TITLE, 2),)
            assert plan.unmatched == (("Gone for good", 1),)
            assert "come in without it" in plan.lack
            assert carry_out(other, plan) == 3
            came = {one.id: one for one in other.bookmarks()}
            assert came == {
                **{one.id: replace(one, episode=there) for one in kept},
                alone.id: alone,
            }

    def test_markdown_finds_its_place_by_its_words(self, kept, tmp_path):
        path = file(tmp_path, target_called("markdown").quotes(kept))
        with elsewhere(tmp_path, draft()) as other:
            carry_out(other, plan_bringing(other, path))
            came = {one.id: one for one in other.bookmarks()}
            for one in kept:
                assert came[one.id].quote.place == one.quote.place
                assert came[one.id].quote.text == one.quote.text
                assert (came[one.id].note, came[one.id].tags) == ("mine", ("ice",))
                assert came[one.id].created_at == one.created_at

    def test_a_quote_in_another_transcript_is_placed_anew(self, library, kept, tmp_path):
        path = file(tmp_path, target_called("json").quotes(kept))
        longer = draft(turns=(replace(draft().turns[0]), *draft().turns))
        with elsewhere(tmp_path, longer) as other:
            carry_out(other, plan_bringing(other, path))
            first = other.bookmarks()[-1].quote
            assert first.place is not None
            assert first.place.first_turn in (4, 10)
            assert first.placed is Placed.EXACT

    @pytest.mark.parametrize("text", ["", None])
    @pytest.mark.parametrize("place", [(0, 5, 999, 7), (7, 9, 3, 2), (3, 0, 3, 99_999)])
    def test_a_place_that_the_transcript_has_not_is_forgotten(
        self, library, kept, tmp_path, place, text
    ):
        quote = replace(kept[0].quote, place=TurnRange(*place))
        quote = quote if text is None else replace(quote, text=text)
        odd = replace(kept[0], id="00000000000a", quote=quote)
        path = file(tmp_path, target_called("json").quotes([odd]))
        carry_out(library, plan_bringing(library, path))
        came = library.bookmark(odd.id).quote
        assert (came.place and came.place.first_turn) == (3 if text is None else None)
        assert came.start_ms == kept[0].quote.start_ms

    def test_times_outside_the_audio_are_those_of_the_words_or_to_place_again(
        self, library, ferry, kept, tmp_path
    ):
        after = ferry.duration_ms + 60_000
        said, bare, silent = (
            replace(kept[0], id=f"00000000000{n}", quote=replace(q, start_ms=after, end_ms=after))
            for n, q in enumerate(
                (
                    kept[0].quote,
                    replace(kept[0].quote, before="", after="", place=None),
                    replace(kept[0].quote, text="", place=None),
                )
            )
        )
        path = file(tmp_path, target_called("json").quotes([said, bare, silent]))
        carry_out(library, plan_bringing(library, path))
        for one in (said, bare):
            quote = library.bookmark(one.id).quote
            assert quote.start_ms == kept[0].quote.start_ms < quote.end_ms < after
        assert library.bookmark(silent.id).quote.placed is Placed.LOST

    def test_damage_changes_nothing_and_is_named(self, library, kept, tmp_path):
        fresh = [replace(kept[0], id=f"{n:012x}") for n in (1, 2)]
        text = target_called("json").quotes(fresh).replace('"start_ms"', '"started"')
        path = file(tmp_path, text)
        before = library.bookmarks()
        with pytest.raises(BookmarkFileError, match=r"line 2, “start_ms”"):
            plan_bringing(library, path)
        assert library.bookmarks() == before

    def test_all_or_nothing_also_on_a_disk_that_fails(self, library, kept, monkeypatch):
        fresh = [replace(kept[0], id=f"{n:012x}") for n in (1, 2, 3)]
        insert, before = library.storage.insert_bookmark, library.bookmarks()

        def fail_at_the_third(bookmark: Bookmark) -> None:
            insert(bookmark)
            if bookmark.id.endswith("3"):
                raise LibraryError("There is no room.")

        monkeypatch.setattr(library.storage, "insert_bookmark", fail_at_the_third)
        with pytest.raises(LibraryError):
            library.bring_bookmarks(fresh)
        assert library.bookmarks() == before

    def test_a_range_that_makes_no_sense_is_refused(self, library, kept):
        wrong = replace(kept[0], id="1" * 12, quote=replace(kept[0].quote, end_ms=0, start_ms=5))
        with pytest.raises(LibraryError, match="end after it starts"):
            library.bring_bookmarks([wrong])


SNIPD = f"""\
# {TITLE}

## Episode metadata
- Episode title: [[{TITLE}]]
- Show: Night Ferry
- Owner / Host: Ida Holm
- Show URL: [Open in Snipd](https://share.snipd.com/show/5)

## Snips

### ⭐ [Cold & dark](https://share.snipd.com/snip/1-2) #winter

🎧 00:12 - 00:15 (00:03)

<iframe src="https://share.snipd.com/embed/1"></iframe>

- The first point
- The second

#### 💬 Quote
> QUOTED
>
> — Per Lind

#### 📚 Transcript
<details>
<summary>Click to expand</summary>
<blockquote><b>Speaker 1</b><br/><br/>Something else altogether.</blockquote>
</details>

---

### [00:41] Older snips

[🎧 Play snip - 1min️ (00:40 - 00:44)](https://share.snipd.com/snip/3)

### ✨ Key takeaways
1. One thing

#### 📚 Transcript
<details>
<summary>Click to expand</summary>
<blockquote><b>Speaker 2</b><br/><br/>TRANSCRIBED</blockquote>
</details>

---

# Nobody has this one

### [A snip](https://share.snipd.com/snip/4)

🎧 1:00:00 - 1:00:30

---

Created with [Snipd](https://www.snipd.com) | Highlight & Take Notes from Podcasts
"""


class TestSnipd:
    @pytest.fixture
    def path(self, ferry, tmp_path):
        text = SNIPD.replace("QUOTED", ferry.turns[3].text)
        return file(tmp_path, text.replace("TRANSCRIBED", ferry.turns[10].text))

    def test_snips_come_in_where_their_episode_is(self, library, ferry, path):
        plan = plan_bringing(library, path)
        assert plan.kind == "Snipd's Markdown"
        assert plan.episodes == ((TITLE, 2),)
        assert plan.unmatched == (("Nobody has this one", 1),)
        assert "are left out; import it first: “Nobody has this one”." in plan.lack
        assert carry_out(library, plan) == 2
        first, second = library.bookmarks(ferry.id)
        assert (first.quote.start_ms, first.quote.end_ms) == (12_000, 15_000)
        assert (first.quote.text, first.quote.speaker) == (ferry.turns[3].text, "Per Lind")
        assert first.note == "Cold & dark\n\n- The first point\n- The second"
        assert first.tags == ("winter",)
        assert first.quote.place == TurnRange(3, 0, 3, len(ferry.turns[3].text))
        assert (second.quote.start_ms, second.quote.end_ms) == (40_000, 44_000)
        assert second.quote.text == ferry.turns[10].text
        assert second.note == "Older snips\n\n1. One thing"
        assert second.quote.place.first_turn == 10

    def test_the_same_file_twice_is_known(self, library, path):
        carry_out(library, plan_bringing(library, path))
        plan = plan_bringing(library, path)
        assert (plan.bookmarks, plan.known) == ((), 2)


class TestPodNotes:
    def test_moments_become_the_sentences_said_then(self, library, ferry, tmp_path):
        link = f"obsidian://podnotes?episodeName={percent(TITLE)}&url=x&time="
        text = (
            f'---\ntitle: "{TITLE}"\npodcast: "[[Podcasts/Night Ferry|Night Ferry]]"\n---\n'
            f"[Resume](obsidian://podnotes?episodeName={percent(TITLE)}&url=x)\n\n"
            f"- [00:00:13]({link}13) worth it\n  and more\n"
            f"- [00:00:40]({link}40.5&endTime=46) \n\nelse\n- 01:20 by hand\n"
        )
        plan = plan_bringing(library, file(tmp_path, text, "anything.md"))
        assert plan.kind == "PodNotes' Markdown"
        assert carry_out(library, plan) == 3
        first, second, third = library.bookmarks(ferry.id)
        assert first.quote.text == ferry.turns[3].text
        assert first.note == "worth it\nand more"
        assert (second.quote.start_ms, second.quote.end_ms) == (40_500, 46_000)
        assert second.quote.text == f"{ferry.turns[10].text}\n\n{ferry.turns[11].text}"
        assert (third.quote.start_ms, third.note) == (80_000, "by hand")
        assert third.quote.chapter == "Landing"

    def test_a_note_without_a_title_is_named_like_its_file(self, library, ferry, tmp_path):
        path = file(tmp_path, "- 0h 0m 13s one\r\n- [0:50] two\r\n", f"{TITLE}.md")
        assert plan_bringing(library, path).episodes == ((TITLE, 2),)


@pytest.mark.parametrize(
    "hostile",
    [
        *("🎧" * 50_000, "[" * 200_000 + "(obsidian://podnotes?", "- 1:00 " + "[[a|" * 50_000),
        *("[a](obsidian://podnotes?" * 5000, "# " + " " * 200_000 + "x", "<" * 200_000),
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.timeout(20)
def test_a_file_of_nothing_but_marks_does_not_take_minutes(hostile, tmp_path):
    opened = BookmarkFile(tmp_path / "odd.md", hostile)
    for kind in kinds():
        if kind.confidence(hostile) and not kind.NAME.endswith("JSON"):
            kind.read(opened)


class TestWhose:
    @pytest.mark.parametrize(
        ("title", "show", "found"),
        [
            ("the LAST ferry, of the winter!", "", True),
            (TITLE, "Night Ferry", True),
            (TITLE, "Another show", True),
            (f"#12: {TITLE}", "Night Ferry", True),
            ("ferry", "", False),
            ("The last ferry of the summer", "Night Ferry", False),
            ("", "", False),
        ],
    )
    @pytest.mark.usefixtures("ferry")
    def test_by_title_and_show(self, library, tmp_path, title, show, found):
        text = f"# {title}\n- Show: {show}\n### x\n🎧 00:12 - 00:15\nsnipd\n"
        plan = plan_bringing(library, file(tmp_path, text))
        assert bool(plan.episodes) is found

    def test_two_of_the_same_title_are_told_by_the_show_or_left_out(self, library, tmp_path):
        for n, show in enumerate(("Night Ferry", "Day Ferry")):
            library.add([Arrival(draft(seed=n, show=show))], f"/pages/{n}.txt")
        for show, matched in (("Day Ferry", 1), ("", 0)):
            text = f"# {TITLE}\n- Show: {show}\n### x\n🎧 00:12 - 00:15\nsnipd\n"
            assert len(plan_bringing(library, file(tmp_path, text)).bookmarks) == matched


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "holds no bookmarks"),
            (b"just a letter", "holds no bookmarks"),
            (b"\xff\xfe\x00", "no text in UTF-8"),
            (b'{"turns": []}', "no bookmarks of Earmark's"),
        ],
    )
    def test_what_holds_none_is_a_sentence(self, library, tmp_path, content, says):
        path = tmp_path / "odd"
        path.write_bytes(content)
        with pytest.raises(BookmarkFileError, match=says):
            plan_bringing(library, path)

    def test_a_missing_file_and_a_folder_are_sentences(self, library, tmp_path):
        for path in (tmp_path / "missing.json", tmp_path):
            with pytest.raises(BookmarkFileError, match="cannot be read"):
                plan_bringing(library, path)

    def test_an_empty_export_brings_nothing(self, library, tmp_path):
        plan = plan_bringing(library, file(tmp_path, target_called("json").quotes([])))
        assert plan.sentence == "Earmark's JSON: 0 bookmarks to bring in."

    def test_a_file_with_marks_and_windows_breaks_is_read(self, tmp_path):
        path = tmp_path / "notes.md"
        path.write_bytes("\ufeff- 00:10 a\r\n- 00:20 b\r\n".encode())
        read = kind_of(file_at(path)).read(file_at(path))
        assert [one.note for one in read] == ["a", "b"]
        assert all(one.created_at <= datetime.now(UTC) for one in read)
