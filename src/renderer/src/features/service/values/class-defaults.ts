import { createContext } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { isContainer, type SerializedObject } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeckAccess } from "../../../api/deck-context.tsx";

/** The class's default of each value that someone wrote, by access path. */
export const ClassDefaultsContext = createContext<ReadonlyMap<string, SerializedObject>>(new Map());

/** Others write, too. */
const readAgainMs = 5000;
const key = "class defaults";

/** Reads the class's defaults of a service's values, again after each write. */
export function useClassDefaults({
  id,
  source,
  status,
}: Pick<ServiceSnapshot, "id" | "source" | "status">): ReadonlyMap<string, SerializedObject> {
  const { api } = useDeckAccess();
  const client = useQueryClient();
  const isReadable = source.kind === "file" && status.state === "running";
  const { data } = useQuery({
    queryKey: [key, id, status.since],
    queryFn: () => api.readDefaults({ service: id }),
    enabled: isReadable,
    refetchInterval: readAgainMs,
    retry: false,
  });
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type === "updated" && event.action.type === "success") void client.invalidateQueries({ queryKey: [key, id] });
      }),
    [client, id],
  );
  return useMemo(() => new Map((isReadable ? (data ?? []) : []).map((object) => [object.full_access_path, object])), [data, isReadable]);
}

/** Whether two objects hold the same value, whenever it came there. */
export function isSameValue(one: SerializedObject, other: SerializedObject): boolean {
  if (one.type !== other.type) return false;
  if (!isContainer(one) || !isContainer(other)) return JSON.stringify(one.value) === JSON.stringify(other.value);
  const [parts, others] = [Object.entries<SerializedObject>(one.value), new Map(Object.entries<SerializedObject>(other.value))];
  return (
    parts.length === others.size &&
    parts.every(([name, part]) => {
      const there = others.get(name);
      return there !== undefined && isSameValue(part, there);
    })
  );
}
