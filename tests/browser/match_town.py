"""A town of matches six weeks old, in every state of their life, and its server: `python match_town.py DATABASE PORT`."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from browser.town import PASSWORD
from together import Together
from world import World

from timebank.access import Role
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.handover.actions import hand_over
from timebank.handover.holding import sensible_choices
from timebank.handover.holdings import holdings
from timebank.life import agreements, endings, goals, rests, words
from timebank.matches import actions as matches
from timebank.matches.reads import my_matches
from timebank.meetings import actions as meetings
from timebank.members import actions as members
from timebank.safeguarding import notes
from timebank.settings import MailSettings, Settings
from timebank.setup import make_ready


def live(app: App) -> list[str]:
    """Four matches: met and ending, with somebody without e-mail, ended, and on hold; answers their ids."""
    make_ready(app, "Northside Time Bank")
    world = World(app)
    world.coordinator("Cora"), world.holder("Ada", Role.ADMINISTRATOR), world.holder("Lea", Role.SAFEGUARDING_LEAD)
    together = Together(world)
    others = [with_olga(together), pair(together, "Max", "Kim"), pair(together, "Zoe", "Ned")]
    together.days(2)
    met(together)
    together.do(world.member("Zoe"), rests.put_on_hold, others[2], None, "An operation")
    together.do(world.member("Max"), endings.end_match, others[1], "moved_on", "I found a job")
    together.days(36)
    together.do(world.member("Mia"), agreements.write_agreement, others[0], "every week", 45)
    together.do(together.ann, endings.plan_ending, together.match_id, together.today + timedelta(days=12))
    together.plan(4)
    together.do(together.ann, notes.report_concern, world.ids["Ben"], "He rang me at midnight, twice.")
    together.days(1)
    missed(together), away(together, "Kim")
    for name in ("Ann", "Ben", "Cora", "Ada", "Lea", "Mia", "Max", "Zoe", "Kim"):
        members.set_password(app, world.ids[name], PASSWORD)
    return [together.match_id, *others]


def pair(together: Together, mentee: str, mentor: str) -> str:
    """A match of two who have e-mail."""
    guiding = together.guiding
    return guiding.match(guiding.join(mentee, "mentee"), guiding.join(mentor, "mentor"))


def with_olga(together: Together) -> str:
    """A match of Mia with Olga, who has no e-mail."""
    guiding, world = together.guiding, together.world
    mia, olga = guiding.join("Mia", "mentee"), guiding.join("Olga", "mentor", offline=True)
    suggestion_id = guiding.offer()
    guiding.say(mia, suggestion_id)
    for_olga = {"member_id": olga.member_id, "how_told": "by phone"}
    together.do(together.cora, matches.answer, suggestion_id, True, **for_olga)
    return world.app.see(mia, my_matches, world.ids["Mia"])[0].match_id


def met(together: Together) -> None:
    """Ann and Ben have met, aim at something, and do not quite feel the same."""
    together.meet()
    private = "What we talk about, unless somebody is in danger"
    together.do(together.ben, agreements.write_agreement, together.match_id, "every 2 weeks", 60, None, private)
    walk = together.do(together.ann, goals.add_goal, together.match_id, "Walk to the library together")
    together.do(together.ann, goals.add_goal, together.match_id, "Write a letter to the council")
    together.do(together.ben, goals.close_goal, walk, "reached")
    together.do(together.ben, words.say_fit, together.match_id, "not_a_fit", "She needs somebody with more time")


def missed(together: Together) -> None:
    """Ann and Ben meant to meet twice lately, and did not."""
    for days in (1, 2):
        starts = datetime.combine(together.today - timedelta(days=days), time(10))
        one = together.do(together.ann, meetings.plan, together.match_id, starts, 60, "Library")
        together.do(together.ann, meetings.not_held, one, "", "missed")


def away(together: Together, name: str) -> None:
    """Somebody is away for three weeks."""
    member_id, until = together.world.ids[name], together.today + timedelta(days=21)
    held = together.world.app.see(together.cora, holdings, member_id)
    together.do(together.cora, hand_over, member_id, "away", sensible_choices(held, "away", until), until)


def main(live: Callable[[App], list[str]], days_old: int) -> None:
    """Make a town at first, so many days ago, with the ids it answers in a file beside it; then serve it."""
    path, port = Path(sys.argv[1]), int(sys.argv[2])
    mail = MailSettings(folder=path.with_suffix(".letters"))
    settings = Settings(database_url=f"sqlite:///{path}", port=port, mail=mail, cookie_secret="only for tests")
    if not path.exists():
        app = build(settings, clock=HandClock(datetime.now(UTC) - timedelta(days=days_old)))
        path.with_suffix(".ids").write_text(" ".join(live(app)), encoding="utf-8")
        app.close()
    from ui.server import serve

    serve(build(settings))


if __name__ == "__main__":
    main(live, days_old=40)
