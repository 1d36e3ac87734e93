import { useState, type ReactElement } from "react";
import type { SerializedContainer, SerializedMethod, SerializedObject } from "#shared/serialized.ts";
import { Fold } from "./fold.tsx";
import { Member } from "./member.tsx";
import { entriesPerPage, Pager } from "./pager.tsx";
import { useServiceAccess } from "./service-access.ts";

/** What {@link Members} shows. */
export interface MembersProps {
  readonly container: SerializedContainer;
  /** How it is called where the name alone says little: the entries of `limits` are `limits[0]`, … */
  readonly spoken?: string;
  readonly depth?: number;
  /** Members that are shown elsewhere. */
  readonly omit?: readonly string[];
}

/** The parts of a service, list or dict; a page at a time where there are many. Methods without a button fold together at the end. */
export function Members({ container, spoken = "", depth = 0, omit }: MembersProps): ReactElement {
  const { pages } = useServiceAccess();
  const path = container.full_access_path;
  const [wishedPage, setPage] = useState(pages.get(path) ?? 0);
  const { count, page, entries, methods } = partsOf(container, wishedPage, omit);
  return (
    <>
      {count > entriesPerPage && (
        <Pager
          name={spoken || "attributes"}
          count={count}
          page={page}
          onPage={(next) => {
            pages.set(path, next);
            setPage(next);
          }}
        />
      )}
      {entries.map(([name, object]) => (
        <Member key={name} name={name} spoken={spokenName(container, name, spoken)} object={object} depth={depth} />
      ))}
      {methods.length > 0 && (
        <Fold id={`${path} methods`} name="Methods" quiet note={String(methods.length)} openAtFirst={false}>
          {methods.map(([name, method]) => (
            <Member key={name} name={name} spoken={name} object={method} depth={depth + 1} />
          ))}
        </Fold>
      )}
    </>
  );
}

type Entry = readonly [name: string, object: SerializedObject];

interface Parts {
  readonly count: number;
  readonly page: number;
  readonly entries: readonly Entry[];
  readonly methods: readonly (readonly [name: string, method: SerializedMethod])[];
}

function partsOf(container: SerializedContainer, wishedPage: number, omit: readonly string[] = []): Parts {
  const lastPage = (count: number): number => Math.max(0, Math.ceil(count / entriesPerPage) - 1);
  if (container.type === "list") {
    const count = container.value.length;
    const page = Math.min(wishedPage, lastPage(count));
    const first = page * entriesPerPage;
    const shown = container.value.slice(first, first + entriesPerPage);
    return { count, page, entries: shown.map((object, index) => [String(first + index), object]), methods: [] };
  }
  const all = Object.entries(container.value).filter(([name]) => !omit.includes(name));
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

function spokenName(container: SerializedContainer, name: string, spoken: string): string {
  if (container.type === "list") return `${spoken}[${name}]`;
  return container.type === "dict" ? `${spoken}[${JSON.stringify(name)}]` : name;
}
