"""A mentor who holds much leaves, or is away for a while: one page lists it, one step hands it over."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from going import Going
from ledger_world import TODAY
from world import World

from timebank.errors import InvalidInput, NotFound
from timebank.handover.actions import AlreadyHandedOver, NotAway, come_back, hand_over
from timebank.handover.holding import sensible_choices
from timebank.history.tables import event
from timebank.ledger import actions as ledger
from timebank.ledger.leaving import before_leaving, leave
from timebank.life.endings import end_match
from timebank.life.rests import resting_now
from timebank.matches import actions as matches
from timebank.meetings import actions as meetings
from timebank.meetings.company import bring_along
from timebank.programmes.reads import my_part, participants

UNTIL = TODAY + timedelta(days=30)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # two of the stories are told on both


@pytest.fixture
def going(world: World) -> Going:
    return Going(world)


@ON_SQLITE
def test_one_page_lists_everything_a_mentor_holds(going: Going) -> None:
    found = going.held()
    kinds = [one.kind for one in found.held]
    assert sorted(kinds) == sorted(
        ["match", "match", "meeting", "promise", "question", "hours", "listing", "part", "only"]
    )
    by_kind = {one.kind: one for one in found.held}
    assert {name for one in found.held if one.kind == "match" for _, name in one.people} == {"Ann", "Cleo"}
    assert by_kind["meeting"].day == date(2026, 11, 5)
    assert by_kind["promise"].people == ((going.world.ids["Dora"], "Dora"),)
    assert by_kind["listing"].facts == {"only"}
    assert by_kind["only"].title == "Guides"
    assert by_kind["hours"].ways == ()
    assert found.goes is None
    for name in ("Ann", "Ben", "Stranger Sam"):
        with pytest.raises(NotFound):
            going.held(reader=going.world.member(name))


def test_a_leaving_mentor_is_handed_over_in_one_step_and_everybody_reads_one_letter(going: Going) -> None:
    before = {name: len(going.letters(name)) for name in going.world.ids}
    waiting = {one.name: one.waiting_since for one in going.see(going.cora, participants, going.programme_id)}
    going.hand_over()
    for name, words in {
        "Ann": "Your match with Ben in Guides has ended",
        "Cleo": "Your match with Ben in Guides has ended",
        "Dora": "A lift to the shops",
        "Eli": "Nobody said no to you",
    }.items():
        (told,) = going.told(name)
        assert words in told
        assert len(going.letters(name)) == before[name] + 1
        assert "leav" not in told
    (told,) = going.told("Ben")
    assert told.count("has ended") == 2
    assert "Thank you for it all" in told
    left = {one.kind for one in going.held().held}
    assert left == {"hours"}
    assert going.held().goes == "leaves"
    now = {one.name: one.waiting_since for one in going.see(going.cora, participants, going.programme_id)}
    assert now["Ann"] == waiting["Ann"]
    assert going.see(going.ben, before_leaving).still_open == ("hours that wait for an answer",)
    going.do(going.ben, ledger.confirm, going.hours_id)
    going.do(going.ben, leave, "pot")


@ON_SQLITE
def test_said_twice_it_is_written_once_and_another_press_is_told_that_it_is_done(going: Going) -> None:
    choices = sensible_choices(going.held(), "leaves")
    for _ in range(2):
        going.world.app.do(going.cora, hand_over, "same", going.ben_id, "leaves", choices)
    assert len(going.told("Ann")) == 1
    for again in (choices, {}):
        with pytest.raises(AlreadyHandedOver):
            going.do(going.cora, hand_over, going.ben_id, "leaves", again)


@ON_SQLITE
def test_a_mentee_may_be_kept_for_another_mentor_as_a_pair_pinned_for_the_next_round(going: Going) -> None:
    going.join("Finn", "mentor", capacity=2)
    first = going.of_kind("match")[0]
    finn_id = going.world.ids["Finn"]
    assert first.to_whom == ((finn_id, "Finn"),)
    going.hand_over(match=f"pass_on:{finn_id}")
    going.run()
    assert {frozenset(who.name for who in one.people) for one in going.drafts()} == {
        frozenset({"Ann", "Finn"}),
        frozenset({"Cleo", "Finn"}),
    }
    assert "Finn" not in " ".join(going.told("Ann"))


def test_who_is_away_only_pauses_and_one_press_brings_it_all_back(going: Going) -> None:
    later = going.do(going.ann, meetings.plan, going.with_ann, datetime(2026, 12, 10, 14, 0), 60)
    going.hand_over("away", UNTIL)
    assert len(going.see(going.cora, resting_now)) == 2
    (told,) = going.told("Ann")
    assert "on hold until 2 December 2026" in told
    assert "5 November 2026" in told
    assert "10 December" not in told
    assert [one.subject_id for one in going.of_kind("meeting")] == [later]
    assert going.held().back_on == UNTIL
    assert going.see(going.ben, my_part, going.programme_id).state == "paused"
    assert not going.of_kind("listing")
    going.world.app.clock.move(days=3)
    going.do(going.cora, come_back, going.ben_id)
    assert going.see(going.cora, resting_now) == frozenset()
    assert going.see(going.ben, my_part, going.programme_id).state == "ready"
    (offer,) = going.of_kind("listing")
    assert offer.subject_id == going.offer_id
    assert "goes on" in going.told("Ann")[-1]
    assert len(going.told("Cleo")) == 2
    with pytest.raises(NotAway):
        going.do(going.cora, come_back, going.ben_id)


@ON_SQLITE
def test_what_somebody_decided_otherwise_meanwhile_stays_so_when_they_come_back(going: Going) -> None:
    going.hand_over("away")
    going.do(going.ann, end_match, going.with_ann, "time")
    with pytest.raises(NotFound):
        going.do(going.ann, come_back, going.ben_id)
    going.do(going.ben, come_back, going.ben_id)
    assert [name for one in going.of_kind("match") for _, name in one.people] == ["Cleo"]
    assert len(going.told("Ann")) == 1


@ON_SQLITE
def test_a_coordinator_decides_nothing_in_their_own_match_and_hands_over_the_rest_of_theirs(going: Going) -> None:
    going.join("Cora", "mentee")
    going.join("Gail", "mentor")
    going.run()
    (draft,) = going.drafts()
    other = going.world.coordinator("Olga")
    going.do(other, matches.approve, draft.suggestion_id)
    for name in ("Cora", "Gail"):
        going.say(going.world.member(name), draft.suggestion_id)
    (own,) = going.of_kind("match", "Gail")
    assert (own.ways, own.facts) == ((), {"own"})
    with pytest.raises(InvalidInput):
        going.do(going.cora, hand_over, going.world.ids["Gail"], "leaves", {own.line: "end"})
    (seen,) = [one for one in going.held("Gail", other).held if one.kind == "match"]
    assert "end" in seen.ways
    mine = going.held("Cora")
    assert [one.ways for one in mine.held if one.kind == "match"] == [()]
    going.do(going.cora, hand_over, going.world.ids["Cora"], "away", sensible_choices(mine, "away"))
    assert going.held("Cora", other).goes == "away"


@ON_SQLITE
def test_company_at_a_first_meeting_goes_to_another_coordinator_and_all_are_told_who_comes(going: Going) -> None:
    olga_id = str(going.world.coordinator("Olga").member_id)
    (planned,) = going.of_kind("meeting")
    going.do(going.cora, bring_along, planned.subject_id, going.world.ids["Cora"])
    (mine,) = going.of_kind("company", "Cora")
    assert (olga_id, "Olga") in mine.to_whom
    going.do(going.cora, hand_over, going.world.ids["Cora"], "away", {mine.line: f"pass_on:{olga_id}"})
    assert not going.of_kind("company", "Cora")
    assert going.of_kind("company", "Olga")
    assert "Olga comes along" in going.told("Ann")[0]
    assert "Olga comes along" in going.told("Ben")[0]
    assert "You come along" in going.told("Olga")[0]


@ON_SQLITE
def test_what_changed_meanwhile_and_days_that_make_no_sense_are_refused_and_nothing_happens(going: Going) -> None:
    (first, _) = going.of_kind("match")
    for choices, until in (
        ({first.line: "cancel"}, None),
        ({first.line: "pass_on:nobody"}, None),
        ({first.line: "rest"}, TODAY),
    ):
        with pytest.raises(InvalidInput):
            going.do(going.cora, hand_over, going.ben_id, "away", choices, until)
    assert going.held().goes is None
    assert not going.told("Ann")


@ON_SQLITE
def test_history_says_who_handed_over_what_and_for_whom(going: Going) -> None:
    going.hand_over()
    with going.world.app.engine.connect() as connection:
        rows = connection.execute(
            sa.select(event.c.subject_kind, event.c.reason).where(
                event.c.action == "hand_over", event.c.on_behalf_of_id == going.ben_id
            )
        ).all()
    assert ("match", "end") in [tuple(row) for row in rows]
    assert ("part", "leave") in [tuple(row) for row in rows]
