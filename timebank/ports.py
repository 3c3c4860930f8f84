"""Says in a sentence, before anything is started, why a place cannot be listened on."""

import errno
import socket

from timebank.errors import Refused


class PortTaken(Refused):
    """That port is taken by another program. Please choose another one with --port."""


class NoSuchPlace(Refused):
    """Nobody can be waited for at that address. Please choose another one with --host."""


def must_be_free(host: str, port: int) -> None:
    """Refuse an address that is not this machine's, or a port that is taken."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise NoSuchPlace(f"{host!r} is no address of this machine. Please choose another with --host.") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except PermissionError as error:
            raise PortTaken(f"Port {port} is kept for the system. Please choose another with --port.") from error
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise NoSuchPlace(
                    f"{host!r} is no address of this machine. Please choose another with --host."
                ) from error
            raise PortTaken(f"Port {port} is taken by another program. Please choose another with --port.") from error
