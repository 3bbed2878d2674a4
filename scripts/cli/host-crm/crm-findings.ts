import { isEnding, versionEnd } from '../../../server/domain/crm/api-version.ts';
import { driftOf } from '../../../server/domain/crm/enters-rule.ts';
import type { Clock } from '../../../server/ports/clock.ts';
import { type Finding, finding } from '../../../server/steps/house/finding.ts';
import { civilDate } from '../../../shared/time.ts';
import type { Env } from '../host.ts';
import { requireSound } from './crm-lines.ts';
import { crmOf } from './open-crm.ts';

/** The CRM as the doctor tells it: one question, and how long its version serves. Nothing of a house without one. */
export async function crmFindings(env: Env, clock: Clock): Promise<readonly Finding[]> {
  const crm = crmOf(env);
  if (!crm) return [];
  const { source, config } = crm;
  const { version, rule } = config;
  const told = `clé acceptée, API ${version} jusqu’à ${versionEnd(version)}`;
  const asked = await finding('HubSpot', told, async () => {
    const { missing, unknownValues } = driftOf(await source.properties(), rule, []);
    requireSound({ isSound: missing.length + unknownValues.length === 0 });
  });
  if (!asked.ok || !isEnding(version, civilDate(clock.nowMs()))) return [asked];
  const hint =
    'Choisissez la plus récente dans PLATEAU_HUBSPOT_VERSION, puis « plateau sync hubspot --check ».';
  return [{ ...asked, isToDo: true, message: `${told} : elle s’arrête bientôt`, hint }];
}
