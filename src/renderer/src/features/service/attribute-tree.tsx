import { useMemo, useState, type ReactElement } from "react";
import type { SerializedDataService } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useObstacle } from "../../api/use-command.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useClockOffset, useReadDeck } from "../../api/use-deck.ts";
import { wordsOf } from "../../components/service-words.ts";
import type { Writer } from "./draft.ts";
import { Members } from "./values/members.tsx";
import { ClassDefaultsContext, useClassDefaults } from "./values/class-defaults.ts";
import { ServiceAccessContext } from "./values/service-access.ts";
import member from "./values/member.module.css";
import classes from "./service.module.css";

/** The members of a service, in order of declaration, each with the control of its type. */
export function AttributeTree({
  tree,
  service,
}: {
  tree: SerializedDataService;
  service: Pick<ServiceSnapshot, "id" | "source" | "status" | "stale">;
}): ReactElement {
  const { id, status, stale } = service;
  const barred = useObstacle();
  const obstacle = barred ?? (stale || status.state !== "running" ? wordsOf(service).noEdit : null);
  const [memory] = useState(() => ({ folds: new Map<string, boolean>(), pages: new Map<string, number>() }));
  const defaults = useClassDefaults(service);
  const clockOffsetMs = useClockOffset();
  const readDeck = useReadDeck();
  const { ownWrites } = useDeckAccess();
  const access = useMemo(
    () => ({
      service: id,
      obstacle,
      deckNow: () => Date.now() + clockOffsetMs,
      writerOf(path: string): Writer {
        const { changedBy = {} } = readDeck()?.services.find((present) => present.id === id) ?? {};
        const writer = Object.hasOwn(changedBy, path) ? changedBy[path] : undefined;
        if (writer === undefined) return null;
        return ownWrites.has(id, path) ? "this window" : writer;
      },
      ...memory,
    }),
    [id, obstacle, clockOffsetMs, readDeck, ownWrites, memory],
  );
  return (
    <ServiceAccessContext value={access}>
      <div className={classes["attributes"]}>
        <div className={member["columns"]} aria-hidden>
          <span>Name</span>
          <span>Value</span>
          <span>Changed</span>
        </div>
        <ClassDefaultsContext value={defaults}>
          <Members container={tree} />
        </ClassDefaultsContext>
      </div>
    </ServiceAccessContext>
  );
}
