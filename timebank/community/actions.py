"""How the community's choices are made: by a coordinator or an administrator, each change remembered."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from timebank.access import May
from timebank.community.reads import KEPT, community
from timebank.community.rules import parse, write
from timebank.community.tables import community_choice
from timebank.history.actions import note
from timebank.work import Work, insert_for


def choose(work: Work, key: str, choices: Mapping[str, str]) -> str:
    """Make several choices at once, all or none; answers the names that changed, comma-separated.

    `choices` maps a field of `Community` to the words a person wrote. Raises InvalidInput.
    """
    work.require(May.CHANGE_SETTINGS)
    return work.once(key, "choose", dict(choices), lambda: _choose(work, choices))


def _choose(work: Work, choices: Mapping[str, str]) -> str:
    before = community(work)
    parsed = {name: parse(name, words) for name, words in choices.items()}
    after = replace(before, **parsed)  # type: ignore[arg-type]  # each parse gives its field's type
    old, new = asdict(before), asdict(after)
    changed = sorted(name for name in new if new[name] != old[name])
    for name in changed:
        values = {
            "value": write(new[name]),
            "chosen_at": work.now,
            "chosen_by": work.actor.member_id or work.actor.kind,
        }
        statement = insert_for(work, community_choice).values(name=name, **values)
        work.execute(statement.on_conflict_do_update(index_elements=[community_choice.c.name], set_=values))
        work.kept.pop(KEPT, None)
        note(work, "choose", "setting", name, reason=f"{write(old[name])} -> {write(new[name])}")
    return ", ".join(changed)
