"""Guessing passwords is slow, sharing a network is not punished for long, and a letter always helps."""

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import ANONYMOUS, OPERATOR, Caller
from timebank.clock import HandClock
from timebank.mail.tables import letter
from timebank.members import actions, attempts, links, passwords, sign_in
from timebank.members.attempts import OnlyByLetter, TooManyTries
from timebank.members.doors import ask_for_password_letter
from timebank.members.tables import sign_in_attempt
from timebank.work import Work

PASSWORD = "three small words"


def ann_with_password(world: World) -> Caller:
    ann = world.member("Ann")
    assert ann.member_id
    actions.set_password(world.app, ann.member_id, PASSWORD)
    return ann


def guess(world: World, times: int, address: str = "ann@example.org", source: str = "here") -> None:
    for _ in range(times):
        world.app.do(OPERATOR, attempts.count, address, source)


def test_a_try_counts_before_its_password_is_checked(world: World) -> None:
    ann_with_password(world)
    guess(world, 6)  # six at once, none of them checked yet
    with pytest.raises(TooManyTries):
        sign_in.sign_in(world.app, "ann@example.org", PASSWORD, "here")


def test_signing_in_takes_the_try_back_from_the_shared_network(world: World) -> None:
    ann_with_password(world)
    for _ in range(8):
        sign_in.sign_in(world.app, "ann@example.org", PASSWORD, "library")
    with world.app.look(OPERATOR) as look:
        counted = [row.failures for row in look.rows(sa.select(sign_in_attempt.c.failures))]
    assert counted == [0]


def test_a_network_is_forgiven_half_of_its_wrong_tries_each_hour(world: World, clock: HandClock) -> None:
    for number in range(51):
        guess(world, 1, f"nobody{number}@example.org", "library")
    with pytest.raises(TooManyTries):
        guess(world, 1, "somebody@example.org", "library")
    clock.move(hours=2)
    for number in range(37):  # 51 became 12
        guess(world, 1, f"other{number}@example.org", "library")
    guess(world, 1, "last@example.org", "library")


def test_after_a_hundred_wrong_tries_in_a_row_only_a_letter_opens_the_door(world: World, clock: HandClock) -> None:
    ann = ann_with_password(world)
    for number in range(100):
        guess(world, 1, source=f"source {number}")
        clock.move(minutes=16)
    with pytest.raises(OnlyByLetter):
        sign_in.sign_in(world.app, "ann@example.org", PASSWORD, "here")
    assert ann.member_id
    secret = world.app.do(OPERATOR, links.make, links.PASSWORD, ann.member_id)
    sign_in.set_password_by_link(world.app, secret, "four other small words")
    assert sign_in.sign_in(world.app, "ann@example.org", "four other small words", "here")


def test_a_password_changed_while_the_old_one_was_checked_starts_no_session(world: World) -> None:
    ann = ann_with_password(world)

    def checked(work: Work) -> tuple[attempts.Try, str | None, str | None]:
        return sign_in._begin(work, "ann@example.org", "here")

    counted, _, old_hash = world.app.do(ANONYMOUS, checked)
    assert passwords.matches(old_hash, PASSWORD)
    assert ann.member_id
    actions.set_password(world.app, ann.member_id, "four other small words")
    with pytest.raises(sign_in.WrongPassword):
        world.app.do(ann, sign_in._start_session, counted, old_hash)


def test_asking_for_help_again_and_again_sends_one_letter_and_ends_no_link(world: World, clock: HandClock) -> None:
    ann = ann_with_password(world)
    assert ann.member_id
    invitation = world.app.do(OPERATOR, links.make, links.PASSWORD, ann.member_id)

    def helped() -> int:
        with world.app.look(OPERATOR) as look:
            counted = sa.select(sa.func.count()).select_from(letter).where(letter.c.kind == "password")
            return int(look.value(counted))

    for _ in range(3):
        ask_for_password_letter(world.app, "ann@example.org")
    assert helped() == 1
    assert world.app.see(OPERATOR, links.read, links.PASSWORD, invitation).member_id == ann.member_id
    clock.move(minutes=11)
    ask_for_password_letter(world.app, "ann@example.org")
    assert helped() == 2
