import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Rpc } from '../rpc.ts';

export interface DocumentSought {
  readonly charity?: string | undefined;
  readonly document: string;
  readonly number?: number | undefined;
}

export interface Received {
  readonly name: string;
  readonly number: number;
  readonly base64: string;
}

/** The whole file of a version, checked against its SHA-256. AppErrors of the server, `document-damaged`. */
export async function receiveDocument(rpc: Rpc, sought: DocumentSought): Promise<Received> {
  const parts: Buffer[] = [];
  for (let at = 0; ; at += 1) {
    // The newest is the one that the first piece was of, even when another is put meanwhile.
    const told = await rpc.library.read.mutate({ ...sought, at });
    parts.push(Buffer.from(told.base64, 'base64'));
    sought = { ...sought, number: told.number };
    if (at + 1 < told.pieces) continue;
    const whole = Buffer.concat(parts);
    if (createHash('sha256').update(whole).digest('hex') === told.sha256)
      return { name: told.name, number: told.number, base64: whole.toString('base64') };
    throw new AppError({
      code: 'document-damaged',
      kind: 'unavailable',
      message: 'Ce document n’est plus celui qui a été déposé : rien n’a été écrit.',
      hint: 'Prenez une version d’avant (« plateau library history ») et prévenez l’exploitation.',
    });
  }
}
