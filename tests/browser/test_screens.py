"""The screens around the chair in a real browser: who one is, patients, registering, beginning a session, exports."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data import patients, treatments
from tests import entered, served
from tests.browser.hands import enter, line, saved, table
from tests.served import Served

NOBODY = UUID(int=404)


def sign_in(clinic: Served, page: Page, path: str) -> None:
    """Opens a page as Bea Novak."""
    clinic.sign_in(page)
    page.goto(clinic.address + path)


def register(page: Page, number: str, given: str, family: str, born: str) -> None:
    """Fills the form and sends it."""
    for label, text in (
        ("Record number", number),
        ("Given name", given),
        ("Family name", family),
        ("Date of birth", born),
    ):
        page.get_by_role("textbox", name=re.compile(label)).fill(text)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="female", exact=True).click()
    page.get_by_role("button", name="Register", exact=True).click()


def test_a_patient_is_registered_given_a_session_and_entered_into(clinic: Served, page: Page) -> None:
    sign_in(clinic, page, "/patients")
    page.get_by_role("button", name="Register patient").click()
    register(page, "77001", "Zoë", "Lindqvist", "2 Mar 1984")
    expect(page.get_by_role("region", name="Patient")).to_contain_text("Zoë Lindqvist")
    expect(page.get_by_role("region", name="Patient")).to_contain_text("born 2 Mar 1984")
    page.get_by_role("button", name="Start session").click()
    page.get_by_text("IV q10/q15", exact=True).click()
    page.get_by_role("textbox", name=re.compile("Planned dose")).fill("0,5")
    page.get_by_text("mg/kg", exact=True).click()
    page.get_by_role("button", name="Start session").click()
    expect(line(page)).to_be_focused(timeout=20_000)
    enter(page, "148/92 w80")
    saved(page, "148/92")
    expect(page.get_by_role("region", name="Dose")).to_contain_text("plan 40 mg (0.50 mg/kg at 80 kg")
    with clinic.database.read() as connection:
        (patient,) = patients.find(connection, "lindqvist 77001")
        (treatment,) = treatments.of_patient(connection, patient.id)
    assert treatment.planned_dose_mg_per_kg == 0.5


def test_a_dose_without_its_unit_is_not_taken_for_one(clinic: Served, page: Page) -> None:
    session = clinic.session()
    patient = clinic.record(session).patient
    sign_in(clinic, page, f"/begin?patient={patient.id}")
    page.get_by_text("IV q10/q15", exact=True).click()
    page.get_by_role("textbox", name=re.compile("Planned dose")).fill("42")
    page.get_by_role("button", name="Start session").click()
    expect(page.get_by_role("alert")).to_contain_text("in mg or in mg/kg")
    with clinic.database.read() as connection:
        assert len(treatments.of_patient(connection, patient.id)) == 1


def test_somebody_very_like_is_shown_before_anything_is_saved(clinic: Served, page: Page) -> None:
    clinic.session(name=("Mara", "Doppel"))
    sign_in(clinic, page, "/register")
    register(page, "77002", "Mara", "Doppel", "1984-03-02")
    expect(page.get_by_text("Somebody very like this")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Mara Doppel, born 2 Mar 1984"))).to_be_visible()
    with clinic.database.read() as connection:
        assert len(patients.find(connection, "doppel")) == 1
    page.get_by_role("button", name="It is another person: register").click()
    expect(page.get_by_role("region", name="Patient")).to_contain_text("No. 77002")
    with clinic.database.read() as connection:
        assert len(patients.find(connection, "doppel")) == 2


@pytest.mark.parametrize(
    ("number", "given", "born", "said"),
    [
        ("77003", "Ana", "02/03/1984", "1984-03-02 or 2 Mar 1984"),
        ("77003", "Ana", "2084-03-02", "future"),
        ("77003", "Ana", "1984-02-30", "no day of the calendar"),
        ("77003", "Ana\u202egnp", "1984-03-02", "turns the direction"),
        ("", "Ana", "1984-03-02", "record number"),
    ],
)
def test_a_registration_that_cannot_be_is_refused_in_a_sentence(
    clinic: Served, page: Page, number: str, given: str, born: str, said: str
) -> None:
    sign_in(clinic, page, "/register")
    register(page, number, given, "Refused", born)
    expect(page.get_by_role("alert")).to_contain_text(said)
    with clinic.database.read() as connection:
        assert patients.find(connection, "refused") == ()


def test_patients_are_found_by_any_part(clinic: Served, page: Page) -> None:
    clinic.session(name=("Élodie", "Schwärzer"))
    sign_in(clinic, page, "/patients")
    for typed in ("elod", "nobody of that name", "schwarz", "2.3.1984 elod", "x", "1984-03 SCHWÄR"):
        page.get_by_role("searchbox", name="Find patient").fill(typed)
        page.keyboard.press("Enter")
        if typed in {"x", "nobody of that name"}:
            expect(page.get_by_role("link", name="Élodie Schwärzer")).to_have_count(0)
        else:
            expect(page.get_by_role("link", name="Élodie Schwärzer")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/chair", "/chair?session=abc", f"/chair?session={NOBODY}", "/patient", f"/begin?patient={NOBODY}"]
)
def test_without_a_patient_nothing_can_be_written(clinic: Served, page: Page, path: str) -> None:
    sign_in(clinic, page, path)
    expect(
        page.get_by_text(re.compile("No (session|patient) is chosen|There is no session under this address"))
    ).to_be_visible(timeout=20_000)
    assert page.get_by_role("textbox", name="Vitals").count() == 0
    assert page.get_by_role("button", name="Start session").count() == 0


def test_hostile_names_stay_text_on_every_screen(clinic: Served, page: Page) -> None:
    name = ('<img src=x onerror="alert(1)">', "=cmd|' /C calc'!A0 **b** $x$")
    session = clinic.session(name=name)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    clinic.open_chair(page, session)
    expect(page.get_by_role("region", name="Patient")).to_contain_text(" ".join(name))
    page.goto(f"{clinic.address}/patient?patient={clinic.record(session).patient.id}")
    expect(page.get_by_role("region", name="Patient")).to_contain_text(" ".join(name))
    page.goto(f"{clinic.address}/")
    expect(page.get_by_text("Open sessions")).to_be_visible()
    assert asked == []
    assert page.locator("img[src=x]").count() == 0
    assert "cmd" not in page.title() + page.url


def test_a_session_and_a_patient_are_exported_as_tidy_files(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 97 @-5")
    saved(page, "148/92")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Export this session (CSV)").click()
    path = begun.value.path()
    assert begun.value.suggested_filename == "chairside-export.zip"
    with zipfile.ZipFile(path) as zipped:
        rows = list(csv.DictReader(io.StringIO(zipped.read("readings.csv").decode())))
    assert {row["sign"]: row["value"] for row in rows} == {
        "systolic": "148",
        "diastolic": "92",
        "pulse": "88",
        "spo2": "97",
    }


def test_the_patients_screen_shows_dose_pressures_return_and_effects(clinic: Served, page: Page) -> None:
    session = clinic.session(planned_dose_mg=42.0)
    clinic.open_chair(page, session)
    # By the clock: of two times that are stated in minutes before now, the second is one later where a minute ends.
    now = datetime.now(ZoneInfo(served.ZONE))
    clock = {ago: f"{now - timedelta(minutes=ago):%H:%M}" for ago in (60, 55, 40, 20)}
    for typed in (f"126/80 w84 @{clock[60]}", f"+nausea 2 @{clock[40]}"):
        enter(page, typed)
        saved(page, "")
        expect(line(page)).to_have_value("")
    page.get_by_role("region", name="Dose").get_by_role("button", name="Start").click()
    page.get_by_role("dialog").get_by_label("Time").fill(clock[55])
    page.keyboard.press("Enter")
    saved(page, "Start")
    enter(page, f"160/99 @{clock[20]}")
    saved(page, "160/99")
    page.get_by_role("link", name="All sessions of this patient").click()
    row = page.get_by_role("region", name="Sessions").get_by_role("row").nth(1)
    for words in ("126/80", "160/99, systolic at 35′", "+34/+19", "not yet", "Nausea (moderate)"):
        expect(row).to_contain_text(words, timeout=20_000)
    page.get_by_role("link", name=re.compile("Session 1,")).click()
    expect(table(page)).to_contain_text("160/99")


@pytest.mark.parametrize("path", ["/login", "/", "/patients", "/register", "chair", "patient"])
def test_a_screen_has_no_serious_fault_of_accessibility(clinic: Served, page: Page, path: str) -> None:
    session = clinic.session()
    if path in {"chair", "patient"}:
        clinic.open_chair(page, session)
        enter(page, "148/92 88 97 m4 d1 @-5")
        saved(page, "148/92")
        if path == "patient":
            page.goto(f"{clinic.address}/patient?patient={clinic.record(session).patient.id}")
            expect(page.locator("[data-testid=stVegaLiteChart] svg.marks").first).to_be_visible()
    else:
        sign_in(clinic, page, path if path != "/login" else "/")
        expect(page.get_by_role("button", name="Bea Novak")).to_be_visible(timeout=20_000)
    if path == "/login":
        page.goto(clinic.address + "/login")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    serious = [
        f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}"
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
    assert serious == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_new_second_factor_has_no_serious_fault_of_accessibility_in_light_and_dark(
    clinic: Served, page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    clinic.sign_in(page)
    page.goto(f"{clinic.address}/second-factor")
    page.get_by_label("Password now").fill(entered.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="The secret as a picture")).to_be_visible()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert [one["id"] for one in found.response["violations"]] == []


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a record that nobody has used yet."""
    made = Served(tmp_path_factory.mktemp("empty") / "data")
    made.start()
    yield made
    made.close()


