import * as z from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { lineSettingsSchema } from '../../domain/line/line-settings.ts';
import { lineScriptSchema } from '../../domain/line/line-texts.ts';
import { practiceSchema } from '../../domain/line/practice-callers.ts';
import type { StoreReader } from '../../ports/store.ts';

const bodySchema = z.object({
  settings: lineSettingsSchema,
  script: lineScriptSchema,
  practice: practiceSchema,
});

/** A pledge line as its seats show it. */
export type SeatedLine = z.output<typeof bodySchema>;

/** Its input form: what a folder says, written down to be read again by `lineOfCampaign`. */
export function lineBody(files: Readonly<Record<keyof SeatedLine, unknown>>): string {
  return JSON.stringify(files);
}

/** The pledge line of that code. AppError `line-not-laid` when nobody laid its seats. */
export async function lineOfCampaign(rows: StoreReader, campaign: string): Promise<SeatedLine> {
  const folder = await rows.seats.folder(campaign);
  if (folder) return bodySchema.parse(JSON.parse(folder.body));
  throw new AppError({
    code: 'line-not-laid',
    kind: 'not-found',
    message: 'Aucune ligne de promesses de ce code n’a ses postes ici.',
    hint: 'L’exploitation les pose : plateau seat plan DOSSIER.',
  });
}
