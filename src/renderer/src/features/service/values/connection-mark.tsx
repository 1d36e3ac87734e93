import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { SerializedSubtree } from "#shared/serialized.ts";
import classes from "./connection.module.css";

/** Whether a device is connected; nothing where it does not say. */
export function ConnectionMark({ device, name }: { device: SerializedSubtree; name: string }): ReactElement | null {
  const connected = device.value["connected"];
  if (connected?.type !== "bool") return null;
  const Icon = connected.value ? IconPlugConnected : IconPlugConnectedX;
  return (
    <output className={classes["connection"]} data-connected={connected.value} aria-label={`Connection of ${name}`} aria-live="off">
      <Icon size={15} aria-hidden />
      {connected.value ? "connected" : "disconnected"}
    </output>
  );
}
