import { Text } from "@mantine/core";
import { IconPlayerPlayFilled } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ExampleService } from "#shared/deck-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { useDeck } from "../../api/use-deck.ts";
import { ActionButton } from "../../components/actions/action-button.tsx";
import classes from "./load.module.css";

/** What the examples show, each to be started alone. */
export function ExampleList(): ReactElement | null {
  const examples = useDeck((deck) => deck.examples) ?? [];
  if (examples.length === 0) return null;
  return (
    <ul className={classes["examples"]} aria-label="Example services">
      {examples.map((example) => (
        <Example key={example.name} example={example} />
      ))}
    </ul>
  );
}

function Example({ example: { name, title, description, file } }: { example: ExampleService }): ReactElement {
  const obstacle = useObstacle();
  const load = useCommand("loadExample", `${title} was not started`);
  return (
    <li title={file}>
      <div className={classes["exampleHead"]}>
        <Text fw={600} size="sm">
          {title}
        </Text>
        <ActionButton
          name={`Start ${title}`}
          icon={IconPlayerPlayFilled}
          obstacle={obstacle}
          pending={load.isPending}
          onAct={() => load.mutate({ name })}
        />
      </div>
      <Text size="xs" className={classes["description"]}>
        {description}
      </Text>
    </li>
  );
}
