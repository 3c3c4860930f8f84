"""Several tabs at the same moment do not get around the limits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from world import World

from timebank.access import OPERATOR
from timebank.errors import Refused
from timebank.listings import actions, answer_reads
from timebank.listings.categories import plant_categories
from timebank.programmes import actions as programmes
from timebank.programmes.definition import starter_text
from timebank.programmes.reads import participants
from timebank.work import Work

TABS = 8


def at_once(world: World, who: str, jobs: "list[tuple[object, ...]]") -> list[str]:
    """Do each job (action, key, ...) from its own thread, all let go together; answers what each one got."""
    caller, gate = world.member(who), Barrier(len(jobs))

    def press(job: "tuple[object, ...]") -> str:
        gate.wait()
        try:
            return str(world.app.do(caller, *job))
        except Refused as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(press, jobs))


def put(world: World, name: str) -> str:
    return world.app.do(world.member(name), actions.write_listing, world.key(), "offer", "lifts", "A lift")


def test_eight_tabs_ask_about_one_listing_once(world: World) -> None:
    world.app.do(OPERATOR, plant_categories)
    listing_id = put(world, "Ben")
    answers = at_once(world, "Ann", [(actions.ask, f"tab-{tab}", listing_id) for tab in range(TABS)])
    assert answers.count("AlreadyAsked") == TABS - 1
    assert len(world.app.see(world.member("Ben"), answer_reads.answers_waiting)) == 1


def test_eight_tabs_ask_five_people_in_a_day(world: World) -> None:
    world.app.do(OPERATOR, plant_categories)
    listings = [put(world, f"Friend {number}") for number in range(TABS)]
    answers = at_once(world, "Ann", [(actions.ask, f"tab-{one}", one) for one in listings])
    assert answers.count("AskedEnough") == TABS - 5


def test_eight_tabs_with_one_key_ask_once_and_all_get_the_same_answer(world: World) -> None:
    world.app.do(OPERATOR, plant_categories)
    listing_id = put(world, "Ben")
    answers = at_once(world, "Ann", [(actions.ask, "the-key", listing_id)] * TABS)
    assert len(set(answers)) == 1
    assert len(world.app.see(world.member("Ben"), answer_reads.answers_waiting)) == 1


def test_eight_tabs_join_a_programme_once(world: World) -> None:
    def begin(work: Work) -> str:
        return programmes.start(work, "start", starter_text("buddying"))

    programme_id = world.app.do(OPERATOR, begin)
    answers = at_once(world, "Ann", [(programmes.join, f"tab-{tab}", programme_id, "buddy") for tab in range(TABS)])
    assert answers.count("AlreadyTakingPart") == TABS - 1
    assert len(world.app.see(world.coordinator(), participants, programme_id)) == 1
