"""The graph of who helped whom says what comes back, on whom much depends, and which circles lack one step."""

import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import MatchingError
from matching.network import Bridge, OpenChain, chains_to_close, who_helped_whom


@st.composite
def helpings(draw, people=9):
    n = draw(st.integers(2, people))
    pairs = draw(st.lists(st.sampled_from(list(itertools.permutations(range(n), 2))), max_size=20))
    return n, [a for a, _ in pairs], [b for _, b in pairs], [draw(st.integers(0, 90)) for _ in pairs]


def connections(entries):
    """The same graph in the hands of somebody else."""
    n, giver, receiver, minutes = entries
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from((a, b) for a, b, m in zip(giver, receiver, minutes, strict=True) if m > 0)
    return graph


@given(helpings())
def test_bridges_groups_and_those_who_hold_them_together_are_those_that_taking_away_shows(entries):
    network = who_helped_whom(*entries)
    graph = connections(entries).to_undirected()
    groups = list(nx.connected_components(graph))
    assert network.group_sizes == tuple(sorted(map(len, groups), reverse=True))
    assert {one.person for one in network.holding_together()} == set(nx.articulation_points(graph))
    for person in network.people:
        group = next(group for group in groups if person.person in group) - {person.person}
        left = [len(part) for part in nx.connected_components(graph.subgraph(group))]
        assert person.cut_off == len(group) - max(left, default=0)
    assert {(bridge.first, bridge.second) for bridge in network.bridges} == {
        (min(edge), max(edge)) for edge in nx.bridges(graph)
    }
    for bridge in network.bridges:
        without = graph.copy()
        without.remove_edge(bridge.first, bridge.second)
        sides = [len(nx.node_connected_component(without, end)) for end in (bridge.first, bridge.second)]
        assert bridge.cut_off == min(sides)


@given(helpings())
def test_what_each_person_gave_and_received_adds_up(entries):
    _, _, _, minutes = entries
    network, graph = who_helped_whom(*entries), connections(entries)
    assert sum(one.given_minutes for one in network.people) == sum(minutes)
    assert sum(one.received_minutes for one in network.people) == sum(minutes)
    assert sum(one.share for one in network.people) == pytest.approx(2 if sum(minutes) else 0)
    for one in network.people:
        assert (one.helped, one.helped_by) == (graph.out_degree(one.person), graph.in_degree(one.person))
        assert one.both_ways == len(set(graph.successors(one.person)) & set(graph.predecessors(one.person)))
    if network.links:
        assert network.returned_links == pytest.approx(nx.overall_reciprocity(graph))
        assert 0 <= network.returned_minutes <= 1


@given(helpings(people=6), st.integers(2, 4))
def test_every_short_circle_that_lacks_one_step_is_found(entries, longest):
    n, giver, receiver, minutes = entries
    graph = connections(entries)
    could = list(itertools.permutations(range(n), 2))
    found = chains_to_close(*entries, *zip(*could, strict=True), max_length=longest, at_most=10_000)
    expected = {
        people
        for size in range(2, longest + 1)
        for people in itertools.permutations(range(n), size)
        if all(graph.has_edge(a, b) for a, b in itertools.pairwise(people))
        and not graph.has_edge(people[-1], people[0])
    }
    assert {chain.people for chain in found} == expected
    assert len(found) == len(expected)
    assert all(could[chain.edge] == (chain.people[-1], chain.people[0]) for chain in found)
    assert [len(chain.people) for chain in found] == sorted(len(chain.people) for chain in found)
    for chain in found:
        links = [
            sum(m for a, b, m in zip(giver, receiver, minutes, strict=True) if (a, b) == step)
            for step in itertools.pairwise(chain.people)
        ]
        assert chain.minutes == min(links)


def test_one_coordinator_in_the_middle_of_a_star_holds_everything_together():
    network = who_helped_whom(5, [0, 0, 0, 0], [1, 2, 3, 4], [60, 60, 60, 60])
    middle = network.people[0]
    assert network.holding_together() == (middle,)
    assert (middle.cut_off, middle.share, middle.helped, middle.both_ways) == (3, 1.0, 4, 0)
    assert network.returned_links == 0
    assert network.above_chance == pytest.approx((0 - 0.2) / 0.8)
    assert network.bridges == tuple(Bridge(0, other, 1) for other in range(1, 5))


def test_two_streets_that_one_friendship_joins():
    ring = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)]
    network = who_helped_whom(7, [a for a, _ in ring], [b for _, b in ring], [30] * 7)
    assert network.bridges == (Bridge(2, 3, 3),)
    assert network.group_sizes == (6, 1)


def test_minutes_come_back_as_far_as_the_same_two_gave_each_other():
    network = who_helped_whom(3, [0, 0, 1, 1], [1, 1, 0, 2], [30, 30, 45, 15])
    assert (network.links, network.returned_links) == (3, pytest.approx(2 / 3))
    assert network.returned_minutes == pytest.approx(90 / 120)


def test_nobody_has_helped_anybody_yet():
    network = who_helped_whom(2, [], [], [])
    assert (network.links, network.returned_links, network.above_chance, network.returned_minutes) == (
        0,
        None,
        None,
        None,
    )
    assert network.group_sizes == (1, 1)
    assert who_helped_whom(0, [], [], []).people == ()


def test_only_the_shortest_and_strongest_chains_are_named_when_few_are_asked_for():
    entries = (4, [0, 0, 1, 2], [1, 2, 3, 3], [60, 90, 60, 30])
    could = [3, 3, 1, 2], [0, 1, 0, 0]
    assert chains_to_close(*entries, *could, at_most=3) == (
        OpenChain((0, 2), 3, 90),
        OpenChain((0, 1), 2, 60),
        OpenChain((1, 3), 1, 60),
    )


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: who_helped_whom(2, [0], [0], [1]), "themselves"),
        (lambda: who_helped_whom(2, [0], [2], [1]), "outside 0 to 1"),
        (lambda: who_helped_whom(2, [0], [1], [-1]), "below 0"),
        (lambda: who_helped_whom(2, [0], [1], []), "equally long"),
        (lambda: who_helped_whom(-1, [], [], []), "n must be 0 or more"),
        (lambda: chains_to_close(2, [0], [1], [1], [1], []), "could_give and could_receive"),
        (lambda: chains_to_close(2, [0], [1], [1], [1], [0], max_length=1), "max_length"),
    ],
)
def test_input_that_cannot_be_is_one_clear_sentence(call, sentence):
    with pytest.raises(MatchingError, match=sentence):
        call()
