import type * as z from 'zod';
import { sha256 } from '../files/sha256.ts';
import { stableJson } from '../files/stable-json.ts';
import { type LineSettings, lineSettingsSchema } from '../line/line-settings.ts';
import type { LineScript } from '../line/line-texts.ts';
import type { LinkTexts } from '../line/link-texts.ts';

const { charity, link } = lineSettingsSchema.shape;

/** Of `campaign.yaml`, what callers hear or receive: what is said of their data, who writes to them, where the link leads. */
export const lineMentionsSchema = lineSettingsSchema.pick({ notice: true, helplines: true }).extend({
  charity: charity.omit({ code: true }),
  link: link.pick({ base: true, validDays: true }),
});
export type LineMentions = z.output<typeof lineMentionsSchema>;

/** What is said and sent on a pledge line, part by part, as it is approved. */
export type LineBody =
  | { readonly kind: 'line-script'; readonly words: LineScript }
  | { readonly kind: 'line-mentions'; readonly mentions: LineMentions }
  | { readonly kind: 'line-messages'; readonly messages: LinkTexts };

/** What those settings say now. Pure. */
export function lineMentions(settings: LineSettings): LineMentions {
  const { notice, helplines, charity: named, link: leads } = settings;
  const { code: _, ...said } = named;
  return { notice, helplines, charity: said, link: { base: leads.base, validDays: leads.validDays } };
}

/** The settings with those mentions, and nothing else changed. Pure. */
export function withLineMentions(settings: LineSettings, mentions: LineMentions): LineSettings {
  const { notice, helplines, charity: said, link: leads } = mentions;
  const { code } = settings.charity;
  return { ...settings, notice, helplines, charity: { ...said, code }, link: { ...settings.link, ...leads } };
}

/** The day on which a number was last tried is nobody’s words: it moves without an approval. */
function saidOf(body: LineBody): unknown {
  if (body.kind === 'line-script') return body.words;
  if (body.kind === 'line-messages') return body.messages;
  const helplines = body.mentions.helplines.map(({ checkedOn: _, ...said }) => said);
  return { ...body.mentions, helplines };
}

/** SHA-256 in hexadecimal of what is said, whatever the order of its file. */
export function lineBodyHash(body: LineBody): string {
  return sha256(stableJson(saidOf(body)));
}
