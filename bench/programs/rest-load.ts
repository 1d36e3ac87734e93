/**
 * `rest-load URL CONNECTIONS MS`: asks for the same address over and over, on so many connections that are kept, each with the next request as soon as there is the
 * answer to the last; prints as JSON how many answers a second came. Over bare sockets: Node's own client takes longer than the servers that it would measure. Any
 * answer but the first one again ends it with a failure.
 */
import { connect, type Socket } from "node:net";

const headEnd = Buffer.from("\r\n\r\n");

const [urlText = "", connectionsText = "", msText = ""] = process.argv.slice(2);
const url = new URL(urlText);
const request = Buffer.from(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: */*\r\n\r\n`);

/** What every answer is. */
let expected: Buffer | null = null;
let answers = 0;

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}

/** The length of the answer that begins there; `null` while not all of its head has come. */
function lengthOf(received: Buffer): number | null {
  const end = received.indexOf(headEnd);
  if (end < 0) return null;
  const head = received.toString("latin1", 0, end);
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  if (!head.startsWith("HTTP/1.1 200") || length === undefined) fail(`This is no answer that can be counted:\n${received.toString()}`);
  return end + headEnd.length + Number(length);
}

function check(answer: Buffer): void {
  const body = answer.subarray(answer.indexOf(headEnd) + headEnd.length);
  expected ??= Buffer.from(body);
  if (!body.equals(expected)) fail(`One answer is not as the first:\n${body.toString()}`);
  answers++;
}

function load(socket: Socket): void {
  let received: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const length = lengthOf(received);
    if (length === null || received.length < length) return;
    check(received.subarray(0, length));
    received = received.subarray(length);
    socket.write(request);
  });
  socket.on("error", (error) => fail(error.message));
  socket.on("close", () => fail("The server has closed a connection"));
  socket.write(request);
}

for (let index = 0; index < Number(connectionsText); index++) load(connect(Number(url.port), url.hostname));
const begin = performance.now();
setTimeout(() => {
  const perSecond = (answers / (performance.now() - begin)) * 1000;
  process.stdout.write(`${JSON.stringify(perSecond)}\n`, () => process.exit(0));
}, Number(msText));
