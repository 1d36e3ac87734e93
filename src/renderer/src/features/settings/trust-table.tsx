import { Code, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconFileCode, IconFolder, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { visiblePath } from "#shared/format/visible-path.ts";
import type { TrustEntry } from "#shared/trust.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { ActionButton } from "../../components/actions/action-button.tsx";
import { baseName, folderOf } from "../../format/file.ts";
import { canRevoke, serviceNames, trustNote, whatRevokeDoes } from "./trust-words.ts";
import { useReadSettings } from "./use-settings.ts";
import classes from "./settings.module.css";

/** What is trusted. It scrolls in itself, so that a thousand entries leave the rest of the settings in reach. */
export function TrustTable({ entries }: { entries: readonly TrustEntry[] }): ReactElement {
  const obstacle = useObstacle();
  const read = useReadSettings();
  const revoke = useCommand("revokeTrust", "Revoking the trust failed");
  return (
    <div className={classes["scroll"]}>
      <table className={classes["table"]} aria-label="Trusted files and folders">
        <thead>
          <tr>
            <th scope="col">File or folder</th>
            <th scope="col">On the deck</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <TrustRow
              key={`${entry.kind} ${entry.path}`}
              entry={entry}
              obstacle={obstacle}
              pending={revoke.isPending && revoke.variables.path === entry.path && revoke.variables.kind === entry.kind}
              onRevoke={({ kind, path }) => revoke.mutate({ kind, path }, { onSettled: () => void read.trust() })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TrustRowProps {
  readonly entry: TrustEntry;
  readonly obstacle: string | null;
  readonly pending: boolean;
  readonly onRevoke: (entry: TrustEntry) => void;
}

function TrustRow({ entry, obstacle, pending, onRevoke }: TrustRowProps): ReactElement {
  const path = visiblePath(entry.path);
  const name = baseName(path) === "" ? path : baseName(path);
  const note = trustNote(entry);
  const KindIcon = entry.kind === "folder" ? IconFolder : IconFileCode;
  return (
    <tr aria-label={`${entry.kind} ${path}`}>
      <th scope="row">
        <div className={classes["trusted"]} title={path}>
          <KindIcon size={16} aria-hidden />
          <div>
            <div className={classes["pathPart"]}>{name}</div>
            <div className={classes["pathPart"]} data-muted>
              {folderOf(path)}
            </div>
            {note !== null && <div className={classes["trustNote"]}>{note}</div>}
          </div>
        </div>
      </th>
      <td className={classes["muted"]}>
        <div className={classes["pathPart"]}>{serviceNames(entry.services)}</div>
      </td>
      <td className={classes["action"]}>
        {canRevoke(entry) && (
          <ActionButton
            name="Revoke"
            icon={IconTrash}
            obstacle={obstacle}
            pending={pending}
            onAct={() => confirm(entry, name, path, () => onRevoke(entry))}
          />
        )}
      </td>
    </tr>
  );
}

function confirm(entry: TrustEntry, name: string, path: string, onConfirm: () => void): void {
  modals.openConfirmModal({
    title: `Revoke the trust in this ${entry.kind}?`,
    size: "lg",
    children: (
      <Stack gap="md">
        <Code block className={classes["fullPath"] ?? ""} tabIndex={0} role="group" aria-label={name}>
          {path}
        </Code>
        {whatRevokeDoes(entry).map((sentence) => (
          <Text key={sentence} size="sm" style={{ overflowWrap: "anywhere" }}>
            {sentence}
          </Text>
        ))}
      </Stack>
    ),
    labels: { confirm: "Revoke", cancel: "Cancel" },
    confirmProps: { color: "red" },
    onConfirm,
  });
}
