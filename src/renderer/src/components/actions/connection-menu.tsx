import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical, IconHistory, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useObstacle } from "../../api/use-command.ts";
import { useRemoveRemote } from "./use-remove-remote.tsx";

/** What {@link ConnectionMenu} shows. */
export interface ConnectionMenuProps {
  readonly service: Pick<ServiceSnapshot, "id" | "title">;
  readonly url: string;
  readonly onHistory: () => void;
}

/** What is seldom done to a connection. Unlike a file, an address is nobody's own: a browser may remove it, too. */
export function ConnectionMenu({ service, url, onHistory }: ConnectionMenuProps): ReactElement {
  const barred = useObstacle();
  const remove = useRemoveRemote({ ...service, url });
  return (
    <Menu position="bottom-end" withinPortal shadow="md" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={30} aria-label="More actions" loading={remove.isPending}>
          <IconDotsVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={onHistory}>
          Show history
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          styles={{ item: { color: "var(--state-red)" } }}
          leftSection={<IconTrash size={16} aria-hidden />}
          disabled={barred !== null}
          onClick={remove.ask}
        >
          Remove…
        </Menu.Item>
        {barred !== null && <Menu.Label>{barred}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
