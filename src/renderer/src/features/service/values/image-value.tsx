import { Modal, UnstyledButton } from "@mantine/core";
import { IconPhoto, IconPhotoX } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { SerializedSubtree } from "#shared/serialized.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { imageSource } from "./image-source.ts";
import { MemberFrame } from "./member-frame.tsx";
import classes from "./image.module.css";

/** A picture, as large as there is room; on a click as large as the window. */
export function ImageValue({ image, name }: { image: SerializedSubtree; name: string }): ReactElement {
  const { value, format } = image.value;
  const data = value?.type === "str" ? value.value : "";
  const kind = format?.type === "str" ? visibleText(format.value) : "";
  const place = { ...image, changed_at: value?.changed_at ?? image.changed_at };
  return (
    <MemberFrame place={place} className={classes["image"]} name={name}>
      <span className={classes["imageKind"]}>{kind}</span>
      {data === "" ? (
        <NoPicture icon={IconPhoto} reason="No picture yet" />
      ) : (
        <Picture source={imageSource(data, kind)} name={name} kind={kind} />
      )}
    </MemberFrame>
  );
}

function Picture({ source, name, kind }: { source: string | null; name: string; kind: string }): ReactElement {
  const [large, setLarge] = useState(false);
  const [broken, setBroken] = useState<string | null>(null);
  if (source === null) return <NoPicture icon={IconPhotoX} reason={`A picture of the kind “${kind}” can’t be shown`} />;
  if (broken === source) return <NoPicture icon={IconPhotoX} reason="The picture is broken: its data is no image" />;
  return (
    <>
      <UnstyledButton className={classes["picture"]} aria-label={`Enlarge ${name}`} onClick={() => setLarge(true)}>
        <img src={source} alt={name} onError={() => setBroken(source)} />
      </UnstyledButton>
      <Modal opened={large} onClose={() => setLarge(false)} size="auto" title={name}>
        <img src={source} alt={name} className={classes["largePicture"]} />
      </Modal>
    </>
  );
}

function NoPicture({ icon: Icon, reason }: { icon: typeof IconPhoto; reason: string }): ReactElement {
  return (
    <div className={classes["noPicture"]}>
      <Icon size={18} aria-hidden />
      {reason}
    </div>
  );
}
