import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from "electron";
import { deckIpc, type DesktopBridge } from "#shared/deck-transport.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import type { DeckEvent } from "#shared/deck-snapshot.ts";

const bridge: DesktopBridge = {
  call: (request) => ipcRenderer.invoke(deckIpc.call, request),
  onDeckEvents: (listener) => {
    const hear = (_: IpcRendererEvent, events: DeckEvent[]): void => listener(events);
    ipcRenderer.on(deckIpc.events, hear);
    return () => void ipcRenderer.off(deckIpc.events, hear);
  },
  onFilesToLoad: (listener) => {
    const receive = (_: IpcRendererEvent, files: ServiceInstance[]): void => listener(files);
    ipcRenderer.on(deckIpc.filesToLoad, receive);
    ipcRenderer.send(deckIpc.readyForFiles);
    return () => void ipcRenderer.off(deckIpc.filesToLoad, receive);
  },
  pathOfFile: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ""),
};

contextBridge.exposeInMainWorld("dasedeck", bridge);
