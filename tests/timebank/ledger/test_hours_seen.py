"""What people see of hours: balance, statement and lists tell one story, and only to those whom it concerns."""

from datetime import timedelta

import pytest
from ledger_world import TODAY, Ledger

from timebank.access import ANONYMOUS
from timebank.errors import NotFound, SignInNeeded
from timebank.ledger import actions, questions, reads, verify


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """Ann and Ben with an entry in every state."""
    world = ledger.world
    ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben", 90, TODAY - timedelta(days=3), note="shopping"))
    ledger.confirm("Ann", ledger.record("Ben", "Ben", "Ann", 30, TODAY - timedelta(days=2)))
    ledger.record("Ann", "Ann", "Ben", 45, TODAY - timedelta(days=1))  # waits for Ben
    ledger.record("Ben", "Ann", "Ben", 50, TODAY)  # waits for Ann
    questioned = ledger.record("Ann", "Ann", "Ben", 120)
    world.app.do(ledger.person("Ben"), questions.question, world.key(), questioned, 20, "less")
    withdrawn = ledger.record("Ann", "Ann", "Ben", 11)
    world.app.do(ledger.person("Ann"), actions.withdraw, world.key(), withdrawn)
    declined = ledger.record("Ann", "Ann", "Ben", 12)
    world.app.do(ledger.person("Ben"), actions.decline, world.key(), declined, "not me")
    agreed = ledger.record("Ann", "Ann", "Ben", 40, TODAY - timedelta(days=3))
    world.app.do(ledger.person("Ben"), questions.question, world.key(), agreed, 35, "")
    return ledger


def test_balance_and_statement_and_lists_agree_with_each_other(full: Ledger) -> None:
    for name, other in (("Ann", "Ben"), ("Ben", "Ann")):
        stands = full.stands(name)
        cards = full.world.app.see(full.person(name), reads.statement, full.world.ids[name])
        counted = [card for card in cards if card.state == "posted"]
        still_open = [card for card in cards if card.state in ("pending", "questioned")]
        assert stands.given_minutes == sum(card.minutes for card in counted if card.given)
        assert stands.received_minutes == sum(card.minutes for card in counted if not card.given)
        assert stands.balance_minutes == stands.given_minutes - stands.received_minutes
        assert stands.pending_given_minutes == sum(card.minutes for card in still_open if card.given)
        assert stands.pending_received_minutes == sum(card.minutes for card in still_open if not card.given)
        assert full.waiting(name) == [card.entry_id for card in cards if card.answers]
        length = full.world.app.see(full.person(name), reads.statement_length, full.world.ids[name])
        assert length == len(cards) == 9
        mirrored = full.world.app.see(full.person(other), reads.statement, full.world.ids[other])
        assert [card.given for card in cards] == [not card.given for card in mirrored]
    assert (full.balance("Ann"), full.balance("Ben")) == (95, -95)


def test_a_statement_shows_the_newest_service_date_first_and_pages_without_losing_any(full: Ledger) -> None:
    ann, ann_id = full.person("Ann"), full.world.ids["Ann"]
    whole = full.world.app.see(ann, reads.statement, ann_id)
    assert [card.service_date for card in whole] == sorted((card.service_date for card in whole), reverse=True)
    pages = [full.world.app.see(ann, reads.statement, ann_id, most=4, skip=skip) for skip in (0, 4, 8)]
    assert [card for page in pages for card in page] == whole


def test_a_card_says_what_its_reader_may_do_with_it(full: Ledger) -> None:
    ann = full.world.app.see(full.person("Ann"), reads.statement, full.world.ids["Ann"])
    by_minutes = {card.minutes: card for card in ann}
    assert (by_minutes[45].answers, by_minutes[45].may_withdraw) == (False, True)
    assert (by_minutes[50].answers, by_minutes[50].may_withdraw) == (True, False)
    assert (by_minutes[120].answers, by_minutes[120].may_withdraw) == (False, False)
    assert (by_minutes[120].other_minutes, by_minutes[120].question) == (20, "less")
    assert (by_minutes[12].state, by_minutes[12].question) == ("declined", "not me")
    assert (by_minutes[90].note, by_minutes[90].helper, by_minutes[90].helped) == ("shopping", "Ann", "Ben")


def test_nobody_reads_the_hours_of_another_and_a_coordinator_does(full: Ledger) -> None:
    ann_id = full.world.ids["Ann"]
    of_member = (reads.balance, reads.statement, reads.statement_length, reads.waiting_for)
    for read in of_member:
        with pytest.raises(NotFound):
            full.world.app.see(full.person("Ben"), read, ann_id)
        with pytest.raises(SignInNeeded):
            full.world.app.see(ANONYMOUS, read, ann_id)
        full.world.app.see(full.person("Stranger Coordinator"), read, ann_id)
    for read_all in (reads.to_settle, reads.to_answer_for_offline):
        with pytest.raises(NotFound):
            full.world.app.see(full.person("Ben"), read_all)


def test_one_entry_is_found_only_by_those_whose_it_is(full: Ledger) -> None:
    ann_id, sam_id = full.world.ids["Ann"], full.world.ids["Stranger Sam"]
    entry_id = full.waiting("Ann")[0]
    found = full.world.app.see(full.person("Ann"), reads.one_entry, entry_id, ann_id)
    assert found is not None
    assert found.entry_id == entry_id
    assert full.world.app.see(full.person("Stranger Sam"), reads.one_entry, entry_id, sam_id) is None


def test_somebody_new_stands_at_zero_with_an_empty_statement(ledger: Ledger) -> None:
    assert ledger.stands("Newcomer") == reads.Balance(0, 0, 0, 0, 0)
    newcomer = ledger.person("Newcomer")
    assert ledger.world.app.see(newcomer, reads.statement, ledger.world.ids["Newcomer"]) == []
    assert ledger.world.app.see(newcomer, reads.statement_length, ledger.world.ids["Newcomer"]) == 0


def test_one_reading_sees_one_moment_whatever_is_written_meanwhile(ledger: Ledger) -> None:
    engine = ledger.world.app.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
            pytest.skip("with this SQLite library readers and writers take turns, so nothing is written meanwhile")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    with ledger.world.app.look(ledger.person("Ann")) as look:
        before = reads.balance(look, ledger.world.ids["Ann"])
        ledger.confirm("Ben", hours)
        assert reads.balance(look, ledger.world.ids["Ann"]) == before
        assert verify.verify(look).ok
    assert ledger.balance("Ann") == 60


def test_a_coordinator_who_reads_anothers_hours_is_not_asked_to_answer_or_take_back(full: Ledger) -> None:
    ann_id, reader = full.world.ids["Ann"], full.person("Stranger Coordinator")
    own = full.world.app.see(full.person("Ann"), reads.statement, ann_id)
    read = full.world.app.see(reader, reads.statement, ann_id)
    assert [(card.entry_id, card.given) for card in read] == [(card.entry_id, card.given) for card in own]
    assert not any(card.answers or card.may_withdraw for card in read)
    waiting = full.world.app.see(reader, reads.waiting_for, ann_id)
    assert [card.entry_id for card in waiting] == full.waiting("Ann") != []
    assert not any(card.answers for card in waiting)
