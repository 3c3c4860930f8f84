"""What is said where a third person decides: on suggestions, and on hours that are not agreed."""

from types import MappingProxyType as fixed


class Review:
    """Matching."""

    lead = "The system suggests, you decide, and then the people themselves decide. Nobody is told of a draft."
    programme = "Programme"
    none = "There is no programme yet. Start one on the page Programmes."
    part = "Part of this page"
    parts = fixed(
        {
            "drafts": "To look at",
            "asked": "Asked",
            "unmatched": "Not matched",
            "matches": "Matches",
            "closed": "Came to nothing",
            "why": "Ask why",
            "rounds": "Rounds",
        }
    )
    run = "Run a round now"
    run_tells = "Nobody is told. Drafts that nobody has decided on are replaced by new ones."
    ran = "The round is done. Its suggestions are below."
    closed = "This programme is closed, so no rounds run."
    last = "Last round on {day}: {suggested}, {left}."
    suggested_one = "1 suggestion"
    suggested_many = "{count} suggestions"
    left_none = "nobody left over"
    left_one = "1 person not matched"
    left_many = "{count} people not matched"
    stands_one = "The draft that waited before it still stands."
    stands_all = "All {before} drafts that waited before it still stand."
    stands_many = "Of {before} drafts that waited before it, {stand} still stand."
    stands_none_one = "The draft that waited before it no longer stands."
    no_round = "No round has run yet."
    no_drafts = "Nothing waits to be looked at."
    no_asked = "Nobody is being asked just now."
    title_points = "{programme} · {points} points"
    reasons = "Why they may suit each other"
    trio_columns = ("What", "Points")
    circle_columns = ("Who", "What", "Points")
    helps = "{helper} would help {helped}"
    helps_with = "{helper} would help {helped} with {words}"
    helps_for = "{said}: about {time}."
    reason_columns = ("What", "{first}", "{second}", "Points")
    reads = "What {name} will read"
    approve = "Approve and ask them"
    approve_tells = "{names} get a letter with the reasons and say yes or no themselves."
    approve_tells_one = "{name} gets a letter with the reasons and says yes or no."
    approve_offline = "{names} has no e-mail: please ask yourself, and write the answer down on their page."
    approve_offline_many = "{names} have no e-mail: please ask them yourself, and write the answers on their pages."
    approved = "Asked: {names}. It becomes a match when everybody says yes."
    discard = "Set aside"
    discard_reason = "Why is it set aside? (only coordinators read it)"
    discard_tells_nobody = "Nobody is told, because nobody has been asked yet."
    discard_tells = "{names} are told kindly that it does not go ahead, not why."
    discarded = "Set aside."
    not_yours = "You are one of them, so this is not yours to decide. It waits for {names}."
    answered = fixed({"accepted": "{name} said yes", "declined": "{name} said no", None: "{name} has not answered yet"})
    until = "to be answered by {day}"
    ask_offline = "Ask {name} and write the answer down"
    unmatched_none = "Nobody was left over in the last round."
    unmatched_full = "Not looked for, because they had no room for anybody else: {names}."
    unmatched_columns = ("Who", "As", "Why not")
    unmatched_caption = "People the last round found nobody for"
    matches_none = "No matches yet."
    matches_columns = ("Who", "Since", "How it stands")
    matches_caption = "Matches, those that go on first"
    running = "goes on"
    ended = "ended {day}"
    ended_why = "ended {day}: {why}"
    end = "End a match"
    end_which = "Which match?"
    end_why = "Why does it end?"
    end_words = "Anything to remember? (only coordinators read it)"
    end_tells = "Everybody in it is told that it has ended, not why."
    end_save = "End this match"
    end_done = "The match has ended."
    undone = "taken back"
    rounds_columns = ("When", "Run by", "Suggestions", "Not matched")
    rounds_caption = "The last rounds, the newest first"
    by_itself = "the weekly round"


class Questions:
    """Hours that need a third person."""

    lead = (
        "You help where two people remember differently, and bring the word of members without e-mail."
        " Never in your own hours."
    )
    part = "Part of this page"
    parts = fixed(
        {
            "settle": "Questions",
            "bring": "Confirm for others",
            "record": "Write down hours",
            "group": "Hours of a group",
        }
    )
    settle_none = "No questions wait for you."
    recorded = "{who} wrote down {minutes} on {day}."
    other = "The other side says {minutes}."
    unanswered = "Nobody has answered since {day}."
    figure = "How long should count? (0 for nothing)"
    note = "How was it settled? (both people read it)"
    settle = "Settle it"
    settle_tells = "{helper} and {helped} get a letter with the outcome and your words."
    settled = "Settled: {minutes} count now."
    settled_nothing = "Settled: no hours count."
    others = "Waiting for somebody else"
    others_lead = "You have a part in these, so they are not yours to settle."
    bring_none = "Nobody needs you to bring their word just now."
    confirm = "They say it is right"
    decline = "They say it did not happen"
    bring_ways = fixed(
        {
            "hours": (confirm, decline),
            "gift": ("They would like to accept it", "They say no, thank you"),
            "pot": ("Agree: the pot gives these hours", "No, not from the pot"),
        }
    )
    differs = "They say it was another time"
    bring_tells = fixed(
        {
            "hours": "The other person gets a letter.",
            "gift": "Whoever gives it gets a letter.",
            "pot": "The community pot gives these hours, so a coordinator who had no part in it says yes or no.",
        }
    )
    confirmed = "Written down. These hours count now."
    declined = "Written down. These hours do not count."
    questioned = "Written down. If the figures are close, the lower one counts; if not, it becomes a question."
    for_whom = "For whom do you write this down?"
    way = "Who helped whom?"
    gave = "They helped somebody"
    received = "Somebody helped them"
    choose = "Choose a name"
    who = "Who was the other person?"
    when = "When was it?"
    how_long = "How long did it take?"
    kind = "What kind of help was it? (you may leave this empty)"
    any_kind = "No particular kind"
    words = "A note for the two of them (you may leave this empty)"
    record = "Write these hours down"
    record_tells = "The other person is asked to confirm. It counts once they say yes."
    nobody = "Please choose both people."
    is_same = "Yes, they say it is right"
    same_theirs = "If it is the same, nothing needs to be written down: they only need to say that it is right."
    group_lead = "A walk, a class, a shared meal that others had: write it down once. You have no part in it yourself."
    group_tells = "Whoever led it is told, and everybody who took part says yes to their own part."
    group_pot_tells = "As you have no part in it, the pot gives these hours at once. Whoever led it is told."
    group_sent = "Written down. Everybody who took part is asked whether it is right."
    group_sent_pot = "Written down. The community pot has given these hours."
    recorded_done = "Written down for {name}: {minutes}. It waits for {other} to confirm."
