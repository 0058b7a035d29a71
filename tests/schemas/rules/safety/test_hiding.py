"""Hiding, tried by brute force: whoever knows all numbers that are shown still knows nothing of what is under 5."""

from itertools import product

import pytest

from schemas.rules.safety import hiding
from schemas.rules.safety.hiding import LEAST, Node

Tree = tuple["Tree | int", ...]
THREE = (0, 3, 4, 6)
FOUR = (0, 4, 6)


def node(name: str, tree: "Tree | int", values: tuple[int, ...]) -> Node:
    """The group of this shape, whose leaves are these places in the values."""
    if isinstance(tree, int):
        return Node(name, (values[tree],))
    parts = tuple(node(f"{name}.{place}", part, values) for place, part in enumerate(tree))
    return Node(name, (sum(one.numbers[0] for one in parts),), parts)


def possible(whole: Node, told: frozenset[str]) -> dict[str, set[int]]:
    """For each group every value that it has in some table which shows what is shown."""
    leaves = whole.leaves
    most = min(whole.numbers[0], 2 * LEAST) if whole.name in told else LEAST  # enough to see all from 0 to 4
    sides = [(one.numbers[0],) if one.name in told else range(most + 1) for one in leaves]
    below = {one.name: {leaf.name for leaf in one.leaves} for one in whole.each()}
    known = [(one, one.numbers[0]) for one in whole.each() if one.name in told and one.parts]
    found: dict[str, set[int]] = {one.name: set() for one in whole.each()}
    for values in product(*sides):
        at = dict(zip((one.name for one in leaves), values, strict=True))
        if all(sum(at[name] for name in below[one.name]) == number for one, number in known):
            for name, own in below.items():
                found[name].add(sum(at[leaf] for leaf in own))
    return found


@pytest.mark.parametrize(
    ("tree", "values"),
    [
        ((0, 1, 2), THREE),
        (((0, 1), 2), THREE),
        (((0,), (1, 2)), THREE),
        (((0, 1), (2,)), THREE),
        (((0, 1), (2, 3)), FOUR),
        (((0, 1, 2), (3,)), FOUR),
    ],
    ids=["three", "two and one", "one alone below", "two and one below", "two and two", "three and one"],
)
def test_nothing_under_5_can_be_worked_out_from_what_is_shown(tree: Tree, values: tuple[int, ...]) -> None:
    leaves = len({place for place in str(tree) if place.isdigit()})
    hidden_by_need = 0
    for told in product(values, repeat=leaves):
        whole = node("all", tree, told)
        shown = hiding.shown(whole)
        found = possible(whole, shown)
        for one in whole.each():
            if one.numbers[0] < LEAST:
                assert one.name not in shown
                assert found[one.name] >= set(range(LEAST)), (told, sorted(shown), one.name)
            elif one.name not in shown:
                hidden_by_need += 1
    assert hidden_by_need > 0, "what would give it away is hidden too"


def test_what_gives_nothing_away_is_shown() -> None:
    whole = node("all", ((0, 1), (2, 3)), (5, 9, 6, 20))
    assert hiding.shown(whole) == {one.name for one in whole.each()}
    # Two hidden ones come to 7: either may be anything from 0 to 7.
    assert hiding.shown(node("all", (0, 1, 2), (3, 4, 20))) == {"all", "all.2"}


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((3, 6, 20), {"all", "all.2"}),  # one alone would be the difference
        ((0, 0, 20), set[str]()),  # two that come to 0 would both be 0; with the third nothing is left to show below
        ((0, 0, 20, 7), {"all", "all.2"}),
        ((1, 2, 1), set[str]()),
    ],
    ids=["alone", "too few", "too few, with another to hide", "under 5 in all"],
)
def test_the_least_that_is_needed_is_hidden_beside_it(values: tuple[int, ...], shown: set[str]) -> None:
    told = hiding.shown(node("all", tuple(range(len(values))), values))
    assert told == shown if shown else told <= {"all"}


def test_every_column_counts_by_itself() -> None:
    parts = (Node("a", (5, 40)), Node("b", (4, 30)), Node("c", (9, 80)), Node("d", (6, 7)))
    whole = Node("all", (24, 157), parts)
    assert hiding.shown(whole) == {"all", "c", "d"}, "b for its first number, a since b would be the difference"


def test_a_whole_group_that_is_hidden_is_not_the_difference_of_the_others() -> None:
    # Patients are no plain sum: two of three patients had both doses, so that the leaves come to 5 and the group to 3.
    drug = Node("a", (3, 9), (Node("a.0", (3, 5)), Node("a.1", (2, 4))))
    other = Node("b", (20, 60), (Node("b.0", (12, 40)), Node("b.1", (11, 20))))
    shown = hiding.shown(Node("all", (23, 69), (drug, other)))
    assert not {"a", "a.0", "a.1"} & shown
    assert "all" in shown
    assert "b" not in shown, "69 less b's sessions would be a's"


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, 5), (5, 5), (6, 10), (1203, 1205)])
def test_what_is_rounded_is_never_less_than_it_was(number: int, told: int) -> None:
    assert hiding.rounded_up(number) == told


def test_what_another_table_would_give_away_is_hidden_and_does_not_follow_from_its_sum() -> None:
    parts = tuple(Node(f"part {place}", (number,)) for place, number in enumerate((20, 12, 9)))
    whole = Node("whole", (41,), parts)
    assert hiding.shown(whole) == {"whole", "part 0", "part 1", "part 2"}
    told = hiding.shown(whole, {"part 1"})
    assert told == {"whole", "part 0"}, "the smallest of the others goes with it"
    assert hiding.shown(whole, {"whole"}) == {"part 0", "part 1"}, "nor is it the sum of what is shown below it"
