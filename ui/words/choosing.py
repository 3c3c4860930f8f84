"""What is said where the community chooses: its name, its limits, the pot, and when a second person is needed."""

from types import MappingProxyType as fixed


class Settings:
    """What the community has chosen."""

    lead = "What the community has chosen. Each change is remembered with who made it."
    name = "Name of the community"
    contact = "How to reach the coordinator (everybody can read this)"
    zone = "Time zone"
    limits = "Limits"
    limits_lead = (
        "Most communities need none. Hours are written like -20 or 40; the word unlimited means that there is no limit."
        " Somebody past a limit may always move back towards zero. One member can have limits of their own: they stand"
        " on the member’s page, under Hours."
    )
    floor = "Lowest balance, in hours (such as -20, or unlimited)"
    ceiling = "Highest balance, in hours (such as 40, or unlimited)"
    policy = "When somebody comes to a limit"
    policies = fixed(
        {
            "talk": "It counts, and a friendly conversation is opened (what most choose)",
            "ask": "It waits until a coordinator has looked at it",
            "block": "It is not recorded",
        }
    )
    answering = "Confirming hours"
    tolerance = "When two figures differ by at most this many minutes, the lower one counts at once"
    unanswered = "Hours that nobody answers"
    days = "after this many days"
    listing_days = "Days an offer or request stays on the noticeboard"
    giving = "The community pot"
    giving_lead = (
        "The pot belongs to everybody. From it come hours for somebody new, for coming to a meeting or for helping to"
        " run the time bank."
    )
    opening = "Hours for each new member, such as 2 h (0 for none)"
    pot = "When the pot has not enough"
    pots = fixed({"no": "Nothing more is given from it", "yes": "It may go below zero"})
    correcting = "Putting things right"
    correction_limit = "Corrections of more than this need a second person, such as 8 h (0: always)"
    letters = "Letters at night"
    nights = fixed({"yes": "They wait for the morning", "no": "They leave at any time"})
    quiet = "When it is night for somebody, by the clocks where they live"
    quiet_from = "Quiet from, such as 21:00"
    quiet_to = "Quiet until, such as 8:00"
    bad_amount = "Please write an amount of hours up to 100 h, such as 2 h, 1h30 or 0."
    save = "Keep these choices"
    saved = "Kept."
    nothing_changed = "Nothing was different, so nothing changed."
    tells = "Nobody gets a letter about this."
    bad_hours = "Please write the lowest balance in hours, such as -20 or 0, or the word unlimited."
    bad_ceiling = "Please write the highest balance in hours, such as 37.5, or the word unlimited."
    roles = "Roles"
    history = "History"
    jobs = "Jobs"
    more = "For administrators"
