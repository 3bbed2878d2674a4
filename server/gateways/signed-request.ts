import { createHmac } from 'node:crypto';

/** What is signed of a question: all that decides what the gateway does, and when it was asked. */
export interface SignedParts {
  readonly method: 'GET' | 'POST';
  /** With the path of the address, as it goes on the wire. */
  readonly path: string;
  /** Whole seconds since 1970. */
  readonly time: number;
  readonly body: string;
}

/** HMAC-SHA-256 of method, path, time and body, one a line, in hexadecimal (docs/rules/gateways.md#signature). */
export function signatureOf({ method, path, time, body }: SignedParts, key: string): string {
  return createHmac('sha256', key).update(`${method}\n${path}\n${time}\n${body}`).digest('hex');
}
