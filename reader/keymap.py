"""Which keys do what: the keys a command has from the start, and those a person gave it instead."""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from reader.errors import KeyTakenError

Keys = tuple[str, ...]


class KeyMap:
    """The present keys of every command; each key belongs to one command. Immutable.

    Keys are texts such as "Ctrl+Shift+F", all written in one way by who gives them. `defaults`
    name every command, in the order of the menus; `fixed` says of keys that no command can have
    what they do anyway. What `chosen` says of unknown commands is kept: a newer version of the
    program may know them.
    """

    def __init__(
        self,
        defaults: Mapping[str, Keys],
        chosen: Mapping[str, Keys] | None = None,
        fixed: Mapping[str, str] | None = None,
    ) -> None:
        self._defaults = MappingProxyType(dict(defaults))
        self._chosen = MappingProxyType(dict(chosen or {}))
        self._fixed = MappingProxyType(dict(fixed or {}))
        self._present = self._settled()

    def _settled(self) -> Mapping[str, Keys]:
        """Give each key to one command: what was chosen goes before what was there."""
        holders: dict[str, str] = {}
        for claims in (self._chosen, self._defaults):
            for name in self._defaults:
                if claims is self._defaults and name in self._chosen:
                    continue
                for key in claims.get(name, ()):
                    if key not in self._fixed:
                        holders.setdefault(key, name)
        return {
            name: tuple(k for k in self._wanted(name) if holders.get(k) == name)
            for name in self._defaults
        }

    def _wanted(self, name: str) -> Keys:
        return tuple(dict.fromkeys(self._chosen.get(name, self._defaults[name])))

    def keys(self, name: str) -> Keys:
        """Return a command's keys, the first of them to be shown beside it."""
        return self._present[name]

    def is_changed(self, name: str) -> bool:
        """Tell whether a command has other keys than from the start."""
        return self._present[name] != self._defaults[name]

    @property
    def any_changed(self) -> bool:
        """Whether any command has other keys than from the start."""
        return any(map(self.is_changed, self._defaults))

    def holder(self, key: str) -> str | None:
        """Return the name of the command that has a key."""
        return next((name for name, keys in self._present.items() if key in keys), None)

    def with_keys(self, name: str, keys: Iterable[str]) -> "KeyMap":
        """Give a command these keys alone. Raise KeyTakenError where another has one of them."""
        wanted = tuple(dict.fromkeys(keys))
        for key in wanted:
            self._refuse_taken(key, name)
        if wanted == self._defaults[name]:
            return self._choosing({k: v for k, v in self._chosen.items() if k != name})
        return self._choosing({**self._chosen, name: wanted})

    def _refuse_taken(self, key: str, name: str) -> None:
        use = self._fixed.get(key)
        if use is not None:
            raise KeyTakenError(f"{key} cannot be changed: {use}. Press another key.", key)
        holder = self.holder(key)
        if holder not in (None, name):
            raise KeyTakenError(
                f"{key} is taken already. Press another key, or free it first.", key, holder
            )

    def reset(self, name: str) -> "KeyMap":
        """Give a command its first keys back. Raise KeyTakenError where another has one now."""
        return self.with_keys(name, self._defaults[name])

    def reset_all(self) -> "KeyMap":
        """Give every command its first keys back."""
        return self._choosing({k: v for k, v in self._chosen.items() if k not in self._defaults})

    def _choosing(self, chosen: Mapping[str, Keys]) -> "KeyMap":
        return KeyMap(self._defaults, chosen, self._fixed)

    def chosen_as_json(self) -> str:
        """Write down what was changed; "" where nothing was."""
        return json.dumps(dict(self._chosen), sort_keys=True) if self._chosen else ""


def chosen_from_json(written: str) -> tuple[Mapping[str, Keys], str | None]:
    """Read what `chosen_as_json` wrote; what cannot be read counts as unchanged, with a warning."""
    try:
        values = json.loads(written) if written else {}
        chosen = {name: _keys(keys) for name, keys in values.items()}
    except (ValueError, AttributeError):
        return {}, (
            "The changed keys in the settings cannot be read, so the keys are as they were from "
            "the start; Help ▸ Change keys sets them anew."
        )
    return chosen, None


def _keys(value: object) -> Keys:
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        raise ValueError
    return tuple(key for key in value if key)
