import type { HubspotConfig } from '../../../server/config/hubspot-config.ts';
import { isEnding, versionEnd } from '../../../server/domain/crm/api-version.ts';
import type { CrmExamined } from '../../../server/steps/crm/examine-crm.ts';
import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';

/** What was found, for a person; `today` tells whether the version is near its end. */
export function crmLines(found: CrmExamined, { config, today }: CrmAsked): readonly string[] {
  const { rule, version } = config;
  const said = `${rule.property} = ${rule.values.join(' ou ')}`;
  const lines = [`HubSpot : clé acceptée, API ${version} (sert jusqu’à ${versionEnd(version)}).`];
  if (isEnding(version, today))
    lines.push(`Attention : la version ${version} s’arrête bientôt ; passez à une plus récente.`);
  if (found.missing.length > 0) lines.push(`Propriétés inconnues de HubSpot : ${found.missing.join(', ')}.`);
  if (found.unknownValues.length > 0)
    lines.push(`Valeurs que « ${rule.property} » n’admet pas : ${found.unknownValues.join(', ')}.`);
  if (!found.isSound) return lines;
  return [
    ...lines,
    `Peuvent entrer (${said}) : ${inNumber(found.entering, 'personne(s)')}.`,
    `Changées depuis dix minutes : ${found.changed} ; avec le droit d’entrer : ${found.changedEntering}.`,
    `${inNumber(found.requests, 'demande(s)')} à HubSpot, rien n’a été écrit, ni là-bas ni ici.`,
  ];
}

export interface CrmAsked {
  readonly config: HubspotConfig;
  /** `2026-11-30`. */
  readonly today: string;
}

/** AppError `crm-property-missing`: a pass would not be believed. */
export function requireSound({ isSound }: Pick<CrmExamined, 'isSound'>): void {
  if (isSound) return;
  throw new AppError({
    code: 'crm-property-missing',
    kind: 'conflict',
    message: 'HubSpot ne dit plus qui peut entrer : la propriété manque, ou n’a plus cette valeur.',
    hint: 'Corrigez PLATEAU_HUBSPOT_ENTERS, ou la propriété dans HubSpot. Personne n’est jamais fermé pour cela.',
  });
}
