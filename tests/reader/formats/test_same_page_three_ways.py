"""The same page as text, as HTML and as Markdown gives the same episodes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_makers import HEADS, as_html, as_markdown, as_text, episodes

from reader.formats import Source, read
from reader.model import EpisodeDraft

WRITERS = {"text": as_text, "HTML": as_html, "Markdown": as_markdown}


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=8, deadline=None)
@given(episode=episodes(), head=st.sampled_from(sorted(HEADS)))
def test_one_episode(writer: str, episode: EpisodeDraft, head: str) -> None:
    assert read(Source.from_text(WRITERS[writer]([episode], head))) == (episode,)


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=25, deadline=None)
@given(pages=st.lists(episodes(), min_size=2, max_size=4), head=st.sampled_from(sorted(HEADS)))
def test_several_episodes(writer: str, pages: list[EpisodeDraft], head: str) -> None:
    assert read(Source.from_text(WRITERS[writer](pages, head))) == tuple(pages)


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=25, deadline=None)
@given(episode=episodes(dated=False, spoken=True), head=st.sampled_from(sorted(HEADS)))
def test_an_episode_without_a_date(writer: str, episode: EpisodeDraft, head: str) -> None:
    assert read(Source.from_text(WRITERS[writer]([episode], head))) == (episode,)
