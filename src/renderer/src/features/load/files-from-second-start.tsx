import { useEffect, useEffectEvent } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useLoadGivenFiles } from "./use-load-given-files.ts";

/** Loads the services that a further start of the desktop app named. Shows nothing by itself. */
export function FilesFromSecondStart(): null {
  const { desktop } = useDeckAccess();
  const loadFiles = useLoadGivenFiles();
  const load = useEffectEvent(loadFiles);
  useEffect(() => desktop?.onFilesToLoad((files) => load(files)), [desktop]);
  return null;
}
