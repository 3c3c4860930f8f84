"""The two cookies: the session of somebody signed in, and the mark that ties a form to the browser it was made for."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.responses import Response

from timebank.settings import Settings

SESSION = "timebank_session"
FORM = "timebank_form"
SESSION_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Cookies:
    """Writes and reads our cookies; over https their names carry the prefix that binds them to this host."""

    is_secure: bool
    form_secret: bytes

    def name(self, plain: str) -> str:
        """The name of a cookie as the browser keeps it."""
        return f"__Host-{plain}" if self.is_secure else plain

    def read(self, header: str, plain: str) -> str:
        """A cookie's value out of a Cookie header, or nothing."""
        jar = SimpleCookie()
        try:
            jar.load(header)
        except CookieError:
            return ""
        found = jar.get(self.name(plain))
        return found.value[:200] if found else ""

    def keep(self, response: Response, plain: str, value: str, seconds: int | None) -> None:
        """Let the browser keep a cookie that no script can read and no other site can send."""
        response.set_cookie(
            self.name(plain), value, max_age=seconds, path="/", secure=self.is_secure, httponly=True, samesite="lax"
        )

    def drop(self, response: Response, plain: str) -> None:
        """Let the browser forget a cookie."""
        response.delete_cookie(self.name(plain), path="/", secure=self.is_secure, httponly=True, samesite="lax")

    def token(self, mark: str) -> str:
        """What a form made for the browser with this mark must carry."""
        return hmac.new(self.form_secret, mark.encode(), hashlib.sha256).hexdigest()

    def is_token(self, mark: str, token: str) -> bool:
        """Whether a form came from a page we made for the browser with this mark."""
        return bool(mark) and hmac.compare_digest(self.token(mark).encode(), token.encode())


def cookies_for(settings: Settings) -> Cookies:
    """The cookies of an installation; without a secret of its own, forms live as long as the process."""
    secret = settings.cookie_secret or secrets.token_hex(32)
    return Cookies(settings.is_secure, f"forms {secret}".encode())


def header_of(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    """All values of a raw header, joined as cookies are."""
    return "; ".join(value.decode("latin-1") for key, value in headers if key == name)
