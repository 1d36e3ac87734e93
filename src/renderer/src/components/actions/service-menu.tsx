import { Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconBolt, IconCopyPlus, IconHistory, IconReload, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot, ServiceSource } from "#shared/service-snapshot.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { useLoadAgain } from "../load/use-load-again.ts";
import { forceStopObstacle } from "./applicable.ts";
import { MenuButton } from "./menu-button.tsx";

/** What {@link ServiceMenu} shows. */
export interface ServiceMenuProps {
  readonly service: Pick<ServiceSnapshot, "id" | "title" | "status">;
  readonly source: Extract<ServiceSource, { kind: "file" }>;
  /** The service is not on the deck any more. */
  readonly isRemoved: boolean;
  readonly onHistory: () => void;
}

/** What is seldom done to a service. Its file is the business of the computer that it lies on, so a browser is not offered reload and remove. */
export function ServiceMenu({ service, source, isRemoved, onHistory }: ServiceMenuProps): ReactElement {
  const { desktop } = useDeckAccess();
  const reload = useCommand("reloadService", `${service.title} was not reloaded`);
  const loadAgain = useLoadAgain();
  const remove = useCommand("removeService", `${service.title} was not removed`);
  const forceStop = useCommand("forceStopService", `${service.title} was not force-stopped`);
  const obstacle = useObstacle();
  const barred = obstacle ?? (isRemoved ? "The service was removed from the deck" : null);
  const noForceStop = forceStopObstacle(service);
  const askToRemove = (): void => {
    modals.openConfirmModal({
      title: `Remove ${service.title}?`,
      children: (
        <Text size="sm">
          It is stopped and taken off the deck. Its file stays where it is: <b style={{ overflowWrap: "anywhere" }}>{source.file}</b>
        </Text>
      ),
      labels: { confirm: "Remove", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate({ service: service.id }),
    });
  };
  return (
    <Menu position="bottom-end" withinPortal shadow="md" width={200}>
      <Menu.Target>
        <MenuButton isBusy={reload.isPending || remove.isPending} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={onHistory}>
          Show history
        </Menu.Item>
        {desktop !== null && (
          <Menu.Item
            leftSection={<IconReload size={16} aria-hidden />}
            disabled={barred !== null}
            onClick={() => reload.mutate({ service: service.id })}
          >
            Reload
          </Menu.Item>
        )}
        {desktop !== null && (
          <Menu.Item leftSection={<IconCopyPlus size={16} aria-hidden />} disabled={obstacle !== null} onClick={() => loadAgain(source)}>
            Load again as…
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconBolt size={16} aria-hidden />}
          disabled={(barred ?? noForceStop) !== null}
          onClick={() => forceStop.mutate({ service: service.id })}
        >
          Force stop
        </Menu.Item>
        {desktop !== null && (
          <>
            <Menu.Divider />
            <Menu.Item
              styles={{ item: { color: "var(--state-red)" } }}
              leftSection={<IconTrash size={16} aria-hidden />}
              disabled={barred !== null}
              onClick={askToRemove}
            >
              Remove…
            </Menu.Item>
          </>
        )}
        {(barred ?? noForceStop) !== null && <Menu.Label>{barred ?? `Force stop: ${noForceStop?.toLowerCase()}`}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
