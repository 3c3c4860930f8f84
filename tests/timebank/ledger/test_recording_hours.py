"""Recording hours: who may, what is refused with which sentence, and that nothing counts before the other agrees."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from ledger_world import TODAY, Ledger

from timebank.access import ANONYMOUS, OPERATOR, WORKER
from timebank.errors import InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.history.tables import event
from timebank.ledger import actions
from timebank.ledger.rules import Holder, OutOfRoom
from timebank.ledger.tables import entry
from timebank.members.tables import member


def test_the_one_who_helped_records_and_nothing_counts_until_the_other_confirms(ledger: Ledger) -> None:
    hours = ledger.record("Ann", giver="Ann", receiver="Ben", minutes=90)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (0, 0)
    assert ledger.waiting("Ben") == [hours]
    ledger.confirm("Ben", hours)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (90, -90)
    assert ledger.waiting("Ben") == []


def test_the_one_who_was_helped_records_and_the_helper_confirms(ledger: Ledger) -> None:
    hours = ledger.record("Ben", giver="Ann", receiver="Ben", minutes=90)
    assert (ledger.waiting("Ann"), ledger.waiting("Ben")) == ([hours], [])
    ledger.confirm("Ann", hours)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (90, -90)


def test_nobody_records_hours_between_two_others(ledger: Ledger) -> None:
    ledger.person("Ann"), ledger.person("Ben")
    for stranger in ("Stranger Sam", "Stranger Coordinator"):
        with pytest.raises(NotFound):
            ledger.record(stranger, giver="Ann", receiver="Ben")


@pytest.mark.parametrize("caller", [ANONYMOUS, WORKER, OPERATOR])
def test_nobody_without_a_name_records_hours(ledger: Ledger, caller: object) -> None:
    content = {"giver": ledger.of("Ann"), "receiver": ledger.of("Ben"), "service_date": TODAY, "minutes": 60}
    with pytest.raises((NotFound, SignInNeeded)):
        ledger.world.app.do(caller, actions.record, ledger.world.key(), **content)


def test_nobody_records_hours_with_themself_or_with_the_pot(ledger: Ledger) -> None:
    with pytest.raises(InvalidInput, match="choose somebody else"):
        ledger.record("Ann", giver="Ann", receiver="Ann")
    with pytest.raises(InvalidInput, match="between members and organisations"):
        ledger.record("Ann", giver="Ann", receiver=Holder("pot"))


def test_nobody_records_hours_with_somebody_who_has_left_or_never_was(ledger: Ledger) -> None:
    ledger.person("Ann"), ledger.person("Ben")
    with ledger.world.app.work(OPERATOR) as work:
        work.execute(sa.update(member).where(member.c.id == ledger.world.ids["Ben"]).values(state="left"))
    for absent in (ledger.of("Ben"), Holder("member", "nobody"), Holder("organisation", "nobody")):
        with pytest.raises(NotFound):
            ledger.record("Ann", giver="Ann", receiver=absent)


@pytest.mark.parametrize(
    ("minutes", "day", "sentence"),
    [
        (0, TODAY, "between 1 minute and 24 hours"),
        (-60, TODAY, "between 1 minute and 24 hours"),
        (1441, TODAY, "between 1 minute and 24 hours"),
        (1.5, TODAY, "whole minutes"),
        (True, TODAY, "whole minutes"),
        (60, TODAY + timedelta(days=1), "has not come yet"),
        (60, TODAY - timedelta(days=91), "more than 90 days ago"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_one_sentence(
    ledger: Ledger, minutes: int, day: date, sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence) as refusal:
        ledger.record("Ann", giver="Ann", receiver="Ben", minutes=minutes, day=day)
    assert len(str(refusal.value)) < 120


@pytest.mark.parametrize(("minutes", "days_ago"), [(1, 0), (1440, 90)])
def test_the_shortest_today_and_the_longest_90_days_ago_can_be_recorded(
    ledger: Ledger, minutes: int, days_ago: int
) -> None:
    assert ledger.record("Ann", "Ann", "Ben", minutes, TODAY - timedelta(days=days_ago))


def test_today_is_the_day_where_the_community_lives(ledger: Ledger) -> None:
    ledger.choose(zone="Pacific/Kiritimati")  # 14 hours ahead: already the 3rd there
    assert ledger.record("Ann", "Ann", "Ben", day=TODAY + timedelta(days=1))


def test_the_same_key_and_content_gives_the_first_answer_again(ledger: Ledger) -> None:
    first = ledger.record("Ann", "Ann", "Ben", key="one-tap")
    assert ledger.record("Ann", "Ann", "Ben", key="one-tap") == first
    ledger.confirm("Ben", first, key="confirm-tap")
    assert ledger.confirm("Ben", first, key="confirm-tap") == first
    assert ledger.record("Ann", "Ann", "Ben", key="one-tap") == first
    assert ledger.balance("Ann") == 60
    assert ledger.letters("Ben") == ["hours_please_confirm"]


def test_the_same_key_with_other_content_or_from_somebody_else_is_refused(ledger: Ledger) -> None:
    first = ledger.record("Ann", "Ann", "Ben", 60, key="one-tap")
    for changed in ({"minutes": 61}, {"note": "more"}, {"day": TODAY - timedelta(days=1)}, {"receiver": "Cat"}):
        told = {"giver": "Ann", "receiver": "Ben", "minutes": 60} | changed
        with pytest.raises(KeyReused):
            ledger.record("Ann", key="one-tap", **told)
    with pytest.raises(KeyReused):
        ledger.record("Ben", "Ann", "Ben", 60, key="one-tap")
    with pytest.raises(KeyReused):
        ledger.confirm("Ben", first, key="one-tap")
    assert ledger.state(first) == "pending"


def test_a_write_without_a_key_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InvalidInput, match="key"):
        ledger.world.app.do(
            ledger.person("Ann"),
            actions.record,
            "",
            giver=ledger.of("Ann"),
            receiver=ledger.of("Ben"),
            service_date=TODAY,
            minutes=60,
        )


def test_a_key_of_any_length_writes_once(ledger: Ledger) -> None:
    first = ledger.record("Ann", "Ann", "Ben", key="k" * 300)
    assert ledger.record("Ann", "Ann", "Ben", key="k" * 300) == first


def test_the_letter_the_history_and_the_hours_are_written_together_or_not_at_all(ledger: Ledger) -> None:
    def record_then_fail(work: object, key: str) -> None:
        actions.record(
            work,
            key,
            giver=ledger.of("Ann"),
            receiver=ledger.of("Ben"),
            service_date=TODAY,
            minutes=60,
        )
        raise RuntimeError("the power goes")

    ann = ledger.person("Ann")
    before = _counts(ledger)
    ledger.person("Ben")
    after_ben = _counts(ledger)
    with pytest.raises(RuntimeError):
        ledger.world.app.do(ann, record_then_fail, "lost")
    assert _counts(ledger) == after_ben != before
    assert ledger.letters("Ben") == []
    ledger.record("Ann", "Ann", "Ben", key="lost")
    assert ledger.letters("Ben") == ["hours_please_confirm"]
    assert _counts(ledger) == (after_ben[0] + 1, after_ben[1] + 1)


def _counts(ledger: Ledger) -> tuple[int, int]:
    with ledger.world.app.engine.connect() as connection:
        entries = connection.execute(sa.select(sa.func.count()).select_from(entry)).scalar_one()
        events = connection.execute(sa.select(sa.func.count()).select_from(event)).scalar_one()
        return int(entries), int(events)


def test_a_coordinator_records_for_an_offline_member_marked_and_told(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.world.member("Olga", offline=True)
    with pytest.raises(InvalidInput, match="how the member told you"):
        ledger.record("Cora", "Olga", "Ben", behalf="Olga")
    hours = ledger.record("Cora", "Olga", "Ben", behalf="Olga", told="by phone")
    assert ledger.waiting("Ben") == [hours]
    assert ledger.letters("Ben") == ["hours_please_confirm"]
    assert ledger.letters("Olga") == ["hours_recorded_for_you"]
    ledger.confirm("Ben", hours)
    assert ledger.balance("Ben") == -60


def test_a_coordinator_may_record_for_any_member_but_never_hours_of_their_own(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.person("Ann"), ledger.person("Ben")
    assert ledger.record("Cora", "Ann", "Ben", behalf="Ann")
    with pytest.raises(NotFound):
        ledger.record("Cora", "Cora", "Ben", behalf="Ben")
    with pytest.raises(NotFound):
        ledger.record("Cora", "Ann", "Ben", behalf="Stranger Sam")
    ledger.world.organisation("Library", "Cora")
    with pytest.raises(NotFound):
        ledger.record("Cora", ledger.world.organisation("Library", "Cora"), "Ben", behalf="Ben")


def test_a_member_cannot_record_on_behalf_of_anybody(ledger: Ledger) -> None:
    ledger.person("Ann"), ledger.person("Ben")
    with pytest.raises(NotFound):
        ledger.record("Ann", "Ann", "Ben", behalf="Ben")


def test_a_blocking_floor_counts_hours_that_still_wait(ledger: Ledger) -> None:
    ledger.choose(floor_minutes="-100", limit_policy="block")
    first = ledger.record("Ben", "Ann", "Ben", 60)
    with pytest.raises(OutOfRoom):
        ledger.record("Ben", "Cat", "Ben", 41)
    second = ledger.record("Ben", "Cat", "Ben", 40)
    ledger.world.app.do(ledger.person("Ben"), actions.withdraw, ledger.world.key(), second)
    assert ledger.record("Cat", "Cat", "Ben", 40)
    ledger.confirm("Ann", first)
    with pytest.raises(OutOfRoom):
        ledger.record("Ben", "Ann", "Ben", 1)
    assert ledger.balance("Ben") == -60


def test_a_limit_that_only_opens_a_conversation_blocks_nobody(ledger: Ledger) -> None:
    ledger.choose(floor_minutes="-100")
    assert ledger.record("Ben", "Ann", "Ben", 500)


def test_a_member_beyond_a_limit_may_always_move_towards_zero(ledger: Ledger) -> None:
    for giver, receiver in (("Ann", "Ben"), ("Ann", "Ben")):
        ledger.confirm(receiver, ledger.record(giver, giver, receiver, 100))
    ledger.choose(floor_minutes="-100", ceiling_minutes="100", limit_policy="block")
    back = ledger.record("Ben", giver="Ben", receiver="Ann", minutes=50)
    ledger.confirm("Ann", back)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (150, -150)
    with pytest.raises(OutOfRoom):
        ledger.record("Ann", giver="Ann", receiver="Cat", minutes=1)
    with pytest.raises(OutOfRoom):
        ledger.record("Ben", giver="Cat", receiver="Ben", minutes=1)


def test_a_blocking_ceiling_counts_hours_that_still_wait(ledger: Ledger) -> None:
    ledger.choose(ceiling_minutes="100", limit_policy="block")
    first = ledger.record("Ann", "Ann", "Ben", 90)
    for _ in range(3):
        with pytest.raises(OutOfRoom):
            ledger.record("Ann", "Ann", "Ben", 90)
    ledger.record("Ann", "Ann", "Cat", 10)
    ledger.confirm("Ben", first)
    with pytest.raises(OutOfRoom):
        ledger.record("Cat", "Ann", "Cat", 1)
    assert ledger.balance("Ann") == 90


def test_hours_that_were_taken_back_leave_room_below_the_ceiling_again(ledger: Ledger) -> None:
    ledger.choose(ceiling_minutes="100", limit_policy="block")
    first = ledger.record("Ann", "Ann", "Ben", 90)
    ledger.world.app.do(ledger.person("Ann"), actions.withdraw, ledger.world.key(), first)
    assert ledger.record("Ann", "Ann", "Ben", 100)


def test_somebody_below_zero_may_give_up_to_the_ceiling(ledger: Ledger) -> None:
    ledger.confirm("Ben", ledger.record("Ann", "Ben", "Ann", 200))
    ledger.choose(ceiling_minutes="0", limit_policy="block")
    assert ledger.record("Ann", "Ann", "Ben", 200)
    with pytest.raises(OutOfRoom):
        ledger.record("Ann", "Ann", "Cat", 1)


@pytest.mark.parametrize("ann_gives", [True, False])
def test_nobody_gives_or_receives_more_than_24_hours_on_one_day(ledger: Ledger, ann_gives: bool) -> None:
    def with_ann(other: str, minutes: int, day: date = TODAY) -> str:
        giver, receiver = ("Ann", other) if ann_gives else (other, "Ann")
        return ledger.record("Ann", giver, receiver, minutes, day)

    ledger.confirm("Ben", with_ann("Ben", 1000))
    with_ann("Cat", 440)
    for other in ("Ben", "Cat", "Dan"):
        with pytest.raises(InvalidInput, match="more than 24 hours on one day"):
            with_ann(other, 1)
    assert with_ann("Dan", 1, TODAY - timedelta(days=1))


def test_a_day_of_giving_leaves_the_day_of_receiving_and_withdrawn_hours_do_not_count(ledger: Ledger) -> None:
    first = ledger.record("Ann", "Ann", "Ben", 1440)
    assert ledger.record("Ann", "Ben", "Ann", 1440)
    ledger.world.app.do(ledger.person("Ann"), actions.withdraw, ledger.world.key(), first)
    assert ledger.record("Ann", "Ann", "Ben", 1440)


def test_an_organisation_of_many_has_more_than_24_hours_a_day(ledger: Ledger) -> None:
    ledger.person("Lia")
    library = ledger.world.organisation("Library", "Lia")
    for name in ("Ann", "Ben", "Cat"):
        assert ledger.record(name, name, library, 600)


@pytest.mark.parametrize(
    ("source_kind", "source_id"), [("meeting", "m1"), ("import", "a:1"), ("person", "m1"), ("listing", ""), ("x", "y")]
)
def test_nobody_says_that_hours_come_from_where_they_do_not(ledger: Ledger, source_kind: str, source_id: str) -> None:
    told = {"giver": ledger.of("Ann"), "receiver": ledger.of("Ben"), "service_date": TODAY, "minutes": 60}
    from_there = told | {"source_kind": source_kind, "source_id": source_id}
    with pytest.raises(InvalidInput, match="noticeboard"):
        ledger.world.app.do(ledger.person("Ann"), actions.record, ledger.world.key(), **from_there)
