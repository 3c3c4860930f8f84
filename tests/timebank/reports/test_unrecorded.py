"""What was agreed and never written down: four sources, each gone once it is recorded or said not to have happened."""

import threading
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from guiding import COMPANY, Guiding
from world import World

from timebank.access import OPERATOR, Caller, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound
from timebank.ledger import actions as ledger
from timebank.ledger.reads import waiting_for
from timebank.life import rests
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.mail.tables import letter
from timebank.meetings import actions as meetings
from timebank.members import actions as members
from timebank.members.tables import member
from timebank.reports import unrecorded
from timebank.reports.unrecorded import NothingWaits, Unrecorded

TODAY = date(2026, 11, 2)
WEEK = timedelta(days=7)


def agreed(world: World, day: date = TODAY) -> str:
    """Ann offers to read aloud, and Ben asked her to."""
    ann, ben = world.member("Ann"), world.member("Ben")
    world.app.do(OPERATOR, plant_categories)
    offer = world.app.do(ann, listings.write_listing, world.key(), "offer", "company", "Reading aloud", "")
    asked = world.app.do(ben, listings.ask, world.key(), offer, "On Monday?")
    return world.app.do(ann, listings.agree, world.key(), asked, day)


def helped(world: World, giver: str, receiver: str, day: date, minutes: int = 60, confirmed: bool = True) -> str:
    helper, other = world.member(giver), world.member(receiver)
    written = {"giver": world.account(giver), "receiver": world.account(receiver), "minutes": minutes}
    entry_id = world.app.do(helper, ledger.record, world.key(), service_date=day, **written)
    if confirmed:
        world.app.do(other, ledger.confirm, world.key(), entry_id)
    return entry_id


def weekly(world: World, clock: HandClock, giver: str = "Ann", receiver: str = "Ben") -> str:
    """Ann helps Ben three Mondays in a row, today is a week and a day after the last; answers the pair's id."""
    for back in (2, 1, 0):
        helped(world, giver, receiver, TODAY - back * WEEK, 45)
    clock.move(days=8)
    return ":".join(sorted((world.ids[giver], world.ids[receiver])))


def mine(world: World, name: str) -> tuple[Unrecorded, ...]:
    return world.app.see(world.member(name), unrecorded.mine)


def kinds(world: World, name: str) -> list[tuple[str, date]]:
    return [(one.source_kind, one.due_on) for one in mine(world, name)]


def letters(world: World, name: str, kind: str) -> list[str]:
    with world.app.engine.connect() as connection:
        found = sa.select(letter.c.text).where(letter.c.member_id == world.ids[name], letter.c.kind == kind)
        return list(connection.execute(found).scalars())


def test_what_was_agreed_on_the_noticeboard_waits_once_its_day_has_passed(world: World, clock: HandClock) -> None:
    answer_id = agreed(world)
    assert mine(world, "Ann") == ()
    clock.move(days=1)
    (item,) = mine(world, "Ben")
    assert (item.source_kind, item.source_id, item.due_on) == ("listing", answer_id, TODAY)
    assert (item.what, item.minutes, item.helper_id) == ("Reading aloud", 60, world.ids["Ann"])
    assert mine(world, "Stranger Sam") == ()
    assert world.app.see(world.coordinator(), unrecorded.everybodys) == (item,)


def test_one_tap_writes_it_down_and_it_waits_for_the_others_word(world: World, clock: HandClock) -> None:
    agreed(world)
    clock.move(days=1)
    (item,) = mine(world, "Ben")
    ben, key = world.member("Ben"), world.key()
    written = write(world, ben, item, key)
    assert write(world, ben, item, key) == written
    with pytest.raises(KeyReused):
        write(world, ben, item, key, minutes=75)
    assert mine(world, "Ann") == ()
    assert [one.entry_id for one in world.app.see(world.member("Ann"), waiting_for, world.ids["Ann"])] == [written]


