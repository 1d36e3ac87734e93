"""Several clients, and connections that come and go."""

from collections.abc import Callable
from typing import Any

from conftest import HearingClient, Server, connected, eventually


def test_two_clients_see_what_the_other_does(connect: Callable[..., HearingClient]) -> None:
    one, other = connect(), connect()
    one.proxy.a_float = 12.5
    assert other.proxy.a_float == 12.5
    eventually(lambda: other.heard("a_float", 12.5) and one.heard("a_float", 12.5))
    other.proxy.float_list.append(8.5)
    assert one.proxy.float_list[-1] == 8.5
    one.proxy.plain_task.start()
    eventually(lambda: other.heard("plain_task.status", "RUNNING"))
    other.proxy.plain_task.stop()
    eventually(lambda: one.heard("plain_task.status", "NOT_RUNNING"))


def test_many_writes_at_once_all_arrive_in_order(connect: Callable[..., HearingClient]) -> None:
    writer, reader = connect(), connect()
    for number in range(200):
        writer.proxy.change_from_inside(1000.0 + number)
    eventually(lambda: reader.heard("a_float", 1199.0))
    seen = [value for path, value in reader.told if path == "a_float" and value >= 1000.0]
    assert seen == [1000.0 + number for number in range(200)]


def test_connects_again_after_the_server_was_restarted(own_server: Server) -> None:
    with connected(own_server.url(), sio_client_kwargs={"reconnection_delay": 0.1, "reconnection_delay_max": 0.5}) as client:
        client.proxy.a_str = "before"
        own_server.stop()
        eventually(lambda: not client.proxy.connected)
        own_server.start()
        eventually(lambda: client.proxy.connected)
        client.proxy.a_float = 3.5
        assert client.proxy.a_float == 3.5
        eventually(lambda: client.heard("a_float", 3.5))


def test_waits_for_a_server_that_is_not_there_yet(own_server: Server) -> None:
    """The server was started a moment ago, and nobody has waited for it."""
    with connected(own_server.url()) as client:
        proxy: Any = client.proxy
        assert proxy.a_int == 3
