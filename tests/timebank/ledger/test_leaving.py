"""Leaving: open matters first, the balance goes to the pot or stays, history goes on under a pseudonym."""

import pytest
import sqlalchemy as sa
from ledger_world import TODAY, Ledger

from timebank.access import ANONYMOUS, OPERATOR
from timebank.errors import InvalidInput, NotFound, SignInNeeded
from timebank.ledger import corrections, donations, leaving, questions, reads
from timebank.ledger.rules import AccountClosed, Holder
from timebank.ledger.tables import account, entry, entry_move
from timebank.mail.tables import letter
from timebank.members.leaving import StillOpen, pseudonym
from timebank.members.tables import member
from timebank.reports import totals


def leave(ledger: Ledger, who: str, balance: str = "stays", key: str = "", of: str = "", told: str = "") -> str:
    return ledger.world.app.do(
        ledger.person(who),
        leaving.leave,
        key or ledger.world.key(),
        balance,
        ledger.world.ids[of] if of else None,
        told,
    )


def stands(ledger: Ledger, holder: Holder) -> tuple[int, bool]:
    """The balance of an account, and whether it is closed."""
    its = account.c.member_id == holder.id if holder.kind == "member" else account.c.kind == holder.kind
    with ledger.world.app.engine.connect() as connection:
        row = connection.execute(sa.select(account.c.balance_minutes, account.c.closed_at).where(its)).one()
    return row.balance_minutes, row.closed_at is not None


def pot(ledger: Ledger) -> int:
    return stands(ledger, Holder("pot"))[0]


def swap(ledger: Ledger, giver: str, receiver: str, minutes: int, note: str = "") -> str:
    return ledger.confirm(receiver, ledger.record(giver, giver, receiver, minutes, note=note))


def test_ann_leaves_her_hours_to_the_community(ledger: Ledger) -> None:
    swap(ledger, "Ann", "Ben", 90)
    ann = ledger.of("Ann")
    assert leave(ledger, "Ann", "pot") == ann.id
    assert (stands(ledger, ann), pot(ledger)) == ((0, True), 90)
    with ledger.world.app.engine.connect() as connection:
        row = connection.execute(sa.select(entry).where(entry.c.kind == "leaving")).one()
    assert (row.minutes, row.state, row.service_date) == (90, "posted", TODAY)


def test_or_her_hours_stay_where_they_are(ledger: Ledger) -> None:
    swap(ledger, "Ann", "Ben", 90)
    ann = ledger.of("Ann")
    leave(ledger, "Ann", "stays")
    assert (stands(ledger, ann), pot(ledger)) == ((90, True), 0)


@pytest.mark.parametrize(("pot_below_zero", "became"), [("no", -90), ("yes", 0)])
def test_a_balance_below_zero_is_evened_out_only_where_the_pot_may(
    ledger: Ledger, pot_below_zero: str, became: int
) -> None:
    ledger.choose(pot_below_zero=pot_below_zero)
    swap(ledger, "Ann", "Ben", 90)
    ben = ledger.of("Ben")
    before = ledger.world.app.see(ledger.person("Ben"), leaving.before_leaving)
    assert (before.balance_minutes, before.pot_may) == (-90, pot_below_zero == "yes")
    leave(ledger, "Ben", "pot")
    assert (stands(ledger, ben), pot(ledger)) == ((became, True), -90 - became)


def test_a_pot_that_has_enough_evens_it_out(ledger: Ledger) -> None:
    swap(ledger, "Ann", "Ben", 90)
    gift = {"giver": ledger.of("Ann"), "receiver": Holder("pot"), "minutes": 90}
    ledger.world.app.do(ledger.person("Ann"), donations.donate, ledger.world.key(), **gift)
    leave(ledger, "Ben", "pot")
    assert pot(ledger) == 0


def test_what_is_open_with_others_is_finished_first_and_named(ledger: Ledger) -> None:
    world = ledger.world
    waiting = ledger.record("Ann", "Ann", "Ben", 30)
    gift = {"giver": ledger.of("Ann"), "receiver": ledger.of("Cat"), "minutes": 20}
    given = world.app.do(ledger.person("Ann"), donations.donate, world.key(), **gift)
    for who in ("Ann", "Ben", "Cat"):
        with pytest.raises(StillOpen, match="hours that wait for an answer"):
            leave(ledger, who)
    ledger.confirm("Ben", waiting)
    ledger.confirm("Cat", given)
    large = swap(ledger, "Ann", "Ben", 600)
    world.app.do(world.coordinator("Cora"), corrections.correct, world.key(), large, 0, "They did not meet")
    for who in ("Ann", "Ben"):
        with pytest.raises(StillOpen, match="second person"):
            leave(ledger, who)
    assert "second person" in ledger.world.app.see(ledger.person("Ann"), leaving.before_leaving).still_open[0]
    leave(ledger, "Cat", "pot")


