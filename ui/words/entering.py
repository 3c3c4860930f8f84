"""What is said at the door: signing in and out, passwords, links in letters, and the frame of every page."""


class SignIn:
    """The sign-in page."""

    title = "Sign in"
    email = "E-mail address"
    password = "Password"
    button = "Sign in"
    forgotten = "I need help with my password"
    home = "Go to the home page"


class SignOut:
    """Signing out."""

    title = "Sign out"
    ask = "Would you like to sign out on this device?"
    button = "Sign out"
    done = "You are signed out."


class PasswordHelp:
    """Asking for a letter to choose a new password."""

    title = "Help with your password"
    lead = "Write your e-mail address. We will send you a link to choose a new password."
    button = "Send me a link"
    sent = (
        "If this address belongs to a member, a letter is on its way. It can take a few minutes."
        " Nothing there? Your coordinator can help."
    )


class Password:
    """Choosing a password with the link of a letter."""

    title = "Choose a password"
    label = "New password"
    hint = "At least 10 characters. Three or four words that mean something to you work well."
    button = "Keep this password"
    done = "Your new password is kept. You can sign in with it now."


class Answer:
    """Answering a suggestion with the link of a letter."""

    title = "A suggestion for you"
    accept = "Yes, I would like this"
    decline = "No, thank you"
    accepted = "Thank you. You said yes. When everybody has said yes, each of you gets a letter."
    declined = "Thank you for telling us. Nothing else happens, and you need not give a reason."
    look = "See my matches in the dashboard"
    who = "In {programme}, we thought of you and {names}."
    free = "You are free to say yes or no. Nobody is told why."
    matched = "Thank you. All of you have said yes. A letter tells you how to reach each other."
    you_said_yes = "In {programme}, you said yes to meeting {names}. You get a letter when everybody has said yes."
    you_said_yes_match = (
        "In {programme}, everybody has said yes: you and {names}. A letter says how to reach each other."
    )
    take_back = "Take my yes back"
    take_back_tells = "You can take your yes back for one day, without a reason. Nobody is told why."
    taken_back = "Taken back. If you like, you can answer again below, or later with the same letter."
    taken_back_match = "Taken back. The others are told that it does not go on, not why."


class HoursAnswer:
    """Answering hours, or a gift, with the link of a letter."""

    title = "Is this right?"
    gift_title = "A gift for you"
    done_title = "Your hours"
    what = "{title}: {minutes} on {day}."
    wrote = "{recorder} wrote this down."
    wrote_for = "{recorder} wrote this down for {other}."
    category = "What it was: {category}."
    session = "It was a session for {people} people, and this is your part of it."
    from_pot = "Who gives them: {what}."
    note = "The note says: “{note}”"
    gift_note = "They wrote: “{note}”"
    past_limit = "It goes past a limit we have agreed on, so a coordinator looks at it too."
    different_title = "Was it another time?"
    different = "It was different"
    close = (
        "Write it like {example}. If it is at most {tolerance} more or less, the lower of the two counts at once."
        " Otherwise somebody who was not part of it looks at it with both of you."
    )
    exact = "Write it like {example}. Somebody who was not part of it then looks at it with both of you."
    declined_title = "Did it not happen?"
    decline = "It did not happen"
    lower = "Thank you. The two figures are close, so the lower one counts: {minutes}."
    questioned = (
        "Thank you for saying so. {minutes} and {figure} are further apart, so somebody who was not part of it looks"
        " at it with both of you. Until then nothing counts."
    )
    questioned_past_limit = (
        "Thank you for saying so. It goes past a limit we have agreed on, so somebody who was not part of it looks at"
        " it with both of you. Until then nothing counts."
    )
    gift_past_limit = (
        "Thank you. This gift goes past a limit we have agreed on, so a coordinator looks at it first."
        " You both get a message."
    )
    sign_in = "Sign in to see your hours"


class Shell:
    """The frame around every page."""

    sign_out = "Sign out"
    coordinate = "Coordinate"
    own_pages = "My own pages"
