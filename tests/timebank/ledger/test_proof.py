"""The proof as people meet it: each one is kept, and the last one is told to everybody."""

from dataclasses import replace

import pytest
from ledger_world import Ledger

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Role
from timebank.clock import HandClock
from timebank.errors import SignInNeeded
from timebank.jobs.run import run
from timebank.ledger import proving
from timebank.reports import agreement


def last(ledger: Ledger, name: str = "Ann") -> proving.LastProof | None:
    return ledger.world.app.see(ledger.person(name), proving.last_proof)


def check(ledger: Ledger, name: str) -> proving.LastProof:
    return agreement.check_now(ledger.world.app, ledger.person(name), ledger.world.key())


def test_before_the_first_proof_there_is_none_to_tell(ledger: Ledger) -> None:
    assert last(ledger) is None


def test_a_member_who_checks_is_told_what_came_of_it_and_so_is_everybody(ledger: Ledger) -> None:
    mine = check(ledger, "Ann")
    assert (mine.is_sound, mine.is_mine, mine.entries, mine.findings) == (True, True, 2, ())
    theirs = last(ledger, "Ben")
    assert theirs is not None
    assert (theirs.by_kind, theirs.by_name, theirs.is_mine) == ("member", "", False), "members are not named to members"
    for_cora = ledger.world.app.see(ledger.world.coordinator(), proving.last_proof)
    assert for_cora is not None
    assert for_cora.by_name == "Ann"


def test_who_serves_the_community_is_named_to_all(ledger: Ledger) -> None:
    ledger.world.holder("Ida", Role.ADMINISTRATOR)
    check(ledger, "Ida")
    told = last(ledger)
    assert told is not None
    assert told.by_name == "Ida"


def test_within_a_minute_the_last_proof_is_told_again(ledger: Ledger, clock: HandClock) -> None:
    first = check(ledger, "Ann")
    clock.move(seconds=59)
    assert check(ledger, "Ben").proved_at == first.proved_at
    clock.move(seconds=1)
    assert check(ledger, "Ben").proved_at == clock.now()


def test_a_clock_that_was_put_back_does_not_hold_the_next_proof_up(ledger: Ledger, clock: HandClock) -> None:
    check(ledger, "Ann")
    clock.move(hours=-3)
    agreement.check_now(ledger.world.app, ledger.person("Ann"), ledger.world.key())
    clock.move(hours=4)
    assert check(ledger, "Ann").proved_at == clock.now()


def test_the_nightly_proof_is_kept_as_the_time_banks_own(ledger: Ledger) -> None:
    run(ledger.world.app, "verify-ledger")
    told = last(ledger)
    assert told is not None
    assert (told.by_kind, told.by_name) == ("worker", "")


def test_strangers_neither_check_nor_hear_of_it(ledger: Ledger) -> None:
    with pytest.raises(SignInNeeded):
        ledger.world.app.see(ANONYMOUS, proving.last_proof)
    with pytest.raises(SignInNeeded):
        agreement.prove(ledger.world.app, ANONYMOUS, "stranger")


def test_a_proof_that_found_something_is_kept_with_what_it_found(ledger: Ledger) -> None:
    bad = replace(ledger.proof(), ok=False, findings=("One thing.", "Another thing."))
    ledger.world.app.do(WORKER, proving.keep, "bad", bad)
    told = last(ledger)
    assert told is not None
    assert (told.is_sound, told.findings) == (False, ("One thing.", "Another thing."))
    assert agreement.prove(ledger.world.app, OPERATOR, "good").proof.ok
