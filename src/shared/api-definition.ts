import * as z from "zod";
import { hidePasswords } from "./hide-passwords.ts";

/**
 * What a caller must be allowed to do: `view` reads; `control` acts on what is loaded; `desktop` chooses what runs on this computer, which is for
 * the person at its own window and never for the network.
 */
export type Role = "view" | "control" | "desktop";

/** One call of an API: what goes in, what comes out, and who may make it. */
export interface CallDefinition<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
  readonly role: Role;
}

export type ApiDefinition = Readonly<Record<string, CallDefinition>>;

/** Declares a call; a call without a schema does not compile. */
export function call<Input extends z.ZodType, Output extends z.ZodType>(
  definition: CallDefinition<Input, Output>,
): CallDefinition<Input, Output> {
  return definition;
}

/** The calling side of an API. */
export type ClientOf<Api extends ApiDefinition> = {
  readonly [Name in keyof Api]: (input: z.input<Api[Name]["input"]>) => Promise<z.output<Api[Name]["output"]>>;
};

/** The answering side of an API: each handler is given checked input and who asks. */
export type HandlersOf<Api extends ApiDefinition, Caller> = {
  readonly [Name in keyof Api]: (
    input: z.output<Api[Name]["input"]>,
    caller: Caller,
  ) => z.input<Api[Name]["output"]> | Promise<z.input<Api[Name]["output"]>>;
};

/** A call as it travels. Checked on arrival, like everything from outside. */
export const callRequest = z.object({ name: z.string(), input: z.unknown().optional() });
export type CallRequest = z.infer<typeof callRequest>;

/** An answer as it travels: refusals and failures are data, so that they reach the caller with their name and reason. */
export const callAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("value"), value: z.unknown().optional() }),
  z.object({ kind: z.literal("error"), name: z.string(), message: z.string() }),
]);
export type CallAnswer = z.infer<typeof callAnswer>;

/** An error that the other side of an API answered with. */
export class CallError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** A call was refused before it reached its handler: unknown, not allowed, or with wrong input. */
export class CallRefused extends Error {
  override readonly name = "CallRefused";
}

const roleRank: Readonly<Record<Role, number>> = { view: 0, control: 1, desktop: 2 };

/**
 * The one way in: finds the call, checks role and input, runs the handler and turns whatever happens into an answer.
 *
 * @param request - untrusted; anything may arrive here
 * @param role - the most that this caller may do
 */
export async function answerCall<Api extends ApiDefinition, Caller>(
  api: Api,
  handlers: HandlersOf<Api, Caller>,
  request: unknown,
  caller: Caller,
  role: Role,
): Promise<CallAnswer> {
  try {
    const { name, input } = parseRequest(request);
    const definition = Object.hasOwn(api, name) ? api[name] : undefined;
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (definition === undefined || handler === undefined) throw new CallRefused(`There is no call named ${JSON.stringify(name)}`);
    if (roleRank[role] < roleRank[definition.role])
      throw new CallRefused(`${name} needs the role "${definition.role}"; this caller has "${role}"`);
    const checked = definition.input.safeParse(input);
    if (!checked.success) throw new CallRefused(`${name}: ${z.prettifyError(checked.error)}`);
    return { kind: "value", value: await handler(checked.data as never, caller) };
  } catch (error) {
    return toErrorAnswer(error);
  }
}

function parseRequest(request: unknown): CallRequest {
  const parsed = callRequest.safeParse(request);
  if (!parsed.success) throw new CallRefused(`Not a call: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function toErrorAnswer(error: unknown): CallAnswer {
  if (error instanceof Error) return { kind: "error", name: error.name, message: hidePasswords(error.message) };
  return { kind: "error", name: "Error", message: hidePasswords(String(error)) };
}

/** The calling side over any transport that carries a {@link CallRequest} there and an answer back. */
export function createClient<Api extends ApiDefinition>(api: Api, send: (request: CallRequest) => Promise<unknown>): ClientOf<Api> {
  const entries = Object.keys(api).map((name) => [
    name,
    async (input: unknown): Promise<unknown> => {
      const answer = callAnswer.parse(await send({ name, input }));
      if (answer.kind === "error") throw new CallError(answer.name, answer.message);
      return answer.value;
    },
  ]);
  return Object.fromEntries(entries) as ClientOf<Api>;
}
