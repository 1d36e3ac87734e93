/**
 * `bare-server PORT`: the limit of what is measured over pydase's protocol. Answers the requests that the benchmarks make with ready-made messages over plain Socket.IO and
 * `node:http`. What comes from a service comes from a child process over the bare channel, as the deck has it; of many changes, those of one turn of its event loop in one
 * message.
 */
import { fork } from "node:child_process";
import { createServer } from "node:http";
import { Server } from "socket.io";

/** What the child is asked; `id` comes back with the end of the answer. */
type Question =
  | { readonly kind: "change"; readonly id: number; readonly count: number; readonly perTurn: number }
  | { readonly kind: "echo"; readonly id: number; readonly news: object };

interface Answer {
  readonly news: readonly object[];
  /** The question that all is told of. */
  readonly answered: number | null;
}

type Acknowledge = (...answer: object[]) => void;

const nothing = { full_access_path: "", type: "NoneType", readonly: false, doc: null, value: null };

function newsOf(path: string, value: object): object {
  return { data: { full_access_path: path, value: { full_access_path: path, readonly: false, doc: null, ...value } } };
}

/** The child: in the place of a service. */
function answerQuestions(): void {
  let readyMade: object[] = [];
  const tell = (answer: Answer): Promise<void> => new Promise((resolve) => process.send?.(answer, undefined, undefined, () => resolve()));
  const change = async (id: number, count: number, perTurn: number): Promise<void> => {
    if (readyMade.length !== count)
      readyMade = Array.from({ length: count }, (_, index) => newsOf(`value${index % 10}`, { type: "float", value: index + 1 }));
    for (let done = 0; done < count; done += perTurn) {
      const told = tell({ news: readyMade.slice(done, done + perTurn), answered: done + perTurn < count ? null : id });
      if ((done / perTurn) % 8 === 7) await told;
    }
  };
  process.on("message", (question: Question) => {
    if (question.kind === "change") void change(question.id, question.count, question.perTurn);
    else void tell({ news: [question.news], answered: question.id });
  });
}

function serve(port: number): void {
  const value = JSON.stringify({ full_access_path: "value", type: "float", readonly: false, doc: null, value: 0 });
  const headers = { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(value) };
  const http = createServer((_, response) => response.writeHead(200, headers).end(value));
  const sockets = new Server(http, { path: "/ws/socket.io", serveClient: false });
  const child = fork(process.argv[1] ?? "", ["child"], { serialization: "advanced" });
  const waiting = new Map<number, () => void>();
  let questions = 0;
  const ask = (question: (id: number) => Question, answer: () => void): void => {
    const id = ++questions;
    waiting.set(id, answer);
    child.send(question(id));
  };
  child.on("message", ({ news, answered }: Answer) => {
    const answer = answered === null ? undefined : waiting.get(answered);
    if (answered !== null) waiting.delete(answered);
    // A write is answered before it is told of, as pydase has it.
    answer?.();
    for (const item of news) sockets.emit("notify", item);
  });
  sockets.on("connection", (socket) => {
    socket.on(
      "update_value",
      ({ access_path: path, value: written }: { access_path: string; value: { value: number } }, done: Acknowledge) => {
        const news = newsOf(path, { type: "float", value: written.value });
        ask((id) => ({ kind: "echo", id, news }), done);
      },
    );
    socket.on(
      "trigger_method",
      ({ access_path: path, args }: { access_path: string; args: { value: { value: number }[] } }, done: Acknowledge) => {
        const [count = 0, perTurn = 0] = args.value.map((argument) => argument.value);
        const status = newsOf("poll.status", {
          type: "Enum",
          value: path === "poll.start" ? "RUNNING" : "NOT_RUNNING",
          name: "TaskStatus",
        });
        ask(
          (id) => (path === "change" ? { kind: "change", id, count, perTurn } : { kind: "echo", id, news: status }),
          () => done(nothing),
        );
      },
    );
  });
  process.on("SIGTERM", () => {
    child.kill();
    process.exit(0);
  });
  http.listen(port, "127.0.0.1");
}

if (process.argv[2] === "child") answerQuestions();
else serve(Number(process.argv[2]));
