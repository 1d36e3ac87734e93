import { Button, Checkbox, Code, Group, Stack, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { visiblePath } from "#shared/format/visible-path.ts";

/** What {@link TrustQuestion} asks about. */
export interface TrustQuestionProps {
  readonly file: string;
  readonly folder: string;
  readonly onAnswer: (answer: "file" | "folder" | null) => void;
}

/** Asked the first time that a file is loaded. */
export function TrustQuestion({ file, folder, onAnswer }: TrustQuestionProps): ReactElement {
  const [wholeFolder, setWholeFolder] = useState(false);
  return (
    <Stack gap="md">
      <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", fontSize: 13 }}>
        {visiblePath(file)}
      </Code>
      <Text size="sm">
        A service file is a program. It runs on this computer with your rights: it can read and change your files and use the network. Load
        it only if you know where it comes from.
      </Text>
      <Checkbox
        label="Trust every service file in this folder"
        description={visiblePath(folder)}
        checked={wholeFolder}
        onChange={(event) => setWholeFolder(event.currentTarget.checked)}
      />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={() => onAnswer(null)}>
          Cancel
        </Button>
        <Button onClick={() => onAnswer(wholeFolder ? "folder" : "file")}>Trust and load</Button>
      </Group>
    </Stack>
  );
}
