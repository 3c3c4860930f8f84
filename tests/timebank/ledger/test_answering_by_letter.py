"""Answering hours from the letter: one secret, one person, one entry, one answer."""

import re

import pytest
import sqlalchemy as sa
from ledger_world import POT, TODAY, Ledger

from timebank.access import ANONYMOUS, WORKER, Caller, Role
from timebank.clock import HandClock
from timebank.errors import InvalidInput, KeyReused, NotFound
from timebank.history.tables import event
from timebank.ids import digest
from timebank.ledger import actions, by_letter, leaving, questions
from timebank.ledger.by_letter import AnsweredAlready
from timebank.ledger.cards import HoursCard
from timebank.ledger.rules import OutOfRoom
from timebank.mail.reads import sheet
from timebank.mail.tables import letter
from timebank.members import doors, links
from timebank.members.links import LinkSpent
from timebank.members.tables import link, member


def letters_of(ledger: Ledger, name: str) -> list[str]:
    """The words of all letters to somebody, oldest first."""
    found = sa.select(letter.c.text).where(letter.c.member_id == ledger.world.ids[name]).order_by(letter.c.written_at)
    with ledger.world.app.engine.connect() as connection:
        return list(connection.execute(found).scalars())


def secrets_of(ledger: Ledger, name: str) -> list[str]:
    """The secrets in the letters that ask somebody about hours."""
    return [one for text in letters_of(ledger, name) for one in re.findall(r"/hours-answer/([0-9a-f]{64})", text)]


def links_to(ledger: Ledger, *names: str) -> int:
    """How many links to answer hours were kept for these people."""
    theirs = link.c.member_id.in_([ledger.world.ids[name] for name in names])
    found = sa.select(sa.func.count()).select_from(link).where(theirs, link.c.purpose == links.HOURS)
    with ledger.world.app.engine.connect() as connection:
        return int(connection.execute(found).scalar_one())


def asked(ledger: Ledger, secret: str) -> HoursCard:
    return ledger.world.app.see(ANONYMOUS, by_letter.asked_by_letter, secret).hours


def answered(ledger: Ledger, secret: str) -> HoursCard:
    return ledger.world.app.see(ANONYMOUS, by_letter.answered_by_letter, secret)


def confirm(ledger: Ledger, secret: str, key: str = "", caller: Caller = ANONYMOUS) -> str:
    return ledger.world.app.do(caller, by_letter.confirm_by_letter, key or ledger.world.key(), secret)


def question(ledger: Ledger, secret: str, minutes: int, reason: str = "", key: str = "") -> str:
    key = key or ledger.world.key()
    return ledger.world.app.do(ANONYMOUS, by_letter.question_by_letter, key, secret, minutes, reason)


def decline(ledger: Ledger, secret: str, reason: str = "", key: str = "") -> str:
    return ledger.world.app.do(ANONYMOUS, by_letter.decline_by_letter, key or ledger.world.key(), secret, reason)


def remind(ledger: Ledger, entry_id: str) -> None:
    ledger.world.app.do(WORKER, questions.remind, ledger.world.key(), entry_id)


def test_looking_as_often_as_a_scanner_does_changes_nothing_and_one_answer_counts(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 90, note="Shelves")
    (secret,) = secrets_of(ledger, "Ben")
    for _ in range(100):
        assert asked(ledger, secret).note == "Shelves"
    assert ledger.state(hours) == "pending"
    assert confirm(ledger, secret) == hours
    assert (ledger.state(hours), ledger.balance("Ann"), ledger.balance("Ben")) == ("posted", 90, -90)
    assert ledger.letters("Ann") == ["hours_confirmed"]
    assert answered(ledger, secret).state == "posted"


def test_what_is_asked_says_who_wrote_down_what_and_which_way(ledger: Ledger) -> None:
    ledger.record("Ann", "Ben", "Ann", 45, note="A lift")
    card = asked(ledger, *secrets_of(ledger, "Ben"))
    assert (card.recorded_by, card.helper, card.helped, card.given) == ("Ann", "Ben", "Ann", True)
    assert (card.minutes, card.service_date, card.note, card.answers) == (45, TODAY, "A lift", True)


