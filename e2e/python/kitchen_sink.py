"""The same tree as `kitchen-sink.ts` has, served by pydase: the tests talk to both. Usage: python kitchen_sink.py PORT"""

import asyncio
import enum
import logging
import sys
import time
from datetime import datetime, timezone
from typing import Any

import pydase
import pydase.components as components
import pydase.units as u
from pydase.observer_pattern.observable.decorators import validate_set
from pydase.task.decorator import task
from pydase.utils.decorators import frontend


class Mode(enum.Enum):
    OFF = 0
    IDLE = 1
    RUN = "run"


class Colour(components.ColouredEnum):
    PENDING = "#FFA500"
    RUNNING = "#0000FF80"
    FAILED = "hsla(0, 100%, 50%, 0.7)"


class MyError(Exception):
    pass


class Channel(pydase.DataService):
    """A channel."""

    def __init__(self, gain: float = 1.0) -> None:
        super().__init__()
        self.gain = gain
        self.on = False

    @property
    def doubled(self) -> float:
        """Twice the gain."""
        return self.gain * 2

    def reset(self) -> None:
        """Reset the gain."""
        self.gain = 0.0

    @task()
    async def scan(self) -> None:
        """Scan task of a channel."""
        while True:
            await asyncio.sleep(3600)


class Slider(components.NumberSlider):
    @property
    def value(self) -> float:
        return self._value

    @value.setter
    def value(self, value: float) -> None:
        if value < self._min or value > self._max:
            raise ValueError("Value is either below allowed min or above max value.")
        self._value = value


class Device(components.DeviceConnection):
    def __init__(self) -> None:
        super().__init__()
        self._reconnection_wait_time = 0.5
        self.power = 0.0

    def connect(self) -> None:
        self._connected = True


class Service(pydase.DataService):
    """The kitchen sink service."""

    class_attr = 7

    def __init__(self) -> None:
        super().__init__()
        self.a_float = 1.0
        self.a_float_frac = 1.25
        self.a_float_big = 1e300
        self.a_float_nan = float("nan")
        self.a_float_inf = float("inf")
        self.a_int = 3
        self.a_int_big = 2**70
        self.a_bool = True
        self.a_str = 'héllo "q" \n'
        self.a_none: Any = None
        self.mode = Mode.IDLE
        self.colour = Colour.PENDING
        self.voltage = 1.5 * u.units.V
        self.temperature = 20.0 * u.units.degC
        self.rate = 3.0 * u.units.m / u.units.s
        self.dimless = 2.0 * u.units.dimensionless
        self.when_tz = datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc)
        self.prim_list: list[Any] = [1, 2.0, "three", True, None]
        self.float_list = [1.0, 2.0, 3.0]
        self.empty_list: list[Any] = []
        self.nested_list = [[1, 2], [3]]
        self.channels = [Channel(1.0), Channel(2.0)]
        self.table = {"one": 1.0, "two": 2.0, "dotted.key": 3.0, "sub": {"x": 1}, "ch": Channel(9.0)}
        self.inner = Channel(4.0)
        self.slider = components.NumberSlider(5.0, 0.0, 10.0, 0.5)
        self.custom_slider = Slider(1.0, 0.0, 10.0, 0.1)
        self.image = components.Image()
        self.device = Device()
        self._rw = 10.0
        self._validated = 0.0
        self.fail_count = 0

    @property
    def ro(self) -> float:
        """Read-only property (depends on a_float)."""
        return self.a_float * 10

    @property
    def rw(self) -> float:
        return self._rw

    @rw.setter
    def rw(self, value: float) -> None:
        if value < 0:
            raise ValueError("rw must not be negative")
        self._rw = value

    @property
    def chain(self) -> float:
        return self.ro + 1

    @property
    def from_nested(self) -> float:
        return self.inner.gain + 1

    @property
    def from_list(self) -> float:
        return self.channels[0].gain + self.float_list[1]

    @property
    def validated(self) -> float:
        return self._validated

    @validated.setter
    @validate_set(timeout=0.1, precision=0.01)
    def validated(self, value: float) -> None:
        self._validated = min(value, 5.0)

    @property
    def clock_ns(self) -> float:
        """Something that only a look at the instrument tells."""
        return float(time.monotonic_ns())

    def add(self, a: float, b: float = 2, c: str = "x") -> str:
        """Adds things."""
        return f"{a:g}|{b:g}|{c}"

    def echo(self, x: Any) -> Any:
        return x

    async def aecho(self, x: float, delay: float = 0.0) -> float:
        """async echo"""
        await asyncio.sleep(delay)
        return x

    def boom(self) -> None:
        raise ValueError("boom message")

    def boom_noargs(self) -> None:
        raise ValueError

    def boom_custom(self) -> None:
        raise MyError("custom")

    async def aboom(self) -> None:
        raise RuntimeError("async boom")

    def return_none(self) -> None:
        return None

    def return_enum(self) -> Mode:
        return Mode.RUN

    def return_quantity(self) -> Any:
        return 3.0 * u.units.mA

    def return_list(self) -> list[Any]:
        return [1, 2.0, "x"]

    @frontend
    def shown(self) -> int:
        """A method shown in the frontend."""
        return 42

    def change_from_inside(self, value: float) -> None:
        """Changes a value from inside, as a task of the service would."""
        self.a_float = value

    def log_an_error(self, text: str) -> None:
        logging.getLogger("pydase").error(text)

    @task(autostart=True)
    async def auto_task(self) -> None:
        """Autostarted task."""
        while True:
            await asyncio.sleep(3600)

    @task()
    async def plain_task(self) -> None:
        while True:
            await asyncio.sleep(0.05)

    @task()
    async def short_task(self) -> int:
        await asyncio.sleep(0.05)
        return 5

    @task(restart_on_exception=False)
    async def fail_once(self) -> None:
        await asyncio.sleep(0.02)
        raise RuntimeError("fail_once failed")

    @task(restart_sec=0.1, start_limit_interval_sec=5.0, start_limit_burst=2)
    async def fail_burst(self) -> None:
        self.fail_count += 1
        raise RuntimeError("fail_burst failed")


if __name__ == "__main__":
    pydase.Server(Service(), host="127.0.0.1", web_port=int(sys.argv[1])).run()
