/** What every command of the command line ends with; `hasFailed`: `status` was asked about a service or task that has failed, as with systemctl. */
export const exitCode = { done: 0, failed: 1, wrongUsage: 2, hasFailed: 3 } as const;

/** Ends a command with one line on stderr that says what is wrong and what to do. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: number;

  constructor(message: string, code: number = exitCode.failed) {
    super(message);
    this.exitCode = code;
  }
}
