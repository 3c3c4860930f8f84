"""Coordinators find members by words and in pages; roles are listed for administrators only."""

import pytest
from world import World

from timebank.access import Role
from timebank.errors import NotFound
from timebank.members.directory import deciders, directory, listed, offline_names, role_holders


def test_a_coordinator_finds_members_by_any_part_of_name_email_or_phone(world: World) -> None:
    cora = world.coordinator()
    world.member("Ann Archer")
    world.member("Old Anna", offline=True, phone="0131 496 0000")
    found = world.app.see(cora, directory, "ANN")
    assert [one.name for one in found.rows] == ["Ann Archer", "Old Anna"]
    assert [one.name for one in world.app.see(cora, directory, "496").rows] == ["Old Anna"]
    assert [one.name for one in world.app.see(cora, directory, "", "offline").rows] == ["Old Anna"]
    assert world.app.see(cora, directory, "%").total == 0


def test_pages_never_run_past_the_end_and_nobody_is_on_two(world: World) -> None:
    cora = world.coordinator()
    first, second = (world.app.see(cora, directory, "", "", page, 3) for page in (1, 99))
    assert (first.total, first.pages, second.page) == (4, 2, 2)
    assert len({one.member_id for one in (*first.rows, *second.rows)}) == 4


def test_members_do_not_read_the_directory_and_administrators_alone_read_all_roles(world: World) -> None:
    ann, cora = world.member("Ann"), world.coordinator()
    ada = world.holder("Ada", Role.ADMINISTRATOR)
    for read, reader in ((directory, ann), (offline_names, ann), (role_holders, ann), (role_holders, cora)):
        with pytest.raises(NotFound):
            world.app.see(reader, read)
    with pytest.raises(NotFound):
        world.app.see(ann, listed, ann.member_id)
    assert ("Ada", Role.ADMINISTRATOR) in [(one.name, one.role) for one in world.app.see(ada, role_holders)]
    assert {one.name for one in world.app.see(cora, deciders)} == {"Cora", "Stranger Coordinator"}
