import { hidePasswords } from "#shared/hide-passwords.ts";

/** A failure as Python's clients are to see it: under a name that they can catch it by. */
export class PythonError extends Error {
  /** @param name - of a built-in exception of Python, or of a class that the client makes up for it. */
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Whoever asks may not do so. */
export class NotAllowed extends PythonError {
  constructor(message: string) {
    super("PermissionError", message);
  }
}

/** What JavaScript's own errors, and ours, are in Python; each is thrown for what the other language calls so. */
const pythonNames: Readonly<Record<string, string>> = {
  Error: "RuntimeError",
  RangeError: "ValueError",
  URIError: "ValueError",
  EvalError: "RuntimeError",
  ReferenceError: "NameError",
  AttributeWriteError: "ValueError",
  MethodCallError: "TypeError",
  TaskStateError: "RuntimeError",
};

/**
 * Names that would not become an exception with a message in the client: what else Python calls so, exceptions that end the program, and those that can't be made
 * of a message alone.
 */
const unusable = new Set([
  ...["True", "False", "None", "Ellipsis", "NotImplemented"],
  ...["BaseException", "SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseExceptionGroup", "ExceptionGroup"],
  ...["UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError"],
]);

/**
 * Any failure as one for Python. An error keeps its own name where that is a name for an exception: the client takes its built-in exception of that name, or makes
 * one up.
 */
export function toPythonError(failure: unknown): PythonError {
  if (failure instanceof PythonError) return failure;
  if (!(failure instanceof Error)) return new PythonError("RuntimeError", hidePasswords(String(failure)));
  return new PythonError(pythonNameOf(failure.name), hidePasswords(failure.message));
}

function pythonNameOf(name: string): string {
  if (Object.hasOwn(pythonNames, name)) return pythonNames[name] ?? "RuntimeError";
  // Python's built-in functions are written in lower case.
  return /^[A-Z]\w{0,99}$/.test(name) && !unusable.has(name) ? name : "RuntimeError";
}
