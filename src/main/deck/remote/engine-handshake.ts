import * as z from "zod";
import { cut } from "./remote-limits.ts";

/** How long a service may leave a client without a ping, in milliseconds: pydase's pings come each 25 s, and 20 s late at the most. */
const silence = { minMs: 1000, maxMs: 600_000 } as const;
const maxHandshakeLength = 16 * 1024;

const handshake = z.object({ sid: z.string().min(1), pingInterval: z.number(), pingTimeout: z.number() });

/**
 * Checks the first message of engine.io, which its client trusts: one that is not JSON is an uncaught error there, and one with a huge ping interval means that a dead
 * connection is never noticed.
 *
 * @param given - untrusted
 * @returns a handshake that is safe to use, and what was wrong with the given one
 */
export function checkHandshake(given: unknown): { readonly safe: string; readonly problem: string | null } {
  const parsed = typeof given === "string" && given.length <= maxHandshakeLength ? handshake.safeParse(jsonIn(given)).data : undefined;
  if (parsed === undefined)
    return { safe: safeHandshake("none", 25_000, 20_000), problem: "what it says at the start of a connection can't be read" };
  const { sid, pingInterval, pingTimeout } = parsed;
  const silenceMs = pingInterval + pingTimeout;
  if (pingInterval >= 0 && pingTimeout >= 0 && silenceMs >= silence.minMs && silenceMs <= silence.maxMs)
    return { safe: safeHandshake(sid, pingInterval, pingTimeout), problem: null };
  return {
    safe: safeHandshake("none", 25_000, 20_000),
    problem: `its ping interval and timeout are ${pingInterval} and ${pingTimeout} ms; together they may be ${silence.minMs} to ${silence.maxMs} ms`,
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function safeHandshake(sid: string, pingInterval: number, pingTimeout: number): string {
  return JSON.stringify({ sid: cut.name(sid), upgrades: [], pingInterval, pingTimeout });
}
