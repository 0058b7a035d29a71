from pathlib import Path

import pytest

from tests.app.house import House

LIVE = Path(__file__).parents[3] / "app" / "live"
NAMES = sorted(path.name for path in LIVE.iterdir() if path.suffix in {".js", ".css"})


@pytest.mark.parametrize("name", NAMES)
def test_every_script_and_style_is_served_as_it_lies_there_and_only_once_while_it_is_the_same(
    house: House, name: str
) -> None:
    first = house.client.get(f"/assets/{name}")
    assert first.content == (LIVE / name).read_bytes()
    assert first.headers["content-type"].startswith("text/javascript" if name.endswith(".js") else "text/css")
    assert first.headers["cache-control"] == "no-cache"
    again = house.client.get(f"/assets/{name}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_vega_is_served_from_here_and_needs_no_eval(house: House) -> None:
    answer = house.client.get("/assets/vega.js")
    assert answer.status_code == 200
    assert "chairsideVega" in answer.text
    assert house.client.get("/assets/vega.js", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "no-such.js",
        "panel.py",
        "__init__.py",
        ".js",
        "..",
        "%2e%2e%2fcli.py",
        "..%2f..%2fpyproject.toml",
        "%2fetc%2fpasswd",
        "..%5ccli.py",
        "%00.js",
        "panel.js%00",
        "a" * 300 + ".js",
        "sub/panel.js",
    ],
)
def test_nothing_else_of_this_machine_is_served(house: House, name: str) -> None:
    answer = house.client.get(f"/assets/{name}")
    assert answer.status_code == 404
