from threading import Thread

from app.recent import Recent


def test_what_was_put_is_there_and_nothing_else() -> None:
    held: Recent[str, int] = Recent(2)
    held.put("one", 1)
    assert (held.get("one"), held.get("two")) == (1, None)


def test_what_is_put_again_takes_the_place_of_what_was_there() -> None:
    held: Recent[str, int] = Recent(2)
    for value in (1, 2, 3):
        held.put("one", value)
    held.put("two", 2)
    assert (held.get("one"), held.get("two")) == (3, 2)


def test_what_nobody_has_asked_for_longest_goes_first() -> None:
    held: Recent[str, int] = Recent(2)
    held.put("one", 1)
    held.put("two", 2)
    held.get("one")
    held.put("three", 3)
    assert [held.get(key) for key in ("one", "two", "three")] == [1, None, 3]


def test_of_many_threads_that_look_and_put_in_one_step_each_adds_its_own() -> None:
    held: Recent[str, int] = Recent(1)

    def count() -> None:
        for _ in range(500):
            with held.lock:
                held.put("one", (held.get("one") or 0) + 1)

    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held.get("one") == 2000
