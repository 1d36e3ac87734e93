import { ActionIcon, TextInput } from "@mantine/core";
import { IconFolderOpen } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useCommand } from "../../api/use-command.ts";

export interface CertificateFieldProps {
  readonly what: "certificate" | "key";
  readonly value: string;
  readonly problem: string | undefined;
  /** Why nothing can be changed at present; `null` where it can. */
  readonly barred: string | null;
  readonly onChange: (file: string) => void;
}

const labels = { certificate: "Certificate (PEM)", key: "Its key (PEM)" };

/** The path of a file: typed, or chosen with the system's dialog. */
export function CertificateField({ what, value, problem, barred, onChange }: CertificateFieldProps): ReactElement {
  const choose = useCommand("chooseCertificateFile", "No file could be chosen");
  return (
    <TextInput
      size="xs"
      label={labels[what]}
      placeholder="Whole path of the file"
      spellCheck={false}
      autoComplete="off"
      title={value === "" ? undefined : value}
      value={value}
      error={problem}
      readOnly={barred !== null}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={
        <ActionIcon
          size={24}
          variant="subtle"
          aria-label={`Choose the file of the ${what}`}
          title="Choose…"
          disabled={barred !== null}
          onClick={() => {
            if (choose.isPending) return;
            choose.mutate({ what }, { onSuccess: (file) => file !== null && onChange(file) });
          }}
        >
          <IconFolderOpen size={15} aria-hidden />
        </ActionIcon>
      }
    />
  );
}
