import { userInfo } from "node:os";

/** The computer's user, as the journal names who did something. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return "command line";
  }
}
