import { notifications } from "@mantine/notifications";
import { useRef } from "react";
import type { ServiceInstance } from "#shared/service-instance.ts";
import { useObstacle } from "../../api/use-command.ts";
import { useLoadFiles } from "../../components/load/use-load-files.ts";

/** Loads files that a person brought to the window from outside; says so where the window is locked. One question is asked at a time. */
export function useLoadGivenFiles(): (services: readonly ServiceInstance[]) => void {
  const obstacle = useObstacle();
  const loadFiles = useLoadFiles();
  const lastLoad = useRef(Promise.resolve());
  return (services) => {
    if (obstacle === null) lastLoad.current = lastLoad.current.then(() => loadFiles(services));
    else notifications.show({ color: "yellow", title: "Nothing was loaded", message: obstacle, withBorder: true });
  };
}
