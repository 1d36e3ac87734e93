import { Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactElement } from "react";
import { visibleText } from "../../format/visible-text.ts";
import { suggestsForceStop } from "./applicable.ts";
import type { ServiceRow } from "./deck-rows.ts";
import { useHeldOrder } from "./held-order.ts";
import { ServiceRowView } from "./service-row.tsx";
import { TaskRowView } from "./task-row.tsx";
import classes from "./deck-table.module.css";

/** What {@link DeckTable} shows. */
export interface DeckTableProps {
  readonly rows: ServiceRow[];
  /** Id of the service whose details are open. */
  readonly selected: string | null;
  readonly onSelect: (service: string) => void;
}

/** All services with their tasks below them. */
export function DeckTable({ rows, selected, onSelect }: DeckTableProps): ReactElement {
  const held = useHeldOrder(rows);
  const roomy = useRoomy(selected !== null);
  return (
    <div className={classes["scroll"]}>
      <table className={classes["table"]} data-roomy={roomy || undefined} aria-label="Services and tasks">
        <thead>
          <tr>
            <th scope="col" className={classes["stateColumn"]}>
              State
            </th>
            <th scope="col" className={classes["nameColumn"]}>
              Name
            </th>
            <th scope="col" className={classes["sinceColumn"]}>
              Since
            </th>
            <th scope="col" className={classes["restartsColumn"]}>
              Restarts
            </th>
            <th scope="col" className={classes["nextColumn"]}>
              Next restart
            </th>
            <th scope="col">Last error</th>
            {roomy && (
              <th scope="col" className={classes["askedColumn"]}>
                Asked by
              </th>
            )}
            <th scope="col" className={classes["actionsColumn"]}>
              Actions
            </th>
          </tr>
        </thead>
        <tbody onPointerMove={held.onPointerMove} onPointerLeave={held.onPointerLeave}>
          {held.rows.map(({ service, attention, tasks }) => [
            <ServiceRowView
              key={service.id}
              id={service.id}
              title={visibleText(service.title)}
              file={visibleText(service.file)}
              status={service.status}
              output={service.output}
              attention={attention}
              forceStopAtHand={suggestsForceStop(service)}
              selected={service.id === selected}
              onSelect={onSelect}
              roomy={roomy}
            />,
            ...tasks.map((row) => (
              <TaskRowView
                key={`${service.id} ${row.task.path}`}
                task={row.task}
                serviceId={service.id}
                status={service.status}
                stale={service.stale}
                attention={row.attention}
                roomy={roomy}
              />
            )),
          ])}
        </tbody>
      </table>
      {rows.length === 0 && (
        <Text c="dimmed" ta="center" py="xl" role="status">
          Nothing on the deck matches filter and search.
        </Text>
      )}
    </div>
  );
}

/** Whether there is room for words on the buttons and for a column of its own for who asked. */
function useRoomy(besidePanel: boolean): boolean {
  const wide = useMediaQuery("(min-width: 1440px)", undefined, { getInitialValueInEffect: false });
  const wideBesidePanel = useMediaQuery("(min-width: 1840px)", undefined, { getInitialValueInEffect: false });
  return besidePanel ? wideBesidePanel : wide;
}
