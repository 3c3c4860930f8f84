"""Whoever writes a letter, a job or a person's act: it goes one way, where choices and quiet hours are asked."""

import ast
from datetime import UTC, datetime
from pathlib import Path

from world import World

import timebank
from timebank.clock import HandClock
from timebank.mail.choices import choose_letters
from timebank.mail.kinds import GROUPS, is_necessary, is_urgent
from timebank.mail.send import send_due
from ui.words.service import Letters

ROOT = Path(timebank.__file__).parent
INSERTS = {"insert", "insert_into", "insert_for"}


def test_letters_are_put_into_the_outbox_in_one_place_only() -> None:
    assert places("letter") == {"mail/actions.py"}


def places(table: str) -> set[str]:
    """The files in which rows of a table are made; only those that speak of rows being made are read closely."""
    texts = {path: path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
    return {
        path.relative_to(ROOT).as_posix()
        for path, text in texts.items()
        if "insert" in text and table in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _called(node.func) in INSERTS and table in map(_called, node.args)
    }


def _called(node: ast.expr) -> str:
    """What a name, or the last part of a dotted one, says."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_whoever_chose_none_gets_no_letter_of_any_kind_but_what_is_necessary(world: World, letters_to) -> None:
    ann, ben = world.member("Ann"), world.member("Ben")
    world.app.do(ann, choose_letters, "none", ann.member_id, True, dict.fromkeys(GROUPS, "never"))
    world.app.do(ben, choose_letters, "off", ben.member_id, False, {})
    for kind in Letters.kinds:
        letters_to("Ann", "Ben", kind=kind)
    for name in ("Ann", "Ben"):
        found = letters_to.all(name)
        assert len(found) == len(Letters.kinds)
        assert {kind for kind, state, _ in found if state != "skipped"} == set(filter(is_necessary, Letters.kinds))


def test_at_night_only_what_somebody_waits_for_leaves(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    clock.moment = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    for kind in Letters.kinds:
        letters_to("Ann", kind=kind)
    urgent = set(filter(is_urgent, Letters.kinds))
    assert urgent < set(filter(is_necessary, Letters.kinds))
    assert send_due(posted_world.app).sent == len(urgent)
    assert {kind for kind, state, _ in letters_to.all("Ann") if state == "sent"} == urgent
