"""What Dasedeck serves beyond one service: the deck, services by their address, many tasks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydase
import pytest
import socketio.exceptions
from conftest import Server, connected, dasedeck, eventually

pytestmark = pytest.mark.dasedeck_only("pydase serves one service, at the root")


@pytest.fixture
def deck(tmp_path: Path) -> Iterator[Server]:
    started = dasedeck(tmp_path, "kitchen-sink.ts", "many-tasks.ts")
    yield started
    started.stop()


def test_a_service_by_its_address(deck: Server) -> None:
    with connected(deck.url("/kitchen-sink")) as client:
        proxy: Any = client.proxy
        proxy.a_float = 2.5
        assert proxy.a_float == 2.5 and proxy.inner.gain == 4.0
        eventually(lambda: client.heard("a_float", 2.5))
        proxy.plain_task.start()
        eventually(lambda: client.heard("plain_task.status", "RUNNING"))


def test_all_services_at_the_root(deck: Server) -> None:
    with connected(deck.url("/many-tasks")), connected(deck.url("/kitchen-sink")):
        pass
    with connected(deck.url()) as client:
        proxy: Any = client.proxy
        proxy.kitchen_sink.a_float = 2.5
        assert proxy.kitchen_sink.a_float == 2.5
        eventually(lambda: client.heard("kitchen_sink.a_float", 2.5) and client.heard("kitchen_sink.ro", 25.0))
        proxy.kitchen_sink.channels[1].gain = 7.5
        assert proxy.kitchen_sink.channels[1].doubled == 15.0
        proxy.kitchen_sink.float_list.append(4.0)
        assert proxy.kitchen_sink.float_list == [1.0, 2.0, 3.0, 4.0]
        proxy.kitchen_sink.plain_task.start()
        eventually(lambda: client.heard("kitchen_sink.plain_task.status", "RUNNING"))
        assert proxy.kitchen_sink.add(1.0, b=5.0) == "1|5|x"
        with pytest.raises(AttributeError, match="nope"):
            client.get_value("nope.a_float")


def test_an_unknown_service_is_refused_at_once(deck: Server) -> None:
    # Only a server that is there can refuse: for another one the client waits.
    with connected(deck.url("/kitchen-sink")):
        pass
    with pytest.raises(socketio.exceptions.ConnectionError, match="failed to connect"):
        pydase.Client(url=deck.url("/no-such-service"))


def test_connects_to_2600_tasks(deck: Server) -> None:
    with connected(deck.url("/many-tasks")) as client:
        channels = [name for name in client.proxy._proxy_getters if name.startswith("channel")]
        assert len(channels) == 2600
        proxy: Any = client.proxy
        proxy.channel2599.poll.start()
        eventually(lambda: client.heard("channel2599.poll.status", "RUNNING"))
        assert proxy.channel2599.poll.status.name == "RUNNING"
