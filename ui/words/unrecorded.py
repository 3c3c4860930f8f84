"""What is said about things agreed and never written down, and on a statement of hours."""

from types import MappingProxyType as fixed


class Unrecorded:
    """Agreed, or usual, with nothing written down for its day."""

    one = "1 agreed meeting ({minutes}) is not written down yet."
    many = "{count} agreed meetings ({minutes}) are not written down yet."
    few = "Some agreed meetings are not written down yet. How many is shown once ten people stand behind the figure."
    yours_one = "1 of your agreed meetings ({minutes}) is not written down yet."
    yours_many = "{count} of your agreed meetings ({minutes}) are not written down yet."
    section = "Did this happen?"
    more = "And {count} more."
    more_link = "See all of them"
    listing = "“{what}” with {names}, {day}"
    meeting = "Meeting {names}, {day}"
    match = "You and {names}"
    pair = "You and {names} around {day}"
    between = fixed(
        {
            "listing": "{names}: “{what}”, {day}",
            "meeting": "{names}: meeting on {day}",
            "match": "{names}: nothing since a good while",
            "pair": "{names}: around {day}",
        }
    )
    why = fixed(
        {
            "listing": "Agreed through the noticeboard. Nothing is written down yet.",
            "meeting": "Planned in {what}. Nothing is written down yet.",
            "match": "Nothing is planned or written down in {what} for {days} days or more.",
            "pair": "You usually meet {often}, and nothing is written down for this time.",
        }
    )
    figure = "About {minutes}."
    why_theirs = "They usually meet {often}, and nothing is written down for this time."
    every_week = "every week"
    every_days = "about every {days} days"
    yes = "Yes, log {minutes}"
    i_helped = "I helped {name}, log {minutes}"
    helped_me = "{name} helped me, log {minutes}"
    no_hours = "We met, no hours"
    different = "It was a little different"
    which_way = "Who helped whom?"
    way = "{helper} helped {helped}"
    own_way = "I helped {name}"
    their_way = "{name} helped me"
    when = "When was it?"
    how_long = "How long did it take?"
    note = "A note for the two of you (you may leave this empty)"
    send = "Log these hours"
    no = "No, it did not happen"
    no_match = "We did not meet"
    plan = "Plan a meeting"
    noticeboard = "Go to the noticeboard"
    logged = "Written down, and sent to the other person to confirm: {minutes} on {day}."
    met = "Written down. Nice that you met."
    noted = "Noted. Nobody is asked about this again."
    lead = (
        "What people agreed, planned or usually do, whose day has passed with nothing written down. Ask them kindly;"
        " often it did happen."
    )
    nothing = "Nothing is missing just now: everything agreed is written down."
    own = "You are part of this one, so it waits for you on your own pages."
    no_desk = "It did not happen"
    record_for = "Write it down for somebody"
    for_whom = "Who told you?"
    today_link = "See what is missing"


class Statement:
    """A statement of hours."""

    lead = "Everything that counts, with your balance after each, from one day to another."
    of = "The statement of {name}"
    first = "From"
    last = "To"
    opening = "Balance before {day}: {minutes}."
    beginning = "Everything from the beginning, when the balance was 0 h."
    closing = "Balance at the end of {day}: {minutes}."
    sums = "In this time {given} given and {received} received."
    sums_other = (
        "In this time {given} given, {received} received, and {other} passed on, brought along or from the pot."
    )
    columns = ("When", "Written down on", "With", "What", "Given", "Received", "Other", "Balance")
    numbers = (4, 5, 6, 7)
    caption = "Each entry, the oldest first"
    nothing = "Nothing in this time."
    pending = "Not counted yet"
    pending_columns = ("When", "Written down on", "With", "What", "How long")
    pending_caption = "Written down, and waiting for somebody's word"
    kinds = fixed(
        {
            "exchange": "Help",
            "donation": "Passed on",
            "grant": "From the community pot",
            "opening": "Brought along",
            "leaving": "Left to the community",
            "correction": "Put right",
        }
    )
    people = "session of {people}"
    csv = "Save as a file (CSV)"
    printed = "A page to print"
    link = "A statement from one day to another"
    their_link = "Statement to read or print"
    made = "Made on {day} by {community}."
    how_to_print = "To print it, use your browser's own Print, or press Ctrl and P."
    back = "Back"
    period = "{first} to {last}"
    period_all = "Up to {last}"
