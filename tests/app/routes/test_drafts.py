import json
from uuid import UUID, uuid4

import pytest

from app.routes.drafts import LONGEST
from tests import facts
from tests.app.house import Browser, House

PLACE = f"/api/treatments/{facts.TREATMENT}/draft"


def keep(client: Browser, text: object, draft: object = None, place: str = PLACE) -> int:
    """PUTs a draft; the status."""
    body = json.dumps({"id": str(draft or uuid4()), "text": text})
    return client.put(place, content=body).status_code


def test_what_is_typed_comes_back_to_its_author_alone_and_in_its_session_alone(house: House) -> None:
    draft = uuid4()
    assert house.client.get(PLACE).status_code == 204
    assert keep(house.client, "148/9", draft) == 204
    assert house.client.get(PLACE).json() == {
        "id": str(draft),
        "text": "148/9",
        "typed_at": pytest.approx(facts.instant("15:00").timestamp(), abs=1),
        "author": str(facts.NURSE),
    }
    assert house.sign_in().get(PLACE).json()["text"] == "148/9"
    assert house.sign_in(facts.OTHER_NURSE).get(PLACE).status_code == 204
    assert house.client.get(f"/api/treatments/{house.session()}/draft").status_code == 204


@pytest.mark.parametrize(("author", "status"), [(facts.NURSE, 204), (None, 204), (facts.OTHER_NURSE, 401), (7, 401)])
def test_what_one_person_typed_is_never_kept_as_the_draft_of_another(house: House, author: object, status: int) -> None:
    keep(house.client, "150/9")
    said = author if author in {None, 7} else str(author)
    answer = house.client.put(PLACE, json={"id": str(uuid4()), "text": "148/9", "author": said})
    assert answer.status_code == status
    assert house.client.get(PLACE).json()["text"] == ("148/9" if status == 204 else "150/9")


def test_a_draft_takes_the_place_of_the_one_before_and_an_empty_one_removes_it(house: House) -> None:
    keep(house.client, "148")
    keep(house.client, "149")
    assert house.client.get(PLACE).json()["text"] == "149"
    keep(house.client, "")
    assert house.client.get(PLACE).status_code == 204


def test_a_saved_draft_is_gone_with_the_save(house: House) -> None:
    draft = uuid4()
    keep(house.client, "148/92", draft)
    house.line("148/92", id=str(draft))
    assert house.client.get(PLACE).status_code == 204


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"null", 400),
        (b"[]", 400),
        (b"not json", 400),
        (b'{"text": "x"}', 400),
        (b'{"id": "x", "text": "x"}', 400),
        (json.dumps({"id": str(UUID(int=5))}).encode(), 400),
        (json.dumps({"id": str(UUID(int=5)), "text": 5}).encode(), 400),
        (json.dumps({"id": str(UUID(int=5)), "text": "\ud800"}).encode(), 400),
        (json.dumps({"id": str(UUID(int=5)), "text": "a\0b"}).encode(), 400),
        (json.dumps({"id": str(UUID(int=5)), "text": "x" * (LONGEST + 1)}).encode(), 400),
        (json.dumps({"id": str(UUID(int=5)), "text": "x" * LONGEST}).encode(), 204),
        (json.dumps({"id": str(UUID(int=5)), "text": "x" * 100_000}).encode(), 413),
    ],
)
def test_a_draft_is_an_id_and_a_text_of_limited_length(house: House, body: bytes, status: int) -> None:
    answer = house.client.put(PLACE, content=body)
    assert answer.status_code == status
    assert status == 204 or answer.json()["problem"].endswith(".")
    assert house.count("draft") == (status == 204)


@pytest.mark.parametrize(("session", "get", "put"), [("nonsense", 404, 404), (str(UUID(int=9)), 204, 404)])
def test_a_draft_needs_its_session(house: House, session: str, get: int, put: int) -> None:
    place = f"/api/treatments/{session}/draft"
    assert house.client.get(place).status_code == get
    assert keep(house.client, "x", place=place) == put
