import type { Namespace, Socket } from "socket.io";
import { toDisposable, type Disposable } from "#shared/disposable.ts";
import { credentialOf } from "./credential.ts";
import type { Admission, Gatekeeper } from "./gatekeeper.ts";

const admissions = new WeakMap<Socket, Admission>();

/** @throws Error for a socket that nobody let in */
export function admissionOf(socket: Socket): Admission {
  const admission = admissions.get(socket);
  if (admission === undefined) throw new Error("This connection was not let in");
  return admission;
}

/**
 * Lets in who may, and cuts off who may no longer. To be called before anything else listens for connections. Refused is in the handler of `connect`, for which Python's
 * client raises an error at once; an answer 401 before would leave it waiting for ever.
 */
export function admitSockets(namespaces: readonly Namespace[], gatekeeper: Gatekeeper): Disposable {
  const cutIfShutOut = (socket: Socket): void => {
    // A good-bye, after which nobody tries again by itself: that would count as one wrong token after the other.
    if (!gatekeeper.isValid(admissionOf(socket))) socket.disconnect(true);
  };
  for (const namespace of namespaces) {
    namespace.use((socket, next) => {
      const { auth, headers } = socket.handshake;
      const verdict = gatekeeper.admitConnection(socket.request, credentialOf(auth, headers.authorization));
      if (verdict.kind === "refused") {
        next(Object.assign(new Error(verdict.message), { data: { reason: verdict.reason } }));
        return;
      }
      admissions.set(socket, verdict.admission);
      next();
    });
    // Shut out just while it was let in; after all others have heard of the connection, so that they hear of its end.
    namespace.on("connection", (socket) => void setImmediate(cutIfShutOut, socket));
  }
  return toDisposable(
    gatekeeper.onDidChange(() => {
      for (const { sockets } of namespaces) for (const socket of [...sockets.values()]) cutIfShutOut(socket);
    }),
  );
}
