import { memberSourceOf } from "./class-source.ts";

/** Why a member of a service is for the service's own use, and not served; `null` where it is public. */
export function privacyOf(service: object, name: string): string | null {
  // What is wrong with that name is said elsewhere.
  if (name === "__proto__") return null;
  if (name.startsWith("_")) return "its name begins with _";
  const access = memberSourceOf(service, name)?.access ?? "public";
  return access === "public" ? null : `it is ${access} in TypeScript`;
}
