"""Leaving: refused in words while something is open with others, then quiet and whole."""

import pytest
import sqlalchemy as sa
from world import START, World

from timebank.access import ANONYMOUS, OPERATOR, Role
from timebank.errors import NotFound, SignInNeeded
from timebank.ledger import actions as ledger
from timebank.ledger.leaving import leave
from timebank.members import actions, reads, sign_in
from timebank.members.leaving import StillOpen
from timebank.members.rules import Window
from timebank.members.tables import credential, free_time


def test_ann_leaves_once_her_hours_are_answered_and_takes_her_private_words_with_her(world: World) -> None:
    ann, ben = world.member("Ann"), world.member("Ben")
    actions.set_password(world.app, world.ids["Ann"], "three small words")
    secret = sign_in.sign_in(world.app, "ann@example.org", "three small words", "here")
    world.app.do(ann, actions.set_free_times, world.key(), world.ids["Ann"], [Window(0, 600, 660)])
    sides = {"giver": world.account("Ann"), "receiver": world.account("Ben")}
    entry_id = world.app.do(ann, ledger.record, world.key(), **sides, service_date=START.date(), minutes=60)
    for leaver in (ann, ben):
        with pytest.raises(StillOpen, match="hours that wait for an answer"):
            world.app.do(leaver, leave, world.key(), "stays")
    world.app.do(ben, ledger.confirm, world.key(), entry_id)
    world.app.do(ann, leave, world.key(), "stays")
    assert sign_in.caller_of(world.app, secret) == ANONYMOUS
    with pytest.raises(sign_in.WrongPassword):
        sign_in.sign_in(world.app, "ann@example.org", "three small words", "here")
    with pytest.raises(NotFound):
        world.app.see(ben, reads.card, world.ids["Ann"])
    with pytest.raises(SignInNeeded):
        world.app.do(ann, leave, world.key(), "stays")
    with world.app.look(OPERATOR) as look:
        assert not look.rows(sa.select(credential.c.member_id))
        assert not look.rows(sa.select(free_time.c.member_id))


def test_the_only_administrator_stays_until_there_is_another(world: World) -> None:
    ada = world.holder("Ada", Role.ADMINISTRATOR)
    with pytest.raises(StillOpen, match="only administrator"):
        world.app.do(ada, leave, world.key(), "stays")
    world.holder("Ida", Role.ADMINISTRATOR)
    world.app.do(ada, leave, world.key(), "stays")
