import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import { DisposableStore } from "#shared/disposable.ts";
import type { OutputLine, ServiceSnapshot } from "#shared/service-snapshot.ts";
import { CommandError, exitCode } from "../exit-codes.ts";
import { note, printJson, printLines, stdoutLayout } from "../terminal/output.ts";
import type { ClientFlags } from "./client-options.ts";
import { safeJson } from "../terminal/printable.ts";
import { withDeck, type DeckClient } from "./connect.ts";
import { followDeck } from "./follow-deck.ts";
import { logLine } from "./log-line.ts";
import { keptEntries, linesAfter, type LogEntry } from "./new-lines.ts";
import { findService } from "./target.ts";

export interface LogsFlags extends ClientFlags {
  readonly follow: boolean;
  /** How many of the last lines to begin with; all that are kept where it is not given. */
  readonly lines?: number | undefined;
}

/** What a reader who is slower than the services has not taken yet, in bytes; what comes beyond it is counted and left out. */
const mostUntaken = 4 * 2 ** 20;

/**
 * Prints the last lines that services wrote, and with `follow` those that they write from then on, until Ctrl+C.
 *
 * @returns the exit code
 */
export function logs(name: string | undefined, flags: LogsFlags): Promise<number> {
  return withDeck(flags, async (client) => {
    const deck = await client.snapshot();
    const only = name === undefined ? null : findService(deck, name).id;
    if (flags.follow) return follow(client, only, flags);
    const entries = last(keptEntries(chosen(deck, only)), flags.lines);
    if (flags.json) printJson(entries);
    else printEntries(entries, false);
    return exitCode.done;
  });
}

async function follow(client: DeckClient, only: string | null, { lines, json }: LogsFlags): Promise<number> {
  const printer = new FollowPrinter(json);
  const following = new DisposableStore();
  let isFirst = true;
  let isLost = false;
  const ended = new Promise<CommandError | null>((resolve) => {
    process.once("SIGINT", () => resolve(null));
    following.add(
      followDeck(client, {
        deck(deck) {
          if (isLost) note("the deck is back");
          isLost = false;
          printer.catchUp(chosen(deck, only), isFirst ? lines : undefined);
          isFirst = false;
        },
        changed: (events) => printer.print(events.flatMap((event) => entriesOf(event, only))),
        lost(reason, isFinal) {
          if (isFinal) resolve(new CommandError(reason));
          if (!isLost) note("the connection to the deck is lost; waiting for it to be back");
          isLost = true;
        },
      }),
    );
  });
  const problem = await ended;
  following.dispose();
  if (problem !== null) throw problem;
  return exitCode.done;
}

/** Prints what comes, and knows what was printed, so that after a reconnection nothing is printed twice and nothing that is kept is missing. */
class FollowPrinter {
  readonly #json: boolean;
  readonly #last = new Map<string, OutputLine>();
  #leftOut = 0;

  constructor(json: boolean) {
    this.#json = json;
  }

  catchUp(services: readonly ServiceSnapshot[], limit: number | undefined): void {
    const missed = services.map((service) => ({ ...service, output: linesAfter(this.#last.get(service.id), service.output) }));
    const entries = keptEntries(missed);
    this.#remember(entries);
    this.#write(last(entries, limit));
  }

  print(entries: readonly LogEntry[]): void {
    this.#remember(entries);
    this.#write(entries);
  }

  #remember(entries: readonly LogEntry[]): void {
    for (const { service, ...line } of entries) this.#last.set(service, line);
  }

  #write(entries: readonly LogEntry[]): void {
    if (entries.length === 0) return;
    if (process.stdout.writableLength > mostUntaken) {
      this.#leftOut += entries.length;
      return;
    }
    if (this.#leftOut > 0) note(`${this.#leftOut} lines were left out: they came faster than they were read`);
    this.#leftOut = 0;
    printEntries(entries, this.#json);
  }
}

function printEntries(entries: readonly LogEntry[], asJsonLines: boolean): void {
  const { paint } = stdoutLayout();
  printLines(entries.map((entry) => (asJsonLines ? safeJson(entry) : logLine(entry.service, entry, paint))));
}

function chosen({ services }: DeckSnapshot, only: string | null): ServiceSnapshot[] {
  return services.filter(({ id }) => only === null || id === only);
}

function entriesOf({ change }: DeckEvent, only: string | null): LogEntry[] {
  if (change.kind !== "output" || (only !== null && change.service !== only)) return [];
  return change.lines.map((line) => ({ service: change.service, ...line }));
}

function last<Item>(items: readonly Item[], count = Infinity): readonly Item[] {
  return count === 0 ? [] : items.slice(-count);
}
