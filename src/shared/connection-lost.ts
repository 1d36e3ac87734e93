/** The connection ended while a command was under way: nobody here knows whether it was carried out. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";

  /** @param answerer - who did not answer any more: `the deck`, `the service` */
  constructor(answerer = "the deck") {
    super(`The connection was lost before ${answerer} answered. The command may have been carried out: check when the connection is back.`);
  }
}
