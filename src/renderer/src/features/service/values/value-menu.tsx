import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical, IconEraser, IconRestore } from "@tabler/icons-react";
import { use, type ReactElement } from "react";
import { isNullable } from "#shared/nullable.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import { useCommand } from "../../../api/use-command.ts";
import { plainValue } from "../../../format/plain-value.ts";
import { ClassDefaultsContext, isSameValue } from "./class-defaults.ts";
import { useServiceAccess } from "./service-access.ts";
import classes from "./member.module.css";

/** Longer defaults are cut in the menu. */
const maxShown = 60;

/** What can be done to a value beside editing it: set it to empty, reset it to its class's default. Nothing is rendered where neither applies. */
export function ValueMenu({ object, name }: { object: SerializedObject; name: string }): ReactElement | null {
  const { service, obstacle } = useServiceAccess();
  const initial = use(ClassDefaultsContext).get(object.full_access_path);
  const clear = useCommand("setAttribute", `${name} was not set`);
  const reset = useCommand("resetAttribute", `${name} was not reset`);
  const canClear = isNullable(object) && object.type !== "NoneType" && !object.readonly;
  const canReset = initial !== undefined && !isSameValue(initial, object);
  if (obstacle !== null || !(canClear || canReset)) return null;
  const path = object.full_access_path;
  return (
    <Menu position="bottom-start" withinPortal shadow="md">
      <Menu.Target>
        <ActionIcon className={classes["valueMenu"]} variant="subtle" size={22} aria-label={`More actions for ${name}`}>
          <IconDotsVertical size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown
        onKeyDown={(event) => {
          // Else it would lead out of the view around it, too.
          if (event.key === "Escape") event.stopPropagation();
        }}
      >
        {canReset && (
          <Menu.Item leftSection={<IconRestore size={16} aria-hidden />} onClick={() => reset.mutate({ service, path })}>
            Reset to default ({shortText(initial)})
          </Menu.Item>
        )}
        {canClear && (
          <Menu.Item
            leftSection={<IconEraser size={16} aria-hidden />}
            onClick={() => clear.mutate({ service, path, value: { type: "NoneType", value: null } })}
          >
            Set to empty
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function shortText(object: SerializedObject): string {
  if (object.type === "NoneType") return "empty";
  const text = plainValue(object);
  return text.length <= maxShown ? text : `${text.slice(0, maxShown)}…`;
}
