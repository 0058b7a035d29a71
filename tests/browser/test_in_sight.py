"""What must be in sight and within reach while somebody works: identity, connection, own effects, a form in doubt."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from schemas.rules import course, episodes
from tests import served
from tests.browser.hands import alert, confirm, enter, saved
from tests.served import ZONE, Served

NOW = datetime.now(UTC)
# The browser's own English has "Sept" where all of our other pages have "Sep".
SEPTEMBER = datetime(NOW.year if NOW.month > 9 else NOW.year - 1, 9, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def own_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A clinic that has added two effects to the list."""
    made = served.make(tmp_path_factory.mktemp("own") / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHAIRSIDE_EFFECTS", "Jaw tension; Cold hands")
        made.start()
    yield made
    made.close()


def test_the_clinics_own_effects_have_a_button_and_are_understood_in_the_line(own_list: Served, page: Page) -> None:
    session = own_list.session()
    own_list.open_chair(page, session)
    page.get_by_role("button", name="More…").click()
    page.get_by_role("button", name="Jaw tension", exact=True).click()
    saved(page, "Jaw tension begins")
    enter(page, "+cold 2")
    saved(page, "Cold hands begins")
    labels = [one.label for one in episodes.episodes(own_list.record(session))]
    assert labels == ["Jaw tension", "Cold hands"]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1180, 600)])
def test_identity_and_connection_stay_in_sight_when_scrolled(
    clinic: Served, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    clinic.open_chair(page, clinic.session())
    page.get_by_role("button", name="More…").click()
    page.get_by_role("button", name="In words").scroll_into_view_if_needed()
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(page.get_by_role("textbox", name="Vitals")).not_to_be_in_viewport()
    region = page.get_by_role("region", name="Patient")
    expect(region).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("status").filter(has_text="Connected")).to_be_in_viewport(ratio=1)


def test_a_stop_that_says_so_many_mg_without_them_stays_in_its_form(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, "Start")
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("radio", name="so many mg").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(alert(page)).to_contain_text("say how many mg")
    page.get_by_role("spinbutton", name="Given mg").fill("27.5")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, "Stop 27.5 mg")
    assert course.course(clinic.record(session)).stopped_at is not None


def test_an_action_that_says_nothing_stays_in_its_form(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name="Action", exact=True).click()
    page.get_by_role("textbox", name="Dose").fill("4 mg")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(alert(page)).to_contain_text("Name the medicine")
    expect(page.get_by_role("textbox", name="Dose")).to_have_value("4 mg")
    assert clinic.record(session).interventions == ()


def test_a_name_pressed_while_the_words_are_still_being_read_leads_to_the_patient(clinic: Served, page: Page) -> None:
    family = "Overtaken"
    session = clinic.session(name=("Ada", family))
    patient = clinic.record(session).patient.id
    clinic.open_chair(page, session)
    page.goto(f"{clinic.address}/patients?patient={patient}")
    expect(page.get_by_role("region", name="Patient")).to_contain_text(family, timeout=20_000)
    expect(page.get_by_role("button", name="Start session")).to_be_visible()


@pytest.mark.parametrize("arrived", [NOW - timedelta(days=4), SEPTEMBER], ids=["4 days ago", "September"])
def test_in_a_session_entered_afterwards_a_tap_asks_for_its_time_and_the_date_stands_above(
    clinic: Served, page: Page, arrived: datetime
) -> None:
    arrived = arrived.replace(hour=18, minute=0)  # far from any change of the clock
    session = clinic.session(arrived_at=arrived, entered_afterwards=True)
    clinic.open_chair(page, session)
    local = arrived.astimezone(ZoneInfo(ZONE))
    expect(page.get_by_text(f"arrived {local.day} {local:%b %Y} {local:%H:%M}")).to_be_visible()
    page.get_by_role("button", name="Vertigo").click()
    form = page.get_by_role("dialog", name="Vertigo: onset")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("Time: this is needed")
    stated = local + timedelta(minutes=30)
    form.get_by_label("Time").fill(f"{stated:%H:%M}")
    form.get_by_role("button", name="Save", exact=True).click()
    saved(page, "Vertigo begins")
    (effect,) = clinic.record(session).effects
    assert effect.onset_at == stated.replace(second=0, microsecond=0).astimezone(UTC)


