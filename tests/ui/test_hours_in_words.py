"""How each kind of entry reads on the page of one's own hours, whatever became of it."""

from collections.abc import Callable
from datetime import timedelta

from streamlit.testing.v1 import AppTest
from world import START, World

from timebank.access import OPERATOR, WORKER
from timebank.clock import HandClock
from timebank.community.actions import choose
from timebank.ledger import actions as ledger
from timebank.ledger.corrections import correct
from timebank.ledger.donations import donate, expire
from timebank.ledger.grants import grant
from timebank.ledger.groups import record_group
from timebank.ledger.rules import Holder
from ui import words

Draw = Callable[[str, str], AppTest]
HOURS = "ui.pages.members.hours"
TODAY = START.date()


def shown(page: AppTest) -> str:
    told = " ".join(one.value for kind in (page.markdown, page.html, page.success) for one in kind)
    return told.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def helped(town: World, minutes: int = 120, is_confirmed: bool = True) -> str:
    """Ann helped Ben."""
    parties = {"giver": town.account("Ann"), "receiver": town.account("Ben")}
    entry = town.app.do(town.member("Ann"), ledger.record, town.key(), **parties, service_date=TODAY, minutes=minutes)
    if is_confirmed:
        town.app.do(town.member("Ben"), ledger.confirm, town.key(), entry)
    return entry


def test_a_corrected_entry_says_to_what_and_why(open_page: Draw, town: World) -> None:
    entry = helped(town)
    town.app.do(town.coordinator(), correct, town.key(), entry, 60, "It was one hour.")
    told = shown(open_page("Ben", HOURS))
    assert "corrected to 1 h: It was one hour." in told
    assert "Put right: Ann helped you" in told
    assert "1 h instead of 2 h: It was one hour." in told
    assert "Put right: You helped Ben" in shown(open_page("Ann", HOURS))


def test_an_entry_that_was_taken_out_says_so(open_page: Draw, town: World) -> None:
    entry = helped(town)
    town.app.do(town.coordinator(), correct, town.key(), entry, 0, "Another day.")
    told = shown(open_page("Ann", HOURS))
    assert "taken out again: Another day." in told
    assert "nothing instead of 2 h: Another day." in told


def test_a_correction_above_the_limit_waits_and_the_entry_says_so(open_page: Draw, town: World) -> None:
    entry = helped(town, 600)
    town.app.do(town.coordinator(), correct, town.key(), entry, 60, "It was one hour.")
    assert words.Hours.correction_waits in shown(open_page("Ann", HOURS))


def test_hours_past_a_limit_wait_for_a_coordinator_after_the_other_persons_yes(open_page: Draw, town: World) -> None:
    town.app.do(OPERATOR, choose, town.key(), {"floor_minutes": "-60", "limit_policy": "ask"})
    entry = helped(town, is_confirmed=False)
    assert "waits for Ben; then a coordinator looks at it first" in shown(open_page("Ann", HOURS))
    page = open_page("Ben", HOURS)
    page.button(key=f"yes-{entry}").click().run()
    assert page.success[0].value == words.Hours.confirmed_past_limit
    assert words.Hours.past_limit in shown(page)
    assert not [one for one in page.button if one.key == f"yes-{entry}"]


def test_a_session_says_for_how_many_it_was(open_page: Draw, town: World) -> None:
    town.member("Cat")
    town.app.do(
        town.member("Ann"),
        record_group,
        town.key(),
        givers=(town.account("Ann"),),
        receivers=(town.account("Ben"), town.account("Cat")),
        service_date=TODAY,
        minutes=60,
        pays="each",
    )
    assert "Ann helped you: session for 2 people" in shown(open_page("Ben", HOURS))
    assert "You helped Cat: session for 2 people" in shown(open_page("Ann", HOURS))


def test_hours_from_the_pot_and_a_gift_nobody_answered_read_kindly(
    open_page: Draw, town: World, clock: HandClock
) -> None:
    giving = {"giver": town.account("Ann"), "receiver": Holder("pot"), "minutes": 120}
    town.app.do(town.member("Ann"), donate, town.key(), **giving)
    about = {"minutes": 30, "service_date": TODAY, "reason": "Thank you for coming."}
    town.app.do(town.coordinator(), grant, town.key(), member_ids=(town.ids["Ben"],), **about)
    lost = {"giver": town.account("Ben"), "receiver": town.account("Ann"), "minutes": 15}
    entry = town.app.do(town.member("Ben"), donate, town.key(), **lost)
    clock.moment += timedelta(days=15)
    town.app.do(WORKER, expire, town.key(), entry)
    told = shown(open_page("Ben", HOURS))
    assert "From the community pot" in told
    assert "not answered in time, so the hours stayed" in told
    assert "You gave hours to the community pot" in shown(open_page("Ann", HOURS))
