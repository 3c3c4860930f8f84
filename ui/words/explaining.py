"""What is said where a coordinator asks why, why not and what if."""

from types import MappingProxyType as fixed


class Explaining:
    """Explanations of matching."""

    today = "Worked out for everybody as they are today. Nothing is kept, and nobody is told."
    own = "A match that you are in yourself is left out here."

    stands = "How they stand among others"
    stands_pair = "{first} and {second}: {ranks}."
    stands_gone = "These two cannot be suggested to each other as things are today."
    rules = "What could keep two people apart, and does not here ({count})"
    rule_kept = "Not so: {because}."
    rules_none = "This programme has no rule that could keep them apart."
    rule_blank = "Not known, and let pass: {because} ({names} has not said)."
    rule_blank_many = "Not known, and let pass: {because} ({names} have not said)."
    nothing_columns = ("What", "{first}", "{second}", "Not known")
    nothing_caption = "What gave no points"
    not_said = "{names} has not said"
    not_said_many = "{names} have not said"

    nobody = "Why nobody, and whom to look for"
    nobody_none = "As things stand today nobody would be left over."
    nobody_one = "As things stand today 1 person would be left over."
    nobody_many = "As things stand today {count} people would be left over."
    effect_columns = ("Because", "Pairs kept apart", "People this leaves out", "More matched without this rule")
    effect_caption = "Why those left over could not be suggested to others"
    effect_fixed = "it always holds"
    hints = "Whom to look for"
    hints_none = "Nobody we could look for would change that."

    why_not = "Why not these two?"
    why_not_tells = "Choose two people to see what is in the way, or what it would cost."
    one = "One"
    other = "The other"
    kept_apart = "{first} and {second} cannot be suggested to each other:"
    no_remedy = "Nothing that could be changed here would make it possible."
    pinned = "One of them is held for somebody else, so {first} and {second} cannot be together in this result."
    suggested = "{first} and {second} are together in the best result as things stand today."
    possible = "{first} and {second} could meet. Together they would change the best result like this:"

    what_if = "What if?"
    what = "What would you like to try?"
    trials = fixed(
        {
            "weigh": "Something counts more or less",
            "together": "Two people are put together",
            "places": "Somebody has one more place",
            "another": "One more person like somebody",
        }
    )
    criterion = "What should count differently?"
    strength = "How much should it count?"
    strengths = fixed(
        {
            "must": "it must fit",
            "high": "a lot",
            "medium": "some",
            "low": "a little",
            "off": "not at all",
        }
    )
    counts_now = "{label} (now: {strength})"
    who_places = "Who has one more place?"
    who_like = "Somebody like whom?"

    same = "Nothing would change."
    same_rounds = "Both rounds suggest the same."
    points_more = "{count} points more in all"
    points_fewer = "{count} points fewer in all"
    points_same = "the same points in all"
    people_more = "{count} more with somebody"
    people_fewer = "{count} fewer with somebody"
    people_same = "as many people with somebody as before"
    people_more_rounds = "{count} more people suggested to somebody"
    people_fewer_rounds = "{count} fewer people suggested to somebody"
    people_same_rounds = "as many people suggested to somebody"
    stayed_one = "1 match stays."
    stayed_many = "{count} matches stay."
    gained = "Would then have somebody: {names}."
    lost = "Would then have nobody: {names}."
    gained_then = "Suggested in the later round only: {names}."
    lost_then = "Suggested in the earlier round only: {names}."
    new_caption = "New"
    gone_caption = "No longer there"
    change_columns = ("Who", "Why", "Points")

    compare = "Compare two rounds"
    earlier = "The earlier round"
    later = "The later round"
    round_named = "{day}: {count} suggested"
    compare_one = "There is only one round so far, so there is nothing to compare it with."

    figures = "How good is it?"
    covered = "{role} with somebody: {count} of {total}."
    covered_more = "{role} with somebody: {count} of {total}, {already} of them matched or asked already."
    bound_met = "The pairs have {score} points in all. It is proved that no result of this kind has more."
    bound_left = "The pairs have {score} points in all; no result of this kind has more than {bound}."
    weak_caption = "Weak matches: less than half of the points of the match in the middle"
    weak_columns = ("Who", "Points")
    weak_none = "No match is much weaker than the others."
    more_none = "Nobody more could have somebody, whatever it cost."
    more_some = "{people} more could have somebody for {cost} points fewer in all, so one more costs at most {each}."


NAMES_LISTED = 12
"""So many names are listed before the rest is counted."""
AND_MORE = "{names} and {count} more"
