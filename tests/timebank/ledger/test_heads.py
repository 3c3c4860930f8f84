"""Heads of the chain, kept elsewhere: they show a history that was made anew, however well it proves itself."""

import json

import pytest
from ledger_world import Ledger
from many_hours import fill

from timebank.access import OPERATOR
from timebank.errors import NotFound
from timebank.ledger import heads
from timebank.ledger.heads import EVERY, HeadsChanged, NoHeads


def taken(ledger: Ledger) -> heads.Heads:
    return ledger.world.app.see(OPERATOR, heads.heads)


def checked(ledger: Ledger, before: heads.Heads) -> heads.HeadsCheck:
    return ledger.world.app.see(ledger.person("Ann"), heads.check, before)


def test_heads_are_the_first_each_thousandth_and_the_newest(ledger: Ledger) -> None:
    fill(ledger.world, EVERY + 50)
    found = taken(ledger)
    newest = ledger.proof()
    positions = [position for position, _ in found.heads]
    assert positions == [1, *range(EVERY, newest.position, EVERY), newest.position]
    assert found.heads[-1] == (newest.position, newest.head)


def test_heads_stay_the_same_while_the_ledger_goes_on(ledger: Ledger) -> None:
    before = heads.read(heads.write(taken(ledger)))
    ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben"))
    check = checked(ledger, before)
    assert check.ok
    assert "all 2 heads are the same" in check.sentence


def test_an_empty_ledger_has_no_heads_and_says_so_later(ledger: Ledger) -> None:
    empty = heads.read(heads.write(heads.Heads("Ours", "2026-11-02T10:00:00+00:00", ())))
    assert "nothing to compare" in checked(ledger, empty).sentence


def _changed_hash(ledger: Ledger, position: int) -> heads.Heads:
    """Heads that were taken before somebody made the chain anew from a position on."""
    now = taken(ledger)
    changed = tuple((at, hash_then if at < position else "f" * 64) for at, hash_then in now.heads)
    return heads.Heads(now.community, now.taken_at, changed)


def test_a_chain_made_anew_from_somewhere_on_is_said_to_differ_between_two_heads(ledger: Ledger) -> None:
    fill(ledger.world, EVERY + 50)
    check = checked(ledger, _changed_hash(ledger, EVERY + 300))
    assert not check.ok
    assert check.same_up_to == EVERY
    assert "between 1,001 and 2,000 on it is not" in check.sentence


def test_another_ledger_is_told_from_its_first_row_on(ledger: Ledger) -> None:
    check = checked(ledger, _changed_hash(ledger, 1))
    assert not check.ok
    assert "not the ledger that the heads were taken from" in check.sentence


def test_rows_missing_at_the_end_are_told(ledger: Ledger) -> None:
    now = taken(ledger)
    later = heads.Heads(now.community, now.taken_at, (*now.heads, (5000, "a" * 64)))
    assert "Rows are missing" in checked(ledger, later).sentence


def test_a_file_changed_by_hand_is_said_to_prove_nothing(ledger: Ledger) -> None:
    text = heads.write(taken(ledger))
    for one, other in (("10:00:00", "11:00:00"), (taken(ledger).heads[0][1], "e" * 64)):
        with pytest.raises(HeadsChanged):
            heads.read(text.replace(one, other))


@pytest.mark.parametrize("text", ["", "{}", "[1]", "hello", '{"format": "timebank heads 1", "heads": 3}', "null"])
def test_a_file_without_heads_is_refused(text: str) -> None:
    with pytest.raises(NoHeads):
        heads.read(text)


def test_heads_of_a_later_version_are_refused_in_words(ledger: Ledger) -> None:
    told = json.loads(heads.write(taken(ledger)))
    with pytest.raises(NoHeads, match="another version"):
        heads.read(json.dumps(told | {"format": "timebank heads 2"}))


def test_members_take_no_heads_away_but_may_check_them(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.world.app.see(ledger.person("Ann"), heads.heads)
    assert ledger.world.app.see(ledger.world.coordinator(), heads.heads) == taken(ledger)
