"""Tasks: start, stop and status."""

from typing import Any

import pytest
from conftest import HearingClient, eventually


def test_starts_and_stops(client: HearingClient, proxy: Any) -> None:
    assert proxy.plain_task.status.name == "NOT_RUNNING" and proxy.plain_task.autostart is False
    proxy.plain_task.start()
    eventually(lambda: proxy.plain_task.status.value == "running")
    eventually(lambda: client.heard("plain_task.status", "RUNNING"))
    proxy.plain_task.start()
    proxy.plain_task.stop()
    eventually(lambda: proxy.plain_task.status.value == "not_running")
    eventually(lambda: client.heard("plain_task.status", "NOT_RUNNING"))
    proxy.plain_task.stop()


def test_is_restarted_at_once(proxy: Any) -> None:
    proxy.plain_task.start()
    proxy.plain_task.stop()
    eventually(lambda: proxy.plain_task.status.name == "NOT_RUNNING")
    proxy.plain_task.start()
    eventually(lambda: proxy.plain_task.status.name == "RUNNING")
    proxy.plain_task.stop()


def test_autostart(proxy: Any) -> None:
    assert proxy.auto_task.autostart is True
    eventually(lambda: proxy.auto_task.status.name == "RUNNING")


def test_ends_by_itself(client: HearingClient, proxy: Any) -> None:
    proxy.short_task.start()
    eventually(lambda: client.heard("short_task.status", "RUNNING") and client.heard("short_task.status", "NOT_RUNNING"))
    assert proxy.short_task.status.name == "NOT_RUNNING"


def test_fails(client: HearingClient, proxy: Any) -> None:
    proxy.fail_once.start()
    eventually(lambda: client.heard("fail_once.status", "RUNNING") and client.heard("fail_once.status", "NOT_RUNNING"))


def test_tasks_of_nested_services(proxy: Any) -> None:
    proxy.channels[1].scan.start()
    eventually(lambda: proxy.channels[1].scan.status.name == "RUNNING")
    assert proxy.channels[0].scan.status.name == "NOT_RUNNING"
    assert proxy.inner.scan.status.name == "NOT_RUNNING"
    proxy.channels[1].scan.stop()
    eventually(lambda: proxy.channels[1].scan.status.name == "NOT_RUNNING")


def test_by_path(client: HearingClient) -> None:
    client.trigger_method("plain_task.start")
    eventually(lambda: client.get_value("plain_task.status").name == "RUNNING")
    client.trigger_method("plain_task.stop")
    eventually(lambda: client.get_value("plain_task.status").name == "NOT_RUNNING")


@pytest.mark.dasedeck_only("what a task tells of itself")
def test_tells_more_of_itself(client: HearingClient, proxy: Any) -> None:
    proxy.fail_burst.start()
    eventually(lambda: proxy.fail_burst.state == "failed")
    assert proxy.fail_burst.restarts == 2
    assert proxy.fail_burst.last_error == "Error: fail_burst failed"
    assert proxy.fail_burst.next_restart_at is None
    assert proxy.fail_count == 3
    eventually(lambda: client.heard("fail_burst.state", "failed") and client.heard("fail_burst.restarts", 2))
    states = [value for path, value in client.told if path == "fail_burst.state"]
    # Every transition, in order, and none twice.
    assert states == ["running", "restarting", "running", "restarting", "running", "failed"]
    proxy.plain_task.restart()
    eventually(lambda: proxy.plain_task.state == "running")
    proxy.plain_task.stop()
