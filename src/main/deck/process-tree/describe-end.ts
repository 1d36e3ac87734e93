/** A process, as it is named to a person. */
export interface NamedProcess {
  readonly pid: number;
  readonly command: string;
}

/** What became of the processes that a service had started. */
export interface EndOfDescendants {
  readonly ended: readonly NamedProcess[];
  /** Not even a kill ended them: they are another user's, or the system holds them up. */
  readonly remaining: readonly NamedProcess[];
  readonly letGo: readonly NamedProcess[];
}

const maxNamed = 5;
const maxCommandLength = 120;

/** One line for each kind of end that there was. */
export function describeEnd({ ended, remaining, letGo }: EndOfDescendants): string[] {
  return [
    { text: "Ended with the service", processes: ended },
    { text: "Still running, as it can't be ended", processes: remaining },
    { text: "Left running, as the service detached it", processes: letGo },
  ].flatMap(({ text, processes }) => (processes.length === 0 ? [] : [`${text}: ${listed(processes)}`]));
}

function listed(processes: readonly NamedProcess[]): string {
  const named = processes.slice(0, maxNamed).map(({ pid, command }) => `${shortened(command)} (process ${pid})`);
  const more = processes.length - named.length;
  return named.join(", ") + (more === 0 ? "" : `, and ${more} more`);
}

function shortened(command: string): string {
  return command.length > maxCommandLength ? `${command.slice(0, maxCommandLength)}…` : command || "a process";
}
