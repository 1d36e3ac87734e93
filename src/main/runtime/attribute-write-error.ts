/** A write that was refused; the message tells the writer why. Nothing was changed. */
export class AttributeWriteError extends Error {
  override readonly name = "AttributeWriteError";
}
