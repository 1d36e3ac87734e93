/** What the fields of all types of values have in common. */
export interface FieldProps {
  /** What the control is called. */
  readonly name: string;
  /** The value is empty; what is given stands for its type. The field stays the same one, so that it keeps the focus. */
  readonly isEmpty: boolean;
}

/** What a field shows that is empty. */
export const emptyText = { compact: "–", exact: "", title: "no value" };
