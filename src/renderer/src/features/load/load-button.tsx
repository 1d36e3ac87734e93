import { Button, Menu, Text, Tooltip } from "@mantine/core";
import { IconChevronDown, IconFolderOpen } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ExampleService } from "#shared/deck-snapshot.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { useDeck } from "../../api/use-deck.ts";
import { baseName, folderOf } from "../../format/file.ts";
import { useChooseFiles } from "./use-choose-files.ts";
import { useLoadFiles } from "../../components/load/use-load-files.ts";
import classes from "./load.module.css";

/** Loads service files, by dialog or from those loaded before. Only the desktop may: in a browser it is not there. */
export function LoadButton(): ReactElement | null {
  const { desktop } = useDeckAccess();
  const obstacle = useObstacle();
  const choose = useChooseFiles();
  if (desktop === null) return null;
  const inert = obstacle !== null;
  return (
    <Button.Group>
      <Tooltip label={obstacle} disabled={!inert}>
        <Button
          leftSection={<IconFolderOpen size={17} aria-hidden />}
          aria-disabled={inert}
          data-disabled={inert}
          onClick={() => {
            if (!inert && !choose.isPending) choose.mutate();
          }}
        >
          Load service…
        </Button>
      </Tooltip>
      <RecentFiles obstacle={obstacle} />
    </Button.Group>
  );
}

function RecentFiles({ obstacle }: { obstacle: string | null }): ReactElement {
  const files = useDeck((deck) => deck.recentFiles) ?? [];
  const loadFiles = useLoadFiles();
  const examples = useUnloadedExamples();
  const loadExample = useCommand("loadExample", "The example was not started");
  return (
    <Menu position="bottom-end" shadow="md" width={340}>
      <Menu.Target>
        <Button px={8} className={classes["recent"]} aria-label="Recent files">
          <IconChevronDown size={16} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes["menu"]}>
        <Menu.Label>{obstacle ?? (files.length === 0 ? "No files were loaded yet" : "Recent files")}</Menu.Label>
        {files.map((file) => (
          <Menu.Item key={file} disabled={obstacle !== null} title={file} onClick={() => void loadFiles([{ file }])}>
            <Text size="sm" truncate>
              {baseName(file)}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {folderOf(file)}
            </Text>
          </Menu.Item>
        ))}
        {examples.length > 0 && <Menu.Label>Example services</Menu.Label>}
        {examples.map(({ name, title, description }) => (
          <Menu.Item key={name} disabled={obstacle !== null} title={description} onClick={() => loadExample.mutate({ name })}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The examples that are not on the deck. */
function useUnloadedExamples(): ExampleService[] {
  const examples = useDeck((deck) => deck.examples) ?? [];
  // As one text: the menu is not drawn anew with every change of the deck.
  const loaded =
    useDeck((deck) => JSON.stringify(deck.services.flatMap(({ source }) => (source.kind === "file" ? [source.file] : [])))) ?? "[]";
  const files = new Set(JSON.parse(loaded) as string[]);
  return examples.filter(({ file }) => !files.has(file));
}
