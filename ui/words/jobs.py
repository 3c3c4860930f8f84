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


class Jobs:
    """What the time bank does by itself."""

    lead = "What the time bank does by itself, and how it went."
    when = "Runs {when}; next {next}."
    last = "Last time {at}: {words}"
    states = fixed({"running": "running", "done": "done", "failed": "did not go well"})
    never = "It has not run yet."
    failure = "It last went wrong {at}: {words}"
    run = "Run it now"
    look = "What would it do?"
    nothing = "Nothing just now."
    would_one = "1 thing waits for it. Nothing was done."
    would_many = "{count} things wait for it. Nothing was done."
    about = "It is about {names}."
    and_more = "{names} and {count} more"
    working = "One moment, it is running."
    troubled = "It did not go well. It is kept here, and the log has the details."
    list = "Save the list of what waits as a table"
    kept = "How long things are kept"
    kept_lead = "What is only needed for a while is deleted each night."
    kept_columns = ("What", "Kept for")
    kept_caption = "Kept for a while"