LINES = ("126/80 72 98 16 @-40", "+dizziness @-30", "186/112 130 91 9 d3 @-29")
HIDDEN = "chips => chips.filter(chip => chip.hidden).length"


@pytest.mark.parametrize("width", [390, 1180])
def test_many_alerts_take_two_rows_the_worst_first_and_the_others_are_counted(
    clinic: Served, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 820})
    clinic.open_chair(page, clinic.session())
    for typed in LINES:
        enter(page, typed)
        confirm(page)
        saved(page, typed.split()[0].strip("+")[1:4])
    region = page.get_by_role("region", name="Alerts")
    expect(region).to_contain_text("Dissociation 3")
    chips = region.locator("[data-rank]")
    rows = chips.evaluate_all("chips => new Set(chips.filter(c => !c.hidden).map(c => c.offsetTop)).size")
    assert rows <= 2
    hidden = chips.evaluate_all(HIDDEN)
    assert (hidden > 0) is (width == 390)
    if hidden:
        expect(region).to_contain_text(f"and {hidden} more")
    region.get_by_role("button").first.click()
    assert region.get_by_role("listitem").count() >= chips.count(), "the list has them all"


def test_the_lanes_of_dose_and_effects_stay_in_sight_beside_alerts_on_a_tablet(clinic: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1180, "height": 820})
    clinic.open_chair(page, clinic.session())
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_label("Time").fill("-35")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, "Start")
    for typed in (*LINES, "150/95 100 95 @-15", "149/94 99 95 @-5"):
        enter(page, typed)
        confirm(page)
        saved(page, typed.split()[0].strip("+")[1:4])
    figure = page.get_by_role("figure")
    expect(figure.get_by_text("Dizziness")).to_be_visible()
    page.wait_for_function(
        """() => {
            const roots = [document, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot)];
            const box = roots.filter(Boolean).map((root) => root.querySelector(".figure")).find(Boolean);
            return box.clientHeight >= 280 && box.scrollHeight <= box.clientHeight + 4;
        }"""
    )
    for row in (page.get_by_role("row").filter(has_text=value) for value in ("149/94", "150/95", "186/112")):
        expect(row.first).to_be_in_viewport(ratio=0.9)


def test_a_word_without_an_end_is_broken_and_the_signs_stay_in_sight(clinic: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1180, "height": 820})
    clinic.open_chair(page, clinic.session())
    enter(page, "148/92 88 97")
    saved(page, "148/92")
    enter(page, f'+"{"k" * 500}" 1')
    saved(page, "kkkk")
    for place in (".chair", ".sheet", ".left"):
        wide = page.locator(place).first.evaluate("one => one.scrollWidth - one.clientWidth")
        assert wide <= 0, place
    page.get_by_role("button", name="Withdraw").first.click()
    page.get_by_role("dialog").get_by_role("radio", name="mistyped").click()
    page.get_by_role("dialog").get_by_role("button", name="Withdraw", exact=True).click()
    saved(page, "withdrawn")
    assert page.locator(".sheet").first.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_a_start_that_is_written_down_hours_later_is_drawn_whole_at_once(clinic: Served, page: Page) -> None:
    def ago(minutes: int) -> str:
        return f"{(datetime.now(UTC) - timedelta(minutes=minutes)).astimezone(ZoneInfo(ZONE)):%H:%M}"

    page.set_viewport_size({"width": 1180, "height": 820})
    clinic.open_chair(page, clinic.session(minutes_ago=206))
    for minutes in (201, 186):
        enter(page, f"126/78 70 98 @{ago(minutes)}")
        confirm(page)
        saved(page, "126/78")
    page.get_by_role("button", name="Start", exact=True).click()
    form = page.get_by_role("dialog")
    form.get_by_label("Dose").first.fill("40")
    form.get_by_label("Time").fill(ago(186))
    form.get_by_role("button", name="Save").click()
    saved(page, "Start 40 mg")
    page.wait_for_function(
        """() => {
          const roots = [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
          const figure = roots.map((one) => one.querySelector(".figure")).find(Boolean);
          const [plot, marks] = [".background", ".mark-rule"].map((one) => [...figure.querySelectorAll(one)]);
          const right = Math.max(...plot.map((one) => one.getBoundingClientRect().right));
          const reach = Math.max(...marks.map((one) => one.getBoundingClientRect().right));
          return marks.length > 0 && reach <= right + 60;
        }"""
    )
