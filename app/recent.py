"""Recent: values by key, as many as were used lately; who has not been asked for longest goes first."""

from collections import OrderedDict
from threading import RLock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """At most `most` values, for any thread; who looks and puts in one step holds the `lock` meanwhile."""

    def __init__(self, most: int) -> None:
        """Empty."""
        self._most = most
        self._held: OrderedDict[Key, Value] = OrderedDict()
        self.lock = RLock()

    def get(self, key: Key) -> Value | None:
        """What is held under the key, or None."""
        with self.lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Holds the value under the key, in the place of any other; who was used longest ago goes."""
        with self.lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
