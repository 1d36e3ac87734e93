import type { DeckChange } from "#shared/deck-snapshot.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { eventPacket } from "../../wire/socket-parser.ts";
import { PacketBatch } from "../packet-batch.ts";
import { encodeObject, outerPath, pathText } from "./encode-object.ts";
import { encodeTask, encodeTaskMember } from "./encode-task.ts";
import { memberPath } from "#shared/access-path.ts";
import { ServiceNews, type News } from "./service-news.ts";
import { deckMember, writingOf } from "./served-view.ts";
import type { Audience, Subscribers } from "./subscribers.ts";
import { TaskPace } from "./task-pace.ts";

/** How long news waits for the answer of the request that led to it; milliseconds. */
const longestHold = 5;
/** How long requests that are under way put off that clients connect again: Python's client waits a minute for an answer that is lost with its connection. */
const longestPostponement = 10_000;

/** Changes of the service as a whole: what its tasks did before is sent before. */
const concernsTasks: ReadonlySet<DeckChange["kind"]> = new Set(["treeReplaced", "treeStale", "taskRemoved", "valueRemoved"]);

/** What is told by a packet. */
type Told = Exclude<News, { kind: "reconnect" }>;

/** Tells clients what happens in one service, in order, and after the answer to the request that led to it. */
export class ServiceFeed {
  readonly #service: ServiceSnapshot;
  readonly #subscribers: Subscribers;
  readonly #news: ServiceNews;
  #waiting: Told[] = [];
  readonly #taskPace = new TaskPace((change) => this.#enqueue(change));
  #requestsUnderWay = 0;
  #turn: NodeJS.Immediate | null = null;
  #hold: NodeJS.Timeout | null = null;
  #reconnectTimer: NodeJS.Timeout | null = null;

  /** @param service - the deck's own mirror of it, which goes on changing */
  constructor(service: ServiceSnapshot, subscribers: Subscribers) {
    this.#service = service;
    this.#subscribers = subscribers;
    this.#news = new ServiceNews(service);
  }

  take(change: DeckChange): void {
    if (change.kind === "taskChanged") {
      this.#taskPace.push(change);
      return;
    }
    if (concernsTasks.has(change.kind)) this.#taskPace.releaseAll();
    this.#enqueue(change);
  }

  #enqueue(change: DeckChange): void {
    const news = this.#news.take(change, this.#service);
    if (news.length === 0 || !this.#subscribers.areThere(this.#service.id)) return;
    for (const item of news) {
      if (item.kind === "reconnect")
        this.#reconnectTimer ??= setTimeout(() => this.#reconnectAll(), this.#requestsUnderWay === 0 ? 0 : longestPostponement);
      else this.#waiting.push(item);
    }
    if (this.#waiting.length > 0) this.#schedule();
  }

  /** Holds back what happens while a request is answered, so that the answer comes first. */
  async during<Answer>(answered: () => Promise<Answer>): Promise<Answer> {
    this.#requestsUnderWay++;
    try {
      return await answered();
    } finally {
      this.#requestsUnderWay--;
      this.#release();
      if (this.#reconnectTimer !== null && this.#requestsUnderWay === 0) this.#reconnectAll();
    }
  }

  dispose(): void {
    if (this.#turn !== null) clearImmediate(this.#turn);
    if (this.#hold !== null) clearTimeout(this.#hold);
    this.#taskPace.dispose();
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer);
  }

  #schedule(): void {
    if (this.#requestsUnderWay > 0) this.#hold ??= setTimeout(() => this.#release(), longestHold);
    else this.#turn ??= setImmediate(() => this.#flush());
  }

  #release(): void {
    if (this.#hold === null) return;
    clearTimeout(this.#hold);
    this.#hold = null;
    this.#turn ??= setImmediate(() => this.#flush());
  }

  #reconnectAll(): void {
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = null;
    this.#subscribers.of(this.#service.id).forEach(reconnect);
  }

  #flush(): void {
    this.#turn = null;
    const news = this.#waiting;
    this.#waiting = [];
    for (const audience of this.#subscribers.of(this.#service.id)) this.#tell(audience, news);
  }

  #tell(audience: Audience, news: readonly Told[]): void {
    const told = new Set<string>();
    const batch = new PacketBatch(news.map((item) => this.#packet(item, audience, told)).filter((packet) => packet !== null));
    for (const socket of audience.sockets) batch.sendTo(socket);
  }

  /** @param told - paths of which the whole was told already, for a task with its transition */
  #packet(item: Told, { dialect, view }: Audience, told: Set<string>): string | null {
    const prefix = view.kind === "deck" ? deckMember(this.#service.id) : "";
    switch (item.kind) {
      case "value":
        // An exception is raised where Python's client reads it: in a notification it would only be noise there.
        if (item.object.type === "Exception" && dialect === "python") return null;
        return notification(
          pathText(item.object.full_access_path, prefix),
          encodeObject(item.object, writingOf(this.#service, prefix, dialect)),
        );
      case "whole": {
        const { attributes } = this.#service;
        const object = attributes === null || told.has(item.path) ? null : objectAt(attributes, item.path);
        told.add(item.path);
        if (object === null) return null;
        return notification(pathText(item.path, prefix), encodeObject(object, writingOf(this.#service, prefix, dialect)));
      }
      case "taskMember": {
        // Another deck is told the whole, once for all members that are told together.
        if (dialect === "dasedeck") {
          const transition = `${item.task.path} ${item.task.sequence}`;
          if (told.has(transition)) return null;
          told.add(transition);
          return notification(pathText(item.task.path, prefix), encodeTask(item.task, prefix, dialect));
        }
        const path = outerPath(memberPath(item.task.path, item.member), prefix);
        return notification(JSON.stringify(path), encodeTaskMember(item.task, item.member, prefix));
      }
      case "log":
        return logPacket(item.message);
      case "exception":
        return eventPacket("exception", JSON.stringify({ data: { exception: item.message, type: item.name } }));
    }
  }
}

/** Has clients connect again, by themselves: they fetch the tree then. */
export function reconnect({ sockets }: Audience): void {
  // The connection is closed and no good-bye said, after which no client would come back.
  for (const socket of sockets) socket.conn.close(true);
}

/** A line of the log, as pydase sends its errors. */
export function logPacket(message: string): string {
  return eventPacket("log", JSON.stringify({ levelname: "ERROR", message }));
}

function notification(path: string, value: string): string {
  return eventPacket("notify", `{"data":{"full_access_path":${path},"value":${value}}}`);
}
