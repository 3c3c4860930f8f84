"""What is said to the safeguarding lead, and about there being one."""


class Concerns:
    """The lead's page."""

    title = "Concerns"
    lead = "What people have said to you alone. Reading one is remembered in the history, without its words."
    none = "Nothing waits for you."
    open = "Open"
    closed = "Closed"
    about_match = "About the match of {names}"
    about_member = "About {names}"
    details = "{day}, written by {name}"
    details_nobody = "{day}"
    not_read = "not read yet"
    read = "Read it"
    blank = "Nothing was written; the match was stopped at once."
    shown = "It is shown until you do something else on this page."
    close_opens = "Close it"
    done = "What was done?"
    close = "Close it"
    was_closed = "Closed. What was done is kept beside it."
    closed_on = "closed on {day}"
    lead_needed = (
        "Please name a safeguarding lead, or one more, under “Roles”: at the moment there is nobody who can do that"
        " work."
    )
    go_to_roles = "Go to the roles"
