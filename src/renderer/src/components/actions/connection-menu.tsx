import { Menu } from "@mantine/core";
import { IconHistory, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useObstacle } from "../../api/use-command.ts";
import { MenuButton } from "./menu-button.tsx";
import { useRemoveRemote } from "./use-remove-remote.tsx";

/** What {@link ConnectionMenu} shows. */
export interface ConnectionMenuProps {
  readonly service: Pick<ServiceSnapshot, "id" | "title">;
  readonly url: string;
  /** The service is not on the deck any more. */
  readonly isRemoved: boolean;
  readonly onHistory: () => void;
}

/** What is seldom done to a connection. Unlike a file, an address is nobody's own: a browser may remove it, too. */
export function ConnectionMenu({ service, url, isRemoved, onHistory }: ConnectionMenuProps): ReactElement {
  const barred = useObstacle() ?? (isRemoved ? "The service was removed from the deck" : null);
  const remove = useRemoveRemote({ ...service, url });
  return (
    <Menu position="bottom-end" withinPortal shadow="md" width={200}>
      <Menu.Target>
        <MenuButton isBusy={remove.isPending} />
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