def write(world: World, who: Caller, item: Unrecorded, key: str = "", **other: object) -> str:
    said = {"day": item.due_on, "minutes": item.minutes, "category_id": item.category_id} | other
    said = {"helper_id": item.helper_id, "helped_id": item.helped_id} | said
    source = (item.source_kind, item.source_id)
    return world.app.do(who, unrecorded.write_down, key or world.key(), *source, **said)


def test_hours_written_down_by_hand_about_that_day_end_the_question_too(world: World, clock: HandClock) -> None:
    agreed(world)
    clock.move(days=2)
    helped(world, "Ben", "Ann", TODAY, confirmed=False)
    assert len(mine(world, "Ann")) == 1, "the other way round is another matter"
    entry_id = helped(world, "Ann", "Ben", TODAY + timedelta(days=1), confirmed=False)
    assert mine(world, "Ann") == ()
    world.app.do(world.member("Ben"), ledger.decline, world.key(), entry_id)
    assert len(mine(world, "Ann")) == 1


def test_either_says_that_it_did_not_happen_and_the_other_hears_kindly(world: World, clock: HandClock) -> None:
    answer_id = agreed(world)
    ben, cora = world.member("Ben"), world.coordinator()
    with pytest.raises(InvalidInput):
        world.app.do(ben, unrecorded.did_not_happen, "early", "listing", agreed_for(world, "Cat"), TODAY + WEEK)
    clock.move(days=1)
    with pytest.raises(NotFound):
        world.app.do(world.member("Stranger Sam"), unrecorded.did_not_happen, world.key(), "listing", answer_id, TODAY)
    world.app.do(ben, unrecorded.did_not_happen, "no", "listing", answer_id, TODAY)
    world.app.do(ben, unrecorded.did_not_happen, "no", "listing", answer_id, TODAY)
    assert world.app.see(cora, unrecorded.everybodys) == ()
    assert len(letters(world, "Ann", "listing_did_not_happen")) == 1
    assert letters(world, "Ben", "listing_did_not_happen") == []
    with pytest.raises(AlreadyDecided):
        world.app.do(world.member("Ann"), unrecorded.did_not_happen, world.key(), "listing", answer_id, TODAY)


def agreed_for(world: World, name: str) -> str:
    """Ben asked somebody else for a day that has not come."""
    other = world.member(name)
    offer = world.app.do(other, listings.write_listing, world.key(), "offer", "company", "A walk", "")
    asked = world.app.do(world.member("Ben"), listings.ask, world.key(), offer, "")
    return world.app.do(other, listings.agree, world.key(), asked, TODAY + WEEK)


def test_a_coordinator_who_is_neither_says_so_for_both(world: World, clock: HandClock) -> None:
    answer_id = agreed(world)
    clock.move(days=1)
    world.app.do(world.coordinator(), unrecorded.did_not_happen, world.key(), "listing", answer_id, TODAY)
    for name in ("Ann", "Ben"):
        assert len(letters(world, name, "listing_did_not_happen")) == 1


def test_people_who_meet_every_week_are_asked_about_the_week_that_is_missing(world: World, clock: HandClock) -> None:
    pair = weekly(world, clock)
    (item,) = mine(world, "Ben")
    assert (item.source_kind, item.source_id, item.due_on) == ("pair", pair, TODAY + WEEK)
    assert (item.minutes, item.days, item.helper_id) == (45, 7, world.ids["Ann"])
    helped(world, "Ann", "Ben", TODAY + WEEK - timedelta(days=1), confirmed=False)
    assert mine(world, "Ben") == mine(world, "Ann") == ()


