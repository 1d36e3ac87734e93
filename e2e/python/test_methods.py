"""Calling methods, and what they throw."""

import math
from typing import Any

import pydase.units as u
import pytest
from conftest import HearingClient, eventually


def test_arguments_by_position_and_by_name(proxy: Any, client: HearingClient) -> None:
    assert proxy.add(1.5) == "1.5|2|x"
    assert proxy.add(1.5, 3.0, "k") == "1.5|3|k"
    assert proxy.add(1.5, c="k") == "1.5|2|k"
    assert proxy.add(c="k", a=1.0, b=4.0) == "1|4|k"
    assert client.trigger_method("add", 1.0, b=5.0) == "1|5|x"
    assert proxy.shown() == 42


@pytest.mark.parametrize("value", [1.5, 2**64, True, None, "ü", [1, [2.0, None]], {"a": {"b": 1}}, 2.0 * u.units.mV, -math.inf])
def test_gives_back_what_it_was_given(proxy: Any, value: Any) -> None:
    assert proxy.echo(value) == value


def test_gives_back_nan(proxy: Any) -> None:
    assert math.isnan(proxy.echo(math.nan))


def test_results(proxy: Any) -> None:
    assert proxy.return_none() is None
    assert proxy.return_enum().value == "run"
    assert proxy.return_quantity() == 3.0 * u.units.mA
    assert proxy.return_list() == [1, 2.0, "x"]


def test_asynchronous_methods(proxy: Any) -> None:
    assert proxy.aecho(1.5) == 1.5
    assert proxy.aecho(1.5, delay=0.1) == 1.5


def test_methods_of_nested_services(proxy: Any, client: HearingClient) -> None:
    proxy.channels[0].gain = 3.0
    proxy.channels[0].reset()
    assert proxy.channels[0].gain == 0.0
    eventually(lambda: client.heard("channels[0].gain", 0.0) and client.heard("channels[0].doubled", 0.0))


def test_exceptions_with_their_message(proxy: Any) -> None:
    with pytest.raises(ValueError, match="^boom message$"):
        proxy.boom()
    with pytest.raises(ValueError, match="^$"):
        proxy.boom_noargs()
    with pytest.raises(RuntimeError, match="^async boom$"):
        proxy.aboom()
    with pytest.raises(Exception, match="^custom$") as raised:
        proxy.boom_custom()
    assert type(raised.value).__name__ == "MyError"


def test_arguments_that_do_not_fit(proxy: Any, client: HearingClient) -> None:
    with pytest.raises(TypeError, match="a"):
        proxy.add()
    with pytest.raises(TypeError):
        proxy.shown(1)
    with pytest.raises(TypeError, match="zzz"):
        proxy.shown(zzz=1)
    with pytest.raises(AttributeError, match="nope"):
        client.trigger_method("nope")
    with pytest.raises(TypeError, match="not callable"):
        client.trigger_method("a_float")


def test_errors_are_logged(client: HearingClient, proxy: Any) -> None:
    proxy.log_an_error("the laser is off")
    eventually(lambda: any("the laser is off" in line["message"] and line["levelname"] == "ERROR" for line in client.logged))
