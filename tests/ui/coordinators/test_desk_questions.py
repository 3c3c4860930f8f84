"""Hours that wait for a third person: a coordinator who has a part in them reads for whom they wait."""

from desk_town import DeskTown, Visit, record, words_on

from timebank.access import Role
from timebank.ledger.questions import question
from timebank.ledger.reads import settled_by_others, to_settle
from ui.words import desk as words


def a_question_about(town: DeskTown, giver: str, receiver: str) -> str:
    entry = record(town, giver, receiver, 120, 1)
    town.world.app.do(town.one(receiver), question, town.world.key(), entry, 30, "Half an hour.")
    return entry


def test_a_question_of_the_coordinators_own_names_who_settles_it(visit: Visit, town: DeskTown) -> None:
    a_question_about(town, "Cora Cole", "Noor Nash")
    said = words_on(visit("questions"))
    assert words.Questions.others in said
    assert words.WAITS_FOR.format(names="Stranger Coordinator") in said
    town.world.holder("Sal Second", Role.SECOND_DECIDER)
    said = words_on(visit("questions"))
    assert words.WAITS_FOR.format(names="Stranger Coordinator and Sal Second") in said


def test_the_one_who_has_a_part_in_it_is_not_named_and_has_no_button(visit: Visit, town: DeskTown) -> None:
    entry = a_question_about(town, "Cora Cole", "Noor Nash")
    other = town.world.coordinator("Otto Other")
    page = visit("questions")
    assert f"settle-form-{entry}-send" not in [one.key for one in page.form_submit_button]
    assert words.WAITS_FOR.format(names="Otto Other and Stranger Coordinator") in words_on(page)
    page = visit("questions", other)
    assert words.Questions.others not in words_on(page)
    page.text_input(key=f"settle-form-{entry}-note").set_value("We asked both.")
    page.text_input(key=f"settle-form-{entry}-figure").set_value("1 h")
    button = next(one for one in page.button if one.key == f"settle-form-{entry}-send")
    button.click().run()
    app = town.world.app
    assert not app.see(town.cora, settled_by_others)
    assert entry not in [one.entry_id for one in app.see(other, to_settle)]


def test_nobody_sees_the_questions_of_others_as_their_own(visit: Visit, town: DeskTown) -> None:
    assert words.Questions.others not in words_on(visit("questions"))
