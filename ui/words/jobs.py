"""What is said of what the time bank does by itself: the page of jobs, and what their letters are about."""

from types import MappingProxyType as fixed

JOB_LETTERS = fixed(
    {
        "digest": "their week",
        "desk_monday": "a coordinator’s week",
        "nudge_only_given": "a kind idea",
        "nudge_only_received": "a kind idea",
        "nudge_no_offers": "a kind idea",
        "nudge_lapsed": "a kind idea",
        "waits_unrecorded": "something agreed and not written down",
        "listing_ends": "an offer or request that ends soon",
    }
)


TITLES = fixed(
    {
        "send-letters": "Letters leave",
        "monday-digest": "Mondays for coordinators",
        "weekly-digest": "The week for members",
        "kind-ideas": "Kind ideas",
        "warn-of-listings": "Offers and requests that end soon",
        "expire-listings": "Offers and requests that are over",
        "remind-unconfirmed": "Reminders of hours",
        "ask-unrecorded": "Agreed and not written down",
        "unanswered-hours": "Hours nobody answered",
        "expire-gifts": "Gifts nobody answered",
        "opening-hours": "Hours for new members",
        "weekly-rounds": "New suggestions",
        "expire-suggestions": "Suggestions nobody answered",
        "look-again": "Circles that dissolved",
        "first-steps": "Short first meetings",
        "warn-of-checks": "Checks that end soon",
        "remind-meetings": "The day before a meeting",
        "ask-meetings": "The day after a meeting",
        "care-tasks": "Matches that need a look",
        "ask-how-it-goes": "How a match is going",
        "planned-endings": "Planned endings",
        "rests-over": "Matches on hold",
        "backup": "The nightly copy",
        "verify-ledger": "Proof of the hours",
        "clean-up": "Clean-up",
    }
)


class Jobs:
    """What the time bank does by itself."""

    lead = "What the time bank does by itself, and how it went. Open one to read more, or to run it now."
    went_wrong = "What did not go well"
    all_well = "Everything went well the last time it ran."
    heads = fixed(
        {
            "running": "{title}: running since {at}",
            "done": "{title}: last {at}",
            "failed": "{title}: did not go well {at}",
        }
    )
    head_never = "{title}: has not run yet"
    when = "Runs {when}; next {next}."
    last = "Last time {at}: {words}"
    is_running = "It is running now, since {at}."
    never = "It has not run yet."
    failure = "It last went wrong {at}: {words}"
    run = "Run it now: {title}"
    look = "See what it would do: {title}"
    told = "{title}: {words}"
    nothing = "nothing just now."
    would_one = "1 thing waits for it. Nothing was done."
    would_many = "{count} things wait for it. Nothing was done."
    about = "It is about {names}."
    and_more = "{names} and {count} more"
    troubled = "it did not go well. It is kept here, and the log has the details."
    list = "Save the list of what waits as a table"
    kept = "How long things are kept"
    kept_lead = "What is only needed for a while is deleted each night."
    kept_columns = ("What", "Kept for")
    kept_caption = "Kept for a while"
