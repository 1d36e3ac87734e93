/** Decorator metadata has no symbol in today's engines. The lowered code of decorators falls back to the same registered one. */
if (!Object.hasOwn(Symbol, "metadata")) Object.defineProperty(Symbol, "metadata", { value: Symbol.for("Symbol.metadata") });
