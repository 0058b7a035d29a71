"""Two chairs through a whole infusion on two tablets, each seeing the other's saves; the server's clock is moved.

What is due, late and missed, a value over a limit, its repeat, the call, and what resolves it.
"""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from schemas.rules import alerts, schedule
from tests import served
from tests.browser.hands import enter, saved, table
from tests.clocked_server import ahead
from tests.served import Served

SOON = 5_000


@pytest.fixture
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A clinic whose clock stands still at nothing ahead, until a test moves it."""
    made = served.make(tmp_path_factory.mktemp("moved") / "data")
    made.clock = made.folder.parent / "ahead"
    made.clock.write_text("0")
    made.start()
    yield made
    made.close()


def later(clinic: Served, minutes: int) -> None:
    """Moves the server's clock on, for a panel that has drawn what was saved before."""
    assert clinic.clock is not None
    clinic.clock.write_text(str(ahead(clinic.clock).total_seconds() + 60 * minutes))


def due_now(chair: Page) -> None:
    """Waits until the panel has heard of the moved clock: it says that something is due in this minute."""
    expect(chair.get_by_role("status", name="Next due")).to_contain_text("Due now", timeout=SOON)


def start(page: Page, mg: int) -> None:
    page.get_by_role("region", name="Dose", exact=True).get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("spinbutton", name="Planned dose mg").fill(str(mg))
    page.get_by_role("spinbutton", name="Over minutes").fill("40")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, f"Start {mg} mg")


def a_due_reading_is_taken_in_time(clinic: Served, chair: Page, card: Locator) -> None:
    later(clinic, 10)
    expect(card).to_contain_text("Due now", timeout=SOON)
    chair.bring_to_front()
    due_now(chair)
    enter(chair, "138/84 76 97")
    saved(chair, "138/84")
    expect(card).to_contain_text("Next in 10 min", timeout=SOON)


def the_next_one_is_late_and_then_missed(clinic: Served, chair: Page, card: Locator) -> None:
    later(clinic, 13)
    expect(card).to_contain_text("Overdue 3 min", timeout=SOON)
    later(clinic, 4)
    expect(card).to_contain_text("Not taken at", timeout=SOON)
    chair.bring_to_front()
    expect(table(chair)).to_contain_text("not taken: BP, pulse, SpO2", timeout=SOON)


def a_value_over_a_limit_is_due_again(clinic: Served, chair: Page, card: Locator) -> None:
    later(clinic, 3)
    due_now(chair)
    enter(chair, "184/96 88 97")
    saved(chair, "184/96")
    expect(chair.get_by_role("status", name="Next due")).to_contain_text("systolic again, repeat of")
    expect(card).to_contain_text("Systolic 184", timeout=SOON)


def another_session_goes_on_at_the_second_tablet(clinic: Served, second: Page, session: UUID) -> None:
    second.bring_to_front()
    second.goto(f"{clinic.address}/chair?session={session}")
    expect(second.get_by_role("textbox", name="Vitals")).to_be_focused(timeout=20_000)
    enter(second, "118/74 66 99")
    saved(second, "118/74")
    start(second, 50)


def the_repeat_confirms_it(clinic: Served, chair: Page) -> None:
    chair.bring_to_front()
    later(clinic, 5)
    due_now(chair)
    enter(chair, "186/97 90 97")
    saved(chair, "186/97")
    expect(table(chair)).to_contain_text("repeat of")
    told = "Systolic 186 ≥ 180, confirmed by a second value"
    expect(chair.get_by_role("region", name="Alerts")).to_contain_text(told)


def it_is_acknowledged_on_the_second_tablet(clinic: Served, chair: Page, second: Page, session: UUID) -> None:
    second.bring_to_front()
    second.goto(f"{clinic.address}/chair?session={session}")
    there = second.get_by_role("region", name="Alerts")
    expect(there).to_contain_text("Systolic 186", timeout=20_000)
    there.get_by_role("button").first.click()
    second.get_by_role("button", name=re.compile("Acknowledge Systolic 186")).click()
    saved(second, "Alert acknowledged")
    chair.bring_to_front()
    expect(chair.get_by_role("region", name="Alerts")).to_contain_text("✓ Systolic 186", timeout=SOON)


