import { notifications } from "@mantine/notifications";
import { useRef } from "react";
import { useObstacle } from "../../api/use-command.ts";
import { useLoadFiles } from "./use-load-files.ts";

/** Loads files that a person brought to the window from outside; says so where the window is locked. One question is asked at a time. */
export function useLoadGivenFiles(): (files: readonly string[]) => void {
  const obstacle = useObstacle();
  const loadFiles = useLoadFiles();
  const lastLoad = useRef(Promise.resolve());
  return (files) => {
    if (obstacle === null) lastLoad.current = lastLoad.current.then(() => loadFiles(files));
    else notifications.show({ color: "yellow", title: "Nothing was loaded", message: obstacle, withBorder: true });
  };
}
