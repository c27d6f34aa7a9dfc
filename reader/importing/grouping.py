"""Decides which files are one episode: by their names, and by what they say of themselves. Pure.

What is sure is paired; what is only likely is paired with a sentence that says so; what could be
two things is left apart, with a sentence that names them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from reader.episodes.identity import overlap, title_key
from reader.episodes.pairing import (
    Claims,
    alike,
    contradicts,
    has_length,
    is_filled,
    likely_claim,
    mismatch,
)
from reader.importing.names import base_of, day_of, language_of, number_of
from reader.importing.records import FoundChapters, FoundSound, FoundText
from reader.media import AUDIO_SUFFIXES

_HARDLY = 0.15  # as much as two conversations share
_SHOWN = 5

Thing = TypeVar("Thing")
Key = TypeVar("Key", bound=Hashable)
Place = tuple[Path, str]  # a folder, and the name that an episode's files share in it


@dataclass
class Group:
    """The files of one episode, as far as they have been found."""

    place: Place
    text: FoundText | None = None
    page: FoundText | None = None
    sound: FoundSound | None = None
    chapters: list[FoundChapters] = field(default_factory=list)
    others: list[FoundText] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @cached_property
    def claims(self) -> Claims:
        """What its text says of itself."""
        text = self.text
        if text is None:
            return Claims("", None, 0, has_transcript=False)
        title = self.page.title if self.page else text.title
        printed_ms = text.duration_ms or (self.page.duration_ms if self.page else None)
        return Claims(title, printed_ms, text.digest.last_ms, bool(text.turns))

    @property
    def path(self) -> Path:
        """The file that stands for it."""
        if self.text is not None:
            return self.text.path
        return self.sound.path if self.sound is not None else self.place[0]


class Grouping:
    """Files on their way into groups; what belongs nowhere stays in `loose` and `remarks`."""

    def __init__(self, texts: Sequence[FoundText]) -> None:
        self.groups = _text_groups(texts)
        self.remarks: list[str] = []
        self.loose: list[FoundChapters] = []
        self._rivals: dict[Path, list[Group]] = {}  # texts that a recording may be of
        self.unsure: list[tuple[FoundSound, str]] = []  # recordings that are paired with nothing

    def pair_given(self, sound: FoundSound) -> str | None:
        """Pair the recording that a person named; return why not, where that is not sure."""
        found = likely_claim([g.claims for g in self.groups], sound.tags, sound.path.stem)
        if found is None:
            return _fits_several(sound.path, self.groups)
        self._pair(self.groups[found], sound)
        return None

    def pair(self, sounds: Sequence[FoundSound]) -> None:
        """Pair recordings with texts; what is left becomes episodes of audio alone."""
        rest = self._pair_by_name(self._pair_named(sounds))
        for question in _QUESTIONS:
            rest = self._pair_by(question, rest)
        for sound in rest:
            alone = Group(_place(sound.path), sound=sound)
            alone.problems += self._hints(sound)
            self.groups.append(alone)

    def attach(self, lists: Sequence[FoundChapters]) -> None:
        """Give lists of chapters to the episodes that they are of."""
        places = _by(self.groups, lambda group: group.place)
        bases = _by(self.groups, lambda group: group.place[1])
        for found in lists:
            place = _place(found.path)
            near = places.get(place) or bases.get(place[1]) or []
            if not near and len(self.groups) == 1:
                near = self.groups
            if len(near) == 1:
                near[0].chapters.append(found)
            else:
                self.loose.append(found)

    def _pair_named(self, sounds: Sequence[FoundSound]) -> list[FoundSound]:
        """Pair recordings with the texts that name them; return the others."""
        named = {g.text.audio: g for g in self.groups if g.text is not None and g.text.audio}
        rest = []
        for sound in sounds:
            group = named.get(sound.path)
            if group is None:
                rest.append(sound)
            else:
                self._pair(group, sound)
        return rest

    def _pair_by_name(self, sounds: Sequence[FoundSound]) -> list[FoundSound]:
        groups, rest = _by(self.groups, lambda group: group.place), []
        for place, same in _by(sounds, lambda sound: _place(sound.path)).items():
            best, *spare = sorted(same, key=lambda sound: _suffix_rank(sound.path))
            self.remarks += [_spare(one, best) for one in spare]
            near = groups.get(place, [])
            if not near:
                rest.append(best)
                continue
            found = likely_claim([g.claims for g in near], best.tags, best.path.stem)
            if found is None:
                self.unsure.append((best, _fits_several(best.path, near)))
            else:
                self._pair(near[found], best)
        return rest

    def _pair_by(self, question: "Question", sounds: Sequence[FoundSound]) -> list[FoundSound]:
        """Pair where a question has one answer seen from both sides."""
        keyed = defaultdict(list)
        for group in self.groups:
            if group.sound is None and group.text is not None:
                for key in question.of_group(group):
                    keyed[key].append(group)
        answers = [_answers(question, sound, keyed) for sound in sounds]
        wooed = Counter(id(group) for found in answers for group in found)
        rest = []
        for sound, found in zip(sounds, answers, strict=True):
            if len(found) == 1 and wooed[id(found[0])] == 1:
                self._pair(found[0], sound)
                if question.remark:
                    found[0].problems.append(question.remark.format(audio=sound.path.name))
            else:
                rest.append(sound)
                if len(found) <= _SHOWN:  # what fits everything says nothing
                    self._rivals.setdefault(sound.path, []).extend(found)
        return rest

    def _pair(self, group: Group, sound: FoundSound) -> None:
        if group.sound is not None:
            # What a person named, or the text itself, is surer than a file of the same name.
            if group.sound.path != sound.path:
                self.remarks.append(_spare(sound, group.sound))
            return
        group.sound = sound
        warning = mismatch(group.claims, sound.tags.duration_ms, sound.path.name)
        if warning:
            group.problems.append(warning)

    def _hints(self, sound: FoundSound) -> list[str]:
        """Say which texts a recording may belong to that was paired with none."""
        near = {group.path.name for group in self._rivals.get(sound.path, ()) if not group.sound}
        if not near:
            return []
        likely = f"{sound.path.name} may be the recording of {', '.join(sorted(near))}"
        return [f"{likely}: it is imported by itself; choose by hand."]


def _text_groups(texts: Sequence[FoundText]) -> list[Group]:
    """Put the texts of one name together, as far as they are of one episode."""
    groups: list[Group] = []
    several = {text.path for text in texts if text.index > 0}
    for place, same in _by(texts, lambda text: _place(text.path)).items():
        groups += [Group(place, text) for text in same if text.path in several]
        alone = [text for text in same if text.path not in several]
        for text in sorted(alone, key=_worth, reverse=True):
            home = next((g for g in groups if g.place == place and _joins(g, text)), None)
            if home is None:
                groups.append(Group(place, text))
            else:
                _join(home, text)
    for group in groups:
        group.problems += group.text.remarks if group.text is not None else ()
    return groups


def _worth(text: FoundText) -> tuple[object, ...]:
    """Rank transcripts: what can be followed, by names, by words, finely, and most of it."""
    return (*text.quality, -text.resolution_ms, text.words, text.path.suffix, text.path.name)


def _joins(group: Group, text: FoundText) -> bool:
    """Tell whether a text is of the same episode as those of its name."""
    if group.text is None or group.text.path == text.path or group.text.index > 0:
        return False
    if text.is_article or group.text.is_article or _language_differs(group.text, text):
        return True
    shared = overlap(group.text.digest.sketch, text.digest.sketch)
    return shared is None or shared >= _HARDLY


def _join(group: Group, text: FoundText) -> None:
    best = group.text
    if best is None:
        return
    if text.is_article or (text.notes and not best.notes and group.page is None):
        if group.page is None:
            group.page = text
            return
        group.problems.append(f"{text.path.name} was left out: it says nothing new.")
        return
    group.others.append(text)
    group.problems.append(_left_out(text, best))


def _left_out(text: FoundText, best: FoundText) -> str:
    if _language_differs(text, best):
        why = f"it is in another language than {best.path.name}"
    else:
        merits = [
            what
            for what, mine, its in (
                ("speakers", best.quality[2], text.quality[2]),
                ("times of words", best.quality[3], text.quality[3]),
            )
            if mine and not its
        ]
        tells = f"also has {' and '.join(merits)}" if merits else "has as much or more"
        why = f"{best.path.name} {tells}"
    return f"{text.path.name} is left out: {why}."


def _language_differs(one: FoundText, other: FoundText) -> bool:
    first, second = (t.language.casefold() or language_of(t.path) for t in (one, other))
    return bool(first and second) and first.split("-")[0] != second.split("-")[0]


@dataclass(frozen=True, slots=True)
class Question:
    """A sign that a recording and a text belong together: a key they share, and a check."""

    of_sound: Callable[[FoundSound], AbstractSet[Hashable]]
    of_group: Callable[[Group], AbstractSet[Hashable]]
    check: Callable[[FoundSound, Group], bool]
    remark: str = ""  # where the sign is not sure enough to be silent about


def _answers(
    question: Question, sound: FoundSound, keyed: Mapping[Hashable, Sequence[Group]]
) -> list[Group]:
    near = {id(g): g for key in question.of_sound(sound) for g in keyed.get(key, ())}
    return [group for group in near.values() if question.check(sound, group)]


def _agree(sound: FoundSound, group: Group) -> bool:
    return not contradicts(group.claims, sound.tags.duration_ms)


def _agree_in_title(sound: FoundSound, group: Group) -> bool:
    """Let titles decide unless lengths or shows object: every show has a first episode."""
    shows = {title_key(sound.tags.show), title_key(group.text.show if group.text else "")} - {""}
    return len(shows) < 2 and _agree(sound, group)


def _agree_nearby(sound: FoundSound, group: Group) -> bool:
    return _is_near(sound, group) and _agree(sound, group)


def _lasts_nearby(sound: FoundSound, group: Group) -> bool:
    return _is_near(sound, group) and _lasts(sound, group)


def _is_near(sound: FoundSound, group: Group) -> bool:
    """Tell whether two files lie in one folder, in one below it, or in folders side by side."""
    one, other = sound.path.parent, group.path.parent
    return one in (other, other.parent) or one.parent in (other, other.parent)


def _lasts(sound: FoundSound, group: Group) -> bool:
    claims, duration_ms = group.claims, sound.tags.duration_ms
    return is_filled(claims, duration_ms) or has_length(claims, duration_ms)


def _lasts_and_nothing_objects(sound: FoundSound, group: Group) -> bool:
    """Let the length decide only where nothing that both say of themselves differs."""
    if not _lasts_nearby(sound, group):
        return False
    says_title = bool(sound.tags.title) and group.claims.title != group.path.stem
    signs = (
        (number_of(sound.path), number_of(group.path)),
        (sound.tags.date or day_of(sound.path), next(iter(_days(group)), None)),
    )
    differ = any(None not in pair and pair[0] != pair[1] for pair in signs)
    return not says_title and not differ


def _has_title_in_it(sound: FoundSound, group: Group) -> bool:
    title = group.claims.title
    return (alike(title, sound.tags.title) or alike(title, sound.path.stem)) and _agree(
        sound, group
    )


def _titles(sound: FoundSound) -> AbstractSet[Hashable]:
    return {title_key(sound.tags.title), title_key(sound.path.stem)} - {""}


def _own_title(group: Group) -> AbstractSet[Hashable]:
    """Return the title, unless it is only the name of the file."""
    title = group.claims.title
    return set() if title == group.path.stem else {title_key(title)}


def _runs(*titles: str) -> AbstractSet[Hashable]:
    """Return all runs of three words: of two titles that are alike, both have one."""
    words = [title_key(title.replace("_", " ")).split() for title in titles]
    return {run for known in words for run in zip(known, known[1:], known[2:], strict=False)}


def _days(group: Group) -> AbstractSet[Hashable]:
    printed = [text.date for text in (group.text, group.page) if text is not None]
    return {*printed, day_of(group.path)} - {None}


def _any(_: object) -> AbstractSet[Hashable]:
    return {""}


_QUESTIONS = (
    Question(_titles, _own_title, _agree_in_title),
    Question(lambda sound: {base_of(sound.path)}, lambda group: {group.place[1]}, _lasts_nearby),
    Question(
        lambda sound: {base_of(sound.path)},
        lambda group: {group.place[1]},
        _agree_nearby,
        "{audio} was taken for its recording by the name alone, from another folder.",
    ),
    Question(
        lambda sound: _runs(sound.tags.title, sound.path.stem),
        lambda group: _runs(group.claims.title),
        _has_title_in_it,
    ),
    Question(
        lambda sound: {number_of(sound.path)} - {None},
        lambda group: {number_of(group.path)},
        _lasts_nearby,
    ),
    Question(lambda sound: {sound.tags.date, day_of(sound.path)} - {None}, _days, _lasts_nearby),
    Question(
        _any,
        _any,
        _lasts_and_nothing_objects,
        "{audio} was taken for its recording by the length alone; see whether it is.",
    ),
)


def _place(path: Path) -> Place:
    return path.parent, base_of(path)


def _suffix_rank(path: Path) -> tuple[int, str]:
    suffix = path.suffix.lower()
    known = suffix in AUDIO_SUFFIXES
    return AUDIO_SUFFIXES.index(suffix) if known else len(AUDIO_SUFFIXES), path.name


def _spare(spare: FoundSound, best: FoundSound) -> str:
    return f"{spare.path} is left out: {best.path.name} is the same episode's audio."


def _fits_several(audio: Path, groups: Sequence[Group]) -> str:
    titles = "; ".join(f"“{group.claims.title}”" for group in groups)
    return (
        f"{audio} fits more than one episode of the page ({titles}): the text is imported "
        "without it; give the audio the episode's title as its file name and import both again."
    )


def _by(things: Iterable[Thing], key: Callable[[Thing], Key]) -> dict[Key, list[Thing]]:
    found: dict[Key, list[Thing]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found
