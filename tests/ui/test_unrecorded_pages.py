"""What was agreed and never written down, as members and coordinators meet it: one tap for yes, one for no."""

from collections.abc import Callable
from datetime import datetime, timedelta

from guiding import COMPANY, Guiding
from streamlit.testing.v1 import AppTest
from world import START, World

from timebank.access import OPERATOR
from timebank.clock import HandClock
from timebank.ledger import actions as ledger
from timebank.ledger.reads import balance, waiting_for
from timebank.listings import actions as listings
from timebank.meetings import actions as meetings
from timebank.reports.unrecorded import everybodys, mine
from ui import words as all_words
from ui.parts.text import plain
from ui.words import desk
from ui.words.unrecorded import Unrecorded as words

Draw = Callable[[str, str], AppTest]
TODAY = START.date()
HOME, DESK = "ui.pages.members.home", "ui.pages.coordinators.unrecorded"


def agreed(town: World, back: int = 1) -> str:
    """Ann reads aloud to Ben on a day; today is `back` days after."""
    offer = town.app.do(town.member("Ann"), listings.write_listing, town.key(), "offer", "company", "Reading", "")
    asked = town.app.do(town.member("Ben"), listings.ask, town.key(), offer, "")
    town.app.do(town.member("Ann"), listings.agree, town.key(), asked, TODAY)
    later(town, back)
    return asked


def later(town: World, days: int) -> None:
    assert isinstance(town.app.clock, HandClock)
    town.app.clock.move(days=days)


def weekly(town: World, giver: str = "Ann", receiver: str = "Ben") -> None:
    """Three Mondays of help, and a Tuesday after the fourth."""
    for back in (14, 7, 0):
        entry_id = town.app.do(
            town.member(giver),
            ledger.record,
            town.key(),
            giver=town.account(giver),
            receiver=town.account(receiver),
            service_date=TODAY - timedelta(days=back),
            minutes=45,
        )
        if receiver != "Tom":
            town.app.do(town.member(receiver), ledger.confirm, town.key(), entry_id)


def press(page: AppTest, said: str) -> AppTest:
    next(one for one in page.button if one.label == said).click().run()
    assert not page.exception, page.exception[0].value
    return page


def all_of(page: AppTest) -> str:
    found = [*page.header, *page.markdown, *page.html, *page.success, *page.error]
    text = "\n".join(str(one.value if hasattr(one, "value") else one.body) for one in found)
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def test_home_asks_whether_it_happened_and_one_tap_writes_it_down(open_page: Draw, town: World) -> None:
    agreed(town)
    page = open_page("Ben", HOME)
    assert words.section in all_of(page)
    assert words.yours_one.format(minutes="1 h") in all_of(page)
    press(page, plain(words.yes.format(minutes="1 h")))
    assert "Written down" in all_of(page)
    assert words.section not in all_of(page)
    assert len(town.app.see(town.member("Ann"), waiting_for, town.ids["Ann"])) == 1


def test_one_tap_says_that_it_did_not_happen(open_page: Draw, town: World) -> None:
    agreed(town)
    page = press(open_page("Ann", HOME), words.no)
    assert words.noted in all_of(page)
    assert town.app.see(town.member("Ben"), mine) == ()


def test_what_was_a_little_different_is_written_as_it_was(open_page: Draw, town: World) -> None:
    weekly(town)
    later(town, 8)
    page = open_page("Ben", HOME)
    assert "You usually meet every week" in all_of(page)
    (item,) = town.app.see(town.member("Ben"), mine)
    form = f"due-pair-{item.source_id.replace(':', '-')}-{item.due_on}"
    page.session_state[f"{form}-open"] = True
    page.run()
    page.text_input(key=f"{form}-long").set_value("1,5")
    page.date_input(key=f"{form}-when").set_value(item.due_on + timedelta(days=1))
    press(page, words.send)
    stands = town.app.see(town.member("Ben"), balance, town.ids["Ben"])
    assert stands.pending_received_minutes == 90


def test_a_day_to_come_is_no_question_yet(open_page: Draw, town: World) -> None:
    agreed(town, 0)
    text = all_of(open_page("Ann", HOME))
    assert words.section not in text
    assert all_words.Home.agreed.format(name="Ben", title="Reading") in text


def test_many_are_shown_a_few_at_a_time_on_the_first_page_and_all_among_ones_hours(
    open_page: Draw, town: World
) -> None:
    for _ in range(5):
        agreed(town, 0)
    later(town, 1)
    home = open_page("Ann", HOME)
    assert words.more.format(count=2) in all_of(home)
    assert words.yours_many.format(count=5, minutes="5 h") in all_of(home)
    hours = open_page("Ann", "ui.pages.members.hours")
    assert [one.label for one in hours.button].count(words.no) == 5


def test_buddies_say_who_helped_or_that_they_simply_met(open_page: Draw, town: World) -> None:
    guiding = Guiding(town, COMPANY)
    ann, ben = guiding.join("Ann"), guiding.join("Ben")
    match_id = guiding.match(ann, ben)
    town.app.do(ann, meetings.plan, town.key(), match_id, datetime(2026, 11, 3, 14, 0), 90, "Library")
    later(town, 2)
    page = open_page("Ann", HOME)
    labels = [one.label for one in page.button]
    assert plain(words.i_helped.format(name="Ben", minutes="1 h 30")) in labels
    press(page, words.no_hours)
    assert words.met in all_of(page)
    assert town.app.see(ben, mine) == ()
    later(town, 31)
    page = open_page("Ben", HOME)
    assert words.why["match"].format(what="Company", days=30) in all_of(page)
    press(page, words.no_match)
    assert words.section not in all_of(page)


def test_giving_and_receiving_says_how_much_is_not_written_down(open_page: Draw, town: World) -> None:
    agreed(town)
    assert words.yours_one.format(minutes="1 h") in all_of(open_page("Ann", "ui.pages.members.reciprocity"))


def test_a_coordinator_sees_what_is_missing_and_says_no_for_both(open_page: Draw, town: World) -> None:
    agreed(town)
    town.coordinator("Cora")
    today = open_page("Cora", "ui.pages.coordinators.today")
    assert words.one.format(minutes="1 h") in all_of(today)
    page = open_page("Cora", DESK)
    assert page.title[0].value == desk.TITLES["unrecorded"]
    press(page, words.no_desk)
    assert words.nothing in all_of(page)
    assert town.app.see(OPERATOR, everybodys) == ()


def test_a_coordinator_writes_down_what_a_member_without_email_told(open_page: Draw, town: World) -> None:
    town.member("Tom", offline=True)
    cora = town.coordinator("Cora")
    weekly(town, "Ann", "Tom")
    later(town, 8)
    (item,) = town.app.see(cora, everybodys)
    page = open_page("Cora", DESK)
    form = f"desk-due-pair-{item.source_id.replace(':', '-')}-{item.due_on}"
    page.session_state[f"{form}-open"] = True
    page.run()
    assert page.selectbox(key=f"{form}-for").value == town.ids["Tom"]
    press(page, words.send)
    assert "how the member told you" in all_of(page)
    page.selectbox(key=f"{form}-told").set_value("by phone")
    press(page, words.send)
    assert town.app.see(cora, everybodys) == ()


def test_ones_own_is_left_to_ones_own_pages(open_page: Draw, town: World) -> None:
    town.coordinator("Cora")
    weekly(town, "Cora", "Ann")
    later(town, 8)
    page = open_page("Cora", DESK)
    assert words.own in all_of(page)
    assert not [one for one in page.button if one.label == words.no_desk]
    assert words.section in all_of(open_page("Cora", HOME))
