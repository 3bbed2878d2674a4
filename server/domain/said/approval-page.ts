import { scriptVariables } from '../../../shared/script-variables.ts';
import { callingRules } from '../calling-rules/calling-rules.ts';
import { previewCard } from '../script/script-preview-card.ts';
import { pathsOf, pathTo } from '../script/script-preview-paths.ts';
import { sampleDonors } from '../script/script-preview-samples.ts';
import { type LinePage, linePageHtml } from './line-page.ts';
import { type ScriptPage, scriptPageHtml } from './script-page.ts';

/** First name of the fictitious agent who reads. */
export const PREVIEW_AGENT = 'Camille';

/**
 * The page that a charity reads and approves: of a pledge line its texts, of another campaign the words of the usual call to the
 * first fictitious person. Undefined for a script that leads nowhere. Pure.
 */
export function approvalPage(page: LinePage | Omit<ScriptPage, 'values' | 'mainPath'>): string | undefined {
  if (!('script' in page)) return linePageHtml(page);
  const { settings, script } = page;
  const donor = sampleDonors(settings)[0]?.donor;
  const [usual] = pathsOf(script);
  const walk = usual && pathTo(script, usual);
  if (!donor || !walk) return undefined;
  const card = previewCard({ settings, scriptVersion: script.version, donor, rules: callingRules() });
  const values = scriptVariables(card, { agentFirstName: PREVIEW_AGENT });
  return scriptPageHtml({ ...page, mainPath: walk.path.map((step) => step.node), values });
}
