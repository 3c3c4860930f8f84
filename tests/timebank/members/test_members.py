"""Joining, signing in, and keeping a profile."""

import pytest
from world import World

from timebank.access import ANONYMOUS
from timebank.clock import HandClock
from timebank.errors import NotFound
from timebank.members import actions, reads, sign_in
from timebank.members.attempts import TooManyTries


def test_a_member_signs_in_with_their_password_and_out_again(world: World) -> None:
    ann = world.member("Ann")
    assert ann.member_id
    actions.set_password(world.app, ann.member_id, "three small words")
    secret = sign_in.sign_in(world.app, "Ann@Example.org ", "three small words", "here")
    assert sign_in.caller_of(world.app, secret) == ann
    sign_in.sign_out(world.app, secret)
    assert sign_in.caller_of(world.app, secret) == ANONYMOUS


def test_the_sixth_wrong_password_in_a_row_has_to_wait(world: World, clock: HandClock) -> None:
    ann = world.member("Ann")
    assert ann.member_id
    actions.set_password(world.app, ann.member_id, "three small words")
    for _ in range(6):
        with pytest.raises(sign_in.WrongPassword):
            sign_in.sign_in(world.app, "ann@example.org", "wrong", "here")
    with pytest.raises(TooManyTries):
        sign_in.sign_in(world.app, "ann@example.org", "three small words", "here")
    clock.move(minutes=16)
    assert sign_in.sign_in(world.app, "ann@example.org", "three small words", "here")


def test_a_member_cannot_read_the_profile_of_another(world: World) -> None:
    ann, ben = world.member("Ann"), world.member("Ben")
    assert world.app.see(ann, reads.profile, ann.member_id).name == "Ann"
    with pytest.raises(NotFound):
        world.app.see(ben, reads.profile, ann.member_id)
