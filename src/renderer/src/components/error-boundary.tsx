import { Button, Text } from "@mantine/core";
import { IconAlertTriangle, IconReload } from "@tabler/icons-react";
import { Component, type ReactElement, type ReactNode } from "react";
import { errorText } from "../format/error.ts";
import classes from "./error-boundary.module.css";

/** What an {@link ErrorBoundary} holds. */
export interface ErrorBoundaryProps {
  /** What it is that can't be shown then: `The deck`. */
  readonly what: string;
  readonly children: ReactNode;
}

/** Boxed, since anything can be thrown, `null` too. */
interface Caught {
  readonly error: unknown;
}

/** Where something within can't be drawn, says so in its place, and leaves everything around it as it is. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly caught: Caught | null }> {
  override state = { caught: null as Caught | null };

  static getDerivedStateFromError(error: unknown): { caught: Caught } {
    return { caught: { error } };
  }

  override render(): ReactNode {
    const { caught } = this.state;
    return caught === null ? this.props.children : <NotShown what={this.props.what} reason={errorText(caught.error)} />;
  }
}

function NotShown({ what, reason }: { what: string; reason: string }): ReactElement {
  return (
    <div className={classes["place"]} role="alert">
      <IconAlertTriangle size={28} className={classes["icon"]} aria-hidden />
      <Text fw={650}>{what} can’t be shown</Text>
      <Text size="sm" className={classes["reason"]} title={reason}>
        {reason}
      </Text>
      <Text size="sm" className={classes["hint"]}>
        This is a mistake in Dasedeck’s window. Services and tasks are not touched by it.
      </Text>
      <Button leftSection={<IconReload size={16} aria-hidden />} onClick={() => window.location.reload()}>
        Reload the window
      </Button>
    </div>
  );
}
