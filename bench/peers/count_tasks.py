"""Connects with pydase's own client, unchanged, and prints how many channels with a task it sees: none, where the tree is too large or comes too late."""

import json
import sys

import pydase

client = pydase.Client(url=sys.argv[1])
channels = [name for name in dir(client.proxy) if name.startswith("channel")]
# Any of them does as an example: each is built from the tree by the same code.
print(json.dumps(len(channels) if channels and hasattr(getattr(client.proxy, channels[-1]), "poll") else 0), flush=True)
client.disconnect()
