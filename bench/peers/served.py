"""The same tree as `bench/services/served.ts` has, served by pydase."""

import asyncio
import logging
import sys

import pydase
from pydase.task.decorator import task

count = 10


class Served(pydase.DataService):
    def __init__(self) -> None:
        super().__init__()
        self.value = 0.0
        for index in range(count):
            setattr(self, f"value{index}", 0.0)

    @task()
    async def poll(self) -> None:
        while True:
            await asyncio.sleep(3600)

    async def change(self, changes: float, per_turn: float) -> None:
        for done in range(1, int(changes) + 1):
            setattr(self, f"value{(done - 1) % count}", float(done))
            if done % per_turn == 0:
                await asyncio.sleep(0)


# It would say a line or two for each request, which we don't hold against it.
logging.disable(logging.INFO)
pydase.Server(Served(), host="127.0.0.1", web_port=int(sys.argv[1])).run()
