"""The one place where randomness enters: opaque ids, secrets and salts."""

import hashlib
import secrets
from collections.abc import Callable


class Ids:
    """Makes ids nobody can guess; `source(n)` gives n random bytes."""

    def __init__(self, source: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._source = source

    def new(self) -> str:
        """A fresh opaque id: 20 hexadecimal characters (80 bits)."""
        return self._source(10).hex()

    def secret(self) -> str:
        """A fresh secret for a cookie or a link: 64 hexadecimal characters (256 bits)."""
        return self._source(32).hex()

    def password(self) -> str:
        """A fresh password a person can type: four groups of four (about 79 bits)."""
        letters = "abcdefghijkmnpqrstuvwxyz23456789"
        signs = [letters[byte % len(letters)] for byte in self._source(16)]
        return "-".join("".join(signs[start : start + 4]) for start in range(0, 16, 4))


def fitted(key: str, longest: int) -> str:
    """A key that fits its column: itself, or its digest where it is too long."""
    return key if len(key) <= longest else f"sha256:{digest(key)}"


def digest(secret: str) -> str:
    """What is stored instead of a secret, so that a stolen database opens no door (SHA-256, hexadecimal)."""
    return hashlib.sha256(secret.encode()).hexdigest()
