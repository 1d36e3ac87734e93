import { NetworkProblem } from "./network-problem.ts";

/** Why an address can't be listened on, in words for a person: the port's fault, or the address's. @param error - Node's, with its `code` */
export function listenProblem(error: unknown, host: string, port: number): NetworkProblem {
  const options = { cause: error };
  switch (error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined) {
    case "EADDRINUSE":
      return new NetworkProblem("port", `port ${port} on ${host} is in use by another program`, options);
    case "EACCES":
      return new NetworkProblem("port", `port ${port} on ${host} may not be used by this user; those above 1023 may`, options);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new NetworkProblem("address", `${host} is no address of this computer`, options);
    default:
      return new NetworkProblem(
        "port",
        `port ${port} on ${host} can't be served: ${error instanceof Error ? error.message : String(error)}`,
        options,
      );
  }
}
