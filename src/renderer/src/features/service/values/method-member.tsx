import { Button, Loader } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { SerializedMethod } from "#shared/serialized.ts";
import { useLate } from "../../../components/use-late.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { BrokenValue } from "../broken-value.tsx";
import { ArgumentForm } from "./argument-form.tsx";
import { MemberFrame } from "./member-frame.tsx";
import { useServiceAccess } from "./service-access.ts";
import { useCall, type Outcome } from "./use-call.ts";
import member from "./member.module.css";
import classes from "./method.module.css";

/** A method as a button; one with parameters asks for them first. What it gave, or why it failed, stands beside it. */
export function MethodMember({ method, name }: { method: SerializedMethod; name: string }): ReactElement {
  const { obstacle } = useServiceAccess();
  const { pending, outcome, call } = useCall(method.full_access_path);
  const [asking, setAsking] = useState(false);
  const late = useLate(pending);
  const { parameters } = method.signature;
  const takesArguments = Object.keys(parameters).length > 0;
  const inert = obstacle !== null;
  const button = (
    <Button
      size="compact-sm"
      variant="default"
      className={classes["command"]}
      title={obstacle ?? undefined}
      aria-disabled={inert}
      aria-busy={pending}
      {...(inert && { "data-disabled": true })}
      {...(takesArguments && { "aria-expanded": asking })}
      leftSection={late ? <Loader size={12} color="currentColor" aria-hidden /> : undefined}
      onClick={() => {
        if (takesArguments) setAsking(!asking);
        else if (!inert && !pending) call({});
      }}
    >
      {name}
      {takesArguments ? "…" : ""}
    </Button>
  );
  return (
    <MemberFrame place={method} className={classes["method"]} name={button}>
      {late && <span className={member["empty"]}>running</span>}
      {outcome !== null && <OutcomeText outcome={outcome} name={name} />}
      {asking && (
        <ArgumentForm
          method={name}
          parameters={parameters}
          obstacle={obstacle}
          pending={pending}
          onCall={call}
          onClose={() => setAsking(false)}
        />
      )}
    </MemberFrame>
  );
}

function OutcomeText({ outcome, name }: { outcome: Outcome; name: string }): ReactElement {
  if (outcome.kind === "threw") {
    return (
      <div className={classes["outcome"]} role="alert">
        <BrokenValue reason={outcome.reason} />
      </div>
    );
  }
  return (
    <output className={classes["outcome"]} aria-label={`Result of ${name}`} dir="auto" title={outcome.text}>
      {visibleText(outcome.text)}
    </output>
  );
}
