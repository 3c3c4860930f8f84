"""A coordinator of one area acts for those who live there; addresses are put right; odd words meet a sentence."""

import threading

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR, Caller, Role
from timebank.errors import InvalidInput, NotFound, Refused
from timebank.history.tables import event
from timebank.mail.tables import letter
from timebank.members import actions, doors, reads, sign_in
from timebank.members.directory import directory, listed, offline_names
from timebank.members.rules import clean_name, clean_words
from timebank.members.tables import member
from timebank.work import Work


def coordinator_of(world: World, name: str, area_id: str) -> Caller:
    caller = world.member(name)
    world.app.do(OPERATOR, actions.grant, world.key(), world.ids[name], Role.COORDINATOR, area_id)
    return caller


def live_in(world: World, name: str, area_id: str) -> None:
    def move(work: Work) -> None:
        work.execute(sa.update(member).where(member.c.id == world.ids[name]).values(area_id=area_id))

    world.app.do(OPERATOR, move)


def test_a_coordinator_of_one_area_neither_sees_nor_acts_for_members_of_another(world: World) -> None:
    east, west = (world.app.do(OPERATOR, actions.add_area, world.key(), name) for name in ("East", "West"))
    wes, cora = coordinator_of(world, "Wes", west), world.coordinator()
    for name, area_id in (("Old Ann", east), ("Old Ben", west)):
        world.member(name, offline=True)
        live_in(world, name, area_id)
    ann, ben = world.ids["Old Ann"], world.ids["Old Ben"]
    assert [one.name for one in world.app.see(wes, directory, "old").rows] == ["Old Ben"]
    assert world.app.see(wes, offline_names) == ((ben, "Old Ben"),)
    for read in (listed, reads.profile):
        assert world.app.see(wes, read, ben).name == "Old Ben"
        assert world.app.see(cora, read, ann).name == "Old Ann"
        with pytest.raises(NotFound):
            world.app.see(wes, read, ann)
    world.app.do(wes, actions.edit_profile, world.key(), ben, "by phone", about="I knit.")
    with pytest.raises(NotFound):
        world.app.do(wes, actions.edit_profile, world.key(), ann, "by phone", about="I knit.")
    with pytest.raises(NotFound):
        world.app.do(wes, doors.change_email, world.key(), ann, "ann@example.org")


def test_history_says_for_whom_something_was_written_but_never_how_it_was_told(world: World) -> None:
    cora = world.coordinator()
    world.member("Old Ann", offline=True)
    ann = world.ids["Old Ann"]
    world.app.do(cora, actions.edit_profile, world.key(), ann, "at the clinic, she was crying", about="I knit.")
    with world.app.look(OPERATOR) as look:
        rows = look.rows(sa.select(event.c.reason, event.c.on_behalf_of_id).where(event.c.action == "edit_profile"))
    assert [tuple(row) for row in rows] == [("", ann)]
    with pytest.raises(InvalidInput):
        world.app.do(cora, actions.edit_profile, world.key(), ann, "x" * 201, about="I knit.")


def test_a_mistyped_address_is_put_right_and_an_offline_member_goes_online_with_an_invitation(world: World) -> None:
    cora = world.coordinator()
    world.member("Ann", email="anm@example.org")
    world.member("Old Ben", offline=True)
    for name, address in (("Ann", "ann@example.org"), ("Old Ben", "ben@example.org")):
        world.app.do(cora, doors.change_email, world.key(), world.ids[name], address)
        found = world.app.see(cora, listed, world.ids[name])
        assert (found.email, found.is_offline) == (address, False)
    with world.app.look(OPERATOR) as look:
        invited = look.rows(sa.select(letter.c.address).where(letter.c.kind == "invitation"))
    assert {row.address for row in invited} == {"ann@example.org", "ben@example.org"}
    with pytest.raises(doors.AddressTaken):
        world.app.do(cora, doors.change_email, world.key(), world.ids["Ann"], "BEN@example.org")


def test_whoever_has_a_password_changes_their_address_alone_and_with_it(world: World) -> None:
    cora, ann = world.coordinator(), world.member("Ann")
    assert ann.member_id
    actions.set_password(world.app, ann.member_id, "three small words")
    with pytest.raises(doors.OnlyThemselves):
        world.app.do(cora, doors.change_email, world.key(), ann.member_id, "mine@example.org")
    with pytest.raises(doors.NotYourPassword):
        doors.change_own_email(world.app, world.key(), ann.member_id, "new@example.org", "not her words")
    doors.change_own_email(world.app, world.key(), ann.member_id, "new@example.org", "three small words")
    assert sign_in.sign_in(world.app, "new@example.org", "three small words", "here")


def test_of_two_invitations_to_one_address_at_once_one_is_told_it_is_taken(world: World) -> None:
    ready, said = threading.Barrier(2), []

    def invite(key: str) -> None:
        ready.wait()
        try:
            world.app.do(OPERATOR, actions.add, key, "Ann", email="ann@example.org")
            said.append("added")
        except Refused as refusal:
            said.append(type(refusal).__name__)

    both = [threading.Thread(target=invite, args=(key,)) for key in ("one", "two")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(said) == ["AddressTaken", "added"]


def test_names_are_found_and_sorted_without_their_accents(world: World) -> None:
    cora = world.coordinator()
    for name in ("Zoe", "Émile", "Eve"):
        world.member(name, email=f"{len(name)}{ord(name[0])}@example.org")
    assert [one.name for one in world.app.see(cora, directory, "émile").rows] == ["Émile"]
    assert [one.name for one in world.app.see(cora, directory, "EMILE").rows] == ["Émile"]
    found = [one.name for one in world.app.see(cora, directory).rows]
    assert [name for name in found if name in ("Zoe", "Émile", "Eve")] == ["Émile", "Eve", "Zoe"]
    world.app.do(world.member("Eve"), actions.edit_profile, world.key(), world.ids["Eve"], name="Ève Ôtée")
    assert [one.name for one in world.app.see(cora, directory, "otee").rows] == ["Ève Ôtée"]


@pytest.mark.parametrize("language", ["", "xyz", "e", "klingonese"])
def test_an_unknown_language_meets_a_sentence(world: World, language: str) -> None:
    ann = world.member("Ann")
    with pytest.raises(InvalidInput):
        world.app.do(ann, actions.edit_profile, world.key(), world.ids["Ann"], language=language)
    for known in ("bfi", "cy", "ti"):
        world.app.do(ann, actions.edit_profile, world.key(), world.ids["Ann"], language=known)


def test_an_area_named_twice_and_a_role_in_no_area_meet_a_sentence(world: World) -> None:
    world.app.do(OPERATOR, actions.add_area, world.key(), "East")
    with pytest.raises(InvalidInput):
        world.app.do(OPERATOR, actions.add_area, world.key(), "East")
    world.member("Ann")
    with pytest.raises(InvalidInput):
        world.app.do(OPERATOR, actions.grant, world.key(), world.ids["Ann"], Role.COORDINATOR, "nowhere")


def test_joiners_stay_where_a_script_needs_them_and_nowhere_else() -> None:
    assert clean_name("علی\u200cرضا") == "علی\u200cرضا"
    assert clean_words("क्\u200dष and\u200d \u200cso\u202e") == "क्\u200dष and so"


@pytest.mark.parametrize("nobody", ["", "x" * 10_000])
def test_nobody_is_invited_who_is_not_there(world: World, nobody: str) -> None:
    with pytest.raises(NotFound):
        world.app.do(world.coordinator(), doors.invite_again, world.key(), nobody)
