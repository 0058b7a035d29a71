"""Nothing moves under a hand: what is saved, or offered by what was saved, takes no button from its place."""

from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from tests.browser.hands import alert, enter, intercept, saved
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


def test_what_is_slow_moves_nothing_although_something_else_has_a_row(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    intercept(page, "**/readings", lambda route: route.fulfill(status=423, json={"problem": "This session is signed."}))
    enter(page, READING)
    expect(alert(page)).to_contain_text("This session is signed.")
    held: list[Route] = []
    intercept(page, "**/effects", lambda route: held.extend([route]))
    vertigo = button(page, "Vertigo")
    before = place(vertigo)
    button(page, "Dizziness").click()
    expect(page.get_by_role("status").filter(has_text="Waits: Dizziness")).to_be_visible()
    assert place(vertigo) == before
    page.unroute_all()  # lets go on what was held
    saved(page, "Dizziness begins")
    assert place(vertigo) == before


def test_three_taps_in_one_breath_have_the_room_of_what_becomes_of_them(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    held: list[Route] = []
    intercept(page, "**/effects", lambda route: held.extend([route]))
    vertigo, none_reported = button(page, "Vertigo"), button(page, "None reported")
    above = place(vertigo)
    for name in ("Dizziness", "Perceptual change / hallucination", "Blurred vision / diplopia"):
        button(page, name).click()
    all_wait = "Waits: Dizziness, Perceptual change / hallucination, Blurred vision / diplopia."
    expect(page.get_by_role("status").filter(has_text=all_wait)).to_be_visible()
    there = place(none_reported)
    assert place(vertigo) == above
    page.unroute_all()  # lets go on what was held, and what is held only now
    saved(page, "Blurred vision / diplopia begins")
    expect(button(page, "Mild")).to_be_visible()
    assert (place(vertigo), place(none_reported)) == (above, there)


def test_an_effect_that_was_typed_has_its_room_too_and_what_says_more_of_it_takes_none(
    clinic: Served, page: Page
) -> None:
    clinic.open_chair(page, clinic.session())
    region = page.get_by_role("region", name="Effects")
    held: list[Route] = []
    for typed, words, begins in (("+nausea 2", "Nausea begins", True), ("+nausea 0", "Nausea ends", False)):
        intercept(page, "**/effects", lambda route: held.extend([route]))
        enter(page, typed)
        expect(page.get_by_role("status").filter(has_text=f"Waits: {typed}")).to_be_visible()
        expect(region.get_by_text("Nausea being saved")).to_have_count(int(begins))
        expect(region.get_by_text("being saved")).to_have_count(int(begins))
        page.unroute_all()  # lets go on what was held
        saved(page, words)


def test_the_receipt_before_does_not_come_back_as_the_answer_to_what_is_refused(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    button(page, "Dizziness").click()
    saved(page, "Dizziness begins")
    held: list[Route] = []
    intercept(page, "**/none-reported", lambda route: held.extend([route]))
    with page.expect_request("**/none-reported"):
        button(page, "None reported").click()
    expect(page.get_by_role("status").filter(has_text="Waits: None reported")).to_be_visible()
    (one,) = held
    one.fulfill(status=423, json={"problem": "This session is signed."})
    expect(alert(page)).to_contain_text("None reported: This session is signed.")
    expect(page.get_by_role("status").filter(has_text="Waits:")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="✓")).to_have_count(0)


def test_the_second_face_offers_an_effect_under_its_signs(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    page.get_by_role("button", name="Sedation, dissociation, pain").click()
    enter(page, f"{READING} m4")
    saved(page, "m4")
    button(page, "Begin drowsiness").click()  # the one in sight, beside none that is hidden
    saved(page, "Drowsiness / sedation begins")
