import type { ServiceSnapshot } from "#shared/service-snapshot.ts";

/** Where a service is: its file, or the address of a remote one. */
export function placeOf({ source }: Pick<ServiceSnapshot, "source">): string {
  return source.kind === "file" ? source.file : source.url;
}
