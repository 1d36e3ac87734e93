import { expect, it } from "vitest";
import type { SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import { toSavedState } from "./saved-state.ts";

const place = (path: string) => ({ full_access_path: path, readonly: false, doc: null });
const float = (path: string, value: number): SerializedObject => ({ ...place(path), type: "float", value });
const failed = (path: string): SerializedObject => ({ ...place(path), type: "Exception", name: "Error", value: "No answer" });
const service = (path: string, value: Record<string, SerializedObject>): SerializedDataService => ({
  ...place(path),
  type: "DataService",
  name: "Laser",
  value,
});

it("is pydase's layout: members by name, without what is Dasedeck's own", () => {
  const shown: SerializedObject = {
    ...place("power"),
    type: "float",
    value: 2,
    display: { unit: "W" },
    changed_at: "2026-01-01T00:00:00.000Z",
  };
  expect(toSavedState(service("", { power: shown }), {}, new Set())).toEqual({ power: float("power", 2) });
});

it("leaves out methods and pictures", () => {
  const method: SerializedObject = {
    ...place("fire"),
    type: "method",
    value: null,
    async: false,
    signature: { parameters: {} },
    frontend_render: true,
  };
  const image: SerializedObject = { ...place("camera"), type: "Image", name: "Image", value: {} };
  expect(toSavedState(service("", { fire: method, camera: image }), {}, new Set())).toEqual({});
});

it("keeps what was saved of places that are left out, wherever they are, and of no other", () => {
  const list = (path: string, ...entries: SerializedObject[]): SerializedObject => ({ ...place(path), type: "list", value: entries });
  const tree = (one: number, other: number): SerializedDataService =>
    service("", {
      list: list("list", float("list[0]", one), service("list[1]", { gain: float("list[1].gain", other) })),
      inner: service("inner", { gain: float("inner.gain", other), last: float("inner.last", one) }),
    });
  const saved = toSavedState(tree(1, 2), toSavedState(tree(3, 4), {}, new Set()), new Set(["list[1].gain", "inner.gain", "gone"]));
  expect(saved).toEqual(toSavedState(tree(1, 4), {}, new Set()));
  expect(toSavedState(tree(1, 2), {}, new Set(["inner.gain"]))).toEqual(toSavedState(tree(1, 2), {}, new Set()));
});

it("keeps what the service lacks or can't read now, in nested services, too", () => {
  const before = {
    gone: float("gone", 1),
    unread: float("unread", 2),
    poll: { type: "Task", value: {} },
    inner: service("inner", { lost: float("inner.lost", 3), kept: float("inner.kept", 4) }),
  };
  const now = service("", { unread: failed("unread"), fresh: failed("fresh"), inner: service("inner", { kept: float("inner.kept", 5) }) });
  expect(toSavedState(now, before, new Set())).toEqual({
    gone: before.gone,
    unread: before.unread,
    inner: service("inner", { lost: float("inner.lost", 3), kept: float("inner.kept", 5) }),
  });
});

it("takes lists and dicts as they are now", () => {
  const list = (...value: SerializedObject[]): SerializedObject => ({ ...place("list"), type: "list", value });
  const dict = (value: Record<string, SerializedObject>): SerializedObject => ({ ...place("dict"), type: "dict", value });
  const before = {
    list: list(float("list[0]", 1), float("list[1]", 2)),
    dict: dict({ a: float('dict["a"]', 1), b: float('dict["b"]', 2) }),
  };
  const now = service("", { list: list(failed("list[0]")), dict: dict({ b: float('dict["b"]', 3) }) });
  expect(toSavedState(now, before, new Set())).toEqual({ list: list(float("list[0]", 1)), dict: dict({ b: float('dict["b"]', 3) }) });
});

it("is not led astray by what an earlier file holds", () => {
  const before = { inner: { type: "DataService", value: 7 }, list: 3, nothing: null, text: "x" };
  const inner = service("inner", { a: float("inner.a", 1) });
  expect(toSavedState(service("", { inner }), before, new Set())).toEqual({ inner });
});
