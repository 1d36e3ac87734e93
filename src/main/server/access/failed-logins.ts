import { isIPv6 } from "node:net";

/** How many wrong tokens an address may show at once, and how long it takes until it may show one more. */
const burst = 10;
const recoveryMs = 6000;
/** Of how many addresses it is known; beyond, the one is forgotten that was heard of the longest time ago. */
const mostAddresses = 10_000;

interface Account {
  failures: number;
  at: number;
}

/** Counts wrong tokens by address, and says who has to wait. What it keeps is bounded. */
export class FailedLogins {
  readonly #accounts = new Map<string, Account>();
  readonly #nowMs: () => number;

  /** @param nowMs - a clock that only goes forward, in milliseconds */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** For how many addresses something is kept. */
  get size(): number {
    return this.#accounts.size;
  }

  /** How long this address has to wait until it is told again that a token is wrong, in seconds; 0: it need not. */
  waitSecOf(address: string): number {
    const failures = this.#failuresOf(subjectOf(address));
    return failures <= burst - 1 ? 0 : Math.ceil(((failures - burst + 1) * recoveryMs) / 1000);
  }

  add(address: string): void {
    const subject = subjectOf(address);
    const failures = this.#failuresOf(subject) + 1;
    // Last in the map's order: the first is the one that was quiet longest.
    this.#accounts.delete(subject);
    this.#accounts.set(subject, { failures, at: this.#nowMs() });
    const [oldest] = this.#accounts.keys();
    if (this.#accounts.size > mostAddresses && oldest !== undefined) this.#accounts.delete(oldest);
  }

  #failuresOf(subject: string): number {
    const account = this.#accounts.get(subject);
    return account === undefined ? 0 : Math.max(0, account.failures - (this.#nowMs() - account.at) / recoveryMs);
  }
}

/** A home or an institute has 2^64 addresses of IPv6, which count as one. */
function subjectOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("%")[0]?.split("::") ?? [];
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  const all = [...groups, ...Array.from({ length: missing }, () => "0"), ...(tail === undefined || tail === "" ? [] : tail.split(":"))];
  return `${all.slice(0, 4).join(":")}::/64`;
}
