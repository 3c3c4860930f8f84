"""Hours of a meeting that come from whoever was helped, from the community pot, or half from each: exact, one word."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_world import POT, TODAY, Ledger

from timebank.access import ANONYMOUS
from timebank.clock import HandClock
from timebank.errors import InvalidInput, NotFound
from timebank.ledger import actions, corrections, leaving, questions, reads
from timebank.ledger.by_letter import answered_by_letter, asked_by_letter, confirm_by_letter
from timebank.ledger.meeting_parts import PAYS, split
from timebank.ledger.rules import PotTooSmall
from timebank.mail.tables import letter
from timebank.members.leaving import StillOpen


def told(ledger: Ledger, who: str, pays: str, minutes: int = 61, meeting: str = "a-meeting", **said: Any) -> str:
    """Ben helped Ann at a meeting, as `who` writes it down."""
    return ledger.world.app.do(
        *(ledger.person(who), actions.record_of_meeting, ledger.world.key()),
        meeting_id=meeting,
        giver=ledger.of("Ben"),
        receiver=ledger.of("Ann"),
        minutes=minutes,
        pays=pays,
        **{"service_date": TODAY} | said,
    )


def stand(ledger: Ledger) -> tuple[int, int, int]:
    """The balances of Ann, Ben and the pot."""
    return ledger.balance("Ann"), ledger.balance("Ben"), ledger.pot()


def asking(ledger: Ledger, name: str) -> str:
    """The letter that asks somebody about hours."""
    asks = letter.c.kind.startswith("hours_please_confirm"), letter.c.member_id == ledger.world.ids[name]
    with ledger.world.app.engine.connect() as connection:
        return str(connection.execute(letter.select().where(*asks)).one().text)


@pytest.mark.parametrize(
    ("pays", "recorder", "stands"),
    [
        ("by_pot", "Ann", (0, 61, 39)),
        ("by_pot", "Ben", (0, 61, 39)),
        ("shared", "Ann", (-30, 61, 69)),
        ("shared", "Ben", (-30, 61, 69)),
    ],
)
def test_one_word_of_the_other_and_the_hours_count_to_the_minute(
    ledger: Ledger, pays: str, recorder: str, stands: tuple[int, int, int]
) -> None:
    other = "Ben" if recorder == "Ann" else "Ann"
    ledger.fill_pot(100)
    entry_id = told(ledger, recorder, pays)
    assert (ledger.waiting(recorder), ledger.waiting(other), stand(ledger)) == ([], [entry_id], (0, 0, 100))
    with pytest.raises(NotFound):  # nobody confirms what they wrote down themself
        ledger.confirm(recorder, entry_id)
    with pytest.raises(NotFound):
        ledger.confirm("Stranger Sam", entry_id)
    ledger.confirm(other, entry_id)
    assert (stand(ledger), ledger.waiting(other)) == (stands, [])
    assert (ledger.stands("Ben").given_minutes, ledger.stands("Ann").received_minutes) == (61, -stands[0])
    assert ledger.letters(recorder).count("hours_confirmed") == 1


def test_whoever_was_helped_reads_what_comes_from_them_before_they_answer(ledger: Ledger) -> None:
    ledger.fill_pot(100)
    told(ledger, "Ben", "shared")
    text = asking(ledger, "Ann")
    assert "1 h 01" in text
    assert "30 min of it come from you and 31 min from the community pot." in text
    (card,) = ledger.world.app.see(ledger.person("Ann"), reads.waiting_for, ledger.world.ids["Ann"])
    assert (card.helper, card.helped, card.minutes, card.pot_minutes) == ("Ben", "Ann", 30, 31)


def test_whoever_helped_reads_from_whom_it_comes(ledger: Ledger) -> None:
    ledger.fill_pot(100)
    told(ledger, "Ann", "shared")
    assert "30 min of it come from Ann and 31 min from the community pot." in asking(ledger, "Ben")


def test_where_the_pot_gives_it_all_the_letter_says_that_nothing_comes_from_them(ledger: Ledger) -> None:
    ledger.fill_pot(100)
    told(ledger, "Ben", "by_pot")
    assert "nothing comes from you" in asking(ledger, "Ann")
    (card,) = ledger.world.app.see(ledger.person("Ann"), reads.waiting_for, ledger.world.ids["Ann"])
    assert (card.helper, card.helped, card.minutes, card.is_from_pot) == ("Ben", "Ann", 61, True)


def test_the_link_in_the_letter_answers_for_both_halves(ledger: Ledger) -> None:
    ledger.fill_pot(100)
    told(ledger, "Ben", "shared")
    secret = ledger.secret("Ann")
    app = ledger.world.app
    asked = app.see(ANONYMOUS, asked_by_letter, secret)
    assert asked.hours.answers
    assert asked.hours.minutes + asked.hours.pot_minutes == 61
    app.do(ANONYMOUS, confirm_by_letter, ledger.world.key(), secret)
    assert app.see(ANONYMOUS, answered_by_letter, secret).state == "posted"
    assert ledger.balance("Ben") == 61


@pytest.mark.parametrize(("pays", "way"), [("by_pot", "withdraw"), ("shared", "decline"), ("shared", "withdraw")])
def test_both_halves_come_to_nothing_together(ledger: Ledger, pays: str, way: str) -> None:
    ledger.fill_pot(100)
    entry_id = told(ledger, "Ben", pays)
    who = "Ann" if way == "decline" else "Ben"
    ledger.world.app.do(ledger.person(who), getattr(actions, way), ledger.world.key(), entry_id)
    assert (stand(ledger), ledger.waiting("Ann")) == ((0, 0, 100), [])
    told(ledger, "Ben", pays, meeting="another")  # nothing is reserved in the pot any more


def test_another_figure_is_said_by_no_and_writing_it_down_again(ledger: Ledger) -> None:
    ledger.fill_pot(100)
    for pays, meeting in (("by_pot", "one"), ("shared", "two")):
        entry_id = told(ledger, "Ben", pays, 20, meeting)
        with pytest.raises(InvalidInput, match="say no"):
            ledger.world.app.do(ledger.person("Ann"), questions.question, ledger.world.key(), entry_id, 10, "shorter")
    entry_id = told(ledger, "Ben", "by_mentee", 60, "three")
    ledger.world.app.do(ledger.person("Ann"), questions.question, ledger.world.key(), entry_id, 10, "shorter")
    assert ledger.state(entry_id) == "questioned"


def test_the_pot_gives_no_more_than_it_has_unless_it_may_go_below_zero(ledger: Ledger) -> None:
    ledger.fill_pot(40)
    with pytest.raises(PotTooSmall):
        told(ledger, "Ben", "by_pot", 61)
    told(ledger, "Ben", "shared", 61, "one")
    with pytest.raises(PotTooSmall):  # what is promised from it stays promised
        told(ledger, "Ben", "shared", 61, "two")
    assert len(ledger.waiting("Ann")) == 1
    ledger.choose(pot_below_zero="yes")
    ledger.confirm("Ann", told(ledger, "Ben", "by_pot", 61, "three"))
    assert ledger.pot() == -21


def test_a_coordinator_brings_the_word_of_a_member_without_email(ledger: Ledger) -> None:
    ledger.fill_pot(100)
    cora = ledger.world.coordinator("Cora")
    ledger.world.member("Ann", offline=True)
    entry_id = told(ledger, "Ben", "shared")
    app = ledger.world.app
    assert entry_id in [card.entry_id for card in app.see(cora, reads.to_answer_for_offline)]
    with pytest.raises(NotFound):
        app.do(ledger.person("Stranger Sam"), actions.confirm, ledger.world.key(), entry_id, "by phone")
    app.do(cora, actions.confirm, ledger.world.key(), entry_id, "by phone")
    assert ledger.balance("Ben") == 61


def test_what_the_pot_gave_is_put_right_like_other_hours_and_both_hear_of_it(ledger: Ledger) -> None:
    ledger.fill_pot(100)
    cora = ledger.world.coordinator("Cora")
    entry_id = told(ledger, "Ben", "by_pot", 60)
    ledger.confirm("Ann", entry_id)
    ledger.world.app.do(cora, corrections.correct, ledger.world.key(), entry_id, 45, "It was shorter")
    assert stand(ledger) == (0, 45, 55)
    assert all("hours_corrected" in ledger.letters(name) for name in ("Ann", "Ben"))


def test_a_reminder_of_both_halves_is_one_letter(ledger: Ledger, clock: HandClock) -> None:
    from timebank.jobs.hours import remind_unconfirmed

    ledger.fill_pot(100)
    told(ledger, "Ben", "shared")
    clock.move(days=1, hours=1)
    remind_unconfirmed(ledger.world.app, "a-day")
    assert ledger.letters("Ann").count("hours_still_to_confirm") == 1


def test_nobody_leaves_while_their_word_is_waited_for(ledger: Ledger) -> None:
    ledger.fill_pot(100)
    told(ledger, "Ben", "by_pot")
    with pytest.raises(StillOpen, match="from the community pot"):
        ledger.world.app.do(ledger.person("Ann"), leaving.leave, ledger.world.key(), "pot")


def test_hours_written_by_hand_never_come_from_the_pot(ledger: Ledger) -> None:
    with pytest.raises(InvalidInput):
        ledger.record("Ben", "Ben", POT)


@given(st.integers(1, 1440), st.sampled_from(PAYS))
def test_the_parts_make_the_whole_and_differ_by_a_minute_at_most(minutes: int, pays: Any) -> None:
    own, from_pot = split(minutes, pays)
    assert own + from_pot == minutes
    assert min(own, from_pot) >= 0
    assert pays != "shared" or 0 <= from_pot - own <= 1


@pytest.mark.prove
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PAYS),
            st.integers(1, 40),
            st.sampled_from(["Ann", "Ben"]),
            st.sampled_from(["yes", "no", ""]),
        ),
        max_size=6,
    )
)
def test_whatever_is_written_down_and_answered_every_minute_is_there(
    ledger: Ledger, meetings: list[tuple[str, int, str, str]]
) -> None:
    ledger.choose(pot_below_zero="yes")
    day = TODAY - timedelta(days=ledger.world.keys % 90)  # nobody's day is longer than 24 hours
    ann, ben, pot = stand(ledger)
    for number, (pays, minutes, recorder, answer) in enumerate(meetings):
        entry_id = told(ledger, recorder, pays, minutes, f"{ledger.world.key()}-{number}", service_date=day)
        other = "Ben" if recorder == "Ann" else "Ann"
        if answer == "yes":
            own, from_pot = split(minutes, pays)
            ann, ben, pot = ann - own, ben + minutes, pot - from_pot
            ledger.confirm(other, entry_id)
        elif answer == "no":
            ledger.world.app.do(ledger.person(other), actions.decline, ledger.world.key(), entry_id)
    assert stand(ledger) == (ann, ben, pot)
    assert ledger.proof().ok
