"""Starts many tasks in one pydase service, behind a server that runs, and prints how long it took until the last had begun."""

import asyncio
import json
import logging
import sys
import time

import pydase
from pydase.task.decorator import task

count = int(sys.argv[1])
port = int(sys.argv[2])


class Work:
    begun = 0
    all_begun: asyncio.Event


class Channel(pydase.DataService):
    @task()
    async def poll(self) -> None:
        Work.begun += 1
        if Work.begun == count:
            Work.all_begun.set()
        while True:
            await asyncio.sleep(3600)


class ManyTasks(pydase.DataService):
    def __init__(self) -> None:
        super().__init__()
        self.channels = [Channel() for _ in range(count)]


class Server(pydase.Server):
    async def post_startup(self) -> None:
        Work.all_begun = asyncio.Event()
        channels = list(self._service.channels)
        begin = time.perf_counter()
        for channel in channels:
            channel.poll.start()
        await Work.all_begun.wait()
        print(json.dumps({"tookMs": (time.perf_counter() - begin) * 1000}), flush=True)
        self.should_exit = True


# It would say two lines a task, which we don't hold against it.
logging.disable(logging.INFO)
Server(ManyTasks(), host="127.0.0.1", web_port=port).run()
