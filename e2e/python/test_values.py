"""Reading and writing every type of value through the client's proxies."""

import math
from pathlib import Path
from typing import Any

import pydase.units as u
import pytest
from conftest import HearingClient, connected, dasedeck, eventually


def test_reads_every_type(proxy: Any) -> None:
    assert isinstance(proxy.a_float, float) and proxy.a_float_frac == 1.25 and proxy.a_float_big == 1e300
    assert math.isnan(proxy.a_float_nan) and proxy.a_float_inf == math.inf
    assert proxy.a_int_big == 2**70 and isinstance(proxy.class_attr, int)
    assert proxy.a_bool is True
    assert proxy.a_str == 'héllo "q" \n'
    assert proxy.mode.name == "IDLE" and proxy.mode.value == 1
    assert proxy.colour.name == "PENDING" and proxy.colour.value == "#FFA500"
    assert proxy.temperature == 20.0 * u.units.degC
    assert proxy.rate == 3.0 * u.units.m / u.units.s
    assert proxy.dimless == 2.0 * u.units.dimensionless
    assert proxy.prim_list == [1, 2.0, "three", True, None]
    assert [type(entry) for entry in proxy.prim_list] == [int, float, str, bool, type(None)]
    assert proxy.nested_list == [[1, 2], [3]] and proxy.empty_list == []
    assert proxy.inner.gain == 4.0 and proxy.inner.doubled == 8.0
    assert proxy.slider.min == 0.0 and proxy.slider.step_size == 0.5
    assert proxy.image.format == "" and proxy.device.connected is True


@pytest.mark.parametrize("value", [2.5, -1e-7, 1e22, 0.1 + 0.2, math.inf, -math.inf, 5e-324])
def test_sets_a_float(proxy: Any, value: float) -> None:
    proxy.a_float = value
    assert proxy.a_float == value and isinstance(proxy.a_float, float)


def test_sets_nan(proxy: Any) -> None:
    proxy.a_float = math.nan
    assert math.isnan(proxy.a_float) and math.isnan(proxy.ro)
    proxy.a_float = 1.0


@pytest.mark.parametrize("value", [0, -5, 2**53 + 1, 2**70, -(10**98)])
def test_sets_an_integer(proxy: Any, value: int) -> None:
    proxy.a_int = value
    assert proxy.a_int == value and type(proxy.a_int) is int


@pytest.mark.pydase_fault("no client connects to a tree with an integer of more than 100 digits, nor reads it")
def test_an_integer_too_long_for_the_client_does_not_cut_it_off(own_server: Any) -> None:
    with connected(own_server.url()) as client:
        client.proxy.a_int = 10**300
        assert client.get_value("a_int") == str(10**300)
    with connected(own_server.url()) as client:
        assert client.get_value("a_float") == 1.0 and "a_float" in dir(client.proxy)


@pytest.mark.parametrize("text", ["", "plain", 'ünï 😀 \\ "\n\t\x00', "NaN", "1e5", "x" * 100_000])
def test_sets_text(proxy: Any, text: str) -> None:
    proxy.a_str = text
    assert proxy.a_str == text


def test_sets_a_flag(proxy: Any) -> None:
    proxy.a_bool = False
    assert proxy.a_bool is False
    proxy.a_bool = True
    assert proxy.a_bool is True


def test_sets_a_choice(proxy: Any) -> None:
    proxy.mode = type(proxy.mode)["RUN"]
    assert proxy.mode.value == "run"
    proxy.colour = type(proxy.colour)["FAILED"]
    assert proxy.colour.name == "FAILED"


@pytest.mark.parametrize("unit", ["V", "volt"])
def test_sets_a_quantity(proxy: Any, unit: str) -> None:
    proxy.voltage = u.Quantity(2.5, unit)
    assert proxy.voltage == 2.5 * u.units.V


def test_sets_a_quantity_in_another_unit(proxy: Any) -> None:
    proxy.voltage = 500.0 * u.units.mV
    assert proxy.voltage.to("V").magnitude == pytest.approx(0.5)


@pytest.mark.parametrize("value", [3.5, 4, "text", True, [1, 2.0], {"a": 1, "b.c": None}, 2.0 * u.units.ohm])
def test_sets_what_was_empty(proxy: Any, value: Any) -> None:
    proxy.a_none = value
    assert proxy.a_none == value
    proxy.a_none = None
    assert proxy.a_none is None


