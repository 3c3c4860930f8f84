"""The best half-integral pairing as a start: two copies of everybody, givers and takers, matched to one another.

Each person may then be matched twice by half; what is left to do are the odd rings of such halves, and those are few.
The value of the halves is that of the linear programme without odd sets (Balinski 1965).
"""

from matching.blossom_search import match_all
from matching.blossoms import State

BIDS_EACH = 10
PASSES = 3
BIDS_EACH_ROUND = 100
STEP = 10
FINEST = 2**20


def match_halves_then_all(halves: State, state: State) -> None:
    """Solve the two copies of everybody first (no odd rings, so no blossoms), and begin the pairing from there."""
    guess_prices(halves)
    bid_in_turn(halves)
    match_all(halves)
    take_from_halves(state, halves.mate, halves.price)
    match_all(state)


def guess_prices(halves: State) -> None:
    """Let the givers bid in rounds with ever smaller least raises (Bertsekas 1988); only the takers' prices stay.

    Any prices are a right start, as the searches put right what is wrong about them; good ones only save time.
    """
    givers = len(halves.top) // 2
    spread = 0
    for edge in range(halves.start[givers]):
        spread = max(spread, halves.cost[edge])
    least_raise = spread
    while least_raise > max(spread // FINEST, 1):
        least_raise = max(least_raise // STEP, spread // FINEST, 1)
        left = BIDS_EACH_ROUND * givers
        for giver in range(givers):
            bidder = giver
            while bidder >= 0 and left > 0:
                left -= 1
                bidder = bid(halves, bidder, least_raise, -spread)
        for node in range(2 * givers):
            halves.mate[node] = -1
    for giver in range(givers):
        halves.price[giver] = best_offer(halves, giver)
    for giver in range(givers):
        halves.price[givers + giver] = max((halves.price[giver] + halves.price[givers + giver]) // 2, 0)


def best_offer(halves: State, giver: int) -> int:
    """What the best taker is worth to a giver at the prices as they are, or going without."""
    best = 0
    for edge in range(halves.start[giver], halves.start[giver + 1]):
        best = max(best, halves.cost[edge] - halves.price[halves.to[edge]])
    return best


def bid_in_turn(halves: State) -> None:
    """Match most givers quickly: each takes the best taker at their price, raises it, and sends the one before away.

    The price rises as far as the second best choice, or going without, leaves it the best (the row reduction of
    Jonker and Volgenant 1987); all promises of the prices hold throughout. Ten turns each on average, then it ends.
    """
    givers = len(halves.top) // 2
    left = BIDS_EACH * givers
    for _ in range(PASSES):
        for giver in range(givers):
            bidder = giver if halves.mate[giver] < 0 else -1
            while bidder >= 0 and left > 0:
                left -= 1
                bidder = bid(halves, bidder, 0, 0)
    for giver in range(givers):
        if halves.mate[giver] < 0:
            halves.price[giver] = best_offer(halves, giver)


def bid(halves: State, giver: int, least_raise: int, leave: int) -> int:
    """One bid; answers who was sent away and should bid at once, or -1."""
    taker, best, second = -1, leave, leave
    for edge in range(halves.start[giver], halves.start[giver + 1]):
        value = halves.cost[edge] - halves.price[halves.to[edge]]
        if value > best:
            taker, best, second = halves.to[edge], value, best
        elif value > second:
            second = value
    if taker < 0:
        return -1
    sent_away = halves.mate[taker]
    if sent_away >= 0:
        halves.mate[sent_away] = -1
    halves.mate[taker] = giver
    halves.mate[giver] = taker
    halves.price[taker] += best - second + least_raise
    halves.price[giver] = second - least_raise
    return sent_away if best - second + least_raise > 0 else -1


def take_from_halves(state: State, half_mate: list[int], half_price: list[int]) -> None:
    """Begin with the best half-integral pairing: prices as they are, its ways and rings matched every other step.

    `half_mate` and `half_price` are those of the two copies of everybody, givers from 0 and takers from n; a giver's
    mate is the taker they point at. A way begins and ends with somebody worth nothing; an odd ring leaves one free.
    """
    people = len(state.top)
    for person in range(people):
        state.price[person] = half_price[person] + half_price[people + person]
        if half_mate[people + person] < 0:
            match_way(state, half_mate, person)
    for person in range(people):
        if state.mate[person] < 0 and half_mate[person] >= 0:
            match_way(state, half_mate, person)


def match_way(state: State, half_mate: list[int], begin: int) -> None:
    """Match every other step of the way or ring that begins with somebody; each step is taken only once."""
    people = len(state.top)
    length, person = 1, half_mate[begin] - people
    while person >= 0 and person != begin:
        length += 1
        person = half_mate[person] - people
    person = begin
    if length % 2 == 1:
        length -= 1
        person = half_mate[begin] - people
        half_mate[begin] = -1
    for _ in range(length // 2):
        other = half_mate[person] - people
        state.mate[person] = other
        state.mate[other] = person
        person = half_mate[other] - people
