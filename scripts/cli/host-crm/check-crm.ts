import { openPaperDesk } from '../../../server/context.ts';
import { examineCrm } from '../../../server/steps/crm/examine-crm.ts';
import { civilDate } from '../../../shared/time.ts';
import type { CommandContext } from '../command-context.ts';
import { type JsonFlag, jsonOr } from '../json-output.ts';
import { crmLines, requireSound } from './crm-lines.ts';
import { configuredCrm } from './open-crm.ts';

const TEN_MINUTES_MS = 600_000;

/** All that a pass asks of the CRM, and nothing of it kept. AppErrors `crm-not-configured` and those of the source. */
export async function checkCrm(
  { env, terminal }: CommandContext,
  { properties, json }: JsonFlag & { readonly properties: readonly string[] },
): Promise<void> {
  const { config, source } = configuredCrm(env);
  const nowMs = openPaperDesk().clock.nowMs();
  const asked = { rule: config.rule, properties, sinceMs: nowMs - TEN_MINUTES_MS };
  const found = await examineCrm(source, asked);
  jsonOr({ json, terminal }, found, () => {
    for (const line of crmLines(found, { config, today: civilDate(nowMs) })) terminal.line(line);
  });
  requireSound(found);
}
