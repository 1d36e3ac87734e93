/** Decorator metadata has no symbol in today's engines. The lowered code of decorators falls back to the same registered one. */
if (Symbol.metadata === undefined) Object.defineProperty(Symbol, "metadata", { value: Symbol.for("Symbol.metadata") });
