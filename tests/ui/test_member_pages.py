"""Each page of the members, drawn for one who is signed in, and what its buttons do."""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from world import START, World

from timebank.access import OPERATOR
from timebank.ledger import actions as ledger
from timebank.ledger.reads import balance, statement, waiting_for
from timebank.listings import actions as listings
from timebank.listings.answer_reads import answers_waiting
from timebank.listings.reads import my_listings
from timebank.members.reads import profile
from timebank.members.sign_in import end_all_sessions
from timebank.programmes import actions as programmes
from timebank.programmes.definition import starter_text
from timebank.programmes.reads import my_part
from timebank.programmes.reads import programmes as open_programmes
from ui import context, words
from ui.pages import MEMBER_PAGES
from ui.parts.text import plain

Draw = Callable[[str, str], AppTest]
TODAY = START.date()
SCRIPT = Path(__file__).resolve().parents[2] / "ui/app.py"


def module(name: str) -> str:
    return f"ui.pages.members.{name}"


def said(page: AppTest) -> str:
    return " ".join(one.value for kind in (page.markdown, page.html, page.success, page.error) for one in kind)


def record(town: World, giver: str, receiver: str, minutes: int = 90, by: str = "", note: str = "") -> str:
    return town.app.do(
        town.member(by or giver),
        ledger.record,
        town.key(),
        giver=town.account(giver),
        receiver=town.account(receiver),
        service_date=TODAY,
        minutes=minutes,
        note=note,
    )


def button(page: AppTest, label: str):
    return next(one for one in page.button if one.label == label)


@pytest.mark.parametrize("name", [page[0] for page in MEMBER_PAGES])
def test_every_page_opens_for_a_member_who_has_done_nothing_yet(open_page: Draw, name: str) -> None:
    page = open_page("Ann", module(name))
    assert not page.exception
    assert not page.error
    assert page.title[0].value


@pytest.mark.parametrize("name", [page[0] for page in MEMBER_PAGES])
def test_nobody_sees_a_page_without_a_session(open_page: Draw, name: str) -> None:
    page = open_page("", module(name))
    assert not page.title
    assert "/sign-in" in page.html[0].value


def test_the_whole_dashboard_draws_its_menu_and_first_page(town: World, secret_of: Callable[[str], str]) -> None:
    test = AppTest.from_file(str(SCRIPT), default_timeout=180)
    test.user = {context.SESSION_FIELD: secret_of("Ann")}
    test.run()
    assert not test.exception
    assert test.title[0].value == "Hello Ann"
    assert [one.value for one in test.page_link] == [words.Home.log, words.Home.write_offer_link]


def test_signing_out_elsewhere_closes_the_page_at_the_next_click(open_page: Draw, town: World) -> None:
    page = open_page("Ann", module("log_hours"))
    town.app.do(OPERATOR, lambda work: end_all_sessions(work, town.ids["Ann"]))
    button(page, words.LogHours.more).click().run()
    assert not page.title
    assert "/sign-in" in page.html[0].value


def test_ann_logs_an_hour_and_it_waits_for_ben(open_page: Draw, town: World) -> None:
    page = open_page("Ann", module("log_hours"))
    page.selectbox(key="log-who").select(("member", town.ids["Ben"])).run()
    page.text_input(key="log-how-long").set_value("1,5").run()
    assert any("1 h 30" in one.value for one in page.caption)
    button(page, words.LogHours.more).click().run()
    assert page.text_input(key="log-how-long").value == "1 h 45"
    button(page, words.LogHours.send).click().run()
    assert "Sent to Ben to confirm" in page.success[0].value
    waiting = town.app.see(town.member("Ben"), waiting_for, town.ids["Ben"])
    assert [(one.minutes, one.helper, one.service_date) for one in waiting] == [(105, "Ann", TODAY)]


def test_pressing_the_button_without_a_name_says_what_is_missing(open_page: Draw, town: World) -> None:
    page = open_page("Ann", module("log_hours"))
    button(page, words.LogHours.send).click().run()
    assert page.error[0].value == words.LogHours.nobody
    assert town.app.see(town.member("Ann"), statement, town.ids["Ann"]) == []