def test_only_the_digest_of_the_secret_is_kept_and_only_whoever_is_asked_gets_one(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    (secret,) = secrets_of(ledger, "Ben")
    assert links_to(ledger, "Ann") == 0
    with ledger.world.app.engine.connect() as connection:
        row = connection.execute(sa.select(link).where(link.c.member_id == ledger.world.ids["Ben"])).one()
    assert (row.digest, row.purpose, row.subject_id) == (digest(secret), "hours", hours)
    assert (row.expires_at - row.made_at).days == 90
    confirm(ledger, secret)
    assert secrets_of(ledger, "Ann") == []


def test_an_answer_from_a_letter_is_remembered_as_such(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    confirm(ledger, *secrets_of(ledger, "Ben"))
    told = sa.select(event.c.actor_id, event.c.reason).where(
        event.c.subject_id == hours, event.c.action == "confirm_hours"
    )
    with ledger.world.app.engine.connect() as connection:
        assert connection.execute(told).one() == (ledger.world.ids["Ben"], "by the link in a letter")


def test_a_second_answer_is_told_that_it_is_done_already(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    (secret,) = secrets_of(ledger, "Ben")
    confirm(ledger, secret)
    for again in (
        lambda: confirm(ledger, secret),
        lambda: question(ledger, secret, 30),
        lambda: decline(ledger, secret),
        lambda: asked(ledger, secret),
    ):
        with pytest.raises(AnsweredAlready):
            again()
    assert (ledger.state(hours), ledger.balance("Ann")) == ("posted", 60)


def test_hours_answered_on_screen_or_taken_back_are_done_for_the_letter_too(ledger: Ledger) -> None:
    ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben", 60))
    back = ledger.record("Ann", "Ann", "Ben", 30)
    ledger.world.app.do(ledger.person("Ann"), actions.withdraw, ledger.world.key(), back)
    for secret in secrets_of(ledger, "Ben"):
        with pytest.raises(AnsweredAlready):
            asked(ledger, secret)
        with pytest.raises(AnsweredAlready):
            confirm(ledger, secret)
    assert ledger.balance("Ann") == 60


def test_the_same_key_gives_the_first_answer_again_and_other_words_are_refused(ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben", 60)
    (secret,) = secrets_of(ledger, "Ben")
    standing = question(ledger, secret, 50, "A bit less", key="once")
    assert question(ledger, secret, 50, "A bit less", key="once") == standing
    with pytest.raises(KeyReused):
        question(ledger, secret, 55, "A bit less", key="once")
    assert ledger.balance("Ann") == 50


def test_figures_that_are_close_agree_by_themselves_on_the_lower_one(ledger: Ledger) -> None:
    lower, higher = ledger.record("Ann", "Ann", "Ben", 60), ledger.record("Ann", "Ann", "Ben", 120)
    by_entry = {asked(ledger, one).entry_id: one for one in secrets_of(ledger, "Ben")}
    question(ledger, by_entry[lower], 50)
    assert question(ledger, by_entry[higher], 135) == higher
    assert (answered(ledger, by_entry[lower]).minutes, answered(ledger, by_entry[higher]).minutes) == (50, 120)
    assert (ledger.state(lower), ledger.balance("Ann")) == ("closed", 170)


def test_figures_too_far_apart_become_a_question(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    (secret,) = secrets_of(ledger, "Ben")
    assert question(ledger, secret, 20, "We stopped early") == hours
    card = answered(ledger, secret)
    assert (card.state, card.other_minutes, card.question) == ("questioned", 20, "We stopped early")
    assert ledger.letters("Ann") == ["hours_questioned"]


def test_a_time_that_cannot_be_uses_nothing_up(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    (secret,) = secrets_of(ledger, "Ben")
    with pytest.raises(InvalidInput):
        question(ledger, secret, 1441)
    assert confirm(ledger, secret) == hours


def test_what_did_not_happen_never_counts_and_needs_no_words(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    (secret,) = secrets_of(ledger, "Ben")
    decline(ledger, secret)
    assert (ledger.state(hours), answered(ledger, secret).state) == ("declined", "declined")
    assert (ledger.letters("Ann"), ledger.balance("Ann")) == (["hours_declined"], 0)


def test_a_gift_is_taken_or_kindly_left_but_never_questioned(ledger: Ledger) -> None:
    first = ledger.give("Ann", "Ann", "Ben", 30, "For your move")
    (secret,) = secrets_of(ledger, "Ben")
    assert (asked(ledger, secret).kind, asked(ledger, secret).note) == ("donation", "For your move")
    with pytest.raises(InvalidInput):
        question(ledger, secret, 20)
    confirm(ledger, secret)
    assert (ledger.state(first), ledger.balance("Ben")) == ("posted", 30)
    second = ledger.give("Ann", "Ann", "Ben", 10)
    decline(ledger, next(one for one in secrets_of(ledger, "Ben") if one != secret))
    assert (ledger.state(second), ledger.balance("Ben")) == ("declined", 30)


def test_a_gift_to_the_pot_asks_nobody(ledger: Ledger) -> None:
    ledger.give("Ann", "Ann", POT, 30)
    assert links_to(ledger, "Ann") == 0


def test_each_who_took_part_in_a_session_answers_their_own_part(ledger: Ledger) -> None:
    exchange = ledger.session("Ann", "Ann", "Ben Cleo")
    for name in ("Ben", "Cleo"):
        ledger.person(name)
    confirm(ledger, *secrets_of(ledger, "Ben"))
    decline(ledger, *secrets_of(ledger, "Cleo"))
    assert [one[3] for one in ledger.parts(exchange)] == ["posted", "declined"]


def test_a_reminder_brings_a_fresh_link_and_one_answer_ends_them_all(ledger: Ledger, clock: HandClock) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    clock.move(days=3)
    remind(ledger, hours)
    first, second = secrets_of(ledger, "Ben")
    assert first != second
    assert confirm(ledger, second) == hours
    with pytest.raises(AnsweredAlready):
        confirm(ledger, first)
    assert ledger.balance("Ann") == 60


def test_an_old_link_opens_nothing(ledger: Ledger, clock: HandClock) -> None:
    ledger.record("Ann", "Ann", "Ben")
    (secret,) = secrets_of(ledger, "Ben")
    clock.move(days=90)
    with pytest.raises(LinkSpent):
        asked(ledger, secret)
    with pytest.raises(LinkSpent):
        confirm(ledger, secret)


def test_a_secret_opens_its_own_purpose_only(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    ben = ledger.world.ids["Ben"]
    other = ledger.world.app.do(WORKER, links.make, links.SUGGESTION, ben, hours)
    for secret in (other, "0" * 64, ""):
        with pytest.raises(LinkSpent):
            confirm(ledger, secret)
    with pytest.raises(LinkSpent):
        ledger.world.app.see(ANONYMOUS, links.read, links.PASSWORD, *secrets_of(ledger, "Ben"))


def test_whoever_is_signed_in_the_link_speaks_for_its_own_person(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    confirm(ledger, *secrets_of(ledger, "Ben"), caller=ledger.person("Ann"))
    assert (ledger.state(hours), ledger.letters("Ann")) == ("posted", ["hours_confirmed"])


def test_a_link_lets_nobody_answer_as_a_coordinator(ledger: Ledger) -> None:
    cora = ledger.world.coordinator("Cora")
    ledger.world.member("Olga", offline=True)
    hours = ledger.record("Ann", "Ann", "Olga")
    assert cora.member_id
    secret = ledger.world.app.do(WORKER, links.make, links.HOURS, cora.member_id, hours)
    for answer in (confirm, decline):
        with pytest.raises(NotFound):
            answer(ledger, secret)


def test_where_the_letter_will_not_be_sent_no_link_is_kept_and_the_sheet_holds_no_secret(ledger: Ledger) -> None:
    cora = ledger.world.coordinator("Cora")
    ledger.world.member("Olga", offline=True)
    ledger.person("Quinn")
    with ledger.world.app.engine.begin() as connection:
        quinn = member.c.id == ledger.world.ids["Quinn"]
        connection.execute(sa.update(member).where(quinn).values(wants_letters=False))
    for name in ("Olga", "Quinn"):
        hours = ledger.record("Ann", "Ann", name)
        remind(ledger, hours)
        ledger.give("Ann", "Ann", name, 10)
        assert all("/hours?entry=" in text for text in letters_of(ledger, name))
    assert (links_to(ledger, "Olga", "Quinn"), secrets_of(ledger, "Olga"), secrets_of(ledger, "Quinn")) == (0, [], [])
    with ledger.world.app.engine.connect() as connection:
        theirs = sa.select(letter.c.id).where(letter.c.member_id == ledger.world.ids["Olga"])
        (first, *_) = connection.execute(theirs).scalars()
    assert "without signing in" not in ledger.world.app.see(cora, sheet, first).text


def test_of_several_who_speak_for_an_organisation_the_first_answers(ledger: Ledger) -> None:
    for name in ("Ann", "Ben", "Cleo"):
        ledger.person(name)
    library = ledger.world.organisation("Library", "Ben", "Cleo")
    hours = ledger.record("Ann", "Ann", library)
    (ben,), (cleo,) = secrets_of(ledger, "Ben"), secrets_of(ledger, "Cleo")
    assert confirm(ledger, cleo) == hours
    with pytest.raises(AnsweredAlready):
        confirm(ledger, ben)


def test_who_no_longer_speaks_for_an_organisation_has_a_link_that_opens_nothing(ledger: Ledger) -> None:
    for name in ("Ann", "Ben", "Cleo"):
        ledger.person(name)
    library = ledger.world.organisation("Library", "Ben", "Cleo")
    ledger.record("Ann", "Ann", library)
    (ben,) = secrets_of(ledger, "Ben")
    ledger.world.organisation("Library", "Cleo")
    with pytest.raises(LinkSpent):
        asked(ledger, ben)
    with pytest.raises(NotFound):
        confirm(ledger, ben)


def test_who_has_left_has_no_link_that_opens_anything(ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben")
    (secret,) = secrets_of(ledger, "Ben")
    decline(ledger, secret)
    ledger.world.app.do(ledger.person("Ben"), leaving.leave, ledger.world.key(), "pot")
    for again in (asked, answered, confirm):
        with pytest.raises(LinkSpent):
            again(ledger, secret)


def test_a_link_that_went_to_a_former_address_opens_nothing(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    (first,) = secrets_of(ledger, "Ben")
    cora = ledger.world.coordinator("Cora")
    ledger.world.app.do(cora, doors.change_email, ledger.world.key(), ledger.world.ids["Ben"], "new@example.org")
    for again in (asked, confirm):
        with pytest.raises(LinkSpent):
            again(ledger, first)
    remind(ledger, hours)
    assert confirm(ledger, next(one for one in secrets_of(ledger, "Ben") if one != first)) == hours


def test_past_a_limit_the_yes_from_a_letter_is_kept_for_a_coordinator(ledger: Ledger) -> None:
    ledger.world.holder("Dora", Role.COORDINATOR)
    ledger.choose(limit_policy="ask", floor_minutes="-30")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    (secret,) = secrets_of(ledger, "Ben")
    assert asked(ledger, secret).past_limit
    confirm(ledger, secret)
    card = answered(ledger, secret)
    assert (ledger.state(hours), card.is_agreed) == ("pending", True)
    for again in (asked, confirm):
        with pytest.raises(AnsweredAlready):
            again(ledger, secret)


def test_where_a_limit_blocks_the_link_is_not_used_up(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    ledger.choose(limit_policy="block", floor_minutes="-30")
    (secret,) = secrets_of(ledger, "Ben")
    with pytest.raises(OutOfRoom):
        confirm(ledger, secret)
    assert asked(ledger, secret).entry_id == hours
