import type { ErrorReport, SourceLocation } from "#shared/primitives.ts";

/** A class, or what is at fault within it, by names; where it stands is only looked for once it has to be told. */
export interface ClassPart {
  readonly className: string;
  /** Its constructor is called `constructor`. */
  readonly member?: string;
  readonly isStatic?: boolean;
  /** A name in the object that the member holds. */
  readonly key?: string;
}

/** Where a load error is, and the line that is wrong. */
export interface LoadErrorPlace {
  readonly location: SourceLocation;
  readonly excerpt: string;
}

/** Why a service file can't become a service, and where in it. */
export class LoadError extends Error {
  override readonly name = "LoadError";
  readonly location: SourceLocation | null;
  readonly part: ClassPart | null;
  readonly #excerpt: string | null;

  constructor(message: string, where: LoadErrorPlace | ClassPart | null = null) {
    super(message);
    const place = where !== null && "location" in where ? where : null;
    this.location = place?.location ?? null;
    this.#excerpt = place?.excerpt ?? null;
    this.part = where !== null && "className" in where ? where : null;
  }

  /** For the author: the place and the line itself instead of Dasedeck's own stack. */
  toReport(at: string): ErrorReport {
    const { name, message, location } = this;
    const place = location === null ? "" : `\n    at ${location.file}:${location.line}:${location.column}`;
    const excerpt = this.#excerpt === null ? "" : `\n\n${this.#excerpt}`;
    return { name, message, stack: `${name}: ${message}${place}${excerpt}`, location, at };
  }
}