def test_nothing_new_is_written_in_a_closed_account(ledger: Ledger) -> None:
    world = ledger.world
    hours = swap(ledger, "Ann", "Ben", 90)
    leave(ledger, "Ann", "pot")
    with pytest.raises(NotFound):
        ledger.record("Ben", "Ann", "Ben", 30)
    with pytest.raises(AccountClosed):
        world.app.do(world.coordinator("Cora"), corrections.correct, world.key(), hours, 30, "It was less")
    gift = {"giver": ledger.of("Ben"), "receiver": ledger.of("Ann"), "minutes": 20}
    with pytest.raises(NotFound):
        world.app.do(ledger.person("Ben"), donations.donate, world.key(), **gift)


def test_history_goes_on_under_a_pseudonym_and_her_words_are_gone(ledger: Ledger) -> None:
    world = ledger.world
    swap(ledger, "Ann", "Ben", 90, note="Ben's back hurts")
    questioned = ledger.record("Ann", "Ann", "Ben", 120, note="Ben's garden")
    world.app.do(ledger.person("Ben"), questions.question, world.key(), questioned, 20, "I remember less")
    world.app.do(world.coordinator("Cora"), questions.settle, world.key(), questioned, 60, "We talked")
    swap(ledger, "Ben", "Ann", 10, note="Ben's own words")
    ann_id = ledger.of("Ann").id
    leave(ledger, "Ann", "pot")
    seen = world.app.see(ledger.person("Ben"), reads.statement, world.ids["Ben"])
    called = pseudonym(ann_id)
    assert called.startswith("A former member ")
    assert {card.helper for card in seen if not card.given} == {called}
    assert sorted(card.note for card in seen) == ["", "", "", "Ben's own words"]
    with world.app.engine.connect() as connection:
        row = connection.execute(sa.select(member).where(member.c.id == ann_id)).one()
        texts = list(connection.execute(sa.select(letter.c.address, letter.c.text).where(letter.c.member_id == ann_id)))
        reasons = set(connection.execute(sa.select(entry_move.c.reason)).scalars())
    assert (row.name, row.email, row.phone, row.about, row.state) == (called, None, "", "", "left")
    assert {tuple(one) for one in texts} == {("", "")}
    assert {"I remember less", "We talked"} <= reasons


def test_her_name_goes_from_what_the_pot_gave_for_as_well(ledger: Ledger) -> None:
    """There who took part is named in the note only; Annabel stays who she is."""
    world = ledger.world
    ledger.fill_pot(100)
    world.coordinator("Cora")
    for name in ("Ann", "Annabel"):
        ledger.person(name)
    ledger.session("Cora", "Ben", "Ann Annabel", "pot", 30, note="Choir")
    ledger.session("Cora", "Ben", "Annabel", "pot", 20, note="Choir with cake")
    leave(ledger, "Ann")
    seen = world.app.see(ledger.person("Ben"), reads.statement, world.ids["Ben"])
    assert sorted(card.note for card in seen) == ["", "Choir with cake\nTook part: Annabel."]


def test_what_was_exchanged_stays_in_the_totals(ledger: Ledger) -> None:
    swap(ledger, "Ann", "Ben", 90)
    cora = ledger.world.coordinator("Cora")
    before = ledger.world.app.see(cora, totals.totals)
    leave(ledger, "Ann", "pot")
    leave(ledger, "Ben", "stays")
    after = ledger.world.app.see(cora, totals.totals)
    assert (after.minutes, after.exchanges, after.people_who_gave, after.people_who_received) == (
        *(before.minutes, before.exchanges),
        *(before.people_who_gave, before.people_who_received),
    )


def test_who_leaves_no_longer_speaks_for_an_organisation(ledger: Ledger) -> None:
    for name in ("Lia", "Ann"):
        ledger.person(name)
    library = ledger.world.organisation("Library", "Lia")
    hours = ledger.record("Lia", library, "Ann", 60)
    leave(ledger, "Lia")
    ledger.confirm("Ann", hours)
    assert ledger.balance("Ann") == -60


def test_a_coordinator_lets_an_offline_member_go_who_told_it(ledger: Ledger) -> None:
    world = ledger.world
    world.coordinator("Cora")
    world.member("Olga", offline=True)
    with pytest.raises(InvalidInput):
        leave(ledger, "Cora", "pot", of="Olga")
    with pytest.raises(NotFound):
        leave(ledger, "Ann", "pot", of="Olga", told="by phone")
    ledger.person("Ben")
    with pytest.raises(NotFound):
        leave(ledger, "Cora", "pot", of="Ben", told="by phone")
    first = leave(ledger, "Cora", "pot", of="Olga", told="by phone", key="gone")
    assert first == world.ids["Olga"]


def test_only_these_two_things_can_happen_to_a_balance_and_nobody_leaves_twice(ledger: Ledger) -> None:
    ledger.person("Ann")
    with pytest.raises(InvalidInput):
        leave(ledger, "Ann", "me")
    leave(ledger, "Ann", key="bye")
    with pytest.raises(SignInNeeded):
        leave(ledger, "Ann", key="bye")
    for caller in (ANONYMOUS, OPERATOR):
        with pytest.raises((SignInNeeded, NotFound)):
            ledger.world.app.do(caller, leaving.leave, ledger.world.key(), "pot")


def test_who_never_had_an_hour_leaves_as_well(ledger: Ledger) -> None:
    leave(ledger, "Newcomer", "pot")
    with pytest.raises(NotFound):
        ledger.record("Ben", "Ben", "Newcomer", 30)
