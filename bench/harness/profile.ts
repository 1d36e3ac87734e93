import type { Probe, SelfTime } from "./probe.ts";
import type { ServedDeck } from "./served-deck.ts";

/** Tells in which functions the main process and the process of a service spend their time while something is measured. */
export async function tellProfile<T>(
  deck: ServedDeck,
  service: string,
  say: (message: string) => void,
  measure: () => Promise<T>,
): Promise<T> {
  const client = await deck.connect();
  const probes: readonly (readonly [string, Probe])[] = [
    ["main process", await deck.main()],
    ["service process", await deck.service(client, service)],
  ];
  client.close();
  for (const [, probe] of probes) await probe.beginProfile();
  const result = await measure();
  for (const [name, probe] of probes) say(`${name}, part of its time:\n${(await probe.endProfile()).map(line).join("\n")}`);
  return result;
}

function line({ name, part }: SelfTime): string {
  return `${(part * 100).toFixed(1).padStart(8)} %  ${name}`;
}