def test_a_time_nobody_understands_is_asked_back(open_page: Draw, town: World) -> None:
    page = open_page("Ann", module("log_hours"))
    page.selectbox(key="log-who").select(("member", town.ids["Ben"])).run()
    page.text_input(key="log-how-long").set_value("a while").run()
    assert page.error
    button(page, words.LogHours.send).click().run()
    assert town.app.see(town.member("Ann"), statement, town.ids["Ann"]) == []


def test_ben_confirms_on_his_first_page_and_the_hours_count(open_page: Draw, town: World) -> None:
    record(town, "Ann", "Ben")
    page = open_page("Ben", module("home"))
    assert "<h3>Ann helped you</h3>" in said(page)
    button(page, words.Hours.confirm).click().run()
    assert page.success[0].value == words.Hours.confirmed
    assert town.app.see(town.member("Ann"), balance, town.ids["Ann"]).given_minutes == 90


def test_ben_says_it_was_shorter(open_page: Draw, town: World) -> None:
    entry = record(town, "Ann", "Ben")
    page = open_page("Ben", module("hours"))
    page.session_state[f"other-{entry}"] = True
    page.run()
    page.text_input(key=f"figure-{entry}").set_value("30 min")
    page.text_input(key=f"why-{entry}").set_value("We stopped early")
    button(page, words.Hours.send_question).click().run()
    assert page.success[0].value == words.Hours.questioned
    card = town.app.see(town.member("Ben"), statement, town.ids["Ben"])[0]
    assert (card.state, card.other_minutes) == ("questioned", 30)


def test_ann_takes_back_what_she_wrote_down(open_page: Draw, town: World) -> None:
    record(town, "Ann", "Ben")
    page = open_page("Ann", module("hours"))
    button(page, words.Hours.withdraw).click().run()
    assert town.app.see(town.member("Ann"), statement, town.ids["Ann"])[0].state == "withdrawn"


def test_what_people_write_is_shown_and_never_obeyed(open_page: Draw, town: World) -> None:
    nasty = "![x](http://evil.example/a.png) <script>alert(1)</script> [a](javascript:b) :red[c] $d$ www.evil.example"
    record(town, "Ann", "Ben", note=nasty)
    page = open_page("Ben", module("hours"))
    shown = next(one.value for one in page.html if "evil" in one.value)
    assert "&lt;script&gt;" in shown
    assert f"<p>{escape(nasty)}</p>" in shown
    assert not [one for one in page.markdown if "evil" in one.value]


def test_names_and_titles_are_words_in_every_sentence(open_page: Draw, town: World) -> None:
    nasty = ":red[Zed] $x$"
    town.member(nasty, email="zed@example.org")
    page = open_page("Ann", module("log_hours"))
    page.selectbox(key="log-who").set_value(("member", town.ids[nasty]))
    button(page, words.LogHours.send).click().run()
    assert plain(nasty) in page.success[0].value


def test_a_long_statement_is_turned_page_by_page(open_page: Draw, town: World) -> None:
    for number in range(23):
        record(town, "Ann", "Ben", minutes=number + 1)
    page = open_page("Ann", module("hours"))
    assert said(page).count('role="rowheader"') == 20


def test_ann_writes_an_offer_and_takes_it_down(open_page: Draw, town: World) -> None:
    page = open_page("Ann", module("my_listings"))
    page.text_input(key="new-title").set_value("Reading aloud")
    page.selectbox(key="new-category").select("company")
    button(page, words.Listings.save).click().run()
    assert page.success[0].value == words.Listings.saved
    (mine,) = town.app.see(town.member("Ann"), my_listings)
    assert (mine.title, mine.kind, mine.is_up) == ("Reading aloud", "offer", True)
    button(page, words.Listings.close).click().run()
    assert not town.app.see(town.member("Ann"), my_listings)[0].is_up


def test_ben_finds_the_offer_asks_and_ann_agrees(open_page: Draw, town: World) -> None:
    ann = town.member("Ann")
    offer = town.app.do(ann, listings.write_listing, town.key(), "offer", "company", "Reading aloud", "Any book")
    page = open_page("Ben", module("noticeboard"))
    page.text_input(key="board-words").set_value("nothing like it").run()
    assert words.Board.found[0] in said(page)
    page.text_input(key="board-words").set_value("reading").run()
    page.session_state[f"open-{offer}"] = True
    page.run()
    page.text_area(key=f"words-{offer}").set_value("On Fridays?")
    button(page, "Send to Ben".replace("Ben", "Ann")).click().run()
    assert "Sent to Ann" in page.success[0].value
    (asked,) = town.app.see(ann, answers_waiting)
    anns = open_page("Ann", module("noticeboard"))
    anns.date_input(key=f"day-{asked.answer_id}").set_value(TODAY + timedelta(days=1))
    button(anns, words.Board.agree).click().run()
    assert "Agreed" in anns.success[0].value
    assert town.app.see(ann, answers_waiting) == ()


