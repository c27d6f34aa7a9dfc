"""Whether the page follows the voice. Rules without a screen; the view obeys them.

Scrolling by hand or selecting pauses following, and no timer brings it back. Once the spoken
text has left the view, scrolling back to it resumes; so does asking for it.
"""

from dataclasses import dataclass

QUARTER = 0.25
THIRD = 1 / 3
# What is nearer to the view's ends than this is not well in sight.
EDGE = 0.12


class Following:
    """The switch and its pauses. `on` is what the person chose, `active` what holds now."""

    def __init__(self) -> None:
        self.on = True
        self._paused = False
        self._left = False

    @property
    def active(self) -> bool:
        """True while the page should move with the voice."""
        return self.on and not self._paused

    def switch(self, *, on: bool) -> None:
        """Turn following on, from where the voice is, or off."""
        self.on = on
        self.resume()

    def resume(self) -> None:
        """End a pause: the person asked for the spoken text."""
        self._paused = self._left = False

    def scrolled_by_hand(self, *, spoken_visible: bool) -> None:
        """Pause; or resume where the spoken text had left the view and is seen again."""
        if self._left and spoken_visible:
            self.resume()
        else:
            self._paused = True
            self._left = not spoken_visible

    def selected(self) -> None:
        """Pause: nothing may move under a selection."""
        self._paused = True

    def looked_elsewhere(self) -> None:
        """Pause: the person went to another place of the page, by searching."""
        self._paused = True

    def offers_return(self, *, spoken_visible: bool) -> bool:
        """Return whether to show the way back to the spoken text."""
        away = not self.active and not spoken_visible
        self._left = self._left or away
        return away


@dataclass(frozen=True, slots=True)
class Sight:
    """Where the spoken text and the view are, in pixels from the page's top."""

    turn_top: int
    turn_bottom: int
    spoken_top: int  # the sentence, or the turn where no sentence is known
    spoken_bottom: int
    view_top: int
    view_height: int

    @property
    def spoken_visible(self) -> bool:
        """True while some of the spoken text is in the view."""
        view_bottom = self.view_top + self.view_height
        return self.spoken_bottom > self.view_top and self.spoken_top < view_bottom

    @property
    def spoken_inside(self) -> bool:
        """True while all of the spoken text is in the view."""
        view_bottom = self.view_top + self.view_height
        return self.view_top <= self.spoken_top and self.spoken_bottom <= view_bottom

    @property
    def runs_out(self) -> bool:
        """True where the spoken text goes on below the view."""
        return self.spoken_bottom > self.view_top + self.view_height


def scroll_for(sight: Sight, *, turn_changed: bool) -> int | None:
    """Return where the view's top should go for the spoken text, or None to stay.

    A new turn goes to a quarter from the top, at once; higher where only so all of it is in
    sight. Within a turn the page stays, unless the turn is longer than the view and the spoken
    sentence is leaving it. (Where a hand left the page so that a short turn runs out of the view,
    the turn goes where it would have gone.)
    """
    quarter = int(sight.view_height * QUARTER)
    spare = sight.view_height - (sight.turn_bottom - sight.turn_top)
    if spare >= 0:
        stays = not turn_changed and not sight.runs_out
        return None if stays else sight.turn_top - min(quarter, spare)
    if turn_changed:
        near = sight.spoken_bottom - sight.turn_top <= sight.view_height - quarter
        return sight.turn_top - quarter if near else _sentence_goal(sight, quarter)
    return None if sight.spoken_inside else _sentence_goal(sight, quarter)


def _sentence_goal(sight: Sight, quarter: int) -> int:
    """Put a sentence a quarter from the top; higher where only so all of it is in sight."""
    spare = sight.view_height - (sight.spoken_bottom - sight.spoken_top)
    return sight.spoken_top - min(quarter, max(spare, 0))


def scroll_for_match(top: int, bottom: int, view_top: int, view_height: int) -> int | None:
    """Return where the view's top should go for a match, or None where it is well in sight.

    All in pixels from the page's top. A match is put a third from the view's top, so that there
    is something to read before and after it; the page's ends are not minded here.
    """
    edge = int(view_height * EDGE)
    if view_top + edge <= top and bottom <= view_top + view_height - edge:
        return None
    if view_top == 0 and top >= 0 and bottom <= view_height - edge:
        return None  # the page's beginning is in sight, and there is nothing before it
    return top - int(view_height * THIRD)
