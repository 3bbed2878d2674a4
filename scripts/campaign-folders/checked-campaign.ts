import { createHash } from 'node:crypto';
import type { CampaignSettings } from '../../server/domain/campaign/campaign-settings.ts';
import type { CallScript } from '../../shared/call-script.ts';
import { AppError } from '../../shared/errors.ts';

export interface CheckedCampaign {
  readonly settings: CampaignSettings;
  readonly script: CallScript;
  /** Of script.yaml, hexadecimal. */
  readonly sha256: string;
}

/**
 * The campaign of a folder, without base or key. A folder with a fault is not shown: what would be read is not what would be
 * called. AppError `campaign-invalid`.
 */
export async function checkedCampaign(dir: string): Promise<CheckedCampaign> {
  const { openCheckingFolder } = await import('../../server/context.ts');
  const { checkCampaign } = await import('../../server/domain/campaign-check/campaign-check.ts');
  const { refusePledgeLine } = await import('../../server/domain/campaign/pledge-line-kind.ts');
  const files = await openCheckingFolder().read(dir);
  const { settings, script, problems } = checkCampaign(files);
  if (settings && script && problems.length === 0) {
    const text = files.get('script.yaml') ?? '';
    return { settings, script, sha256: createHash('sha256').update(text).digest('hex') };
  }
  refusePledgeLine(problems);
  throw new AppError({
    code: 'campaign-invalid',
    kind: 'invalid',
    message: `Ce dossier a des défauts : il ne se montre pas encore.`,
    hint: 'Voyez-les avec plateau campaign check, corrigez, puis recommencez.',
  });
}
