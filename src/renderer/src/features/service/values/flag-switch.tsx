import { Loader, Switch } from "@mantine/core";
import type { ReactElement } from "react";
import type { SerializedLeaf } from "#shared/serialized.ts";
import { useLate } from "../../../components/use-late.ts";
import { useEdit } from "../use-edit.ts";
import { useServiceAccess } from "./service-access.ts";
import classes from "./member.module.css";

/** True or false, as a switch. */
export function FlagSwitch({ flag, name }: { flag: Extract<SerializedLeaf, { type: "bool" }>; name: string }): ReactElement {
  const { service, obstacle } = useServiceAccess();
  const edit = useEdit(service, flag.full_access_path, String(flag.value));
  const late = useLate(edit.pending !== null);
  return (
    <div className={classes["flag"]} title={obstacle ?? undefined}>
      <Switch
        classNames={{ error: classes["message"] ?? "" }}
        aria-label={name}
        aria-busy={edit.pending !== null}
        checked={edit.pending === null ? flag.value : edit.pending === "true"}
        disabled={obstacle !== null}
        error={edit.problem}
        thumbIcon={late ? <Loader size={10} aria-hidden /> : undefined}
        onChange={(event) => {
          const wish = event.currentTarget.checked;
          edit.submit(String(wish), { type: "bool", value: wish });
        }}
      />
    </div>
  );
}
