import { Title } from "@mantine/core";
import type { ReactElement } from "react";
import mark from "../../../icon.svg";
import classes from "./head.module.css";

/** Mark and name of the product. */
export function Brand(): ReactElement {
  return (
    <div className={classes["brand"]}>
      <img src={mark} alt="" width={26} height={26} />
      <Title order={1} className={classes["name"]}>
        Dasedeck
      </Title>
    </div>
  );
}
