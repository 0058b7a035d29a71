"""Which effect a name means: one that runs, one of the list, one of the clinic's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.effect import BY_KEY, TERMS
from schemas.rules.line.characters import folded
from schemas.rules.line.setting import Setting


@dataclass(frozen=True)
class Named:
    """One effect that can be meant. `names` are its names as they are compared."""

    key: str | None
    label: str
    names: tuple[str, ...]
    running: bool

    @property
    def words(self) -> str | None:
        """Its words where it is none of the list."""
        return self.label if self.key is None else None


def names(key: str) -> tuple[str, ...]:
    """What one may type for an effect of the list: each side of a slash, and the label itself."""
    term = BY_KEY[key]
    return tuple(folded(name) for name in (*term.names, term.label))


def known(setting: Setting) -> tuple[Named, ...]:
    """Every effect that has a name here, each once: the running ones first, then the list, then the clinic's own."""
    found: list[Named] = []
    for effect in setting.running:
        own = names(effect.key) if effect.key else (folded(effect.label),)
        if all(effect.key != other.key or own != other.names for other in found):
            found.append(Named(effect.key, effect.label, own, running=True))
    running = {effect.key for effect in found}
    found += [Named(term.key, term.label, names(term.key), running=False) for term in TERMS if term.key not in running]
    for words in setting.own:
        name = folded(words)
        if not _exactly(name, found):
            found.append(Named(None, words, (name,), running=False))
    return tuple(found)


def meant(typed: str, effects: Iterable[Named], *, whole: bool) -> tuple[Named, ...]:
    """The effects that `typed` can mean: the one of exactly this name, else those that begin with it.

    Where running ones begin with it, no others do. `whole`: only exactly this name counts.
    """
    all_of_them = tuple(effects)
    sought = folded(typed)
    exactly = _exactly(sought, all_of_them)
    if exactly or whole:
        return exactly
    begun = tuple(effect for effect in all_of_them if any(name.startswith(sought) for name in effect.names))
    return tuple(effect for effect in begun if effect.running) or begun


def _exactly(name: str, effects: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(effect for effect in effects if name in effect.names)[:1]
