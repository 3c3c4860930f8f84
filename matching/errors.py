"""What can be wrong with the input of the matcher, each as one clear sentence."""


class MatchingError(ValueError):
    """The matcher cannot work with this input."""


class WrongInput(MatchingError):
    """Lengths, positions, capacities or scores do not fit together."""


class ScoreTooFine(MatchingError):
    """A score has more than six decimals, and rounding it silently could change who is matched."""


class PinsCannotHold(MatchingError):
    """The pinned pairs cannot all be in one result."""


class ProposalWrong(MatchingError):
    """A proposal does not keep the rules it was made under."""
