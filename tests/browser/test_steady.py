"""Nothing moves under a hand: what is saved, or offered by what was saved, takes no button from its place."""

from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from tests.browser.hands import enter, intercept, saved
from tests.served import Served

READING = "120/80 72 98"  # over no limit: an alert would have a row of its own above all this


def button(page: Page, name: str) -> Locator:
    """The one of this name."""
    return page.get_by_role("button", name=name, exact=True)


def place(one: Locator) -> FloatRect:
    """Where it stands."""
    box = one.bounding_box()
    assert box is not None
    return box


def test_what_stands_below_an_effect_moves_with_the_tap_and_not_once_it_is_saved(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    held: list[Route] = []
    intercept(page, "**/effects", lambda route: held.extend([route]))
    vertigo, none_reported, mild = button(page, "Vertigo"), button(page, "None reported"), button(page, "Mild")
    above, before = place(vertigo), place(none_reported)
    with page.expect_request("**/effects"):
        button(page, "Dizziness").click()
    there = place(none_reported)
    assert there["y"] > before["y"] + 44  # the room of the row in which its severity is asked
    assert mild.count() == 0  # and nothing to be pressed in it yet
    expect(page.get_by_role("status").filter(has_text="Waits: Dizziness")).to_be_visible()  # slower than a blink
    assert (place(vertigo), place(none_reported)) == (above, there)
    page.unroute_all()  # lets go on what was held, and what is held only now
    saved(page, "Dizziness begins")
    expect(mild).to_be_visible()
    assert (place(vertigo), place(none_reported)) == (above, there)


def test_no_button_of_an_effect_moves_when_a_reading_offers_one_or_the_offer_is_taken(
    clinic: Served, page: Page
) -> None:
    clinic.open_chair(page, clinic.session())
    enter(page, f"{READING} @-20")
    saved(page, "120/80")
    confusion, offer = button(page, "Confusion / cognitive disturbance"), button(page, "Begin dissociation")
    before = place(confusion)
    enter(page, f"{READING} d1")
    expect(offer).to_be_visible()
    assert place(confusion) == before
    offer.click()
    saved(page, "Dissociation begins")
    expect(offer).to_have_count(0)
    assert place(confusion) == before


def test_the_second_face_offers_an_effect_under_its_signs(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    page.get_by_role("button", name="Sedation, dissociation, pain").click()
    enter(page, f"{READING} m4")
    saved(page, "m4")
    button(page, "Begin drowsiness").click()  # the one in sight, beside none that is hidden
    saved(page, "Drowsiness / sedation begins")
