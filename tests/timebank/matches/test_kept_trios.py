"""A trio is kept link by link: each reason says which two it is about, and hides only what those two keep back."""

from guiding import COMPANY, Guiding
from world import World

from timebank.matches import actions, reads


def test_each_reason_of_a_trio_is_about_two_and_hides_only_what_those_two_keep_back(world: World) -> None:
    company = Guiding(world, COMPANY)
    ann = company.join("Ann", topics=["cooking"])
    ben = company.join("Ben", topics=["cooking", "chess"])
    cal = company.join("Cal", topics=["chess"], shown=[])
    company.run()
    (draft,) = company.drafts()
    assert (draft.kind, draft.points) == ("trio", 16)
    said = {frozenset(one.between): (one.words, one.points) for one in draft.reasons}
    assert said == {
        frozenset({ann.member_id, ben.member_id}): ("Topics: both cooking", 8),
        frozenset({ben.member_id, cal.member_id}): ("Something they both said", 8),
    }


def test_the_reasons_of_a_pair_need_no_such_note(world: World) -> None:
    company = Guiding(world, COMPANY)
    company.join("Ann")
    company.join("Ben")
    company.run()
    (draft,) = company.drafts()
    assert [one.between for one in draft.reasons] == [()]


def test_each_of_a_trio_reads_one_sentence_about_each_other_as_the_coordinator_sees_it(world: World) -> None:
    company = Guiding(world, COMPANY)
    people = {name: company.join(name, topics=["cooking", "chess"]) for name in ("Ann", "Ben", "Cal")}
    company.run()
    (draft,) = company.drafts()
    assert draft.kind == "trio"
    company.world.app.do(company.cora, actions.approve, world.key(), draft.suggestion_id)
    told = {who.name: who.sentences for who in draft.people}
    for name, person in people.items():
        others = sorted(set(people) - {name})
        (card,) = world.app.see(person, reads.my_suggestions, person.member_id)
        opening, *about, closing = card.sentences
        assert sorted(about) == [f"With {other}: Topics: you both said chess and cooking." for other in others]
        assert (opening, closing) == ("You all joined Company.", "It is only a suggestion: each of you decides.")
        assert told[name] == card.sentences
