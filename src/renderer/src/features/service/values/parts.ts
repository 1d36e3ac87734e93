import { inDisplayOrder } from "#shared/display-order.ts";
import type { SerializedContainer, SerializedMethod, SerializedObject } from "#shared/serialized.ts";
import { entriesPerPage } from "./pager.tsx";

type Entry = readonly [name: string, object: SerializedObject];

interface Parts {
  readonly count: number;
  readonly page: number;
  readonly entries: readonly Entry[];
  readonly methods: readonly (readonly [name: string, method: SerializedMethod])[];
}

/** What is shown of a container: a page of its members in the order that they ask for, and the methods that are no buttons. */
export function partsOf(container: SerializedContainer, wishedPage: number, omit: readonly string[] = []): Parts {
  const lastPage = (count: number): number => Math.max(0, Math.ceil(count / entriesPerPage) - 1);
  if (container.type === "list") {
    const count = container.value.length;
    const page = Math.min(wishedPage, lastPage(count));
    const first = page * entriesPerPage;
    const shown = container.value.slice(first, first + entriesPerPage);
    return { count, page, entries: shown.map((object, index) => [String(first + index), object]), methods: [] };
  }
  const all = inDisplayOrder(Object.entries(container.value)).filter(([name]) => !omit.includes(name));
  const methods: [string, SerializedMethod][] = [];
  const values: Entry[] = [];
  for (const [name, object] of all) {
    if (object.type === "method" && !object.frontend_render) methods.push([name, object]);
    else values.push([name, object]);
  }
  const page = Math.min(wishedPage, lastPage(values.length));
  const first = page * entriesPerPage;
  return { count: values.length, page, entries: values.slice(first, first + entriesPerPage), methods };
}

/** How a member is called where its name alone says little. */
export function spokenName(container: SerializedContainer, name: string, spoken: string): string {
  if (container.type === "list") return `${spoken}[${name}]`;
  return container.type === "dict" ? `${spoken}[${JSON.stringify(name)}]` : name;
}
