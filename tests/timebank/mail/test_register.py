"""What coordinators see of letters, and what they do not."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR
from timebank.errors import NotFound, SignInNeeded
from timebank.mail import reads
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.mail.send import send_due
from timebank.mail.tables import letter

DRAFT = Draft("You have a message from us", "Hello,", ("Something waits for you.",), "Warm wishes")


def test_the_register_says_what_became_of_each_letter(posted_world: World, letters_to, post_office) -> None:
    posted_world.member("Ada", offline=True)
    letters_to("Ann", "Ben", "Ada")
    post_office.moods["ben@example.org"] = "never"
    send_due(posted_world.app)
    register = posted_world.app.see(posted_world.coordinator(), reads.register)
    assert {(row.addressee, row.state) for row in register.rows} == {
        ("Ann", "sent"),
        ("Ben", "failed"),
        ("Ada", "skipped"),
    }
    assert register.total == 3
    assert register.counts["failed"] == 1
    assert register.counts["due"] == 0
    [failed] = posted_world.app.see(posted_world.coordinator(), reads.register, state="failed").rows
    assert "550" in failed.reason


def test_only_letters_to_offline_members_can_be_read_for_printing(world: World, letters_to) -> None:
    world.member("Ada", offline=True)
    letters_to("Ann", "Ada")
    cora = world.coordinator()
    letter_ids = {row.addressee: row.letter_id for row in world.app.see(cora, reads.register).rows}
    assert "Something waits for you." in world.app.see(cora, reads.sheet, letter_ids["Ada"]).text
    with pytest.raises(NotFound):
        world.app.see(cora, reads.sheet, letter_ids["Ann"])
    world.app.settings = replace(world.app.settings, demo=True)
    send_due(world.app)
    assert "Something waits for you." in world.app.see(cora, reads.sheet, letter_ids["Ann"]).text


def test_the_register_is_read_in_pages_newest_first(world: World, letters_to, clock) -> None:
    for name in ("Ann", "Ben", "Cat"):
        letters_to(name)
        clock.move(minutes=1)
    pages = [world.app.see(world.coordinator(), reads.register, page=page, per_page=2).rows for page in (1, 2)]
    assert [[row.addressee for row in rows] for rows in pages] == [["Cat", "Ben"], ["Ann"]]


def test_members_and_strangers_do_not_read_the_register(world: World) -> None:
    with pytest.raises(NotFound):
        world.app.see(world.member("Ann"), reads.register)
    with pytest.raises(NotFound):
        world.app.see(world.member("Ann"), reads.sheet, "anything")
    from timebank.access import ANONYMOUS

    with pytest.raises(SignInNeeded):
        world.app.see(ANONYMOUS, reads.register)
    assert world.app.see(OPERATOR, reads.register).total == 0


def test_a_coordinator_does_not_print_what_the_other_side_of_their_own_match_was_sent(world: World) -> None:
    cora, other = world.coordinator(), world.coordinator("Stranger Coordinator")
    world.member("Ada", offline=True)
    suggestion_id = world.app.ids.new()
    for name in ("Ada", "Cora"):
        key = f"offered:{suggestion_id}:{world.ids[name]}"
        world.app.do(OPERATOR, write, key, world.ids[name], "suggestion", DRAFT)
    rows = {row.addressee: row for row in world.app.see(cora, reads.register).rows}
    assert not rows["Ada"].may_be_read
    with pytest.raises(NotFound):
        world.app.see(cora, reads.sheet, rows["Ada"].letter_id)
    assert world.app.see(other, reads.sheet, rows["Ada"].letter_id).addressee == "Ada"


def test_a_letter_with_a_way_in_is_not_kept_where_it_failed_or_was_not_sent(
    posted_world: World, letters_to, post_office
) -> None:
    posted_world.member("Ada", offline=True)
    letters_to("Ben", "Ada", kind="password")
    letters_to("Cat", kind="news")
    post_office.moods |= {"ben@example.org": "never", "cat@example.org": "never"}
    send_due(posted_world.app)
    with posted_world.app.look(OPERATOR) as look:
        rows = look.rows(sa.select(letter.c.kind, letter.c.state, letter.c.text, letter.c.html))
    assert {(row.kind, row.state, bool(row.text), bool(row.html)) for row in rows} == {
        ("password", "failed", False, False),
        ("password", "skipped", False, False),
        ("news", "failed", True, True),
    }
