import threading
from uuid import uuid4

import pytest

from tests import facts
from tests.app.house import Browser, House
from tests.app.trouble import full, held

DRAFT = f"/api/treatments/{facts.TREATMENT}/draft"


def test_a_save_while_another_program_holds_the_record_says_so_and_succeeds_once_it_is_free(house: House) -> None:
    entry = {"id": str(uuid4()), "line": "148/92"}
    with held(house):
        answer = house.post("readings", entry)
        assert answer.status_code == 503
        assert "another program" in answer.json()["problem"]
        assert house.client.put(DRAFT, json={"id": entry["id"], "text": "148"}).status_code == 503
        assert house.client.get(f"/api/treatments/{facts.TREATMENT}").status_code == 200, "one can still look"
    assert house.post("readings", entry).status_code == 201
    assert len(house.record().readings) == 1


def test_a_choice_of_name_while_another_program_holds_the_record_is_answered_in_words(house: House) -> None:
    with held(house):
        answer = Browser().post("/login", data={"staff": str(facts.NURSE)})
    assert answer.status_code == 503
    assert "another program" in answer.text


def test_a_full_disk_saves_nothing_of_an_entry_and_all_of_it_later(house: House) -> None:
    entries = [{"id": str(uuid4()), "words": "x" * 2000} for _ in range(20)]
    with full(house):
        answers = [house.post("notes", entry) for entry in entries]
        assert answers[-1].status_code == 507
        assert "disk of the server is full" in answers[-1].json()["problem"]
        stored = sum(one.status_code == 201 for one in answers)
        assert stored == len(house.record().notes)
        assert all(one.status_code in {201, 507} for one in answers)
        assert house.client.get(f"/api/treatments/{facts.TREATMENT}").status_code == 200
    assert {house.post("notes", entry).status_code for entry in entries} <= {200, 201}
    assert len(house.record().notes) == len(entries)


@pytest.mark.parametrize("same", [True, False])
def test_two_tabs_that_save_one_draft_at_once_store_one_and_the_other_hears_of_it(house: House, same: bool) -> None:
    draft = str(uuid4())
    lines = ["148/92", "148/92" if same else "150/92"]
    browsers = [house.sign_in(), house.sign_in()]
    together = threading.Barrier(2)
    statuses: list[int] = []

    def press(client: Browser, line: str) -> None:
        together.wait()
        statuses.append(house.post("readings", {"id": draft, "line": line}, client=client).status_code)

    pressed = [threading.Thread(target=press, args=pair) for pair in zip(browsers, lines, strict=True)]
    for one in pressed:
        one.start()
    for one in pressed:
        one.join()
    assert sorted(statuses) == ([200, 201] if same else [201, 409])
    assert len(house.record().readings) == 1
