import { Button, Checkbox, Radio, Select, TextInput } from "@mantine/core";
import type { ReactElement, SubmitEvent } from "react";
import type { NetworkView } from "#shared/network-settings.ts";
import { useObstacle } from "../../api/use-command.ts";
import { CertificateField } from "./certificate-field.tsx";
import { FormButton } from "./form-button.tsx";
import { addressChoices } from "./network-draft.ts";
import { Segments } from "./segments.tsx";
import { useNetworkForm, type NetworkFormState } from "./use-network-form.ts";
import classes from "./settings.module.css";

/** What there is to say below a field: fields beside one another stand in one line. */
const inputFirst: ("label" | "input" | "description" | "error")[] = ["label", "input", "error", "description"];

/** Chooses from where the deck is reached, and how. */
export function NetworkForm({ network }: { network: NetworkView }): ReactElement {
  const form = useNetworkForm(network);
  const barred = useObstacle();
  const { draft, problems, change } = form;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (barred === null && form.isChanged && !form.pending) form.apply();
  };
  return (
    <form className={classes["form"]} onSubmit={submit} aria-label="Network" title={barred ?? undefined}>
      <Radio.Group
        size="xs"
        label="Who can reach this deck"
        value={draft.reach}
        error={problems.reach}
        errorProps={{ role: "alert" }}
        onChange={(reach) => change("reach", reach)}
      >
        <div className={classes["choices"]}>
          <Radio
            size="xs"
            value="thisComputer"
            disabled={barred !== null}
            label="This computer only"
            description="Browsers and programs on this computer, whoever uses them"
          />
          <Radio
            size="xs"
            value="network"
            disabled={barred !== null}
            label="Other computers, too"
            description="Everyone needs a token then, programs on this computer as well"
          />
        </div>
      </Radio.Group>
      {draft.reach === "thisComputer" && (
        <Checkbox
          size="xs"
          label="Require a token on this computer, too"
          description="Without it, every user and program of this computer has full control. With it, browsers, Python and the command line need a token from Tokens below; this window does not."
          checked={draft.requireTokenHere}
          disabled={barred !== null}
          onChange={(event) => change("requireTokenHere", event.currentTarget.checked)}
        />
      )}
      <div className={classes["pair"]} data-first-wide>
        {draft.reach === "network" && (
          <Select
            size="xs"
            label="Listen on"
            allowDeselect={false}
            data={addressChoices(network.addresses, draft.address)}
            value={draft.address}
            error={problems.address}
            readOnly={barred !== null}
            onChange={(address) => {
              if (address !== null) change("address", address);
            }}
          />
        )}
        <PortField form={form} network={network} barred={barred} />
      </div>
      {draft.reach === "network" && <Encryption form={form} barred={barred} />}
      {draft.reach === "network" && (
        <TextInput
          size="xs"
          inputWrapperOrder={inputFirst}
          label="Further names that lead here"
          description="Beside this computer’s own name and addresses, as behind a proxy; separated by commas"
          placeholder="lab.example, lab.example:8443"
          spellCheck={false}
          value={draft.hosts}
          error={problems.hosts}
          readOnly={barred !== null}
          onChange={(event) => change("hosts", event.currentTarget.value)}
        />
      )}
      {form.failure !== null && (
        <p className={classes["line"]} data-tone="bad" role="alert">
          {form.failure}
        </p>
      )}
      <div className={classes["buttons"]}>
        <FormButton name="Apply" obstacle={barred} isIdle={!form.isChanged} pending={form.pending} />
        {form.isChanged && (
          <Button size="xs" variant="default" onClick={form.discard}>
            Discard
          </Button>
        )}
        <span className={classes["aside"]} role="status">
          {form.isChanged ? "Takes effect at once; who is connected over the network is cut off." : form.isApplied ? "Applied" : ""}
        </span>
      </div>
    </form>
  );
}

interface PartProps {
  readonly form: NetworkFormState;
  /** Why nothing can be changed at present; `null` where it can. */
  readonly barred: string | null;
}

/** A port that was given at the start can't be changed here: it wins. */
function PortField({ form, network: { givenPort, settings }, barred }: PartProps & { network: NetworkView }): ReactElement {
  const given =
    givenPort === null ? {} : { description: `--port ${givenPort} of this start wins; the next one without it has ${settings.port}` };
  return (
    <TextInput
      size="xs"
      label="Port"
      inputWrapperOrder={inputFirst}
      inputMode="numeric"
      autoComplete="off"
      value={givenPort === null ? form.draft.port : String(givenPort)}
      error={form.problems.port}
      readOnly={barred !== null || givenPort !== null}
      onChange={(event) => form.change("port", event.currentTarget.value)}
      {...given}
    />
  );
}

function Encryption({ form, barred }: PartProps): ReactElement {
  const { draft, problems, change } = form;
  return (
    <div className={classes["group"]}>
      <Segments
        label="Encryption"
        value={draft.encryption}
        barred={barred}
        onChange={(encryption) => change("encryption", encryption)}
        data={[
          { value: "none", label: "None (http)" },
          { value: "files", label: "TLS with a certificate (https)" },
        ]}
      />
      {draft.encryption === "files" && (
        <div className={classes["pair"]}>
          <CertificateField
            what="certificate"
            value={draft.certFile}
            problem={problems.certFile}
            barred={barred}
            onChange={(file) => change("certFile", file)}
          />
          <CertificateField
            what="key"
            value={draft.keyFile}
            problem={problems.keyFile}
            barred={barred}
            onChange={(file) => change("keyFile", file)}
          />
        </div>
      )}
    </div>
  );
}
