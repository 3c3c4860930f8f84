"""Leaving for good from one's profile: what to finish first, what becomes of the balance, and a goodbye."""

from collections.abc import Callable

import sqlalchemy as sa
from streamlit.testing.v1 import AppTest
from world import START, World

from timebank.access import OPERATOR
from timebank.community.actions import choose
from timebank.ledger import actions as ledger
from timebank.ledger.reads import statement
from timebank.ledger.tables import account
from ui import words

Draw = Callable[[str, str], AppTest]
PAGE = "ui.pages.members.profile"
SAID = words.Leaving


def shown(page: AppTest) -> str:
    told = " ".join(one.value for kind in (page.markdown, page.html, page.info, page.error) for one in kind)
    return told.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def ann_helps_ben(town: World, is_confirmed: bool = True) -> None:
    parties = {"giver": town.account("Ann"), "receiver": town.account("Ben")}
    about = {"service_date": START.date(), "minutes": 60}
    entry = town.app.do(town.member("Ann"), ledger.record, town.key(), **parties, **about)
    if is_confirmed:
        town.app.do(town.member("Ben"), ledger.confirm, town.key(), entry)


def pot_minutes(town: World) -> int:
    with town.app.engine.connect() as connection:
        found = sa.select(account.c.balance_minutes).where(account.c.kind == "pot")
        return int(connection.execute(found).scalar_one())


def opened(open_page: Draw, name: str) -> AppTest:
    page = open_page(name, PAGE)
    page.session_state["leaving"] = True
    return page.run()


def leave(page: AppTest) -> AppTest:
    return page.button(key="leave-now").click().run()


def test_ann_leaves_what_is_left_over_to_the_pot(open_page: Draw, town: World) -> None:
    ann_helps_ben(town)
    page = opened(open_page, "Ann")
    assert "You have 1 h left over" in page.radio(key="leave-balance").label.replace("\N{NO-BREAK SPACE}", " ")
    assert SAID.history in shown(page)
    leave(page)
    assert page.error[0].value == SAID.first
    page.radio(key="leave-balance").set_value("pot")
    page.checkbox(key="leave-sure").check()
    leave(page)
    assert not page.exception
    assert not page.title
    assert SAID.done in shown(page)
    assert pot_minutes(town) == 60
    (card,) = town.app.see(town.member("Ben"), statement, town.ids["Ben"])
    assert card.helper.startswith("A former member")


def test_ann_may_let_it_stay_as_it_is(open_page: Draw, town: World) -> None:
    ann_helps_ben(town)
    page = opened(open_page, "Ann")
    page.radio(key="leave-balance").set_value("stays")
    page.checkbox(key="leave-sure").check()
    leave(page)
    assert not page.title
    assert pot_minutes(town) == 0


def test_a_balance_below_even_is_no_reason_to_stay_and_the_pot_says_whether_it_can_help(
    open_page: Draw, town: World
) -> None:
    ann_helps_ben(town)
    page = opened(open_page, "Ben")
    assert "has not enough to even it out just now" in shown(page)
    assert not [one for one in page.radio if one.key == "leave-balance"]
    town.app.do(OPERATOR, choose, town.key(), {"pot_below_zero": "yes"})
    page.run()
    assert page.radio(key="leave-balance").options == list(SAID.below.values())
    page.checkbox(key="leave-sure").check()
    leave(page)
    assert not page.title
    assert pot_minutes(town) == -60


def test_what_is_open_with_others_is_named_before_anybody_leaves(open_page: Draw, town: World) -> None:
    ann_helps_ben(town, is_confirmed=False)
    page = opened(open_page, "Ann")
    assert "hours that wait for an answer" in shown(page)
    assert not [one for one in page.button if one.key == "leave-now"]


def test_the_words_about_leaving_are_read_only_where_somebody_asks_for_them(open_page: Draw, town: World) -> None:
    assert SAID.tells not in shown(open_page("Ann", PAGE))
    assert SAID.even in shown(opened(open_page, "Ann"))
