import { Loader } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useConnection } from "../../api/use-deck.ts";
import classes from "./head.module.css";

/** Says at the top that what the window shows is not true any more. It lies over the head: nothing moves when it appears. */
export function ConnectionBanner(): ReactElement | null {
  const connection = useConnection();
  if (connection.state !== "lost") return null;
  return (
    <div className={classes["banner"]} role="alert">
      <IconPlugConnectedX size={18} aria-hidden />
      <span className={classes["bannerText"]} title={connection.reason}>
        <b>Connection to the deck lost.</b> {connection.reason}. What you see is the last known state; commands are disabled until it is
        back.
      </span>
      <Loader size={14} color="currentColor" aria-hidden />
    </div>
  );
}