def test_they_are_asked_once_about_a_day_and_again_only_about_the_next(world: World, clock: HandClock) -> None:
    pair = weekly(world, clock)
    ann, day = world.member("Ann"), TODAY + WEEK
    for _ in range(2):
        world.app.do(ann, unrecorded.did_not_happen, "not this week", "pair", pair, day)
    assert mine(world, "Ann") == mine(world, "Ben") == ()
    (told,) = letters(world, "Ben", "hours_did_not_happen")
    assert "Ann noted that you two did not meet around 9 November 2026" in told
    with pytest.raises(AlreadyDecided):
        world.app.do(world.member("Ben"), unrecorded.did_not_happen, world.key(), "pair", pair, day)
    with pytest.raises(KeyReused):
        world.app.do(ann, unrecorded.did_not_happen, "not this week", "pair", pair, day + WEEK)
    clock.move(days=7)
    assert kinds(world, "Ben") == [("pair", day + WEEK)]
    clock.move(days=60)
    assert len(mine(world, "Ben")) == 2, "after three in a row the rhythm has ended"
    clock.move(days=90)
    assert mine(world, "Ben") == ()


def test_nobody_says_it_for_others_or_about_a_day_nothing_was_due(world: World, clock: HandClock) -> None:
    pair = weekly(world, clock)
    for name in ("Stranger Sam", "Stranger Sue"):
        with pytest.raises(NotFound):
            world.app.do(world.member(name), unrecorded.did_not_happen, world.key(), "pair", pair, TODAY + WEEK)
    for source in (("pair", "nobody:else"), ("pair", world.ids["Ann"]), ("match", "none"), ("meeting", "none")):
        with pytest.raises(NotFound):
            world.app.do(world.member("Ann"), unrecorded.did_not_happen, world.key(), *source, TODAY)
    with pytest.raises(NothingWaits):
        world.app.do(world.member("Ann"), unrecorded.did_not_happen, world.key(), "pair", pair, TODAY)


def test_who_helps_whom_in_turn_is_asked_which_way_it_was(world: World, clock: HandClock) -> None:
    helped(world, "Ben", "Ann", TODAY - 3 * WEEK)
    weekly(world, clock)
    (item,) = mine(world, "Ben")
    assert (item.helper_id, item.helped_id) == (world.ids["Ann"], world.ids["Ben"]), "three of four is the usual way"
    helped(world, "Ben", "Ann", TODAY + WEEK)
    clock.move(days=7)
    (item,) = mine(world, "Ben")
    assert (item.helper_id, item.helped_id) == ("", "")


def test_a_day_agreed_on_the_noticeboard_is_asked_about_once(world: World, clock: HandClock) -> None:
    answer_id = agreed(world, TODAY + WEEK)
    weekly(world, clock)
    assert kinds(world, "Ann") == [("listing", TODAY + WEEK)]
    world.app.do(world.member("Ann"), unrecorded.did_not_happen, world.key(), "listing", answer_id, TODAY + WEEK)
    assert mine(world, "Ann") == ()


def test_a_planned_meeting_waits_until_somebody_says_how_it_went(world: World, clock: HandClock) -> None:
    guiding = Guiding(world)
    ann, ben = guiding.join("Ann", "mentee"), guiding.join("Ben", "mentor")
    match_id = guiding.match(ann, ben)
    starts = datetime(2026, 11, 3, 14, 0)
    first = world.app.do(ann, meetings.plan, world.key(), match_id, starts, 90, "Library")
    assert mine(world, "Ann") == ()
    clock.move(days=2)
    (item,) = mine(world, "Ben")
    assert (item.source_kind, item.source_id, item.due_on) == ("meeting", first, date(2026, 11, 3))
    assert (item.what, item.minutes, item.helper_id) == ("Guides", 90, ben.member_id)
    write(world, ann, item)
    assert mine(world, "Ben") == ()
    (hours,) = world.app.see(ben, waiting_for, str(ben.member_id))
    world.app.do(ben, ledger.decline, world.key(), hours.entry_id)
    assert kinds(world, "Ben") == [("meeting", date(2026, 11, 3))]
    world.app.do(ben, unrecorded.did_not_happen, world.key(), "meeting", first, item.due_on)
    assert mine(world, "Ann") == ()


