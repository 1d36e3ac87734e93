import { IconFileDownload } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState, type ReactElement } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useObstacle } from "../../api/use-command.ts";
import { useLoadGivenFiles } from "./use-load-given-files.ts";
import classes from "./load.module.css";

/** Takes service files that are dropped anywhere on the window. */
export function DropZone(): ReactElement | null {
  const { desktop } = useDeckAccess();
  const obstacle = useObstacle();
  const loadFiles = useLoadGivenFiles();
  const takeFiles = (dropped: FileList): void =>
    loadFiles(
      [...dropped]
        .map((file) => desktop?.pathOfFile(file) ?? "")
        .filter((path) => path !== "")
        .map((file) => ({ file })),
    );
  const dragging = useFileDrop(takeFiles);
  if (!dragging) return null;
  return (
    <section className={classes["overlay"]} aria-label="Drop files">
      <div className={classes["target"]}>
        <IconFileDownload size={44} stroke={1.4} aria-hidden />
        {desktop === null
          ? "Files can't be loaded from a browser: give them to “dasedeck serve FILE…”"
          : (obstacle ?? "Drop service files to load them")}
      </div>
    </section>
  );
}

function useFileDrop(onDrop: (files: FileList) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    // Enter and leave are heard of every element below the pointer, the next one's enter before the last one's leave.
    let depth = 0;
    const change = (by: number): void => {
      depth = Math.max(0, depth + by);
      setDragging(depth > 0);
    };
    const onlyFiles = (handle: (event: DragEvent, transfer: DataTransfer) => void) => (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Without this the browser opens the file in the place of the window.
      event.preventDefault();
      handle(event, event.dataTransfer);
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener(
      "dragenter",
      onlyFiles(() => change(1)),
      { signal },
    );
    window.addEventListener(
      "dragleave",
      onlyFiles(() => change(-1)),
      { signal },
    );
    window.addEventListener(
      "dragover",
      onlyFiles((_event, transfer) => (transfer.dropEffect = "copy")),
      { signal },
    );
    window.addEventListener(
      "drop",
      onlyFiles((_event, transfer) => {
        change(-depth);
        drop(transfer.files);
      }),
      { signal },
    );
    return () => listening.abort();
  }, []);
  return dragging;
}
