import type { ErrorReport, SourceLocation } from "#shared/primitives.ts";

/** Why a service file can't become a service, and where in it. */
export class LoadError extends Error {
  override readonly name = "LoadError";
  readonly location: SourceLocation | null;
  readonly #excerpt: string | null;

  constructor(message: string, where: { location: SourceLocation; excerpt: string } | null = null) {
    super(message);
    this.location = where?.location ?? null;
    this.#excerpt = where?.excerpt ?? null;
  }

  /** For the author: the place and the line itself instead of Dasedeck's own stack. */
  toReport(at: string): ErrorReport {
    const { name, message, location } = this;
    const place = location === null ? "" : `\n    at ${location.file}:${location.line}:${location.column}`;
    const excerpt = this.#excerpt === null ? "" : `\n\n${this.#excerpt}`;
    return { name, message, stack: `${name}: ${message}${place}${excerpt}`, location, at };
  }
}
