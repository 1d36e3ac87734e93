import type { ReactElement } from "react";
import { whenSet } from "#shared/nullable.ts";
import type { SerializedLeaf } from "#shared/serialized.ts";
import { formatLocalSeconds } from "#shared/format/date-time.ts";
import { errorInFull } from "../../../format/error.ts";
import { formatInteger } from "#shared/format/integer.ts";
import { formatCompact, formatExact } from "#shared/format/number.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { BrokenValue } from "../broken-value.tsx";
import { ChoiceField, ChoiceText } from "./choice-field.tsx";
import { DateField } from "./date-field.tsx";
import { EmptyChoice, EmptyFlag } from "./empty-value.tsx";
import { FlagSwitch } from "./flag-switch.tsx";
import { FloatField, IntegerField } from "./number-fields.tsx";
import { PlainText } from "./plain-text.tsx";
import { QuantityField } from "./quantity-field.tsx";
import { TextField } from "./text-field.tsx";

/** What {@link LeafValue} shows. */
export interface LeafValueProps {
  readonly leaf: Exclude<SerializedLeaf, { type: "method" }>;
  /** What the control is called. */
  readonly name: string;
}

/** A value without parts, with the control of its type; to be read only where it can't be written. */
export function LeafValue({ leaf, name }: LeafValueProps): ReactElement {
  if (leaf.type === "Exception") return <BrokenValue reason={errorInFull({ name: leaf.name, message: leaf.value })} />;
  const isEmpty = leaf.type === "NoneType";
  const field = whenSet(leaf);
  if (isEmpty && (leaf.readonly || field.type === "NoneType")) return <PlainText name={name} text="–" exact="no value" />;
  if (!isEmpty && leaf.readonly) return <ReadValue leaf={leaf} name={name} />;
  switch (field.type) {
    case "bool":
      return isEmpty ? <EmptyFlag none={leaf} name={name} /> : <FlagSwitch flag={field} name={name} />;
    case "str":
      return <TextField text={field} name={name} isEmpty={isEmpty} />;
    case "float":
      return <FloatField number={field} name={name} isEmpty={isEmpty} />;
    case "int":
      return <IntegerField number={field} name={name} isEmpty={isEmpty} />;
    case "Quantity":
      return <QuantityField quantity={field} name={name} isEmpty={isEmpty} />;
    case "datetime":
      return <DateField date={field} name={name} isEmpty={isEmpty} />;
    case "Enum":
    case "ColouredEnum":
      return isEmpty ? (
        <EmptyChoice none={leaf} name={name} options={Object.keys(field.enum)} />
      ) : (
        <ChoiceField choice={field} name={name} />
      );
    default:
      // A list or dict that is empty: written as a whole, which is not done in a field.
      return <PlainText name={name} text="–" exact="no value" />;
  }
}

type Readable = Exclude<LeafValueProps["leaf"], { type: "Exception" | "NoneType" }>;

function ReadValue({ leaf, name }: { leaf: Readable; name: string }): ReactElement {
  const unit = leaf.display?.unit;
  switch (leaf.type) {
    case "float":
      return <PlainText name={name} text={formatCompact(leaf.value)} exact={formatExact(leaf.value)} unit={unit} />;
    case "int":
      return <PlainText name={name} text={formatInteger(leaf.value)} exact={formatInteger(leaf.value)} unit={unit} />;
    case "Quantity":
      return (
        <PlainText
          name={name}
          text={formatCompact(leaf.value.magnitude)}
          exact={formatExact(leaf.value.magnitude)}
          unit={leaf.value.unit}
        />
      );
    case "datetime":
      return <PlainText name={name} text={formatLocalSeconds(leaf.value)} exact={leaf.value} />;
    case "Enum":
    case "ColouredEnum":
      return <ChoiceText choice={leaf} name={name} />;
    default: {
      const text = visibleText(String(leaf.value));
      return <PlainText name={name} text={text} exact={text} unit={unit} />;
    }
  }
}
