"""A text may hold a sign that no database keeps; whoever sent it reads one sentence, and nothing breaks."""

import pytest
from world import World

from timebank.errors import InvalidInput, NotFound, Refused
from timebank.members import actions
from timebank.members.reads import profile

NOTHING, HALF = "Ann\x00", "Ann\ud800"


@pytest.mark.parametrize("sign", [NOTHING, HALF])
def test_an_address_with_a_sign_that_cannot_be_kept_leads_nowhere(world: World, sign: str) -> None:
    with pytest.raises(NotFound):
        world.app.see(world.coordinator(), profile, sign)


@pytest.mark.parametrize("sign", [NOTHING, HALF])
def test_an_action_on_such_an_address_is_refused_in_a_sentence(world: World, sign: str) -> None:
    told = {"how_told": "by phone", "about": "I like tea"}
    with pytest.raises(Refused):
        world.app.do(world.coordinator(), actions.edit_profile, world.key(), sign, **told)


def test_a_key_that_cannot_be_kept_is_refused_before_anything_is_written(world: World) -> None:
    ann = world.member("Ann")
    with pytest.raises(InvalidInput, match="sign"):
        world.app.do(ann, actions.edit_profile, HALF, ann.member_id or "", about="I like tea")
    assert world.app.see(ann, profile, ann.member_id or "").about == ""
