import { Button, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { formatCount } from "../../format/count.ts";
import type { ShowHistory } from "../../components/show-history.ts";
import { TaskDetails } from "./task-details.tsx";
import classes from "./service.module.css";

/** So many tasks are told in detail at first, and so many more at each asking: nobody reads through thousands. */
const atOnce = 50;

/** The tasks of a service in detail, in order of declaration. */
export function TaskList({ service, onHistory }: { service: ServiceSnapshot; onHistory: ShowHistory }): ReactElement {
  const [shown, setShown] = useState(atOnce);
  const tasks = Object.values(service.tasks);
  const more = tasks.length - shown;
  if (tasks.length === 0) return <Text className={classes["none"]}>The service has no tasks.</Text>;
  return (
    <>
      <ul className={classes["tasks"]}>
        {tasks.slice(0, shown).map((task) => (
          <TaskDetails key={task.path} task={task} service={service} onHistory={onHistory} />
        ))}
      </ul>
      {more > 0 && (
        <Button fullWidth size="compact-md" variant="default" onClick={() => setShown(shown + atOnce)}>
          Show {Math.min(more, atOnce)} more of {formatCount(tasks.length)}
        </Button>
      )}
    </>
  );
}
