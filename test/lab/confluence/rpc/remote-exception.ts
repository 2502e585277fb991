// How the old remote service fails: with the name of a Java exception and a message.

export class RemoteException extends Error {
  readonly code: number;
  constructor(exception: string, message: string, code = 500) {
    super(`com.atlassian.confluence.rpc.${exception}: ${message}`);
    this.code = code;
  }
}
