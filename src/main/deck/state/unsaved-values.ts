/** Values that are not in the state file. */
export interface UnsavedValues {
  readonly reason: string;
  /** Names of the service's members in which they are. */
  readonly members: readonly string[];
}

/** So many members are named. */
const membersNamed = 5;

/** Says in one line what is lost of a service, and why. */
export function describeUnsaved(service: string, { reason, members }: UnsavedValues): string {
  const others = members.length - membersNamed;
  const named = [...members.slice(0, membersNamed), ...(others > 0 ? [`${others} more`] : [])].join(", ");
  return `${service}: its values could not be saved (${reason.replaceAll(/\s*\n\s*/g, " ")}); lost is what has changed since the last save in ${named}`;
}
