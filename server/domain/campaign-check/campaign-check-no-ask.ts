import { asksSomething, kindFacts } from '../../../shared/campaign-kind.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { checkNoAskWords } from '../script/script-check-no-ask.ts';

type Place = readonly (string | number)[];

/** Settings of an ask, and whether the campaign writes them. */
function settingsOfAsks(settings: CampaignSettings): readonly (readonly [Place, boolean])[] {
  const { ladder, reactivation, signature, oneOff, tax, targets } = settings;
  return [
    [['ladder'], ladder.length > 0],
    [['reactivation'], reactivation !== undefined],
    [['signature'], signature !== undefined],
    [['oneOff'], oneOff !== undefined],
    [['tax'], tax !== undefined],
    [['targets', 'agreements'], targets.agreements !== undefined],
    [['targets', 'averageMinor'], targets.averageMinor !== undefined],
  ];
}

/** What a kind that asks must write; a ladder is looked at by its country’s check. */
const NEEDED: readonly string[] = ['oneOff', 'targets.agreements', 'targets.averageMinor'];

/**
 * Settings that only an ask needs: refused in a campaign that asks nothing, with their line, and those without a default
 * wanted in the others. Themes are said in the call: the same words are refused there as in the script.
 */
export function checkAskSettings(settings: CampaignSettings): readonly Finding[] {
  const { campaign } = kindFacts(settings.kind);
  const written = settingsOfAsks(settings);
  if (asksSomething(settings.kind))
    return written
      .filter(([at, isThere]) => !isThere && NEEDED.includes(at.join('.')))
      .map(([at]) => ({
        at: at.slice(0, -1),
        code: 'ask-setting-missing',
        message: `Une ${campaign} a besoin de « ${at.join('.')} ».`,
        hint: 'comparez avec la campagne de référence server/campaigns/upgrade-fr',
      }));
  const settled = written
    .filter(([, isThere]) => isThere)
    .map(([at]) => ({
      at,
      code: 'ask-setting-in-thanks',
      message: `Une ${campaign} ne demande rien : « ${at.join('.')} » n’y a pas de sens.`,
      hint: 'supprimez ce réglage',
    }));
  const spoken = settings.themes.flatMap((theme, rank) =>
    (['impact', 'challenge'] as const).flatMap((part) =>
      checkNoAskWords(theme[part], ['themes', rank, part], settings.language),
    ),
  );
  return [...settled, ...spoken];
}
