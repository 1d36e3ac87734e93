import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { TokenEntry } from "#shared/access-token.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { ActionButton } from "../../components/actions/action-button.tsx";
import { formatFullTime } from "../../format/time.ts";
import { useReadSettings } from "./use-settings.ts";
import classes from "./settings.module.css";

/** The tokens that there are; they themselves are kept nowhere. */
export function TokenTable({ tokens }: { tokens: readonly TokenEntry[] }): ReactElement {
  return (
    <table className={classes["table"]} aria-label="Tokens">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col">Made</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <TokenRow key={token.name} token={token} />
        ))}
      </tbody>
    </table>
  );
}

function TokenRow({ token: { name, role, createdAt } }: { token: TokenEntry }): ReactElement {
  const obstacle = useObstacle();
  const read = useReadSettings();
  const revoke = useCommand("revokeToken", `The token ${name} was not revoked`);
  const ask = (): void =>
    void modals.openConfirmModal({
      title: `Revoke the token ${name}?`,
      children: (
        <Text size="sm">
          Whoever has it is shut out at once, also who is connected now. What it was can’t be brought back; a new one can be made.
        </Text>
      ),
      labels: { confirm: "Revoke", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => revoke.mutate({ name }, { onSettled: () => void read.tokens() }),
    });
  return (
    <tr aria-label={name}>
      <th scope="row">{name}</th>
      <td>{role}</td>
      <td className={classes["muted"]}>{formatFullTime(createdAt)}</td>
      <td className={classes["action"]}>
        <ActionButton name="Revoke" icon={IconTrash} obstacle={obstacle} pending={revoke.isPending} onAct={ask} />
      </td>
    </tr>
  );
}
