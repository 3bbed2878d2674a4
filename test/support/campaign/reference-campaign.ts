import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type CallScript, callScriptSchema } from '../../../shared/call-script.ts';

/** Folder of the reference campaign shipped with the product. */
export const REFERENCE_CAMPAIGN = fileURLToPath(
  new URL('../../../server/campaigns/upgrade-fr', import.meta.url),
);

/** What its settings call it and its charity. */
export const REFERENCE = { code: 'UPG-FR-2026', charity: 'UNION' } as const;

/** Its script, parsed as the product parses it. */
export function referenceScript(): CallScript {
  return callScriptSchema.parse(parse(readFileSync(`${REFERENCE_CAMPAIGN}/script.yaml`, 'utf8')));
}
