"""The rules table against the authorisation table, cell by cell."""

import csv
from pathlib import Path

import pytest

from timebank.access import RULES, Actor, May, Relation, Role, Thing, allows, require
from timebank.errors import NotFound, SignInNeeded

TABLE = Path(__file__).with_name("authorisation.csv")
ROWS = {row["action"]: row for row in csv.DictReader(TABLE.open(encoding="utf-8"))}
BY_ROLE = (Relation.SECOND_DECIDER, Relation.SAFEGUARDING_LEAD)  # rights of a role, without a column of their own
COLUMNS = [column for column in Relation if column not in BY_ROLE]
# Rows whose action does not exist yet. This list only shrinks.
NOT_YET = {
    "register",
    "read_lived_experience_note",
    "edit_lived_experience_note",
    "send_message",
    "read_message",
    "block_member",
    "export_own_data",
    "request_erasure",
    "carry_out_erasure",
    "read_member_content_as_admin",
    "name_second_decider",
}


def test_every_row_is_either_an_action_or_on_the_list_of_what_is_not_there_yet() -> None:
    actions = {action.value for action in May}
    assert actions <= set(ROWS)
    assert set(ROWS) - actions == NOT_YET


def test_every_action_has_a_rule() -> None:
    assert set(RULES) == set(May)


@pytest.mark.parametrize("action", list(May))
@pytest.mark.parametrize("column", COLUMNS)
def test_each_cell_is_allowed_or_refused_as_the_table_says(action: May, column: Relation) -> None:
    cell = ROWS[action.value][column.value]
    if cell == "Y":
        assert column in RULES[action]
    elif cell == "N":
        assert column not in RULES[action]


def test_a_coordinator_who_is_a_party_is_no_judge() -> None:
    actor = Actor("member", "me", roles=frozenset({Role.COORDINATOR}))
    assert allows(actor, May.SETTLE_QUESTION, Thing(owners=frozenset({"ann", "ben"})))
    assert not allows(actor, May.SETTLE_QUESTION, Thing(owners=frozenset({"me", "ben"})))
    assert not allows(actor, May.SETTLE_QUESTION, Thing(owners=frozenset({"ann"}), involved=frozenset({"me"})))


def test_a_second_decider_settles_what_the_coordinator_may_not() -> None:
    second = Actor("member", "second", roles=frozenset({Role.SECOND_DECIDER}))
    assert allows(second, May.SETTLE_QUESTION, Thing(owners=frozenset({"coordinator", "ben"})))
    assert not allows(second, May.ADD_MEMBER)


def test_only_the_safeguarding_lead_reads_a_concern_and_never_one_about_themself() -> None:
    lead = Actor("member", "lead", roles=frozenset({Role.SAFEGUARDING_LEAD}))
    coordinator = Actor("member", "me", roles=frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}))
    assert allows(lead, May.READ_CONCERN, Thing(involved=frozenset({"ann"})))
    assert not allows(lead, May.READ_CONCERN, Thing(involved=frozenset({"lead"})))
    assert not allows(coordinator, May.READ_CONCERN, Thing(involved=frozenset({"ann"})))


def test_refusal_looks_like_not_found_and_strangers_are_asked_to_sign_in() -> None:
    with pytest.raises(NotFound):
        require(Actor("member", "me"), May.ADD_MEMBER)
    with pytest.raises(SignInNeeded):
        require(Actor("anonymous"), May.ADD_MEMBER)


def test_a_coordinator_of_another_area_is_refused() -> None:
    north = Actor("member", "me", roles=frozenset({Role.COORDINATOR}), area_ids=frozenset({"north"}))
    assert allows(north, May.RUN_MATCHING, Thing(area_ids=frozenset({"north"})))
    assert not allows(north, May.RUN_MATCHING, Thing(area_ids=frozenset({"south"})))
