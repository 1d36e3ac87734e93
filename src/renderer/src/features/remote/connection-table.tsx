import { useMemo, useRef, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useCopyRows } from "../../components/copy-rows.ts";
import { ChangedRows } from "../../components/held-rows/changed-rows.tsx";
import { useHeldRows } from "../../components/held-rows/use-held-rows.ts";
import { usePersonsAttention } from "../../components/held-rows/use-persons-attention.ts";
import { ConnectionRow } from "./connection-row.tsx";
import classes from "./connection-table.module.css";

/** What {@link ConnectionTable} shows, and where it leads. */
export interface ConnectionTableProps {
  readonly services: readonly ServiceSnapshot[];
  readonly onOpen: (service: string) => void;
}

/** The services that run elsewhere, in the order in which they were added, with how the connection to each is. */
export function ConnectionTable({ services, onOpen }: ConnectionTableProps): ReactElement {
  const scroll = useRef<HTMLDivElement>(null);
  useCopyRows(scroll);
  const { isBusy, handlers } = usePersonsAttention(scroll);
  const shown = useMemo(() => services.map((service) => ({ key: service.id, service })), [services]);
  const all = useMemo(() => new Map(shown.map((row) => [row.key, row])), [shown]);
  const { rows, changed, apply } = useHeldRows({ isBusy, shown, all, serviceOf: ({ key }) => key, choice: "" });
  return (
    <div className={classes["scroll"]} ref={scroll} {...handlers}>
      <table className={classes["table"]} aria-label="Remote services">
        <thead>
          <tr>
            <th scope="col" className={classes["stateColumn"]}>
              State
            </th>
            <th scope="col" className={classes["nameColumn"]}>
              Name and address
            </th>
            <th scope="col" className={classes["sinceColumn"]}>
              Since
            </th>
            <th scope="col" className={classes["nextColumn"]}>
              Next attempt
            </th>
            <th scope="col">Last error</th>
            <th scope="col" className={classes["actionsColumn"]}>
              <span className={classes["actionsHead"]}>
                Actions
                <ChangedRows changed={changed} onApply={apply} />
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row: { service }, standing }) => (
            <ConnectionRow
              key={service.id}
              id={service.id}
              title={service.title}
              source={service.source}
              status={service.status}
              output={service.output}
              standing={standing}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
