import type { DocumentSpec } from '../../domain/files/document.ts';
import { documentMarkdown } from '../../domain/files/document-markdown.ts';
import { stableJson } from '../../domain/files/stable-json.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import type { Exchange } from '../../ports/exchange.ts';

/** A file for whoever asked, on its way to their own folder; the server keeps none. */
export interface MadeFile {
  readonly name: string;
  readonly base64: string;
}

/** Bytes, or text in UTF-8. */
export function madeFile(name: string, bytes: Uint8Array | string): MadeFile {
  return { name, base64: Buffer.from(bytes as Uint8Array).toString('base64') };
}

export interface PaperDeps {
  readonly documents: DocumentWriter;
  readonly exchange: Pick<Exchange, 'signDetached'>;
}

/** The file and `NAME.asc`, its detached signature by the house key. */
async function signedFile(
  { exchange }: Pick<PaperDeps, 'exchange'>,
  name: string,
  bytes: Uint8Array,
): Promise<readonly MadeFile[]> {
  return [madeFile(name, bytes), madeFile(`${name}.asc`, await exchange.signDetached(bytes))];
}

/** One document as PDF, Markdown and JSON (the facts themselves), each signed. */
export async function paperFiles(
  deps: PaperDeps,
  paper: { readonly name: string; readonly spec: DocumentSpec; readonly facts: unknown },
): Promise<readonly MadeFile[]> {
  const { name, spec, facts } = paper;
  return [
    ...(await signedFile(deps, `${name}.pdf`, await deps.documents.pdf(spec))),
    ...(await signedFile(deps, `${name}.md`, Buffer.from(documentMarkdown(spec)))),
    ...(await signedFile(deps, `${name}.json`, Buffer.from(stableJson(facts)))),
  ];
}
