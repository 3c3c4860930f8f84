"""A whole round, from people to verified suggestions with reasons, each size in a process of its own."""

import json
import math
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench.worlds import pool_of

from matching.candidates import Limits, find

TESTS = Path(__file__).resolve().parents[1]
ONE_ROUND = """
import json, resource, sys, time
from bench.worlds import pool_of
from matching import solve
size, local = int(sys.argv[1]), sys.argv[2] == "local"
solve(pool_of(60))
pool = pool_of(size, local=local)
begun, worked = time.perf_counter(), time.process_time()
proposal = solve(pool)
told = {"seconds": time.perf_counter() - begun, "work": time.process_time() - worked}
told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
told |= {"candidates": proposal.feasible_pairs, "whole": proposal.whole, "pairs": len(proposal.pairs)}
print(json.dumps(told | {"gap": proposal.bound - proposal.score}))
"""


def one_round(size: int, world: str) -> dict[str, float]:
    """The figures of one round; what is compiled is compiled already, as in a service that has run once."""
    command = [sys.executable, "-c", ONE_ROUND, str(size), world]
    paths = {"PYTHONPATH": f"{TESTS.parent}:{TESTS}", "PATH": ""}
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=paths, cwd=TESTS.parent)
    return json.loads(told.stdout)


@pytest.mark.parametrize("world", ["local", "open"])
def test_rounds_of_three_sizes(world: str) -> None:
    one_round(10_000, world)  # compiles what is not compiled yet
    print(f"\nmeeting {'only within their towns' if world == 'local' else 'wherever they live'}:")
    taken = {}
    for size in (1_000, 10_000, 100_000):
        told = one_round(size, world)
        taken[size] = told["seconds"]
        chosen = "all of" if told["whole"] else "the best of more than"
        print(
            f"{size:,} people: {told['seconds']:.2f} s ({told['work']:.1f} s of work), {told['megabytes']:.0f} MB, "
            f"{told['pairs']:,} pairs of {chosen} {told['candidates']:,} candidates, gap {told['gap']}"
        )
    print(f"from 10,000 to 100,000 people time grows as n^{math.log10(taken[100_000] / taken[10_000]):.2f}")


@pytest.mark.parametrize("world", ["local", "open"])
def test_candidates_by_lists_beside_asking_about_all_pairs(world: str) -> None:
    pool = pool_of(8_000, local=world == "local")
    whole = Limits(keep_all=10**9)
    find(pool)
    seconds = {}
    for name, limits in {"all pairs": Limits(ask_plainly=10**12), "lists": whole}.items():
        begun = time.perf_counter()
        found = find(pool, limits)
        seconds[name] = time.perf_counter() - begun
    ratio = seconds["all pairs"] / seconds["lists"]
    print(f"\n8,000 people, {world}: all pairs asked {seconds['all pairs']:.1f} s, lists {seconds['lists']:.1f} s")
    print(f"{ratio:.1f} times, for the same {found.score.size:,} candidates")
