"""What is said about whom people may meet: where they live and go, whom they would rather not meet, checks, pairs."""


class Whom:
    """On a member's own pages, and where a coordinator writes down what an offline member says."""

    reach = "Where I live and how far I go"
    reach_lead = (
        "Only the first half of your postcode is kept. It is used to find somebody near, and shown, only where you"
        " allow it in a programme."
    )
    postcode = "Postcode (you may leave this empty)"
    travel = "How many kilometres I travel at most"
    birth_year = "The year I was born"
    birth_year_help = "Only a band of age is ever used, such as 45 to 54, and only where you allow it."
    save_reach = "Keep where and how far"
    reach_saved = "Kept."
    essential = "I will not do without this: suggest nobody who has not said the same"
    bonds = "People I should not be matched with"
    open_bonds = "See or change whom"
    bonds_lead = (
        "Other members never read this, and you need no reason. You are not suggested to each other any more;"
        " what has been suggested already ends quietly. With somebody you would rather not meet, neither of you sees"
        " what the other puts on the noticeboard. That you would rather not is told to nobody. That you live together,"
        " or that one cares for or manages the other, a coordinator may read as the reason."
    )
    bonds_none = "You have named nobody."
    other = "Who?"
    what = "Why?"
    choose = "Choose somebody"
    save_bond = "Keep us apart"
    bond_saved = "Kept. You are not suggested to each other."
    no_other = "Please choose somebody first."
    take_back = "Take this back: {name}"
    taken_back = "Taken back."
    offline_lead = "What {name} tells you, for them alone: other members never read it."


class Checks:
    """What was seen of somebody, on the coordinators' pages."""

    part = "Checks"
    lead = "That something was seen and until when it holds; never the paper itself."
    none = "Nothing has been written down yet."
    needed = "{role} needs: {checks}."
    columns = ("What", "Seen on", "Holds until", "Holds now", "Written down by")
    caption = "What was seen of {name}, the newest first"
    yes = "yes"
    no = "no"
    open_end = "no end"
    own = "Another coordinator writes down what was seen of you."
    add = "Write down what was seen"
    kind = "What was seen?"
    passed = "It is in order"
    seen_on = "Seen on"
    expires_on = "Holds until (leave empty where it has no end)"
    reference = "Reference (you may leave this empty)"
    save = "Write it down"
    saved = "Written down for {name}."
    waiting = "Not in the next round"
    waiting_line = "{name}: {words}."


class Pairs:
    """What a coordinator says of two people."""

    part = "Two people"
    open = "Who is not in the next round, and what holds for two people"
    lead = "Match two people in the next round, or never put them forward together here. Nobody gets a letter."
    none = "Nothing has been said of two people."
    line = "{first} and {second}: {kind}."
    first = "One"
    second = "The other"
    what = "What should hold?"
    save = "Keep this"
    saved = "Kept for the next round."
    take_back = "Take this back: {first} and {second}"
    taken_back = "Taken back."
    choose = "Please choose two people first."
