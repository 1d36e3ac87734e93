/**
 * Prints how many milliseconds ready-made changes of values take from one process to another over the bare channel between a process and its child, from the first
 * that is posted until the last has come: `channel`; or, after that, over the bare Socket.IO to a client in a process of its own: `socket`. Each message is
 * `batch` changes.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io } from "socket.io-client";

interface Ready {
  readonly beganAt: number;
}
interface Ended {
  readonly endedAt: number;
}

const [kind = "", countText = "", batchText = "", url = ""] = process.argv.slice(2);
const count = Number(countText);
const batch = Number(batchText);

const now = (): number => performance.timeOrigin + performance.now();

function change(index: number): unknown {
  const place = { full_access_path: `value${index % 100}`, readonly: false, doc: null };
  return { kind: "valueChanged", value: { ...place, type: "float", value: index, changed_at: "2026-01-01T00:00:00.000Z" } };
}

function tell(message: unknown): Promise<void> {
  return new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}

/** The child that posts: so fast as the channel takes it. */
async function post(): Promise<void> {
  const changes = Array.from({ length: count }, (_, index) => change(index));
  await once(process, "message");
  await tell({ beganAt: now() } satisfies Ready);
  let under = 0;
  for (let index = 0; index < count; index += batch) {
    const told = tell(batch === 1 ? changes[index] : changes.slice(index, index + batch));
    if (++under % 64 === 0) await told;
  }
}

/** The child that is a client. */
async function listen(): Promise<void> {
  const socket = io(url, { transports: ["websocket"] });
  let seen = 0;
  socket.on("change", (changes: unknown) => {
    seen += Array.isArray(changes) ? changes.length : 1;
    if (seen >= count) void tell({ endedAt: now() } satisfies Ended);
  });
  await once(socket as unknown as NodeJS.EventEmitter, "connect");
  await tell("connected");
}

async function measure(): Promise<number> {
  const http = createServer();
  const sockets = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const start = (...args: string[]) => fork(process.argv[1] ?? "", args, { serialization: "advanced" });
  const client = start("listen", countText, batchText, `http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  await once(client, "message");
  const poster = start("post", countText, batchText);
  const tookMs = await new Promise<number>((resolve) => {
    let beganAt = 0;
    let taken = 0;
    poster.on("message", (message: object) => {
      if ("beganAt" in message) {
        beganAt = Number(message.beganAt);
        return;
      }
      if (kind === "socket") sockets.emit("change", message);
      taken += Array.isArray(message) ? message.length : 1;
      if (kind === "channel" && taken >= count) resolve(now() - beganAt);
    });
    client.on("message", ({ endedAt }: Ended) => resolve(endedAt - beganAt));
    poster.send("begin");
  });
  client.kill();
  poster.kill();
  return tookMs;
}

if (kind === "post") await post();
else if (kind === "listen") await listen();
else {
  console.log(await measure());
  process.exit(0);
}
