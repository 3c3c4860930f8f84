"""What a session comes to: every minute has its place, whoever pays and however many people there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timebank.errors import InvalidInput
from timebank.ledger.group_rules import LONGEST_NOTE, POT, Pays, Plan, names_in, plan, with_names
from timebank.ledger.rules import Holder


def people(names: str) -> tuple[Holder, ...]:
    return tuple(Holder("member", name) for name in names.split())


def told(session: Plan) -> list[tuple[str, str, int]]:
    return [(part.from_holder.id or "pot", part.to_holder.id, part.minutes) for part in session.parts]


@given(
    minutes=st.integers(1, 1440),
    helping=st.integers(1, 6),
    helped=st.integers(1, 12),
    pays=st.sampled_from(("each", "shared", "pot")),
)
def test_each_who_helped_earns_what_alone_they_would_have(minutes: int, helping: int, helped: int, pays: Pays) -> None:
    givers = tuple(Holder("member", f"giver {one}") for one in range(helping))
    receivers = tuple(Holder("member", f"receiver {one}") for one in range(helped))
    if pays == "shared" and minutes < helped:
        with pytest.raises(InvalidInput, match="more people than minutes"):
            plan(givers, receivers, minutes, pays)
        return
    session = plan(givers, receivers, minutes, pays)
    for giver in givers:
        own = [part for part in session.parts if part.to_holder == giver]
        assert sum(part.minutes for part in own) == (minutes * helped if pays == "each" else minutes)
        assert all(part.minutes >= 1 for part in own)
        if pays == "pot":
            assert [part.from_holder for part in own] == [POT]
        else:
            assert tuple(part.from_holder for part in own) == receivers
        shares = [part.minutes for part in own]
        assert shares == sorted(shares, reverse=True), "a remainder goes to the first in order"
        assert max(shares) - min(shares) <= 1
        assert sum(part.extra_minutes for part in own) == (minutes % helped if pays == "shared" else 0)
    assert session.remainder_minutes == (minutes % helped if pays == "shared" else 0,) * helping


def test_a_remainder_goes_minute_by_minute_to_the_first_in_order() -> None:
    session = plan(people("Ann"), people("Ben Cat Dan"), 62, "shared")
    assert told(session) == [("Ben", "Ann", 21), ("Cat", "Ann", 21), ("Dan", "Ann", 20)]
    assert [part.extra_minutes for part in session.parts] == [1, 1, 0]
    assert session.remainder_minutes == (2,)


def test_own_shares_stand_as_they_are_told() -> None:
    session = plan(people("Ann Eve"), people("Ben Cat"), 60, "shared", receiver_minutes=(45, 15))
    assert told(session) == [("Ben", "Ann", 45), ("Cat", "Ann", 15), ("Ben", "Eve", 45), ("Cat", "Eve", 15)]


def test_those_who_helped_may_have_times_of_their_own() -> None:
    assert told(plan(people("Ann Eve"), people("Ben"), 60, "each", giver_minutes=(90, 30))) == [
        ("Ben", "Ann", 90),
        ("Ben", "Eve", 30),
    ]
    assert told(plan(people("Ann Eve"), people("Ben Cat"), 60, "pot", giver_minutes=(61, 59))) == [
        ("pot", "Ann", 61),
        ("pot", "Eve", 59),
    ]


def test_an_hour_for_ten_people_at_once_takes_an_hour_of_the_day() -> None:
    ann = Holder("member", "Ann")
    assert plan((ann,), people("Ben Cat Dan"), 60, "each").time_of(ann, "each") == 60
    assert plan((ann,), people("Ben Cat Dan"), 60, "shared").time_of(ann, "shared") == 60
    assert plan((ann,), people("Ben Cat Dan"), 60, "pot").time_of(Holder("member", "Ben"), "pot") == 0


@pytest.mark.parametrize(
    ("givers", "receivers", "pays", "own", "words"),
    [
        ("", "Ben", "each", {}, "at least one"),
        ("Ann", "", "each", {}, "at least one"),
        ("Ann", "Ann", "each", {}, "both as helping"),
        ("Ann", "Ben Ben", "each", {}, "named twice"),
        ("Ann Ann", "Ben", "each", {}, "named twice"),
        ("Ann", "Ben", "nobody", {}, "who gives the hours"),
        ("Ann Eve", "Ben", "each", {"giver_minutes": (60, 30)}, "2 times 1 h is 2 h"),
        ("Ann Eve", "Ben", "each", {"giver_minutes": (120,)}, "for everybody who helped"),
        ("Ann Eve", "Ben", "each", {"giver_minutes": (120, 0)}, "between 1 minute"),
        ("Ann Eve", "Ben", "each", {"giver_minutes": (119.5, 0.5)}, "whole minutes"),
        ("Ann", "Ben Cat", "each", {"receiver_minutes": (30, 30)}, "time is shared"),
        ("Ann", "Ben Cat", "shared", {"receiver_minutes": (30, 31)}, "make 1 h 01 together"),
        ("Ann", "Ben Cat", "shared", {"receiver_minutes": (60, 0)}, "would be nothing"),
        ("Ann", "Ben Cat", "shared", {"receiver_minutes": (61, -1)}, "would be nothing"),
        ("Ann", "Ben Cat", "shared", {"receiver_minutes": (60,)}, "for everybody who took part"),
        ("Ann", "Ben Cat", "shared", {"receiver_minutes": (59.5, 0.5)}, "whole minutes"),
        ("Ann Eve", "Ben", "shared", {"giver_minutes": (90, 30), "receiver_minutes": (60,)}, "not both"),
    ],
)
def test_what_does_not_add_up_is_said_in_words(
    givers: str, receivers: str, pays: Pays, own: dict[str, tuple[int, ...]], words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        plan(people(givers), people(receivers), 60, pays, **own)


def test_neither_the_pot_nor_a_crowd_takes_part() -> None:
    with pytest.raises(InvalidInput, match="members and organisations"):
        plan((POT,), people("Ben"), 60, "each")
    crowd = tuple(Holder("member", str(one)) for one in range(501))
    with pytest.raises(InvalidInput, match="too many"):
        plan(people("Ann"), crowd, 60, "each")
    for minutes in (0, 1441, True):
        with pytest.raises(InvalidInput):
            plan(people("Ann"), people("Ben"), minutes, "pot")


@given(words=st.text(max_size=600), names=st.lists(st.text("Ann be,.(é", min_size=1, max_size=80), max_size=200))
def test_a_note_with_names_is_never_too_long_and_each_name_in_it_is_found(words: str, names: list[str]) -> None:
    plain = [" ".join(name.split()) or "Ann" for name in names]
    note = with_names(words, plain)
    assert len(note) <= LONGEST_NOTE
    assert note.startswith(words)
    whole = len(words) + sum(len(name) + 2 for name in plain) + 20 < LONGEST_NOTE
    assert not whole or all(names_in(note, name) for name in plain)
