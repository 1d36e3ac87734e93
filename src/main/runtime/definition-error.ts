/** A member of a service that is written wrongly: thrown while its class is defined, or its first instance made. */
export class DefinitionError extends Error {
  override readonly name: string = "DefinitionError";
}