def the_prescriber_is_called(chair: Page) -> None:
    chair.get_by_role("region", name="Alerts").get_by_role("button").first.click()
    chair.get_by_role("button", name=re.compile("Prescriber called about Systolic 186")).click()
    chair.get_by_label("Who was called").fill("Dr Lee")
    chair.get_by_label("Answer", exact=True).fill("go on, again in five minutes")
    chair.get_by_role("radio", name="yes").click()
    chair.get_by_role("button", name="Save", exact=True).click()
    saved(chair, "Dr Lee called")


def a_later_value_resolves_it(clinic: Served, chair: Page) -> None:
    later(clinic, 5)
    due_now(chair)
    enter(chair, "142/84 78 98")
    saved(chair, "142/84")
    chair.get_by_role("button", name=re.compile("Confirm Systolic 186.* is over")).click()
    saved(chair, "Alert resolved")


def it_is_stopped_watched_and_ended(clinic: Served, chair: Page) -> None:
    chair.get_by_role("button", name="Stop", exact=True).click()
    chair.get_by_role("radio", name="the whole planned dose").click()
    chair.get_by_role("button", name="Save", exact=True).click()
    saved(chair, "Stop")
    expect(chair.get_by_role("status", name="Next due")).to_contain_text("in 15 min", timeout=SOON)
    for typed in ("126/80 72 98", "125/79 71 98"):
        later(clinic, 15)
        due_now(chair)
        enter(chair, typed)
        saved(chair, typed)
        expect(chair.get_by_role("status", name="Next due")).not_to_contain_text("Due now", timeout=SOON)
    expect(chair.get_by_role("status", name="Next due")).not_to_contain_text("Due", timeout=SOON)
    chair.get_by_role("button", name="End session").click()
    chair.get_by_role("radio", name="left with escort").click()
    chair.get_by_label("due readings not taken: why").fill("cuff was needed at another chair")
    chair.get_by_role("button", name="End", exact=True).click()
    saved(chair, "Session ended")


@pytest.mark.slow
def test_two_chairs_go_through_a_whole_infusion_on_two_tablets(
    moved: Served, context: BrowserContext, page: Page
) -> None:
    rosa = moved.session(minutes_ago=10, name=("Rosa", "Alarcon"))
    tom = moved.session(minutes_ago=8, name=("Tom", "Baker"))
    moved.open_chair(page, rosa)
    second = context.new_page()
    second.goto(moved.address)
    card = second.get_by_role("link", name=re.compile("Rosa Alarcon"))
    expect(card).to_contain_text("Baseline due", timeout=20_000)
    page.bring_to_front()
    enter(page, "124/78 70 98")
    saved(page, "124/78")
    start(page, 40)
    expect(card).to_contain_text("Next in 10 min", timeout=SOON)
    a_due_reading_is_taken_in_time(moved, page, card)
    the_next_one_is_late_and_then_missed(moved, page, card)
    a_value_over_a_limit_is_due_again(moved, page, card)
    another_session_goes_on_at_the_second_tablet(moved, second, tom)
    the_repeat_confirms_it(moved, page)
    it_is_acknowledged_on_the_second_tablet(moved, page, second, rosa)
    the_prescriber_is_called(page)
    a_later_value_resolves_it(moved, page)
    it_is_stopped_watched_and_ended(moved, page)
    record = moved.record(rosa)
    assert [one.act.value for one in record.alert_answers] == ["acknowledged", "resolved"]
    assert [one.words for one in record.notes] == ["1 of 7 due readings not taken: cuff was needed at another chair"]
    dues = schedule.schedule(record, record.ends[0].ended_at)
    assert [one.state.value for one in dues][:5] == ["taken", "taken", "missed", "taken", "taken"]
    threads = {one.key: one.state.value for one in alerts.threads(record, record.ends[0].ended_at)}
    assert threads["systolic:high:value"] == "resolved"
    assert len(moved.record(tom).drug_events) == 1
