"""A service of pydase with many tasks, each in a channel of its own, as `bench/services/many-tasks.ts` has them; served and not started."""

import asyncio
import logging
import sys

import pydase
from pydase.task.decorator import task

count = int(sys.argv[1])
port = int(sys.argv[2])


class Channel(pydase.DataService):
    @task()
    async def poll(self) -> None:
        while True:
            await asyncio.sleep(3600)


class ManyTasks(pydase.DataService):
    def __init__(self) -> None:
        super().__init__()
        for index in range(count):
            setattr(self, f"channel{index}", Channel())


logging.disable(logging.INFO)
pydase.Server(ManyTasks(), host="127.0.0.1", web_port=port).run()
