"""Who should meet whom: pure functions from people and rules to the best matches, with reasons and a proof."""

from matching.assign import Assignment, assign
from matching.pair import Pairing, pair

__all__ = ["Assignment", "Pairing", "assign", "pair"]
