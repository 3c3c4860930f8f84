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
    accepted = "Thank you. You said yes. When the other person says yes too, you both get a letter."
    declined = "Thank you for telling us. Nothing else happens, and you need not give a reason."
    look = "See my matches in the dashboard"
    who = "In {programme}, we thought of you and {names}."
    free = "You are free to say yes or no. Nobody is told why."


class Shell:
    """The frame around every page."""

    sign_out = "Sign out"
    coordinate = "Coordinate"
    own_pages = "My own pages"
