import { describe, expect, it, vi } from "vitest";
import { DisposableStore, toDisposable } from "./disposable.ts";
import { Emitter } from "./emitter.ts";

describe("toDisposable", () => {
  it("cleans up once", () => {
    const cleanUp = vi.fn();
    const disposable = toDisposable(cleanUp);
    disposable.dispose();
    disposable.dispose();
    expect(cleanUp).toHaveBeenCalledOnce();
  });
});

describe("DisposableStore", () => {
  it("disposes in reverse order, once", () => {
    const order: string[] = [];
    const store = new DisposableStore();
    store.add(toDisposable(() => order.push("first")));
    store.add(toDisposable(() => order.push("second")));
    expect(store.isDisposed).toBe(false);
    store.dispose();
    store.dispose();
    expect(order).toEqual(["second", "first"]);
    expect(store.isDisposed).toBe(true);
  });

  it("cleans up the rest where one clean-up fails, and tells of the failures together", () => {
    const cleanUp = vi.fn();
    const store = new DisposableStore();
    const fail = (message: string) =>
      store.add(
        toDisposable(() => {
          throw new Error(message);
        }),
      );
    fail("one");
    store.add(toDisposable(cleanUp));
    fail("two");
    expect(() => store.dispose()).toThrow(expect.objectContaining({ errors: [new Error("two"), new Error("one")] }));
    expect(cleanUp).toHaveBeenCalledOnce();
  });

  it("disposes at once of what comes too late", () => {
    const cleanUp = vi.fn();
    const store = new DisposableStore();
    store.dispose();
    const late = store.add(toDisposable(cleanUp));
    expect(cleanUp).toHaveBeenCalledOnce();
    expect(late).toBeDefined();
  });
});

describe("Emitter", () => {
  it("tells every listener until it unsubscribes; one function may listen twice", () => {
    const emitter = new Emitter<number>();
    const listener = vi.fn();
    const first = emitter.event(listener);
    const second = emitter.event(listener);
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    second.dispose();
    emitter.fire(3);
    expect(listener.mock.calls).toEqual([[1], [1], [2]]);
  });

  it("does not let a listener that throws keep the others from hearing, and rethrows later", () => {
    const later = vi.spyOn(globalThis, "queueMicrotask").mockImplementation(() => undefined);
    const emitter = new Emitter<number>();
    const heard = vi.fn();
    const store = new DisposableStore();
    store.add(
      emitter.event(() => {
        throw new Error("listener");
      }),
    );
    store.add(emitter.event(heard));
    emitter.fire(1);
    store.dispose();
    expect(heard).toHaveBeenCalledWith(1);
    expect(later.mock.calls[0]?.[0]).toThrow("listener");
    later.mockRestore();
  });
});
