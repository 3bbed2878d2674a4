import * as z from 'zod';
import { lineSettingsSchema } from '../line/line-settings.ts';
import { lineScriptSchema } from '../line/line-texts.ts';
import { practiceSchema } from '../line/practice-callers.ts';

/** What the seats of a pledge line show of its folder; kept as the folder said it, read again through its own schemas. */
export const seatedLineSchema = z.object({
  settings: lineSettingsSchema,
  script: lineScriptSchema,
  practice: practiceSchema,
});

export type SeatedLine = z.output<typeof seatedLineSchema>;
