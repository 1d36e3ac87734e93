import * as z from "zod";
import type { TokenRole } from "#shared/access-token.ts";
import { maxPathLength, parseAccessPath } from "#shared/access-path.ts";
import type { Actor } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { Deck } from "../../deck/deck.ts";
import { decodeArguments, decodeKeywordArguments, decodeWrite } from "./decode-write.ts";
import type { Dialect } from "../../wire/dialect.ts";
import { encodeObject } from "./encode-object.ts";
import { encodeTask, encodeTaskMember, taskAsServed } from "./encode-task.ts";
import { locate, type Place } from "./locate.ts";
import { NotAllowed, PythonError, toPythonError } from "./python-error.ts";
import { deckMember, encodeDeck, encodeService, writingOf, type View } from "./served-view.ts";
import { within } from "./within.ts";

/** Who asks, and for what. */
export interface Client {
  readonly view: View;
  readonly dialect: Dialect;
  readonly actor: Actor;
  readonly role: TokenRole;
}

/** How long a getter may take before a client is told that its service does not answer; Python's own client gives up after 60 seconds. */
const readTimeoutMs = 30_000;

const accessPathText = z.string().max(maxPathLength);
export const update = z.object({ access_path: accessPathText, value: z.unknown() });
export const call = z.object({ access_path: accessPathText, args: z.unknown().optional(), kwargs: z.unknown().optional() });

/** Answers what pydase's clients ask for, over Socket.IO and over REST alike. Every failure is a {@link PythonError}. */
export class Endpoints {
  readonly #deck: Deck;

  constructor(deck: Deck) {
    this.#deck = deck;
  }

  /** The whole tree, as JSON text. */
  tree({ view, dialect }: Client): string {
    return view.kind === "deck" ? encodeDeck(this.#deck.localServices, dialect) : encodeService(this.#service(view.id), dialect);
  }

  /** A value, as JSON text: of an attribute what is known, of a property what its getter gives now. */
  async getValue(client: Client, givenPath: unknown): Promise<string> {
    const given = parsed(accessPathText, givenPath, "access_path");
    if (client.view.kind === "deck" && given === "") return this.tree(client);
    const { service, prefix, path, found } = this.#locate(client.view, given);
    const { dialect } = client;
    switch (found.kind) {
      case "nothing":
        throw found.error;
      case "task":
        return encodeTask(taskAsServed(found.task, service.stale), prefix, client.dialect);
      case "taskMember":
        return encodeTaskMember(taskAsServed(found.task, service.stale), found.member, prefix);
      case "object": {
        const isAsked = found.isComputed && service.status.state === "running";
        const object = isAsked ? await this.#evaluate(service, path) : found.object;
        if (object.type === "Exception") throw toPythonError(namedError(object.name, object.value));
        return encodeObject(object, writingOf(service, prefix, dialect));
      }
    }
  }

  /** Writes a value; resolves when the service has taken it. */
  async updateValue(client: Client, request: unknown): Promise<void> {
    mustControl(client, "Nothing can be written");
    const { access_path: accessPath, value } = parsed(update, request, "update_value");
    const { service, path, found } = this.#locate(client.view, accessPath);
    const write = decodeWrite(value);
    try {
      await this.#deck.writeAttribute(service.id, path, write, client.actor);
    } catch (error) {
      throw refusal(error, found, write);
    }
  }

  /** Calls a method or commands a task; resolves with the result as JSON text. */
  async triggerMethod(client: Client, request: unknown): Promise<string> {
    mustControl(client, "Nothing can be called, started or stopped");
    const { access_path: accessPath, args, kwargs } = parsed(call, request, "trigger_method");
    const { service, path, found } = this.#locate(client.view, accessPath);
    const given = { args: decodeArguments(args), kwargs: decodeKeywordArguments(kwargs) };
    if (found.kind === "taskMember") {
      const { member, task } = found;
      if (member !== "start" && member !== "stop" && member !== "restart") throw notCallable(member === "status" ? "TaskStatus" : "str");
      if (given.args.length > 0 || Object.keys(given.kwargs).length > 0) throw new PythonError("TypeError", `${path} takes no arguments`);
      await this.#ask(() => this.#deck.commandTask(service.id, task.path, member, client.actor));
      return nothing;
    }
    if (found.kind === "task") throw notCallable("Task");
    if (found.kind === "object" && found.object.type !== "method") throw notCallable(found.object.type);
    if (found.kind === "nothing" && found.collection === null) throw found.error;
    const result = await this.#ask(() => this.#deck.callMethod(service.id, path, given));
    return encodeObject(result, { ...writingOf(service, "", client.dialect), membersOf: () => [], isResult: true });
  }

  #service(id: string): ServiceSnapshot {
    const service = this.#deck.localServices.find((candidate) => candidate.id === id);
    if (service === undefined) throw new PythonError("RuntimeError", `There is no service named ${JSON.stringify(id)}`);
    return service;
  }

