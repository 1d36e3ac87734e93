"""Tokens: what the real client needs of a deck that asks for one."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydase
import pytest
from socketio.exceptions import ConnectionError as Refused

from conftest import HERE, Server, eventually, free_port

pytestmark = pytest.mark.dasedeck_only("tokens")

HOST = "127.0.0.2"


def dasedeck(*arguments: str) -> str:
    command = [os.environ["DASEDECK_NODE"], os.environ["DASEDECK_HEADLESS"], *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


class Guarded:
    """A deck that lets nobody in without a token, and the tokens of it."""

    def __init__(self, folder: Path) -> None:
        self.data = str(folder / "data")
        self.view = self.add("onlooker", "view")
        self.control = self.add("ana", "control")
        self.tokens = folder / "tokens.txt"
        self.tokens.write_text(f"onlooker view {self.view}\nana control {self.control}\n")
        self.tokens.chmod(0o600)
        port = free_port()
        command = [os.environ["DASEDECK_NODE"], os.environ["DASEDECK_HEADLESS"], "serve", str(HERE / "kitchen-sink.ts")]
        command += ["--host", HOST, "--port", str(port), "--data-dir", self.data, "--token-file", str(self.tokens)]
        self.server = Server(command, folder, port)

    def add(self, name: str, role: str) -> str:
        return dasedeck("token", "add", name, "--role", role, "--data-dir", self.data)

    def client(self, credentials: str, prefix: str = "") -> pydase.Client:
        return pydase.Client(url=f"ws://{credentials}{HOST}:{self.server.port}{prefix}")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    deck = Guarded(tmp_path_factory.mktemp("guarded"))
    with deck.client(f"ana:{deck.control}@") as client:
        eventually(lambda: hasattr(client.proxy, "a_float"))
    yield deck
    deck.server.stop()


@pytest.mark.parametrize("prefix", ["", "/kitchen-sink"])
def test_a_token_in_the_address_lets_in(guarded: Guarded, prefix: str) -> None:
    with guarded.client(f"ana:{guarded.control}@", prefix) as client:
        client.proxy.a_float = 4.5
        assert client.proxy.a_float == 4.5
    with guarded.client(f":{guarded.control}@", prefix) as client:
        assert client.proxy.a_float == 4.5


@pytest.mark.parametrize("prefix", ["", "/kitchen-sink"])
@pytest.mark.parametrize("credentials", ["", "ana:dd_wrong@"])
def test_without_the_right_one_the_client_fails_at_once(guarded: Guarded, credentials: str, prefix: str) -> None:
    begin = time.monotonic()
    with pytest.raises(Refused):
        guarded.client(credentials, prefix)
    assert time.monotonic() - begin < 10


def test_view_reads_and_raises_on_everything_else(guarded: Guarded) -> None:
    with guarded.client(f"onlooker:{guarded.view}@") as client:
        proxy: Any = client.proxy
        before = proxy.a_float
        with pytest.raises(PermissionError, match='"control"'):
            proxy.a_float = before + 1
        with pytest.raises(PermissionError, match='"control"'):
            proxy.auto_task.stop()
        assert proxy.a_float == before


def test_a_token_that_is_struck_off_is_of_no_use_any_more(guarded: Guarded) -> None:
    third = guarded.add("third", "control")
    before = guarded.tokens.read_text()
    guarded.tokens.write_text(f"{before}third control {third}\n")

    def is_let_in() -> bool:
        try:
            guarded.client(f"third:{third}@").disconnect()
        except Refused:
            time.sleep(1)
            return False
        return True

    eventually(is_let_in)
    client = guarded.client(f"third:{third}@")
    assert client._sio.connected
    guarded.tokens.write_text(before)
    eventually(lambda: not client._sio.connected)
    with pytest.raises(Refused):
        guarded.client(f"third:{third}@")
    client.disconnect()
