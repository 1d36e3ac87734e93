import { describe, expect, test } from "vitest";
import { findDescendants, type ServiceOrigin } from "./descendants.ts";
import type { ListedProcess } from "./listed-process.ts";

const service = { pid: 100, startedAt: 50 };

function listed(pid: number, parent: number, rest: Partial<ListedProcess> = {}): ListedProcess {
  return { pid, parent, session: 7, startedAt: 60, hasEnded: false, ...rest };
}

function found(processes: ListedProcess[], origin: Partial<ServiceOrigin> = {}): { owned: number[]; letGo: number[] } {
  const all = { service, leadsSession: false, isMarked: () => false, seen: [], letGo: [], ...origin };
  const { owned, letGo } = findDescendants(processes, all);
  return { owned: owned.map(({ pid }) => pid), letGo: letGo.map(({ pid }) => pid) };
}

const own = listed(100, 1, { startedAt: 50 });

describe("what a service has started", () => {
  test("is its tree, without the service itself", () => {
    expect(found([own, listed(101, 100), listed(102, 101), listed(200, 1)]).owned).toEqual([101, 102]);
  });

  test("is found by its mark where the parents are gone, with what it started", () => {
    expect(found([listed(102, 1), listed(103, 102), listed(200, 1)], { isMarked: (pid) => pid === 102 }).owned).toEqual([102, 103]);
  });

  test("is found by the session that the service led", () => {
    const processes = [listed(102, 1, { session: 100 }), listed(200, 1)];
    expect(found(processes, { leadsSession: true }).owned).toEqual([102]);
    expect(found(processes).owned).toEqual([]);
  });

  test("is found if it was seen before", () => {
    expect(found([listed(102, 1)], { seen: [{ pid: 102, startedAt: 60 }] }).owned).toEqual([102]);
  });

  test("is not what has ended and only waits to be collected, but what that started is", () => {
    expect(found([own, listed(101, 100, { hasEnded: true }), listed(102, 101)]).owned).toEqual([102]);
  });

  test("has a circle of parents, as in no real table, and comes to an end", () => {
    expect(found([listed(101, 102), listed(102, 101)], { isMarked: () => true }).owned).toEqual([101, 102]);
  });
});

describe("a stranger", () => {
  test("that has the service's number by now is left, with its children and its session", () => {
    const stranger = listed(100, 1, { startedAt: 70, session: 100 });
    expect(found([stranger, listed(101, 100), listed(102, 1, { session: 100 })], { leadsSession: true }).owned).toEqual([]);
  });

  test("that has the number of something seen before is left", () => {
    expect(found([listed(102, 1, { startedAt: 61 })], { seen: [{ pid: 102, startedAt: 60 }] }).owned).toEqual([]);
  });

  test("that is older than the service is left, whatever its marks", () => {
    expect(found([listed(90, 1, { startedAt: 49 })], { isMarked: () => true }).owned).toEqual([]);
  });
});

describe("a child that was let go", () => {
  const free = listed(101, 100, { session: 101 });
  const letGo = [{ pid: 101, startedAt: 60 }];

  test("is left with all that it has started, whatever their marks", () => {
    const processes = [own, free, listed(102, 101, { session: 101 }), listed(103, 1, { session: 101 }), listed(104, 102, { session: 104 })];
    expect(found(processes, { letGo, isMarked: () => true })).toEqual({ owned: [], letGo: [101] });
  });

  test("is told from another process that has its number", () => {
    const other = listed(101, 100, { startedAt: 65, session: 101 });
    expect(found([own, other], { letGo })).toEqual({ owned: [101], letGo: [] });
  });

  test("is not named once it has ended", () => {
    expect(found([own, { ...free, hasEnded: true }], { letGo })).toEqual({ owned: [], letGo: [] });
  });
});