def test_the_first_administrator_is_made_on_the_console_and_lets_a_nurse_in(
    empty: Served, page: Page, opened: Callable[..., Page]
) -> None:
    page.goto(empty.address)
    expect(page.get_by_text("chairside admin")).to_be_visible()
    told = f"Dr Mia Lind\nML\nmia\n{entered.PASSWORD}\n{entered.PASSWORD}\n"
    command = [sys.executable, "-m", "app.cli", "admin", "--data", str(empty.folder)]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=True)
    assert "Dr Mia Lind is an administrator and signs in as mia." in done.stdout
    assert entered.PASSWORD not in done.stdout
    page.reload()
    page.get_by_label("User name").fill("mia")
    page.get_by_label("Password").fill(entered.PASSWORD)
    page.keyboard.press("Enter")
    secret = done.stdout.split("this once: ")[1].splitlines()[0].replace(" ", "")
    page.get_by_label("Code, six digits").fill(pyotp.TOTP(secret).now())  # sends itself
    expect(page.get_by_text("No session is open.")).to_be_visible(timeout=20_000)
    page.goto(f"{empty.address}/tablet")
    page.get_by_label("Name of this tablet").fill("Tablet 1")
    page.get_by_role("button", name="Enrol this browser").click()
    expect(page.get_by_text("This browser is the tablet Tablet 1.")).to_be_visible()
    page.goto(f"{empty.address}/people")
    page.get_by_label("Name", exact=True).fill("Bea Novak")
    page.get_by_label("Initials").fill("BN")
    page.get_by_label("User name").fill("bea")
    page.get_by_role("combobox", name="Roles").last.click()
    page.get_by_role("option", name="nurse").click()
    page.keyboard.press("Escape")  # the menu closes: while it is open nothing else can be pressed
    page.get_by_role("button", name="Add person").click()
    expect(page.get_by_text("Bea Novak signs in as bea")).to_be_visible()
    first = page.locator("[data-testid=stCode]").inner_text().strip()
    hers = opened()
    enrolled = [one for one in page.context.cookies() if one["name"].startswith("__Host-tablet")]
    hers.context.add_cookies(enrolled)  # type: ignore[arg-type]
    hers.goto(empty.address)
    hers.get_by_label("User name").fill("bea")
    hers.get_by_label("Password").fill(first)
    hers.keyboard.press("Enter")
    expect(hers.get_by_text("Choose your own password")).to_be_visible()
    for label in ("New password, 12 characters or more", "New password again"):
        hers.get_by_label(label).fill("a lamp, two owls and rain")
    hers.get_by_role("button", name="Keep").click()
    hers.get_by_label("User name").fill("bea")
    hers.get_by_label("Password").fill("a lamp, two owls and rain")
    hers.keyboard.press("Enter")
    expect(hers.get_by_text("No session is open.")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Close account").click()
    expect(hers.get_by_role("heading", name="Sign in")).to_be_visible(timeout=5_000)


def test_the_record_on_disk_is_not_readable_without_its_key(clinic: Served) -> None:
    session: UUID = clinic.session(name=("Marker", "Unmistakable"))
    assert session
    # Another process reads: a file that this one opens and closes loses the locks that SQLite holds on it here.
    on_disk = subprocess.run(["/bin/cat", *clinic.folder.iterdir()], capture_output=True, check=True).stdout
    assert len(on_disk) > 100_000
    assert b"Unmistakable" not in on_disk
    assert served.answers(clinic.address)


@pytest.mark.parametrize("path", ["/", "/patients", "/plan"])
def test_a_page_finds_its_server_at_the_first_asking(clinic: Served, page: Page, path: str) -> None:
    clinic.sign_in(page)
    answers: list[tuple[str, int]] = []
    page.on("response", lambda answer: answers.append((answer.url.removeprefix(clinic.address), answer.status)))
    page.goto(clinic.address + path)
    expect(page.locator(".bar .end")).to_be_visible(timeout=20_000)
    assert [address for address, status in answers if status >= 400] == []
    assert [address for address, _ in answers if address.endswith("/_stcore/health")] == ["/_stcore/health"]