def test_a_match_in_which_nothing_is_planned_for_a_month_is_asked_about(world: World, clock: HandClock) -> None:
    guiding = Guiding(world)
    ann, ben = guiding.join("Ann", "mentee"), guiding.join("Ben", "mentor")
    match_id = guiding.match(ann, ben)
    clock.move(days=30)
    assert mine(world, "Ann") == ()
    clock.move(days=1)
    (item,) = mine(world, "Ann")
    assert (item.source_kind, item.source_id, item.days, item.helper_id) == ("match", match_id, 30, ben.member_id)
    world.app.do(ben, unrecorded.did_not_happen, world.key(), "match", match_id, item.due_on)
    assert mine(world, "Ann") == ()
    clock.move(days=31)
    assert kinds(world, "Ann") != [], "a month later they may be asked again"
    world.app.do(ben, meetings.plan, world.key(), match_id, datetime(2027, 1, 20, 10, 0), 60)
    assert mine(world, "Ann") == ()


def test_a_match_on_hold_is_not_asked_about_and_afterwards_it_counts_afresh(world: World, clock: HandClock) -> None:
    guiding = Guiding(world)
    ann, ben = guiding.join("Ann", "mentee"), guiding.join("Ben", "mentor")
    match_id = guiding.match(ann, ben)
    world.app.do(ann, rests.put_on_hold, world.key(), match_id)
    clock.move(days=40)
    assert mine(world, "Ann") == ()
    world.app.do(ben, rests.go_on, world.key(), match_id)
    clock.move(days=30)
    assert mine(world, "Ben") == ()
    clock.move(days=1)
    assert kinds(world, "Ben") == [("match", date(2027, 1, 11))]


def test_hours_of_two_matched_people_keep_their_match_from_being_asked_about(world: World, clock: HandClock) -> None:
    guiding = Guiding(world, COMPANY)
    ann, ben = guiding.join("Ann"), guiding.join("Ben")
    guiding.match(ann, ben)
    clock.move(days=31)
    (item,) = mine(world, "Ann")
    assert item.helper_id == ""
    helped(world, "Ben", "Ann", TODAY + timedelta(days=20), confirmed=False)
    assert mine(world, "Ann") == ()


def test_a_programme_may_say_how_often_its_people_meet(world: World, clock: HandClock) -> None:
    with_days = COMPANY.replace("[[roles]]", "[settings]\nmeet_every_days = 10\n[[roles]]", 1)
    guiding = Guiding(world, with_days)
    guiding.match(guiding.join("Ann"), guiding.join("Ben"))
    clock.move(days=11)
    assert [one.days for one in mine(world, "Ann")] == [10]


def test_a_coordinator_writes_down_what_a_member_without_email_tells_but_never_their_own(
    world: World, clock: HandClock
) -> None:
    world.member("Tom", offline=True)
    cora = world.coordinator()
    for back in (2, 1, 0):
        entry_id = helped(world, "Ann", "Tom", TODAY - back * WEEK, confirmed=False)
        world.app.do(cora, ledger.confirm, world.key(), entry_id, "by phone")
    clock.move(days=8)
    (item,) = world.app.see(cora, unrecorded.everybodys)
    entry_id = write(world, cora, item, recorded_for_id=world.ids["Tom"], how_told="by phone")
    assert world.app.see(cora, unrecorded.everybodys) == ()
    assert [one.entry_id for one in world.app.see(world.member("Ann"), waiting_for, world.ids["Ann"])] == [entry_id]
    for back in (2, 1, 0):
        helped(world, "Cora", "Ann", TODAY + WEEK - back * WEEK, 30)
    clock.move(days=8)
    (own,) = [one for one in mine(world, "Cora") if one.helper_id == world.ids["Cora"]]
    with pytest.raises(NotFound):
        write(world, cora, own, recorded_for_id=world.ids["Ann"], how_told="by phone")


