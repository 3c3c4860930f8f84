"""What is said about letters: which of them somebody would like, and the page behind the link that stops them."""

from types import MappingProxyType as fixed


class Letters:
    """The part of one's profile that chooses letters."""

    title = "Letters to me"
    lead = (
        "You choose which letters reach you by e-mail, and can change it at any time."
        " Letters you ask for yourself, such as a link for a new password, always come, and so does word that a"
        " meeting is moved or called off, or a match has ended."
    )
    night = "Between {start} and {end} by your clocks no letter leaves; it waits for the morning."
    wants = "Send me letters by e-mail"
    each = "Choose for each kind of letter"
    how = fixed({"now": "As it happens", "weekly": "Once a week, all in one letter", "never": "Not at all"})
    how_weekly = fixed({"now": "Once a week", "never": "Not at all"})  # for what comes once a week anyway
    save = "Keep these choices"
    saved = "Your choices are kept."


class Fewer:
    """The page behind the link in a letter that stops such letters."""

    title = "Fewer letters"
    about = "You got a letter of this kind: “{words}”."
    about_weekly = "You got a weekly letter with what gathered for you."
    lead = "Choose what you would like. Letters you ask for yourself, and word that a meeting is off, always come."
    this_kind = "No more letters of this kind"
    all_kinds = "No more letters at all"
    leave = "If you would like to go on getting them, you can simply close this page."
    done = "Done: no more letters of this kind will come to you. You can change your mind on your profile page."
    all_done = "Done: no more letters will come to you. You can change your mind on your profile page."
    to_profile = "Sign in and choose which letters I get"
