import { describe, expect, it } from "vitest";
import * as z from "zod";
import { answerCall, call, CallError, createClient, type ApiDefinition, type HandlersOf, type Role } from "./api-definition.ts";

const api = {
  double: call({ input: z.object({ value: z.number().min(0) }), output: z.number(), role: "view" }),
  reset: call({ input: z.undefined(), output: z.undefined(), role: "control" }),
  load: call({ input: z.string(), output: z.string(), role: "desktop" }),
} satisfies ApiDefinition;

const calls: unknown[] = [];
const handlers: HandlersOf<typeof api, string> = {
  double: ({ value }, caller) => {
    calls.push(caller);
    return value * 2;
  },
  reset: () => Promise.reject(new RangeError("nothing to reset")),
  load: (file) => Promise.resolve(`${file} loaded`),
};

function clientWith(role: Role) {
  // As JSON, as it travels.
  return createClient(api, async (request) => JSON.parse(JSON.stringify(await answerCall(api, handlers, request, "me", role))) as unknown);
}

describe("a call", () => {
  it("carries input there, the answer back, and who asks", async () => {
    calls.length = 0;
    await expect(clientWith("view").double({ value: 21 })).resolves.toBe(42);
    expect(calls).toEqual(["me"]);
  });

  it("rejects with the name and reason of what a handler throws", async () => {
    const error = await clientWith("control")
      .reset(undefined)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ name: "RangeError", message: "nothing to reset" });
  });

  it("refuses input that does not fit, before the handler sees it", async () => {
    calls.length = 0;
    await expect(clientWith("view").double({ value: -1 })).rejects.toThrow("double: ");
    await expect(clientWith("view").double({ value: "2" as unknown as number })).rejects.toThrow("double: ");
    expect(calls).toEqual([]);
  });

  it.each<[Role, ("double" | "reset" | "load")[]]>([
    ["view", ["double"]],
    ["control", ["double", "reset"]],
    ["desktop", ["double", "reset", "load"]],
  ])("allows the role %s only %j", async (role, allowed) => {
    const inputs = { double: { value: 1 }, reset: undefined, load: "x" };
    const refused: string[] = [];
    for (const name of ["double", "reset", "load"] as const) {
      const answer = await answerCall(api, handlers, { name, input: inputs[name] }, "me", role);
      if (answer.kind === "error" && answer.message.includes("needs the role")) refused.push(name);
    }
    expect(refused).toEqual(["double", "reset", "load"].filter((name) => !allowed.includes(name as never)));
  });

  it.each([undefined, null, 5, {}, { name: 5 }, { name: "nothing" }, { name: "constructor" }, { name: "__proto__" }, { name: "toString" }])(
    "refuses %j, which is no call of the API",
    async (request) => {
      await expect(answerCall(api, handlers, request, "me", "desktop")).resolves.toMatchObject({ kind: "error" });
    },
  );

  it("rejects an answer that is none", async () => {
    await expect(createClient(api, () => Promise.resolve({ kind: "nonsense" })).double({ value: 1 })).rejects.toThrow();
  });
});