def test_members_see_only_their_own_and_the_communitys_figure_once_ten_stand_behind_it(
    world: World, clock: HandClock
) -> None:
    for number in range(4):
        for back in (2, 1, 0):
            helped(world, f"Giver {number}", f"Taker {number}", TODAY - back * WEEK, 30)
    weekly_clock = world.member("Giver 0")
    clock.move(days=8)
    with pytest.raises(NotFound):
        world.app.see(weekly_clock, unrecorded.everybodys)
    with pytest.raises(NotFound):
        world.app.see(weekly_clock, unrecorded.mine, world.ids["Giver 1"])
    assert len(mine(world, "Giver 0")) == 1
    assert world.app.see(weekly_clock, unrecorded.unrecorded_totals) is None
    assert world.app.see(world.coordinator(), unrecorded.unrecorded_totals) == (4, 120)
    for back in (3, 2, 1):
        helped(world, "Giver 4", "Taker 4", TODAY + WEEK - back * WEEK, 60)
    assert world.app.see(weekly_clock, unrecorded.unrecorded_totals) == (5, 180)


def test_a_coordinator_of_one_area_sees_what_concerns_people_there(world: World, clock: HandClock) -> None:
    east, west = (world.app.do(OPERATOR, members.add_area, world.key(), name) for name in ("East", "West"))
    world.member("Wes")
    world.app.do(OPERATOR, members.grant, world.key(), world.ids["Wes"], Role.COORDINATOR, west)
    answer_id = agreed(world)
    pair = weekly(world, clock, "Dev", "Eva")
    with world.app.engine.begin() as connection:
        for name, area_id in (("Ann", east), ("Dev", west)):
            connection.execute(sa.update(member).where(member.c.id == world.ids[name]).values(area_id=area_id))
    wes = world.member("Wes")
    assert [one.source_id for one in world.app.see(wes, unrecorded.everybodys)] == [pair]
    assert world.app.see(wes, unrecorded.unrecorded_totals) == (1, 45)
    with pytest.raises(NotFound):
        world.app.do(wes, unrecorded.did_not_happen, world.key(), "listing", answer_id, TODAY)
    with pytest.raises(NotFound):
        world.app.see(wes, unrecorded.mine, world.ids["Ann"])
    world.app.do(wes, unrecorded.did_not_happen, world.key(), "pair", pair, TODAY + WEEK)
    for name in ("Dev", "Eva"):
        (told,) = letters(world, name, "hours_did_not_happen")
        assert "Your coordinator Wes noted" in told


def test_two_who_say_so_at_once_are_heard_once(world: World, clock: HandClock) -> None:
    pair = weekly(world, clock)
    heard: list[str] = []

    def say(name: str) -> None:
        try:
            source = ("pair", pair, TODAY + WEEK)
            heard.append(world.app.do(world.member(name), unrecorded.did_not_happen, f"no {name}", *source))
        except AlreadyDecided:
            heard.append("already")

    both = [threading.Thread(target=say, args=(name,)) for name in ("Ann", "Ben")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(heard) == sorted([pair, "already"])


def test_what_each_sees_is_their_part_of_the_whole(world: World, clock: HandClock) -> None:
    guiding = Guiding(world)
    ann, ben = guiding.join("Ann", "mentee"), guiding.join("Ben", "mentor")
    match_id = guiding.match(ann, ben)
    world.app.do(ann, meetings.plan, world.key(), match_id, datetime(2026, 11, 3, 14, 0), 90, "Library")
    agreed(world, TODAY + timedelta(days=2))
    weekly(world, clock, "Ann", "Cat")
    weekly(world, clock, "Dev", "Eva")
    whole = world.app.see(world.coordinator(), unrecorded.everybodys)
    assert {one.source_kind for one in whole} == {"listing", "meeting", "pair"}
    for name, member_id in world.ids.items():
        assert mine(world, name) == tuple(one for one in whole if member_id in one.ids)


def test_where_nothing_waits_the_figure_is_nothing(world: World) -> None:
    assert world.app.see(world.member("Ann"), unrecorded.unrecorded_totals) == (0, 0)
