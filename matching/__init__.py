"""Who should meet whom: pure functions from people and rules to the best matches, with reasons and a proof."""

from matching.again import Standing, again, begin
from matching.assign import Assignment, assign
from matching.circles import Circle, Circulation, circulate
from matching.errors import MatchingError
from matching.pair import Pairing, pair
from matching.people import Bond, Person, Pool, Programme
from matching.proposal import Proposal, Reason, SuggestedCircle, SuggestedPair, SuggestedTrio, Unmatched
from matching.repair import Kept, keep, reassign
from matching.round import solve
from matching.rules import make_rule
from matching.shortlist import Shortlist, shortlist
from matching.terms import Criterion, Rule

__all__ = [
    "Assignment",
    "Bond",
    "Circle",
    "Circulation",
    "Criterion",
    "Kept",
    "MatchingError",
    "Pairing",
    "Person",
    "Pool",
    "Programme",
    "Proposal",
    "Reason",
    "Rule",
    "Shortlist",
    "Standing",
    "SuggestedCircle",
    "SuggestedPair",
    "SuggestedTrio",
    "Unmatched",
    "again",
    "assign",
    "begin",
    "circulate",
    "keep",
    "make_rule",
    "pair",
    "reassign",
    "shortlist",
    "solve",
]
