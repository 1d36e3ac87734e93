import { Input, SegmentedControl } from "@mantine/core";
import { useId } from "@mantine/hooks";
import type { ReactElement } from "react";

export interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly data: { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  /** Why nothing can be changed at present; `null` where it can. */
  readonly barred: string | null;
  readonly onChange: (value: Value) => void;
}

/** Few choices beside one another, below their label as a field is. */
export function Segments<Value extends string>({ label, data, value, barred, onChange }: SegmentsProps<Value>): ReactElement {
  const id = useId();
  return (
    <Input.Wrapper size="xs" label={label} labelElement="div" labelProps={{ id }}>
      {/* As high as a field. */}
      <div style={{ display: "flex", height: 30 }}>
        <SegmentedControl size="xs" aria-labelledby={id} disabled={barred !== null} value={value} onChange={onChange} data={data} />
      </div>
    </Input.Wrapper>
  );
}
