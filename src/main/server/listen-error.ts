/** One line for a person: why the address can't be served, and what to do. */
export function describeListenError(error: unknown, host: string, port: number): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} on ${host} is in use by another program; choose another one with --port, or 0 for any free one`;
    case "EACCES":
      return `port ${port} on ${host} may not be used by this user; choose one above 1023 with --port`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is no address of this computer`;
    default:
      return `port ${port} on ${host} can't be served: ${error instanceof Error ? error.message : String(error)}`;
  }
}