def test_hours_agreed_on_the_noticeboard_are_logged_in_one_step(open_page: Draw, town: World) -> None:
    ann, ben = town.member("Ann"), town.member("Ben")
    offer = town.app.do(ann, listings.write_listing, town.key(), "offer", "company", "Reading aloud", "")
    answer = town.app.do(ben, listings.ask, town.key(), offer)
    town.app.do(ann, listings.agree, town.key(), answer, TODAY)
    page = open_page("Ben", module("log_hours"))
    page.query_params["answer"] = answer
    page.run()
    assert "Reading aloud" in said(page)
    button(page, words.LogHours.send).click().run()
    (waiting,) = town.app.see(ann, waiting_for, town.ids["Ann"])
    assert (waiting.helper, waiting.helped) == ("Ann", "Ben")


def test_ann_changes_her_profile_and_needs(open_page: Draw, town: World) -> None:
    page = open_page("Ann", module("profile"))
    page.text_area(key="my-about").set_value("I like old films.")
    page.text_input(key="my-phone").set_value("0131 496 0000")
    button(page, words.Profile.save).click().run()
    page.multiselect(key="my-languages").set_value(["en", "pl"])
    page.checkbox(key="need-bsl").check()
    button(page, words.Profile.save_needs).click().run()
    me = town.app.see(town.member("Ann"), profile, town.ids["Ann"])
    assert (me.about, me.phone, me.languages, me.access) == (
        "I like old films.",
        "0131 496 0000",
        ("en", "pl"),
        ("bsl",),
    )


def test_signing_out_everywhere_closes_this_page_too(open_page: Draw) -> None:
    page = open_page("Ann", module("profile"))
    button(page, words.Profile.everywhere).click().run()
    assert not page.title


def test_joining_a_programme_keeps_answers_with_both_ticks_unticked_at_first(open_page: Draw, town: World) -> None:
    town.app.do(OPERATOR, programmes.start, town.key(), starter_text("buddying"))
    ann = town.member("Ann")
    (one,) = town.app.see(ann, open_programmes)
    page = open_page("Ann", module("programmes"))
    page.session_state[f"join-{one.programme_id}"] = True
    page.run()
    assert not any(tick.value for tick in page.checkbox)
    form = f"join-{one.programme_id}-buddy"
    page.multiselect(key=f"{form}-company_for").set_value(["walks"])
    page.checkbox(key=f"{form}-company_for-used").check()
    button(page, words.Programmes.save_join).click().run()
    assert page.success[0].value == words.Programmes.joined
    part = town.app.see(ann, my_part, one.programme_id)
    assert part
    walks = next(answer for answer in part.answers if answer.question == "company_for")
    assert (walks.values, walks.may_be_used, walks.may_be_shown) == (("walks",), True, False)
    button(page, words.Programmes.pause).click().run()
    button(page, words.Programmes.resume).click().run()
    button(page, words.Programmes.leave).click().run()
    assert town.app.see(ann, my_part, one.programme_id) is None


def test_months_appear_as_a_chart_with_a_table_beside_it(open_page: Draw, town: World) -> None:
    entry = record(town, "Ann", "Ben")
    town.app.do(town.member("Ben"), ledger.confirm, town.key(), entry)
    page = open_page("Ann", module("reciprocity"))
    assert page.get("vega_lite_chart")
    assert f'role="rowheader">{date(2026, 11, 1):%B %Y}<' in said(page)
    assert words.Reciprocity.few in said(page)


def test_the_balance_is_told_without_a_minus_or_a_word_of_money(open_page: Draw, town: World) -> None:
    entry = record(town, "Ann", "Ben")
    town.app.do(town.member("Ben"), ledger.confirm, town.key(), entry)
    told = next(one.value for one in open_page("Ben", module("home")).html if "tb-balance" in one.value)
    assert "more received than given. It evens out over time." in told
    assert "-1" not in told
    assert not {"debt", "owe", "credit", "overdrawn"} & set(told.lower().split())