def test_an_integer_becomes_a_float_where_a_float_is(proxy: Any) -> None:
    proxy.a_float = 3
    assert proxy.a_float == 3.0


def test_sets_in_nested_services(proxy: Any) -> None:
    proxy.inner.gain = 4.75
    assert proxy.inner.gain == 4.75 and proxy.from_nested == 5.75
    proxy.channels[1].gain = 6.0
    assert proxy.channels[1].doubled == 12.0
    proxy.table["ch"].on = True
    assert proxy.table["ch"].on is True
    proxy.inner.gain = 4.0


def test_sets_a_slider(proxy: Any) -> None:
    proxy.slider.value = 7.0
    assert proxy.slider.value == 7.0
    with pytest.raises(ValueError, match="above max value"):
        proxy.custom_slider.value = 99.0
    assert proxy.custom_slider.value == 1.0


def test_properties(proxy: Any) -> None:
    proxy.rw = 11.0
    assert proxy.rw == 11.0
    with pytest.raises(ValueError, match="rw must not be negative"):
        proxy.rw = -3.0
    with pytest.raises(Exception, match="readonly"):
        proxy.ro = 1.0
    with pytest.raises(ValueError, match="9"):
        proxy.validated = 9.0
    proxy.validated = 2.0
    assert proxy.validated == 2.0


def test_a_property_is_evaluated_when_it_is_read(proxy: Any) -> None:
    first = proxy.clock_ns
    assert proxy.clock_ns > first


def test_a_property_is_told_when_what_it_depends_on_changes(client: HearingClient, proxy: Any) -> None:
    proxy.a_float = 7.25
    eventually(lambda: client.heard("a_float", 7.25) and client.heard("ro", 72.5) and client.heard("chain", 73.5))


def test_by_path(client: HearingClient) -> None:
    client.update_value("inner.gain", 5.25)
    assert client.get_value("inner.gain") == 5.25
    assert client.get_value('table["dotted.key"]') == 3.0
    with pytest.raises(AttributeError, match="'Channel' object has no attribute 'nope'"):
        client.get_value("inner.nope")
    with pytest.raises(IndexError):
        client.get_value("channels[9].gain")
    with pytest.raises(KeyError):
        client.get_value('table["nokey"]')


WRONG_TYPES = [("a_int", 5.0), ("a_int", True), ("a_bool", 1), ("a_str", 3), ("mode", "FAST"), ("float_list", 3), ("inner", 3), ("add", 3)]


@pytest.mark.pydase_fault("any type replaces any attribute, method or task")
def test_another_type_is_refused(own_server: Any) -> None:
    with connected(own_server.url()) as client:
        for path, value in WRONG_TYPES:
            with pytest.raises((TypeError, AttributeError)):
                client.update_value(path, value)


@pytest.mark.pydase_fault("private names can be read and written by path")
def test_private_names_stay_private(own_server: Any) -> None:
    with connected(own_server.url()) as client:
        with pytest.raises(AttributeError):
            client.get_value("_rw")
        with pytest.raises(AttributeError):
            client.update_value("_rw", 3.0)


@pytest.mark.pydase_fault("after a refused write a property is never told of again")
def test_a_refused_write_leaves_the_property_as_it_is(own_server: Any) -> None:
    with connected(own_server.url()) as client:
        with pytest.raises(AttributeError):
            client.update_value("ro", 1.0)
        client.proxy.a_float = 2.0
        client.proxy.a_str = "told last"
        eventually(lambda: client.heard("a_str", "told last"))
        assert client.heard("ro", 20.0)


def test_a_value_that_may_be_empty(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """pydase has no such mark: it takes None for anything, and anything for None."""
    if request.config.getoption("--server") != "dasedeck":
        pytest.skip("pydase has no @nullable")
    server = dasedeck(tmp_path, "../services/empty-values.ts")
    try:
        with connected(server.url()) as client:
            client.proxy.limit = None
            assert client.proxy.limit is None
            with pytest.raises(TypeError, match="limit is a number and can't become text"):
                client.proxy.limit = "ten"
            with pytest.raises(TypeError, match="plain is a number and can't become empty"):
                client.proxy.plain = None
            client.proxy.limit = 20
            assert client.proxy.limit == 20.0
    finally:
        server.stop()
