import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useEffect, useRef, type ReactElement } from "react";
import type { TokenRole } from "#shared/access-token.ts";
import { CopyLine } from "./copy-line.tsx";
import { Fact, Facts } from "./facts.tsx";
import { pydaseAddress } from "./pydase-address.ts";
import { useNetwork } from "./use-settings.ts";
import classes from "./settings.module.css";

export interface MadeTokenProps {
  readonly name: string;
  readonly role: TokenRole;
  readonly token: string;
  readonly onDone: () => void;
}

/** A token that was just made: it is here to be taken, and afterwards nowhere. */
export function MadeToken({ name, role, token, onDone }: MadeTokenProps): ReactElement {
  const { data } = useNetwork();
  const url = data?.urls[0];
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.scrollIntoView({ block: "nearest" }), [token]);
  return (
    <section ref={panel} className={classes["made"]} aria-label={`The token ${name}`} role="status">
      <p className={classes["line"]}>
        <IconKey size={16} aria-hidden />
        <span>
          <b>
            Token {name}, role {role}.
          </b>{" "}
          Copy it now: it is not shown again, and kept nowhere.
        </span>
      </p>
      <Facts>
        <Fact name="Token">
          <CopyLine what="the token" text={token} />
        </Fact>
        {url !== undefined && (
          <Fact name="pydase.Client">
            <CopyLine what="the address with the token" text={pydaseAddress(url, { name, token })} />
          </Fact>
        )}
      </Facts>
      <Button size="xs" variant="default" onClick={onDone}>
        Done
      </Button>
    </section>
  );
}
