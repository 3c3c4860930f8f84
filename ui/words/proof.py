"""What is said on the page that shows every hour is there."""

from types import MappingProxyType as fixed


class Proof:
    """The proof page."""

    lead = "Every hour here can be checked, by anybody, at any time."
    link = "Check that every hour is there"
    now = "How it stands now"
    zero = "All balances together are zero: what one gives, another receives."
    accounts = "There are {accounts} accounts."
    not_zero = "All balances together should be zero, and they are not. Your coordinator can find out why."
    same = "{hours} were exchanged. The reports say the same."
    same_few = (
        "The hours exchanged are the same here and in the reports. How many they are is shown once ten people stand"
        " behind the figure."
    )
    differs = "The reports do not say the same as the hours that are kept. Your coordinator can find out why."
    last = "The last check"
    never = "Nothing has been checked yet."
    sound = (
        "{when}, by {who}: everything holds, and the totals are the same here, in the reports and in the file of all"
        " hours. {entries} were read."
    )
    broken = "{when}, by {who}: something does not hold."
    broken_tells = "The people who run the time bank can see what it is. Nothing has been deleted."
    entries = "{count} entries"
    every_entry = "All entries"
    who = fixed(
        {"worker": "the time bank itself", "operator": "whoever runs the machine", "member": "a member", "me": "you"}
    )
    check = "Check now"
    checked = "Checked just now: everything holds."
    checked_broken = "Checked just now: something does not hold. Please tell your coordinator."
    checked_before = "This was checked less than a minute ago, so that check still stands."
    does = "What the check does"
    steps = (
        "It reads every entry from the first to the newest, and finds any that was changed, taken away or slipped in.",
        "It adds up every balance again, and compares it with the one people see.",
        "It compares the totals here with those in the reports and in the file of all hours.",
    )
    nightly = "The time bank also does this by itself every night."
    keep = "For safe keeping"
    keep_tells = (
        "This small file is like a seal on all hours up to now. It holds no names. Keep it away from the machine, or"
        " give it to somebody you trust: whoever changed the past later, it would show."
    )
    keep_link = "Save the seal of today (JSON)"
    keep_later = "Whoever runs the machine can compare it later with: timebank verify --heads FILE"