  #locate(view: View, accessPath: string): Place & { service: ServiceSnapshot; prefix: string } {
    if (view.kind === "service") {
      const service = this.#service(view.id);
      return { ...locate(service, accessPath), service, prefix: "" };
    }
    const [first] = parseAccessPath(accessPath) ?? [];
    const name = first?.kind === "member" ? first.name : null;
    const service = this.#deck.localServices.find(({ id }) => deckMember(id) === name);
    if (name === null || service === undefined)
      throw new PythonError("AttributeError", `'Deck' object has no attribute '${name ?? accessPath}'`);
    return { ...locate(service, accessPath.slice(name.length).replace(/^\./, "")), service, prefix: name };
  }

  #evaluate({ id }: ServiceSnapshot, path: string): Promise<SerializedObject> {
    const late = (): PythonError => new PythonError("TimeoutError", `The service ${id} has not answered within ${readTimeoutMs / 1000} s`);
    return this.#ask(() => within(readTimeoutMs, this.#deck.readAttribute(id, path), late));
  }

  async #ask<Answer>(asked: () => Promise<Answer>): Promise<Answer> {
    try {
      return await asked();
    } catch (error) {
      throw toPythonError(error);
    }
  }
}

const nothing = '{"full_access_path":"","type":"NoneType","readonly":false,"doc":null,"value":null}';

/** A failure as pydase answers it. */
export function encodeException(error: unknown): string {
  const { name, message } = toPythonError(error);
  return `{"full_access_path":"","type":"Exception","readonly":true,"doc":null,"value":${JSON.stringify(message)},"name":${JSON.stringify(name)}}`;
}

function parsed<Parsed>(schema: z.ZodType<Parsed>, given: unknown, what: string): Parsed {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const missing = issue?.path[0];
  const isMissing = typeof given === "object" && given !== null && typeof missing === "string" && !Object.hasOwn(given, missing);
  throw isMissing ? new PythonError("KeyError", missing) : new PythonError("TypeError", `${what}: ${z.prettifyError(result.error)}`);
}

/** @throws NotAllowed for who may only look */
function mustControl({ role }: Client, what: string): void {
  if (role !== "control") throw new NotAllowed(`${what} with this token: its role is "${role}", and it takes "control"`);
}

function notCallable(type: string): PythonError {
  return new PythonError("TypeError", `'${type}' object is not callable`);
}

function namedError(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** What a service refused, under the name that Python has for it. */
function refusal(error: unknown, found: Place["found"], write: AttributeWrite): PythonError {
  if (!(error instanceof Error) || error.name !== "AttributeWriteError") return toPythonError(error);
  if (found.kind === "nothing") return new PythonError(found.error.name, error.message);
  if (found.kind !== "object" || found.object.readonly) return new PythonError("AttributeError", error.message);
  return new PythonError(isOfType(write, found.object) ? "ValueError" : "TypeError", error.message);
}

function isOfType({ type }: AttributeWrite, object: SerializedObject): boolean {
  if (object.type === "ColouredEnum") return type === "Enum";
  return type === object.type || (type === "int" && object.type === "float");
}
