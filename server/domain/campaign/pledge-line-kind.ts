import { AppError } from '../../../shared/errors.ts';
import type { CampaignProblem } from './campaign-check-problem.ts';
import { parseYamlText } from './campaign-check-yaml.ts';

/** The `kind` of a campaign whose calls come in. It is none of the kinds that call (shared/campaign-kind.ts). */
export const PLEDGE_LINE = 'pledge-line';

const WHAT =
  'C’est une ligne de promesses : ses appels arrivent. Cela ne vaut que pour une campagne qui appelle des donateurs.';
const INSTEAD = 'plateau line check, route, plan ou files ; plateau campaign create';
const CODE = 'pledge-line-not-calling';

/** Whether that folder says that it is a pledge line; what cannot be read is judged as a campaign that calls. */
export function isPledgeLine(files: ReadonlyMap<string, string>): boolean {
  const { data } = parseYamlText(files.get('campaign.yaml') ?? '');
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === PLEDGE_LINE;
}

/** What a pledge line is told wherever a campaign that calls is wanted. */
export function pledgeLineProblem(files: ReadonlyMap<string, string>): CampaignProblem {
  const place = parseYamlText(files.get('campaign.yaml') ?? '').locate(['kind']);
  return { file: 'campaign.yaml', ...place, code: CODE, message: WHAT, hint: INSTEAD };
}

/** AppError `pledge-line-not-calling`, where those faults are of a pledge line. */
export function refusePledgeLine(problems: readonly CampaignProblem[]): void {
  if (!problems.some(({ code }) => code === CODE)) return;
  throw new AppError({ code: CODE, kind: 'conflict', message: WHAT, hint: `Pour ce dossier : ${INSTEAD}.` });
}
