"""How long people wait when many click at once: `python tests/browser/crowd.py [PEOPLE] [SECONDS]`.

Each person has a session of their own and opens a page of the menu every ten seconds.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from browser.cost import seconds_of
from browser.harness import start
from browser.town import NAMES, PASSWORD

PAUSE = 10.0


def cookies_of(address: str, email: str) -> str:
    """Sign in by the form; answers the Cookie header."""
    with httpx2.Client(base_url=address) as client:
        token = client.get("/sign-in").text.split('name="token" value="')[1][:64]
        client.post("/sign-in", data={"email": email, "password": PASSWORD, "token": token})
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


async def rerun(socket: ClientConnection, page: str, path: str, address: str) -> tuple[float, dict[str, str]]:
    """Open a page; answers the seconds it took and the pages there are, by address."""
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    message.rerun_script.context_info.url = f"{address}/{path}"
    begun, pages = time.perf_counter(), {}
    await socket.send(message.SerializeToString())
    while True:
        said = ForwardMsg.FromString(await socket.recv())
        kind = said.WhichOneof("type")
        if kind == "navigation":
            pages = {one.url_pathname: one.page_script_hash for one in said.navigation.app_pages}
        if kind == "script_finished":
            return time.perf_counter() - begun, pages


async def person(address: str, cookie: str, until: float, waits: list[float]) -> None:
    """Open pages, one after the other, with pauses, until the time is over."""
    url = address.replace("http", "ws") + "/_stcore/stream"
    options = {"additional_headers": {"Cookie": cookie}, "origin": address, "max_size": None}
    async with connect(url, subprotocols=["streamlit"], **options) as socket:
        _, pages = await rerun(socket, "", "", address)
        await asyncio.sleep(random.random() * PAUSE)
        while time.monotonic() < until:
            path = random.choice(sorted(pages))
            wait, _ = await rerun(socket, pages[path], path, address)
            waits.append(wait)
            await asyncio.sleep(max(0.0, PAUSE - wait))


async def crowd(address: str, people: int, seconds: float) -> list[float]:
    """Everybody at once."""
    emails = [f"{name.split()[0].lower()}@example.org" for name in NAMES if not name.startswith("Cora")]
    cookies = [cookies_of(address, email) for email in emails]
    waits: list[float] = []
    until = time.monotonic() + seconds + people * 0.1
    async with asyncio.TaskGroup() as group:
        for number in range(people):
            group.create_task(person(address, cookies[number % len(cookies)], until, waits))
            await asyncio.sleep(0.1)
    return waits


def main() -> None:
    """Print how long people waited."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 40.0
    process, address = start(Path(tempfile.mkdtemp()))
    try:
        waits, before = asyncio.run(crowd(address, 10, 5.0)), seconds_of(process.pid)  # a first few, to warm up
        waits = asyncio.run(crowd(address, people, seconds))
        each = 1000 * (seconds_of(process.pid) - before) / (len(waits) + people)  # a first visit counts as a click
        parts = statistics.quantiles(waits, n=100)
        print(f"{people} people, {len(waits)} clicks: median {1000 * parts[49]:.0f} ms, p95 {1000 * parts[94]:.0f} ms")
        print(f"{each:.1f} ms of processor time a click")
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
