"""Servers to talk to, and the real client of pydase that talks to them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydase
import pytest

HERE = Path(__file__).parent
# Every wait is for a condition and ends with it: this is for machines that have much else to do.
LONGEST_WAIT = float(os.environ.get("LONGEST_WAIT", "60"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--server", choices=["dasedeck", "pydase"], default="dasedeck")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "pydase_fault(reason): what pydase itself gets wrong")
    config.addinivalue_line("markers", "dasedeck_only(reason): what pydase does not have")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--server") != "pydase":
        return
    for item in items:
        if (fault := item.get_closest_marker("pydase_fault")) is not None:
            item.add_marker(pytest.mark.xfail(reason=f"pydase's fault: {fault.args[0]}", strict=True))
        if (own := item.get_closest_marker("dasedeck_only")) is not None:
            item.add_marker(pytest.mark.xfail(reason=f"not in pydase: {own.args[0]}", run=False))


def eventually(is_so: Callable[[], bool]) -> None:
    """Waits until something is so."""
    deadline = time.monotonic() + LONGEST_WAIT
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("That has not become so")
        time.sleep(0.01)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server process, started and ended by a test."""

    def __init__(self, command: list[str], folder: Path, port: int) -> None:
        self._command = command
        self._folder = folder
        self.port = port
        self.start()

    def start(self) -> None:
        environment = {**os.environ, "ENVIRONMENT": "production"}
        with (self._folder / "output.txt").open("ab") as output:
            self._process = subprocess.Popen(self._command, cwd=self._folder, env=environment, stdout=output, stderr=output)

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def url(self, prefix: str = "") -> str:
        return f"ws://127.0.0.1:{self.port}{prefix}"


def dasedeck(folder: Path, *files: str) -> Server:
    port = free_port()
    command = [os.environ["DASEDECK_NODE"], os.environ["DASEDECK_HEADLESS"], "serve"]
    command += [str(HERE / file) for file in files]
    command += ["--port", str(port), "--data-dir", str(folder / "data")]
    return Server(command, folder, port)


@pytest.fixture(scope="session")
def start_server(request: pytest.FixtureRequest) -> Callable[[Path], Server]:
    """Starts a server with the kitchen sink, of the kind that is tested."""

    def start(folder: Path) -> Server:
        if request.config.getoption("--server") == "dasedeck":
            return dasedeck(folder, "kitchen-sink.ts")
        port = free_port()
        return Server([sys.executable, str(HERE / "kitchen_sink.py"), str(port)], folder, port)

    return start


@pytest.fixture(scope="module")
def server(start_server: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = start_server(tmp_path_factory.mktemp("server"))
    yield started
    started.stop()


@pytest.fixture
def own_server(start_server: Callable[[Path], Server], tmp_path: Path) -> Iterator[Server]:
    """A server for one test alone: of what a fault does to it no other test hears."""
    started = start_server(tmp_path)
    yield started
    started.stop()


class HearingClient(pydase.Client):
    """The real client, which keeps what it was told."""

    def __init__(self, **options: Any) -> None:
        self.told: list[tuple[str, Any]] = []
        self.logged: list[dict[str, str]] = []
        super().__init__(**options)

    async def _setup_events(self) -> None:
        await super()._setup_events()
        self._sio.on("log", self.logged.append)

    async def _handle_update(self, data: Any) -> None:
        self.told.append((data["data"]["full_access_path"], data["data"]["value"]["value"]))
        await super()._handle_update(data)

    def heard(self, path: str, value: Any) -> bool:
        return (path, value) in self.told


def connected(url: str, **options: Any) -> HearingClient:
    """A client that has seen the tree. It gives itself one second for that, which may be too short on a busy machine."""

    def has_tree(client: HearingClient) -> bool:
        if client.proxy._proxy_getters:
            return True
        client.disconnect()
        return False

    found: list[HearingClient] = []

    def try_once() -> bool:
        client = HearingClient(url=url, **options)
        if has_tree(client):
            found.append(client)
        return bool(found)

    eventually(try_once)
    return found[0]


@pytest.fixture
def connect(server: Server) -> Iterator[Callable[..., HearingClient]]:
    """Connects further clients; all are disconnected at the end."""
    clients: list[HearingClient] = []

    def connect_to(url: str = "") -> HearingClient:
        clients.append(connected(url or server.url()))
        return clients[-1]

    yield connect_to
    for client in clients:
        client.disconnect()


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[HearingClient]:
    """One client for all tests of a file: on a busy machine a client may take longer to connect than it gives itself."""
    with connected(server.url()) as hearing:
        yield hearing


@pytest.fixture
def proxy(client: HearingClient) -> Any:
    return client.proxy


@pytest.fixture
def own_proxy(own_server: Server) -> Iterator[Any]:
    with connected(own_server.url()) as own:
        yield own.proxy
