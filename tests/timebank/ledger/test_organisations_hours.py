"""Hours with organisations: anybody who speaks for one may record or answer, but never both sides of the same hours."""

import pytest
from ledger_world import Ledger

from timebank.errors import NotFound
from timebank.ledger import actions, reads
from timebank.ledger.rules import Holder


@pytest.fixture
def library(ledger: Ledger) -> Holder:
    for name in ("Lia", "Leo", "Ann", "Ben"):
        ledger.person(name)
    return ledger.world.organisation("Library", "Lia", "Leo")


def can_answer(ledger: Ledger, who: str, entry_id: str) -> bool:
    """Whether somebody's list says their word is needed; what the action then allows must be the same."""
    listed = entry_id in ledger.waiting(who)
    try:
        ledger.world.app.do(ledger.person(who), _try_to_confirm, ledger.world.key(), entry_id)
    except Tried:
        assert listed
    except NotFound:
        assert not listed
    return listed


class Tried(Exception):
    """Confirming was allowed; taken back at once."""


def _try_to_confirm(work: object, key: str, entry_id: str) -> None:
    actions.confirm(work, key, entry_id)
    raise Tried


def test_a_colleague_of_the_recorder_does_not_confirm_and_the_member_does(ledger: Ledger, library: Holder) -> None:
    hours = ledger.record("Lia", giver="Ann", receiver=library)
    assert not can_answer(ledger, "Lia", hours)
    assert not can_answer(ledger, "Leo", hours)
    assert can_answer(ledger, "Ann", hours)
    ledger.confirm("Ann", hours)
    assert ledger.balance("Ann") == 60
    assert ledger.balance("Lia") == ledger.balance("Leo") == 0


def test_any_agent_answers_what_a_member_recorded_and_all_of_them_are_asked(ledger: Ledger, library: Holder) -> None:
    hours = ledger.record("Ann", giver="Ann", receiver=library)
    assert can_answer(ledger, "Lia", hours)
    assert can_answer(ledger, "Leo", hours)
    assert ledger.letters("Lia") == ledger.letters("Leo") == ["hours_please_confirm"]
    card = ledger.world.app.see(ledger.person("Leo"), reads.one_entry, hours, ledger.world.ids["Leo"])
    assert card is not None
    assert (card.answers, card.given, card.helped) == (True, False, "Library")
    ledger.confirm("Leo", hours)
    assert ledger.balance("Ann") == 60


@pytest.mark.parametrize("ann_gives", [True, False])
def test_somebody_who_is_on_both_sides_speaks_for_themself(ledger: Ledger, library: Holder, ann_gives: bool) -> None:
    library = ledger.world.organisation("Library", "Ann", "Leo")
    giver, receiver = ("Ann", library) if ann_gives else (library, "Ann")
    hours = ledger.record("Ann", giver, receiver)
    assert not can_answer(ledger, "Ann", hours)
    assert can_answer(ledger, "Leo", hours)
    statement = ledger.world.app.see(ledger.person("Ann"), reads.statement, ledger.world.ids["Ann"])
    assert [card.given for card in statement] == [ann_gives]


@pytest.mark.parametrize("ann_gives", [True, False])
def test_who_recorded_for_an_organisation_and_left_it_does_not_turn_the_sides_round(
    ledger: Ledger, library: Holder, ann_gives: bool
) -> None:
    giver, receiver = ("Ann", library) if ann_gives else (library, "Ann")
    hours = ledger.record("Lia", giver, receiver)
    ledger.world.organisation("Library", "Leo")
    assert not can_answer(ledger, "Lia", hours)
    assert not can_answer(ledger, "Leo", hours)
    assert can_answer(ledger, "Ann", hours)


@pytest.mark.parametrize("lia_gives", [True, False])
def test_two_organisations_record_and_answer_each_other(ledger: Ledger, library: Holder, lia_gives: bool) -> None:
    choir = ledger.world.organisation("Choir", "Ben")
    giver, receiver = (library, choir) if lia_gives else (choir, library)
    hours = ledger.record("Lia", giver, receiver)
    assert not can_answer(ledger, "Lia", hours)
    assert not can_answer(ledger, "Leo", hours)
    assert can_answer(ledger, "Ben", hours)


def test_one_person_who_speaks_for_both_organisations_cannot_answer_their_own_recording(
    ledger: Ledger, library: Holder
) -> None:
    library, choir = ledger.world.organisation("Library", "Lia"), ledger.world.organisation("Choir", "Lia")
    hours = ledger.record("Lia", library, choir)
    assert not can_answer(ledger, "Lia", hours)
    cora = ledger.person("Stranger Coordinator")
    assert [card.entry_id for card in ledger.world.app.see(cora, reads.to_answer_for_offline)] == [hours]
    ledger.confirm("Stranger Coordinator", hours, told="face to face")


def test_a_coordinator_answers_for_an_organisation_only_while_nobody_speaks_for_it(
    ledger: Ledger, library: Holder
) -> None:
    hours = ledger.record("Ann", giver="Ann", receiver=library)
    cora = ledger.person("Stranger Coordinator")
    assert ledger.world.app.see(cora, reads.to_answer_for_offline) == []
    with pytest.raises(NotFound):
        ledger.confirm("Stranger Coordinator", hours, told="by phone")
    ledger.world.organisation("Library")
    assert [card.entry_id for card in ledger.world.app.see(cora, reads.to_answer_for_offline)] == [hours]
    ledger.confirm("Stranger Coordinator", hours, told="by phone")
    assert ledger.balance("Ann") == 60


def test_a_coordinator_who_speaks_for_a_party_is_no_judge(ledger: Ledger, library: Holder) -> None:
    from timebank.ledger import questions

    ledger.world.coordinator("Cora")
    library = ledger.world.organisation("Library", "Lia", "Cora")
    hours = ledger.record("Ann", "Ann", library, 120)
    ledger.world.app.do(ledger.person("Lia"), questions.question, ledger.world.key(), hours, 30, "")
    assert ledger.world.app.see(ledger.person("Cora"), reads.to_settle) == []
    with pytest.raises(NotFound):
        ledger.world.app.do(ledger.person("Cora"), questions.settle, ledger.world.key(), hours, 30, "note")
    judge = ledger.person("Stranger Coordinator")
    assert [card.entry_id for card in ledger.world.app.see(judge, reads.to_settle)] == [hours]
