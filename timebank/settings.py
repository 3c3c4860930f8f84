"""What whoever holds the machine decides: where the database is, who may reach it, how mail leaves."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from timebank.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How letters leave: by SMTP when `host` is set, else into `folder`."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    sender: str = "timebank@localhost"
    folder: Path | None = None
    timeout_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything one installation needs before it can open its database."""

    database_url: str = "sqlite:///timebank.db"
    host: str = "127.0.0.1"
    port: int = 8501
    base_url: str = ""
    trusted_proxy: str = ""  # the address of the one proxy whose word for where people come from is taken
    cookie_secret: str = field(default="", repr=False)
    demo: bool = False
    worker_inside: bool = False
    copies_folder: Path | None = None  # of the nightly copies; None: beside the database's file, or where this runs
    mail: MailSettings = field(default_factory=MailSettings)

    @property
    def address(self) -> str:
        """The address people open, with no slash at the end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_secure(self) -> bool:
        """Whether people come by https, so that cookies may insist on it."""
        return self.address.startswith("https://")


def from_environment(**given: object) -> Settings:
    """Settings from `TIMEBANK_*` variables; whatever is given by name, and is not None, wins. Raises InvalidInput."""
    env = os.environ
    folder = env.get("TIMEBANK_MAIL_FOLDER", "")
    mail = MailSettings(
        host=env.get("TIMEBANK_SMTP_HOST", ""),
        port=_whole(env, "TIMEBANK_SMTP_PORT", 587),
        user=env.get("TIMEBANK_SMTP_USER", ""),
        password=env.get("TIMEBANK_SMTP_PASSWORD", ""),
        security=_one_of(env, "TIMEBANK_SMTP_SECURITY", ("starttls", "tls", "none")),
        sender=env.get("TIMEBANK_MAIL_FROM", "timebank@localhost"),
        folder=Path(folder) if folder else None,
    )
    values: dict[str, object] = {
        "database_url": env.get("TIMEBANK_DATABASE_URL") or "sqlite:///timebank.db",
        "host": env.get("TIMEBANK_HOST") or "127.0.0.1",
        "port": _whole(env, "TIMEBANK_PORT", 8501),
        "base_url": _web_address(env, "TIMEBANK_BASE_URL"),
        "trusted_proxy": env.get("TIMEBANK_TRUSTED_PROXY", "").strip(),
        "cookie_secret": env.get("TIMEBANK_COOKIE_SECRET", ""),
        "demo": _flag(env, "TIMEBANK_DEMO"),
        "worker_inside": _flag(env, "TIMEBANK_WORKER_INSIDE"),
        "copies_folder": Path(copies) if (copies := env.get("TIMEBANK_COPIES_FOLDER", "").strip()) else None,
        "mail": mail,
    }
    values.update({name: value for name, value in given.items() if value is not None})
    return Settings(**values)  # type: ignore[arg-type]  # the names are checked by the dataclass


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) < 65536:
        raise InvalidInput(f"{name} must be a port number between 1 and 65535, not {text!r}.")
    return int(text)


def _web_address(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "").strip()
    if text and not (text.startswith(("https://", "http://")) and text.partition("://")[2].strip("/")):
        raise InvalidInput(f"{name} must be an address like https://hours.example.org, not {text!r}.")
    return text


def _flag(env: Mapping[str, str], name: str) -> bool:
    return _one_of(env, name, ("0", "1", "false", "true", "no", "yes")) in ("1", "true", "yes")


def _one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    text = env.get(name, "") or allowed[0]
    if text not in allowed:
        raise InvalidInput(f"{name} must be one of {', '.join(allowed)}, not {text!r}.")
    return text
